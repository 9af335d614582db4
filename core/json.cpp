// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"

#include "core/error.h"
#include "core/files.h"

#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr int kMaxDepth = 64;

// nlohmann-json puts "[json.exception.parse_error.101] " before its words.
std::string withoutName(const std::string& words) {
    const std::size_t end = words.starts_with('[') ? words.find("] ") : std::string::npos;
    return end == std::string::npos ? words : words.substr(end + 2);
}

// Bracket depth outside strings, counted before parsing: the parser recurses on destruction, and its own
// callback makes big lists quadratic.
int deepest(std::string_view text) {
    int depth = 0;
    int most = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            most = std::max(most, ++depth);
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return most;
}

void appendNumber(std::string& out, double value) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    if (value == 0) {
        out += '0';
        return;
    }
    char buffer[32];
    char* const end = buffer + sizeof buffer;
    const double size =
        std::abs(value); // both bounds are doubles of their own: no digit is rounded across them
    const auto form = size < 1e-4 || size >= 1e16 ? std::chars_format::scientific : std::chars_format::fixed;
    const auto result = std::to_chars(buffer, end, value, form);
    out.append(buffer, result.ptr);
}

void appendCanonical(std::string& out, const Json& value) {
    if (value.is_object()) {
        std::map<std::string, const Json*> sorted;
        for (const auto& [key, item] : value.items())
            sorted[key] = &item;
        out += '{';
        bool first = true;
        for (const auto& [key, item] : sorted) {
            if (!first) out += ',';
            first = false;
            out += Json(key).dump();
            out += ':';
            appendCanonical(out, *item);
        }
        out += '}';
    } else if (value.is_array()) {
        out += '[';
        bool first = true;
        for (const Json& item : value) {
            if (!first) out += ',';
            first = false;
            appendCanonical(out, item);
        }
        out += ']';
    } else if (value.is_number_float()) {
        appendNumber(out, value.get<double>());
    } else {
        out += value.dump();
    }
}

} // namespace

Json parseJson(std::string_view text, const std::string& where) {
    if (deepest(text) > kMaxDepth)
        throw Error(ErrorCode::InvalidFormat, fmt::format("JSON nested over {} levels", kMaxDepth), where);
    try {
        return Json::parse(text);
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::InvalidFormat, "not valid JSON: " + withoutName(error.what()), where,
                    "Correct the file or make it again");
    }
}

Json readJsonFile(const std::filesystem::path& file) {
    return parseJson(readTextFile(file), file.string());
}

std::string canonicalJson(const Json& value) {
    std::string out;
    appendCanonical(out, value);
    return out;
}

std::string jsonLine(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string jsonPretty(const Json& value) {
    return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void requireFormat(const Json& document, int supported, const std::string& where) {
    const auto found = document.is_object() ? document.find("format") : document.end();
    if (!document.is_object() || found == document.end() || !found->is_number_integer())
        throw Error(ErrorCode::InvalidFormat, "the key \"format\" is missing or not a whole number", where,
                    fmt::format("This program writes and reads \"format\": {}", supported));
    const auto format = found->get<std::int64_t>();
    if (format > supported)
        throw Error(ErrorCode::NewerFormat,
                    fmt::format("format {} is newer than this program's {}", format, supported), where,
                    "Open it with the program version that wrote it, or update this one");
    if (format < 1)
        throw Error(ErrorCode::InvalidFormat, fmt::format("format {} does not exist", format), where);
}

ObjectReader::ObjectReader(const Json& object, std::string where)
    : object_(object)
    , where_(std::move(where)) {
    if (!object_.is_object()) throw Error(ErrorCode::InvalidFormat, "a JSON object is needed here", where_);
}

bool ObjectReader::has(const std::string& key) const {
    asked_.insert(key);
    const auto found = object_.find(key);
    return found != object_.end() && !found->is_null();
}

const Json* ObjectReader::find(const std::string& key) {
    asked_.insert(key);
    const auto found = object_.find(key);
    return found == object_.end() ? nullptr : &*found;
}

const Json& ObjectReader::require(const std::string& key) {
    const Json* value = find(key);
    if (value == nullptr) fail(key, "is missing");
    return *value;
}

std::string ObjectReader::text(const std::string& key) {
    const Json& value = require(key);
    if (!value.is_string()) fail(key, "must be a text");
    return value.get<std::string>();
}

std::string ObjectReader::text(const std::string& key, const std::string& fallback) {
    return has(key) ? text(key) : fallback;
}

double ObjectReader::number(const std::string& key) {
    const Json& value = require(key);
    if (!value.is_number() || !std::isfinite(value.get<double>())) fail(key, "must be a finite number");
    return value.get<double>();
}

double ObjectReader::number(const std::string& key, double fallback) {
    return has(key) ? number(key) : fallback;
}

std::int64_t ObjectReader::integer(const std::string& key) {
    const Json& value = require(key);
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
        fail(key, "is too large");
    if (!value.is_number_integer()) fail(key, "must be a whole number");
    return value.get<std::int64_t>();
}

std::int64_t ObjectReader::integer(const std::string& key, std::int64_t fallback) {
    return has(key) ? integer(key) : fallback;
}

bool ObjectReader::boolean(const std::string& key) {
    const Json& value = require(key);
    if (!value.is_boolean()) fail(key, "must be true or false");
    return value.get<bool>();
}

bool ObjectReader::boolean(const std::string& key, bool fallback) {
    return has(key) ? boolean(key) : fallback;
}

const Json& ObjectReader::array(const std::string& key) {
    const Json& value = require(key);
    if (!value.is_array()) fail(key, "must be a list");
    return value;
}

std::vector<std::string> ObjectReader::texts(const std::string& key) {
    std::vector<std::string> values;
    if (!has(key)) return values;
    for (const Json& item : array(key)) {
        if (!item.is_string()) fail(key, "must be a list of texts");
        values.push_back(item.get<std::string>());
    }
    return values;
}

std::string ObjectReader::at(const std::string& key) const {
    return where_ + ": " + key;
}

void ObjectReader::fail(const std::string& key, const std::string& problem) const {
    throw Error(ErrorCode::InvalidFormat, fmt::format("\"{}\" {}", key, problem), where_,
                "See formats.md in the documentation for the keys and their meaning");
}

void ObjectReader::finish() const {
    for (const auto& [key, value] : object_.items()) {
        if (!asked_.contains(key)) fail(key, "is not a key this program knows");
    }
}

} // namespace vrft
