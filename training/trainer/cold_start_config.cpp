// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/cold_start_config.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/run/count_field.h"

namespace vrft {

namespace {

ColdStartTask::Target targetNamed(const std::string& name, const std::string& where) {
    if (name == "describe") return ColdStartTask::Target::Describe;
    if (name == "answer") return ColdStartTask::Target::Answer;
    if (name == "boxes") return ColdStartTask::Target::Boxes;
    if (name == "auxiliary") return ColdStartTask::Target::Auxiliary;
    throw Error(ErrorCode::InvalidFormat, fmt::format("unknown target \"{}\"", name), where,
                "Targets: describe, answer, boxes, auxiliary");
}

std::vector<ColdStartTask> tasksFromJson(const Json& list, const std::string& where) {
    std::vector<ColdStartTask> tasks;
    for (const Json& entry : list) {
        if (!entry.is_object())
            throw Error(
                ErrorCode::InvalidFormat, "tasks must be a list of objects", where,
                R"(Write it as [{"dataset":"NAME","target":"answer"}], NAME as in the dataset's dataset.json)");
        ObjectReader reader(entry, where);
        ColdStartTask task;
        task.dataset = reader.text("dataset");
        task.target = targetNamed(reader.text("target", "describe"), where);
        task.weight = reader.number("weight", 1.0);
        if (!(task.weight > 0)) reader.fail("weight", "must be above 0");
        reader.finish();
        tasks.push_back(std::move(task));
    }
    if (tasks.empty()) throw Error(ErrorCode::InvalidFormat, "tasks must not be empty", where);
    return tasks;
}

double share(ObjectReader& reader, const std::string& key, double fallback) {
    const double value = reader.number(key, fallback);
    if (value < 0 || value > 1) reader.fail(key, "must lie between 0 and 1");
    return value;
}

int positive(ObjectReader& reader, const std::string& key, int fallback) {
    const std::int64_t value = reader.integer(key, fallback);
    if (value < 1 || value > 1'000'000) reader.fail(key, "must lie between 1 and 1000000");
    return static_cast<int>(value);
}

// The keys a phase may set; what it leaves out stays as in `phase`.
void readPhase(ObjectReader& reader, ColdStartPhase& phase) {
    if (reader.has("tasks")) phase.tasks = tasksFromJson(reader.array("tasks"), reader.at("tasks"));
    phase.steps = positive(reader, "steps", phase.steps);
    phase.batch = positive(reader, "batch", phase.batch);
    phase.lr = reader.number("lr", phase.lr);
    if (!(phase.lr > 0)) reader.fail("lr", "must be above 0");
    const std::string schedule = reader.text("schedule", phase.linear ? "linear" : "constant");
    if (schedule != "constant" && schedule != "linear") reader.fail("schedule", "must be constant or linear");
    phase.linear = schedule == "linear";
    if (reader.has("warmup")) phase.warmup = countField(reader, "warmup");
    if (reader.has("frozen")) phase.frozen = reader.texts("frozen");
    phase.auxiliary = reader.number("auxiliary", phase.auxiliary);
    phase.answerWeight = reader.number("answer_weight", phase.answerWeight);
    if (phase.auxiliary < 0) reader.fail("auxiliary", "must not be negative");
    if (!(phase.answerWeight > 0)) reader.fail("answer_weight", "must be above 0");
    phase.knowledge = share(reader, "knowledge", phase.knowledge);
}

void readParts(ObjectReader& reader, ColdStartConfig& config, bool fromPolicy) {
    if (reader.has("model")) config.model = reader.require("model");
    if (reader.has("preprocessor")) config.preprocessor = reader.require("preprocessor");
    if (reader.has("tokenizer")) {
        ObjectReader tokenizer(reader.require("tokenizer"), reader.at("tokenizer"));
        config.vocabulary = countField(tokenizer, "vocabulary");
        tokenizer.finish();
    }
    const int given = (config.model ? 1 : 0) + (config.preprocessor ? 1 : 0) + (config.vocabulary ? 1 : 0);
    if (fromPolicy && given > 0)
        throw Error(ErrorCode::InvalidFormat, "model, tokenizer and preprocessor come from the policy",
                    reader.at("model"), "Set them to null, or leave out --from");
    if (!fromPolicy && given < 3)
        throw Error(ErrorCode::InvalidFormat, "a new policy needs model, tokenizer and preprocessor",
                    reader.at("model"), "Give all three, or --from POLICY");
}

} // namespace

ColdStartConfig coldStartConfigFromJson(const Json& json, const std::string& where, bool fromPolicy) {
    requireFormat(json, 1, where);
    ObjectReader reader(json, where);
    reader.require("format");
    ColdStartConfig config;
    readParts(reader, config, fromPolicy);
    if (const Json* labelled = reader.find("labelled"); labelled != nullptr && labelled->is_null())
        config.labelled.reset();
    else
        config.labelled = positive(reader, "labelled", *config.labelled);
    config.randomLabels = share(reader, "random_labels", config.randomLabels);
    config.patchEmbeddingRate = reader.number("patch_embedding_rate", 1.0);
    if (!(config.patchEmbeddingRate > 0)) reader.fail("patch_embedding_rate", "must be above 0");
    const std::string store = reader.text("store", "fp32");
    if (store != "fp32" && store != "fp16") reader.fail("store", "must be fp32 or fp16");
    config.storeHalf = store == "fp16";
    const std::int64_t seed = reader.integer("seed", 1);
    if (seed < 0) reader.fail("seed", "must not be negative");
    config.seed = static_cast<std::uint64_t>(seed);

    ColdStartPhase common;
    readPhase(reader, common);
    if (reader.has("phases")) {
        for (const Json& entry : reader.array("phases")) {
            ObjectReader phaseReader(entry, reader.at("phases"));
            ColdStartPhase phase = common;
            readPhase(phaseReader, phase);
            phaseReader.finish();
            config.phases.push_back(std::move(phase));
        }
    } else {
        config.phases.push_back(common);
    }
    reader.finish();
    for (const ColdStartPhase& phase : config.phases)
        if (phase.tasks.empty()) throw Error(ErrorCode::InvalidFormat, "key tasks is missing", where);
    return config;
}

} // namespace vrft
