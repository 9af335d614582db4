// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Whether a regular expression matches the whole of a text, as Python's re.fullmatch: the patterns of PEFT's
// target_modules and of recipes.
//
// Patterns come from files of unknown origin: the steps of a match are limited. Thread rule: immutable;
// copies share the compiled pattern. Implementation: PCRE2 with UTF.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace vrft {

class WholeMatch {
public:
    // Error(InvalidFormat) naming `where` when the pattern doesn't compile.
    WholeMatch(const std::string& pattern, const std::string& where);

    // Error(InvalidFormat) when the pattern needs more steps than its limit on this text.
    bool operator()(std::string_view text) const;

private:
    struct Compiled;
    std::shared_ptr<const Compiled> compiled_;
};

} // namespace vrft
