// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/lora_targets.h"

#include "core/error.h"

namespace vrft {

namespace {

constexpr std::string_view kDecoderPrefix = "model.";
constexpr std::string_view kVisionPrefix = "visual.";

} // namespace

LoraTargets::LoraTargets(const std::string& targets, const std::string& where) {
    if (targets.empty())
        throw Error(ErrorCode::InvalidFormat, "no layer is named", where,
                    "Write decoder, vision, decoder+vision or a regular expression");
    decoder_ = targets == "decoder" || targets == "decoder+vision";
    vision_ = targets == "vision" || targets == "decoder+vision";
    if (decoder_ || vision_) return;
    expression_.emplace(targets, where);
    vision_ = targets.find("visual") != std::string::npos;
}

bool LoraTargets::covers(const std::string& module) const {
    const bool vision = isVisionModule(module);
    if (!expression_) return vision ? vision_ : decoder_;
    return (!vision || vision_) && ((*expression_)(module) || (*expression_)(newModulePath(module)));
}

bool isVisionModule(const std::string& module) {
    return module.starts_with(kVisionPrefix);
}

std::string newModulePath(const std::string& module) {
    if (isVisionModule(module)) return std::string(kDecoderPrefix) + module;
    return "model.language_model." + module.substr(kDecoderPrefix.size());
}

} // namespace vrft
