// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Which architecture a policy is, by the model_type of its config.json, and what follows from it outside the
// model. Thread rule: pure functions.
#pragma once

#include "core/json.h"
#include "core/prompt/completion.h"

#include <filesystem>
#include <string>

namespace vrft {

enum class ModelFamily { Qwen2Vl, Qwen2_5Vl };

// Of a config.json. Error(InvalidFormat) without model_type, Error(Unsupported) for any other.
ModelFamily modelFamily(const Json& config, const std::string& where);

// In which numbers it speaks of boxes.
BoxUnits boxUnits(ModelFamily family);
// Of the policy in `folder`; reads its config.json.
BoxUnits policyBoxUnits(const std::filesystem::path& folder);

} // namespace vrft
