// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What tells runs of one name apart, in words.
//
// Thread rule: pure functions.
#pragma once

#include <QString>
#include <vector>

namespace vrft {
struct RunInfo;
}

namespace vrft::ui {

QString presetName(const QString& preset); // "RFT, fuzzy grades"

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
