// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A model's tensors by hub name. Layers take shared handles from it. Thread rule: immutable after loading.
#pragma once

#include "core/error.h"
#include "training/model/linear.h"
#include "training/model/norm.h"

#include "training/torch_compat.h"

#include <map>
#include <string>

namespace vrft {

class Weights {
public:
    void add(const std::string& name, torch::Tensor tensor) { tensors_[name] = std::move(tensor); }

    const torch::Tensor& at(const std::string& name) const {
        const auto found = tensors_.find(name);
        if (found == tensors_.end()) throw Error(ErrorCode::Internal, "the model has no tensor " + name);
        return found->second;
    }
    // NAME.weight and, where there is one, NAME.bias.
    Linear linear(const std::string& name) const {
        const auto bias = tensors_.find(name + ".bias");
        return {
            at(name + ".weight"), bias == tensors_.end() ? torch::Tensor() : bias->second, {}, {}, 0, false};
    }

    // NAME.weight and, where there is one, NAME.bias.
    Norm norm(const std::string& name) const {
        const auto bias = tensors_.find(name + ".bias");
        return {at(name + ".weight"), bias == tensors_.end() ? torch::Tensor() : bias->second};
    }

private:
    std::map<std::string, torch::Tensor> tensors_;
};

} // namespace vrft
