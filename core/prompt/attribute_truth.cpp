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

std::vector<NamedAttribute> namedAttributes(const Task& task, const Target& target, std::string_view think) {
    const Vocabulary vocabulary = vocabularyOf(task, target);
    const std::set<Phrase> named = phrasesNamed(words(think), vocabulary);
    std::vector<NamedAttribute> list;
    for (const Phrase& phrase : named) {
        std::optional<NamedAttribute> found;
        for (const auto& [name, value] : target.attributes) {
            if (!vocabulary.at(phrase).contains(caseFoldNfc(name))) continue;
            const bool right = words(value) == phrase;
            if (found && !right) continue;
            std::string text;
            for (const std::string& word : phrase)
                text += (text.empty() ? "" : " ") + word;
            found = {name, std::move(text), value, right};
            if (right) break;
        }
        if (found) list.push_back(*std::move(found));
    }
    const auto order = [&](const NamedAttribute& item) {
        return std::find_if(target.attributes.begin(), target.attributes.end(),
                            [&](const auto& one) { return one.first == item.attribute; }) -
               target.attributes.begin();
    };
    std::stable_sort(list.begin(), list.end(),
                     [&](const NamedAttribute& a, const NamedAttribute& b) { return order(a) < order(b); });
    return list;
}

AttributeTruth attributeTruth(const Task& task, const Target& target, std::string_view think) {
    AttributeTruth truth;
    for (const NamedAttribute& item : namedAttributes(task, target, think)) {
        ++truth.named;
        truth.right += item.right ? 1 : 0;
    }
    return truth;
}

} // namespace vrft
