// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An evaluation's document (formats.md §6) as figures in words: rows with their intervals, classes,
// confusion, calibration.
//
// Older documents lack some keys: what isn't there is left out. Thread rule: pure functions.
#pragma once

#include "core/json.h"
#include "core/knowledge/task.h"
#include "ui/runs/chart_plan.h"

#include <QString>
#include <optional>
#include <string>
#include <vector>

namespace vrft::ui {

struct EvaluationFigure {
    std::string key;
    QString name;
    QString meaning;
    FigureKind kind = FigureKind::Share;
    bool lowerIsBetter = false;
};
// In the order in which they are shown.
std::vector<EvaluationFigure> evaluationFigures();

struct FigureWithBounds {
    double value = 0;
    std::optional<double> low;
    std::optional<double> high;
};
// Whether the figure stands alone, with its bounds, or with bounds under "intervals".
std::optional<FigureWithBounds> figureIn(const Json& document, const std::string& key);
// ".62"; with bounds, where there are some: ".62, .55 to .69".
QString withBounds(const FigureWithBounds& figure, FigureKind kind);

struct ClassFigure {
    QString name; // of the class, with its grade
    qint64 n = 0;
    QString sensitivity; // with interval; "—" where undefined
    QString specificity;
    QString precision;
};

// Sensitivity and specificity of each class of a document, under the class's name; none where undefined.
struct ClassBounds {
    std::optional<FigureWithBounds> sensitivity;
    std::optional<FigureWithBounds> specificity;
};
std::vector<std::pair<QString, ClassBounds>> classBounds(const Json& document, const Task* task);

struct ReliabilityBin {
    double low = 0;
    double high = 1;
    qint64 n = 0;
    double probability = 0; // means; 0 where n is 0
    double accuracy = 0;
};

// The test result of a finished run.
struct TestFigures {
    struct Row {
        QString name;
        QString meaning;
        QString value; // with interval
        QString start; // of the policy it began with; empty: unknown
    };
    int step = 0; // of the checkpoint
    qint64 images = 0;
    qint64 patients = 0;
    std::vector<Row> rows;
    std::vector<ClassFigure> classes;
    std::vector<std::vector<qint64>> confusion; // rows: reference; the last column: no valid answer
    std::vector<ReliabilityBin> bins;           // empty: no calibration
    qint64 calibrated = 0;                      // answers in them
    double calibrationError = 0;
    double brier = 0;
};
// `task`: of the run's dataset, for names; null: ids stand.
TestFigures testFigures(const Json& final, const Task* task);

} // namespace vrft::ui
