// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/policies/model_family.h"

#include "core/error.h"

#include <fmt/format.h>

namespace vrft {

ModelFamily modelFamily(const Json& config, const std::string& where) {
    if (!config.is_object())
        throw Error(ErrorCode::InvalidFormat, "not a JSON object", where, "Check the policy's config.json");
    if (!config.contains("model_type") || !config.at("model_type").is_string())
        throw Error(ErrorCode::InvalidFormat, "key model_type is missing", where,
                    "Check the policy's config.json");
    const auto type = config.at("model_type").get<std::string>();
    if (type == "qwen2_5_vl") return ModelFamily::Qwen2_5Vl;
    if (type == "qwen2_vl") return ModelFamily::Qwen2Vl;
    throw Error(ErrorCode::Unsupported,
                fmt::format("model_type {} is not supported, only qwen2_5_vl and qwen2_vl", type), where,
                "Choose a Qwen2.5-VL or Qwen2-VL policy");
}

BoxUnits boxUnits(ModelFamily family) {
    return family == ModelFamily::Qwen2Vl ? BoxUnits::Thousandths : BoxUnits::Pixels;
}

BoxUnits policyBoxUnits(const std::filesystem::path& folder) {
    const std::filesystem::path config = folder / "config.json";
    return boxUnits(modelFamily(readJsonFile(config), config.string()));
}

} // namespace vrft
