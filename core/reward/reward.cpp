// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/reward.h"

#include "core/error.h"
#include "core/reward/bleu.h"
#include "core/reward/box_reward.h"
#include "core/stats/diversity.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <mutex>

namespace vrft {

// The n-grams of knowledge texts already met: a run has one text, a file of lines may have several.
class KnowledgeCache {
public:
    std::shared_ptr<const BleuReferences> of(std::string_view knowledge) {
        const std::lock_guard lock(mutex_);
        const auto found = references_.find(knowledge);
        if (found != references_.end()) return found->second;
        if (references_.size() >= kMost) references_.clear();
        auto made = std::make_shared<const BleuReferences>(BleuReferences::fromKnowledge(knowledge));
        references_.emplace(std::string(knowledge), made);
        return made;
    }

private:
    static constexpr std::size_t kMost = 16;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const BleuReferences>, std::less<>> references_;
};

namespace {

struct Verdict {
    double score = 0;
    std::string reason;
    std::optional<double> weighted; // where it isn't weight × score
};

// A completion taken apart once, and what it is compared with.
struct Context {
    const Task& task;
    const RewardInput& input;
    const ParsedCompletion& parsed;
    const AnswerReading& answer;
    const Exemplars& exemplars;
};

Verdict judgeFormat(const Context& context) {
    return {context.parsed.formatOk ? 1.0 : 0.0, context.parsed.formatReason, {}};
}

// "no answer element" or "answer "x" is none of ..": why there is nothing to compare with the reference.
std::string unreadable(const Context& context) {
    const std::string missing = answerMissing(context.parsed);
    return missing.empty() ? answerUnmatched(context.task, *context.parsed.answer) : missing;
}

Verdict judgeAccuracy(const Context& context) {
    const AnswerReading& answer = context.answer;
    if (context.task.kind == TaskKind::Grading) {
        const int reference = *context.input.target->grade;
        if (!answer.grade)
            return {0, fmt::format("{}; the reference is {}", unreadable(context), reference), {}};
        if (*answer.grade == reference) return {1, fmt::format("grade {}, as the reference", reference), {}};
        return {0, fmt::format("grade {}, the reference is {}", *answer.grade, reference), {}};
    }
    const std::string& reference = findClass(context.task, *context.input.target->label)->name;
    if (!answer.label) return {0, fmt::format("{}; the reference is {}", unreadable(context), reference), {}};
    const std::string said = inQuotes(*context.parsed.answer);
    if (*answer.label == *context.input.target->label)
        return {1, fmt::format("answer {} is {}, as the reference", said, reference), {}};
    return {0,
            fmt::format("answer {} is {}, the reference is {}", said,
                        findClass(context.task, *answer.label)->name, reference),
            {}};
}

Verdict judgeFuzzyGrade(const Context& context, const RewardSpec& spec) {
    const int reference = *context.input.target->grade;
    if (!context.answer.grade)
        return {0, fmt::format("{}; the reference is {}", unreadable(context), reference), {}};
    const int distance = std::abs(*context.answer.grade - reference);
    const double score = distanceOf(spec, context.task).score(distance, gradeRange(context.task).count());
    return {score,
            fmt::format("grade {}, the reference is {}: distance {} scores {:.4g}", *context.answer.grade,
                        reference, distance, score),
            {}};
}

Verdict judgeBoxesReward(const Context& context, const RewardSpec& spec) {
    BoxVerdict verdict =
        judgeBoxes(context.answer, context.parsed, context.input.target->boxes, spec.measure);
    return {verdict.score, std::move(verdict.reason), {}};
}

std::string recitationReason(const BleuScore& bleu, const BleuReferences& references) {
    if (references.empty()) return "BLEU-4 0: there is no knowledge text to compare with";
    if (bleu.numWords == 0) return "BLEU-4 0: the think has no words";
    if (!bleu.closestLine)
        return fmt::format("BLEU-4 {:.2f}: no word of the knowledge text in the think", bleu.value);
    // The text is the same for every sample: the closest line may well be of another class than the
    // reference.
    return fmt::format(
        "BLEU-4 {:.2f} with the whole knowledge text, whatever the reference; closest is its line on {}, "
        "{} of {} words shared",
        bleu.value, inQuotes(references.lineName(*bleu.closestLine)), bleu.sharedWords, bleu.numWords);
}

// A think of too few words gets the worst value of the weight: else saying nothing would earn most where
// likeness is penalised.
Verdict gated(const Context& context, const RewardSpec& spec, const BleuScore& bleu,
              const std::string& reason) {
    if (bleu.numWords >= spec.minWords) return {bleu.value, reason, {}};
    const std::string shortage =
        context.parsed.think ? fmt::format("the think has {} of {} words", bleu.numWords, spec.minWords)
                             : "there is no one think element";
    return {bleu.value, fmt::format("{}, so the worst value of the weight; {}", shortage, reason),
            std::min(spec.weight, 0.0)};
}

Verdict judgeRecitation(const Context& context, const RewardSpec& spec, KnowledgeCache& cache) {
    const auto references = cache.of(context.input.knowledge);
    const BleuScore bleu = references->score(words(context.parsed.think.value_or("")));
    const std::string reason = recitationReason(bleu, *references);
    return gated(context, spec, bleu, reason);
}

// A text alone, as the sample's own exemplar is.
BleuReferences oneReference(std::string_view text) {
    const std::array<std::vector<std::string>, 1> tokens = {words(text)};
    return BleuReferences(tokens);
}

std::string sharedText(const BleuScore& bleu) {
    if (bleu.numWords == 0) return "the think has no words";
    if (!bleu.closestLine) return "no word shared";
    return fmt::format("{} of {} words shared", bleu.sharedWords, bleu.numWords);
}

Verdict judgeImitation(const Context& context, const RewardSpec& spec) {
    const std::vector<std::string> think = words(context.parsed.think.value_or(""));
    const Target* target = context.input.target;
    const std::string classId = target == nullptr ? std::string() : exemplarClass(context.task, *target);
    const bool own = spec.exemplars == ExemplarsOf::Class && target != nullptr && target->reasoning &&
                     !words(*target->reasoning).empty();
    if (own) {
        const BleuScore bleu = oneReference(*target->reasoning).closest(think);
        return gated(context, spec, bleu,
                     fmt::format("BLEU-4 {:.2f} with the reader's exemplar of this image, {}", bleu.value,
                                 sharedText(bleu)));
    }
    const TaskClass* found = findClass(context.task, classId);
    const std::string whose =
        spec.exemplars == ExemplarsOf::Class && found != nullptr ? found->name : "the task";
    const BleuReferences* references = context.exemplars.references(spec.exemplars, classId);
    if (references == nullptr)
        return {0, fmt::format("there is no exemplar of {} to compare with", inQuotes(whose)), 0.0};
    const BleuScore bleu = references->closest(think);
    return gated(context, spec, bleu,
                 fmt::format("BLEU-4 {:.2f} with the closest of {} exemplars of {}, {}", bleu.value,
                             references->size(), inQuotes(whose), sharedText(bleu)));
}

Verdict judgeOverlong(const Context& context, const RewardSpec& spec) {
    if (!context.input.length) return {0, "no length", {}};
    const int length = *context.input.length;
    const int freeUpTo = spec.max - spec.buffer;
    if (length <= freeUpTo) return {0, fmt::format("{} tokens, free up to {}", length, freeUpTo), {}};
    if (length > spec.max) return {-1, fmt::format("{} tokens, over the limit of {}", length, spec.max), {}};
    const int over = length - freeUpTo;
    return {-static_cast<double>(over) / spec.buffer,
            fmt::format("{} tokens, {} into the last {} before the limit of {}", length, over, spec.buffer,
                        spec.max),
            {}};
}

Verdict judgeRepetition(const Context& context, const RewardSpec& spec) {
    const std::array<std::vector<std::string>, 1> text = {words(context.input.text)};
    const NgramCount count = countNgrams(text, spec.n);
    if (count.total == 0)
        return {0, fmt::format("{} words, too few for a {}-gram", text[0].size(), spec.n), {}};
    return {static_cast<double>(count.distinct - count.total) / static_cast<double>(count.total),
            fmt::format("{} of {} {}-grams are different", count.distinct, count.total, spec.n),
            {}};
}

Verdict judge(const Context& context, const RewardSpec& spec, KnowledgeCache& cache) {
    std::string unsuitable = rewardUnsuitable(spec.name, context.task.kind);
    if (!unsuitable.empty()) return {0, std::move(unsuitable), {}};
    if (spec.name == "format") return judgeFormat(context);
    if (spec.name == "accuracy") return judgeAccuracy(context);
    if (spec.name == "fuzzy_grade") return judgeFuzzyGrade(context, spec);
    if (spec.name == "boxes") return judgeBoxesReward(context, spec);
    if (spec.name == "recitation") return judgeRecitation(context, spec, cache);
    if (spec.name == "imitation") return judgeImitation(context, spec);
    if (spec.name == "overlong") return judgeOverlong(context, spec);
    if (spec.name == "repetition") return judgeRepetition(context, spec);
    if (spec.name == "external") return {0, "not asked", {}};
    throw Error(ErrorCode::Internal, fmt::format("no rule for the reward {}", spec.name), "rewards");
}

bool readsReference(const RewardSpec& spec, TaskKind kind) {
    const bool compares = spec.name == "accuracy" || spec.name == "fuzzy_grade" || spec.name == "boxes";
    return compares && rewardUnsuitable(spec.name, kind).empty();
}

} // namespace

RewardSet::RewardSet(std::vector<RewardSpec> specs, Task task, Exemplars exemplars)
    : specs_(std::move(specs))
    , task_(std::move(task))
    , exemplars_(std::move(exemplars))
    , cache_(std::make_unique<KnowledgeCache>()) {
    checkRewardSpecs(specs_);
}

RewardSet::RewardSet(std::vector<RewardSpec> specs, const Dataset& dataset)
    : RewardSet(std::move(specs), dataset.task) {
    if (std::ranges::find(specs_, "imitation", &RewardSpec::name) != specs_.end())
        exemplars_ = Exemplars(dataset);
}

RewardSet::~RewardSet() = default;
RewardSet::RewardSet(RewardSet&& other) noexcept = default;
RewardSet& RewardSet::operator=(RewardSet&& other) noexcept = default;

std::string RewardSet::targetProblem(const Target* target) const {
    const bool needed =
        std::ranges::any_of(specs_, [&](const RewardSpec& spec) { return readsReference(spec, task_.kind); });
    if (!needed) return {};
    if (target == nullptr) return "the target is missing";
    if (task_.kind == TaskKind::Classification) {
        if (!target->label) return "the target has no label";
        if (findClass(task_, *target->label) == nullptr)
            return fmt::format("the target's label {} is no class of task {}", inQuotes(*target->label),
                               task_.id);
    }
    if (task_.kind == TaskKind::Grading) {
        const GradeRange range = gradeRange(task_);
        if (!target->grade) return "the target has no grade";
        if (!range.contains(*target->grade))
            return fmt::format("the target's grade {} is outside {} to {}", *target->grade, range.low,
                               range.high);
    }
    return {};
}

RewardResult RewardSet::score(const RewardInput& input) const {
    const std::string problem = targetProblem(input.target);
    if (!problem.empty())
        throw Error(ErrorCode::Mismatch, problem, fmt::format("rewards, task {}", task_.id),
                    "Score with the task the target was made for");
    RewardResult result;
    result.parsed = parseCompletion(input.text);
    result.answer = readAnswer(task_, result.parsed, {input.imageSize, input.modelSize, input.units});
    const Context context{task_, input, result.parsed, result.answer, exemplars_};
    for (const RewardSpec& spec : specs_) {
        Verdict verdict = judge(context, spec, *cache_);
        // + 0.0 turns -0 into 0, which would print as "-0.0".
        const double weighted = verdict.weighted.value_or(spec.weight * verdict.score) + 0.0;
        result.parts.push_back({spec.name, verdict.score, weighted, std::move(verdict.reason)});
        result.total += weighted;
    }
    result.boxes = result.answer.boxes;
    return result;
}

void RewardSet::takeExternal(RewardResult& result, const ExternalScore& score) const {
    result.total = 0;
    for (std::size_t i = 0; i < specs_.size(); ++i) {
        RewardPart& part = result.parts.at(i);
        if (part.name == "external")
            part = {part.name, score.score, specs_[i].weight * score.score + 0.0, score.reason};
        result.total += part.weighted;
    }
}

Json rewardPartsToJson(std::span<const RewardPart> parts) {
    Json json = Json::object();
    for (const RewardPart& part : parts)
        json[part.name] = {{"score", part.score}, {"weighted", part.weighted}, {"reason", part.reason}};
    return json;
}

} // namespace vrft
