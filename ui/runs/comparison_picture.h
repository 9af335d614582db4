// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the page of compared runs shows: immutable values, read from run folders.
//
// Reading takes as long as the runs' completions are many: in a thread of the pool. Pictures are small ones.
// Errors: none thrown; what is missing is said in words. Thread rule: values and pure functions.
#pragma once

#include "core/run/comparison.h"
#include "ui/runs/chart_plan.h"
#include "ui/runs/metric_columns.h"

#include <QImage>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace vrft::ui {

struct ComparisonPicture {
    QStringList ids;   // folders of the runs that could be read, as in `comparison`
    QStringList names; // as shown
    RunComparison comparison;
    // Held-out figures of run I in its last stage: "I/value", "I/low", "I/high".
    std::shared_ptr<const MetricColumns> curves;
    int steps = 0;
    // The same over the time each run worked (sampling, scoring, updates; no evaluations, no pauses), in
    // tenths of `across`; Steps: no run says how long it worked.
    std::shared_ptr<const MetricColumns> timeCurves;
    int tenths = 0;
    Across across = Across::Steps;
    bool boxes = false; // of all of them; else accuracy
    std::optional<double> majority;
    QStringList troubles; // runs that can't be read, in words
};
using ComparisonPointer = std::shared_ptr<const ComparisonPicture>;

// `ids` are names of folders in `runs`.
ComparisonPointer readComparison(const std::filesystem::path& runs, const QStringList& ids,
                                 const QStringList& names);

struct ComparedAnswer {
    QString sample;
    QString reference; // empty: unknown
    QString first;     // answers
    QString second;
    QString firstCompletion; // ids
    QString secondCompletion;
    QImage picture; // null: not there
};

struct CasesPicture {
    ComparisonPointer of;
    RunPair pair; // points into `of`
    std::vector<ComparedAnswer> onlyFirst;
    std::vector<ComparedAnswer> onlySecond;
};
using CasesPointer = std::shared_ptr<const CasesPicture>;

CasesPointer readCases(const ComparisonPointer& of, std::size_t first, std::size_t second);

} // namespace vrft::ui
