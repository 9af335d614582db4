// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/train_state.h"

#include "core/error.h"
#include "core/files.h"
#include "core/run/count_field.h"
#include "training/checkpoint/tensor_io.h"

namespace vrft {

namespace {

constexpr const char* kStateFile = "state.json";
constexpr const char* kMomentsFile = "optimiser.safetensors";
constexpr std::uint64_t kHeaderBytes = 256; // of a tensor in a safetensors header, generously

CheckpointPart tensorPart(const std::string& name, NamedTensors tensors) {
    std::uint64_t bytes = kHeaderBytes;
    for (const auto& [tensorName, tensor] : tensors)
        bytes += tensor.nbytes() + kHeaderBytes;
    return {name, bytes, [tensors = std::move(tensors)](const std::filesystem::path& file) {
                writeTensors(file, tensors);
            }};
}

} // namespace

Json trainStateToJson(const TrainState& state) {
    Json json;
    json["format"] = 1;
    json["step"] = state.step;
    json["stage"] = state.stage;
    json["stage_step"] = state.stageStep;
    json["updates"] = state.updates;
    json["order_position"] = state.orderPosition;
    json["skipped_in_row"] = state.skippedInRow;
    json["micro_batch_tokens"] = state.microBatchTokens;
    json["decoded_together"] = state.decodedTogether;
    json["best"] = Json();
    if (state.best) json["best"] = {{"step", state.best->step}, {"score", state.best->score}};
    return json;
}

TrainState trainStateFromJson(const Json& json, const std::string& where) {
    requireFormat(json, 1, where);
    ObjectReader reader(json, where);
    TrainState state;
    state.step = countField(reader, "step");
    state.stage = countField(reader, "stage");
    state.stageStep = countField(reader, "stage_step");
    state.updates = serialField(reader, "updates");
    state.orderPosition = static_cast<std::uint64_t>(serialField(reader, "order_position"));
    if (reader.has("skipped_in_row")) state.skippedInRow = countField(reader, "skipped_in_row");
    if (reader.has("micro_batch_tokens")) state.microBatchTokens = serialField(reader, "micro_batch_tokens");
    if (reader.has("decoded_together")) state.decodedTogether = serialField(reader, "decoded_together");
    if (reader.has("best")) {
        ObjectReader best(reader.require("best"), reader.at("best"));
        const int step = countField(best, "step");
        state.best = {step, best.number("score")};
    }
    return state;
}

std::vector<CheckpointPart> checkpointParts(const TrainState& state, const Policy& policy,
                                            const AdamW& optimiser) {
    NamedTensors weights;
    for (const NamedParameter& parameter : policy.trainableParameters())
        weights.emplace_back(parameter.name, parameter.tensor.detach());
    const std::string text = jsonPretty(trainStateToJson(state));
    std::vector<CheckpointPart> parts;
    parts.push_back(tensorPart("weights.safetensors", std::move(weights)));
    parts.push_back(tensorPart(kMomentsFile, optimiser.state()));
    parts.push_back({kStateFile, text.size(),
                     [text](const std::filesystem::path& file) { writeFileAtomic(file, text); }});
    return parts;
}

TrainState readTrainState(const Checkpoint& checkpoint) {
    const std::filesystem::path file = checkpoint.folder / kStateFile;
    return trainStateFromJson(readJsonFile(file), file.string());
}

std::map<std::string, torch::Tensor> readMoments(const Checkpoint& checkpoint) {
    std::map<std::string, torch::Tensor> moments;
    for (auto& [name, tensor] : readTensors(checkpoint.folder / kMomentsFile))
        moments.emplace(name, std::move(tensor));
    return moments;
}

} // namespace vrft
