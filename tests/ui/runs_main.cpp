// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/runs/chart_test.h"
#include "tests/ui/runs/run_watch_test.h"
#include "tests/ui/runs/training_page_test.h"
#include "tests/ui/support/qtest_main.h"

int main(int argc, char** argv) {
    return vrft::test::runQtTests<RunWatchTest, ChartTest, TrainingPageTest>(argc, argv);
}
