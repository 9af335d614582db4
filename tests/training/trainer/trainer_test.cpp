// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Whole runs in this process: what they write, what they learn, what they refuse.
#include "training/trainer/train_run.h"

#include <doctest/doctest.h>

#include <sys/mount.h>
#include <unistd.h>

#include <set>

#include "core/error.h"
#include "core/run/control.h"
#include "core/run/run_reader.h"
#include "tests/support/skip.h"
#include "tests/training/trainer/tiny_run.h"
#include "training/checkpoint/tensor_io.h"

using namespace vrft;
using namespace vrft::test;

namespace {

TrainOutcome train(const std::filesystem::path& run, TrainOptions options = {}) {
    options.handleSignals = false;
    options.retryAfter = std::chrono::milliseconds(20);
    return trainRun(run, options);
}

std::vector<Json> linesOf(const std::filesystem::path& file) {
    std::vector<Json> lines;
    std::istringstream text(readTextFile(file));
    for (std::string line; std::getline(text, line);)
        lines.push_back(parseJson(line, file.string()));
    return lines;
}

bool hasEvent(const std::filesystem::path& run, const std::string& kind) {
    for (const Json& line : linesOf(RunPaths{run}.events()))
        if (line.value("kind", "") == kind) return true;
    return false;
}

const std::vector<std::string> kStepKeys = {"step",
                                            "stage",
                                            "time",
                                            "reward/mean",
                                            "reward/std",
                                            "rewards/format/mean",
                                            "rewards/accuracy/mean",
                                            "groups/no_signal",
                                            "advantage/abs_mean",
                                            "kl",
                                            "entropy",
                                            "clip/low",
                                            "clip/high",
                                            "grad_norm",
                                            "lr",
                                            "logp_difference/max",
                                            "completion/mean_tokens",
                                            "completion/truncated",
                                            "answers/invalid",
                                            "answers/commonest",
                                            "answers/repeated",
                                            "think/words",
                                            "train/accuracy",
                                            "attributes/truth",
                                            "predicted/entropy",
                                            "time/rollout_s",
                                            "time/update_s",
                                            "time/reward_s",
                                            "time/features_s",
                                            "time/features_saved_s",
                                            "tokens_per_second",
                                            "memory/peak_bytes"};
const std::vector<std::string> kHeldoutKeys = {"heldout/score",
                                               "heldout/accuracy",
                                               "heldout/accuracy_low",
                                               "heldout/accuracy_high",
                                               "heldout/majority",
                                               "heldout/balanced_accuracy",
                                               "heldout/sampled_accuracy",
                                               "heldout/qwk",
                                               "heldout/grade_error",
                                               "heldout/iou",
                                               "heldout/attributes_truth",
                                               "heldout/chance_p",
                                               "image_gain"};

} // namespace

TEST_CASE("a GRPO run raises the reward of a task it can learn, and ends with figures on test") {
    TempFolder folder;
    Recipe recipe = tinyRecipe("rft", 40);
    recipe.sampling.completions = 8;
    recipe.evaluation.every = 20;
    const auto run = makeTinyRun(folder / "run", world(), recipe);
    const TrainOutcome outcome = train(run);
    CHECK(outcome.end == TrainOutcome::End::Finished);
    CHECK(outcome.step == 40);

    double early = 0;
    double late = 0;
    for (const Json& line : linesOf(RunPaths{run}.metrics())) {
        if (!line.contains("reward/mean")) continue;
        const int step = line.at("step");
        if (step <= 8) early += line.at("reward/mean").get<double>() / 8;
        if (step > 32) late += line.at("reward/mean").get<double>() / 8;
    }
    CAPTURE(early);
    CAPTURE(late);
    CHECK(late > early + 0.15);
    const Json final = readJsonFile(RunPaths{run}.finalEvaluation());
    CHECK(final.at("split") == "test");
    CHECK(final.at("n") == 12);
    CHECK(final.at("checkpoint").get<std::string>().starts_with("step-"));
    CHECK(final.at("start").at("step") == 0);
    CHECK(final.at("accuracy").at("value").get<double>() >=
          final.at("start").at("accuracy").at("value").get<double>());
    CHECK(hasEvent(run, "started"));
    CHECK(hasEvent(run, "finished"));
}

TEST_CASE("every step has one metrics line with every key, evaluations at 0, every N and the last step") {
    TempFolder folder;
    const auto run = makeTinyRun(folder / "run", world(), tinyRecipe("rft", 6));
    train(run);
    const auto lines = linesOf(RunPaths{run}.metrics());
    REQUIRE(lines.size() == 7);
    for (std::size_t step = 0; step < lines.size(); ++step) {
        CHECK(lines[step].at("step") == step);
        CHECK(lines[step].at("stage") == "main");
        const bool evaluated = step == 0 || step == 4 || step == 6;
        if (step > 0)
            for (const std::string& key : kStepKeys)
                CHECK_MESSAGE(lines[step].contains(key), key);
        for (const std::string& key : kHeldoutKeys)
            CHECK_MESSAGE(lines[step].contains(key) == evaluated, key);
    }
    for (const int step : {0, 4, 6})
        CHECK(std::filesystem::exists(RunPaths{run}.evaluation(step)));
    // Group sizes and keys of the completions.
    std::map<std::string, int> kinds;
    std::set<std::string> ids;
    forEachCompletion(run, [&](const LocatedCompletion& item, bool) {
        ++kinds[std::string(completionKindName(item.record.kind))];
        CHECK(ids.insert(item.record.id()).second);
        CHECK(item.record.tokens.has_value());
        CHECK(readTokens(run, item.place.number, *item.record.tokens).size() ==
              static_cast<std::size_t>(item.record.length));
        return true;
    });
    CHECK(kinds["rollout"] == 6 * 16);
    CHECK(kinds["heldout"] == 3 * 12 * 2);
    CHECK(kinds["image_gain"] == 3 * 8);
    CHECK(kinds.count("test") == 0);
    // The answers of the final test are beside its figures.
    const auto answers = linesOf(RunPaths{run}.finalCompletions());
    const Json final = readJsonFile(RunPaths{run}.finalEvaluation());
    CHECK(answers.size() == final.at("n").get<std::size_t>());
    int right = 0;
    for (const Json& answer : answers) {
        CHECK(answer.at("kind") == "test");
        CHECK(answer.at("step") == final.at("step"));
        CHECK(answer.at("k") == 0);
        CHECK(answer.at("tokens").is_null());
        right += answer.at("rewards").at("accuracy").at("score") == 1.0 ? 1 : 0;
    }
    CHECK(right / static_cast<double>(answers.size()) ==
          doctest::Approx(final.at("accuracy").at("value").get<double>()));
}

TEST_CASE(
    "before the first update the policy equals its reference bit for bit, and sampling equals training") {
    TempFolder folder;
    const auto run = makeTinyRun(folder / "run", world(), tinyRecipe("rft", 2));
    train(run);
    const auto lines = linesOf(RunPaths{run}.metrics());
    CHECK(lines[1].at("kl").get<double>() == 0.0);
    CHECK(lines[2].at("kl").get<double>() > 0.0);
    CHECK(lines[1].at("logp_difference/max").get<double>() <= 1e-4);
}

TEST_CASE("without a KL weight no reference is kept and kl is null") {
    TempFolder folder;
    Recipe recipe = tinyRecipe("rft", 1);
    recipe.objective.kl = 0;
    const auto run = makeTinyRun(folder / "run", world(), recipe);
    train(run);
    CHECK(linesOf(RunPaths{run}.metrics())[1].at("kl").is_null());
}

TEST_CASE("a run stopped three times and resumed trains as the unbroken one: two stages, two updates") {
    TempFolder folder;
    Recipe recipe = tinyRecipe("rft+localise", 7, true);
    recipe.objective.updatesPerRollout = 2;
    const auto whole = makeTinyRun(folder / "whole", world(), recipe);
    train(whole);
    const auto broken = makeTinyRun(folder / "broken", world(), recipe);
    for (const int at : {0, 2, 6}) {
        int step = -1;
        TrainOptions options;
        options.progress = [&](const TrainProgress& progress) { step = progress.step; };
        options.stopRequested = [&] { return step >= at; };
        CHECK(train(broken, options).end == TrainOutcome::End::Stopped);
    }
    CHECK(train(broken).end == TrainOutcome::End::Finished);
    const auto a = essence(whole);
    const auto b = essence(broken);
    int compared = 0;
    for (const auto& [key, value] : a) {
        // An evaluation on stop is an extra one: rollouts and weights are what must be equal.
        if (key.find("/heldout/") != std::string::npos || key.find("/image_gain/") != std::string::npos)
            continue;
        if (!key.starts_with("completion/") && !key.ends_with(".safetensors")) continue;
        ++compared;
        CHECK_MESSAGE((b.contains(key) && b.at(key) == value), key);
    }
    CHECK(compared == 10 * 16 + 2);
}

TEST_CASE(
    "gspo with two updates a rollout trains otherwise than grpo and is resumed exactly; with one, as grpo") {
    TempFolder folder;
    Recipe recipe = tinyRecipe("rft", 4);
    recipe.objective.updatesPerRollout = 2;
    const auto weightsOf = [&](const std::filesystem::path& run) {
        return readTensors(newestValid(run).found->folder / "weights.safetensors");
    };
    const auto apart = [&](const std::filesystem::path& one, const std::filesystem::path& other) {
        const NamedTensors a = weightsOf(one);
        const NamedTensors b = weightsOf(other);
        REQUIRE(a.size() == b.size());
        double largest = 0;
        for (std::size_t i = 0; i < a.size(); ++i)
            largest = std::max(largest, (a[i].second - b[i].second).abs().max().item<double>());
        return largest;
    };
    const auto grpo = makeTinyRun(folder / "grpo", world(), recipe);
    recipe.objective.kind = ObjectiveKind::Gspo;
    const auto gspo = makeTinyRun(folder / "gspo", world(), recipe);
    train(grpo);
    train(gspo);
    CHECK(apart(grpo, gspo) > 1e-5);
    const auto broken = makeTinyRun(folder / "broken", world(), recipe);
    int step = -1;
    TrainOptions options;
    options.progress = [&](const TrainProgress& progress) { step = progress.step; };
    options.stopRequested = [&] { return step >= 2; };
    CHECK(train(broken, options).end == TrainOutcome::End::Stopped);
    CHECK(train(broken).end == TrainOutcome::End::Finished);
    CHECK(apart(gspo, broken) == 0);
    const auto a = essence(gspo);
    const auto b = essence(broken);
    int compared = 0;
    for (const auto& [key, value] : a) {
        if (!key.starts_with("completion/") || key.find("/heldout/") != std::string::npos ||
            key.find("/image_gain/") != std::string::npos)
            continue;
        ++compared;
        CHECK_MESSAGE((b.contains(key) && b.at(key) == value), key);
    }
    CHECK(compared == 4 * 16);

    // What a dry run warns of: every ratio is 1 at the only update.
    recipe.stages.front().steps = 1;
    recipe.objective.updatesPerRollout = 1;
    const auto once = makeTinyRun(folder / "once", world(), recipe);
    recipe.objective.kind = ObjectiveKind::Grpo;
    const auto same = makeTinyRun(folder / "same", world(), recipe);
    train(once);
    train(same);
    CHECK(apart(once, same) < 1e-4);
}

TEST_CASE(
    "stages have their own dataset, moments and warm-up, and the new dataset is evaluated before its stage") {
    TempFolder folder;
    const auto run = makeTinyRun(folder / "run", world(), tinyRecipe("rft+localise", 5, true));
    train(run);
    const auto lines = linesOf(RunPaths{run}.metrics());
    std::vector<std::string> order;
    for (const Json& line : lines)
        order.push_back(
            fmt::format("{}{}", line.at("stage").get<std::string>()[0], line.at("step").get<int>()));
    CHECK(order == std::vector<std::string>{"l0", "l1", "l2", "m2", "m3", "m4", "m5", "m6", "m7"});
    CHECK(lines[1].contains("rewards/boxes/mean"));
    CHECK(lines[4].contains("rewards/accuracy/mean"));
    CHECK(lines[1].at("lr").get<double>() == doctest::Approx(lines[4].at("lr").get<double>()));
    CHECK(lines[3].contains("heldout/score"));
    CHECK_FALSE(lines[3].contains("reward/mean"));
    CHECK(readBest(run)->step >= 2); // the first stage doesn't count
}

TEST_CASE("an sft run imitates the targets, records their kind and takes as many updates") {
    TempFolder folder;
    Recipe recipe = tinyRecipe("sft", 12);
    const auto run = makeTinyRun(folder / "run", world(), recipe);
    train(run);
    const auto lines = linesOf(RunPaths{run}.metrics());
    REQUIRE(lines.size() == 13);
    CHECK(lines[12].at("loss").get<double>() < lines[1].at("loss").get<double>());
    CHECK(lines[1].at("reward/mean").is_null());
    for (const std::string& key : kStepKeys)
        CHECK_MESSAGE(lines[1].contains(key), key);
    const auto targets = linesOf(run / "sft-targets.jsonl");
    CHECK(targets.size() == 24);
    CHECK(targets[0].at("kind") == "attributes");
    CHECK(targets[0].at("text") == "<think>tone is black.</think><answer>dark</answer>");
}

TEST_CASE("dynamic sampling draws further groups for those without signal") {
    TempFolder folder;
    Recipe recipe = tinyRecipe("rft", 3);
    recipe.objective.dynamicSampling = true;
    recipe.sampling.completions = 2;
    const auto run = makeTinyRun(folder / "run", world(), recipe);
    train(run);
    std::map<int, std::set<std::string>> samples;
    forEachCompletion(run, [&](const LocatedCompletion& item, bool) {
        if (item.record.kind == CompletionKind::Rollout) samples[item.record.step].insert(item.record.sample);
        return true;
    });
    bool more = false;
    for (const auto& [step, drawn] : samples)
        more = more || drawn.size() > 4;
    CHECK(more);
}

TEST_CASE("with adapters the base is the reference, only adapters are stored, and a resume is exact") {
    TempFolder folder;
    Recipe recipe = tinyRecipe("rft", 6);
    recipe.trainable.kind = TrainableKind::Lora;
    recipe.trainable.rank = 2;
    recipe.trainable.alpha = 4;
    SUBCASE("base in single precision") {}
    SUBCASE("base in bf16, two updates a rollout") {
        recipe.trainable.base = BaseWeights::Half;
        recipe.objective.updatesPerRollout = 2;
    }
    const bool once = recipe.objective.updatesPerRollout == 1;
    const auto whole = makeTinyRun(folder / "whole", world(), recipe);
    train(whole);
    const auto lines = linesOf(RunPaths{whole}.metrics());
    if (once)
        CHECK(lines[1].at("kl").get<double>() ==
              0.0); // the mean over two updates sees the first one's effect
    CHECK(lines[3].at("kl").get<double>() > 0.0);
    for (const Json& line : lines)
        if (line.contains("logp_difference/max")) CHECK(line.at("logp_difference/max").get<double>() <= 1e-5);
    for (const char* file : {"weights.safetensors", "optimiser.safetensors"})
        for (const auto& [name, tensor] : readTensors(newestValid(whole).found->folder / file)) {
            CHECK_MESSAGE(name.find(".lora_") != std::string::npos, name);
            CHECK_MESSAGE((tensor.scalar_type() == torch::kFloat32), name);
        }

    const auto broken = makeTinyRun(folder / "broken", world(), recipe);
    int step = -1;
    TrainOptions options;
    options.progress = [&](const TrainProgress& progress) { step = progress.step; };
    options.stopRequested = [&] { return step >= 2; };
    CHECK(train(broken, options).end == TrainOutcome::End::Stopped);
    train(broken);
    CHECK(sameTraining(essence(whole),
                       essence(broken))); // the stop was evaluated, which the whole run wasn't there
}

TEST_CASE("after three steps without a finite update a run goes back to what was sound, once") {
    TempFolder folder;
    Recipe recipe = tinyRecipe("rft", 12);
    recipe.objective.advantageScale = AdvantageScale::None;
    for (RewardSpec& reward : recipe.stages.back().rewards)
        reward.weight = 1e300; // advantages that single precision can't hold
    recipe.checkpoint.everySteps = 100;
    recipe.evaluation.every = 100;
    const auto run = makeTinyRun(folder / "run", world(), recipe);
    CHECK_THROWS_WITH_AS(train(run), doctest::Contains("once more after the run had gone back"), Error);
    std::vector<int> steps;
    for (const Json& line : linesOf(RunPaths{run}.metrics()))
        steps.push_back(line.contains("kind") ? -line.at("from_step").get<int>()
                                              : line.at("step").get<int>());
    REQUIRE(steps.size() >= 8); // a step whose answers all earn the same changes nothing, and is finite
    steps.resize(8);
    CHECK(steps == std::vector<int>{0, 1, 2, 3, 0, 1, 2, 3});
    int told = 0;
    for (const Json& line : linesOf(RunPaths{run}.events()))
        told += line.at("text").get<std::string>().starts_with("Rolled back to the checkpoint of step 0");
    CHECK(told == 1);
    // Other images the second time.
    std::vector<std::set<std::string>> samples(2);
    forEachCompletion(run, [&](const LocatedCompletion& completion, bool superseded) {
        if (completion.record.kind == CompletionKind::Rollout && completion.record.step == 1)
            samples[superseded ? 0 : 1].insert(completion.record.sample);
        return true;
    });
    CHECK(samples[0].size() == 4);
    CHECK(samples[1].size() == 4);
    CHECK(samples[0] != samples[1]);
    // What is left is the start, whole.
    const CheckpointSearch left = newestValid(run);
    REQUIRE(left.found);
    CHECK(left.found->step() == 0);
    for (const auto& [name, tensor] : readTensors(left.found->folder / "weights.safetensors"))
        CHECK(torch::isfinite(tensor).all().item<bool>());
}

TEST_CASE("a finished run is left alone") {
    TempFolder folder;
    const auto run = makeTinyRun(folder / "run", world(), tinyRecipe("rft", 1));
    train(run);
    const std::string before = readTextFile(RunPaths{run}.metrics());
    CHECK(train(run).end == TrainOutcome::End::Finished);
    CHECK(readTextFile(RunPaths{run}.metrics()) == before);
}

TEST_CASE("a second engine on one run is refused") {
    TempFolder folder;
    const auto run = makeTinyRun(folder / "run", world(), tinyRecipe("rft", 1));
    const RunLock held(run);
    try {
        train(run);
        FAIL("trained under another engine's lock");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::Locked);
    }
    CHECK_FALSE(std::filesystem::exists(RunPaths{run}.metrics()));
}

TEST_CASE(
    "another policy or dataset than the recorded one is refused by hash, an equal copy elsewhere is taken") {
    TempFolder folder;
    const auto run = makeTinyRun(folder / "run", world(), tinyRecipe("rft", 1));
    std::filesystem::copy(world().policy, folder / "copy", std::filesystem::copy_options::recursive);
    std::filesystem::copy(world().policy, folder / "changed", std::filesystem::copy_options::recursive);
    writeFileAtomic(folder.path() / "changed" / "generation_config.json", "{}");
    TrainOptions options;
    options.policy = folder / "changed";
    CHECK_THROWS_WITH_AS(train(run, options), doctest::Contains("isn't the one this run was made for"),
                         Error);
    options.policy = folder / "copy";
    options.datasets["main"] = world().spot;
    CHECK_THROWS_WITH_AS(train(run, options), doctest::Contains("dataset main"), Error);
    options.datasets["main"] = world().brightness;
    CHECK(train(run, options).end == TrainOutcome::End::Finished);
}

TEST_CASE("a read-only run folder is refused in words and left as it is") {
    TempFolder folder;
    std::filesystem::create_directory(folder / "place");
    const auto place = folder / "place";
    const bool mounted = geteuid() == 0 && mount("tmpfs", place.c_str(), "tmpfs", 0, "size=4m") == 0;
    if (geteuid() == 0 && !mounted)
        return test::skip("root can write everywhere and can't mount a file system here");
    const auto run = makeTinyRun(place / "run", world(), tinyRecipe("rft", 1));
    if (mounted)
        REQUIRE(mount(nullptr, place.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0);
    else
        std::filesystem::permissions(run,
                                     std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    std::optional<ErrorCode> code;
    try {
        train(run);
    } catch (const Error& error) {
        code = error.code();
    }
    if (mounted)
        umount(place.c_str());
    else
        std::filesystem::permissions(run, std::filesystem::perms::owner_all);
    CHECK(code == ErrorCode::ReadOnly);
}

TEST_CASE("a damaged newest checkpoint is passed over and the run goes on from the one before") {
    TempFolder folder;
    Recipe recipe = tinyRecipe("rft", 9);
    recipe.checkpoint.keepLast = 3;
    const auto whole = makeTinyRun(folder / "whole", world(), recipe);
    train(whole);
    const auto run = makeTinyRun(folder / "run", world(), recipe);
    int step = 0;
    TrainOptions options;
    options.progress = [&](const TrainProgress& progress) { step = progress.step; };
    options.stopRequested = [&] { return step >= 7; };
    train(run, options);
    const int newest = newestValid(run).found->step();
    writeFileAtomic(RunPaths{run}.checkpoint(newest) / "weights.safetensors", "spoilt");
    train(run);
    CHECK(hasEvent(run, "alarm"));
    const auto a = essence(whole);
    const auto b = essence(run);
    CHECK_MESSAGE(a == b, differences(a, b));
}

// The advantages of formats.md §5 worked out anew from what a run recorded.
TEST_CASE("a run that normalises each reward learns from the advantages of each") {
    TempFolder folder;
    Recipe recipe = tinyRecipe("rft", 3);
    recipe.stages.back().combine = Combine::NormaliseEach;
    recipe.evaluation.every = 100;
    const auto run = makeTinyRun(folder / "run", world(), recipe);
    train(run);
    std::map<std::pair<int, std::string>, std::vector<CompletionRecord>> groups;
    forEachCompletion(run, [&](const LocatedCompletion& completion, bool) {
        if (completion.record.kind == CompletionKind::Rollout)
            groups[{completion.record.step, completion.record.sample}].push_back(completion.record);
        return true;
    });
    REQUIRE(groups.size() == 12);
    int telling = 0;
    for (const auto& [place, records] : groups) {
        REQUIRE(records.size() == 4);
        std::vector<double> expected(records.size(), 0.0);
        for (std::size_t r = 0; r < records.front().rewards.size(); ++r) {
            double mean = 0;
            double squares = 0;
            for (const CompletionRecord& record : records)
                mean += record.rewards[r].score / 4;
            for (const CompletionRecord& record : records)
                squares += (record.rewards[r].score - mean) * (record.rewards[r].score - mean);
            const double weight = records.front().rewards[r].name == "format" ? 0.5 : 1.0;
            for (std::size_t k = 0; k < records.size(); ++k)
                expected[k] +=
                    weight * (records[k].rewards[r].score - mean) / (std::sqrt(squares / 3) + 1e-4);
        }
        for (std::size_t k = 0; k < records.size(); ++k) {
            REQUIRE(records[k].advantage);
            CHECK(*records[k].advantage == doctest::Approx(expected[k]).epsilon(1e-9));
            telling += *records[k].advantage != 0;
        }
    }
    CHECK(telling > 0);
}
