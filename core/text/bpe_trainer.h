// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Trains a small byte-level BPE tokenizer: the vocabulary of the tiny policies (some hundred entries).
//
// Not for large corpora: words and their counts are held in memory. Deterministic: the same corpus, size and
// added tokens give the same file on every machine. Thread rule: pure function.
#pragma once

#include "core/json.h"
#include "core/text/tokenizer.h"

#include <span>
#include <string>

namespace vrft {

// A tokenizer.json that Hugging Face `tokenizers` loads: ids 0-255 are the byte alphabet, then the merges,
// then `added` in order (their id and normalized fields are ignored). `vocabulary` counts all of them; the
// result is smaller when no pair of the corpus occurs twice any more. The merge chosen is the most frequent
// adjacent pair; ties go to the smaller bytes (left part, then right part). Pre-tokeniser: kQwen2Pattern, so
// every digit is a token of its own. Added tokens are cut out of the corpus first. Errors: InvalidArgument
// for a vocabulary too small for 256 + added, for empty or repeated added tokens. Source of the algorithm:
// Sennrich, Haddow, Birch (ACL 2016); byte alphabet: GPT-2.
Json trainTokenizer(std::span<const std::string> corpus, int vocabulary, std::span<const AddedToken> added);

} // namespace vrft
