// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/diversity.h"

#include "core/error.h"

#include <algorithm>
#include <unordered_map>

namespace vrft {

NgramCount countNgrams(std::span<const std::vector<std::string>> texts, int n) {
    if (n < 1) throw Error(ErrorCode::InvalidArgument, "an n-gram has at least one word", "statistics");
    const auto length = static_cast<std::size_t>(n);
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    // Words become numbers, so that an n-gram is a stretch of one vector and comparing is cheap and exact.
    std::vector<std::uint32_t> all;
    std::vector<std::size_t> starts; // into `all`
    for (const auto& text : texts) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (i + length <= text.size()) starts.push_back(all.size());
            const auto number = static_cast<std::uint32_t>(numbers.size());
            all.push_back(numbers.try_emplace(text[i], number).first->second);
        }
    }
    const auto stretch = [&](std::size_t start) { return std::span(all).subspan(start, length); };
    std::sort(starts.begin(), starts.end(), [&](std::size_t a, std::size_t b) {
        return std::ranges::lexicographical_compare(stretch(a), stretch(b));
    });
    NgramCount count{0, static_cast<std::int64_t>(starts.size())};
    for (std::size_t i = 0; i < starts.size(); ++i)
        if (i == 0 || !std::ranges::equal(stretch(starts[i - 1]), stretch(starts[i]))) ++count.distinct;
    return count;
}

std::optional<double> distinctN(std::span<const std::vector<std::string>> texts, int n) {
    const NgramCount count = countNgrams(texts, n);
    if (count.total == 0) return std::nullopt;
    return static_cast<double>(count.distinct) / static_cast<double>(count.total);
}

} // namespace vrft
