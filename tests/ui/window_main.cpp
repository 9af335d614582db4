// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/first_window_test.h"
#include "tests/ui/shell/import_window_test.h"
#include "tests/ui/support/qtest_main.h"
#include "tests/ui/viewer/viewer_window_test.h"

int main(int argc, char** argv) {
    return vrft::test::runQtTests<FirstWindowTest, ImportWindowTest, ViewerWindowTest>(argc, argv);
}
