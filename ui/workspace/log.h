// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What goes into the log beside Qt's own messages: what programs beside the window wrote to stderr, how
// imports, freezes and runs began and ended, and what failed, with its reason.
//
// Where the log lies is the shell's business (ui/shell/log_file.h). Thread rule: any thread.
#pragma once

#include <QByteArray>
#include <QLoggingCategory>
#include <filesystem>

namespace vrft::ui {

Q_DECLARE_LOGGING_CATEGORY(programsLog)
Q_DECLARE_LOGGING_CATEGORY(windowLog)
Q_DECLARE_LOGGING_CATEGORY(importsLog)
Q_DECLARE_LOGGING_CATEGORY(datasetsLog)
Q_DECLARE_LOGGING_CATEGORY(trainingLog)

// What `program` wrote to stderr; nothing happens for an empty text.
void logStderr(const std::filesystem::path& program, const QByteArray& text);

} // namespace vrft::ui
