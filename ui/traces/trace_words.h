// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Words about traces, and model text made harmless to show.
//
// Thread rule: pure functions.
#pragma once

#include "core/store/verdicts_table.h"
#include "core/traces/trace_search.h"

#include <QCoreApplication>
#include <QString>
#include <optional>
#include <string>

namespace vrft::ui {

struct TraceScope;

// Where this room's free functions are translated.
struct TraceText {
    Q_DECLARE_TR_FUNCTIONS(Traces)
};

// The beginning of a reasoning on one line.
QString firstWords(const QString& text);

QString verdictWords(Verdict verdict);       // "Right, right reason"
QString kindWords(CompletionKind kind);      // "held out", "training", "image exchanged", "test"
QString classWords(const TaskClass& item);   // "3 Probably benign"
QString scopeWords(const TraceScope& scope); // "held out, step 20"
QString share(double value);                 // ".62"
QString signedFigure(double value);          // "+0.99", with two decimals

// STEP/SAMPLE/K, STEP/heldout/SAMPLE/K, STEP/image_gain/SAMPLE/K, STEP/test/SAMPLE/K; run and stage stay
// empty.
std::optional<TracePlace> placeOfCompletionId(const QString& id);

} // namespace vrft::ui
