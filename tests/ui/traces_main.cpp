// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/qtest_main.h"
#include "tests/ui/traces/review_labels_test.h"
#include "tests/ui/traces/review_queues_test.h"
#include "tests/ui/traces/review_test.h"

int main(int argc, char** argv) {
    return vrft::test::runQtTests<ReviewTest, ReviewQueuesTest, ReviewLabelsTest>(argc, argv);
}
