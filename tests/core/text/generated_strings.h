// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The strings of tests/data/make/make_tokenizer_hashes.py, made anew: the same numbers drawn in the same
// order.
#pragma once

#include "core/hash.h"
#include "core/json.h"
#include "core/random.h"
#include "tests/core/text/golden.h"

#include <fmt/format.h>
#include <string>

namespace vrft::test {

class GeneratedStrings {
public:
    GeneratedStrings()
        : parts_(readJsonFile(goldenFile("string_parts.json"))) {}

    std::string at(int number) const {
        CounterRandom random(seedFromText(fmt::format("strings/{}", number)));
        std::string text = pieces(random, random.below(kKinds));
        if (random.below(5) == 0) text += pieces(random, random.below(kKinds));
        return text;
    }

private:
    static constexpr std::uint64_t kKinds = 12;

    static const Json& pick(CounterRandom& random, const Json& items) {
        return items[static_cast<std::size_t>(random.below(items.size()))];
    }

    static std::string utf8(std::uint32_t point) {
        const auto byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
        if (point < 0x80) return {byte(point)};
        if (point < 0x800) return {byte(0xC0 | point >> 6), byte(0x80 | (point & 0x3F))};
        if (point < 0x10000)
            return {byte(0xE0 | point >> 12), byte(0x80 | (point >> 6 & 0x3F)), byte(0x80 | (point & 0x3F))};
        return {byte(0xF0 | point >> 18), byte(0x80 | (point >> 12 & 0x3F)), byte(0x80 | (point >> 6 & 0x3F)),
                byte(0x80 | (point & 0x3F))};
    }

    static std::string letter(CounterRandom& random, const Json& spans) {
        std::uint32_t total = 0;
        for (const Json& span : spans)
            total += span[1].get<std::uint32_t>() - span[0].get<std::uint32_t>() + 1;
        auto index = static_cast<std::uint32_t>(random.below(total));
        for (const Json& span : spans) {
            const auto first = span[0].get<std::uint32_t>();
            const std::uint32_t size = span[1].get<std::uint32_t>() - first + 1;
            if (index < size) return utf8(first + index);
            index -= size;
        }
        return {};
    }

    std::string text(CounterRandom& random, const char* part) const {
        return pick(random, parts_.at(part)).get<std::string>();
    }

    std::string piece(CounterRandom& random, std::uint64_t kind) const {
        switch (kind) {
        case 0: {
            std::string word = text(random, "words");
            return word + Json{" ", " ", ", ", ". ", "\n", "  ", " ("}[random.below(7)].get<std::string>();
        }
        case 1:
            return text(random, random.below(12) == 0 ? "snippets" : "code");
        case 2:
            return letter(random, parts_.at("han"));
        case 3:
            return random.below(6) == 0 ? text(random, "blanks") : letter(random, parts_.at("arabic"));
        case 4:
            return letter(random, pick(random, parts_.at("scripts")));
        case 5:
            return text(random, random.below(3) != 0 ? "emoji" : "words");
        case 6: {
            std::string marked = text(random, "bases");
            for (std::uint64_t marks = random.below(4); marks > 0; --marks)
                marked += letter(random, parts_.at("marks"));
            return marked;
        }
        case 7:
            return text(random, random.below(2) != 0 ? "controls" : "words");
        case 8: {
            const std::string unit = text(random, "runs");
            std::string run;
            for (int left = pick(random, parts_.at("lengths")).get<int>(); left > 0; --left)
                run += unit;
            return run;
        }
        case 9:
            return text(random, random.below(3) != 0 ? "contractions" : "blanks");
        case 10:
            return text(random, random.below(2) != 0 ? "tokens" : "words");
        default:
            return letter(random, parts_.at("bmp"));
        }
    }

    std::string pieces(CounterRandom& random, std::uint64_t kind) const {
        constexpr std::uint64_t kRuns = 8; // may end early
        std::string whole;
        for (std::uint64_t left = 1 + random.below(24); left > 0; --left) {
            whole += piece(random, kind);
            if (kind == kRuns && random.below(2) != 0) break;
        }
        return whole;
    }

    Json parts_;
};

} // namespace vrft::test
