// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/event_file.h"

#include <array>
#include <bit>
#include <cstring>

namespace vrft {

namespace {

constexpr std::uint32_t kCastagnoli = 0x82F63B78; // reflected
constexpr std::uint32_t kMaskDelta = 0xA282EAD8;

constexpr std::array<std::uint32_t, 256> kCrcTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1) ^ ((value & 1) != 0 ? kCastagnoli : 0);
        table[i] = value;
    }
    return table;
}();

template <typename T>
std::string packed(T value) {
    static_assert(std::endian::native == std::endian::little);
    std::string bytes(sizeof value, '\0');
    std::memcpy(bytes.data(), &value, sizeof value);
    return bytes;
}

// One protobuf message. Fields are written in the order they are added; protobuf's own order is by number.
class ProtoMessage {
public:
    ProtoMessage& add(int field, std::int64_t value) {
        key(field, 0);
        varint(static_cast<std::uint64_t>(value));
        return *this;
    }
    ProtoMessage& add(int field, double value) {
        key(field, 1);
        bytes_ += packed(value);
        return *this;
    }
    ProtoMessage& add(int field, float value) {
        key(field, 5);
        bytes_ += packed(value);
        return *this;
    }
    ProtoMessage& add(int field, std::string_view bytes) {
        key(field, 2);
        varint(bytes.size());
        bytes_ += bytes;
        return *this;
    }
    ProtoMessage& add(int field, const ProtoMessage& message) {
        return add(field, std::string_view(message.bytes_));
    }

    const std::string& bytes() const { return bytes_; }

private:
    void key(int field, unsigned wireType) { varint(static_cast<std::uint64_t>(field) << 3U | wireType); }
    void varint(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7U)
            bytes_ += static_cast<char>(value | 0x80);
        bytes_ += static_cast<char>(value);
    }

    std::string bytes_;
};

// Fields of event.proto, summary.proto and tensor.proto.
enum EventField { kWallTime = 1, kStep = 2, kFileVersion = 3, kSummary = 5 };
enum ValueField { kTag = 1, kSimpleValue = 2, kTensor = 8, kMetadata = 9 };
enum TensorField { kType = 1, kShape = 2, kStringValue = 8 };
constexpr int kFirst = 1; // of a summary its values, of its metadata the plugin, of that its name
constexpr int kDimension = 2;
constexpr std::int64_t kStringType = 7;

std::string tfRecord(const ProtoMessage& message) {
    const std::string& data = message.bytes();
    const std::string length = packed(static_cast<std::uint64_t>(data.size()));
    return length + packed(maskedCrc32c(length)) + data + packed(maskedCrc32c(data));
}

ProtoMessage eventAt(std::int64_t step, double time) {
    ProtoMessage message;
    if (time != 0) message.add(kWallTime, time); // proto3 leaves out what is zero
    if (step != 0) message.add(kStep, step);
    return message;
}

} // namespace

std::uint32_t crc32c(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char byte : bytes)
        crc = kCrcTable[(crc ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ (crc >> 8U);
    return crc ^ 0xFFFFFFFF;
}

std::uint32_t maskedCrc32c(std::string_view bytes) {
    return std::rotr(crc32c(bytes), 15) + kMaskDelta;
}

EventFile::EventFile(double time) {
    bytes_ = tfRecord(eventAt(0, time).add(kFileVersion, std::string_view("brain.Event:2")));
}

void EventFile::addScalars(std::int64_t step, double time, Scalars scalars) {
    if (scalars.empty()) return;
    ProtoMessage all;
    for (const auto& [tag, number] : scalars)
        all.add(
            kFirst,
            ProtoMessage().add(kTag, std::string_view(tag)).add(kSimpleValue, static_cast<float>(number)));
    bytes_ += tfRecord(eventAt(step, time).add(kSummary, all));
}

void EventFile::addText(std::int64_t step, double time, const std::string& tag, const std::string& markdown) {
    const ProtoMessage shape = ProtoMessage().add(kDimension, ProtoMessage().add(kFirst, std::int64_t{1}));
    const ProtoMessage content = ProtoMessage()
                                     .add(kType, kStringType)
                                     .add(kShape, shape)
                                     .add(kStringValue, std::string_view(markdown));
    const ProtoMessage plugin =
        ProtoMessage().add(kFirst, ProtoMessage().add(kFirst, std::string_view("text")));
    const ProtoMessage all = ProtoMessage().add(
        kFirst, ProtoMessage().add(kTag, std::string_view(tag)).add(kTensor, content).add(kMetadata, plugin));
    bytes_ += tfRecord(eventAt(step, time).add(kSummary, all));
}

std::string codeBlock(std::string_view text) {
    constexpr std::string_view kIndent = "    ";
    std::string block(kIndent);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n') {
            block += '\n';
            block += kIndent;
        } else if ((byte < 0x20 && c != '\t') || byte == 0x7F) {
            block += "\xEF\xBF\xBD";
        } else {
            block += c;
        }
    }
    return block;
}

} // namespace vrft
