// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Skipped cases are seen: tests/support/doctest_main.cpp as ctest and people meet it.
#include "tests/support/program.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

test::ProgramResult probe(const std::string& arguments, const std::string& environment = "VRFT_NO_SKIPS=0") {
    const test::TempFolder folder;
    return test::runProgram("../tests/skip_probe", folder, arguments, environment);
}

} // namespace

TEST_CASE("a program of which every case was skipped ends with 77") {
    const test::ProgramResult all = probe("-tc='no *'");
    CHECK(all.code == 77);
    CHECK(all.out.ends_with("\n2 cases skipped: no data; no disk\n"));
}

TEST_CASE("a program of which some cases were skipped passes and counts them in its last line") {
    const test::ProgramResult some = probe("");
    CHECK(some.code == 0);
    CHECK(some.out.ends_with("\n2 cases skipped: no data; no disk\n"));
    const test::ProgramResult none = probe("-tc=runs");
    CHECK(none.code == 0);
    CHECK(none.out.find("cases skipped:") == std::string::npos);
}

TEST_CASE("a failure beside skipped cases stays a failure, and so does every skip that isn't allowed") {
    CHECK(probe("--no-skip").code == 1);
    CHECK(probe("", "VRFT_NO_SKIPS=1").code == 1);
    CHECK(probe("-tc='no *'", "VRFT_NO_SKIPS=1").code == 1);
    CHECK(probe("-tc=runs", "VRFT_NO_SKIPS=1").code == 0);
}
