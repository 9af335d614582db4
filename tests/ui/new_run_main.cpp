// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/runs/new_run_test.h"
#include "tests/ui/runs/recipe_choice_test.h"
#include "tests/ui/runs/thresholds_test.h"
#include "tests/ui/support/qtest_main.h"

int main(int argc, char** argv) {
    return vrft::test::runQtTests<RecipeChoiceTest, NewRunTest, ThresholdsTest>(argc, argv);
}
