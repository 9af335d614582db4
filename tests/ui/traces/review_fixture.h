// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A small sample workspace with two runs as an engine would have written them: grades with right, wrong and
// nasty answers, and boxes.
#pragma once

#include "core/dataset/dataset.h"
#include "core/reward/reward.h"
#include "core/run/run_writer.h"
#include "core/store/verdicts_table.h"
#include "core/store/workspace.h"
#include "core/text/tokenizer.h"
#include "imaging/sample_workspace.h"

#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <string>

namespace vrft::test {

inline constexpr const char* kGrades = "20260102-030405-grades";
inline constexpr const char* kBoxes = "20260102-040506-boxes";
inline constexpr const char* kNasty =
    "<b>bold</b> <img src=x> \x01\x1b[31mred &amp; shape is oval, margin is smooth";

struct ReviewWorkspace {
    std::map<std::string, std::filesystem::path> datasets;
    std::string firstHeldout; // of the grades: its answer is wrong at step 0 and right at step 10
    std::string nasty;        // the sample whose reasoning is kNasty
};

class RunMaker {
public:
    RunMaker(const std::filesystem::path& workspace, const std::string& name,
             const std::filesystem::path& dataset, const std::string& preset)
        : folder_(workspace / "runs" / name)
        , dataset_(readDataset(dataset))
        , tokenizer_(Tokenizer::load(workspace / "policies" / "base")) {
        RunInfo info;
        info.id = name;
        info.name = name.substr(16);
        info.recipe = presetRecipe(preset, {dataset_.task.kind, false, false, 20, 1});
        info.recipe.knowledgePrompt = true;
        info.knowledge = {knowledgeVersion(dataset_.task), knowledgeText(dataset_.task)};
        info.promptTemplate = "the template";
        info.datasets["main"] = {dataset_.hash, relativeToRun(folder_, dataset)};
        info.policy = {"p1", relativeToRun(folder_, workspace / "policies" / "base"), 340000};
        info.versions = {"0.1.0", "c0ffee", "1.13.0", "openblas"};
        info.machine = {"a cpu", 1, "cpu"};
        info.created = 1767323045;
        createRun(folder_, info);
        rewards_ = std::make_unique<RewardSet>(info.recipe.stages.front().rewards, dataset_.task);
        writer_ = std::make_unique<RunWriter>(folder_);
    }

    const Dataset& dataset() const { return dataset_; }
    RunWriter& writer() { return *writer_; }

    // Of the final test, all of them at once.
    void test(int step, const std::vector<std::pair<const Sample*, std::string>>& texts) {
        std::vector<CompletionRecord> records;
        for (const auto& [sample, text] : texts)
            records.push_back(recordOf(step, CompletionKind::Test, *sample, 0, text));
        writer_->finalCompletions(records);
    }

    void answer(int step, CompletionKind kind, const Sample& sample, int k, const std::string& text,
                double advantage = 0) {
        CompletionRecord record = recordOf(step, kind, sample, k, text);
        if (kind == CompletionKind::Rollout) record.advantage = advantage;
        std::vector<TokenRecord> tokens;
        for (const int id : tokenizer_.encode(text))
            tokens.push_back(
                {static_cast<std::uint32_t>(id), -0.01F * static_cast<float>(tokens.size()), 0.25F});
        record.length = static_cast<int>(tokens.size());
        writer_->completion(record, tokens);
    }

private:
    CompletionRecord recordOf(int step, CompletionKind kind, const Sample& sample, int k,
                              const std::string& text) {
        RewardInput input;
        input.text = text;
        input.target = &sample.target;
        input.imageSize = input.modelSize = sample.images.front().size();
        const RewardResult result = rewards_->score(input);
        CompletionRecord record;
        record.step = step;
        record.sample = sample.id;
        record.k = k;
        record.kind = kind;
        record.text = text;
        record.think = result.parsed.think;
        record.answer = result.parsed.answer;
        record.boxes = result.boxes;
        record.rewards = result.parts;
        record.total = result.total;
        record.entropy = 0.01 * (number_++ % 50);
        return record;
    }

    std::filesystem::path folder_;
    Dataset dataset_;
    Tokenizer tokenizer_;
    std::unique_ptr<RewardSet> rewards_;
    std::unique_ptr<RunWriter> writer_;
    int number_ = 0;
};

inline std::string gradeText(const std::string& think, int grade) {
    return fmt::format("<think>{}</think><answer>{}</answer>", think, grade);
}

inline std::string describe(const Sample& sample) {
    std::string text;
    for (const auto& [name, value] : sample.target.attributes)
        text += fmt::format("{}{} is {}", text.empty() ? "" : ", ", name, value);
    return text + ".";
}

inline ReviewWorkspace makeReviewWorkspace(const std::filesystem::path& folder) {
    const std::filesystem::path resources = std::filesystem::path(VRFT_SOURCE_DIR) / "resources";
    ReviewWorkspace made;
    {
        WorkspaceOptions options;
        options.backupEvery_h = -1;
        const auto workspace = Workspace::create(folder, options);
        SampleOptions sample;
        sample.patients = 24;
        sample.knowledge = resources / "knowledge";
        sample.policies = resources / "policies";
        sample.program = "test";
        made.datasets = fillSampleWorkspace(*workspace, sample).datasets;
    }
    RunMaker grades(folder, kGrades, made.datasets["severity"], "rft+fuzzy");
    const auto heldout = grades.dataset().of(Split::Val);
    made.firstHeldout = heldout.front()->id;
    made.nasty = heldout.back()->id;
    for (const int step : {0, 10})
        for (std::size_t i = 0; i < heldout.size(); ++i) {
            const Sample& sample = *heldout[i];
            const int truth = sample.target.grade.value();
            const bool right = step == 10 && i % 3 == 0;
            const std::string think = sample.id == made.nasty ? std::string(kNasty)
                                      : i == 3 ? "shape is " + std::string("oval, size is large.")
                                               : describe(sample);
            grades.answer(step, CompletionKind::Heldout, sample, 0,
                          gradeText(think, right ? truth : (truth + 1) % 5));
            grades.answer(step, CompletionKind::Heldout, sample, 1, gradeText(describe(sample), truth));
        }
    const Sample& train = *grades.dataset().of(Split::Train).front();
    for (int k = 0; k < 8; ++k)
        grades.answer(5, CompletionKind::Rollout, train, k,
                      gradeText(fmt::format("a zebra pattern, number {}", k),
                                k < 3 ? train.target.grade.value() : (train.target.grade.value() + k) % 5),
                      k < 3 ? 1.2 : -0.7);

    std::vector<std::pair<const Sample*, std::string>> tested;
    for (const Sample* sample : grades.dataset().of(Split::Test))
        tested.emplace_back(sample,
                            gradeText(describe(*sample), tested.size() % 2 == 0
                                                             ? sample->target.grade.value()
                                                             : (sample->target.grade.value() + 1) % 5));
    grades.test(10, tested);

    RunMaker boxes(folder, kBoxes, made.datasets["lesion"], "rft");
    for (const Sample* sample : boxes.dataset().of(Split::Val)) {
        const Box& truth = sample->target.boxes.front();
        boxes.answer(10, CompletionKind::Heldout, *sample, 0,
                     fmt::format("<think>It lies at [{0}, {1}, {2}, {3}].</think><answer>[{0}, {1}, {4}, "
                                 "{3}]</answer>",
                                 truth.x1, truth.y1, truth.x2, truth.y2, truth.x2 - 2));
    }
    return made;
}

} // namespace vrft::test
