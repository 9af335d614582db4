// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a dry run found, for people: some lines instead of its document (formats.md §8).
//
// Text of a policy is data: control characters become blanks, long text is cut. Thread rule: pure function.
#pragma once

#include "core/json.h"

#include <string>
#include <vector>

namespace vrft::engine {

// Of its part "warnings", which is said as soon as it is known; dryRunWords leaves it out.
std::vector<std::string> warningWords(const Json& warnings);
std::vector<std::string> dryRunWords(const Json& document);

} // namespace vrft::engine
