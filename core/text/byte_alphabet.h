// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The printable stand-ins for bytes in byte-level BPE files: bytes 33-126, 161-172 and 174-255 are their own
// code points, the other 68 are 256, 257, ... in byte order (so a blank is U+0120). Source: GPT-2's encoder.
// Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vrft {

char32_t byteToCodePoint(std::uint8_t byte);
// Nothing when the code point stands for no byte.
std::optional<std::uint8_t> codePointToByte(char32_t point);

std::string bytesToAlphabet(std::string_view bytes);
// Nothing when `text` holds a character that stands for no byte.
std::optional<std::string> alphabetToBytes(std::string_view text);

} // namespace vrft
