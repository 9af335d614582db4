// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/rollout/rollout.h"

#include <doctest/doctest.h>

#include "core/error.h"
#include "tests/training/policy/policies.h"
#include "tests/training/trainer/tiny_run.h"
#include "training/evaluate.h"
#include "training/rollout/sample_order.h"

using namespace vrft;
using namespace vrft::test;

namespace {

// One completion a value, with nothing but the weighted rewards of a golden file.
std::vector<RolloutGroup> groupsOf(const Json& weighted, std::span<const RewardSpec> specs) {
    std::vector<RolloutGroup> groups;
    const Json& first = weighted.at(specs.front().name);
    for (std::size_t g = 0; g < first.size(); ++g) {
        RolloutGroup& group = groups.emplace_back();
        for (std::size_t k = 0; k < first[g].size(); ++k) {
            RewardResult& reward = group.completions.emplace_back().reward;
            for (const RewardSpec& spec : specs) {
                const double value = weighted.at(spec.name)[g][k];
                reward.parts.push_back({spec.name, value / spec.weight, value, {}});
                reward.total += value;
            }
        }
    }
    return groups;
}

} // namespace

TEST_CASE("each pass is a permutation, in an order of its own, that the position alone restores") {
    SampleOrder order(9, 10);
    const auto first = order.take(10);
    const auto second = order.take(10);
    CHECK(std::set<std::size_t>(first.begin(), first.end()).size() == 10);
    CHECK(first != second);
    SampleOrder again(9, 10, 10);
    CHECK(again.take(10) == second);
    CHECK(SampleOrder(8, 10).take(10) != first);
}

TEST_CASE("the order of a pass is Fisher-Yates from order/SEED/PASS") {
    // Worked out in Python (hashlib's SHA-256 and SplitMix64 written anew).
    SampleOrder order(7, 6);
    CHECK(order.take(6) == std::vector<std::size_t>{0, 1, 4, 5, 2, 3});
    CHECK(order.take(6) == std::vector<std::size_t>{3, 1, 5, 0, 2, 4});
}

TEST_CASE("a step never sees a sample twice, where passes meet neither") {
    SampleOrder order(3, 7);
    for (int step = 0; step < 20; ++step) {
        auto taken = order.take(5);
        const auto more = order.take(2, taken);
        taken.insert(taken.end(), more.begin(), more.end());
        CHECK(std::set<std::size_t>(taken.begin(), taken.end()).size() == 7);
    }
    CHECK(order.take(100).size() == 7);
    CHECK_THROWS_AS(SampleOrder(1, 0), Error);
}

TEST_CASE("a rollout's seed is the hash of rollout/SEED/STEP/SAMPLE/K") {
    CHECK(rolloutSeed(1, 12, "s000123", 3) == 0x9fdc16139e6a6df7ULL); // by Python's hashlib
}

TEST_CASE("a completion doesn't depend on what it is sampled with") {
    const auto policy = Policy::load(world<60>().policy);
    const Dataset dataset = readDataset(world<60>().brightness);
    PromptBook prompts(*policy, dataset, {knowledgeText(dataset.task), false});
    const auto train = dataset.of(Split::Train);
    RolloutOptions options;
    options.seed = 4;
    options.step = 2;
    options.sampling.completions = 3;
    options.sampling.maxNewTokens = 30;
    const auto together = sampleGroups(*policy, prompts, std::span(train).first(3), options);
    const auto alone = sampleGroups(*policy, prompts, std::span(train).subspan(1, 1), options);
    REQUIRE(together.size() == 3);
    for (std::size_t k = 0; k < 3; ++k)
        CHECK(together[1].completions[k].sampled.ids == alone[0].completions[k].sampled.ids);
}

TEST_CASE("records hold what formats.md asks for") {
    const auto policy = Policy::load(world<60>().policy);
    const Dataset dataset = readDataset(world<60>().spot);
    PromptBook prompts(*policy, dataset, {"", false});
    RewardSpec format{"format", 0.5};
    RewardSpec boxes{"boxes", 1};
    const RewardSet rewards({format, boxes}, dataset.task);
    const Sample& sample = *dataset.of(Split::Train).front();
    Completion completion;
    completion.ids =
        policy->tokenizer().encode("<think>tone is black.</think><answer>[8, 0, 16, 16]</answer>");
    completion.ids.push_back(policy->chatIds().imEnd);
    completion.logProbs.assign(completion.ids.size(), -0.5F);
    completion.entropies.assign(completion.ids.size(), 0.25F);
    const auto scored = scoreCompletion(*policy, rewards, prompts, sample, prompts.of(sample), completion);
    const CompletionRecord record =
        completionRecord(scored, CompletionKind::Rollout, 3, "main", sample.id, 1);
    CHECK(record.id() == "3/" + sample.id + "/1");
    CHECK(record.text == "<think>tone is black.</think><answer>[8, 0, 16, 16]</answer>");
    CHECK(*record.think == "tone is black.");
    CHECK(record.total == doctest::Approx(1.5));
    REQUIRE(record.boxes.size() == 1);
    CHECK(record.boxes[0] == sample.target.boxes[0]);
    CHECK(record.length == static_cast<int>(completion.ids.size()));
    CHECK(*record.entropy == doctest::Approx(0.25));
    CHECK(scored.attributes.named == 1);
    CHECK(scored.attributes.right == 1);
    const auto tokens = tokenRecords(completion);
    CHECK(tokens.size() == completion.ids.size());
    CHECK(tokens.back().id == static_cast<std::uint32_t>(policy->chatIds().imEnd));
}

TEST_CASE("a Qwen2-VL policy is asked for boxes, and understood, in thousandths of the sides") {
    const auto policy = goldenPolicy("exact/q2-nested");
    const Dataset dataset = readDataset(world<60>().spot);
    PromptBook prompts(*policy, dataset, {"", false});
    const Sample& sample = *dataset.of(Split::Train).front();
    const SamplePrompt& prompt = prompts.of(sample);
    CHECK(policy->tokenizer().decode(prompt.input.ids).find("normalised to 0-1000") != std::string::npos);

    const Box target = sample.target.boxes[0];
    const Size size = sample.images[0].size();
    const auto thousandth = [](double pixels, int side) { return std::lround(pixels * 1000.0 / side); };
    Completion completion;
    completion.ids = policy->tokenizer().encode(
        fmt::format("<think>There.</think><answer>[{}, {}, {}, {}]</answer>",
                    thousandth(target.x1, size.width), thousandth(target.y1, size.height),
                    thousandth(target.x2, size.width), thousandth(target.y2, size.height)));
    completion.logProbs.assign(completion.ids.size(), -0.5F);
    completion.entropies.assign(completion.ids.size(), 0.25F);
    const RewardSet rewards({RewardSpec{"boxes", 1}}, dataset.task);
    const auto scored = scoreCompletion(*policy, rewards, prompts, sample, prompt, completion);
    CHECK(scored.reward.total > 0.97); // IoU after rounding to thousandths
}

TEST_CASE("knowledge and prompt are the same for every sample, whatever its target") {
    const auto policy = Policy::load(world<60>().policy);
    const Dataset dataset = readDataset(world<60>().brightness);
    PromptBook prompts(*policy, dataset, {knowledgeText(dataset.task), true});
    const auto& first = prompts.of(dataset.samples.front()).input.ids;
    for (const Sample& sample : dataset.samples)
        CHECK(prompts.of(sample).input.ids == first);
}

TEST_CASE("images are exchanged between patients only, each used once") {
    std::vector<std::string> patients;
    for (int i = 0; i < 23; ++i)
        patients.push_back("p" + std::to_string(i % 7));
    const auto shown = exchangeBetweenPatients(patients, 5);
    REQUIRE(shown.size() == patients.size());
    CHECK(std::set<std::size_t>(shown.begin(), shown.end()).size() == shown.size());
    for (std::size_t i = 0; i < shown.size(); ++i)
        CHECK(patients[i] != patients[shown[i]]);
    CHECK(exchangeBetweenPatients(patients, 5) == shown);
    CHECK(exchangeBetweenPatients(patients, 6) != shown);
    const std::vector<std::string> mostlyOne{"a", "a", "a", "b", "c"};
    CHECK(exchangeBetweenPatients(mostlyOne, 5).empty());
}

TEST_CASE("a limited evaluation looks at the same samples every time") {
    CHECK(fixedChoice(5, 0, 1, "x") == std::vector<std::size_t>{0, 1, 2, 3, 4});
    const auto chosen = fixedChoice(100, 10, 1, "x");
    CHECK(chosen.size() == 10);
    CHECK(std::is_sorted(chosen.begin(), chosen.end()));
    CHECK(fixedChoice(100, 10, 1, "x") == chosen);
    CHECK(fixedChoice(100, 10, 2, "x") != chosen);
}

TEST_CASE("an evaluation is repeatable, has every figure, and image gain falls out of its greedy answers") {
    const auto policy = Policy::load(world<60>().policy);
    const Dataset dataset = readDataset(world<60>().brightness);
    PromptBook prompts(*policy, dataset, {knowledgeText(dataset.task), false});
    const RewardSet rewards({RewardSpec{"format", 0.5}, RewardSpec{"accuracy", 1}}, dataset.task);
    EvaluationOptions options;
    options.split = Split::Val;
    options.step = 4;
    options.maxNewTokens = 30;
    std::map<std::string, CompletionRecord> records;
    const auto result = evaluate(*policy, prompts, rewards, options,
                                 [&](CompletionRecord record, std::span<const TokenRecord>) {
                                     records[record.id()] = std::move(record);
                                 });
    CHECK(result.summary.n == 12);
    CHECK(result.summary.patients == 6);
    REQUIRE(result.imageGain.has_value());
    REQUIRE(result.sampledAccuracy.has_value());
    double own = 0;
    double exchanged = 0;
    for (const auto& [id, record] : records) {
        const double right = record.rewards.at(1).score;
        if (record.kind == CompletionKind::ImageGain) {
            CHECK(record.imageOf != record.sample);
            CHECK(record.text == records.at("4/heldout/" + record.imageOf + "/0").text);
            exchanged += right;
        } else if (record.k == 0) {
            own += right;
        }
    }
    CHECK(result.summary.accuracy->value == doctest::Approx(own / 12));
    CHECK(*result.imageGain == doctest::Approx((own - exchanged) / 12));
    CHECK(evaluate(*policy, prompts, rewards, options).document == result.document);
    for (const char* key : {"step",
                            "split",
                            "n",
                            "patients",
                            "accuracy",
                            "majority",
                            "balanced_accuracy",
                            "per_class",
                            "confusion",
                            "qwk",
                            "grade_error",
                            "iou",
                            "ap50",
                            "image_gain",
                            "attributes_truth",
                            "bootstrap",
                            "intervals",
                            "calibration",
                            "diversity",
                            "blank_gain"})
        CHECK_MESSAGE(result.document.contains(key), key);
    CHECK(result.document["blank_gain"].is_null()); // nobody asked
}

TEST_CASE("blank images of one size get one answer, which is held against every reference") {
    const auto policy = Policy::load(world<60>().policy);
    const Dataset dataset = readDataset(world<60>().brightness);
    PromptBook prompts(*policy, dataset, {knowledgeText(dataset.task), false});
    const RewardSet rewards({RewardSpec{"accuracy", 1}}, dataset.task);
    EvaluationOptions options;
    options.split = Split::Val;
    options.imageGainSamples = 0;
    options.sampled = false;
    options.blankImages = true;
    options.maxNewTokens = 30;
    const EvaluationResult result = evaluate(*policy, prompts, rewards, options);
    REQUIRE(result.blankGain);
    const auto samples = dataset.of(Split::Val);
    const PromptInput& shown = prompts.of(*samples.front()).input;
    const PromptInput blank = withBlankImages(shown);
    CHECK(blank.ids == shown.ids);
    CHECK(blank.images.front()->patches_NC.abs().max().item<float>() == 0);
    CHECK(blank.images.front()->key != shown.images.front()->key);
    CHECK(shown.images.front()->patches_NC.abs().max().item<float>() > 0); // the prompt itself stays
    SamplingOptions greedy;
    greedy.greedy = true;
    greedy.maxNewTokens = 30;
    const std::vector<GenerationRequest> request = {{&blank, {0}}};
    const Completion answer = policy->generate(request, greedy)[0][0];
    double right = 0;
    for (const Sample* sample : samples)
        right +=
            scoreCompletion(*policy, rewards, prompts, *sample, prompts.of(*sample), answer).reward.total;
    CHECK(*result.blankGain ==
          doctest::Approx(result.summary.accuracy->value - right / static_cast<double>(samples.size())));
}

TEST_CASE("advantages of completions equal NumPy's, of each reward by itself and of their sum") {
    const Json golden =
        readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/reward/normalise_each.json");
    for (const Json& one : golden.at("cases")) {
        CAPTURE(one.at("scale").get<std::string>());
        const AdvantageScale scale = one.at("scale") == "group"   ? AdvantageScale::Group
                                     : one.at("scale") == "batch" ? AdvantageScale::Batch
                                                                  : AdvantageScale::None;
        std::vector<RewardSpec> specs;
        for (const auto& [name, weight] : one.at("weights").items())
            specs.push_back(RewardSpec{name, weight});
        std::vector<RolloutGroup> groups = groupsOf(one.at("weighted"), specs);
        for (const auto& [combine, key] :
             {std::pair(Combine::NormaliseEach, "advantages"), std::pair(Combine::Sum, "summed")}) {
            setAdvantages(groups, specs, combine, scale);
            for (std::size_t g = 0; g < groups.size(); ++g)
                for (std::size_t k = 0; k < groups[g].completions.size(); ++k)
                    CHECK(groups[g].completions[k].advantage ==
                          doctest::Approx(one.at(key)[g][k].get<double>()).epsilon(1e-9));
        }
        // The last group's totals are equal: only each by itself teaches something.
        CHECK_FALSE(hasSignal(groups.back(), Combine::Sum));
        CHECK(hasSignal(groups.back(), Combine::NormaliseEach));
        CHECK(hasSignal(groups.front(), Combine::Sum));
    }
}
