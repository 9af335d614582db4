// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a run reaches on another dataset that asks the same question, beside what it reaches on its own: the
// documents that `vrftaug-engine eval --dataset OWN OTHER --out` wrote for it, kept as
// RUN/evaluations/external-HASH.json (formats.md §6).
//
// Evaluates nothing itself. A document that can't be read is left out. Thread rule: pure functions, and
// readExternalFigures, which reads; any thread.
#pragma once

#include "core/json.h"
#include "core/knowledge/task.h"

#include <QString>
#include <filesystem>
#include <string>
#include <vector>

namespace vrft::ui {

struct ExternalFigures {
    struct Row {
        QString name;
        QString meaning;
        QString internal; // with interval; "—" where there is none
        QString external;
        QString difference; // external minus internal; empty: none
    };
    QString internal; // the datasets, "cells (3f2a9c01)": names alone may be equal
    QString external;
    int step = 0;          // of the checkpoint
    qint64 trainedOn = 0;  // images of the other that the run's own train split holds
    std::vector<Row> rows; // first images and patients
};
// `task`: of the run's dataset, for names; null: ids stand. No rows: the document isn't such a one.
ExternalFigures externalFigures(const Json& document, const Task* task);

// "cells (3f2a9c01)": a dataset's name and the beginning of its hash.
QString datasetNamed(const std::string& name, const std::string& hash);

std::filesystem::path externalEvaluation(const std::filesystem::path& run, const std::string& hash);
std::vector<ExternalFigures> readExternalFigures(const std::filesystem::path& run,
                                                 const Task* task); // the newest first

} // namespace vrft::ui
