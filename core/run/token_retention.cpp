// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/token_retention.h"

#include "core/error.h"

#include <charconv>
#include <fmt/format.h>

namespace vrft {

TokenRetention tokenRetentionFromText(const std::string& text, const std::string& where) {
    using Kind = TokenRetention::Kind;
    if (text == "all") return {Kind::All, 0};
    if (text == "evaluations") return {Kind::Evaluations, 0};
    constexpr std::string_view kLast = "last-";
    if (text.starts_with(kLast)) {
        int number = 0;
        const auto result = std::from_chars(text.data() + kLast.size(), text.data() + text.size(), number);
        if (result.ec == std::errc() && result.ptr == text.data() + text.size() && number > 0)
            return {Kind::Last, number};
    }
    throw Error(ErrorCode::InvalidArgument, fmt::format("\"{}\" is no retention of token files", text), where,
                "Use all, evaluations, or last-N with N of 1 or more");
}

std::string tokenRetentionText(const TokenRetention& retention) {
    switch (retention.kind) {
    case TokenRetention::Kind::All:
        return "all";
    case TokenRetention::Kind::Evaluations:
        return "evaluations";
    case TokenRetention::Kind::Last:
        return fmt::format("last-{}", retention.last);
    }
    throw Error(ErrorCode::Internal, "unknown retention of token files");
}

} // namespace vrft
