// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The stacks of series, read from their headers when a series is first looked at and kept.
//
// Keeps as many as hold some hundred thousand frames; others are read again. Ownership: borrows the source.
// Thread rule: UI thread.
#pragma once

#include "ui/viewer/frame_source.h"
#include "ui/workspace/library.h"

#include <QCache>
#include <QObject>
#include <QSet>

namespace vrft::ui {

class StackBook : public QObject {
    Q_OBJECT
public:
    explicit StackBook(FrameSource& source, QObject* parent = nullptr);

    // Null while they aren't known.
    StacksPointer known(const StudyEntry& study, const SeriesEntry& series) const;
    // As above; asks for them once.
    StacksPointer read(const StudyEntry& study, const SeriesEntry& series);

Q_SIGNALS:
    void arrived();

private:
    FrameSource& source_;
    QCache<QString, StacksPointer> kept_;
    QSet<QString> asked_;
};

// "axial", "coronal", "sagittal", or "oblique" where it is none of them; empty without geometry.
QString planeWord(const Stack& stack);

// What a reader should know of a stack before scrolling it, in sentences. Without geometry nothing is said
// where the modality has none as a rule.
QStringList cautionsOf(const Stack& stack, const Series& series);

} // namespace vrft::ui
