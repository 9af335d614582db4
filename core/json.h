// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// JSON as the house reads and writes it: key order kept, errors with file and key, unknown keys refused by
// name in files people write, one canonical form for hashing. Thread rule: values.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

using Json = nlohmann::ordered_json;

// Throws Error(InvalidFormat) naming `where` and the position. Nesting over 64 levels is refused.
Json parseJson(std::string_view text, const std::string& where);
Json readJsonFile(const std::filesystem::path& file);

// One line: keys sorted by bytes, no blanks, shortest round-trip numbers; integral doubles print as integers.
std::string canonicalJson(const Json& value);

// One line for logs and .jsonl, in insertion order. Bytes that aren't UTF-8 become U+FFFD; NaN and infinity
// null.
std::string jsonLine(const Json& value);
// Indented by two, ending in a line break: files people may read.
std::string jsonPretty(const Json& value);

// Requires "format" == `supported` in a document: missing or wrong type InvalidFormat, larger NewerFormat.
void requireFormat(const Json& document, int supported, const std::string& where);

// Reads one object key by key; `finish` refuses every key that was never asked for, by name. Errors name
// where and the key's path. Use it for files people write (task, recipe, R.json, study, queue, cold-start,
// chat).
class ObjectReader {
public:
    // `object` must outlive the reader. `where` is a file or "recipe.json: optimiser".
    ObjectReader(const Json& object, std::string where);

    bool has(const std::string& key) const;   // present and not null; counts as asked for
    const Json* find(const std::string& key); // nullptr if absent; null values are returned
    const Json& require(const std::string& key);

    std::string text(const std::string& key);
    std::string text(const std::string& key, const std::string& fallback);
    double number(const std::string& key); // finite
    double number(const std::string& key, double fallback);
    std::int64_t integer(const std::string& key);
    std::int64_t integer(const std::string& key, std::int64_t fallback);
    bool boolean(const std::string& key);
    bool boolean(const std::string& key, bool fallback);
    const Json& array(const std::string& key);              // required, must be an array
    std::vector<std::string> texts(const std::string& key); // [] when absent

    // A sub-object's where: "WHERE: KEY".
    std::string at(const std::string& key) const;
    [[noreturn]] void fail(const std::string& key, const std::string& problem) const;
    void finish() const;

private:
    const Json& object_;
    std::string where_;
    mutable std::set<std::string> asked_;
};

} // namespace vrft
