// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/bpe_trainer.h"

#include "core/error.h"
#include "core/text/byte_alphabet.h"
#include "core/text/pattern_splitter.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace vrft {

namespace {

struct Word {
    std::vector<int> symbols;
    std::int64_t count = 0;
};
using Pair = std::pair<int, int>;

// Pairs with their counts, and the words each may occur in: a merge touches those words only.
class PairTable {
public:
    PairTable(std::vector<Word> words, const std::vector<std::string>& symbols)
        : words_(std::move(words))
        , symbols_(symbols) {
        for (std::size_t i = 0; i < words_.size(); ++i)
            count(i, 1);
    }

    // The most frequent pair; ties go to the smaller bytes. Nothing when none occurs twice.
    std::optional<Pair> best() const {
        const Pair* best = nullptr;
        std::int64_t bestCount = 1;
        for (const auto& [pair, entry] : pairs_) {
            if (entry.count < bestCount || entry.count < 2) continue;
            if (entry.count > bestCount || best == nullptr || before(pair, *best)) {
                best = &pair;
                bestCount = entry.count;
            }
        }
        return best == nullptr ? std::nullopt : std::optional<Pair>(*best);
    }

    void merge(Pair pair, int result) {
        const std::set<std::size_t> touched = pairs_[pair].words;
        for (const std::size_t i : touched) {
            count(i, -1);
            replace(words_[i].symbols, pair, result);
            count(i, 1);
        }
        pairs_.erase(pair);
    }

private:
    struct Entry {
        std::int64_t count = 0;
        std::set<std::size_t> words;
    };

    bool before(const Pair& a, const Pair& b) const {
        const auto text = [this](int symbol) -> const std::string& {
            return symbols_[static_cast<std::size_t>(symbol)];
        };
        const int left = text(a.first).compare(text(b.first));
        return left != 0 ? left < 0 : text(a.second) < text(b.second);
    }

    void count(std::size_t index, std::int64_t sign) {
        const Word& word = words_[index];
        for (std::size_t i = 0; i + 1 < word.symbols.size(); ++i) {
            Entry& entry = pairs_[{word.symbols[i], word.symbols[i + 1]}];
            entry.count += sign * word.count;
            if (sign > 0) entry.words.insert(index);
        }
    }

    static void replace(std::vector<int>& symbols, Pair pair, int result) {
        std::size_t out = 0;
        for (std::size_t i = 0; i < symbols.size(); ++i) {
            const bool hit =
                i + 1 < symbols.size() && symbols[i] == pair.first && symbols[i + 1] == pair.second;
            symbols[out++] = hit ? result : symbols[i];
            if (hit) ++i;
        }
        symbols.resize(out);
    }

    std::vector<Word> words_;
    const std::vector<std::string>& symbols_;
    std::map<Pair, Entry> pairs_;
};

// The byte alphabet in the order of its code points, as the reference's trainers number it.
std::vector<std::string> byteSymbols() {
    std::vector<std::pair<char32_t, std::string>> sorted;
    for (int byte = 0; byte < 256; ++byte)
        sorted.emplace_back(byteToCodePoint(static_cast<std::uint8_t>(byte)),
                            std::string(1, static_cast<char>(byte)));
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::string> symbols;
    for (auto& [point, bytes] : sorted)
        symbols.push_back(std::move(bytes));
    return symbols;
}

void checkRequest(int vocabulary, std::span<const AddedToken> added) {
    std::set<std::string> seen;
    for (const AddedToken& token : added) {
        if (token.content.empty() || !isValidUtf8(token.content) || !seen.insert(token.content).second)
            throw Error(ErrorCode::InvalidArgument,
                        fmt::format("the added token \"{}\" is empty, not UTF-8 or given twice",
                                    replaceInvalidUtf8(token.content)),
                        "tokenizer", "Give each added token once");
    }
    const int least = 256 + static_cast<int>(added.size());
    if (vocabulary < least)
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("a vocabulary of {} has no room for the 256 bytes and {} added tokens",
                                vocabulary, added.size()),
                    "tokenizer", fmt::format("Ask for {} or more", least));
}

// Cuts added tokens out (left-most, longest), as encoding will.
std::vector<std::string> withoutAdded(std::string_view text, std::span<const AddedToken> added) {
    std::vector<std::string> pieces(1);
    for (std::size_t i = 0; i < text.size();) {
        std::size_t longest = 0;
        for (const AddedToken& token : added) {
            if (text.substr(i).starts_with(token.content)) longest = std::max(longest, token.content.size());
        }
        if (longest > 0) {
            pieces.emplace_back();
            i += longest;
        } else {
            pieces.back() += text[i++];
        }
    }
    return pieces;
}

std::vector<Word> countWords(std::span<const std::string> corpus, std::span<const AddedToken> added,
                             const std::vector<std::string>& symbols) {
    const PatternSplitter splitter(std::string(kQwen2Pattern), "tokenizer");
    std::map<std::string, std::int64_t> counts;
    for (const std::string& document : corpus) {
        for (const std::string& piece : withoutAdded(replaceInvalidUtf8(document), added)) {
            const std::string normal = nfc(piece);
            std::vector<std::string_view> words;
            splitter.split(normal, words);
            for (const std::string_view word : words)
                ++counts[std::string(word)];
        }
    }
    std::map<std::string, int> idOfByte;
    for (std::size_t i = 0; i < symbols.size(); ++i)
        idOfByte[symbols[i]] = static_cast<int>(i);
    std::vector<Word> result;
    for (const auto& [text, count] : counts) {
        Word word{{}, count};
        for (const char byte : text)
            word.symbols.push_back(idOfByte.at(std::string(1, byte)));
        result.push_back(std::move(word));
    }
    return result;
}

Json addedTokensJson(std::span<const AddedToken> added, std::size_t firstId) {
    Json list = Json::array();
    for (std::size_t i = 0; i < added.size(); ++i) {
        list.push_back(Json{{"id", firstId + i},
                            {"content", added[i].content},
                            {"single_word", false},
                            {"lstrip", false},
                            {"rstrip", false},
                            {"normalized", false},
                            {"special", added[i].special}});
    }
    return list;
}

Json byteLevelJson() {
    return Json{
        {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", false}, {"use_regex", false}};
}

} // namespace

Json trainTokenizer(std::span<const std::string> corpus, int vocabulary, std::span<const AddedToken> added) {
    checkRequest(vocabulary, added);
    std::vector<std::string> symbols = byteSymbols();
    const std::size_t room = static_cast<std::size_t>(vocabulary) - added.size();
    Json merges = Json::array();
    {
        PairTable table(countWords(corpus, added, symbols), symbols);
        std::map<std::string, int> idOf;
        while (symbols.size() < room) {
            const std::optional<Pair> pair = table.best();
            if (!pair) break;
            const std::string& left = symbols[static_cast<std::size_t>(pair->first)];
            const std::string& right = symbols[static_cast<std::size_t>(pair->second)];
            merges.push_back(Json::array({bytesToAlphabet(left), bytesToAlphabet(right)}));
            // Two pairs can spell the same entry; it keeps its first id.
            const std::string joined = left + right;
            const auto [entry, fresh] = idOf.emplace(joined, static_cast<int>(symbols.size()));
            if (fresh) symbols.push_back(joined);
            table.merge(*pair, entry->second);
        }
    }
    Json vocab = Json::object();
    for (std::size_t i = 0; i < symbols.size(); ++i)
        vocab[bytesToAlphabet(symbols[i])] = i;
    const Json split = {{"type", "Split"},
                        {"pattern", Json{{"Regex", std::string(kQwen2Pattern)}}},
                        {"behavior", "Isolated"},
                        {"invert", false}};
    return Json{{"version", "1.0"},
                {"truncation", nullptr},
                {"padding", nullptr},
                {"added_tokens", addedTokensJson(added, symbols.size())},
                {"normalizer", Json{{"type", "NFC"}}},
                {"pre_tokenizer",
                 Json{{"type", "Sequence"}, {"pretokenizers", Json::array({split, byteLevelJson()})}}},
                {"post_processor", byteLevelJson()},
                {"decoder", byteLevelJson()},
                {"model", Json{{"type", "BPE"},
                               {"dropout", nullptr},
                               {"unk_token", nullptr},
                               {"continuing_subword_prefix", ""},
                               {"end_of_word_suffix", ""},
                               {"fuse_unk", false},
                               {"byte_fallback", false},
                               {"ignore_merges", false},
                               {"vocab", std::move(vocab)},
                               {"merges", std::move(merges)}}}};
}

} // namespace vrft
