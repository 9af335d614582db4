// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/annotate/label_model_test.h"
#include "tests/ui/studies/study_tree_test.h"
#include "tests/ui/support/qtest_main.h"
#include "tests/ui/viewer/viewer_test.h"
#include "tests/ui/widgets/theme_test.h"
#include "tests/ui/workspace/library_test.h"

int main(int argc, char** argv) {
    return vrft::test::runQtTests<ThemeTest, ViewerTest, LabelModelTest, StudyTreeTest, LibraryTest>(argc,
                                                                                                     argv);
}
