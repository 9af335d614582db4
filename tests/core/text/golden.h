// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the tests of this room share: the golden files of make_text_goldens.py.
#pragma once

#include "core/error.h"
#include "core/files.h"
#include "core/json.h"
#include "core/text/tokenizer.h"

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace vrft::test {

inline std::filesystem::path goldenFile(const std::string& name) {
    return std::filesystem::path(VRFT_SOURCE_DIR) / "tests" / "data" / "text" / name;
}

inline std::vector<Json> goldenLines(const std::string& name) {
    std::istringstream stream(readTextFile(goldenFile(name)));
    std::vector<Json> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(parseJson(line, name));
    return lines;
}

inline Json smallTokenizerJson() {
    return readJsonFile(goldenFile("small_tokenizer.json"));
}

inline Tokenizer smallTokenizer() {
    return Tokenizer::fromJson(smallTokenizerJson(), "small");
}

// The message of the Error that `action` throws, or "" when it throws none.
template <typename Action>
std::string errorOf(const Action& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace vrft::test
