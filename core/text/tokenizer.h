// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Byte-level BPE tokenizer of a policy folder: tokenizer.json, or vocab.json + merges.txt.
//
// What it does: added tokens are split off (longest match at a position), the rest is normalised as the file
// says (NFC or nothing), cut by its regular expression(s), merged by rank. Equal ids to Hugging Face
// `tokenizers`. What it doesn't: no BOS or EOS is ever added, no template, no truncation, no padding;
// tokenizers of another kind (WordPiece, Unigram, byte fallback, prefix spaces) are refused with Unsupported.
//
// Thread rule: const methods may be called from many threads (the cache inside is locked). Copies are cheap
// and share the tables. Errors: InvalidFormat and Unsupported name the file and the key.
#pragma once

#include "core/json.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

// The pre-tokeniser of Qwen2, Qwen2.5 and Qwen3: used where files don't name one, and by our trainer.
extern const std::string_view kQwen2Pattern;

// Special added tokens are control tokens: text must never turn into them unless the caller asks.
enum class ControlTokens { Refuse, Match };

struct AddedToken {
    std::string content;
    bool special = true;     // false: `<think>` and its like, matched in any text and kept by decode
    int id = -1;             // given by the files, or by the trainer
    bool normalized = false; // matched after normalisation instead of before
};

class Tokenizer {
public:
    // tokenizer.json if present, else vocab.json + merges.txt + added_tokens.json / tokenizer_config.json.
    static Tokenizer load(const std::filesystem::path& policyFolder);
    // `where` names the source in errors.
    static Tokenizer fromJson(const Json& tokenizerJson, const std::string& where);

    // Invalid UTF-8 becomes U+FFFD first. Refuse: special added tokens in the text are encoded as ordinary
    // text; added tokens that aren't special match always.
    std::vector<int> encode(std::string_view text, ControlTokens control = ControlTokens::Refuse) const;

    // Invalid UTF-8 in the joined bytes becomes U+FFFD. An id without a token: Error(InvalidArgument).
    std::string decode(std::span<const int> ids, bool skipSpecial = true) const;

    // The bytes of one token, which may be part of a character. Error(InvalidArgument) without such a token.
    const std::string& bytes(int id) const;

    // Added tokens by their content; other tokens by their bytes.
    std::optional<int> find(std::string_view token) const;
    bool hasToken(int id) const;
    bool isSpecial(int id) const;
    // Highest id + 1. Ids below it without a token exist in some files: hasToken tells.
    int size() const;
    const std::vector<AddedToken>& added() const; // by id

private:
    struct Tables;
    explicit Tokenizer(std::shared_ptr<const Tables> tables);
    std::shared_ptr<const Tables> tables_;
};

// Decodes a sequence while it is being sampled: the concatenation of all push() and finish() equals
// decode(ids); bytes of an unfinished character are kept back. One thread per object.
class StreamDecoder {
public:
    explicit StreamDecoder(Tokenizer tokenizer, bool skipSpecial = true);
    std::string push(int id);
    std::string finish();

private:
    Tokenizer tokenizer_;
    bool skipSpecial_;
    std::string pending_;
};

} // namespace vrft
