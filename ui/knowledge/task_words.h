// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Words about tasks: what kind they are, how big, when something was, and names made from words.
//
// Thread rule: pure functions; words are translated, so the UI thread.
#pragma once

#include "core/knowledge/task.h"

#include <QString>
#include <string>
#include <vector>

namespace vrft::ui {

QString taskKindWord(TaskKind kind);        // "grading"
QString taskSummary(const Task& task);      // "grading · 5 grades"
QString className(const TaskClass& item);   // with a capital letter
QString timeWords(double time, double now); // "today 10:12", "3 May 2026 10:12"
// A free id from a name: lower case letters, digits and hyphens; never empty.
std::string idFrom(const QString& name, const std::vector<std::string>& taken);

} // namespace vrft::ui
