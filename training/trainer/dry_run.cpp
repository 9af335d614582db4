// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/dry_run.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "core/error.h"
#include "core/files.h"
#include "core/run/recipe_warnings.h"
#include "training/evaluate.h"
#include "training/machine.h"
#include "training/rollout/sample_order.h"
#include "training/trainer/gold_answers.h"
#include "training/trainer/memory_forecast.h"
#include "training/trainer/preflight.h"
#include "training/trainer/run_forecast.h"
#include "training/trainer/run_inputs.h"
#include "training/trainer/step_metrics.h"
#include "training/trainer/update.h"

namespace vrft {

namespace {

constexpr int kProgressEvery = 64;
constexpr std::size_t kShownGroups = 8;
constexpr int kEvaluatedSamples = 32; // to measure with

class Laps {
public:
    double lap() {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - last_).count();
        last_ = now;
        return seconds;
    }

private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

// Ids, log-probabilities and entropies of `from`, said again and again up to `length` tokens.
Completion stretched(const Completion& from, std::size_t length) {
    Completion longest;
    for (std::size_t i = 0; i < length; ++i) {
        longest.ids.push_back(from.ids[i % from.ids.size()]);
        longest.logProbs.push_back(from.logProbs[i % from.logProbs.size()]);
        longest.entropies.push_back(from.entropies[i % from.entropies.size()]);
    }
    longest.truncated = true;
    return longest;
}

class DryRun {
public:
    explicit DryRun(const DryRunRequest& request)
        : request_(request)
        , recipe_(request.info.recipe) {}

    Json run() {
        Laps whole;
        tell("warnings", recipeWarningsToJson(recipeWarnings(request_.info, request_.datasets)));
        forecastMemory();
        loadPolicy();
        checkReferences();
        compareLabels();
        sample();
        measureEvaluation();
        learn();
        Json document = std::move(document_);
        document["took_s"] = whole.lap();
        return document;
    }

private:
    const Stage& first() const { return recipe_.stages.front(); }
    const Dataset& datasetOf(const Stage& stage) const { return *request_.datasets.at(stage.dataset); }
    PromptBook& promptsOf(const Stage& stage) { return books_.at(stage.name); }

    void tell(const std::string& part, Json json) {
        document_[part] = json;
        if (!request_.tell) return;
        Json line = {{"part", part}};
        line[part] = std::move(json);
        request_.tell(line);
    }
    void progress(const std::string& text, int done, int of) const {
        breathe();
        if (request_.tell) request_.tell({{"part", "progress"}, {"text", text}, {"done", done}, {"of", of}});
    }
    void breathe() const {
        if (request_.shouldStop && request_.shouldStop()) throw Error(ErrorCode::Cancelled, "stopped");
    }

    // A machine on which memory runs out may end this process without a word: rather not begun.
    void forecastMemory() {
        MemoryShape shape = memoryShape(request_.info, request_.datasets, request_.policyFolder);
        shape.programBytes = programBytes();
        forecast_ = vrft::forecastMemory(shape);
        const auto machine = static_cast<std::int64_t>(describeMachine().memoryBytes);
        if (forecast_.peak() > machine)
            throw Error(
                ErrorCode::Unsupported,
                fmt::format("the run would take about {:.1f} GB of memory, this machine has {:.1f} GB",
                            double(forecast_.peak()) / 1e9, double(machine) / 1e9),
                {},
                "Choose shorter answers (max_new_tokens), fewer completions, smaller images (max_pixels of "
                "the "
                "policy's preprocessor) or adapters on a bf16 base");
    }

    // As the trainer prepares it, so that the answers are those of step 1.
    void loadPolicy() {
        progress("Loading the policy", 0, 0);
        policy_ = request_.loadPolicy();
        reference_ = makeReference(*policy_, recipe_);
        prepareForTraining(*policy_, recipe_);
        for (const NamedParameter& parameter : policy_->trainableParameters())
            numTrainable_ += parameter.tensor.numel();
        memory_.load = peakMemoryBytes();
        NamedTensors trainable;
        for (const NamedParameter& parameter : policy_->trainableParameters())
            trainable.emplace_back(parameter.name, parameter.tensor);
        optimiser_.emplace(std::move(trainable),
                           recipe_.optimiser); // its moments are there while a run samples
        tell("policy", {{"parameters", policy_->parameterCount()}, {"trainable", numTrainable_}});
    }

    void checkReferences() {
        Json stages = Json::array();
        Json balance = Json::array();
        int least = 0;
        int most = 0;
        int images = 0;
        for (const Stage& stage : recipe_.stages) {
            books_.emplace(
                std::piecewise_construct, std::forward_as_tuple(stage.name),
                std::forward_as_tuple(*policy_, datasetOf(stage),
                                      promptRules(request_.info, stage.dataset, datasetOf(stage))));
            const GoldReport report = checkGold(*policy_, promptsOf(stage), stage,
                                                recipe_.sampling.maxNewTokens, [&](int done, int of) {
                                                    breathe();
                                                    if (done % kProgressEvery == 0)
                                                        progress("Checking the reference answers", done, of);
                                                });
            stages.push_back(goldToJson(report));
            if (request_.tell && report.failing > 0) request_.tell({{"part", "gold"}, {"gold", stages}});
            requireGold(report, datasetOf(stage));
            least = images == 0 ? report.leastImageTokens : std::min(least, report.leastImageTokens);
            most = std::max(most, report.mostImageTokens);
            images += report.encoded;
            balance.push_back(balanceJson(datasetOf(stage), stage.name));
            if (report.longestPrompt > longestPrompt_) {
                longestPrompt_ = report.longestPrompt;
                longest_ = {&stage, datasetOf(stage).find(report.longestSample)};
            }
        }
        tell("gold", std::move(stages));
        tell("balance", std::move(balance));
        tell("image_tokens", {{"samples", images}, {"agree", images}, {"least", least}, {"most", most}});
    }

    // Before the policy is trained a step: with the features a run begins with.
    void compareLabels() {
        Json stages = Json::array();
        for (const Stage& stage : recipe_.stages) {
            const auto check =
                checkLabels(*policy_, promptsOf(stage), stage.name, recipe_.seed, [&](int done, int of) {
                    breathe();
                    if (done % kProgressEvery == 0)
                        progress("Comparing labels with what the policy sees", done, of);
                });
            if (check) stages.push_back(labelsToJson(*check));
        }
        tell("labels", std::move(stages));
    }

    // Exactly what step 1 samples: its samples, seeds and order of work.
    void sample() {
        progress("Sampling the answers of step 1", 0, 0);
        const Stage& stage = first();
        PromptBook& prompts = promptsOf(stage);
        const std::vector<const Sample*> train = datasetOf(stage).of(Split::Train);
        std::vector<const Sample*> chosen;
        SampleOrder order(recipe_.seed, train.size());
        for (const std::size_t index : order.take(static_cast<std::size_t>(recipe_.sampling.promptsPerStep)))
            chosen.push_back(train[index]);
        RolloutOptions options;
        options.seed = recipe_.seed;
        options.step = 1;
        options.sampling = recipe_.sampling;
        options.shouldStop = request_.shouldStop;
        const RewardSet rewards(stage.rewards, datasetOf(stage));
        Laps laps;
        groups_ = sampleGroups(*policy_, prompts, chosen, options);
        measured_.rollout_s = laps.lap();
        ExternalJudgeOptions external;
        external.breathe = [this] { breathe(); };
        const auto judge = ExternalJudge::of(stage.rewards, std::move(external));
        scoreGroups(*policy_, rewards, prompts, groups_, judge.get());
        setAdvantages(groups_, stage.rewards, stage.combine, recipe_.objective.advantageScale);
        measured_.reward_s = laps.lap();
        tellAnswers(stage, prompts);
    }

    void tellAnswers(const Stage& stage, const PromptBook& prompts) {
        const Dataset& dataset = datasetOf(stage);
        Json groups = Json::array();
        int noSignal = 0;
        double bytes = 0;
        double tokens = 0;
        double count = 0;
        for (const RolloutGroup& group : groups_) {
            Json completions = Json::array();
            for (std::size_t k = 0; k < group.completions.size(); ++k) {
                CompletionRecord record = completionRecord(group.completions[k], CompletionKind::Rollout, 1,
                                                           stage.name, group.sample->id, static_cast<int>(k));
                completions.push_back(completionToJson(record));
                record.tokens = TokenSpan{1U << 24U, static_cast<std::uint32_t>(record.length)};
                bytes += static_cast<double>(jsonLine(completionToJson(record)).size() + 1);
                tokens += record.length;
                ++count;
            }
            const bool silent = !hasSignal(group, stage.combine);
            noSignal += silent ? 1 : 0;
            if (groups.size() == kShownGroups) continue;
            Json images = Json::array();
            for (const SampleImage& image : group.sample->images)
                images.push_back(std::filesystem::absolute(dataset.imagePath(image)).string());
            groups.push_back(
                {{"sample", group.sample->id},
                 {"images", std::move(images)},
                 {"reference", targetAnswer(dataset.task, group.sample->target, group.prompt->imageSize,
                                            group.prompt->textFrame, group.prompt->units)},
                 {"reference_boxes", boxesToJson(group.sample->target.boxes)},
                 {"no_signal", silent},
                 {"completions", std::move(completions)}});
        }
        measured_.completionBytes = bytes / std::max(count, 1.0);
        measured_.completionTokens = tokens / std::max(count, 1.0);
        tell("answers", {{"step", 1},
                         {"stage", stage.name},
                         {"method", methodName(stage.method)},
                         {"knowledge_shown", prompts.rules().showKnowledge},
                         {"num_groups", groups_.size()},
                         {"no_signal", noSignal},
                         {"groups", std::move(groups)}});
        breathe();
    }

    void measureEvaluation() {
        progress("Measuring a held-out check", 0, 0);
        const Stage& stage = first();
        auto samples = static_cast<int>(datasetOf(stage).of(Split::Val).size());
        if (recipe_.evaluation.maxSamples > 0) samples = std::min(samples, recipe_.evaluation.maxSamples);
        EvaluationOptions options;
        options.maxSamples = std::min(kEvaluatedSamples, samples);
        options.imageGainSamples = 0;
        options.seed = recipe_.seed;
        options.stage = stage.name;
        options.temperature = recipe_.sampling.temperature;
        options.maxNewTokens = recipe_.sampling.maxNewTokens;
        options.shouldStop = request_.shouldStop;
        Laps laps;
        evaluate(*policy_, promptsOf(stage), RewardSet(stage.rewards, datasetOf(stage)), options);
        measured_.evaluation_s_per_sample = laps.lap() / std::max(options.maxSamples, 1);
        memory_.sampling = peakMemoryBytes();
    }

    // One update on step 1's own answers tells the time, one on the longest prompt with the longest answers
    // the memory.
    void learn() {
        progress("Measuring an update", 0, 0);
        Updater updater(*policy_, reference_.get(), *optimiser_, recipe_, recipe_.totalSteps(),
                        [this] { breathe(); });
        Laps laps;
        update(updater, groups_);
        measured_.update_s = laps.lap();
        progress("Measuring memory on the longest image and answer", 0, 0);
        update(updater, longestGroups());
        memory_.learning = peakMemoryBytes();
        const std::uint64_t machine = describeMachine().memoryBytes;
        tell("memory", {{"load_bytes", memory_.load},
                        {"sampling_bytes", memory_.sampling},
                        {"learning_bytes", memory_.learning},
                        {"forecast", memoryToJson(forecast_)},
                        {"machine_bytes", machine},
                        {"fits", static_cast<std::uint64_t>(memory_.learning) < machine},
                        {"longest_sample", longest_.sample->id},
                        {"longest_prompt", longestPrompt_},
                        {"longest_answer", recipe_.sampling.maxNewTokens}});
        if (first().method == Method::Sft) measured_.rollout_s = measured_.reward_s = 0; // a step has none
        measured_.numTrainable = numTrainable_;
        const RunForecast forecast = forecastRun(request_.info, request_.datasets, measured_);
        tell("time", timeToJson(measured_, forecast));
        tell("disk", diskToJson(forecast, freeBytes(request_.runs)));
    }

    std::vector<RolloutGroup> longestGroups() {
        RolloutGroup group;
        group.sample = longest_.sample;
        group.prompt = &promptsOf(*longest_.stage).of(*longest_.sample);
        const auto length = static_cast<std::size_t>(recipe_.sampling.maxNewTokens);
        for (const ScoredCompletion& completion : groups_.front().completions) {
            ScoredCompletion longest;
            longest.sampled = stretched(completion.sampled, length);
            longest.advantage = group.completions.size() % 2 == 0 ? 1 : -1;
            group.completions.push_back(std::move(longest));
        }
        std::vector<RolloutGroup> groups;
        for (int p = 0; p < recipe_.sampling.promptsPerStep; ++p)
            groups.push_back(group);
        return groups;
    }

    // In the way of the first stage. A supervised one learns one completion a prompt, whatever it says.
    void update(Updater& updater, const std::vector<RolloutGroup>& groups) const {
        breathe();
        if (first().method == Method::Grpo) {
            updater.learn(groups);
            return;
        }
        std::vector<SupervisedExample> examples;
        for (const RolloutGroup& group : groups)
            examples.push_back({&group.prompt->input, group.completions.front().sampled.ids, {}});
        updater.imitate(examples);
    }

    const DryRunRequest& request_;
    const Recipe& recipe_;
    Json document_ = Json::object();
    std::unique_ptr<Policy> policy_;
    std::unique_ptr<ReferencePolicy> reference_;
    std::optional<AdamW> optimiser_;
    std::map<std::string, PromptBook> books_; // by stage
    std::vector<RolloutGroup> groups_;        // of step 1
    std::int64_t numTrainable_ = 0;
    int longestPrompt_ = 0; // tokens
    struct {
        const Stage* stage = nullptr;
        const Sample* sample = nullptr;
    } longest_;
    struct {
        std::int64_t load = 0;
        std::int64_t sampling = 0;
        std::int64_t learning = 0;
    } memory_; // peaks, bytes
    MemoryForecast forecast_;
    MeasuredStep measured_;
};

} // namespace

Json dryRun(const DryRunRequest& request) {
    try {
        return DryRun(request).run();
    } catch (const Error& problem) {
        if (problem.code() != ErrorCode::Cancelled) throw;
        throw Error(ErrorCode::Cancelled, "the dry run was stopped", {}, "Nothing was written");
    }
}

} // namespace vrft
