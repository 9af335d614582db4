// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Is what the reasoning says true of the image? docs/decisions/0010-attribute-truth.md says whose a value is.
#include "core/prompt/completion.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

namespace vrft {

namespace {

using Phrase = std::vector<std::string>; // the words of a value or of a name
using Names = std::set<std::string>;     // of attributes, case-folded

struct Meaning {
    Names takenBy; // as a value: the attributes that may take it
    Names nameOf;  // as a name; a phrase that is a value is no name
};
using Vocabulary = std::map<Phrase, Meaning>;

Vocabulary vocabularyOf(const Task& task, const Target& target) {
    Vocabulary vocabulary;
    const auto add = [&vocabulary](const std::string& attribute, const std::vector<std::string>& values) {
        const std::string name = caseFoldNfc(attribute);
        vocabulary[words(attribute)].nameOf.insert(name);
        for (const std::string& value : values)
            vocabulary[words(value)].takenBy.insert(name);
    };
    for (const Attribute& attribute : taskAttributes(task))
        add(attribute.name, attribute.values);
    for (const auto& [name, value] : target.attributes)
        add(name, {value});
    vocabulary.erase(Phrase());
    return vocabulary;
}

struct PlacedWords {
    Phrase words;
    std::vector<int> clauses; // of each word
};

PlacedWords placedWordsOf(std::string_view text) {
    constexpr std::array<std::string_view, 13> kEnds = {".",  ",",  ";",  "!",  "?",  "\n", "\r",
                                                        "。", "，", "、", "；", "！", "？"};
    const auto goesOn = [&](std::size_t at) { // a letter or digit, or part of one
        const auto byte = at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
        return byte >= 0x80 || std::isalnum(static_cast<int>(byte)) != 0;
    };
    PlacedWords placed;
    int clause = 0;
    std::size_t begin = 0;
    const auto take = [&](std::size_t end) {
        for (std::string& word : words(text.substr(begin, end - begin))) {
            placed.words.push_back(std::move(word));
            placed.clauses.push_back(clause);
        }
        ++clause;
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto* end = std::find_if(kEnds.begin(), kEnds.end(), [&](std::string_view mark) {
            return text.substr(at).starts_with(mark);
        });
        if (end == kEnds.end()) continue;
        if (*end == "." && goesOn(at + 1)) continue; // inside a word, as in 0.5
        take(at);
        begin = at + end->size();
    }
    take(text.size());
    return placed;
}

struct Mention {
    const Phrase* phrase = nullptr;
    const Meaning* meaning = nullptr;
    std::size_t begin = 0; // words
    std::size_t end = 0;
    int clause = 0;
    bool isName() const { return meaning->takenBy.empty(); }
};

// Names and values in order, the longest that begins at a place.
std::vector<Mention> mentionsIn(const PlacedWords& text, const Vocabulary& vocabulary) {
    std::size_t longest = 0;
    for (const auto& [phrase, meaning] : vocabulary)
        longest = std::max(longest, phrase.size());
    std::vector<Mention> mentions;
    for (std::size_t at = 0; at < text.words.size();) {
        std::size_t length = std::min(longest, text.words.size() - at);
        for (; length > 0; --length) {
            const auto begin = text.words.begin() + static_cast<std::ptrdiff_t>(at);
            const auto found = vocabulary.find(Phrase(begin, begin + static_cast<std::ptrdiff_t>(length)));
            if (found == vocabulary.end()) continue;
            mentions.push_back({&found->first, &found->second, at, at + length, text.clauses[at]});
            break;
        }
        at += std::max<std::size_t>(length, 1);
    }
    return mentions;
}

struct Claim {
    const Mention* value = nullptr;
    std::string attribute; // case-folded; empty: whichever has the value
};

// Of one attribute name, or of several that read the same, the one that may take the value, else the first.
std::string ofName(const Mention& name, const Mention& value) {
    for (const std::string& attribute : name.meaning->nameOf)
        if (value.meaning->takenBy.contains(attribute)) return attribute;
    return *name.meaning->nameOf.begin();
}

std::vector<Claim> claimsOf(const std::vector<Mention>& mentions) {
    const auto takes = [](const Mention* name, const Mention& value) {
        return name != nullptr && value.meaning->takenBy.contains(ofName(*name, value));
    };
    std::vector<Claim> claims;
    const Mention* before = nullptr; // the name that stands before, in the clause
    bool given = false;              // it has a value
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        const Mention& mention = mentions[i];
        if (before != nullptr && before->clause != mention.clause) before = nullptr;
        if (mention.isName()) {
            before = &mention;
            given = false;
            continue;
        }
        const Mention* behind = i + 1 < mentions.size() ? &mentions[i + 1] : nullptr;
        if (behind != nullptr &&
            (!behind->isName() || behind->begin != mention.end || behind->clause != mention.clause))
            behind = nullptr;
        const bool open = before != nullptr && !given;
        if (takes(before, mention) || (open && !takes(behind, mention))) { // "margin is smooth"
            claims.push_back({&mention, ofName(*before, mention)});
            given = true;
        } else if (behind != nullptr) { // "smooth margin": the name is used up
            claims.push_back({&mention, ofName(*behind, mention)});
            before = nullptr;
            ++i;
        } else {
            claims.push_back({&mention, {}});
        }
    }
    return claims;
}

std::string textOf(const Phrase& phrase) {
    std::string text;
    for (const std::string& word : phrase)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

// Nothing where the sample doesn't state the attribute.
std::optional<NamedAttribute> judged(const Claim& claim, const Target& target) {
    const Names& takenBy = claim.value->meaning->takenBy;
    std::optional<NamedAttribute> found;
    for (const auto& [name, value] : target.attributes) {
        const std::string folded = caseFoldNfc(name);
        if (claim.attribute.empty() ? !takenBy.contains(folded) : claim.attribute != folded) continue;
        const bool right = words(value) == *claim.value->phrase;
        if (found && !right) continue;
        found = {name, textOf(*claim.value->phrase), value, right, takenBy.contains(folded)};
        if (right) break;
    }
    return found;
}

} // namespace

std::vector<NamedAttribute> namedAttributes(const Task& task, const Target& target, std::string_view think) {
    const Vocabulary vocabulary = vocabularyOf(task, target);
    const std::vector<Mention> mentions = mentionsIn(placedWordsOf(think), vocabulary);
    std::vector<NamedAttribute> list;
    for (const Claim& claim : claimsOf(mentions)) {
        auto item = judged(claim, target);
        const bool known = item && std::any_of(list.begin(), list.end(), [&](const NamedAttribute& other) {
                               return other.attribute == item->attribute && other.named == item->named;
                           });
        if (item && !known) list.push_back(*std::move(item));
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
