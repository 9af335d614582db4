// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/run_names.h"

#include "core/run/run_folder.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace vrft::ui {

namespace {

struct RunWords {
    Q_DECLARE_TR_FUNCTIONS(RunWords)
};

QString placeName(const std::string& path) {
    return harmlessLine(qs(std::filesystem::path(path).filename().string()), 60);
}

constexpr qsizetype kLongestRunName = 120;

bool beginsWithTime(const std::string& name) {
    if (name.size() < 17 || name[8] != '-' || name[15] != '-') return false;
    return std::all_of(name.begin(), name.begin() + 15,
                       [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
}

} // namespace

QString shortRunName(const std::string& name) {
    return harmlessLine(qs(std::string_view(name).substr(beginsWithTime(name) ? 16 : 0)), kLongestRunName);
}

QString runTime(const std::string& folder) {
    if (!beginsWithTime(folder)) return {};
    return QStringLiteral("%1-%2 %3:%4")
        .arg(qs(folder.substr(4, 2)), qs(folder.substr(6, 2)), qs(folder.substr(9, 2)),
             qs(folder.substr(11, 2)));
}

QString presetName(const QString& preset) {
    const std::pair<const char*, QString> names[] = {
        {"rft", RunWords::tr("plain RFT")},
        {"rft+knowledge", RunWords::tr("RFT, knowledge")},
        {"rft+recite-", RunWords::tr("RFT, recitation penalised")},
        {"rft+recite+", RunWords::tr("RFT, recitation rewarded")},
        {"rft+fuzzy", RunWords::tr("RFT, fuzzy grades")},
        {"rft+localise", RunWords::tr("RFT, localised first")},
        {"rft+box-budget", RunWords::tr("RFT, as many updates")},
        {"vrft-aug", RunWords::tr("VRFT-Aug")},
        {"sft", RunWords::tr("SFT, supervised")},
    };
    for (const auto& [key, name] : names)
        if (preset == QLatin1String(key)) return name;
    return preset;
}

QString stageWords(const std::string& stage) {
    if (stage == "localise") return RunWords::tr("boxes first");
    if (stage == "main") return RunWords::tr("the task itself");
    return harmlessLine(qs(stage), 60);
}

RunTraits runTraits(const RunInfo& info, const QString& shownName) {
    RunTraits traits;
    traits.name = shownName;
    traits.preset = presetName(harmlessLine(qs(info.recipe.preset), 60));
    traits.seed = QString::number(info.recipe.seed);
    // A run's policy is copied into the run that begins with it (formats.md §6).
    traits.policy = info.policy.path == "policy"
                        ? RunWords::tr("another run’s policy (%1)").arg(qs(info.policy.hash.substr(0, 8)))
                        : placeName(info.policy.path);
    if (const auto main = info.datasets.find("main"); main != info.datasets.end())
        traits.dataset = placeName(main->second.path);
    traits.steps = grouped(info.recipe.totalSteps());
    traits.made = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(info.created * 1000))
                      .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    return traits;
}

std::vector<RunDifference> runDifferences(const std::vector<RunTraits>& runs) {
    std::map<QString, std::vector<std::size_t>> named;
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (!runs[i].name.isEmpty()) named[runs[i].name].push_back(i);
    std::vector<RunDifference> differences(runs.size());
    for (const auto& [name, same] : named) {
        if (same.size() < 2) continue;
        const auto differs = [&, first = same.front(), &same = same](QString RunTraits::*trait) {
            return std::any_of(same.begin(), same.end(),
                               [&](std::size_t i) { return runs[i].*trait != runs[first].*trait; });
        };
        // When each was made, as short as tells them apart.
        const auto distinct = [&, &same = same](int letters) {
            std::set<QString> times;
            for (const std::size_t i : same)
                times.insert(runs[i].made.left(letters));
            return times.size();
        };
        constexpr int kDay = 10; // yyyy-MM-dd
        constexpr int kMinute = 16;
        const bool oneDay = distinct(kDay) == 1;
        const bool minutes = distinct(kMinute) == same.size();
        for (const std::size_t i : same) {
            const RunTraits& run = runs[i];
            const QString time = minutes ? run.made.left(kMinute) : run.made;
            QStringList chosen;
            if (differs(&RunTraits::preset)) chosen << run.preset;
            if (differs(&RunTraits::seed)) chosen << RunWords::tr("seed %1").arg(run.seed);
            QStringList besides;
            if (differs(&RunTraits::policy)) besides << RunWords::tr("from %1").arg(run.policy);
            if (differs(&RunTraits::dataset)) besides << RunWords::tr("on %1").arg(run.dataset);
            if (differs(&RunTraits::steps)) besides << RunWords::tr("%1 steps").arg(run.steps);
            const bool alone = std::none_of(same.begin(), same.end(), [&](std::size_t other) {
                return other != i && runs[other].preset == run.preset && runs[other].seed == run.seed &&
                       runs[other].policy == run.policy && runs[other].dataset == run.dataset &&
                       runs[other].steps == run.steps;
            });
            if (!alone) besides << RunWords::tr("made %1").arg(oneDay ? time.mid(kDay + 1) : time);
            differences[i] = {enumerated(chosen + besides), enumerated(besides)};
        }
    }
    return differences;
}

} // namespace vrft::ui
