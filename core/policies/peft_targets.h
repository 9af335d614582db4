// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Which modules of a model a PEFT adapter sits beside: target_modules and its companions of
// adapter_config.json, in and out.
//
// Modules are known by hub names ("model.layers.0.self_attn.q_proj", "visual.blocks.0.attn.qkv"). Read with
// PEFT's rules: a list matches whole names and ".name" suffixes, a string is an expression for the whole
// path; exclude_modules and layers_to_transform take away again. Source: peft/tuners/tuners_utils.py,
// check_target_module_exists. Thread rule: immutable. Errors: InvalidFormat or Unsupported naming the file.
#pragma once

#include "core/json.h"
#include "core/text/whole_match.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace vrft {

class PeftTargets {
public:
    // `config`: adapter_config.json. Without target_modules nothing is covered: then the tensors alone tell.
    PeftTargets(const Json& config, const std::string& where);

    bool covers(const std::string& module) const;

private:
    struct Names {
        std::vector<std::string> suffixes;
        std::optional<WholeMatch> expression;
        bool all = false;

        bool cover(const std::string& path) const;
    };
    static Names namesOf(const Json& config, const char* key, const std::string& where);

    Names targets_;
    Names excluded_;
    std::optional<std::set<int>> layers_;
};

// target_modules for an adapter beside `modules`, out of `every` linear module of the model: an expression
// where all of decoder, tower or both are meant, else the ends of the paths one by one
// ("layers.0.mlp.up_proj"). Either fits both families of paths.
Json peftTargetModules(const std::vector<std::string>& modules, const std::vector<std::string>& every);

} // namespace vrft
