// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/trainer.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/error.h"
#include "core/run/alarms.h"
#include "core/run/step_figures.h"
#include "training/machine.h"
#include "training/parallel/ranks.h"
#include "training/policy_source.h"
#include "training/trainer/sayable_answers.h"

namespace vrft {

namespace {

constexpr int kDynamicTries = 10; // rollouts of a step under dynamic sampling (verl's limit)
constexpr int kBadSteps = 3;      // in a row without a finite update: then back to what was sound

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Seconds since the last lap, on a monotonic clock. A pause inside a phase counts into it.
struct Stopwatch {
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    double lap() {
        const double seconds = secondsSince(start);
        start = std::chrono::steady_clock::now();
        return seconds;
    }
};

} // namespace

struct Trainer::OpenStage {
    OpenStage(const Policy& policy, const RunInputs& inputs, const Stage& stage)
        : dataset(inputs.datasets.at(stage.dataset))
        , prompts(policy, dataset, promptRules(inputs.info, stage.dataset, dataset))
        , rewards(stage.rewards, dataset)
        , train(dataset.of(Split::Train)) {}

    const Dataset& dataset;
    PromptBook prompts;
    RewardSet rewards;
    std::unique_ptr<ExternalJudge> external; // null: no such reward
    std::vector<const Sample*> train;
    std::unique_ptr<SampleOrder> order;
    std::unique_ptr<AdamW> optimiser;
    std::unique_ptr<Updater> updater;
};

Trainer::Trainer(std::filesystem::path run, const RunInputs& inputs, RunWriter* writer,
                 Supervisor& supervisor, const TrainOptions& options)
    : run_(std::move(run))
    , inputs_(inputs)
    , writer_(writer)
    , supervisor_(supervisor)
    , options_(options)
    , checkpointTime_(Clock::now()) {}

Trainer::~Trainer() = default;

TrainOutcome Trainer::run() {
    setThreads(inputs_.info.machine.threads);
    preparePolicy();
    std::optional<Checkpoint> from = begin();
    TrainOutcome outcome;
    outcome.totalSteps = recipe().totalSteps();
    const auto stopped = [&] {
        supervisor_.tell(stoppedEvent(state_.step, checkpointStep_));
        supervisor_.setPhase(Phase::Done);
        outcome.end = TrainOutcome::End::Stopped;
        outcome.step = checkpointStep_;
        outcome.text = fmt::format("stopped at step {} of {}; the same command goes on from there",
                                   state_.step, outcome.totalSteps);
        return outcome;
    };
    while (true) {
        openStage(from);
        if (!from) beginStage();
        from.reset();
        if (supervisor_.stopAgreed()) return stopped();
        while (state_.stageStep < stage().steps)
            if (!trainStep()) return stopped();
        if (lastStage()) break;
        ++state_.stage;
        state_.stageStep = 0;
        state_.updates = 0;
        state_.orderPosition = 0;
        state_.skippedInRow = 0;
    }
    finish();
    outcome.step = state_.step;
    outcome.text = fmt::format("finished after {} steps", state_.step);
    return outcome;
}

void Trainer::preparePolicy() {
    supervisor_.setPhase(Phase::Load);
    // On disk by the first rank alone, which writes the run.
    const bool frozenTower = recipe().trainable.kind == TrainableKind::Lora && writer_ != nullptr;
    policy_ = inputs_.loadStartPolicy(frozenTower ? RunPaths{run_}.featureCache() : std::filesystem::path());
    reference_ = makeReference(*policy_, recipe());
    for (const Stage& stage : recipe().stages)
        requireSayable(*policy_, inputs_.datasets.at(stage.dataset), stage.method);
    prepareSftTargets();
    prepareForTraining(*policy_, recipe());
}

void Trainer::prepareSftTargets() {
    const bool any = std::any_of(recipe().stages.begin(), recipe().stages.end(),
                                 [](const Stage& s) { return s.method == Method::Sft; });
    if (!any) return;
    if (std::filesystem::exists(sftTargetsFile(run_))) {
        sftTargets_ = readSftTargets(run_);
        return;
    }
    for (const Stage& stage : recipe().stages) {
        if (stage.method != Method::Sft) continue;
        OpenStage open(*policy_, inputs_, stage);
        sftTargets_[stage.name] = makeSftTargets(*policy_, open.prompts, recipe().sampling.maxNewTokens);
        supervisor_.tell({0, 0, EventKind::Phase,
                          fmt::format("Supervised targets of stage {}: {}", stage.name,
                                      sftKindsText(sftTargets_[stage.name])),
                          ""});
    }
    supervisor_.withRoom([&] { writeSftTargets(run_, sftTargets_); });
}

CheckpointSearch Trainer::agreed(const std::function<CheckpointSearch()>& search) const {
    Ranks* const ranks = options_.ranks;
    if (ranks == nullptr || ranks->size() == 1) return search();
    CheckpointSearch found;
    if (ranks->first()) found = search();
    const std::string step =
        ranks->fromFirst(found.found ? std::to_string(found.found->step()) : std::string());
    if (ranks->first() || step.empty()) return found;
    found = newestValid(run_, std::stoi(step));
    if (!found.found || std::to_string(found.found->step()) != step)
        throw Error(ErrorCode::NotFound,
                    fmt::format("rank {} doesn't find the checkpoint of step {}", ranks->rank(), step),
                    run_.string(), "Give all ranks the same run folder");
    return found;
}

// ", rank 0 of 2" and whether that changes bits; empty for one engine on a run made for one.
std::string Trainer::ranksText() const {
    const Ranks* const ranks = options_.ranks;
    if (ranks == nullptr) return {};
    std::string text;
    if (ranks->size() > 1) text = fmt::format(", {} ranks", ranks->size());
    if (ranks->parts() != inputs_.info.machine.ranks)
        text += fmt::format(" (the run was made for {}: figures may differ in the last digits)",
                            inputs_.info.machine.ranks);
    return text;
}

std::optional<Checkpoint> Trainer::begin() {
    if (writer_ != nullptr) removeStaleCheckpoints(run_);
    const CheckpointSearch search = agreed([this] { return newestValid(run_); });
    for (const std::string& problem : search.skipped)
        supervisor_.tell({0, 0, EventKind::Alarm, "A checkpoint is damaged and passed over: " + problem, ""});
    const bool begun = hasRecords(run_);
    if (search.found) {
        state_ = readTrainState(*search.found);
        if (static_cast<std::size_t>(state_.stage) >= recipe().stages.size())
            throw Error(ErrorCode::Mismatch,
                        fmt::format("the checkpoint is in stage {}, the recipe has {}", state_.stage + 1,
                                    recipe().stages.size()),
                        search.found->folder.string(), "This checkpoint is of another run");
        checkpointStep_ = search.found->step();
        loadCheckpointWeights(*policy_, *search.found);
        for (const std::string& missing : missingRecords(run_, search.found->manifest.offsets))
            supervisor_.tell({0, state_.step, EventKind::Alarm, missing,
                              "Figures of these steps are lost; training isn't"});
        if (state_.best) supervisor_.withRoom([&] { writeBest(run_, *state_.best); });
    }
    supervisor_.setStep(state_.step);
    const MachineReport machine = describeMachine();
    if (search.found || begun) {
        std::string text = search.found ? fmt::format("Resumed from the checkpoint of step {}", state_.step)
                                        : std::string("Begun again: the first try left no checkpoint");
        if (machine.cpu != inputs_.info.machine.cpu)
            text +=
                fmt::format(" on another machine ({}): figures may differ in the last digits", machine.cpu);
        if (inputs_.device.str() != inputs_.info.machine.device)
            text += fmt::format(", on {} instead of {}: figures may differ in the last digits",
                                inputs_.device.str(), inputs_.info.machine.device);
        text += ranksText();
        if (const auto& last = supervisor_.engineBefore(); last && last->phase != Phase::Done)
            text += fmt::format("; the engine before was gone without a word in step {}, phase {}",
                                last->step, phaseName(last->phase));
        supervisor_.report(text);
        supervisor_.withRoom([&] { writer_->markResumed(checkpointStep_, text); });
        beginAlarms();
    } else {
        const bool samples = std::any_of(recipe().stages.begin(), recipe().stages.end(),
                                         [](const Stage& s) { return s.method == Method::Grpo; });
        const std::string text = fmt::format(
            "Started {}: {} steps, {} prompts{}, policy of {} parameters, {} thread(s), {}", recipe().preset,
            recipe().totalSteps(), recipe().sampling.promptsPerStep,
            samples ? fmt::format(" x {} completions", recipe().sampling.completions) : std::string(),
            policy_->parameterCount(), inputs_.info.machine.threads, inputs_.device.str() + ranksText());
        supervisor_.tell({0, 0, EventKind::Started, text, ""});
        beginAlarms();
    }
    return search.found;
}

void Trainer::openStage(const std::optional<Checkpoint>& from) {
    open_.reset();
    open_ = std::make_unique<OpenStage>(*policy_, inputs_, stage());
    open_->order = std::make_unique<SampleOrder>(recipe().seed, open_->train.size(), state_.orderPosition);
    NamedTensors trainable;
    for (const NamedParameter& parameter : policy_->trainableParameters())
        trainable.emplace_back(parameter.name, parameter.tensor);
    open_->optimiser = std::make_unique<AdamW>(std::move(trainable), recipe().optimiser);
    if (from) open_->optimiser->restore(readMoments(*from), state_.updates);
    const std::int64_t updates =
        static_cast<std::int64_t>(stage().steps) * recipe().objective.updatesPerRollout;
    open_->updater = std::make_unique<Updater>(*policy_, reference_.get(), *open_->optimiser, recipe(),
                                               updates, [this] { supervisor_.breathe(); });
    open_->updater->setRanks(options_.ranks);
    open_->updater->setMemoryLimit(state_.microBatchTokens);
    ExternalJudgeOptions external;
    external.ranks = options_.ranks;
    external.breathe = [this] { supervisor_.breathe(); };
    external.tellTrouble = [this](const Error& trouble) {
        if (alarms_) alarms_->externalFailed(state_.step, supervisor_.phase() == Phase::Evaluate, trouble);
    };
    external.tellWell = [this] {
        if (alarms_) alarms_->tellExternal();
        supervisor_.tell({0, state_.step, EventKind::Phase, "The external reward works again", ""});
    };
    open_->external = ExternalJudge::of(stage().rewards, std::move(external));
    open_->updater->onShortage(
        [this](long tokens, long most) { supervisor_.tell(memoryAlarm(state_.step, tokens, most)); });
    policy_->setDecodingLimit(state_.decodedTogether);
    policy_->onDecodingShortage([this](long completions, long most) {
        supervisor_.tell(samplingMemoryAlarm(state_.step, completions, most));
    });
}

void Trainer::beginStage() {
    supervisor_.tell({0, state_.step, EventKind::Phase,
                      fmt::format("Stage {} ({}, {} steps) on {}", stage().name, methodName(stage().method),
                                  stage().steps, datasetText(open_->dataset)),
                      ""});
    Json line;
    line["step"] = state_.step;
    line["stage"] = stage().name;
    if (alarms_) alarms_->beginStep();
    evaluateHeldout(line, state_.stage > 0 ? stage().name : std::string());
    addFeatureUse(line, policy_->takeFeatureUse());
    supervisor_.withRoom([&] { writer_->metrics(line); });
    if (alarms_) alarms_->judge(line);
    checkpoint();
}

std::vector<RolloutGroup> Trainer::drawGroups(std::size_t count, std::vector<std::size_t>& used,
                                              StepPhases& times) {
    Stopwatch watch;
    std::vector<const Sample*> samples;
    for (const std::size_t index : open_->order->take(count, used)) {
        samples.push_back(open_->train[index]);
        used.push_back(index);
    }
    RolloutOptions options;
    options.seed = recipe().seed;
    options.step = state_.step;
    options.ranks = options_.ranks;
    options.sampling = recipe().sampling;
    options.shouldStop = [this] {
        supervisor_.breathe();
        return false;
    };
    supervisor_.setPhase(Phase::Rollout);
    auto groups = sampleGroups(*policy_, open_->prompts, samples, options);
    times.rolloutSeconds += watch.lap();
    supervisor_.setPhase(Phase::Reward);
    scoreGroups(*policy_, open_->rewards, open_->prompts, groups, open_->external.get());
    times.rewardSeconds += watch.lap();
    return groups;
}

// All groups sampled in the step; under dynamic sampling those without signal come last.
std::vector<RolloutGroup> Trainer::rollout(StepPhases& times) {
    const auto wanted = static_cast<std::size_t>(recipe().sampling.promptsPerStep);
    std::vector<std::size_t> used;
    std::vector<RolloutGroup> groups = drawGroups(wanted, used, times);
    if (!recipe().objective.dynamicSampling) return groups;
    const auto teaches = [this](const RolloutGroup& group) { return hasSignal(group, stage().combine); };
    const auto sort = [&] { std::stable_partition(groups.begin(), groups.end(), teaches); };
    const auto useful = [&] {
        return static_cast<std::size_t>(std::count_if(groups.begin(), groups.end(), teaches));
    };
    for (int tries = 1; tries < kDynamicTries && useful() < wanted && used.size() < open_->train.size();
         ++tries)
        for (RolloutGroup& group : drawGroups(wanted - useful(), used, times))
            groups.push_back(std::move(group));
    sort();
    return groups;
}

UpdateFigures Trainer::update(std::vector<RolloutGroup>& groups, Json& line, StepPhases& times) {
    UpdateFigures figures;
    Stopwatch watch;
    if (stage().method == Method::Sft) {
        std::vector<SupervisedExample> examples;
        for (const std::size_t index :
             open_->order->take(static_cast<std::size_t>(recipe().sampling.promptsPerStep))) {
            const Sample& sample = *open_->train[index];
            SupervisedExample& example = examples.emplace_back();
            example.prompt = &open_->prompts.of(sample).input;
            example.completion = policy_->tokenizer().encode(sftTargets_.at(stage().name).at(sample.id).text);
            example.completion.push_back(policy_->chatIds().imEnd);
        }
        supervisor_.setPhase(Phase::Update);
        figures = open_->updater->imitate(examples);
    } else {
        groups = rollout(times);
        // Dropped groups (dynamic sampling) keep advantage 0 and aren't learned from.
        auto learned = std::min(groups.size(), static_cast<std::size_t>(recipe().sampling.promptsPerStep));
        std::vector<RolloutGroup> kept(
            std::make_move_iterator(groups.begin()),
            std::make_move_iterator(groups.begin() + static_cast<std::ptrdiff_t>(learned)));
        setAdvantages(kept, stage().rewards, stage().combine, recipe().objective.advantageScale);
        supervisor_.setPhase(Phase::Update);
        watch.lap();
        figures = open_->updater->learn(kept);
        std::move(kept.begin(), kept.end(), groups.begin());
    }
    times.updateSeconds = watch.lap();
    line = stepMetrics(state_.step, stage(), open_->dataset.task, groups, figures, times);
    return figures;
}

bool Trainer::trainStep() {
    ++state_.step;
    ++state_.stageStep;
    supervisor_.setStep(state_.step);
    StepPhases times;
    std::vector<RolloutGroup> groups;
    Json line;
    UpdateFigures figures;
    try {
        figures = update(groups, line, times);
    } catch (const ExternalRewardError&) {
        keepLastStep();
        throw;
    }
    if (alarms_) alarms_->beginStep();
    recordRollout(groups, line);
    state_.updates = open_->optimiser->steps();
    state_.microBatchTokens = open_->updater->memoryLimit();
    state_.decodedTogether = policy_->decodingLimit();
    state_.orderPosition = open_->order->position();
    state_.skippedInRow = figures.skipped ? state_.skippedInRow + 1 : 0;

    const bool stageEnds = state_.stageStep == stage().steps;
    const bool stop = supervisor_.stopAgreed();
    if (stageEnds || stop || state_.step % recipe().evaluation.every == 0) evaluateHeldout(line, {});
    addFeatureUse(line, policy_->takeFeatureUse());
    supervisor_.withRoom([&] { writer_->metrics(line); });
    if (alarms_) alarms_->judge(line);
    if (options_.progress) {
        TrainProgress progress;
        progress.step = state_.step;
        progress.totalSteps = recipe().totalSteps();
        progress.stage = stage().name;
        progress.metrics = &line;
        options_.progress(progress);
    }
    if (state_.skippedInRow == kBadSteps) {
        rollBack();
        return !stop;
    }
    // The end of a stage that isn't the last is checkpointed after the next stage's first evaluation.
    if (stageEnds && !lastStage()) return true;
    // A stop that came during the evaluation waits for the next step: this line lacks its on-stop figures.
    if (checkpointDue(stop)) checkpoint();
    return !stop || stageEnds;
}

// The step that can't be rewarded hasn't changed anything yet: a checkpoint of the one before loses nothing.
void Trainer::keepLastStep() {
    --state_.step;
    --state_.stageStep;
    supervisor_.setStep(state_.step);
    if (checkpointStep_ < state_.step) checkpoint();
}

// To the newest checkpoint from before the bad steps. The images drawn since aren't drawn again, or the same
// would happen again.
void Trainer::rollBack() {
    const CheckpointSearch search = agreed([this] { return newestValid(run_, state_.step - kBadSteps); });
    if (!search.found || search.found->step() == rolledBackTo_)
        throw Error(ErrorCode::NonFinite,
                    fmt::format("{} steps in a row had no finite update{}", kBadSteps,
                                search.found ? ", and once more after the run had gone back" : ""),
                    run_.string(), "Make a run with a lower learning rate or a higher KL weight");
    const Checkpoint& good = *search.found;
    const std::uint64_t drawn = state_.orderPosition;
    state_ = readTrainState(good);
    state_.orderPosition = drawn;
    checkpointStep_ = good.step();
    rolledBackTo_ = good.step();
    newBest_ = false;
    loadCheckpointWeights(*policy_, good);
    if (writer_ != nullptr)
        for (const std::string& problem : removeCheckpointsAfter(run_, good.step()))
            supervisor_.tell({0, state_.step, EventKind::Alarm, problem, ""});
    supervisor_.withRoom([&] {
        if (state_.best) writeBest(run_, *state_.best);
    });
    supervisor_.setStep(state_.step);
    supervisor_.tell(rolledBackAlarm(state_.step, kBadSteps));
    const std::string text = fmt::format("Goes on from the checkpoint of step {}", state_.step);
    supervisor_.withRoom([&] { writer_->markResumed(state_.step, text); });
    beginAlarms();
    openStage(good);
}

void Trainer::recordRollout(const std::vector<RolloutGroup>& groups, Json& line) {
    const CompletionSink sink = completionSink();
    for (const RolloutGroup& group : groups)
        for (std::size_t k = 0; k < group.completions.size(); ++k)
            sink(completionRecord(group.completions[k], CompletionKind::Rollout, state_.step, stage().name,
                                  group.sample->id, static_cast<int>(k)),
                 tokenRecords(group.completions[k].sampled));
    if (!alarms_) return;
    for (const auto& [key, value] : answerFigures(alarms_->answers()))
        if (!line.contains(key)) line[key] = value; // what the task says of answers goes first
    alarms_->tellExternal();
}

CompletionSink Trainer::completionSink() {
    return [this](CompletionRecord record, std::span<const TokenRecord> tokens) {
        supervisor_.withRoom([&] { writer_->completion(record, tokens); });
        if (alarms_) alarms_->take(std::move(record));
    };
}

void Trainer::beginAlarms() {
    if (writer_ != nullptr) alarms_.emplace(run_, recipe(), supervisor_);
}

EvaluationOptions Trainer::evaluationOptions(Split split, int step) const {
    EvaluationOptions options;
    options.split = split;
    options.imageGainSamples = recipe().evaluation.imageGainSamples;
    options.seed = recipe().seed;
    options.ranks = options_.ranks;
    options.step = step;
    options.stage = stage().name;
    options.temperature = recipe().sampling.temperature;
    options.maxNewTokens = recipe().sampling.maxNewTokens;
    options.external = open_->external.get();
    options.shouldStop = [this] {
        supervisor_.breathe();
        return false;
    };
    return options;
}

void Trainer::evaluateHeldout(Json& line, const std::string& beginningStage) {
    supervisor_.setPhase(Phase::Evaluate);
    EvaluationOptions options = evaluationOptions(Split::Val, state_.step);
    options.maxSamples = recipe().evaluation.maxSamples;
    EvaluationResult result = evaluate(*policy_, open_->prompts, open_->rewards, options, completionSink());
    addHeldout(line, result);
    if (alarms_) alarms_->tellExternal();
    result.document["stage"] = stage().name;
    supervisor_.withRoom([&] { writer_->evaluation(state_.step, result.document, beginningStage); });
    const double score = result.summary.score ? result.summary.score->value : 0.0;
    supervisor_.tell({0, state_.step, EventKind::Evaluation,
                      fmt::format("Held out after step {}: score {:.3f} on {} samples of {} patients",
                                  state_.step, score, result.summary.n, result.summary.patients),
                      ""});
    considerBest(line);
}

void Trainer::considerBest(const Json& line) {
    if (!lastStage()) return;
    const auto found = line.find(recipe().checkpoint.keepBest);
    if (found == line.end() || !found->is_number()) return;
    const double score = found->get<double>();
    if (state_.best && score <= state_.best->score) return;
    state_.best = BestCheckpoint{state_.step, score};
    newBest_ = true;
}

bool Trainer::checkpointDue(bool stop) const {
    const bool last = state_.stageStep == stage().steps;
    const int every = recipe().checkpoint.everySteps;
    const double seconds = recipe().checkpoint.everySeconds;
    return stop || last || newBest_ || (every > 0 && state_.step % every == 0) ||
           (seconds > 0 && secondsSince(checkpointTime_) >= seconds);
}

void Trainer::checkpoint() {
    supervisor_.setPhase(Phase::Checkpoint);
    supervisor_.withRoom([&] {
        const auto offsets = writer_->syncedOffsets();
        writeCheckpoint(run_, state_.step, checkpointParts(state_, *policy_, *open_->optimiser), offsets);
    });
    checkpointStep_ = state_.step;
    checkpointTime_ = Clock::now();
    supervisor_.tell(
        {0, state_.step, EventKind::Checkpoint, fmt::format("Checkpoint of step {}", state_.step), ""});
    if (newBest_) supervisor_.withRoom([&] { writeBest(run_, *state_.best); });
    newBest_ = false;
    if (writer_ == nullptr) return;
    alarms_->watchDisk(state_.step);
    for (const std::string& problem : pruneCheckpoints(run_, recipe().checkpoint.keepLast, state_.step))
        supervisor_.tell({0, state_.step, EventKind::Alarm, problem, ""});
}

EvaluationResult Trainer::evaluateTest(const Policy& policy, int step, const CompletionSink& sink) {
    PromptBook prompts(policy, open_->dataset, open_->prompts.rules());
    EvaluationOptions options = evaluationOptions(Split::Test, step);
    options.sampled = false;
    options.blankImages = true;
    return evaluate(policy, prompts, open_->rewards, options, sink);
}

void Trainer::finish() {
    supervisor_.setPhase(Phase::Evaluate);
    const CheckpointSearch best = agreed([this] { return bestOrNewest(run_); });
    for (const std::string& problem : best.skipped)
        supervisor_.tell(
            {0, state_.step, EventKind::Alarm, "A checkpoint is damaged and passed over: " + problem, ""});
    if (!best.found)
        throw Error(ErrorCode::Mismatch, "no checkpoint of this run is sound any more", run_.string());
    loadCheckpointWeights(*policy_, *best.found);
    std::vector<CompletionRecord> answers;
    EvaluationResult result = evaluateTest(*policy_, best.found->step(), [&](CompletionRecord record, auto) {
        if (record.kind != CompletionKind::Heldout) return; // of exchanged images
        record.kind = CompletionKind::Test;
        answers.push_back(std::move(record));
    });
    result.document["checkpoint"] = best.found->folder.filename().string();
    if (policy_->hasLora()) { // the start policy is the base, adapters off: no second copy of it
        policy_->setLoraEnabled(false);
        result.document["start"] = evaluateTest(*policy_, 0).document;
        policy_->setLoraEnabled(true);
    } else {
        result.document["start"] = evaluateTest(*inputs_.loadStartPolicy(), 0).document;
    }
    if (alarms_) alarms_->tellExternal();
    supervisor_.withRoom([&] {
        writer_->finalCompletions(answers);
        writer_->finalEvaluation(result.document);
    });
    const auto score = [](const Json& document, const char* key) {
        return document.at(key).is_null() ? 0.0 : document.at(key).at("value").get<double>();
    };
    const bool boxes = open_->dataset.task.kind == TaskKind::Localisation;
    const double after = boxes ? result.document.at("iou").get<double>() : score(result.document, "accuracy");
    const double before = boxes ? result.document.at("start").at("iou").get<double>()
                                : score(result.document.at("start"), "accuracy");
    supervisor_.tell(
        {0, state_.step, EventKind::Finished,
         fmt::format("Finished: {} on test {:.3f} with the checkpoint of step {}, {:.3f} at the start",
                     boxes ? "box score" : "accuracy", after, best.found->step(), before),
         ""});
    supervisor_.withRoom([&] { writer_->syncedOffsets(); });
    supervisor_.setPhase(Phase::Done);
}

} // namespace vrft
