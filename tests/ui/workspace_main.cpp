// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/whole_window_test.h"
#include "tests/ui/shell/workspace_window_test.h"
#include "tests/ui/support/qtest_main.h"

int main(int argc, char** argv) {
    return vrft::test::runQtTests<WorkspaceWindowTest, WholeWindowTest>(argc, argv);
}
