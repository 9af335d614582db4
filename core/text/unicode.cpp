// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/unicode.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <utf8proc.h>

namespace vrft {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Step {
    std::size_t bytes = 0;   // of the character, or of the invalid part
    std::int32_t point = -1; // -1: invalid
    bool incomplete = false; // invalid only because the text ends
};

// The first character at `offset`: table 3-7 of the Unicode standard (shortest forms, no surrogates).
Step nextCharacter(std::string_view text, std::size_t offset) {
    const auto byteAt = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byteAt(offset);
    if (lead < 0x80) return {1, lead, false};
    if (lead < 0xC2 || lead > 0xF4) return {1, -1, false};
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint8_t low = 0x80;
    std::uint8_t high = 0xBF;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
    std::int32_t point = lead & (0x7F >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (offset + i >= text.size()) return {i, -1, true};
        const std::uint8_t byte = byteAt(offset + i);
        if (byte < low || byte > high) return {i, -1, false};
        point = (point << 6) | (byte & 0x3F);
        low = 0x80;
        high = 0xBF;
    }
    return {length, point, false};
}

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string mapped(const std::string& valid, int options) {
    utf8proc_uint8_t* result = nullptr;
    const utf8proc_ssize_t length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(valid.data()),
                                                 static_cast<utf8proc_ssize_t>(valid.size()), &result,
                                                 static_cast<utf8proc_option_t>(options));
    if (length < 0) {
        throw Error(ErrorCode::Internal,
                    std::string("Unicode normalisation failed: ") + utf8proc_errmsg(length));
    }
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(result, &std::free);
    return std::string(reinterpret_cast<const char*>(result), static_cast<std::size_t>(length));
}

bool isWhiteSpace(std::int32_t point) {
    if (point < 0) return false;
    if ((point >= 0x09 && point <= 0x0D) || point == 0x20 || point == 0x85) return true;
    const utf8proc_category_t category = utf8proc_category(point);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

bool isWordCharacter(std::int32_t point) {
    const utf8proc_category_t category = utf8proc_category(point);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           category == UTF8PROC_CATEGORY_ND;
}

// What models and people put around an answer without meaning it.
bool isQuote(std::int32_t point) {
    static constexpr std::array<std::int32_t, 16> kQuotes = {'"',    '\'',   '`',    0xB4,   0xAB,   0xBB,
                                                             0x2018, 0x2019, 0x201A, 0x201B, 0x201C, 0x201D,
                                                             0x201E, 0x201F, 0x2039, 0x203A};
    return std::find(kQuotes.begin(), kQuotes.end(), point) != kQuotes.end();
}

Step lastCharacter(std::string_view text) {
    std::size_t start = text.size() - 1;
    while (start > 0 && text.size() - start < 4 && (static_cast<std::uint8_t>(text[start]) & 0xC0) == 0x80)
        --start;
    const Step step = nextCharacter(text, start);
    return start + step.bytes == text.size() ? step : Step{1, -1, false};
}

// One pass of quotes, stars and one final point off; the caller repeats it until nothing changes.
std::string_view stripOnce(std::string_view text) {
    if (!text.empty()) {
        const Step first = nextCharacter(text, 0);
        if (isQuote(first.point) || first.point == '*') text.remove_prefix(first.bytes);
    }
    if (!text.empty()) {
        const Step last = lastCharacter(text);
        if (isQuote(last.point) || last.point == '*') text.remove_suffix(last.bytes);
    }
    return text;
}

} // namespace

bool isValidUtf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const Step step = nextCharacter(text, i);
        if (step.point < 0) return false;
        i += step.bytes;
    }
    return true;
}

std::string replaceInvalidUtf8(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Step step = nextCharacter(text, i);
        result += step.point < 0 ? kReplacement : text.substr(i, step.bytes);
        i += step.bytes;
    }
    return result;
}

std::size_t incompleteUtf8Tail(std::string_view text) {
    for (std::size_t back = std::min<std::size_t>(3, text.size()); back > 0; --back) {
        const Step step = nextCharacter(text, text.size() - back);
        if (step.incomplete && step.bytes == back) return back;
    }
    return 0;
}

std::string nfc(std::string_view text) {
    if (isAscii(text)) return std::string(text);
    return mapped(replaceInvalidUtf8(text), UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string caseFoldNfc(std::string_view text) {
    if (isAscii(text)) {
        std::string folded(text);
        for (char& c : folded) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
        return folded;
    }
    return nfc(mapped(nfc(text), UTF8PROC_CASEFOLD));
}

std::string_view trim(std::string_view text) {
    while (!text.empty()) {
        const Step first = nextCharacter(text, 0);
        if (!isWhiteSpace(first.point)) break;
        text.remove_prefix(first.bytes);
    }
    while (!text.empty()) {
        const Step last = lastCharacter(text);
        if (!isWhiteSpace(last.point)) break;
        text.remove_suffix(last.bytes);
    }
    return text;
}

std::string collapseBlanks(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    bool inRun = false;
    for (std::size_t i = 0; i < text.size();) {
        const Step step = nextCharacter(text, i);
        const bool blank = isWhiteSpace(step.point);
        if (blank && !inRun) result += ' ';
        if (!blank) result += step.point < 0 ? kReplacement : text.substr(i, step.bytes);
        inRun = blank;
        i += step.bytes;
    }
    return result;
}

std::vector<std::string> words(std::string_view text) {
    const std::string folded = caseFoldNfc(text);
    std::vector<std::string> result;
    bool inWord = false;
    char joiner = 0; // a hyphen or point just after a word: inner if a word character follows
    for (std::size_t i = 0; i < folded.size();) {
        const Step step = nextCharacter(folded, i);
        if (step.point >= 0 && isWordCharacter(step.point)) {
            if (!inWord) result.emplace_back();
            if (joiner != 0) result.back() += joiner;
            result.back().append(folded, i, step.bytes);
            inWord = true;
            joiner = 0;
        } else if (inWord && joiner == 0 && (step.point == '-' || step.point == '.')) {
            joiner = static_cast<char>(step.point);
        } else {
            inWord = false;
            joiner = 0;
        }
        i += step.bytes;
    }
    return result;
}

std::string normaliseAnswer(std::string_view text) {
    const std::string folded = caseFoldNfc(trim(text));
    std::string_view rest = folded;
    bool pointTaken = false;
    for (std::size_t before = rest.size() + 1; before != rest.size();) {
        before = rest.size();
        rest = trim(stripOnce(rest));
        if (!pointTaken && !rest.empty() && rest.back() == '.') {
            rest.remove_suffix(1);
            pointTaken = true;
        }
    }
    std::string spaced(rest);
    std::replace(spaced.begin(), spaced.end(), '_', ' ');
    return std::string(trim(collapseBlanks(spaced)));
}

} // namespace vrft
