// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/policies/peft_targets.h"

#include "core/error.h"
#include "core/run/lora_targets.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr const char* kDecoderNames = "q_proj|k_proj|v_proj|o_proj|gate_proj|up_proj|down_proj";
// Not patch_embed.proj, which is a convolution.
constexpr const char* kTowerNames =
    R"(attn\.qkv|attn\.proj|mlp\.gate_proj|mlp\.up_proj|mlp\.down_proj|mlp\.fc1|mlp\.fc2|merger\.mlp\.[02])";

std::optional<int> layerOf(const std::string& module) {
    for (const char* list : {"layers.", "blocks."}) {
        const std::size_t start = module.find(list);
        if (start == std::string::npos) continue;
        const char* const digits = module.data() + start + std::string_view(list).size();
        int layer = 0;
        if (std::from_chars(digits, module.data() + module.size(), layer).ec == std::errc()) return layer;
    }
    return {};
}

std::optional<std::set<int>> layersOf(const Json& config, const std::string& where) {
    const Json given = config.value("layers_to_transform", Json());
    if (given.is_null()) return {};
    std::set<int> layers;
    for (const Json& layer : given.is_array() ? given : Json::array({given})) {
        if (!layer.is_number_integer())
            throw Error(ErrorCode::InvalidFormat, "layers_to_transform must be numbers of layers", where,
                        "Get the adapter again");
        layers.insert(layer.get<int>());
    }
    return layers;
}

} // namespace

PeftTargets::PeftTargets(const Json& config, const std::string& where)
    : targets_(namesOf(config, "target_modules", where))
    , excluded_(namesOf(config, "exclude_modules", where))
    , layers_(layersOf(config, where)) {}

PeftTargets::Names PeftTargets::namesOf(const Json& config, const char* key, const std::string& where) {
    Names names;
    const Json given = config.value(key, Json());
    if (given.is_null()) return names;
    if (given.is_string()) {
        names.all = given == "all-linear";
        if (!names.all) names.expression.emplace(given.get<std::string>(), where);
        return names;
    }
    const bool texts = given.is_array() && std::all_of(given.begin(), given.end(),
                                                       [](const Json& name) { return name.is_string(); });
    if (!texts)
        throw Error(ErrorCode::InvalidFormat, fmt::format("{} must be a text or a list of texts", key), where,
                    "Get the adapter again");
    names.suffixes = given.get<std::vector<std::string>>();
    return names;
}

bool PeftTargets::Names::cover(const std::string& path) const {
    if (all) return true;
    if (expression) return (*expression)(path);
    return std::any_of(suffixes.begin(), suffixes.end(), [&](const std::string& name) {
        return path == name || (path.size() > name.size() && path.ends_with(name) &&
                                path[path.size() - name.size() - 1] == '.');
    });
}

bool PeftTargets::covers(const std::string& module) const {
    const std::string path = newModulePath(module);
    const auto either = [&](const Names& names) { return names.cover(module) || names.cover(path); };
    if (either(excluded_) || !either(targets_)) return false;
    if (!layers_) return true;
    const std::optional<int> layer = layerOf(module);
    return layer && layers_->contains(*layer);
}

Json peftTargetModules(const std::vector<std::string>& modules, const std::vector<std::string>& every) {
    const std::set<std::string> chosen(modules.begin(), modules.end());
    const auto whole = [&](bool decoder, bool vision) {
        return std::all_of(every.begin(), every.end(), [&](const std::string& module) {
            return chosen.contains(module) == (isVisionModule(module) ? vision : decoder);
        });
    };
    const std::string decoder = fmt::format(R"((?!.*visual).*\.({}))", kDecoderNames);
    const std::string vision = fmt::format(R"(.*visual\..*\b({}))", kTowerNames);
    if (whole(true, false)) return decoder;
    if (whole(false, true)) return vision;
    if (whole(true, true)) return fmt::format("{}|{}", decoder, vision);
    constexpr std::string_view kNotInBoth = "model.";
    Json ends = Json::array();
    for (const std::string& module : modules)
        ends.push_back(module.substr(isVisionModule(module) ? 0 : kNotInBoth.size()));
    return ends;
}

} // namespace vrft
