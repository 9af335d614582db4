// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Cuts text into pre-tokens by a regular expression, as the `Split` pre-tokeniser of Hugging Face with
// "Isolated" does: matches and the gaps between them, in order. Implementation: PCRE2 with UTF, UCP and JIT.
//
// Thread rule: immutable; copies share the compiled pattern.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

class PatternSplitter {
public:
    // Error(InvalidFormat) naming `where` when the pattern doesn't compile. `\s` means White_Space: PCRE2
    // adds U+180E to it, which the reference's engine doesn't.
    PatternSplitter(const std::string& pattern, const std::string& where);

    // Appends the pieces of `text`, which must be valid UTF-8, as views into it. Error(InvalidFormat) when
    // the pattern needs more steps than its limit on this text.
    void split(std::string_view text, std::vector<std::string_view>& pieces) const;

private:
    struct Compiled;
    std::shared_ptr<const Compiled> compiled_;
};

} // namespace vrft
