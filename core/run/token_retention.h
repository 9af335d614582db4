// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Which token files of a run stay (formats.md §6): all; those of evaluations (rollouts get no token records);
// the newest N files. Texts and rewards are always kept. Thread rule: values.
#pragma once

#include <string>

namespace vrft {

struct TokenRetention {
    enum class Kind { All, Evaluations, Last };
    Kind kind = Kind::All;
    int last = 0;
};

// all | evaluations | last-N; Error(InvalidArgument) for anything else, `where` being its place.
TokenRetention tokenRetentionFromText(const std::string& text, const std::string& where);
std::string tokenRetentionText(const TokenRetention& retention);

} // namespace vrft
