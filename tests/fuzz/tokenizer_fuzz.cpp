// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A tokenizer's files and a text, cut at zero bytes; by the first byte tokenizer.json, changes to a sound one
// (a merge patch), or vocab.json with merges.txt, added_tokens.json and tokenizer_config.json. Refused in
// words, or every text becomes ids that have tokens and come back as that text.
#include "core/error.h"
#include "core/text/bpe_trainer.h"
#include "core/text/tokenizer.h"
#include "core/text/unicode.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>

using namespace vrft;
using namespace vrft::test;

namespace {

constexpr std::size_t kLongestText = 512; // patterns may be slow on purpose

Json soundTokenizer() {
    const std::vector<std::string> corpus = {"the cell the cell is round, the margin is smooth"};
    const std::vector<AddedToken> added = {{"<|end|>", true}, {"<think>", false}};
    return trainTokenizer(corpus, 280, added);
}

bool isAscii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void useTokenizer(const Tokenizer& tokenizer, std::string_view text) {
    text = text.substr(0, kLongestText);
    // Composition changes texts outside ASCII, and an added token may compose to another one.
    const bool unchanged =
        isAscii(text) && std::ranges::all_of(tokenizer.added(),
                                             [](const AddedToken& token) { return isAscii(token.content); });
    for (const ControlTokens control : {ControlTokens::Refuse, ControlTokens::Match}) {
        const std::vector<int> ids = tokenizer.encode(text, control);
        for (const int id : ids)
            require(tokenizer.hasToken(id), "an id has its token");
        for (const bool skipSpecial : {false, true}) {
            const std::string decoded = tokenizer.decode(ids, skipSpecial);
            require(isValidUtf8(decoded), "a decoded text is UTF-8");
            if (unchanged && !skipSpecial) require(decoded == text, "a text comes back");
            StreamDecoder stream(tokenizer, skipSpecial);
            std::string streamed;
            for (const int id : ids)
                streamed += stream.push(id);
            require(streamed + stream.finish() == decoded, "a stream decodes to the same text");
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Json sound = soundTokenizer();
    static InputFolder whole;
    static InputFolder pieces;
    if (size == 0) return 0;
    try {
        const std::string_view input = textOf(data + 1, size - 1);
        if (data[0] % 3 == 2) {
            const auto parts = partsOf(input, 5);
            std::size_t part = 0;
            for (const char* name :
                 {"vocab.json", "merges.txt", "added_tokens.json", "tokenizer_config.json"})
                pieces.put(name, parts[part++]);
            useTokenizer(Tokenizer::load(pieces.path()), parts[part]);
            return 0;
        }
        const auto parts = partsOf(input, 2);
        if (data[0] % 3 == 1) {
            Json changed = sound;
            changed.merge_patch(parseJson(parts[0], "fuzz"));
            whole.put("tokenizer.json", jsonLine(changed));
        } else {
            whole.put("tokenizer.json", parts[0]);
        }
        useTokenizer(Tokenizer::load(whole.path()), parts[1]);
    } catch (const Error& error) {
        require(!error.summary().empty(), "a refusal has words");
    }
    return 0;
}
