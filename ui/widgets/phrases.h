// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Words put together as the language of the window does it: lists and heads with their marks.
//
// Thread rule: pure functions.
#pragma once

#include <QString>
#include <QStringList>

namespace vrft::ui {

QString enumerated(const QStringList& parts);              // "a, b, c"
QString clauses(const QStringList& parts);                 // "a; b; c": of parts that have commas themselves
QString titled(const QString& title, const QString& text); // "title: text"

} // namespace vrft::ui
