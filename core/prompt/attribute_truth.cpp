// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Is what the reasoning says true of the image?
#include "core/prompt/completion.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <map>
#include <set>

namespace vrft {

namespace {

using Phrase = std::vector<std::string>; // the words of a value

// Every value that can be named, with the attributes that may take it.
using Vocabulary = std::map<Phrase, std::set<std::string>>;

Vocabulary vocabularyOf(const Task& task, const Target& target) {
    Vocabulary vocabulary;
    const auto add = [&vocabulary](const std::string& attribute, const std::string& value) {
        const Phrase phrase = words(value);
        if (!phrase.empty()) vocabulary[phrase].insert(caseFoldNfc(attribute));
    };
    for (const Attribute& attribute : taskAttributes(task)) {
        for (const std::string& value : attribute.values)
            add(attribute.name, value);
    }
    for (const auto& [name, value] : target.attributes)
        add(name, value);
    return vocabulary;
}

// The longest phrase of the vocabulary that begins at `at`; empty if none does.
Phrase longestAt(const Phrase& text, std::size_t at, std::size_t longest, const Vocabulary& vocabulary) {
    for (std::size_t length = std::min(longest, text.size() - at); length > 0; --length) {
        const auto begin = text.begin() + static_cast<std::ptrdiff_t>(at);
        Phrase candidate(begin, begin + static_cast<std::ptrdiff_t>(length));
        if (vocabulary.contains(candidate)) return candidate;
    }
    return {};
}

std::set<Phrase> phrasesNamed(const Phrase& text, const Vocabulary& vocabulary) {
    std::size_t longest = 0;
    for (const auto& [phrase, attributes] : vocabulary)
        longest = std::max(longest, phrase.size());
    std::set<Phrase> named;
    for (std::size_t at = 0; at < text.size();) {
        const Phrase found = longestAt(text, at, longest, vocabulary);
        at += std::max<std::size_t>(found.size(), 1);
        if (!found.empty()) named.insert(found);
    }
    return named;
}

} // namespace

AttributeTruth attributeTruth(const Task& task, const Target& target, std::string_view think) {
    std::map<std::string, Phrase> stated;
    for (const auto& [name, value] : target.attributes)
        stated[caseFoldNfc(name)] = words(value);

    const Vocabulary vocabulary = vocabularyOf(task, target);
    AttributeTruth truth;
    for (const Phrase& phrase : phrasesNamed(words(think), vocabulary)) {
        bool judged = false;
        bool right = false;
        for (const std::string& attribute : vocabulary.at(phrase)) {
            const auto known = stated.find(attribute);
            if (known == stated.end()) continue;
            judged = true;
            right = right || known->second == phrase;
        }
        truth.named += judged ? 1 : 0;
        truth.right += right ? 1 : 0;
    }
    return truth;
}

} // namespace vrft
