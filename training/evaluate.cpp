// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/evaluate.h"

#include <algorithm>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "core/error.h"
#include "core/hash.h"
#include "core/prompt/answer_tokens.h"
#include "core/random.h"
#include "core/text/unicode.h"
#include "training/rollout/shared_generation.h"

namespace vrft {

namespace {

// A greedy answer to one sample's prompt.
struct Answered {
    const Sample* sample = nullptr;
    const SamplePrompt* prompt = nullptr;
    ScoredCompletion greedy;
};

// Of the answer's words as they were sampled; greedy answers have temperature 1.
std::optional<double> probabilityOf(const Tokenizer& tokenizer, const Completion& completion) {
    std::vector<std::string> pieces;
    for (const int id : completion.ids)
        pieces.push_back(tokenizer.isSpecial(id) ? std::string() : tokenizer.bytes(id));
    return answerProbability(pieces, completion.logProbs);
}

EvaluationCase caseOf(const Sample& sample, const ScoredCompletion& answer) {
    EvaluationCase one;
    one.patient = sample.patient;
    one.sample = sample.id;
    one.referenceLabel = sample.target.label;
    one.referenceGrade = sample.target.grade;
    one.referenceBoxes = sample.target.boxes;
    one.predictedLabel = answer.reward.answer.label;
    one.predictedGrade = answer.reward.answer.grade;
    one.predictedBoxes = answer.reward.boxes;
    one.valid = answer.reward.answer.valid;
    one.attributesNamed = answer.attributes.named;
    one.attributesRight = answer.attributes.right;
    one.tokens = static_cast<int>(answer.sampled.ids.size());
    one.truncated = answer.sampled.truncated;
    if (answer.reward.parsed.think) one.words = words(*answer.reward.parsed.think);
    return one;
}

bool answeredRight(const Task& task, const Sample& sample, const ScoredCompletion& answer) {
    const AnswerReading& read = answer.reward.answer;
    if (!read.valid) return false;
    if (task.kind == TaskKind::Grading) return read.grade == sample.target.grade;
    return read.label == sample.target.label;
}

class Evaluator {
public:
    Evaluator(const Policy& policy, PromptBook& prompts, const RewardSet& rewards,
              const EvaluationOptions& options, const CompletionSink& sink)
        : policy_(policy)
        , prompts_(prompts)
        , rewards_(rewards)
        , options_(options)
        , sink_(sink) {}

    EvaluationResult run();

private:
    const Task& task() const { return prompts_.dataset().task; }
    std::vector<std::vector<Completion>> generate(std::span<const Sample* const> samples, bool greedy) const;
    void record(const ScoredCompletion& completion, CompletionKind kind, const Sample& sample, int k,
                const std::string& imageOf = {}) const;
    void judgeOutside(std::vector<Answered>& answers) const;
    std::optional<double> sampledAccuracy(std::span<const Sample* const> samples) const;
    BootstrapOptions bootstrap() const;
    std::optional<Interval> imageGain(std::span<const Answered> answers) const;
    std::optional<Interval> blankGain(std::span<const Answered> answers) const;

    const Policy& policy_;
    PromptBook& prompts_;
    const RewardSet& rewards_;
    const EvaluationOptions& options_;
    const CompletionSink& sink_;
};

std::vector<std::vector<Completion>> Evaluator::generate(std::span<const Sample* const> samples,
                                                         bool greedy) const {
    std::vector<GenerationRequest> requests;
    for (const Sample* sample : samples) {
        const std::uint64_t seed = greedy ? 0 : rolloutSeed(options_.seed, options_.step, sample->id, 1);
        requests.push_back({&prompts_.of(*sample).input, {seed}});
    }
    SamplingOptions sampling;
    sampling.greedy = greedy;
    sampling.temperature = options_.temperature;
    sampling.maxNewTokens = options_.maxNewTokens;
    sampling.shouldStop = options_.shouldStop;
    return generateTogether(policy_, requests, sampling, options_.ranks);
}

void Evaluator::record(const ScoredCompletion& completion, CompletionKind kind, const Sample& sample, int k,
                       const std::string& imageOf) const {
    if (!sink_) return;
    CompletionRecord line = completionRecord(completion, kind, options_.step, options_.stage, sample.id, k);
    line.imageOf = imageOf;
    sink_(std::move(line), tokenRecords(completion.sampled));
}

std::optional<double> Evaluator::sampledAccuracy(std::span<const Sample* const> samples) const {
    if (!options_.sampled || task().kind == TaskKind::Localisation) return std::nullopt;
    auto completions = generate(samples, false);
    std::size_t right = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const Sample& sample = *samples[i];
        const ScoredCompletion scored = scoreCompletion(
            policy_, rewards_, prompts_, sample, prompts_.of(sample), std::move(completions[i].front()));
        right += answeredRight(task(), sample, scored) ? 1 : 0;
        record(scored, CompletionKind::Heldout, sample, 1);
    }
    return static_cast<double>(right) / static_cast<double>(samples.size());
}

std::optional<Interval> Evaluator::imageGain(std::span<const Answered> answers) const {
    if (options_.imageGainSamples <= 0) return std::nullopt;
    const auto chosen = fixedChoice(answers.size(), options_.imageGainSamples, options_.seed, "image_gain");
    std::vector<std::string> patients;
    for (const std::size_t i : chosen)
        patients.push_back(answers[i].sample->patient);
    const auto exchanged = exchangeBetweenPatients(patients, options_.seed);
    if (exchanged.empty()) return std::nullopt;

    std::vector<double> with;
    std::vector<double> without;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const Answered& own = answers[chosen[i]];
        const Answered& other = answers[chosen[exchanged[i]]];
        const ScoredCompletion scored =
            scoreCompletion(policy_, rewards_, prompts_, *own.sample, *other.prompt, other.greedy.sampled);
        record(scored, CompletionKind::ImageGain, *own.sample, 0, other.sample->id);
        with.push_back(caseScore(task(), caseOf(*own.sample, own.greedy)));
        without.push_back(caseScore(task(), caseOf(*own.sample, scored)));
    }
    return pairedBootstrapByPatient(patients, with, without, bootstrap());
}

// Prompts differ in nothing but their images: where all are blank, those of one size are one prompt, and its
// greedy answer serves every sample of that size.
std::optional<Interval> Evaluator::blankGain(std::span<const Answered> answers) const {
    if (!options_.blankImages) return std::nullopt;
    std::map<std::vector<std::pair<int, int>>, std::size_t> numbers; // by the sizes of the images
    std::vector<std::size_t> numberOf;
    std::vector<PromptInput> blank;
    for (const Answered& answered : answers) {
        std::vector<std::pair<int, int>> sizes;
        for (const auto& image : answered.prompt->input.images)
            sizes.emplace_back(image->gridHeight, image->gridWidth);
        const auto [found, added] = numbers.try_emplace(std::move(sizes), blank.size());
        if (added) blank.push_back(withBlankImages(answered.prompt->input));
        numberOf.push_back(found->second);
    }
    std::vector<GenerationRequest> requests;
    for (const PromptInput& prompt : blank)
        requests.push_back({&prompt, {0}});
    SamplingOptions sampling;
    sampling.greedy = true;
    sampling.maxNewTokens = options_.maxNewTokens;
    sampling.shouldStop = options_.shouldStop;
    const auto completions = generateTogether(policy_, requests, sampling, options_.ranks);
    std::vector<std::string> patients;
    std::vector<double> with;
    std::vector<double> without;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const Answered& own = answers[i];
        const ScoredCompletion scored = scoreCompletion(policy_, rewards_, prompts_, *own.sample, *own.prompt,
                                                        completions[numberOf[i]].front());
        patients.push_back(own.sample->patient);
        with.push_back(caseScore(task(), caseOf(*own.sample, own.greedy)));
        without.push_back(caseScore(task(), caseOf(*own.sample, scored)));
    }
    return pairedBootstrapByPatient(patients, with, without, bootstrap());
}

void Evaluator::judgeOutside(std::vector<Answered>& answers) const {
    std::vector<OpenScore> open;
    for (Answered& answered : answers)
        open.push_back({&answered.greedy, answered.sample, answered.prompt});
    askExternal(*options_.external, rewards_, prompts_, open, std::vector<std::size_t>(open.size(), 1));
}

BootstrapOptions Evaluator::bootstrap() const {
    BootstrapOptions options;
    options.seed = options_.seed;
    return options;
}

// The mean under `key`, its bounds beside those of the other figures.
std::optional<double> addGain(Json& document, const char* key, const std::optional<Interval>& gain) {
    document[key] = gain ? Json(gain->value) : Json();
    if (!gain) return std::nullopt;
    const bool spread = gain->low && *gain->low < *gain->high;
    document["intervals"][key] = spread ? Json::array({*gain->low, *gain->high}) : Json();
    return gain->value;
}

EvaluationResult Evaluator::run() {
    const auto all = prompts_.dataset().of(options_.split);
    if (all.empty())
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("the split {} has no samples", splitName(options_.split)),
                    prompts_.dataset().folder.string(), "Freeze a dataset with samples in every split");
    std::vector<const Sample*> samples;
    for (const std::size_t i : fixedChoice(all.size(), options_.maxSamples, options_.seed, "evaluate"))
        samples.push_back(all[i]);

    auto completions = generate(samples, true);
    std::vector<Answered> answers;
    std::vector<EvaluationCase> cases;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const SamplePrompt& prompt = prompts_.of(*samples[i]);
        answers.push_back({samples[i], &prompt,
                           scoreCompletion(policy_, rewards_, prompts_, *samples[i], prompt,
                                           std::move(completions[i].front()))});
        cases.push_back(caseOf(*samples[i], answers.back().greedy));
        cases.back().answerProbability = probabilityOf(policy_.tokenizer(), answers.back().greedy.sampled);
    }
    if (options_.external != nullptr) judgeOutside(answers);
    for (const Answered& answered : answers)
        record(answered.greedy, CompletionKind::Heldout, *answered.sample, 0);

    EvaluationResult result;
    result.summary = summariseEvaluation(task(), cases, bootstrap());
    result.sampledAccuracy = sampledAccuracy(samples);
    result.document = evaluationJson(result.summary, task());
    result.document["step"] = options_.step;
    result.document["split"] = std::string(splitName(options_.split));
    result.imageGain = addGain(result.document, "image_gain", imageGain(answers));
    result.blankGain = addGain(result.document, "blank_gain", blankGain(answers));
    return result;
}

} // namespace

EvaluationResult evaluate(const Policy& policy, PromptBook& prompts, const RewardSet& rewards,
                          const EvaluationOptions& options, const CompletionSink& sink) {
    return Evaluator(policy, prompts, rewards, options, sink).run();
}

void addHeldout(Json& line, const EvaluationResult& result) {
    const EvaluationSummary& s = result.summary;
    line["heldout/score"] = s.score ? Json(s.score->value) : Json();
    line["heldout/accuracy"] = s.accuracy ? Json(s.accuracy->value) : Json();
    line["heldout/accuracy_low"] = s.accuracy ? orNull(s.accuracy->low) : Json();
    line["heldout/accuracy_high"] = s.accuracy ? orNull(s.accuracy->high) : Json();
    line["heldout/majority"] = orNull(s.majority);
    line["heldout/balanced_accuracy"] = orNull(s.balancedAccuracy);
    line["heldout/sampled_accuracy"] = orNull(result.sampledAccuracy);
    line["heldout/qwk"] = orNull(s.qwk);
    line["heldout/grade_error"] = orNull(s.gradeError);
    line["heldout/iou"] = orNull(s.iou);
    line["heldout/attributes_truth"] = orNull(s.attributesTruth);
    line["heldout/chance_p"] = orNull(s.chanceP);
    line["image_gain"] = orNull(result.imageGain);
}

PromptInput withBlankImages(const PromptInput& prompt) {
    PromptInput blank = prompt;
    for (auto& image : blank.images) {
        auto empty = std::make_shared<PromptImage>(*image);
        empty->key = fmt::format("blank {}x{}", image->modelSize.width, image->modelSize.height);
        empty->patches_NC =
            torch::zeros({std::int64_t{image->gridHeight} * image->gridWidth, image->columns});
        empty->kept.reset();
        image = std::move(empty);
    }
    return blank;
}

std::vector<std::size_t> exchangeBetweenPatients(std::span<const std::string> patients, std::uint64_t seed) {
    std::map<std::string, std::vector<std::size_t>> items;
    for (std::size_t i = 0; i < patients.size(); ++i)
        items[patients[i]].push_back(i);
    std::vector<std::string> order;
    std::size_t largest = 0;
    for (const auto& [patient, own] : items) {
        order.push_back(patient);
        largest = std::max(largest, own.size());
    }
    if (largest * 2 > patients.size()) return {};
    CounterRandom random(seedFromText(fmt::format("image_gain/{}", seed)));
    shuffle(std::span<std::string>(order), random);
    std::vector<std::size_t> line;
    for (const std::string& patient : order)
        line.insert(line.end(), items[patient].begin(), items[patient].end());
    std::vector<std::size_t> shown(patients.size());
    for (std::size_t i = 0; i < line.size(); ++i)
        shown[line[i]] = line[(i + largest) % line.size()];
    return shown;
}

std::vector<std::size_t> fixedChoice(std::size_t total, int count, std::uint64_t seed,
                                     std::string_view purpose) {
    std::vector<std::size_t> indices(total);
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    if (count <= 0 || static_cast<std::size_t>(count) >= total) return indices;
    CounterRandom random(seedFromText(fmt::format("{}/{}/choice", purpose, seed)));
    shuffle(std::span<std::size_t>(indices), random);
    indices.resize(static_cast<std::size_t>(count));
    std::sort(indices.begin(), indices.end());
    return indices;
}

} // namespace vrft
