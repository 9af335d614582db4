// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/engine_program.h"

#include <QCoreApplication>
#include <QString>
#include <QtGlobal>

namespace vrft::ui {

std::filesystem::path engineProgram() {
    const QString named = qEnvironmentVariable("VRFT_ENGINE_PROGRAM");
    if (!named.isEmpty()) return named.toStdString();
    return std::filesystem::path(QCoreApplication::applicationDirPath().toStdString()) / "vrftaug-engine";
}

} // namespace vrft::ui
