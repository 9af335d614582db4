// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody chose for a study of strategies, the study.json it makes, and what it will cost.
//
// No widgets, no files but in readRunSpeeds. Thread rule: values and pure functions; readRunSpeeds reads the
// metrics of a few runs, so not in the UI thread. Errors: vrft::Error in words for what can't be.
#pragma once

#include "core/run/study.h"
#include "ui/runs/launch_offer.h"

#include <QString>
#include <QStringList>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace vrft::ui {

inline constexpr int kMostStudySeeds = 50;

struct StudyChoice {
    QString name;               // typed; empty: "strategies"
    std::set<std::string> rows; // presets; rft+box-budget is the control
    bool sweep = false;         // of the weight of recitation
    std::vector<double> weights = {-0.4, -0.2, 0, 0.2, 0.4};
    std::map<std::string, std::filesystem::path> datasets; // hash -> place of the start policy
    int seeds = 5;                                         // 1 to this
    int steps = 300;                                       // of the main stage

    bool operator==(const StudyChoice&) const = default;
};

// The presets in the order of a study's table: SFT, plain, each part, all parts, the control.
std::vector<std::string> studyPresets();
// A strategy as tables and lists call it: "RFT, fuzzy grades", "RFT, recitation weight −0.4".
QString strategyName(const std::string& row);

// SFT, plain RFT, all parts and the control on the newest dataset with the policy made for its task.
StudyChoice firstStudyChoice(const LaunchOffer& offer);
// Without datasets and policies that aren't there any more.
void keepOffered(StudyChoice& choice, const LaunchOffer& offer);

// The study in WORKSPACE/studies/FOLDER with its runs in WORKSPACE/runs; `folder` begins their names.
StudySpec studySpecOf(const StudyChoice& choice, const LaunchOffer& offer, const std::string& folder);
std::vector<StudyCell> studyCells(const StudyChoice& choice, const LaunchOffer& offer);

// How long a step and an evaluation took in a run of before.
struct RunSpeed {
    std::int64_t parameters = 0; // of its policy
    bool supervised = false;
    bool knowledge = false; // in its prompts
    double step_s = 0;
    double evaluation_s = 0;
};
std::vector<RunSpeed> readRunSpeeds(const std::filesystem::path& runs);

struct StudyForecast {
    int runs = 0;
    std::int64_t steps = 0;             // of all runs
    std::optional<double> total_s;      // none: no run with a policy of such a size was trained here
    std::map<QString, QString> leftOut; // strategy -> where and why
};
StudyForecast studyForecast(const StudyChoice& choice, const LaunchOffer& offer,
                            const std::vector<RunSpeed>& speeds);

// "−0.4, 0, 0.2" as numbers; Error(InvalidArgument) in words.
std::vector<double> weightsFromText(const QString& text);
QString weightsText(const std::vector<double>& weights);

} // namespace vrft::ui
