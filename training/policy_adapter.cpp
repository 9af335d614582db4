// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Low-rank adapters: on, off, in and out.
#include "core/error.h"
#include "training/model/initial_weights.h"
#include "training/policy.h"
#include "training/policy_state.h"

namespace vrft {

void Policy::addLora(const LoraOptions& options) {
    if (options.rank < 1 || !(options.alpha > 0))
        throw Error(ErrorCode::InvalidArgument, "a LoRA rank from 1 and an alpha above 0 are needed");
    state_->clearGradients();
    state_->adapters.clear();
    for (const auto& [name, linear] : state_->decoder.linears()) {
        const auto device = linear->weight.options();
        linear->loraA = initialLoraA(name, options.rank, linear->weight.size(1), options.seed).to(device);
        linear->loraB = torch::zeros({linear->weight.size(0), options.rank}, device);
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
    addLora({adapter.rank, adapter.alpha, 0});
    std::vector<NamedParameter> tensors;
    for (const auto& [name, tensor] : adapter.tensors)
        tensors.push_back({name, tensor});
    try {
        loadTrainable(tensors);
    } catch (const Error& error) {
        state_->dropAdapters();
        throw Error(error.code(), error.summary(), folder.string(),
                    "The adapter doesn't belong to this policy");
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
