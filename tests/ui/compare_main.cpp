// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/runs/compare_test.h"
#include "tests/ui/runs/external_test.h"
#include "tests/ui/support/qtest_main.h"

int main(int argc, char** argv) {
    return vrft::test::runQtTests<CompareTest, ExternalTest>(argc, argv);
}
