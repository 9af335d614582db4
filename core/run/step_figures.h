// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the answers of one step say together, and which of them show a trouble best.
//
// Reads records, no files. Never fails on what a policy wrote. Thread rule: pure functions. Shares are 0-1.
#pragma once

#include "core/run/records.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

// Keys and values of a metrics line (formats.md §6) from the rollouts of one step; empty without any:
// answers/invalid (without an answer element: who knows the task overwrites it), answers/commonest,
// answers/repeated, think/words, and rewards/NAME/share where rewards differ within a group.
std::map<std::string, double> answerFigures(std::span<const CompletionRecord> rollouts);

// The answer as it is counted: trimmed, blanks collapsed; empty: none.
std::string countedAnswer(const CompletionRecord& record);
// The answer most rollouts (held-out answers, where there are none) give; the first of equals; empty: none.
std::string commonestAnswer(std::span<const CompletionRecord> records);

// One character again and again: at least 8 times in a row, which is half of the text or 24 of them.
bool repeatsOneCharacter(std::string_view text);

// At most `most` ids of completions of one step that show the alarm `key` (health_monitor.h), the plainest
// first, of different samples and only then of the same ones; of an alarm that no answer shows alone, those
// that earned least.
std::vector<std::string> exampleIds(std::string_view key, std::span<const CompletionRecord> ofStep,
                                    std::size_t most = 3);

} // namespace vrft
