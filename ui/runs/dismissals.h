// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which alarms of a run somebody called no problem: RUN/dismissed.json (docs: formats, "Run folder").
//
// Errors: Error(Io | ReadOnly) when it can't be written; a file that can't be read counts as empty. Thread
// rule: pure functions, one writer at a time.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vrft::ui {

struct Dismissal {
    std::string alarm; // its key
    int step = 0;      // of that alarm up to this step
    std::string reader;
    double time = 0;
    bool operator==(const Dismissal&) const = default;
};

std::vector<Dismissal> readDismissals(const std::filesystem::path& run);
void addDismissal(const std::filesystem::path& run, const Dismissal& dismissal);

} // namespace vrft::ui
