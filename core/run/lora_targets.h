// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Beside which linear layers a recipe's adapters sit: `decoder`, `vision`, `decoder+vision`, or a regular
// expression that must match a whole module path, as PEFT's target_modules does.
//
// An expression leaves the vision tower alone unless it names `visual`: the tower's MLP has the same short
// names as the decoder's. It doesn't know which layers a policy has. Thread rule: immutable. Errors:
// InvalidFormat naming `where`.
#pragma once

#include "core/text/whole_match.h"

#include <optional>
#include <string>

namespace vrft {

class LoraTargets {
public:
    explicit LoraTargets(const std::string& targets = "decoder", const std::string& where = "targets");

    // `module` by its hub name: "model.layers.0.self_attn.q_proj", "visual.blocks.0.attn.qkv". An expression
    // may speak of these paths or of the newer ones (newModulePath).
    bool covers(const std::string& module) const;

private:
    bool decoder_ = false;
    bool vision_ = false;
    std::optional<WholeMatch> expression_;
};

bool isVisionModule(const std::string& module);

// The module's path in transformers from 4.52 on: "model.language_model.layers.0...", "model.visual...".
std::string newModulePath(const std::string& module);

} // namespace vrft
