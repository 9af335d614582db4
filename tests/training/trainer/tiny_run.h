// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Datasets of 16 x 16 images that are bright or dark, a policy of some ten thousand weights that learns them
// in seconds, and runs on them. Everything is made by the test itself.
#pragma once

#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

#include "core/dataset/dataset.h"
#include "core/files.h"
#include "core/random.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/run_folder.h"
#include "core/run/run_reader.h"
#include "core/vision_input/image.h"
#include "tests/scenarios/run_essence.h"
#include "tests/support/saved_dataset.h"
#include "tests/support/temp_folder.h"
#include "training/checkpoint/policy_folder.h"
#include "training/policy.h"
#include "training/trainer/cold_start.h"

namespace vrft::test {

inline Task brightnessTask(bool boxes) {
    Json json = {{"format", 1},
                 {"id", boxes ? "spot" : "brightness"},
                 {"kind", boxes ? "localisation" : "classification"},
                 {"name", boxes ? "Spot" : "Brightness"},
                 {"question", boxes ? "Where is it?" : "How bright is it?"},
                 {"classes", Json::array()}};
    for (const std::string& name :
         boxes ? std::vector<std::string>{"spot"} : std::vector<std::string>{"bright", "dark"})
        json["classes"].push_back(
            {{"id", name},
             {"name", name},
             {"synonyms", Json::array()},
             {"grade", nullptr},
             {"definition", "It looks " + name + "."},
             {"attributes", Json::array({{{"name", "tone"}, {"values", {"light", "black"}}, {"how", ""}}})}});
    return taskFromJson(json, "brightness");
}

// Bright images hold a light square on the left, dark ones a dim one on the right.
inline Image brightnessImage(bool bright, int seed) {
    CounterRandom random(static_cast<std::uint64_t>(seed) + 77);
    Image image{16, 16, 1, {}};
    for (int i = 0; i < 256; ++i) {
        const int x = i % 16;
        const bool spot = bright ? x < 8 : x >= 8;
        const int base = bright ? (spot ? 220 : 120) : (spot ? 90 : 20);
        image.pixels.push_back(static_cast<std::uint8_t>(base + static_cast<int>(random.below(20))));
    }
    return image;
}

// 24 train, 12 val, 12 test samples, two of a patient.
inline std::filesystem::path writeBrightness(const std::filesystem::path& folder, bool boxes = false) {
    Dataset data;
    data.task = brightnessTask(boxes);
    data.name = boxes ? "spot" : "brightness";
    data.splitPlan = {"main", {50, 25, 25}, 7};
    data.madeProgram = "test";
    makeFolders(folder / "images");
    for (int i = 0; i < 48; ++i) {
        const bool bright = i % 3 != 0;
        const Image image = brightnessImage(bright, i);
        Sample sample;
        sample.id = fmt::format("s{:06}", i);
        sample.split = i < 24 ? Split::Train : i < 36 ? Split::Val : Split::Test;
        sample.patient = fmt::format("p{}", i / 2);
        SampleImage stored;
        stored.file = "images/" + imageHash(image) + ".png";
        stored.width = stored.height = 16;
        sample.images = {stored};
        if (!boxes) sample.target.label = bright ? "bright" : "dark";
        sample.target.boxes = {bright ? Box{0, 0, 8, 16} : Box{8, 0, 16, 16}};
        sample.target.attributes = {{"tone", bright ? "light" : "black"}};
        writeFileAtomic(folder / stored.file, encodePng(image), false);
        data.samples.push_back(std::move(sample));
    }
    saveDataset(data, folder);
    return folder;
}

inline Json tinyColdStart(int steps) {
    return {{"format", 1},
            {"model",
             {{"model_type", "qwen2_5_vl"},
              {"hidden_size", 32},
              {"intermediate_size", 64},
              {"num_hidden_layers", 1},
              {"num_attention_heads", 2},
              {"num_key_value_heads", 1},
              {"rms_norm_eps", 1e-6},
              {"rope_theta", 100.0},
              {"rope_scaling", {{"type", "mrope"}, {"mrope_section", {2, 3, 3}}}},
              {"tie_word_embeddings", true},
              {"vision_config",
               {{"depth", 1},
                {"hidden_size", 16},
                {"intermediate_size", 32},
                {"num_heads", 2},
                {"in_channels", 3},
                {"patch_size", 4},
                {"spatial_merge_size", 2},
                {"temporal_patch_size", 2},
                {"window_size", 16},
                {"out_hidden_size", 32},
                {"fullatt_block_indexes", {0}}}}}},
            {"tokenizer", {{"vocabulary", 320}}},
            {"preprocessor",
             {{"patch_size", 4},
              {"merge_size", 2},
              {"temporal_patch_size", 2},
              {"min_pixels", 64},
              {"max_pixels", 1024},
              {"image_mean", {0.5, 0.5, 0.5}},
              {"image_std", {0.5, 0.5, 0.5}}}},
            {"tasks", Json::array({{{"dataset", "brightness"}, {"target", "answer"}, {"weight", 2}},
                                   {{"dataset", "spot"}, {"target", "boxes"}, {"weight", 1}}})},
            {"labelled", nullptr},
            {"random_labels", 0.8},
            {"steps", steps},
            {"batch", 8},
            {"lr", 5e-3},
            {"answer_weight", 1},
            {"seed", 3}};
}

// Two datasets and a policy that has learned the form, some attributes and no rule.
class TinyWorld {
public:
    explicit TinyWorld(int coldSteps)
        : TinyWorld(tinyColdStart(coldSteps)) {}
    explicit TinyWorld(const Json& coldConfig) {
        brightness = writeBrightness(folder / "brightness");
        spot = writeBrightness(folder / "spot", true);
        policy = folder / "policy";
        const auto config = folder / "cold-start.json";
        writeFileAtomic(config, jsonPretty(coldConfig), false);
        ColdStartRequest request;
        request.datasets = {brightness, spot};
        request.config = config;
        request.out = policy;
        report = coldStart(request);
    }

    TempFolder folder;
    std::filesystem::path brightness;
    std::filesystem::path spot;
    std::filesystem::path policy;
    Json report;
};

// One for all cases of a program: making it takes seconds.
template <int coldSteps = 120>
TinyWorld& world() {
    static TinyWorld made(coldSteps);
    return made;
}

// A preset cut down to seconds.
inline Recipe tinyRecipe(std::string_view preset, int steps, bool localise = false) {
    PresetContext context;
    context.kind = TaskKind::Classification;
    context.hasLocalise = localise;
    context.steps = steps;
    context.seed = 5;
    Recipe recipe = presetRecipe(preset, context);
    recipe.sampling.promptsPerStep = 4;
    recipe.sampling.completions = 4;
    recipe.sampling.maxNewTokens = 40;
    recipe.optimiser.lr = 3e-3;
    recipe.optimiser.warmupSteps = 2;
    recipe.evaluation.every = 4;
    recipe.evaluation.imageGainSamples = 8;
    recipe.checkpoint.everySteps = 3;
    recipe.checkpoint.everySeconds = 1e6;
    return recipe;
}

inline std::filesystem::path makeTinyRun(const std::filesystem::path& run, const TinyWorld& own,
                                         const Recipe& recipe, int ranks = 1) {
    RunInfo info;
    info.id = info.name = run.filename().string();
    info.recipe = recipe;
    const Dataset main = readDataset(own.brightness);
    info.knowledge = {knowledgeVersion(main.task), knowledgeText(main.task)};
    info.promptTemplate = "default-1";
    info.datasets["main"] = {main.hash, relativeToRun(run, own.brightness)};
    for (const Stage& stage : recipe.stages)
        if (stage.dataset == "localise")
            info.datasets["localise"] = {readDataset(own.spot).hash, relativeToRun(run, own.spot)};
    info.policy = {policyHash(own.policy), relativeToRun(run, own.policy),
                   own.report.at("parameters").get<std::int64_t>()};
    info.machine.threads = 1;
    info.machine.ranks = ranks;
    info.created = 1;
    createRun(run, info);
    return run;
}

} // namespace vrft::test
