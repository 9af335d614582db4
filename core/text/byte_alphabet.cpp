// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/byte_alphabet.h"

#include <array>

namespace vrft {

namespace {

constexpr char32_t kFirstStandIn = 256;
constexpr std::size_t kStandIns = 68;

struct Alphabet {
    std::array<char32_t, 256> points{};
    std::array<std::uint8_t, kStandIns> standIns{};
};

constexpr Alphabet makeAlphabet() {
    Alphabet alphabet;
    std::size_t next = 0;
    for (std::size_t byte = 0; byte < 256; ++byte) {
        const bool own = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
        if (own) {
            alphabet.points[byte] = static_cast<char32_t>(byte);
        } else {
            alphabet.points[byte] = kFirstStandIn + static_cast<char32_t>(next);
            alphabet.standIns[next++] = static_cast<std::uint8_t>(byte);
        }
    }
    return alphabet;
}

constexpr Alphabet kAlphabet = makeAlphabet();

} // namespace

char32_t byteToCodePoint(std::uint8_t byte) {
    return kAlphabet.points[byte];
}

std::optional<std::uint8_t> codePointToByte(char32_t point) {
    if (point < kFirstStandIn) {
        if (kAlphabet.points[point] != point) return std::nullopt;
        return static_cast<std::uint8_t>(point);
    }
    if (point >= kFirstStandIn + kStandIns) return std::nullopt;
    return kAlphabet.standIns[point - kFirstStandIn];
}

std::string bytesToAlphabet(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const char32_t point = byteToCodePoint(static_cast<std::uint8_t>(c));
        if (point < 0x80) {
            text += static_cast<char>(point);
        } else {
            text += static_cast<char>(0xC0 | (point >> 6));
            text += static_cast<char>(0x80 | (point & 0x3F));
        }
    }
    return text;
}

std::optional<std::string> alphabetToBytes(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t point = static_cast<std::uint8_t>(text[i]);
        if (point >= 0x80) { // the alphabet ends at U+0143: one or two bytes of UTF-8
            if ((point & 0xE0) != 0xC0 || i + 1 >= text.size()) return std::nullopt;
            const auto second = static_cast<std::uint8_t>(text[++i]);
            if ((second & 0xC0) != 0x80) return std::nullopt;
            point = ((point & 0x1F) << 6) | (second & 0x3F);
        }
        const std::optional<std::uint8_t> byte = codePointToByte(point);
        if (!byte) return std::nullopt;
        bytes += static_cast<char>(*byte);
    }
    return bytes;
}

} // namespace vrft
