// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Low-rank adapters: on, off, in and out.
#include "core/error.h"
#include "core/policies/safetensors.h"
#include "training/model/initial_weights.h"
#include "training/policy.h"
#include "training/policy_state.h"

#include <fmt/format.h>
#include <map>

namespace vrft {

namespace {

[[noreturn]] void refuseForeign(ErrorCode code, const std::string& problem,
                                const std::filesystem::path& folder) {
    throw Error(code, problem, folder.string(), "The adapter doesn't belong to this policy");
}

// Every linear of the decoder has its A and B, and nothing else is there.
void requireFit(const PeftAdapter& adapter, Decoder& decoder, const std::filesystem::path& folder) {
    std::map<std::string, std::vector<std::int64_t>> wanted;
    for (const auto& [name, linear] : decoder.linears()) {
        wanted[name + ".lora_A.weight"] = {adapter.rank, linear->weight.size(1)};
        wanted[name + ".lora_B.weight"] = {linear->weight.size(0), adapter.rank};
    }
    for (const auto& [name, tensor] : adapter.tensors) {
        const auto place = wanted.find(name);
        if (place == wanted.end())
            refuseForeign(ErrorCode::Mismatch, fmt::format("tensor {} has no place in the policy", name),
                          folder);
        if (tensor.sizes() != place->second)
            refuseForeign(ErrorCode::Mismatch,
                          fmt::format("tensor {} is {}, the policy's is {}", name,
                                      shapeText(tensor.sizes().vec()), shapeText(place->second)),
                          folder);
        wanted.erase(place);
    }
    if (!wanted.empty())
        refuseForeign(ErrorCode::NotFound, fmt::format("tensor {} is missing", wanted.begin()->first),
                      folder);
}

} // namespace

void Policy::addLora(const LoraOptions& options) {
    if (options.rank < 1 || !(options.alpha > 0))
        throw Error(ErrorCode::InvalidArgument, "a LoRA rank from 1 and an alpha above 0 are needed");
    state_->clearGradients();
    state_->adapters.clear();
    for (const auto& [name, linear] : state_->decoder.linears()) {
        const auto options32 = linear->weight.options().dtype(torch::kFloat32);
        linear->loraA = initialLoraA(name, options.rank, linear->weight.size(1), options.seed).to(options32);
        linear->loraB = torch::zeros({linear->weight.size(0), options.rank}, options32);
        linear->loraScale = options.alpha / options.rank;
        linear->loraEnabled = true;
        linear->loraA.set_requires_grad(true);
        linear->loraB.set_requires_grad(true);
        state_->adapters.push_back({name + ".lora_A.weight", linear->loraA});
        state_->adapters.push_back({name + ".lora_B.weight", linear->loraB});
    }
}

void Policy::loadAdapter(const std::filesystem::path& folder) {
    const PeftAdapter adapter = loadPeftAdapter(folder);
    requireFit(adapter, state_->decoder, folder); // before anything of the adapter's rank is made
    addLora({adapter.rank, adapter.alpha, 0});
    std::vector<NamedParameter> tensors;
    for (const auto& [name, tensor] : adapter.tensors)
        tensors.push_back({name, tensor});
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
    const Linear& first = *state_->decoder.linears().front().second;
    PeftAdapter adapter;
    adapter.rank = static_cast<int>(first.loraA.size(0));
    adapter.alpha = first.loraScale * adapter.rank;
    for (const NamedParameter& parameter : state_->adapters)
        adapter.tensors.emplace_back(parameter.name, parameter.tensor);
    savePeftAdapter(folder, adapter, baseName, names);
}

void Policy::State::dropAdapters() {
    clearGradients();
    adapters.clear();
    for (const auto& [name, linear] : decoder.linears()) {
        linear->loraA = linear->loraB = torch::Tensor();
        linear->loraEnabled = false;
    }
}

bool Policy::hasLora() const {
    return !state_->adapters.empty();
}

void Policy::setLoraEnabled(bool enabled) {
    if (!hasLora()) throw Error(ErrorCode::Internal, "the policy has no adapter to switch");
    for (const auto& [name, linear] : state_->decoder.linears())
        linear->loraEnabled = enabled;
}

} // namespace vrft
