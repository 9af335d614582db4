// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// test_scenario_window: the tests. test_scenario_window --drive WORKSPACE TALE: the victim of the kills.
#include "tests/scenarios/window/bad_input_test.h"
#include "tests/scenarios/window/driver.h"
#include "tests/scenarios/window/kill_test.h"
#include "tests/scenarios/window/whole_path_test.h"
#include "tests/ui/support/qtest_main.h"

#include <string_view>

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("VRFT_ENGINE_PROGRAM"))
        qputenv("VRFT_ENGINE_PROGRAM", VRFT_BIN_DIR "/vrftaug-engine");
    if (argc == 4 && std::string_view(argv[1]) == "--drive") {
        qputenv("VRFT_DATA_PROGRAM", VRFT_BIN_DIR "/vrftaug-data");
        QApplication application(argc, argv);
        QApplication::setOrganizationName(QStringLiteral("vrftaug"));
        QApplication::setApplicationName(QStringLiteral("test"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope,
                           QString::fromLocal8Bit(argv[3]) + QStringLiteral("-settings"));
        return vrft::test::drive(argv[2], argv[3]);
    }
    return vrft::test::runQtTests<WholePathTest, KillTest, BadInputTest>(argc, argv);
}
