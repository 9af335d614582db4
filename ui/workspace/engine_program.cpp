// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/engine_program.h"

#include "ui/widgets/text.h"
#include "ui/workspace/machine.h"

#include <QCoreApplication>
#include <QSettings>

namespace vrft::ui {

namespace {

constexpr auto kProgram = "engine_program";
constexpr auto kThreads = "engine_threads";

} // namespace

std::filesystem::path engineProgram() {
    const QString named = qEnvironmentVariable("VRFT_ENGINE_PROGRAM");
    if (!named.isEmpty()) return utf8(named);
    const QString chosen = engineProgramChosen();
    if (!chosen.isEmpty()) return utf8(chosen);
    return std::filesystem::path(utf8(QCoreApplication::applicationDirPath())) / "vrftaug-engine";
}

QString engineProgramChosen() {
    return QSettings().value(QLatin1String(kProgram)).toString();
}

void setEngineProgramChosen(const QString& file) {
    if (file.isEmpty())
        QSettings().remove(QLatin1String(kProgram));
    else
        QSettings().setValue(QLatin1String(kProgram), file);
}

int engineThreads() {
    const QVariant chosen = QSettings().value(QLatin1String(kThreads));
    return std::clamp(chosen.isValid() ? chosen.toInt() : thisMachine().physicalCores, 1, kMostEngineThreads);
}

void setEngineThreads(int threads) {
    QSettings().setValue(QLatin1String(kThreads), std::clamp(threads, 1, kMostEngineThreads));
}

} // namespace vrft::ui
