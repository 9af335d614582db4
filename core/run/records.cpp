// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/records.h"

#include "core/error.h"
#include "core/run/count_field.h"

#include <array>
#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vrft {

namespace {

constexpr std::array<std::string_view, 4> kCompletionKinds = {"rollout", "heldout", "image_gain", "test"};
constexpr std::array<std::string_view, 10> kEventKinds = {"started",    "phase",   "alarm",   "evaluation",
                                                          "checkpoint", "paused",  "resumed", "stopped",
                                                          "failed",     "finished"};

template <std::size_t N>
std::size_t indexOf(const std::array<std::string_view, N>& words, const std::string& word,
                    const std::string& where) {
    for (std::size_t i = 0; i < N; ++i) {
        if (words[i] == word) return i;
    }
    throw Error(ErrorCode::InvalidFormat,
                fmt::format("\"kind\" is \"{}\", known are {}", word, fmt::join(words, " | ")), where);
}

Json orNull(const std::optional<std::string>& value) {
    return value ? Json(*value) : Json();
}
Json orNull(const std::optional<double>& value) {
    return value ? Json(*value) : Json();
}

std::optional<std::string> textOrNone(ObjectReader& reader, const std::string& key) {
    if (!reader.has(key)) return std::nullopt;
    return reader.text(key);
}

std::optional<double> numberOrNone(ObjectReader& reader, const std::string& key) {
    if (!reader.has(key)) return std::nullopt;
    return reader.number(key);
}

void appendLittleEndian(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>((value >> (8 * i)) & 0xFF);
}

std::uint32_t littleEndian(std::string_view bytes, std::size_t at, int count) {
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i)
        value |=
            static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]))
            << (8 * i);
    return value;
}

std::vector<RewardPart> rewardPartsFromJson(const Json& json, const std::string& where) {
    if (!json.is_object()) throw Error(ErrorCode::InvalidFormat, "\"rewards\" must be an object", where);
    std::vector<RewardPart> parts;
    for (const auto& [name, value] : json.items()) {
        ObjectReader reader(value, where + ": rewards: " + name);
        RewardPart part;
        part.name = name;
        part.score = reader.number("score");
        part.weighted = reader.number("weighted");
        part.reason = reader.text("reason", "");
        parts.push_back(std::move(part));
    }
    return parts;
}

} // namespace

std::string_view completionKindName(CompletionKind kind) {
    return kCompletionKinds[static_cast<std::size_t>(kind)];
}
std::string_view eventKindName(EventKind kind) {
    return kEventKinds[static_cast<std::size_t>(kind)];
}

std::string CompletionRecord::id() const {
    if (kind == CompletionKind::Rollout) return fmt::format("{}/{}/{}", step, sample, k);
    return fmt::format("{}/{}/{}/{}", step, completionKindName(kind), sample, k);
}

Json boxesToJson(std::span<const Box> boxes) {
    Json json = Json::array();
    for (const Box& box : boxes)
        json.push_back({box.x1, box.y1, box.x2, box.y2});
    return json;
}

std::vector<Box> boxesFromJson(const Json& json, const std::string& where) {
    std::vector<Box> boxes;
    for (const Json& item : json) {
        // A box that isn't finite counts as predicted; JSON has no number for it, so null stands there.
        if (!item.is_array() || item.size() != 4)
            throw Error(ErrorCode::InvalidFormat, "a box must be a list of four numbers", where);
        const auto number = [](const Json& value) {
            return value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
        };
        boxes.push_back({number(item[0]), number(item[1]), number(item[2]), number(item[3])});
    }
    return boxes;
}

Json completionToJson(const CompletionRecord& record) {
    Json json = {{"step", record.step}, {"stage", record.stage}, {"sample", record.sample},
                 {"k", record.k},       {"id", record.id()},     {"kind", completionKindName(record.kind)}};
    if (record.kind == CompletionKind::ImageGain) json["image_of"] = record.imageOf;
    json["text"] = record.text;
    json["think"] = orNull(record.think);
    json["answer"] = orNull(record.answer);
    json["boxes"] = boxesToJson(record.boxes);
    json["rewards"] = rewardPartsToJson(record.rewards);
    json["total"] = record.total;
    json["advantage"] = orNull(record.advantage);
    json["length"] = record.length;
    json["truncated"] = record.truncated;
    json["entropy"] = orNull(record.entropy);
    json["tokens"] = Json();
    if (record.tokens) json["tokens"] = {{"offset", record.tokens->offset}, {"count", record.tokens->count}};
    return json;
}

CompletionRecord completionFromJson(const Json& json, const std::string& where) {
    ObjectReader reader(json, where);
    CompletionRecord record;
    record.step = countField(reader, "step");
    record.stage = reader.text("stage", "");
    record.sample = reader.text("sample");
    record.k = countField(reader, "k");
    record.kind = static_cast<CompletionKind>(indexOf(kCompletionKinds, reader.text("kind"), where));
    record.imageOf = reader.text("image_of", "");
    record.text = reader.text("text");
    record.think = textOrNone(reader, "think");
    record.answer = textOrNone(reader, "answer");
    if (reader.has("boxes")) record.boxes = boxesFromJson(reader.array("boxes"), where);
    if (reader.has("rewards")) record.rewards = rewardPartsFromJson(*reader.find("rewards"), where);
    record.total = reader.number("total", 0);
    record.advantage = numberOrNone(reader, "advantage");
    if (reader.has("length")) record.length = countField(reader, "length");
    record.truncated = reader.boolean("truncated", false);
    record.entropy = numberOrNone(reader, "entropy");
    if (reader.has("tokens")) {
        ObjectReader tokens(*reader.find("tokens"), where + ": tokens");
        const std::int64_t offset = tokens.integer("offset");
        const std::int64_t count = tokens.integer("count");
        if (offset < 0 || count < 0 || count > UINT32_MAX)
            tokens.fail("offset", "or \"count\" is out of range");
        record.tokens = TokenSpan{static_cast<std::uint64_t>(offset), static_cast<std::uint32_t>(count)};
    }
    return record;
}

std::string tokenHeader() {
    std::string header(kTokenMagic);
    appendLittleEndian(header, 1, 4);
    appendLittleEndian(header, kTokenRecordBytes, 4);
    return header;
}

std::string packTokens(std::span<const TokenRecord> tokens) {
    std::string bytes;
    bytes.reserve(tokens.size() * kTokenRecordBytes);
    for (const TokenRecord& token : tokens) {
        appendLittleEndian(bytes, token.id, 4);
        appendLittleEndian(bytes, std::bit_cast<std::uint32_t>(token.logProb), 4);
        appendLittleEndian(bytes, halfFromFloat(token.entropy), 2);
    }
    return bytes;
}

std::vector<TokenRecord> unpackTokens(std::string_view bytes) {
    if (bytes.size() % kTokenRecordBytes != 0)
        throw Error(ErrorCode::InvalidFormat,
                    fmt::format("{} bytes are no whole number of token records", bytes.size()));
    std::vector<TokenRecord> tokens(bytes.size() / kTokenRecordBytes);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::size_t at = i * kTokenRecordBytes;
        tokens[i].id = littleEndian(bytes, at, 4);
        tokens[i].logProb = std::bit_cast<float>(littleEndian(bytes, at + 4, 4));
        tokens[i].entropy = floatFromHalf(static_cast<std::uint16_t>(littleEndian(bytes, at + 8, 2)));
    }
    return tokens;
}

std::uint16_t halfFromFloat(float value) {
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = (bits >> 16) & 0x8000u;
    const std::uint32_t magnitude = bits & 0x7FFFFFFFu;
    if (magnitude > 0x7F800000u) return static_cast<std::uint16_t>(sign | 0x7E00u); // NaN
    if (magnitude >= 0x477FF000u)
        return static_cast<std::uint16_t>(sign | 0x7C00u); // 65520 and more round to infinity
    const int exponent = static_cast<int>(magnitude >> 23) - 127;
    if (exponent < -25) return static_cast<std::uint16_t>(sign); // below half the smallest subnormal
    // A normal half keeps 10 bits behind the point, a subnormal fewer: shift the rest out, ties to even. A
    // carry out of the mantissa lands in the exponent, which is right.
    const bool normal = exponent >= -14;
    const std::uint32_t mantissa = (magnitude & 0x7FFFFFu) | 0x800000u;
    const int shift = normal ? 13 : 13 + (-14 - exponent);
    const std::uint32_t kept = mantissa >> shift;
    const std::uint32_t rest = mantissa & ((1u << shift) - 1);
    const std::uint32_t tie = 1u << (shift - 1);
    std::uint32_t half = normal ? static_cast<std::uint32_t>(exponent + 14) * 0x400u + kept : kept;
    if (rest > tie || (rest == tie && (kept & 1u) != 0)) ++half;
    return static_cast<std::uint16_t>(sign | half);
}

float floatFromHalf(std::uint16_t half) {
    const float sign = (half & 0x8000u) != 0 ? -1.0f : 1.0f;
    const int exponent = (half >> 10) & 0x1F;
    const float mantissa = static_cast<float>(half & 0x3FFu);
    if (exponent == 31)
        return mantissa == 0 ? sign * std::numeric_limits<float>::infinity()
                             : std::numeric_limits<float>::quiet_NaN();
    if (exponent == 0) return sign * std::ldexp(mantissa, -24);
    return sign * std::ldexp(1024.0f + mantissa, exponent - 25);
}

namespace {

Json factsToJson(const AlarmFacts& facts) {
    const auto orNone = [](const std::optional<double>& value) { return value ? Json(*value) : Json(); };
    return {{"key", facts.key},
            {"severity", facts.grave ? "alarm" : "caution"},
            {"from", facts.fromStep},
            {"metric", facts.metric},
            {"figure", orNone(facts.figure)},
            {"threshold", orNone(facts.threshold)},
            {"examples", facts.examples}};
}

AlarmFacts factsFromJson(const Json& json, const std::string& where) {
    ObjectReader reader(json, where);
    AlarmFacts facts;
    facts.key = reader.text("key");
    facts.grave = reader.text("severity", "caution") == "alarm";
    facts.fromStep = countField(reader, "from");
    facts.metric = reader.text("metric", "");
    if (reader.has("figure")) facts.figure = reader.number("figure");
    if (reader.has("threshold")) facts.threshold = reader.number("threshold");
    facts.examples = reader.texts("examples");
    return facts;
}

} // namespace

Json eventToJson(const RunEvent& event) {
    Json json = {{"time", event.time},
                 {"step", event.step},
                 {"kind", eventKindName(event.kind)},
                 {"text", event.text},
                 {"do", event.advice}};
    if (event.facts) json["alarm"] = factsToJson(*event.facts);
    return json;
}

RunEvent eventFromJson(const Json& json, const std::string& where) {
    ObjectReader reader(json, where);
    RunEvent event;
    event.time = reader.number("time", 0);
    event.kind = static_cast<EventKind>(indexOf(kEventKinds, reader.text("kind"), where));
    event.step = countField(reader, reader.has("step") ? "step" : "from_step");
    event.text = reader.text("text", "");
    event.advice = reader.text("do", "");
    if (reader.has("alarm")) event.facts = factsFromJson(reader.require("alarm"), reader.at("alarm"));
    return event;
}

} // namespace vrft
