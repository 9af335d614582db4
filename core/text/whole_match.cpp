// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/text/whole_match.h"

#include "core/error.h"

#include <array>
#include <fmt/format.h>
#include <pcre2.h>

namespace vrft {

namespace {

constexpr std::uint32_t kMostSteps = 1'000'000;
constexpr std::uint32_t kMostKibibytes = 16 * 1024;

std::string problemText(int code) {
    std::array<PCRE2_UCHAR, 256> buffer{};
    pcre2_get_error_message(code, buffer.data(), buffer.size());
    return reinterpret_cast<const char*>(buffer.data());
}

} // namespace

struct WholeMatch::Compiled {
    pcre2_code* code = nullptr;
    pcre2_match_context* context = nullptr;
    std::string pattern;
    std::string where;

    Compiled(const std::string& given, const std::string& place)
        : pattern(given)
        , where(place) {
        int error = 0;
        PCRE2_SIZE offset = 0;
        code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                             PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED, &error, &offset, nullptr);
        if (code == nullptr)
            throw Error(ErrorCode::InvalidFormat,
                        fmt::format("the expression \"{}\" doesn't compile: {} at {}", pattern,
                                    problemText(error), offset),
                        where, "Write a regular expression that matches whole module paths");
        context = pcre2_match_context_create(nullptr);
        pcre2_set_match_limit(context, kMostSteps);
        pcre2_set_heap_limit(context, kMostKibibytes);
    }
    ~Compiled() {
        pcre2_match_context_free(context);
        pcre2_code_free(code);
    }
    Compiled(const Compiled&) = delete;
    Compiled& operator=(const Compiled&) = delete;
};

WholeMatch::WholeMatch(const std::string& pattern, const std::string& where)
    : compiled_(std::make_shared<const Compiled>(pattern, where)) {}

bool WholeMatch::operator()(std::string_view text) const {
    const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> data(
        pcre2_match_data_create_from_pattern(compiled_->code, nullptr), &pcre2_match_data_free);
    const int found = pcre2_match(compiled_->code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0,
                                  0, data.get(), compiled_->context);
    if (found == PCRE2_ERROR_NOMATCH) return false;
    if (found < 0)
        throw Error(ErrorCode::InvalidFormat,
                    fmt::format("the expression \"{}\" fails: {}", compiled_->pattern, problemText(found)),
                    compiled_->where, "Write a simpler regular expression");
    return true;
}

} // namespace vrft
