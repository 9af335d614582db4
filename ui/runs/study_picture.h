// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The studies of a workspace as the Training workplace shows them: immutable values, read from
// WORKSPACE/studies/NAME/study.json and table.json.
//
// The engine writes the tables, whenever a run of a study ends; nothing is worked out here. Errors: none
// thrown; what can't be read is said in words. Thread rule: values; reading is done on a thread of the pool.
#pragma once

#include "core/stats/interval.h"

#include <QString>
#include <QStringList>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vrft::ui {

struct StudySeed {
    quint64 seed = 0;
    QString run; // its folder's name
    bool finished = false;
    std::optional<double> value; // of the test patients
    std::optional<double> rise;  // from the start policy
    bool operator==(const StudySeed&) const = default;
};

struct StudyStrategyRow {
    std::string row; // the study's word for it
    QString name;
    bool control = false;
    bool plain = false; // plain RFT
    bool start = false; // the policy before any tuning: no run
    QString refused;    // why it was left out; empty: it wasn't
    std::optional<Interval> value;
    std::optional<Interval> against; // plain RFT, seed by seed
    std::map<std::string, Interval> figures;
    std::vector<StudySeed> seeds; // by seed
    int numFinished() const;
    bool operator==(const StudyStrategyRow&) const = default;
};

struct StudyDatasetTable {
    QString name;
    QString policy;
    bool boxes = false; // the measure is overlap; else accuracy
    std::optional<double> majority;
    std::optional<double> plain;        // mean of plain RFT
    std::vector<StudyStrategyRow> rows; // the start first
    bool operator==(const StudyDatasetTable&) const = default;
};

struct StudyPicture {
    QString id; // the folder's name
    QString name;
    std::filesystem::path folder;
    std::vector<StudyDatasetTable> datasets;
    QStringList notes; // what keeps figures from standing beside each other
    QString trouble;   // why there is no table, in words
    int done = 0;
    int total = 0; // runs
    QStringList openRuns() const;
    bool operator==(const StudyPicture&) const = default;
};
using StudyPointer = std::shared_ptr<const StudyPicture>;

struct StudiesPicture {
    std::vector<StudyPointer> all; // the newest first
};
using StudiesPointer = std::shared_ptr<const StudiesPicture>;

// `before`: where nothing changed since, its pictures stand again.
StudiesPointer readStudies(const std::filesystem::path& studies, const StudiesPointer& before);

// The strategies whose whole interval lies above or below plain RFT, in a sentence; nothing to say: empty.
QString studyConclusion(const StudyDatasetTable& table);

} // namespace vrft::ui
