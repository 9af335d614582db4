// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Runs several Qt Test classes as one program: settings go to a folder of their own, and the window's theme
// is in place.
#pragma once

#include "tests/support/temp_folder.h"
#include "ui/widgets/themes.h"

#include <QApplication>
#include <QSettings>
#include <QTest>

namespace vrft::test {

template <typename... Tests>
int runQtTests(int argc, char** argv) {
    qputenv("VRFT_DATA_PROGRAM", VRFT_BIN_DIR "/vrftaug-data");
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("vrftaug"));
    QApplication::setApplicationName(QStringLiteral("test"));
    const TempFolder settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope,
                       QString::fromStdString(settings.path().string()));
    int failed = 0;
    const auto run = [&](auto&& test) { failed += QTest::qExec(&test, argc, argv); };
    (run(Tests()), ...);
    return failed == 0 ? 0 : 1;
}

} // namespace vrft::test
