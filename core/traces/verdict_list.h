// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Verdicts as a table for statistics elsewhere (formats.md §8): what was said, and of the text it was said of
// how it answered and what that earned.
//
// Reads run folders; stores nothing. A run that is gone leaves the last columns blank. Thread rule: that of
// the search.
#pragma once

#include "core/store/verdicts_table.h"

#include <filesystem>
#include <span>
#include <string>

namespace vrft {

class TraceSearch;

std::string verdictsToCsv(std::span<const TraceVerdict> verdicts, TraceSearch& search,
                          const std::filesystem::path& workspace);

} // namespace vrft
