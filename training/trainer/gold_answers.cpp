// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/gold_answers.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "core/error.h"
#include "core/reward/reward.h"
#include "core/stats/boxes.h"
#include "training/trainer/sayable_answers.h"
#include "training/trainer/sft_targets.h"

namespace vrft {

namespace {

constexpr double kRoundedBoxes = 0.5; // overlap that whole pixels must keep
constexpr double kEqual = 1e-9;
// A reasoning of one word: what an answer needs at least.
constexpr const char* kShortThink = "Seen";

bool judgesAnswer(std::string_view reward) {
    constexpr std::array<std::string_view, 4> kJudging = {"format", "accuracy", "fuzzy_grade", "boxes"};
    return std::find(kJudging.begin(), kJudging.end(), reward) != kJudging.end();
}

double highestOf(const Stage& stage) {
    double highest = 0;
    for (const RewardSpec& spec : stage.rewards)
        if (judgesAnswer(spec.name)) highest += std::max(spec.weight, 0.0);
    return highest;
}

struct Earned {
    double total = 0;
    std::string reason; // why it isn't the highest; empty: it is
};

Earned earned(const RewardResult& result, const Stage& stage, std::span<const Box> reference) {
    Earned gold;
    const bool overlap = boxScore(result.boxes, reference) >= kRoundedBoxes;
    for (std::size_t i = 0; i < result.parts.size(); ++i) {
        const RewardPart& part = result.parts[i];
        if (!judgesAnswer(part.name)) continue;
        gold.total += part.weighted;
        const double best = std::max(stage.rewards[i].weight, 0.0);
        const bool rounded = part.name == "boxes" && stage.rewards[i].weight > 0 && overlap;
        if (part.weighted + kEqual < best && !rounded && gold.reason.empty())
            gold.reason = fmt::format("{}: {}", part.name, part.reason);
    }
    return gold;
}

// How a reference is spoken: the frame of its boxes, and that of the text.
struct Frames {
    Size image;
    Size text;
};

// The judge of the answers of one stage.
class Gold {
public:
    Gold(const Policy& policy, const PromptBook& prompts, const Stage& stage, int maxNewTokens)
        : policy_(policy)
        , dataset_(prompts.dataset())
        , knowledge_(prompts.rules().knowledge)
        , stage_(stage)
        , rewards_(stage.rewards, dataset_.task)
        , maxNewTokens_(maxNewTokens) {}

    void judge(const Sample& sample, const Frames& frames, GoldReport& report) const {
        const std::string answer =
            targetAnswer(dataset_.task, sample.target, frames.image, frames.text, policy_.boxUnits());
        const auto own = targetThink(sample.target);
        RewardInput input;
        const std::string text = targetCompletion(own ? own->text : kShortThink, answer);
        input.text = text;
        input.target = &sample.target;
        input.knowledge = knowledge_;
        input.imageSize = frames.image;
        input.modelSize = frames.text;
        input.units = policy_.boxUnits();
        Earned gold = earned(rewards_.score(input), stage_, sample.target.boxes);
        const std::string shortest = targetCompletion(kShortThink, answer);
        const std::size_t tokens = policy_.tokenizer().encode(shortest).size() + 1; // and the end
        if (gold.reason.empty() && tokens > static_cast<std::size_t>(maxNewTokens_))
            gold = {0,
                    fmt::format("the answer with one word of reasoning takes {} tokens, the longest answer "
                                "allowed has {}",
                                tokens, maxNewTokens_)};
        const bool unsaid =
            stage_.method == Method::Sft ? !canSay(policy_, answer) : !canSpell(policy_, answer);
        if (gold.reason.empty() && unsaid) gold = {0, cantSay(answer, dataset_, sample.id).summary()};
        ++report.samples;
        if (gold.total < report.worst || report.worstSample.empty()) {
            report.worst = std::min(gold.total, report.worst);
            report.worstSample = sample.id;
        }
        if (gold.reason.empty()) return;
        if (report.failing++ > 0) return;
        report.firstSample = sample.id;
        report.firstText = text;
        report.firstReason = gold.reason;
        if (unsaid) report.firstUnsaid = answer;
    }

private:
    const Policy& policy_;
    const Dataset& dataset_;
    const std::string& knowledge_;
    const Stage& stage_;
    const RewardSet rewards_;
    const int maxNewTokens_;
};

void countTokens(const Policy& policy, const Dataset& dataset, const Sample& sample,
                 const SamplePrompt& prompt, GoldReport& report) {
    const auto images = static_cast<int>(prompt.input.imageRows.size());
    const int unit = policy.preprocessor().merge * policy.preprocessor().merge;
    int expected = 0;
    for (const auto& image : prompt.input.images)
        expected += image->gridHeight * image->gridWidth / unit;
    if (images != expected)
        throw Error(ErrorCode::Mismatch,
                    fmt::format("sample {} shows the model {} image tokens, its images make {}", sample.id,
                                images, expected),
                    dataset.folder.string(), "Check the policy's tokenizer and preprocessor_config.json");
    if (report.encoded++ == 0) report.leastImageTokens = report.mostImageTokens = images;
    report.leastImageTokens = std::min(report.leastImageTokens, images);
    report.mostImageTokens = std::max(report.mostImageTokens, images);
    const auto length = static_cast<int>(prompt.input.ids.size());
    if (length <= report.longestPrompt) return;
    report.longestPrompt = length;
    report.longestSample = sample.id;
}

} // namespace

GoldReport checkGold(const Policy& policy, PromptBook& prompts, const Stage& stage, int maxNewTokens,
                     const std::function<void(int done, int of)>& progress) {
    const Dataset& dataset = prompts.dataset();
    const Gold gold(policy, prompts, stage, maxNewTokens);
    const auto all = static_cast<int>(dataset.samples.size());
    GoldReport report;
    report.stage = stage.name;
    report.highest = report.worst = highestOf(stage);
    for (const Split split : kSplits) {
        for (const Sample* sample : dataset.of(split)) {
            progress(report.samples, all);
            Frames frames;
            if (split == Split::Train) {
                const SamplePrompt& prompt = prompts.of(*sample);
                countTokens(policy, dataset, *sample, prompt, report);
                frames = {prompt.imageSize, prompt.textFrame};
            } else if (!sample->images.empty()) {
                frames.image = sample->images.front().size();
                frames.text = modelSize(frames.image, policy.preprocessor());
            }
            gold.judge(*sample, frames, report);
        }
    }
    progress(report.samples, all);
    return report;
}

Json goldToJson(const GoldReport& report) {
    Json json = {
        {"stage", report.stage},     {"samples", report.samples}, {"full", report.samples - report.failing},
        {"highest", report.highest}, {"worst", report.worst},     {"worst_sample", report.worstSample},
        {"first", nullptr}};
    if (report.failing > 0)
        json["first"] = {
            {"sample", report.firstSample}, {"text", report.firstText}, {"reason", report.firstReason}};
    return json;
}

void requireGold(const GoldReport& report, const Dataset& dataset) {
    if (report.encoded == 0)
        throw Error(ErrorCode::InvalidArgument, "the train split has no samples", dataset.folder.string(),
                    "Freeze a dataset with samples in every split");
    if (report.failing == 0) return;
    if (!report.firstUnsaid.empty()) throw cantSay(report.firstUnsaid, dataset, report.firstSample);
    throw Error(
        ErrorCode::Mismatch,
        fmt::format("the reference answer can't earn the highest reward of {:.4g} at {} of {} images; at "
                    "the first, {}, {}",
                    report.highest, report.failing, report.samples, report.firstSample, report.firstReason),
        dataset.folder.string(),
        "Change what stands in its way: class names, rewards, or the longest answer");
}

} // namespace vrft
