// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What an answer says, and words about it for reasons. Scores nothing. Never fails on what a policy wrote.
// Thread rule: values and pure functions.
#pragma once

#include "core/box.h"
#include "core/knowledge/task.h"
#include "core/prompt/completion.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

// An answer read by the rules of formats.md §1 (Answer matching, Localisation). Needs exactly one answer
// element. `valid`: a class of the task, a grade in its scale, at least one box, or `none`.
struct AnswerReading {
    bool valid = false;
    std::optional<std::string> label; // class id; in gradings of the class with that grade
    std::optional<int> grade;
    std::vector<Box> boxes; // in the frame of the stored image
    bool none = false;      // localisation: the answer `none`
};

// An empty size in `frame` means that the text speaks in the stored image's pixels.
AnswerReading readAnswer(const Task& task, const ParsedCompletion& parsed, const BoxFrame& frame);

// Why there is no answer to read ("no answer element"); empty when there is exactly one.
std::string answerMissing(const ParsedCompletion& parsed);

// `"text"` on one line, shortened, without control characters and broken UTF-8.
std::string inQuotes(std::string_view text);

// Why the answer of a completion is no class or grade of the task, with a look-alike character named.
std::string answerUnmatched(const Task& task, std::string_view answer);

} // namespace vrft
