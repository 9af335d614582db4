// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/health_monitor.h"

#include "core/run/step_figures.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr std::size_t kKept = 40;       // steps
constexpr std::size_t kStartSteps = 10; // that make "the start"
constexpr std::size_t kShort = 3;       // steps of a quick judgement
constexpr std::size_t kMiddle = 5;
constexpr std::size_t kLong = 10;
constexpr std::size_t kMedianOf = 20;     // steps before
constexpr std::size_t kMedianLeast = 10;  // of them must be there
constexpr double kLeastWords = 3;         // a reasoning that was one
constexpr double kSlowFloor_s = 20;       // more than before
constexpr int kQuietSteps = 10;           // without an alarm's condition before it is told anew
constexpr int kQuietEvaluations = 2;      // the same of held-out checks
constexpr std::size_t kAnswerGroups = 20; // images whose answers are counted
constexpr double kMajorityRoom = 0.05;    // above what the commonest class reaches by itself
constexpr double kMostCommon = 0.99;      // the limit never lies above
// Held-out score that a check may lie below the first and still hold: two of 64 samples. The same samples are
// asked each time, so that this is what a few answers near a border make.
constexpr double kScoreRoom = 0.03;

std::optional<double> valueOf(const MetricsRecord& line, const std::string& metric) {
    const auto found = line.values.find(metric);
    return found == line.values.end() ? std::nullopt : std::optional(found->second);
}

double medianOf(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::optional<double> stepSeconds(const MetricsRecord& line) {
    double seconds = 0;
    for (const char* part : {"time/rollout_s", "time/reward_s", "time/update_s"}) {
        const auto value = valueOf(line, part);
        if (!value) return std::nullopt;
        seconds += *value;
    }
    return seconds;
}

std::string percent(double share) {
    return fmt::format("{:.0f} %", share * 100);
}

constexpr std::string_view kGoBack =
    "Stop, and make a run from the last good checkpoint with a lower learning rate or a higher KL weight.";

} // namespace

const std::vector<HealthMonitor::Rule>& HealthMonitor::rules() {
    using namespace alarm_keys;
    using Of = HealthMonitor;
    static const std::vector<Rule> kRules = {
        {kNonFinite, true, false, "grad_norm", &Of::nonFinite, {}},
        {kCutOff, true, false, "completion/truncated", &Of::cutOff, {}},
        {kOneCharacter, true, false, "answers/repeated", &Of::oneCharacter, {}},
        {kInvalid, true, false, "answers/invalid", &Of::invalid, {kCutOff, kOneCharacter}},
        {kKl, true, false, "kl", &Of::farFromStart, {}},
        {kEntropyLow, false, false, "entropy", &Of::entropyLow, {}},
        {kEntropyHigh, false, false, "entropy", &Of::entropyHigh, {}},
        {kThinkSkipped, true, false, "think/words", &Of::thinkSkipped, {kCutOff, kOneCharacter, kInvalid}},
        {kOneAnswer, true, false, "answers/commonest", &Of::oneAnswer, {kCutOff, kInvalid}},
        {kNoSignal, true, false, "groups/no_signal", &Of::noSignal, {kCutOff, kOneCharacter, kInvalid}},
        {kOneReward, false, false, "", &Of::oneReward, {kCutOff, kInvalid}},
        {kSlow, false, false, "", &Of::slow, {}},
        {kDrift, true, true, "heldout/attributes_truth", &Of::drift, {kCutOff, kInvalid, kThinkSkipped}},
        {kBoxes, true, true, "heldout/iou", &Of::boxDrift, {kCutOff, kInvalid}},
        {kGreedyGap, false, true, "heldout/sampled_accuracy", &Of::greedyGap, {kCutOff, kInvalid}},
        {kImage, true, true, "image_gain", &Of::image, {kCutOff, kOneAnswer}}};
    return kRules;
}

HealthMonitor::HealthMonitor(const Recipe& recipe, const HealthThresholds& thresholds)
    : recipe_(recipe)
    , limits_(thresholds) {}

void HealthMonitor::beginStage(const std::string& name) {
    stage_ = name;
    steps_.clear();
    evaluations_.clear();
    start_.clear();
    firstEvaluation_.clear();
    told_.clear();
    numSteps_ = numEvaluations_ = 0;
    formRewards_.clear();
    for (const Stage& stage : recipe_.stages) {
        if (stage.name != name) continue;
        for (const RewardSpec& spec : stage.rewards)
            if (spec.name != "accuracy" && spec.name != "fuzzy_grade" && spec.name != "boxes")
                formRewards_.push_back(spec.name);
    }
}

void HealthMonitor::rememberStart(const MetricsRecord& line) {
    for (const char* metric : {"entropy", "think/words"}) {
        auto& [sum, count] = start_[metric];
        const auto value = valueOf(line, metric);
        if (!value || count == static_cast<int>(kStartSteps)) continue;
        sum += *value;
        ++count;
    }
}

std::vector<RunEvent> HealthMonitor::take(const MetricsRecord& line) {
    if (!line.stage.empty() && line.stage != stage_) beginStage(line.stage);
    const bool trains = line.values.contains("lr");
    const bool evaluates = line.values.contains("heldout/score");
    if (trains) {
        ++numSteps_;
        rememberStart(line);
        steps_.push_back(line);
        if (steps_.size() > std::max(kKept, static_cast<std::size_t>(limits_.noSignalSteps)))
            steps_.pop_front();
    }
    if (evaluates) {
        if (++numEvaluations_ == 1) firstEvaluation_ = line.values;
        evaluations_.push_back(line);
        if (evaluations_.size() > kKept) evaluations_.pop_front();
    }
    std::vector<RunEvent> alarms;
    for (const Rule& rule : rules()) {
        if (rule.ofEvaluations ? !evaluates : !trains) continue;
        const std::optional<Finding> finding = (this->*rule.judge)();
        if (!finding) continue;
        Told& told = told_[rule.key];
        const int now = rule.ofEvaluations ? numEvaluations_ : numSteps_;
        const int quiet = rule.key == alarm_keys::kNonFinite ? 0
                          : rule.ofEvaluations               ? kQuietEvaluations
                                                             : kQuietSteps;
        if (now - told.last > quiet) told.told = false;
        told.last = now;
        const bool explained = std::any_of(rule.madeBy.begin(), rule.madeBy.end(),
                                           [this](std::string_view cause) { return active(cause); });
        if (told.told || explained) continue;
        told.told = true;
        RunEvent event;
        event.step = line.step;
        event.kind = EventKind::Alarm;
        event.text = finding->text;
        event.advice = finding->advice;
        event.facts = AlarmFacts{
            std::string(rule.key), rule.grave, finding->fromStep, std::string(rule.metric), finding->figure,
            finding->threshold,    {}};
        alarms.push_back(std::move(event));
    }
    return alarms;
}

// Held at the newest step, or only just before.
bool HealthMonitor::active(std::string_view key) const {
    const auto found = told_.find(key);
    return found != told_.end() && numSteps_ - found->second.last <= kQuietSteps;
}

std::optional<HealthMonitor::Mean> HealthMonitor::newest(const std::string& metric, std::size_t count) const {
    if (count == 0 || steps_.size() < count) return std::nullopt;
    Mean mean{0, steps_[steps_.size() - count].step};
    for (std::size_t i = steps_.size() - count; i < steps_.size(); ++i) {
        const auto value = valueOf(steps_[i], metric);
        if (!value) return std::nullopt;
        mean.value += *value / static_cast<double>(count);
    }
    return mean;
}

std::optional<double> HealthMonitor::atStart(const std::string& metric) const {
    const auto found = start_.find(metric);
    if (found == start_.end() || found->second.second == 0) return std::nullopt;
    return found->second.first / found->second.second;
}

std::optional<HealthMonitor::Finding> HealthMonitor::nonFinite() const {
    const MetricsRecord& line = steps_.back();
    const bool gradient = !valueOf(line, "grad_norm");
    if (!gradient && valueOf(line, "loss")) return std::nullopt;
    return Finding{
        1, 0, line.step,
        fmt::format("An update was no number: in step {} the {} was infinite or undefined; that update was "
                    "not applied, the run goes on without it.",
                    line.step, gradient ? "gradient norm" : "loss"),
        "If it comes again, stop, and make a run with a lower learning rate or a higher KL weight."};
}

std::optional<HealthMonitor::Finding> HealthMonitor::cutOff() const {
    const auto mean = newest("completion/truncated", kShort);
    if (!mean || mean->value <= limits_.truncated) return std::nullopt;
    return Finding{
        mean->value, limits_.truncated, mean->fromStep,
        fmt::format("Answers are cut off: in the last {} steps {} of them reached the longest length "
                    "allowed, {} tokens (alarm above {}).",
                    kShort, percent(mean->value), recipe_.sampling.maxNewTokens, percent(limits_.truncated)),
        fmt::format("Make a run that allows longer answers: max_new_tokens above {}.",
                    recipe_.sampling.maxNewTokens)};
}

std::optional<HealthMonitor::Finding> HealthMonitor::oneCharacter() const {
    const auto mean = newest("answers/repeated", 1);
    if (!mean || mean->value <= limits_.repeated) return std::nullopt;
    return Finding{
        mean->value, limits_.repeated, mean->fromStep,
        fmt::format("One character again and again: {} of the answers of this step repeat one (alarm above "
                    "{}).",
                    percent(mean->value), percent(limits_.repeated)),
        std::string(kGoBack)};
}

std::optional<HealthMonitor::Finding> HealthMonitor::invalid() const {
    const auto mean = newest("answers/invalid", kMiddle);
    if (!mean || mean->value <= limits_.invalid) return std::nullopt;
    return Finding{
        mean->value, limits_.invalid, mean->fromStep,
        fmt::format("Most answers can't be read: in the last {} steps {} of them name no class, grade or box "
                    "of the task (alarm above {}).",
                    kMiddle, percent(mean->value), percent(limits_.invalid)),
        numSteps_ <= static_cast<int>(kStartSteps)
            ? "Start from a policy that has learned the form: train it supervised first (preset sft)."
            : std::string(kGoBack)};
}

std::optional<HealthMonitor::Finding> HealthMonitor::farFromStart() const {
    const std::string advice =
        "Stop, and make a run from an earlier checkpoint with a higher KL weight or a lower learning rate.";
    if (const auto mean = newest("kl", kShort); mean && mean->value > limits_.kl)
        return Finding{
            mean->value, limits_.kl, mean->fromStep,
            fmt::format("The policy has moved far from its start: the distance (KL) is {:.3g} nats a token "
                        "over the last {} steps (alarm above {:.3g}).",
                        mean->value, kShort, limits_.kl),
            advice};
    std::vector<double> before;
    const auto now = valueOf(steps_.back(), "kl");
    for (std::size_t i = steps_.size() - 1; i-- > 0 && before.size() < kMedianOf;)
        if (const auto value = valueOf(steps_[i], "kl")) before.push_back(*value);
    if (!now || before.size() < kMedianLeast) return std::nullopt;
    const double limit = std::max(limits_.klSpike * medianOf(before), limits_.kl);
    if (*now <= limit) return std::nullopt;
    return Finding{
        *now, limit, steps_.back().step,
        fmt::format("The policy jumped away from its start: the distance (KL) is {:.3g} nats a token "
                    "in this step, more than {:.3g} times what it was before (alarm above {:.3g}).",
                    *now, limits_.klSpike, limit),
        advice};
}

std::optional<HealthMonitor::Finding> HealthMonitor::entropyLow() const {
    const auto mean = newest("entropy", kMiddle);
    const auto start = atStart("entropy");
    if (!mean || !start) return std::nullopt;
    const double limit = std::min(limits_.entropyLow, kEntropyFall * *start);
    if (mean->value >= limit) return std::nullopt;
    return Finding{
        mean->value, limit, mean->fromStep,
        fmt::format("The policy leaves nothing open: its entropy is {:.3g} nats a token over the last {} "
                    "steps (alarm below {:.3g}), so that all answers of an image become the same.",
                    mean->value, kMiddle, limit),
        "If held-out accuracy is good, the run is done: stop it. Else make a run with a higher temperature "
        "or "
        "a higher KL weight."};
}

std::optional<HealthMonitor::Finding> HealthMonitor::entropyHigh() const {
    const auto mean = newest("entropy", kMiddle);
    const auto start = atStart("entropy");
    if (!mean || !start) return std::nullopt;
    const double limit = std::max(limits_.entropyRise * *start, *start + kEntropyRoom);
    if (mean->value <= limit) return std::nullopt;
    return Finding{
        mean->value, limit, mean->fromStep,
        fmt::format(
            "The policy becomes undecided: its entropy is {:.3g} nats a token over the last {} steps, "
            "{:.3g} at the start (alarm above {:.3g}).",
            mean->value, kMiddle, *start, limit),
        std::string(kGoBack)};
}

std::optional<HealthMonitor::Finding> HealthMonitor::thinkSkipped() const {
    const auto mean = newest("think/words", kMiddle);
    const auto start = atStart("think/words");
    if (!mean || !start || *start < kLeastWords || mean->value >= limits_.thinkFall * *start)
        return std::nullopt;
    return Finding{
        mean->value, limits_.thinkFall * *start, mean->fromStep,
        fmt::format("The reasoning is skipped: it has {:.1f} words on average over the last {} steps, {:.1f} "
                    "at the start (alarm below {:.1f}).",
                    mean->value, kMiddle, *start, limits_.thinkFall * *start),
        "Make a run with a higher KL weight, or let recitation ask for a number of words (min_words)."};
}

std::optional<HealthMonitor::Finding> HealthMonitor::oneAnswer() const {
    // As many steps as it takes to have seen enough images.
    const auto images = static_cast<std::size_t>(std::max(1, recipe_.sampling.promptsPerStep));
    const std::size_t count = std::clamp((kAnswerGroups + images - 1) / images, kMiddle, kMedianOf);
    const auto mean = newest("answers/commonest", count);
    if (!mean) return std::nullopt;
    double limit = limits_.oneAnswer;
    if (const auto majority = firstEvaluation_.find("heldout/majority"); majority != firstEvaluation_.end())
        limit = std::max(limit, std::min(majority->second + kMajorityRoom, kMostCommon));
    if (mean->value <= limit) return std::nullopt;
    return Finding{
        mean->value, limit, mean->fromStep,
        fmt::format(
            "The policy answers almost always the same: the commonest answer makes {} of all over the "
            "last {} steps (alarm above {}).",
            percent(mean->value), count, percent(limit)),
        "Look at the balance of the classes; make a run from an earlier checkpoint with a higher KL weight, "
        "or with rewards for near answers (fuzzy grades)."};
}

std::optional<HealthMonitor::Finding> HealthMonitor::noSignal() const {
    const auto count = static_cast<std::size_t>(limits_.noSignalSteps);
    if (steps_.size() < count) return std::nullopt;
    double least = 1;
    for (std::size_t i = steps_.size() - count; i < steps_.size(); ++i)
        least = std::min(least, valueOf(steps_[i], "groups/no_signal").value_or(0));
    if (least <= limits_.noSignal) return std::nullopt;
    return Finding{
        least, limits_.noSignal, steps_[steps_.size() - count].step,
        fmt::format("Nothing can be learned: for {} steps more than {} of the groups had equal rewards for "
                    "all completions.",
                    count, percent(limits_.noSignal)),
        "Read some completions with their rewards. If all are wrong, start from a better policy or reward "
        "near answers (fuzzy grades); if all are right, the run is done; else raise the temperature."};
}

std::optional<HealthMonitor::Finding> HealthMonitor::oneReward() const {
    for (const std::string& name : formRewards_) {
        const auto mean = newest("rewards/" + name + "/share", kLong);
        if (!mean || mean->value <= limits_.oneReward) continue;
        return Finding{
            mean->value, limits_.oneReward, mean->fromStep,
            fmt::format(
                "One part of the reward decides alone: {} makes {} of the differences between answers "
                "of an image over the last {} steps (alarm above {}); being right makes almost none.",
                name, percent(mean->value), kLong, percent(limits_.oneReward)),
            fmt::format("Make a run with a lower weight of {}, or start from a policy that already earns it.",
                        name)};
    }
    return std::nullopt;
}

std::optional<HealthMonitor::Finding> HealthMonitor::slow() const {
    if (steps_.size() < kMedianLeast + kShort) return std::nullopt;
    std::vector<double> before;
    for (std::size_t i = steps_.size() - kShort; i-- > 0 && before.size() < kMedianOf;)
        if (const auto seconds = stepSeconds(steps_[i])) before.push_back(*seconds);
    if (before.size() < kMedianLeast) return std::nullopt;
    const double median = medianOf(before);
    const double limit = std::max(limits_.slow * median, median + kSlowFloor_s);
    double least = limit + 1;
    for (std::size_t i = steps_.size() - kShort; i < steps_.size(); ++i)
        least = std::min(least, stepSeconds(steps_[i]).value_or(0));
    if (least <= limit) return std::nullopt;
    return Finding{
        least, limit, steps_[steps_.size() - kShort].step,
        fmt::format(
            "Steps have become slow: each of the last {} took more than {:.1f} s, {:.1f} s was usual.",
            kShort, least, median),
        "See what else works on this machine, and whether its memory is full."};
}

// Figures of held-out checks have to be bad twice in a row: one may be chance.
std::optional<HealthMonitor::Finding> HealthMonitor::drift() const {
    constexpr const char* kTruth = "heldout/attributes_truth";
    const auto start = firstEvaluation_.find(kTruth);
    if (evaluations_.size() < 3 || start == firstEvaluation_.end()) return std::nullopt;
    const MetricsRecord& before = evaluations_[evaluations_.size() - 2];
    const MetricsRecord& now = evaluations_.back();
    const double limit = start->second - limits_.truthFall;
    const auto truth = valueOf(now, kTruth);
    if (!truth || *truth >= limit || valueOf(before, kTruth).value_or(limit) >= limit) return std::nullopt;
    // By the held-out score: the reward of a few steps says more of the images drawn than of the policy.
    const auto score = firstEvaluation_.find("heldout/score");
    if (score != firstEvaluation_.end() &&
        valueOf(now, "heldout/score").value_or(0) < score->second - kScoreRoom)
        return std::nullopt; // all gets worse, not this alone
    return Finding{
        *truth, limit, before.step,
        fmt::format("The reasoning drifts while the reward holds: {} of the attributes it names are true of "
                    "the held-out images, {} at the start (alarm below {}).",
                    percent(*truth), percent(start->second), percent(limit)),
        recipe_.objective.kl == 0
            ? "Make a run with a KL weight: without one nothing holds the reasoning to the images."
            : "Make a run with a higher KL weight or a lower learning rate."};
}

std::optional<HealthMonitor::Finding> HealthMonitor::boxDrift() const {
    const auto start = firstEvaluation_.find("heldout/iou");
    if (evaluations_.size() < 3 || start == firstEvaluation_.end()) return std::nullopt;
    const MetricsRecord& before = evaluations_[evaluations_.size() - 2];
    const double limit = start->second - limits_.iouFall;
    const auto overlap = valueOf(evaluations_.back(), "heldout/iou");
    if (!overlap || *overlap >= limit || valueOf(before, "heldout/iou").value_or(limit) >= limit)
        return std::nullopt;
    return Finding{
        *overlap, limit, before.step,
        fmt::format("Boxes drift away: their overlap with the reference is {:.2f} on held-out images, {:.2f} "
                    "at the start (alarm below {:.2f}).",
                    *overlap, start->second, limit),
        "Make a run with a higher KL weight or a lower learning rate."};
}

std::optional<HealthMonitor::Finding> HealthMonitor::greedyGap() const {
    if (evaluations_.size() < 2) return std::nullopt;
    const auto gapOf = [](const MetricsRecord& line) -> std::optional<double> {
        const auto greedy = valueOf(line, "heldout/accuracy");
        const auto sampled = valueOf(line, "heldout/sampled_accuracy");
        return greedy && sampled ? std::optional(*greedy - *sampled) : std::nullopt;
    };
    const auto before = gapOf(evaluations_[evaluations_.size() - 2]);
    const auto now = gapOf(evaluations_.back());
    if (!before || !now || std::min(*before, *now) <= limits_.greedyGap) return std::nullopt;
    return Finding{
        *now, limits_.greedyGap, evaluations_[evaluations_.size() - 2].step,
        fmt::format("Sampled answers are far worse than greedy ones: {} right against {} on held-out images "
                    "(alarm above a difference of {}); the policy leaves room for words it never learned.",
                    percent(*valueOf(evaluations_.back(), "heldout/sampled_accuracy")),
                    percent(*valueOf(evaluations_.back(), "heldout/accuracy")), percent(limits_.greedyGap)),
        "Make a run with a lower temperature, or start from a policy trained supervised for longer."};
}

// The first check doesn't count: a policy may know nothing of a task yet.
std::optional<HealthMonitor::Finding> HealthMonitor::image() const {
    if (evaluations_.size() < 3) return std::nullopt;
    const auto ignored = [this](const MetricsRecord& line) {
        if (const auto chance = valueOf(line, "heldout/chance_p")) return *chance > limits_.imageChance;
        const auto gain = valueOf(line, "image_gain");
        return gain && *gain <= limits_.imageGain;
    };
    const MetricsRecord& before = evaluations_[evaluations_.size() - 2];
    const MetricsRecord& now = evaluations_.back();
    if (!ignored(before) || !ignored(now)) return std::nullopt;
    const double gain = valueOf(now, "image_gain").value_or(0);
    std::string evidence = fmt::format("image gain is {:.2f}", gain);
    if (const auto chance = valueOf(now, "heldout/chance_p"))
        evidence += fmt::format(", and answers paired with other images' references do as well as these with "
                                "probability {:.2g} (alarm above {:.2g})",
                                *chance, limits_.imageChance);
    return Finding{
        gain, limits_.imageGain, before.step,
        fmt::format("The answers don't depend on the images: in two held-out checks in a row they fit no "
                    "better than chance; {}.",
                    evidence),
        "Look at what the model saw in Review, and whether images and labels belong together; a dry run "
        "compares labels with what the policy sees."};
}

void addExamples(RunEvent& alarm, std::span<const CompletionRecord> ofStep) {
    if (!alarm.facts) return;
    alarm.facts->examples = exampleIds(alarm.facts->key, ofStep);
    if (alarm.facts->key != alarm_keys::kOneAnswer) return;
    constexpr std::size_t kLongest = 60;
    const std::string answer = commonestAnswer(ofStep);
    if (!answer.empty() && answer.size() <= kLongest) alarm.text += fmt::format(" It is \"{}\".", answer);
}

} // namespace vrft
