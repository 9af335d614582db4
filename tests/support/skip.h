// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A case that can't be run on this machine says so; doctest itself only knows passed and failed.
//
//   if (sharedData().empty()) return test::skip("../shared/data isn't there");
//
// doctest_main.cpp prints the words, ends with 77 (skipped, to ctest) when every case that ran was skipped,
// and else counts them in the last line. With VRFT_NO_SKIPS=1 a skip is a failure.
#pragma once

#include <string>

namespace vrft::test {

void skip(const std::string& why);

} // namespace vrft::test
