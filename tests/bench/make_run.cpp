// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A long run that nobody trained: 40 metrics a step, 20 answers a step, an evaluation every 10 steps.
//
//   make-run RUN DATASET [STEPS=10000]     200,000 answers at 10,000 steps; samples are those of DATASET
#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/json.h"
#include "core/run/run_reader.h"
#include "core/run/run_writer.h"

#include <cmath>
#include <cstdio>
#include <fmt/format.h>

using namespace vrft;
namespace fs = std::filesystem;

namespace {

constexpr int kPlainMetrics = 28; // beside those with a name
constexpr int kAnswers = 20;

std::vector<std::string> samplesOf(const fs::path& dataset) {
    std::vector<std::string> ids;
    LineTail tail(dataset / kSamplesFile);
    for (auto lines = tail.poll(); !lines.empty(); lines = tail.poll())
        for (const LineTail::Line& line : lines)
            ids.push_back(parseJson(line.text, "samples").at("id").get<std::string>());
    return ids;
}

double noise(int step, int of) {
    return std::sin(step * 12.9898 + of * 78.233) * 0.5;
}

Json metricsOf(int step, int steps) {
    const double share = static_cast<double>(step) / steps;
    Json line = {{"step", step}, {"stage", "main"}, {"time", 1.7e9 + 2.0 * step}};
    line["reward/mean"] = 0.5 + 0.6 * share + 0.1 * noise(step, 1);
    line["rewards/format/mean"] = 0.9 + 0.1 * share;
    line["rewards/fuzzy_grade/mean"] = 0.1 + 0.6 * share + 0.1 * noise(step, 2);
    line["groups/no_signal"] = 0.3 + 0.1 * noise(step, 3);
    line["kl"] = 0.1 * share + 0.01 * std::abs(noise(step, 4));
    line["entropy"] = 0.5 - 0.2 * share + 0.05 * noise(step, 5);
    line["completion/mean_tokens"] = 40 + 5 * noise(step, 6);
    line["completion/truncated"] = 0.02 + 0.02 * noise(step, 7);
    line["time/rollout_s"] = 1.4 + 0.1 * noise(step, 8);
    line["time/update_s"] = 0.5 + 0.1 * noise(step, 9);
    line["memory/peak_bytes"] = 412000000;
    line["attributes/truth"] = 0.7 + 0.1 * noise(step, 10);
    for (int i = 0; i < kPlainMetrics; ++i)
        line[fmt::format("more/metric_{:02}", i)] = noise(step, 20 + i);
    if (step % 10 != 0) return line;
    const double accuracy = 0.35 + 0.3 * share + 0.02 * noise(step, 11);
    line["heldout/accuracy"] = accuracy;
    line["heldout/accuracy_low"] = accuracy - 0.06;
    line["heldout/accuracy_high"] = accuracy + 0.06;
    line["heldout/majority"] = 0.28;
    line["heldout/qwk"] = 0.4 + 0.3 * share;
    line["image_gain"] = 0.02 + 0.25 * share;
    return line;
}

void make(const fs::path& folder, const fs::path& dataset, int steps) {
    const std::vector<std::string> samples = samplesOf(dataset);
    RunInfo info;
    info.id = info.name = folder.filename().string();
    info.recipe = presetRecipe("rft+fuzzy", {TaskKind::Grading, false, false, steps, 1});
    info.knowledge = {"bench", "made up"};
    info.promptTemplate = "made up";
    info.datasets["main"] = {"bench", relativeToRun(folder, dataset)};
    info.policy = {"bench", "../policy", 340'000};
    info.versions.program = "bench";
    info.created = 1.7e9;
    createRun(folder, info);
    RunWriter writer(folder);
    for (int step = 0; step <= steps; ++step) {
        for (int k = 0; k < kAnswers && step > 0; ++k) {
            CompletionRecord record;
            record.step = step;
            record.sample = samples[static_cast<std::size_t>(step * 5 + k / 4) % samples.size()];
            record.k = k % 4;
            record.think = fmt::format("A dark mass with an uneven margin and a shadow behind it, the {}th "
                                       "look at it in step {}; nothing else is seen in the tissue around.",
                                       k, step);
            record.answer = std::to_string((step + k) % 4);
            record.text = fmt::format("<think>{}</think><answer>{}</answer>", *record.think, *record.answer);
            record.rewards = {{"format", 1, 0.5, "think and answer present once, in order"},
                              {"fuzzy_grade", 0.25 * (k % 4), 0.25 * (k % 4), "grade off by some"}};
            record.total = 0.5 + 0.25 * (k % 4);
            record.advantage = 0;
            record.length = 40;
            writer.completion(record, {});
        }
        writer.metrics(metricsOf(step, steps));
        if (step % 25 == 0)
            writer.event({1.7e9 + 2.0 * step, step, EventKind::Checkpoint,
                          fmt::format("Checkpoint of step {}", step), ""});
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fputs("make-run RUN DATASET [STEPS]\n", stderr);
        return 2;
    }
    try {
        make(fs::absolute(argv[1]), fs::absolute(argv[2]), argc > 3 ? std::atoi(argv[3]) : 10'000);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "make-run: %s\n", error.what());
        return 1;
    }
}
