// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/import_request.h"

namespace vrft {

namespace {

constexpr const char* kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+,:=@%";

std::string quoted(const std::string& word) {
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

// Bytes beyond ASCII need no quotes: names in any script stay readable.
std::string asWord(const std::string& word) {
    for (const char c : word)
        if (static_cast<unsigned char>(c) < 0x80 && std::string_view(kPlain).find(c) == std::string::npos)
            return quoted(word);
    return word.empty() || word.starts_with("-") ? quoted(word) : word;
}

std::optional<std::vector<std::string>> words(const std::string& text) {
    std::vector<std::string> list;
    std::string word;
    bool inWord = false;
    bool inQuotes = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\'') {
            inQuotes = !inQuotes;
            inWord = true;
        } else if (!inQuotes && c == '\\' && i + 1 < text.size()) {
            word += text[++i];
            inWord = true;
        } else if (!inQuotes && c == ' ') {
            if (inWord) list.push_back(std::exchange(word, {}));
            inWord = false;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (inQuotes) return std::nullopt;
    if (inWord) list.push_back(word);
    return list;
}

} // namespace

std::string importRequestText(const ImportRequest& request) {
    std::string text = request.link ? "link" : "copy";
    for (const std::string& pattern : request.match)
        text += " --match " + quoted(pattern);
    for (const std::filesystem::path& path : request.paths)
        text += " " + asWord(path.string());
    return text;
}

std::optional<ImportRequest> importRequestFromText(const std::string& text) {
    const auto list = words(text);
    if (!list || list->empty() || (list->front() != "link" && list->front() != "copy")) return std::nullopt;
    ImportRequest request;
    request.link = list->front() == "link";
    for (std::size_t i = 1; i < list->size(); ++i) {
        const std::string& word = (*list)[i];
        if (word == "--match" && i + 1 < list->size())
            request.match.push_back((*list)[++i]);
        else if (word.starts_with("/"))
            request.paths.emplace_back(word);
        else
            return std::nullopt;
    }
    return request;
}

} // namespace vrft
