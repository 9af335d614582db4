// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/text/pattern_splitter.h"

#include "core/error.h"

#include <array>
#include <fmt/format.h>
#include <pcre2.h>

namespace vrft {

namespace {

// White_Space as the inside of a character class.
constexpr std::string_view kBlanks = "\\x{09}-\\x{0D}\\x{85}\\p{Z}";

std::string errorText(int code) {
    std::array<PCRE2_UCHAR, 256> buffer{};
    pcre2_get_error_message(code, buffer.data(), buffer.size());
    return reinterpret_cast<const char*>(buffer.data());
}

// `\s` and `\S` with the meaning they have for the reference's engine.
std::string withWhiteSpace(const std::string& pattern, const std::string& where) {
    std::string result;
    bool inClass = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '\\' && i + 1 < pattern.size()) {
            const char escaped = pattern[++i];
            if (escaped == 's') {
                result += inClass ? std::string(kBlanks) : fmt::format("[{}]", kBlanks);
            } else if (escaped == 'S') {
                if (inClass)
                    throw Error(ErrorCode::Unsupported, "\\S inside a character class of the pre-tokeniser",
                                where, "Use another tokenizer");
                result += fmt::format("[^{}]", kBlanks);
            } else {
                result += {c, escaped};
            }
            continue;
        }
        if (c == '[' && !inClass) {
            inClass = true;
            result += c;
            if (i + 1 < pattern.size() && pattern[i + 1] == '^') result += pattern[++i];
            if (i + 1 < pattern.size() && pattern[i + 1] == ']')
                result += pattern[++i]; // a literal ] comes first
            continue;
        }
        if (c == ']') inClass = false;
        result += c;
    }
    return result;
}

} // namespace

struct PatternSplitter::Compiled {
    pcre2_code* code = nullptr;
    std::string where;
    Compiled(const std::string& pattern, const std::string& place)
        : where(place) {
        int error = 0;
        PCRE2_SIZE offset = 0;
        code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                             PCRE2_UTF | PCRE2_UCP, &error, &offset, nullptr);
        if (code == nullptr)
            throw Error(ErrorCode::InvalidFormat,
                        fmt::format("the pre-tokeniser's pattern doesn't compile: {} at {}", errorText(error),
                                    offset),
                        where, "Get the tokenizer again");
        // Without JIT (some platforms) the interpreter gives the same matches.
        pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    }
    ~Compiled() { pcre2_code_free(code); }
    Compiled(const Compiled&) = delete;
    Compiled& operator=(const Compiled&) = delete;
};

PatternSplitter::PatternSplitter(const std::string& pattern, const std::string& where)
    : compiled_(std::make_shared<const Compiled>(withWhiteSpace(pattern, where), where)) {}

void PatternSplitter::split(std::string_view text, std::vector<std::string_view>& pieces) const {
    const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> data(
        pcre2_match_data_create_from_pattern(compiled_->code, nullptr), &pcre2_match_data_free);
    const auto matchFrom = [&](std::size_t start, std::uint32_t options) {
        return pcre2_match(compiled_->code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), start,
                           options | PCRE2_NO_UTF_CHECK, data.get(), nullptr);
    };
    std::size_t done = 0;   // everything before is in a piece
    std::size_t search = 0; // where the next match may begin
    while (search < text.size()) {
        int found = matchFrom(search, PCRE2_NOTEMPTY);
        if (found == PCRE2_ERROR_JIT_STACKLIMIT) found = matchFrom(search, PCRE2_NOTEMPTY | PCRE2_NO_JIT);
        if (found == PCRE2_ERROR_NOMATCH) break;
        if (found < 0)
            throw Error(ErrorCode::InvalidFormat, "the pre-tokeniser's pattern fails: " + errorText(found),
                        compiled_->where, "Use another tokenizer");
        const PCRE2_SIZE* bounds = pcre2_get_ovector_pointer(data.get());
        // A match may end before it begins (\K in a lookahead): such a pattern cuts nothing.
        if (bounds[0] < done || bounds[1] <= bounds[0]) break;
        if (bounds[0] > done) pieces.push_back(text.substr(done, bounds[0] - done));
        pieces.push_back(text.substr(bounds[0], bounds[1] - bounds[0]));
        done = search = bounds[1];
    }
    if (done < text.size()) pieces.push_back(text.substr(done));
}

} // namespace vrft
