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

fs::path basePolicyOf(const fs::path& run) {
    return resolveRunPath(run, readRun(run).policy.path);
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
    if (!isRun(place)) return Policy::load(place, options);
    const RunInfo info = readRun(place);
    std::unique_ptr<Policy> policy = Policy::load(resolveRunPath(place, info.policy.path), options);
    const CheckpointSearch search = bestOrNewest(place);
    if (!search.found) {
        if (!search.skipped.empty())
            throw Error(ErrorCode::Mismatch, "no checkpoint of this run is sound: " + search.skipped.front(),
                        place.string(), "Train the run again, or give its start policy");
        return policy;
    }
    if (info.recipe.trainable.kind == TrainableKind::Lora)
        policy->addLora({info.recipe.trainable.rank, double(info.recipe.trainable.alpha), info.recipe.seed});
    else
        policy->makeTrainable();
    loadCheckpointWeights(*policy, *search.found);
    policy->freeze();
    return policy;
}

} // namespace vrft
