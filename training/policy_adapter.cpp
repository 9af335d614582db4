// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Low-rank adapters: on, off, in and out.
#include "core/error.h"
#include "core/policies/peft_files.h"
#include "core/policies/safetensors.h"
#include "core/run/lora_targets.h"
#include "training/model/initial_weights.h"
#include "training/policy.h"
#include "training/policy_state.h"

#include <fmt/format.h>
#include <map>
#include <set>

namespace vrft {

namespace {

[[noreturn]] void refuseForeign(ErrorCode code, const std::string& problem,
                                const std::filesystem::path& folder) {
    throw Error(code, problem, folder.string(),
                "Use the base it was trained on (base_model_name_or_path in adapter_config.json)");
}

using NamedLinear = std::pair<std::string, Linear*>;

// Every tensor has its place, and no decoder layer that target_modules name is without. (Layers of the tower
// may be: expressions in use name some that were frozen when the adapter was trained.)
void requireFit(const PeftAdapter& adapter, const std::vector<NamedLinear>& linears,
                const std::filesystem::path& folder) {
    std::map<std::string, std::vector<std::int64_t>> places;
    std::map<std::string, bool> found;
    for (const auto& [name, linear] : linears) {
        places[name + kPeftEndOfA] = {adapter.rank, linear->weight.size(1)};
        places[name + kPeftEndOfB] = {linear->weight.size(0), adapter.rank};
        if (!isVisionModule(name) && adapter.targets.covers(name)) found[name + kPeftEndOfA] = false;
    }
    for (const auto& [name, tensor] : adapter.tensors) {
        const auto place = places.find(name);
        if (place == places.end())
            refuseForeign(ErrorCode::Mismatch, fmt::format("tensor {} has no place in the policy", name),
                          folder);
        if (tensor.sizes() != place->second)
            refuseForeign(ErrorCode::Mismatch,
                          fmt::format("tensor {} is {}, the policy's is {}", name,
                                      shapeText(tensor.sizes().vec()), shapeText(place->second)),
                          folder);
        found[name] = true;
    }
    for (const auto& [name, here] : found)
        if (!here) refuseForeign(ErrorCode::NotFound, fmt::format("tensor {} is missing", name), folder);
    if (adapter.tensors.empty()) refuseForeign(ErrorCode::NotFound, "the adapter has no tensor", folder);
}

} // namespace

std::vector<NamedLinear> Policy::State::linears() {
    std::vector<NamedLinear> all = decoder.linears();
    const std::vector<NamedLinear> tower = vision.linears();
    all.insert(all.end(), tower.begin(), tower.end());
    return all;
}

std::vector<NamedLinear> Policy::State::adapted() {
    std::vector<NamedLinear> those = linears();
    std::erase_if(those, [](const NamedLinear& each) { return !each.second->loraA.defined(); });
    return those;
}

void Policy::State::makeAdapters(int rank, double alpha, std::uint64_t seed,
                                 const std::function<bool(const std::string&)>& covers) {
    dropAdapters();
    for (const auto& [name, linear] : linears()) {
        if (!covers(name)) continue;
        const auto options32 = linear->weight.options().dtype(torch::kFloat32);
        linear->loraA = initialLoraA(name, rank, linear->weight.size(1), seed).to(options32);
        linear->loraB = torch::zeros({linear->weight.size(0), rank}, options32);
        linear->loraScale = alpha / rank;
        linear->loraEnabled = true;
        linear->loraA.set_requires_grad(true);
        linear->loraB.set_requires_grad(true);
        adapters.push_back({name + kPeftEndOfA, linear->loraA});
        adapters.push_back({name + kPeftEndOfB, linear->loraB});
        visionTrainable = visionTrainable || isVisionModule(name);
        visionAsLoaded = visionAsLoaded && !isVisionModule(name);
    }
}

void Policy::addLora(const LoraOptions& options) {
    if (options.rank < 1 || !(options.alpha > 0))
        throw Error(ErrorCode::InvalidArgument, "a LoRA rank from 1 and an alpha above 0 are needed");
    const LoraTargets targets(options.targets);
    state_->makeAdapters(options.rank, options.alpha, options.seed,
                         [&](const std::string& name) { return targets.covers(name); });
    if (!hasLora())
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("no layer of the policy matches \"{}\"", options.targets), "targets",
                    "Write decoder, vision, decoder+vision or a regular expression that matches whole module "
                    "paths");
}

void Policy::loadAdapter(const std::filesystem::path& folder) {
    const PeftAdapter adapter = loadPeftAdapter(folder);
    requireFit(adapter, state_->linears(), folder); // before anything of the adapter's rank is made
    std::vector<NamedParameter> tensors;
    std::set<std::string> names;
    for (const auto& [name, tensor] : adapter.tensors) {
        tensors.push_back({name, tensor});
        names.insert(name);
    }
    state_->makeAdapters(adapter.rank, adapter.alpha, 0,
                         [&](const std::string& name) { return names.contains(name + kPeftEndOfA); });
    try {
        loadTrainable(tensors);
    } catch (const Error& error) {
        state_->dropAdapters();
        refuseForeign(error.code(), error.summary(), folder);
    }
}

void Policy::saveAdapter(const std::filesystem::path& folder, const std::string& baseName,
                         PeftNames names) const {
    if (!hasLora()) throw Error(ErrorCode::InvalidArgument, "the policy has no adapter to save");
    const Linear& first = *state_->adapted().front().second;
    PeftAdapter adapter;
    adapter.rank = static_cast<int>(first.loraA.size(0));
    adapter.alpha = first.loraScale * adapter.rank;
    for (const NamedParameter& parameter : state_->adapters)
        adapter.tensors.emplace_back(parameter.name, parameter.tensor);
    std::vector<std::string> every;
    for (const auto& [name, linear] : state_->linears())
        every.push_back(name);
    savePeftAdapter(folder, adapter, every, baseName, names);
}

void Policy::State::dropAdapters() {
    clearGradients();
    adapters.clear();
    for (const auto& [name, linear] : linears()) {
        linear->loraA = linear->loraB = torch::Tensor();
        linear->loraEnabled = false;
    }
}

bool Policy::hasLora() const {
    return !state_->adapters.empty();
}

void Policy::setLoraEnabled(bool enabled) {
    if (!hasLora()) throw Error(ErrorCode::Internal, "the policy has no adapter to switch");
    for (const auto& [name, linear] : state_->adapted()) {
        if (isVisionModule(name) && linear->loraEnabled != enabled) state_->features.clear();
        linear->loraEnabled = enabled;
    }
}

} // namespace vrft
