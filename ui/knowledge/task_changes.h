// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between two versions of a task, in words: where, and which words went and came.
//
// Classes are matched by id, attributes by name. Thread rule: pure functions; words are translated, so the UI
// thread.
#pragma once

#include "core/knowledge/task.h"

#include <QString>
#include <vector>

namespace vrft::ui {

struct TextRun {
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    QString text;
    bool operator==(const TextRun&) const = default;
};

// Word by word; blanks between runs belong to them.
std::vector<TextRun> wordChanges(const QString& before, const QString& after);

struct TaskChange {
    QString where; // "Benign: definition"
    std::vector<TextRun> runs;
};

// In the order of the later task; what went last. Empty: they say the same.
std::vector<TaskChange> taskChanges(const Task& before, const Task& after);

} // namespace vrft::ui
