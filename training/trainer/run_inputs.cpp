// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/run_inputs.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/hash.h"
#include "core/reward/exemplars.h"
#include "training/checkpoint/policy_folder.h"
#include "training/device.h"
#include "training/machine.h"
#include "training/parallel/ranks.h"

namespace vrft {

namespace {

std::filesystem::path placeOf(const std::filesystem::path& run, const std::string& recorded,
                              const std::filesystem::path* given, const std::string& what,
                              const std::string& option) {
    const std::filesystem::path place = given != nullptr ? *given : resolveRunPath(run, recorded);
    if (!std::filesystem::is_directory(place))
        throw Error(ErrorCode::NotFound, fmt::format("the run's {} isn't there", what), place.string(),
                    fmt::format("Put it back, or give its place with {}", option));
    return place;
}

void requireHash(const std::string& found, const std::string& recorded, const std::string& what,
                 const std::filesystem::path& place) {
    if (found == recorded) return;
    throw Error(ErrorCode::Mismatch,
                fmt::format("the {} isn't the one this run was made for: hash {} instead of {}", what,
                            found.substr(0, 12), recorded.substr(0, 12)),
                place.string(), "Give the original, or make a new run");
}

// Several ranks on GPUs take one each, whichever the run was made on.
torch::Device recordedDevice(const std::filesystem::path& run, const RunInfo& info,
                             const TrainOptions& options) {
    const bool together = options.ranks != nullptr && options.ranks->size() > 1;
    const bool cuda = info.machine.device.starts_with("cuda");
    return findDevice(together && cuda ? "cuda" : info.machine.device,
                      (run / "run.json").string() + ": machine.device");
}

// Everything that decides about the bits of an image's features, but the image.
std::string featureVersion(const RunInfo& info, torch::Device device) {
    const MachineReport machine = describeMachine();
    return sha256Hex(fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", info.policy.hash,
                                 baseWeightsName(info.recipe.trainable.base), device.str(),
                                 info.machine.threads, machine.cpu, machine.libtorch, machine.blas))
        .substr(0, 16);
}

} // namespace

RunInputs openRunInputs(const std::filesystem::path& run, const TrainOptions& options) {
    RunInputs inputs;
    inputs.info = readRun(run);
    inputs.device = options.device ? findDevice(*options.device) : recordedDevice(run, inputs.info, options);
    for (const auto& [name, given] : options.datasets)
        if (!inputs.info.datasets.contains(name))
            throw Error(ErrorCode::InvalidArgument, fmt::format("the run has no dataset named {}", name),
                        run.string(), "Name the datasets as run.json does");
    for (const auto& [name, recorded] : inputs.info.datasets) {
        const auto given = options.datasets.find(name);
        const auto place =
            placeOf(run, recorded.path, given == options.datasets.end() ? nullptr : &given->second,
                    "dataset " + name, fmt::format("--dataset {}=DIR", name));
        Dataset dataset = readDataset(place);
        requireHash(dataset.hash, recorded.hash, "dataset " + name, place);
        inputs.datasets.emplace(name, std::move(dataset));
    }
    for (const Stage& stage : inputs.info.recipe.stages) {
        const auto found = inputs.datasets.find(stage.dataset);
        if (found == inputs.datasets.end())
            throw Error(ErrorCode::NotFound,
                        fmt::format("stage {} needs a dataset named {}", stage.name, stage.dataset),
                        run.string(), "Make the run again with that dataset");
        checkRewards(stage.rewards, found->second.task);
        checkExemplars(stage.rewards, found->second);
    }
    inputs.policyFolder = placeOf(run, inputs.info.policy.path, options.policy ? &*options.policy : nullptr,
                                  "policy", "--policy DIR");
    requireHash(policyHash(inputs.policyFolder), inputs.info.policy.hash, "policy", inputs.policyFolder);
    return inputs;
}

std::unique_ptr<Policy> RunInputs::loadStartPolicy(const std::filesystem::path& featureCache) const {
    PolicyOptions options;
    options.device = device;
    options.base = info.recipe.trainable.base;
    if (!featureCache.empty()) options.featureFolder = featureCache / featureVersion(info, device);
    return Policy::load(policyFolder, options);
}

PromptRules promptRules(const RunInfo& info, const std::string& datasetName, const Dataset& dataset) {
    PromptRules rules;
    rules.knowledge = datasetName == "main" ? info.knowledge.text : knowledgeText(dataset.task);
    rules.showKnowledge = info.recipe.knowledgePrompt;
    rules.templateId = info.recipe.prompt;
    return rules;
}

std::string datasetText(const Dataset& dataset) {
    const auto samples = [&](Split split) { return dataset.counts[static_cast<std::size_t>(split)].samples; };
    return fmt::format("{}: {} train, {} val, {} test samples of {} patients", dataset.name,
                       samples(Split::Train), samples(Split::Val), samples(Split::Test),
                       dataset.certificate.groups);
}

} // namespace vrft
