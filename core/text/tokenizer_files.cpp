// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer_files.h"

#include "core/error.h"
#include "core/files.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace vrft {

namespace {

constexpr int kMaxDepth = 64;
constexpr int kMaxId = 1 << 20; // four times the largest vocabularies; a table of ids has an entry for each
// The pattern of a ByteLevel pre-tokeniser with `use_regex` (GPT-2).
constexpr std::string_view kGpt2Pattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

[[noreturn]] void invalid(const std::string& what, const std::string& where) {
    throw Error(ErrorCode::InvalidFormat, what, where, "Get the tokenizer again");
}

[[noreturn]] void unsupported(const std::string& what, const std::string& where) {
    throw Error(ErrorCode::Unsupported, what, where, "Use a byte-level BPE tokenizer such as Qwen2.5-VL's");
}

LargeJson readLargeJson(const std::filesystem::path& file) {
    const std::string where = file.string();
    const auto refuseDeep = [&where](int depth, LargeJson::parse_event_t, LargeJson&) {
        if (depth > kMaxDepth) invalid(fmt::format("JSON nested over {} levels", kMaxDepth), where);
        return true;
    };
    try {
        return LargeJson::parse(readTextFile(file), refuseDeep);
    } catch (const LargeJson::exception& error) {
        invalid(fmt::format("not valid JSON: {}", error.what()), where);
    }
}

// The value of a key, or null where it is absent.
const LargeJson& member(const LargeJson& object, const char* key) {
    static const LargeJson kNull;
    const auto found = object.find(key);
    return found == object.end() ? kNull : *found;
}

std::string textOf(const LargeJson& object, const char* key, const std::string& where) {
    const LargeJson& value = member(object, key);
    if (!value.is_string()) invalid(fmt::format("\"{}\" must be a text", key), where);
    return value.get<std::string>();
}

// true and false as written; absent or null is `fallback`.
bool flagOf(const LargeJson& object, const char* key, bool fallback, const std::string& where) {
    const LargeJson& value = member(object, key);
    if (value.is_null()) return fallback;
    if (!value.is_boolean()) invalid(fmt::format("\"{}\" must be true or false", key), where);
    return value.get<bool>();
}

int idOf(const LargeJson& value, const std::string& token, const std::string& where) {
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0 || value.get<std::int64_t>() > kMaxId)
        invalid(fmt::format("the id of \"{}\" must be a whole number from 0 to {}", token, kMaxId), where);
    return value.get<int>();
}

std::vector<std::pair<std::string, int>> vocabularyOf(const LargeJson& vocab, const std::string& where) {
    if (!vocab.is_object() || vocab.empty())
        invalid("the vocabulary must be an object of tokens and ids", where);
    std::vector<std::pair<std::string, int>> result;
    result.reserve(vocab.size());
    for (const auto& [token, id] : vocab.items())
        result.emplace_back(token, idOf(id, token, where));
    std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto repeated = std::adjacent_find(
        result.begin(), result.end(), [](const auto& a, const auto& b) { return a.second == b.second; });
    if (repeated != result.end())
        invalid(fmt::format("the tokens \"{}\" and \"{}\" share the id {}", repeated->first,
                            std::next(repeated)->first, repeated->second),
                where);
    return result;
}

std::pair<std::string, std::string> mergeOf(std::string_view line, std::size_t number,
                                            const std::string& where) {
    const std::size_t blank = line.find(' ');
    if (blank == 0 || blank == std::string_view::npos || blank + 1 == line.size() ||
        line.find(' ', blank + 1) != std::string_view::npos)
        invalid(fmt::format("merge {} must be two tokens with one blank between", number), where);
    return {std::string(line.substr(0, blank)), std::string(line.substr(blank + 1))};
}

std::vector<std::pair<std::string, std::string>> mergesOf(const LargeJson& merges, const std::string& where) {
    if (!merges.is_array()) invalid("\"merges\" must be a list", where);
    std::vector<std::pair<std::string, std::string>> result;
    result.reserve(merges.size());
    for (const LargeJson& merge : merges) {
        if (merge.is_string()) {
            result.push_back(mergeOf(merge.get_ref<const std::string&>(), result.size(), where));
        } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
            result.emplace_back(merge[0].get<std::string>(), merge[1].get<std::string>());
        } else {
            invalid(fmt::format("merge {} must be \"a b\" or [\"a\", \"b\"]", result.size()), where);
        }
    }
    return result;
}

AddedToken addedTokenOf(const LargeJson& entry, int id, const std::string& where) {
    if (!entry.is_object()) invalid("an added token must be an object", where);
    AddedToken token;
    token.content = textOf(entry, "content", where);
    if (token.content.empty()) invalid(fmt::format("the added token {} has no content", id), where);
    token.id = id;
    token.special = flagOf(entry, "special", false, where);
    token.normalized = flagOf(entry, "normalized", !token.special, where);
    for (const char* key : {"lstrip", "rstrip", "single_word"}) {
        if (flagOf(entry, key, false, where))
            unsupported(fmt::format("the added token \"{}\" asks for {}", token.content, key), where);
    }
    return token;
}

void readNormalizer(const LargeJson& node, TokenizerDescription& into) {
    if (node.is_null()) return;
    const std::string type = node.is_object() ? textOf(node, "type", into.where) : std::string("?");
    if (type == "NFC") {
        into.nfc = true;
    } else if (type == "Sequence" && member(node, "normalizers").is_array()) {
        for (const LargeJson& part : member(node, "normalizers"))
            readNormalizer(part, into);
    } else {
        unsupported(fmt::format("the normalizer {}", type), into.where);
    }
}

void readSplit(const LargeJson& node, TokenizerDescription& into) {
    const LargeJson& pattern = member(node, "pattern");
    if (!pattern.is_object() || !member(pattern, "Regex").is_string())
        unsupported("a Split pre-tokeniser without a regular expression", into.where);
    if (textOf(node, "behavior", into.where) != "Isolated" || flagOf(node, "invert", false, into.where))
        unsupported("a Split pre-tokeniser that isn't \"Isolated\"", into.where);
    into.patterns.push_back(textOf(pattern, "Regex", into.where));
}

// True when a ByteLevel step was met: without it the vocabulary wouldn't be one of bytes.
bool readPreTokenizer(const LargeJson& node, TokenizerDescription& into) {
    const std::string type = node.is_object() ? textOf(node, "type", into.where) : std::string("null");
    if (type == "Sequence" && member(node, "pretokenizers").is_array()) {
        bool byteLevel = false;
        for (const LargeJson& part : member(node, "pretokenizers"))
            byteLevel = readPreTokenizer(part, into) || byteLevel;
        return byteLevel;
    }
    if (type == "Split") {
        readSplit(node, into);
        return false;
    }
    if (type != "ByteLevel") unsupported(fmt::format("the pre-tokeniser {}", type), into.where);
    if (flagOf(node, "add_prefix_space", true, into.where)) unsupported("a prefix space", into.where);
    if (flagOf(node, "use_regex", true, into.where)) into.patterns.emplace_back(kGpt2Pattern);
    return true;
}

void readModel(const LargeJson& model, TokenizerDescription& into) {
    if (!model.is_object()) invalid("\"model\" must be an object", into.where);
    // Old files leave the type out. An unk_token is never used: all 256 bytes are in the vocabulary.
    const LargeJson& type = member(model, "type");
    if (!type.is_null() && type != "BPE") unsupported("a model that isn't BPE", into.where);
    for (const char* key : {"dropout", "continuing_subword_prefix", "end_of_word_suffix"}) {
        const LargeJson& value = member(model, key);
        if (!value.is_null() && value != "" && value != 0.0)
            unsupported(fmt::format("a BPE model with {}", key), into.where);
    }
    if (flagOf(model, "byte_fallback", false, into.where)) unsupported("byte fallback", into.where);
    into.wholeWords = flagOf(model, "ignore_merges", false, into.where);
    into.vocabulary = vocabularyOf(member(model, "vocab"), into.where);
    into.merges = mergesOf(member(model, "merges"), into.where);
}

void sortAdded(TokenizerDescription& description) {
    std::vector<AddedToken>& added = description.added;
    std::sort(added.begin(), added.end(),
              [](const AddedToken& a, const AddedToken& b) { return a.id < b.id; });
    std::map<std::string_view, int> seen;
    for (std::size_t i = 0; i < added.size(); ++i) {
        if (i > 0 && added[i - 1].id == added[i].id)
            invalid(fmt::format("the added tokens \"{}\" and \"{}\" share the id {}", added[i - 1].content,
                                added[i].content, added[i].id),
                    description.where);
        if (!seen.emplace(added[i].content, added[i].id).second)
            invalid(fmt::format("the added token \"{}\" has two ids", added[i].content), description.where);
    }
}

// added_tokens.json gives ids only. A token without flags anywhere counts as a control token: the safe
// reading.
std::vector<AddedToken> addedTokensOfFolder(const std::filesystem::path& folder) {
    std::map<int, AddedToken> byId;
    const std::filesystem::path idsFile = folder / "added_tokens.json";
    if (std::filesystem::exists(idsFile)) {
        const LargeJson ids = readLargeJson(idsFile);
        if (!ids.is_object()) invalid("added tokens must be an object of tokens and ids", idsFile.string());
        for (const auto& [content, value] : ids.items()) {
            const int id = idOf(value, content, idsFile.string());
            if (!byId.emplace(id, AddedToken{content, true, id, false}).second)
                invalid(fmt::format("two added tokens share the id {}", id), idsFile.string());
        }
    }
    const std::filesystem::path configFile = folder / "tokenizer_config.json";
    if (std::filesystem::exists(configFile)) {
        const LargeJson config = readLargeJson(configFile);
        const std::string where = configFile.string();
        if (!config.is_object()) invalid("the tokenizer's configuration must be an object", where);
        if (flagOf(config, "add_prefix_space", false, where)) unsupported("a prefix space", where);
        const LargeJson& decoder = member(config, "added_tokens_decoder");
        if (!decoder.is_null() && !decoder.is_object())
            invalid("\"added_tokens_decoder\" must be an object", where);
        for (const auto& [key, entry] : decoder.items()) {
            if (key.empty() || key.size() > 8 || key.find_first_not_of("0123456789") != std::string::npos)
                invalid(fmt::format("\"added_tokens_decoder\": \"{}\" isn't an id", key), where);
            const int id = std::stoi(key);
            const AddedToken token = addedTokenOf(entry, id, where);
            const auto [known, fresh] = byId.emplace(id, token);
            if (!fresh && known->second.content != token.content)
                throw Error(
                    ErrorCode::Mismatch,
                    fmt::format("id {} is \"{}\" in added_tokens.json and \"{}\" in tokenizer_config.json",
                                id, known->second.content, token.content),
                    folder.string(), "Get the tokenizer again");
            known->second = token;
        }
    }
    std::vector<AddedToken> result;
    for (auto& [id, token] : byId)
        result.push_back(std::move(token));
    return result;
}

std::vector<std::pair<std::string, std::string>> readMergesFile(const std::filesystem::path& file) {
    const std::string content = readTextFile(file);
    std::vector<std::pair<std::string, std::string>> result;
    for (std::size_t start = 0; start < content.size();) {
        const std::size_t end = std::min(content.find('\n', start), content.size());
        std::string_view line(content.data() + start, end - start);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        start = end + 1;
        if (line.empty() || line.starts_with("#version")) continue;
        result.push_back(mergeOf(line, result.size(), file.string()));
    }
    return result;
}

} // namespace

TokenizerDescription describeTokenizer(const LargeJson& document, const std::string& where) {
    TokenizerDescription result;
    result.where = where;
    if (!document.is_object()) invalid("a tokenizer must be an object", where);
    readModel(member(document, "model"), result);
    readNormalizer(member(document, "normalizer"), result);
    if (!readPreTokenizer(member(document, "pre_tokenizer"), result))
        unsupported("a tokenizer without a ByteLevel pre-tokeniser", where);
    const LargeJson& added = member(document, "added_tokens");
    if (!added.is_null() && !added.is_array()) invalid("\"added_tokens\" must be a list", where);
    for (const LargeJson& entry : added) {
        if (!entry.is_object()) invalid("an added token must be an object", where);
        result.added.push_back(addedTokenOf(entry, idOf(member(entry, "id"), "added token", where), where));
    }
    sortAdded(result);
    return result;
}

TokenizerDescription describeTokenizerFolder(const std::filesystem::path& folder) {
    const std::filesystem::path whole = folder / "tokenizer.json";
    if (std::filesystem::exists(whole)) return describeTokenizer(readLargeJson(whole), whole.string());
    const std::filesystem::path vocabFile = folder / "vocab.json";
    const std::filesystem::path mergesFile = folder / "merges.txt";
    if (!std::filesystem::exists(vocabFile) || !std::filesystem::exists(mergesFile))
        throw Error(ErrorCode::NotFound, "no tokenizer.json, and no vocab.json with merges.txt",
                    folder.string(), "Give a policy folder with its tokenizer");
    TokenizerDescription result;
    result.where = folder.string();
    result.vocabulary = vocabularyOf(readLargeJson(vocabFile), vocabFile.string());
    result.merges = readMergesFile(mergesFile);
    result.added = addedTokensOfFolder(folder);
    result.nfc = true;
    result.patterns = {std::string(kQwen2Pattern)};
    sortAdded(result);
    return result;
}

} // namespace vrft
