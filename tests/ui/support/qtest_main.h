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
    // Functions named on the command line belong to one class each; the others are left out.
    const auto run = [&](auto&& test) {
        const QStringList words = QApplication::arguments().mid(1);
        const auto named = [](const QString& word) { return !word.startsWith(QLatin1Char('-')); };
        const auto known = [&](const QString& word) {
            return test.metaObject()->indexOfMethod(qPrintable(word + QStringLiteral("()"))) >= 0;
        };
        if (std::any_of(words.begin(), words.end(), named)) {
            QStringList own;
            std::copy_if(words.begin(), words.end(), std::back_inserter(own),
                         [&](const QString& word) { return !named(word) || known(word); });
            if (std::none_of(own.begin(), own.end(), named)) return;
            failed += QTest::qExec(&test, QStringList{QStringLiteral("test")} + own);
        } else {
            failed += QTest::qExec(&test, argc, argv);
        }
    };
    (run(Tests()), ...);
    return failed == 0 ? 0 : 1;
}

} // namespace vrft::test
