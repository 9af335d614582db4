// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A doctest program for skip_test.cpp to run: cases that are skipped, and one that isn't.
#include "tests/support/skip.h"

#include <doctest/doctest.h>

TEST_CASE("no disk") {
    return vrft::test::skip("no disk");
}

TEST_CASE("no data, said in two places") {
    vrft::test::skip("no data");
    vrft::test::skip("no disk");
}

TEST_CASE("runs") {
    CHECK(true);
}

TEST_CASE("fails" * doctest::skip()) {
    CHECK(false);
}
