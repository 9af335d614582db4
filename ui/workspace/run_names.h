// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as people read them: their name, which a folder's time stands before, and what tells runs of one name
// apart.
//
// Thread rule: pure functions.
#pragma once

#include <QString>
#include <string>
#include <vector>

namespace vrft {
struct RunInfo;
}

namespace vrft::ui {

// Without "YYYYMMDD-HHMMSS-" in front, on one line, harmless.
QString shortRunName(const std::string& name);
// That time, or nothing: "11-26 02:00".
QString runTime(const std::string& folder);

QString presetName(const QString& preset); // "RFT, fuzzy grades"
// A recipe's stage: "boxes first", "the task itself"; one of another name as it is called, harmless.
QString stageWords(const std::string& stage);

// What a person chose of a run, as shown: harmless and short.
struct RunTraits {
    QString name;
    QString preset; // as presetName has it
    QString seed;
    QString policy;
    QString dataset;
    QString steps;
    QString made; // when
};
RunTraits runTraits(const RunInfo& info, const QString& shownName);

struct RunDifference {
    QString all;     // "seed 8, 40 steps"; empty where no other run has the name
    QString besides; // the same without preset and seed
    bool operator==(const RunDifference&) const = default;
};
// For each run what differs among those of its name; when it was made, where nothing else does.
std::vector<RunDifference> runDifferences(const std::vector<RunTraits>& runs);

} // namespace vrft::ui
