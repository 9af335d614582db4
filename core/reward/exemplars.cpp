// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/exemplars.h"

#include "core/error.h"
#include "core/text/unicode.h"

#include <algorithm>

namespace vrft {

namespace {

std::vector<std::pair<std::string, std::string>> textsOf(const Dataset& dataset) {
    std::vector<std::pair<std::string, std::string>> texts;
    for (const Sample* sample : dataset.of(Split::Train))
        if (sample->target.reasoning && !words(*sample->target.reasoning).empty())
            texts.emplace_back(exemplarClass(dataset.task, sample->target), *sample->target.reasoning);
    return texts;
}

} // namespace

Exemplars::Exemplars(std::span<const std::pair<std::string, std::string>> texts) {
    std::map<std::string, std::vector<std::vector<std::string>>> byClass;
    std::vector<std::vector<std::string>> all;
    for (const auto& [classId, text] : texts) {
        std::vector<std::string> tokens = words(text);
        if (tokens.empty()) continue;
        byClass[classId].push_back(tokens);
        all.push_back(std::move(tokens));
    }
    for (const auto& [classId, references] : byClass)
        byClass_.emplace(classId, BleuReferences(references));
    all_ = BleuReferences(all);
}

Exemplars::Exemplars(const Dataset& dataset)
    : Exemplars(textsOf(dataset)) {}

const BleuReferences* Exemplars::references(ExemplarsOf of, const std::string& classId) const {
    if (of == ExemplarsOf::Task) return all_.empty() ? nullptr : &all_;
    const auto found = byClass_.find(classId);
    return found == byClass_.end() ? nullptr : &found->second;
}

std::string exemplarClass(const Task& task, const Target& target) {
    if (task.kind == TaskKind::Localisation) return task.classes.empty() ? std::string() : task.classes[0].id;
    if (target.label) return *target.label;
    const TaskClass* graded = target.grade ? findGrade(task, *target.grade) : nullptr;
    return graded == nullptr ? std::string() : graded->id;
}

void checkExemplars(std::span<const RewardSpec> specs, const Dataset& dataset) {
    const bool imitates =
        std::ranges::any_of(specs, [](const RewardSpec& spec) { return spec.name == "imitation"; });
    if (!imitates || !textsOf(dataset).empty()) return;
    throw Error(ErrorCode::InvalidArgument,
                "imitation compares with readers' reasonings, and no image to learn from has one",
                dataset.folder.string(),
                "Write reasonings in Annotate and freeze again, or leave imitation out");
}

} // namespace vrft
