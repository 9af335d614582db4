// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/reward_preview.h"

#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/policies/model_family.h"
#include "core/run/advantages.h"
#include "core/run/comparison.h"
#include "core/run/run_folder.h"
#include "core/run/run_reader.h"
#include "core/text/unicode.h"
#include "core/vision_input/preprocess.h"
#include "ui/runs/latest_answers.h"
#include "ui/runs/launch_offer.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/text.h"
#include "ui/workspace/run_names.h"

#include <QCoreApplication>
#include <algorithm>
#include <fmt/format.h>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

struct PreviewTexts {
    Q_DECLARE_TR_FUNCTIONS(vrft::ui::PreviewTexts)
};

constexpr std::size_t kMostRuns = 12;
constexpr std::size_t kMostGroups = 6;

struct AskingStage {
    std::size_t index = 0;
    fs::path dataset;
};

// The last stage of a run that asks the same as the task; none: null.
std::optional<AskingStage> stageAsking(const fs::path& run, const RunInfo& info, const Task& task) {
    for (std::size_t i = info.recipe.stages.size(); i-- > 0;) {
        const auto found = info.datasets.find(info.recipe.stages[i].dataset);
        if (found == info.datasets.end()) continue;
        fs::path folder = resolveRunPath(run, found->second.path);
        if (sameQuestion(readTask(folder / kTaskFile), task)) return AskingStage{i, std::move(folder)};
    }
    return std::nullopt;
}

// The newest answers of a stage: the run's last ones, or those of the step that ended the stage.
std::vector<CompletionRecord> newestOf(const fs::path& run, const Recipe& recipe, std::size_t stage) {
    if (stage + 1 < recipe.stages.size()) {
        int end = 0;
        for (std::size_t i = 0; i <= stage; ++i)
            end += recipe.stages[i].steps;
        if (std::vector<CompletionRecord> records = recordsOfStep(run, end); !records.empty()) return records;
    }
    LatestAnswers latest(run);
    latest.poll();
    return latest.records();
}

// Task and samples as they stand; the engine verifies a dataset, a preview doesn't.
Dataset readSamples(const fs::path& folder, const Task& task) {
    Dataset dataset;
    dataset.folder = folder;
    dataset.task = task;
    const fs::path file = folder / kSamplesFile;
    if (!fs::exists(file))
        throw Error(ErrorCode::NotFound, "the dataset has no samples", file.string(),
                    "Restore the folder from a copy");
    LineTail tail(file);
    for (auto lines = tail.poll(); !lines.empty(); lines = tail.poll())
        for (const LineTail::Line& line : lines)
            if (!line.text.empty())
                dataset.samples.push_back(sampleFromJson(parseJson(line.text, file.string()), file.string()));
    return dataset;
}

QString referenceWords(const Task& task, const Target& target) {
    if (task.kind == TaskKind::Localisation)
        return target.boxes.empty()       ? PreviewTexts::tr("no box")
               : target.boxes.size() == 1 ? PreviewTexts::tr("1 box")
                                          : PreviewTexts::tr("%1 boxes").arg(target.boxes.size());
    if (target.grade) return QString::number(*target.grade);
    const TaskClass* of = target.label ? findClass(task, *target.label) : nullptr;
    return of == nullptr ? QString() : harmlessLine(qs(of->name), 60);
}

PreviewGroup groupOf(const Task& task, const Sample& sample) {
    PreviewGroup group;
    group.sample = sample.id;
    group.reference = referenceWords(task, sample.target);
    group.target = sample.target;
    if (!sample.images.empty()) group.image = sample.images.front().size();
    group.model = group.image;
    return group;
}

int lengthOf(const std::string& text) {
    return static_cast<int>(words(text).size());
}

void addMade(PreviewSource& source, const Dataset& dataset) {
    for (const Sample* sample : variedSamples(dataset)) {
        PreviewGroup& group = source.groups.emplace_back(groupOf(source.task, *sample));
        for (MadeAnswer& made : madeAnswers(source.task, sample->target, group.image, source.knowledge)) {
            const int length = lengthOf(made.text);
            group.answers.push_back({std::move(made.text), made.kind, length});
        }
    }
}

// The newest groups of a stage; of one that samples none its held-out answers.
void addAnswers(PreviewSource& source, const fs::path& run, const RunInfo& info, std::size_t stage,
                const Dataset& dataset) {
    std::map<std::string, const Sample*> samples;
    for (const Sample& sample : dataset.samples)
        samples[sample.id] = &sample;
    std::vector<CompletionRecord> records = newestOf(run, info.recipe, stage);
    std::stable_sort(records.begin(), records.end(),
                     [](const CompletionRecord& a, const CompletionRecord& b) { return a.step > b.step; });
    std::optional<PreprocessorConfig> preprocessor;
    BoxUnits units = BoxUnits::Pixels;
    if (source.task.kind == TaskKind::Localisation) {
        const fs::path policy = resolveRunPath(run, info.policy.path);
        preprocessor = readPreprocessor(policy);
        units = policyBoxUnits(policy);
    }
    std::map<std::pair<int, std::string>, std::size_t> places;
    for (const CompletionRecord& record : records) {
        const auto sample = samples.find(record.sample);
        if (record.stage != info.recipe.stages[stage].name || sample == samples.end()) continue;
        const auto [place, fresh] = places.try_emplace({record.step, record.sample}, source.groups.size());
        if (place->second >= kMostGroups) continue;
        if (fresh) {
            PreviewGroup& group = source.groups.emplace_back(groupOf(source.task, *sample->second));
            group.step = record.step;
            group.units = units;
            if (preprocessor) group.model = modelSize(group.image, *preprocessor);
        }
        source.groups[place->second].answers.push_back({record.text, {}, record.length});
    }
}

void setGroupAdvantages(std::vector<std::vector<PreviewScore>>& groups,
                        const std::vector<RewardSpec>& rewards, Combine combine, AdvantageScale scale) {
    GroupValues totals;
    std::vector<RewardColumn> columns;
    for (const RewardSpec& spec : rewards)
        columns.push_back({spec.weight, {}});
    for (const auto& group : groups) {
        totals.emplace_back();
        for (RewardColumn& column : columns)
            column.weighted.emplace_back();
        for (const PreviewScore& score : group) {
            totals.back().push_back(score.total);
            for (std::size_t r = 0; r < columns.size(); ++r)
                columns[r].weighted.back().push_back(score.parts[r].weighted);
        }
    }
    const GroupValues values =
        combine == Combine::Sum ? advantages(totals, scale) : advantagesOfEach(columns, scale);
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (std::size_t k = 0; k < groups[g].size(); ++k)
            groups[g][k].advantage = values[g][k];
}

} // namespace

std::vector<PreviewRun> previewRuns(const fs::path& runs, const Task& task) {
    std::vector<PreviewRun> found;
    for (const fs::path& folder : runFoldersNewestFirst(runs)) {
        if (found.size() == kMostRuns) break;
        try {
            const RunInfo info = readRun(folder);
            if (RunPaths{folder}.completionNumbers().empty()) continue;
            if (!stageAsking(folder, info, task)) continue;
            const std::string name = folder.filename().string();
            found.push_back({name, info.name.empty() ? qs(name) : shortRunName(info.name)});
        } catch (const Error&) {
            continue; // its dataset is gone, or a newer program wrote it
        }
    }
    return found;
}

PreviewSourcePointer readPreview(const PreviewWish& wish) {
    auto source = std::make_shared<PreviewSource>();
    source->task = wish.task;
    source->knowledge = knowledgeText(wish.task);
    try {
        const Dataset own = readSamples(wish.dataset, wish.task);
        source->exemplars = Exemplars(own);
        for (const Sample* sample : variedSamples(own))
            source->samples.push_back({sample->target, groupOf(wish.task, *sample).image});
        if (wish.run.empty()) {
            addMade(*source, own);
        } else {
            const fs::path run = wish.runs / wish.run;
            const RunInfo info = readRun(run);
            if (const auto stage = stageAsking(run, info, wish.task))
                addAnswers(*source, run, info, stage->index,
                           stage->dataset == wish.dataset ? own : readSamples(stage->dataset, wish.task));
            if (source->groups.empty()) source->trouble = PreviewTexts::tr("This run has no answers yet.");
        }
    } catch (const Error& problem) {
        source->trouble = qs(problem.what());
    }
    return source;
}

PreviewScores scorePreview(const PreviewSource& source, const std::vector<RewardSpec>& rewards,
                           Combine combine, AdvantageScale scale, const PreviewExternal& external) {
    PreviewScores scores;
    try {
        checkRewards(rewards, source.task);
        const RewardSet set(rewards, source.task, source.exemplars);
        for (std::size_t g = 0; g < source.groups.size(); ++g) {
            const PreviewGroup& group = source.groups[g];
            auto& row = scores.groups.emplace_back();
            for (std::size_t k = 0; k < group.answers.size(); ++k) {
                const PreviewAnswer& answer = group.answers[k];
                RewardInput input;
                input.text = answer.text;
                input.target = &group.target;
                input.knowledge = source.knowledge;
                input.imageSize = group.image;
                input.modelSize = group.model;
                input.units = group.units;
                input.length = answer.length;
                RewardResult result = set.score(input);
                if (const auto said = external.find({g, k}); said != external.end())
                    set.takeExternal(result, said->second);
                row.push_back({result.parsed.answer, std::move(result.parts), result.total, 0});
            }
        }
        setGroupAdvantages(scores.groups, rewards, combine, scale);
        scores.troubles = rewardTroubles(set, source.samples, source.knowledge);
    } catch (const Error& problem) {
        scores = {};
        scores.problem = qs(problem.what());
    }
    return scores;
}

Json externalRules(const PreviewSource& source, const RewardSpec& external) {
    return {{"format", 1},
            {"task", taskToJson(source.task)},
            {"rewards", rewardSpecsToJson(std::span(&external, 1))},
            {"combine", "sum"}};
}

std::string externalLines(const PreviewSource& source) {
    std::string lines;
    for (std::size_t g = 0; g < source.groups.size(); ++g) {
        const PreviewGroup& group = source.groups[g];
        Sample holder;
        holder.target = group.target;
        for (std::size_t k = 0; k < group.answers.size(); ++k) {
            Json line = {{"id", fmt::format("{}/{}", g, k)},
                         {"text", replaceInvalidUtf8(group.answers[k].text)},
                         {"target", sampleToJson(holder).at("target")}};
            if (group.image != Size{}) {
                line["image_size"] = {group.image.width, group.image.height};
                const bool shares = group.units == BoxUnits::Thousandths;
                line["model_size"] = {shares ? 1000 : group.model.width, shares ? 1000 : group.model.height};
            }
            if (group.answers[k].length) line["length"] = *group.answers[k].length;
            lines += jsonLine(line) + '\n';
        }
    }
    return lines;
}

} // namespace vrft::ui
