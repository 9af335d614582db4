// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the files of a byte-level BPE tokenizer say, checked and in one form. Internal to core/text.
//
// Reads: tokenizer.json with merges as strings or as pairs; vocab.json + merges.txt with added_tokens.json
// and tokenizer_config.json. Thread rule: pure functions.
#pragma once

#include "core/text/tokenizer.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

// Sorted keys: vocabularies of 150,000 entries, which an order-keeping object would search linearly for each
// key.
using LargeJson = nlohmann::json;

struct TokenizerDescription {
    std::vector<std::pair<std::string, int>> vocabulary;     // in the byte alphabet, by id
    std::vector<std::pair<std::string, std::string>> merges; // in the byte alphabet, by rank
    std::vector<AddedToken> added;                           // by id
    bool nfc = false;
    bool wholeWords = false;           // `ignore_merges`
    std::vector<std::string> patterns; // applied one after another
    std::string where;
};

// Errors: InvalidFormat (broken, repeated ids), Unsupported (another kind of tokenizer), NotFound.
TokenizerDescription describeTokenizer(const LargeJson& tokenizerJson, const std::string& where);
TokenizerDescription describeTokenizerFolder(const std::filesystem::path& folder);

} // namespace vrft
