// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A small head that reads a sample's attributes and first box straight off the merged image features: it
// teaches the vision tower to see before the text has learned to ask, and is thrown away afterwards.
//
// Features of any grid and device are averaged onto 4 x 4 cells, flattened, and go through one hidden layer
// here. Thread rule: one thread. Ownership: its own parameters; named "auxiliary.*".
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/dataset/dataset.h"
#include "training/policy.h"
#include "training/trainer/adamw.h"

namespace vrft {

class AuxiliaryHead {
public:
    // `attributes`: names with all values they can take; `hidden`: width of the image features.
    AuxiliaryHead(std::vector<Attribute> attributes, std::int64_t hidden, std::uint64_t seed);

    // Mean over the samples of: cross entropy of each attribute the sample states + 4 * smooth L1 of the box
    // as shares of the image's sides. features[i] is [tokens, hidden] of samples[i]'s first image.
    torch::Tensor loss(std::span<const torch::Tensor> features,
                       std::span<const std::shared_ptr<const PromptImage>> images,
                       std::span<const Sample* const> samples, int merge) const;

    NamedTensors parameters() const;

private:
    std::vector<Attribute> attributes_;
    torch::Tensor hiddenWeight_; // [hidden units, cells * hidden]
    torch::Tensor hiddenBias_;
    torch::Tensor outWeight_; // [outputs, hidden units]: all attributes' values, then the box
    torch::Tensor outBias_;
};

} // namespace vrft
