// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/data_program.h"

#include <QCoreApplication>
#include <QString>
#include <QtGlobal>

namespace vrft::ui {

std::filesystem::path dataProgram() {
    const QString named = qEnvironmentVariable("VRFT_DATA_PROGRAM");
    if (!named.isEmpty()) return named.toStdString();
    return std::filesystem::path(QCoreApplication::applicationDirPath().toStdString()) / "vrftaug-data";
}

} // namespace vrft::ui
