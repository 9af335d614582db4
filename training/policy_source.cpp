// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/policy_source.h"

#include "core/error.h"
#include "core/policies/workspace_policies.h"
#include "core/run/run_folder.h"
#include "training/checkpoint/policy_folder.h"
#include "training/checkpoint/tensor_io.h"

namespace vrft {

namespace fs = std::filesystem;

bool isTuned(const fs::path& place) {
    return isRun(place) || isPeftAdapter(place);
}

fs::path basePolicyOf(const fs::path& place) {
    if (isRun(place)) return resolveRunPath(place, readRun(place).policy.path);
    return isPeftAdapter(place) ? peftBase(place) : place;
}

LoraOptions loraOptions(const Recipe& recipe) {
    const Trainable& trainable = recipe.trainable;
    return {trainable.rank, static_cast<double>(trainable.alpha), recipe.seed, trainable.targets};
}

void loadCheckpointWeights(Policy& policy, const Checkpoint& checkpoint) {
    std::vector<NamedParameter> tensors;
    for (auto& [name, tensor] : readTensors(checkpoint.folder / "weights.safetensors"))
        tensors.push_back({name, std::move(tensor)});
    try {
        policy.loadTrainable(tensors);
    } catch (const Error& problem) {
        throw problem.filledIn(checkpoint.folder.string(), "This checkpoint is of another policy");
    }
}

std::unique_ptr<Policy> loadPolicyOrRun(const fs::path& given, const PolicyOptions& options) {
    const fs::path place = findPolicy(given).place;
    std::optional<RunInfo> info;
    PolicyOptions own = options;
    if (isRun(place)) {
        info = readRun(place);
        own.base = info->recipe.trainable.base; // the weights its checkpoint was trained upon
    }
    std::unique_ptr<Policy> policy = Policy::load(basePolicyOf(place), own);
    if (isPeftAdapter(place)) {
        policy->loadAdapter(place);
        policy->freeze();
    }
    if (!info) return policy;
    const CheckpointSearch search = bestOrNewest(place);
    if (!search.found) {
        if (!search.skipped.empty())
            throw Error(ErrorCode::Mismatch, "no checkpoint of this run is sound: " + search.skipped.front(),
                        place.string(), "Train the run again, or give its start policy");
        return policy;
    }
    if (info->recipe.trainable.kind == TrainableKind::Lora)
        policy->addLora(loraOptions(info->recipe));
    else
        policy->makeTrainable();
    loadCheckpointWeights(*policy, *search.found);
    policy->freeze();
    return policy;
}

} // namespace vrft
