// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/made_answers.h"

#include "core/text/unicode.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

namespace vrft {

namespace {

constexpr double kAsMuch = 1e-9;
constexpr std::size_t kVaried = 6;
// Long enough for likeness to count, and about nothing.
constexpr const char* kPlainThink = "The image was looked at part by part before this answer was given.";

std::string boxText(const Box& box) {
    return fmt::format("[{}, {}, {}, {}]", std::lround(box.x1), std::lround(box.y1), std::lround(box.x2),
                       std::lround(box.y2));
}

// Moved by half a side, to where there is more room.
Box moved(const Box& box, Size image) {
    const double by = (box.x2 - box.x1) / 2 * (box.x1 + box.x2 > image.width ? -1 : 1);
    return {box.x1 + by, box.y1, box.x2 + by, box.y2};
}

std::string boxesText(std::span<const Box> boxes) {
    std::string text;
    for (const Box& box : boxes)
        text += (text.empty() ? "" : "\n") + boxText(box);
    return text;
}

Box corner(const Target& target, Size image) {
    const double side = std::max(1.0, std::min(image.width, image.height) / 20.0);
    const bool left = !target.boxes.empty() && target.boxes.front().x1 < image.width / 2.0;
    const double x = left ? image.width - side : 0;
    return {x, 0, x + side, side};
}

std::string tiles(Size image) {
    constexpr int kSide = 10;
    std::vector<Box> all;
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x)
            all.push_back({x * image.width / double(kSide), y * image.height / double(kSide),
                           (x + 1) * image.width / double(kSide), (y + 1) * image.height / double(kSide)});
    return boxesText(all);
}

std::map<MadeKind, std::string> boxAnswers(const Target& target, Size image) {
    std::map<MadeKind, std::string> answers;
    answers[MadeKind::Reference] = target.boxes.empty() ? "none" : boxesText(target.boxes);
    if (!target.boxes.empty()) {
        std::vector<Box> near;
        for (const Box& box : target.boxes)
            near.push_back(moved(box, image));
        answers[MadeKind::NearMiss] = boxesText(near);
    }
    answers[MadeKind::Wrong] = boxText(corner(target, image));
    answers[MadeKind::EveryAnswer] = tiles(image);
    answers[MadeKind::WholeImage] =
        boxText({0, 0, static_cast<double>(image.width), static_cast<double>(image.height)});
    return answers;
}

std::map<MadeKind, std::string> gradeAnswers(const Task& task, int grade) {
    std::map<MadeKind, std::string> answers;
    std::string all;
    int farthest = grade;
    std::optional<int> nearest;
    for (const TaskClass& one : task.classes) {
        const int other = one.grade.value_or(0);
        all += (all.empty() ? "" : ", ") + std::to_string(other);
        if (std::abs(other - grade) > std::abs(farthest - grade)) farthest = other;
        if (other != grade && (!nearest || std::abs(other - grade) < std::abs(*nearest - grade)))
            nearest = other;
    }
    answers[MadeKind::Reference] = std::to_string(grade);
    if (nearest && *nearest != farthest) answers[MadeKind::NearMiss] = std::to_string(*nearest);
    answers[MadeKind::Wrong] = std::to_string(farthest);
    answers[MadeKind::EveryAnswer] = all;
    return answers;
}

std::map<MadeKind, std::string> classAnswers(const Task& task, const std::string& label) {
    std::map<MadeKind, std::string> answers;
    std::string all;
    for (const TaskClass& one : task.classes) {
        all += (all.empty() ? "" : ", ") + one.name;
        if (one.id == label)
            answers[MadeKind::Reference] = one.name;
        else
            answers.emplace(MadeKind::Wrong, one.name);
    }
    answers[MadeKind::EveryAnswer] = all;
    return answers;
}

std::map<MadeKind, std::string> answersTo(const Task& task, const Target& target, Size image) {
    if (task.kind == TaskKind::Localisation) return boxAnswers(target, image);
    if (task.kind == TaskKind::Grading) return gradeAnswers(task, target.grade.value_or(0));
    return classAnswers(task, target.label.value_or(""));
}

std::string made(MadeKind kind) {
    switch (kind) {
    case MadeKind::Reference:
        return "Reference answer";
    case MadeKind::NearMiss:
        return "Nearly right";
    case MadeKind::Wrong:
        return "Wrong answer";
    case MadeKind::NoReasoning:
        return "Empty reasoning";
    case MadeKind::NoAnswer:
        return "No answer";
    case MadeKind::Recited:
        return "Knowledge recited";
    case MadeKind::EveryAnswer:
        return "Every answer at once";
    case MadeKind::WholeImage:
        return "The whole image";
    }
    return {};
}

// 0.3333, 2, and never "-0".
std::string figure(double value) {
    return fmt::format("{:.4g}", std::abs(value) < kAsMuch ? 0.0 : value);
}

bool judgesForm(const RewardSpec& spec) {
    return spec.weight > 0 && spec.name == "format";
}

bool rewardsReciting(const RewardSpec& spec) {
    return spec.weight > 0 && spec.name == "recitation";
}

} // namespace

std::vector<MadeAnswer> madeAnswers(const Task& task, const Target& target, Size image,
                                    std::string_view knowledge) {
    std::map<MadeKind, std::string> answers = answersTo(task, target, image);
    const auto own = targetThink(target);
    const std::string think = own && words(own->text).size() >= 8 ? own->text : kPlainThink;
    std::string recited(knowledge);
    std::ranges::replace(recited, '\n', ' ');
    std::vector<MadeAnswer> made;
    for (const MadeKind kind :
         {MadeKind::Reference, MadeKind::NearMiss, MadeKind::Wrong, MadeKind::NoReasoning, MadeKind::NoAnswer,
          MadeKind::Recited, MadeKind::EveryAnswer, MadeKind::WholeImage}) {
        const auto answer = answers.find(kind);
        if (kind == MadeKind::NoReasoning)
            made.push_back({kind, targetCompletion("", answers[MadeKind::Reference])});
        else if (kind == MadeKind::NoAnswer)
            made.push_back({kind, fmt::format("<think>{}</think>", think)});
        else if (kind == MadeKind::Recited && !recited.empty())
            made.push_back({kind, targetCompletion(recited, answers[MadeKind::Reference])});
        else if (answer != answers.end())
            made.push_back({kind, targetCompletion(think, answer->second)});
    }
    return made;
}

std::string rewardTroubleText(const RewardTrouble& trouble) {
    const std::string reference = figure(trouble.reference);
    const std::string other = figure(trouble.other);
    switch (trouble.what) {
    case RewardTrouble::What::NothingCounts:
        return "Every weight is 0: no answer earns more than another.";
    case RewardTrouble::What::CancelsOut:
        return fmt::format("The weights cancel out: the reference answer earns {}.", reference);
    case RewardTrouble::What::RightDoesNotPay:
        return fmt::format("Being right doesn't pay: the reference answer earns {}, a wrong one {}.",
                           reference, other);
    case RewardTrouble::What::RightLoses:
        return fmt::format("Being right loses points: the reference answer earns {}, a wrong one {}.",
                           reference, other);
    case RewardTrouble::What::TrickPays:
        return fmt::format("\"{}\" earns {}, the reference answer {}.", made(trouble.trick), other,
                           reference);
    }
    return {};
}

std::vector<const Sample*> variedSamples(const Dataset& dataset) {
    std::vector<const Sample*> chosen;
    std::set<std::string> seen;
    for (const Sample* sample : dataset.of(Split::Train)) {
        const std::string kind = dataset.task.kind == TaskKind::Localisation
                                     ? std::to_string(std::min<std::size_t>(sample->target.boxes.size(), 3))
                                     : exemplarClass(dataset.task, sample->target);
        if (chosen.size() < kVaried && seen.insert(kind).second) chosen.push_back(sample);
    }
    return chosen;
}

std::vector<RewardTrouble> rewardTroubles(const RewardSet& rewards, std::span<const MadeSample> samples,
                                          std::string_view knowledge) {
    const std::vector<RewardSpec>& specs = rewards.specs();
    if (std::ranges::all_of(specs, [](const RewardSpec& spec) { return spec.weight == 0; }))
        return {{RewardTrouble::What::NothingCounts, MadeKind::Wrong, 0, 0}};
    std::map<MadeKind, double> sums; // over the samples where there is such an answer
    std::map<MadeKind, double> references;
    std::map<MadeKind, int> counts;
    for (const MadeSample& sample : samples) {
        double reference = 0;
        for (const MadeAnswer& made : madeAnswers(rewards.task(), sample.target, sample.image, knowledge)) {
            RewardInput input;
            input.text = made.text;
            input.target = &sample.target;
            input.knowledge = knowledge;
            input.imageSize = input.modelSize = sample.image;
            const double total = rewards.score(input).total;
            if (made.kind == MadeKind::Reference) reference = total;
            sums[made.kind] += total;
            references[made.kind] += reference;
            ++counts[made.kind];
        }
    }
    std::vector<RewardTrouble> troubles;
    if (counts[MadeKind::Reference] > 0 && sums[MadeKind::Reference] / counts[MadeKind::Reference] <= kAsMuch)
        troubles.push_back({RewardTrouble::What::CancelsOut, MadeKind::Reference,
                            sums[MadeKind::Reference] / counts[MadeKind::Reference], 0});
    for (const auto& [kind, count] : counts) {
        if (kind == MadeKind::Reference) continue;
        if (kind == MadeKind::Recited && std::ranges::any_of(specs, rewardsReciting)) continue;
        if (kind == MadeKind::Recited &&
            std::ranges::find(specs, "recitation", &RewardSpec::name) == specs.end())
            continue; // nothing looks at it, which is no trick of these rewards
        if (kind == MadeKind::NoReasoning && std::ranges::none_of(specs, judgesForm)) continue;
        RewardTrouble trouble;
        trouble.trick = kind;
        trouble.reference = references[kind] / count;
        trouble.other = sums[kind] / count;
        if (trouble.other < trouble.reference - kAsMuch) continue;
        trouble.what = kind != MadeKind::Wrong                       ? RewardTrouble::What::TrickPays
                       : trouble.other > trouble.reference + kAsMuch ? RewardTrouble::What::RightLoses
                                                                     : RewardTrouble::What::RightDoesNotPay;
        troubles.push_back(trouble);
    }
    return troubles;
}

} // namespace vrft
