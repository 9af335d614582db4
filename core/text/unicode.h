// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Unicode text as the formats need it: NFC, case folding, blanks, the words of recitation, answers made
// comparable.
//
// No locale, no word or sentence segmentation, no collation. All text is UTF-8; a byte sequence that isn't
// becomes U+FFFD (one per maximal invalid part, Unicode 15 §3.9) in every function that returns changed text.
// Thread rule: pure functions. Implementation: utf8proc.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

bool isValidUtf8(std::string_view text);
std::string replaceInvalidUtf8(std::string_view text);

// Number of bytes at the end of `text` that begin a character which isn't complete yet (0-3): what a
// streaming decoder keeps back.
std::size_t incompleteUtf8Tail(std::string_view text);

// Normalisation form C (UAX #15).
std::string nfc(std::string_view text);
// NFC, full case folding (CaseFolding.txt C + F), NFC.
std::string caseFoldNfc(std::string_view text);

// Without leading and trailing White_Space; a view into `text`, whose other bytes are left as they are.
std::string_view trim(std::string_view text);
// Every run of White_Space becomes one U+0020.
std::string collapseBlanks(std::string_view text);

// Recitation tokens (formats.md §1): NFC, case-folded, split on everything but letters (L*), decimal digits
// (Nd) and a single hyphen-minus or point between two of them.
std::vector<std::string> words(std::string_view text);

// Answer matching (formats.md §1): trim, NFC, case-fold, strip surrounding quotes, `*` and a final `.`,
// collapse blanks, `_` becomes a blank. Equality of two results is a match; there is no substring rule.
std::string normaliseAnswer(std::string_view text);

} // namespace vrft
