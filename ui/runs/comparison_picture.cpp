// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/comparison_picture.h"

#include "core/error.h"
#include "ui/runs/sample_book.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace vrft::ui {

namespace {

constexpr int kSmallPicture = 96; // shown at 48, sharp at 200 %
constexpr qsizetype kLongestAnswer = 60;

// A held-out evaluation of a run in its last stage.
struct HeldOutPoint {
    int step = 0;
    double worked_s = 0;                  // by then
    std::map<std::string, double> values; // "value", "low", "high"
};

std::vector<HeldOutPoint> heldOutPoints(const ComparedRun& run, ComparisonPicture& picture) {
    std::vector<HeldOutPoint> points;
    const std::string& stage = run.info.recipe.stages.back().name;
    double worked = 0;
    MetricsLog log(run.folder);
    log.poll();
    for (const MetricsRecord& record : log.effective()) {
        for (const char* key : {"time/rollout_s", "time/reward_s", "time/update_s"})
            if (const auto part = record.values.find(key); part != record.values.end())
                worked += part->second;
        if (!record.stage.empty() && record.stage != stage) continue;
        HeldOutPoint point{record.step, worked, {}};
        const auto take = [&](const char* from, const char* to) {
            const auto found = record.values.find(from);
            if (found != record.values.end()) point.values[to] = found->second;
        };
        if (record.values.contains("heldout/accuracy")) {
            take("heldout/accuracy", "value");
            take("heldout/accuracy_low", "low");
            take("heldout/accuracy_high", "high");
        } else {
            take("heldout/iou", "value");
        }
        if (const auto majority = record.values.find("heldout/majority"); majority != record.values.end())
            picture.majority = majority->second;
        picture.steps = std::max(picture.steps, record.step);
        if (!point.values.empty()) points.push_back(std::move(point));
    }
    return points;
}

// Curves of all runs over what `placeOf` says of a point.
template <typename PlaceOf>
std::shared_ptr<const MetricColumns> curvesOver(const std::vector<std::vector<HeldOutPoint>>& runs,
                                                const PlaceOf& placeOf) {
    std::map<int, MetricsRecord> records;
    for (std::size_t i = 0; i < runs.size(); ++i)
        for (const HeldOutPoint& point : runs[i]) {
            const int place = placeOf(point);
            MetricsRecord& merged = records[place];
            merged.step = place;
            for (const auto& [name, value] : point.values)
                merged.values[fmt::format("{}/{}", i, name)] = value;
        }
    auto curves = std::make_shared<MetricColumns>();
    for (const auto& [place, record] : records)
        curves->add(record);
    return curves;
}

void readCurves(ComparisonPicture& picture) {
    std::vector<std::vector<HeldOutPoint>> runs;
    double longest = 0;
    for (const ComparedRun& run : picture.comparison.runs) {
        picture.steps = std::max(picture.steps, run.info.recipe.totalSteps());
        runs.push_back(heldOutPoints(run, picture));
        if (!runs.back().empty()) longest = std::max(longest, runs.back().back().worked_s);
    }
    picture.curves = curvesOver(runs, [](const HeldOutPoint& point) { return point.step; });
    if (longest <= 0) return;
    picture.across = acrossFor(longest);
    const double tenth = tenthOf(picture.across);
    picture.tenths = static_cast<int>(std::ceil(longest / tenth));
    picture.timeCurves = curvesOver(runs, [tenth](const HeldOutPoint& point) {
        return static_cast<int>(std::lround(point.worked_s / tenth));
    });
}

ComparedAnswer shownCase(const ComparedPair& pair, SampleBook* book) {
    ComparedAnswer shown;
    shown.sample = harmlessLine(qs(pair.first->sample), kLongestAnswer);
    shown.first = harmlessLine(qs(pair.first->answer), kLongestAnswer);
    shown.second = harmlessLine(qs(pair.second->answer), kLongestAnswer);
    shown.firstCompletion = qs(pair.first->completion);
    shown.secondCompletion = qs(pair.second->completion);
    if (book == nullptr) return shown;
    if (const SampleBook::Entry* entry = book->find(pair.first->sample)) shown.reference = entry->reference;
    shown.picture = book->picture(pair.first->sample, kSmallPicture);
    return shown;
}

} // namespace

ComparisonPointer readComparison(const std::filesystem::path& runs, const QStringList& ids,
                                 const QStringList& names) {
    auto picture = std::make_shared<ComparisonPicture>();
    std::vector<std::filesystem::path> readable;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        const std::filesystem::path folder = runs / utf8(ids[i]);
        try {
            readRun(folder);
            readable.push_back(folder);
            picture->ids << ids[i];
            picture->names << names[i];
        } catch (const std::exception& problem) {
            picture->troubles << harmlessLine(QStringLiteral("%1: %2").arg(names[i], qs(problem.what())),
                                              600);
        }
    }
    try {
        picture->comparison = compareRuns(readable);
        readCurves(*picture);
        const std::vector<ComparedRun>& all = picture->comparison.runs;
        picture->boxes = !all.empty() && std::all_of(all.begin(), all.end(), [](const ComparedRun& run) {
            return run.task && run.task->kind == TaskKind::Localisation;
        });
        if (picture->boxes) picture->majority.reset();
        for (const ComparedRun& run : all)
            if (run.datasetHash != all.front().datasetHash) picture->majority.reset(); // of other images
    } catch (const std::exception& problem) { // a run that left meanwhile
        picture->troubles << harmlessLine(qs(problem.what()), 600);
        picture->comparison = {};
        picture->ids.clear();
        picture->names.clear();
    }
    return picture;
}

CasesPointer readCases(const ComparisonPointer& of, std::size_t first, std::size_t second) {
    auto cases = std::make_shared<CasesPicture>();
    cases->of = of;
    cases->pair = pairRuns(of->comparison.runs, first, second);
    std::unique_ptr<SampleBook> book;
    try {
        book = std::make_unique<SampleBook>(of->comparison.runs[first].dataset);
    } catch (const Error&) { // the pair says what is missing
    }
    for (const ComparedPair& pair : cases->pair.cases) {
        if (pair.first->right == pair.second->right) continue;
        (pair.first->right ? cases->onlyFirst : cases->onlySecond).push_back(shownCase(pair, book.get()));
    }
    return cases;
}

} // namespace vrft::ui
