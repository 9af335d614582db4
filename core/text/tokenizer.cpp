// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer.h"

#include "core/error.h"
#include "core/text/bpe_model.h"
#include "core/text/byte_alphabet.h"
#include "core/text/pattern_splitter.h"
#include "core/text/tokenizer_files.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vrft {

const std::string_view kQwen2Pattern = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|)"
                                       R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

namespace {

// Finds added tokens in text: left-most, then longest.
class AddedTokenMatcher {
public:
    void add(const std::string& content, int id) {
        auto& bucket = byFirstByte_[static_cast<std::uint8_t>(content.front())];
        bucket.push_back({content, id});
        std::sort(bucket.begin(), bucket.end(),
                  [](const Entry& a, const Entry& b) { return a.content.size() > b.content.size(); });
    }

    // Calls gap(text) and token(id) in order; gaps aren't empty.
    template <typename Gap, typename Token>
    void scan(std::string_view text, const Gap& gap, const Token& token) const {
        std::size_t gapStart = 0;
        for (std::size_t i = 0; i < text.size();) {
            const Entry* entry = matchAt(text.substr(i));
            if (entry == nullptr) {
                ++i;
                continue;
            }
            if (i > gapStart) gap(text.substr(gapStart, i - gapStart));
            token(entry->id);
            i += entry->content.size();
            gapStart = i;
        }
        if (gapStart < text.size()) gap(text.substr(gapStart));
    }

private:
    struct Entry {
        std::string content;
        int id;
    };
    const Entry* matchAt(std::string_view text) const {
        for (const Entry& entry : byFirstByte_[static_cast<std::uint8_t>(text.front())]) {
            if (text.starts_with(entry.content)) return &entry;
        }
        return nullptr;
    }
    std::array<std::vector<Entry>, 256> byFirstByte_;
};

struct Matchers {
    AddedTokenMatcher raw;        // on the text as given
    AddedTokenMatcher normalized; // on the normalised gaps
};

} // namespace

struct Tokenizer::Tables {
    struct Entry {
        std::string bytes;
        bool present = false;
        bool special = false;
    };
    std::vector<Entry> entries; // by id
    std::vector<AddedToken> added;
    IdByText idByAdded;
    Matchers ordinary; // added tokens that aren't special
    Matchers all;
    std::unique_ptr<const BpeModel> model;
    std::vector<PatternSplitter> splitters;
    bool nfc = false;

    explicit Tables(TokenizerDescription description);
    void enter(int id, std::string bytes);
    void addToken(const AddedToken& token);
    void encodeText(std::string_view text, std::vector<int>& ids) const;
    const Entry& entry(int id) const;
};

Tokenizer::Tables::Tables(TokenizerDescription description)
    : added(std::move(description.added))
    , nfc(description.nfc) {
    IdByText idByBytes;
    idByBytes.reserve(description.vocabulary.size());
    for (const auto& [text, id] : description.vocabulary) {
        // An entry outside the byte alphabet is a control token of some trainer: merges can't reach it.
        std::optional<std::string> bytes = alphabetToBytes(text);
        if (bytes) idByBytes.emplace(*bytes, id);
        enter(id, bytes ? std::move(*bytes) : text);
    }
    std::vector<std::pair<std::string, std::string>> merges;
    merges.reserve(description.merges.size());
    for (const auto& [left, right] : description.merges) {
        std::optional<std::string> leftBytes = alphabetToBytes(left);
        std::optional<std::string> rightBytes = alphabetToBytes(right);
        if (!leftBytes || !rightBytes)
            throw Error(
                ErrorCode::InvalidFormat,
                fmt::format("merge {} (\"{}\" and \"{}\") isn't made of bytes", merges.size(), left, right),
                description.where, "Use a byte-level BPE tokenizer");
        merges.emplace_back(std::move(*leftBytes), std::move(*rightBytes));
    }
    model = std::make_unique<const BpeModel>(std::move(idByBytes), merges, description.wholeWords,
                                             description.where);
    for (const std::string& pattern : description.patterns)
        splitters.emplace_back(pattern, description.where);
    for (const AddedToken& token : added) {
        const auto at = static_cast<std::size_t>(token.id);
        if (at < entries.size() && entries[at].present && entries[at].bytes != token.content)
            throw Error(ErrorCode::InvalidFormat,
                        fmt::format("id {} is \"{}\" in the vocabulary and \"{}\" among the added tokens",
                                    token.id, bytesToAlphabet(entries[at].bytes), token.content),
                        description.where, "Get the tokenizer again");
        addToken(token);
    }
}

void Tokenizer::Tables::enter(int id, std::string bytes) {
    const auto at = static_cast<std::size_t>(id);
    if (at >= entries.size()) entries.resize(at + 1);
    entries[at] = {std::move(bytes), true, false};
}

void Tokenizer::Tables::addToken(const AddedToken& token) {
    enter(token.id, token.content);
    entries[static_cast<std::size_t>(token.id)].special = token.special;
    idByAdded.emplace(token.content, token.id);
    const bool late = token.normalized && nfc;
    const std::string content = late ? vrft::nfc(token.content) : token.content;
    (late ? all.normalized : all.raw).add(content, token.id);
    if (!token.special) (late ? ordinary.normalized : ordinary.raw).add(content, token.id);
}

void Tokenizer::Tables::encodeText(std::string_view text, std::vector<int>& ids) const {
    std::vector<std::string_view> pieces = {text};
    for (const PatternSplitter& splitter : splitters) {
        std::vector<std::string_view> finer;
        for (const std::string_view piece : pieces)
            splitter.split(piece, finer);
        pieces = std::move(finer);
    }
    for (const std::string_view piece : pieces)
        model->encode(piece, ids);
}

const Tokenizer::Tables::Entry& Tokenizer::Tables::entry(int id) const {
    const auto at = static_cast<std::size_t>(id);
    if (id < 0 || at >= entries.size() || !entries[at].present)
        throw Error(ErrorCode::InvalidArgument, fmt::format("the id {} has no token", id), "tokenizer",
                    fmt::format("Ids of this tokenizer are below {}", entries.size()));
    return entries[at];
}

Tokenizer::Tokenizer(std::shared_ptr<const Tables> tables)
    : tables_(std::move(tables)) {}

Tokenizer Tokenizer::load(const std::filesystem::path& policyFolder) {
    return Tokenizer(std::make_shared<const Tables>(describeTokenizerFolder(policyFolder)));
}

Tokenizer Tokenizer::fromJson(const Json& tokenizerJson, const std::string& where) {
    return Tokenizer(std::make_shared<const Tables>(describeTokenizer(LargeJson(tokenizerJson), where)));
}

std::vector<int> Tokenizer::encode(std::string_view text, ControlTokens control) const {
    std::string repaired;
    if (!isValidUtf8(text)) {
        repaired = replaceInvalidUtf8(text);
        text = repaired;
    }
    const Matchers& matchers = control == ControlTokens::Match ? tables_->all : tables_->ordinary;
    std::vector<int> ids;
    const auto token = [&ids](int id) { ids.push_back(id); };
    const auto ordinaryText = [&](std::string_view gap) { tables_->encodeText(gap, ids); };
    const auto outsideRaw = [&](std::string_view gap) {
        const std::string normal = tables_->nfc ? nfc(gap) : std::string(gap);
        matchers.normalized.scan(normal, ordinaryText, token);
    };
    matchers.raw.scan(text, outsideRaw, token);
    return ids;
}

std::string Tokenizer::decode(std::span<const int> ids, bool skipSpecial) const {
    std::string bytes;
    for (const int id : ids) {
        const Tables::Entry& entry = tables_->entry(id);
        if (!skipSpecial || !entry.special) bytes += entry.bytes;
    }
    return replaceInvalidUtf8(bytes);
}

const std::string& Tokenizer::bytes(int id) const {
    return tables_->entry(id).bytes;
}

std::optional<int> Tokenizer::find(std::string_view token) const {
    for (const IdByText* ids : {&tables_->idByAdded, &tables_->model->idByBytes()}) {
        if (const auto found = ids->find(token); found != ids->end()) return found->second;
    }
    return std::nullopt;
}

bool Tokenizer::hasToken(int id) const {
    return id >= 0 && id < size() && tables_->entries[static_cast<std::size_t>(id)].present;
}

bool Tokenizer::isSpecial(int id) const {
    return tables_->entry(id).special;
}

int Tokenizer::size() const {
    return static_cast<int>(tables_->entries.size());
}

const std::vector<AddedToken>& Tokenizer::added() const {
    return tables_->added;
}

StreamDecoder::StreamDecoder(Tokenizer tokenizer, bool skipSpecial)
    : tokenizer_(std::move(tokenizer))
    , skipSpecial_(skipSpecial) {}

std::string StreamDecoder::push(int id) {
    const std::string& bytes = tokenizer_.bytes(id);
    if (skipSpecial_ && tokenizer_.isSpecial(id)) return {};
    pending_ += bytes;
    const std::size_t ready = pending_.size() - incompleteUtf8Tail(pending_);
    std::string text = replaceInvalidUtf8(std::string_view(pending_).substr(0, ready));
    pending_.erase(0, ready);
    return text;
}

std::string StreamDecoder::finish() {
    std::string text = replaceInvalidUtf8(pending_);
    pending_.clear();
    return text;
}

} // namespace vrft
