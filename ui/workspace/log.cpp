// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/log.h"

#include "ui/widgets/text.h"

namespace vrft::ui {

Q_LOGGING_CATEGORY(programsLog, "programs")
Q_LOGGING_CATEGORY(windowLog, "window")
Q_LOGGING_CATEGORY(importsLog, "imports")
Q_LOGGING_CATEGORY(datasetsLog, "datasets")
Q_LOGGING_CATEGORY(trainingLog, "training")

void logStderr(const std::filesystem::path& program, const QByteArray& text) {
    const QString words = QString::fromUtf8(text).trimmed();
    if (!words.isEmpty())
        qCWarning(programsLog).noquote().nospace() << qs(program.filename().string()) << ": " << words;
}

} // namespace vrft::ui
