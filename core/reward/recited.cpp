// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reward/recited.h"

#include "core/text/unicode.h"

#include <algorithm>
#include <set>
#include <string>

namespace vrft {

namespace {

struct PlacedWord {
    std::string word;
    TextSpan place; // of the stretch between blanks that holds it
};

// No word crosses a blank, so the words between two blanks are found apart.
std::vector<PlacedWord> placedWords(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    std::vector<PlacedWord> list;
    for (std::size_t begin = text.find_first_not_of(kBlanks); begin != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(kBlanks, begin), text.size());
        for (std::string& word : words(text.substr(begin, end - begin)))
            list.push_back({std::move(word), {begin, end}});
        begin = text.find_first_not_of(kBlanks, end);
    }
    return list;
}

// Without the marks around a word.
TextSpan tightened(std::string_view text, TextSpan span) {
    constexpr std::string_view kMarks = ".,;:!?()[]{}\"'";
    while (span.end > span.begin && kMarks.find(text[span.end - 1]) != std::string_view::npos)
        --span.end;
    while (span.begin < span.end && kMarks.find(text[span.begin]) != std::string_view::npos)
        ++span.begin;
    return span;
}

} // namespace

std::vector<TextSpan> recitedSpans(std::string_view text, std::string_view knowledge, int numWords) {
    const auto length = static_cast<std::size_t>(std::max(numWords, 1));
    std::set<std::vector<std::string>> known;
    for (std::size_t begin = 0; begin < knowledge.size();) {
        const std::size_t end = std::min(knowledge.find('\n', begin), knowledge.size());
        const std::vector<std::string> line = words(knowledge.substr(begin, end - begin));
        for (std::size_t at = 0; at + length <= line.size(); ++at)
            known.emplace(line.begin() + static_cast<std::ptrdiff_t>(at),
                          line.begin() + static_cast<std::ptrdiff_t>(at + length));
        begin = end + 1;
    }
    std::vector<TextSpan> spans;
    if (known.empty()) return spans;
    const std::vector<PlacedWord> said = placedWords(text);
    std::size_t lastWord = 0; // behind the last word of the last span
    for (std::size_t at = 0; at + length <= said.size(); ++at) {
        std::vector<std::string> here;
        for (std::size_t i = at; i < at + length; ++i)
            here.push_back(said[i].word);
        if (!known.contains(here)) continue;
        const TextSpan span{said[at].place.begin, said[at + length - 1].place.end};
        if (!spans.empty() && at < lastWord)
            spans.back().end = span.end;
        else
            spans.push_back(span);
        lastWord = at + length;
    }
    for (TextSpan& span : spans)
        span = tightened(text, span);
    return spans;
}

} // namespace vrft
