// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// SHA-256 and what the formats build from it: hex digests, HMAC, the 64-bit seeds of formats.md §1, UUIDv5
// UIDs. Thread rule: functions are pure; a Sha256 object belongs to one thread. Implementation: libcrypto.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace vrft {

using Digest = std::array<std::uint8_t, 32>;

class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void update(std::string_view bytes);
    void update(std::span<const std::uint8_t> bytes);
    Digest finish(); // once; the object is spent afterwards

private:
    struct State;
    std::unique_ptr<State> state_;
};

Digest sha256(std::string_view bytes);
std::string sha256Hex(std::string_view bytes); // 64 lower-case hex digits
std::string sha256HexOfFile(const std::filesystem::path& file);
std::string toHex(std::span<const std::uint8_t> bytes);
std::string hmacSha256Hex(std::string_view key, std::string_view message);

// First 8 bytes, big-endian, of SHA-256(text): rollout seeds, pass orders and split positions (formats.md
// §1).
std::uint64_t seedFromText(std::string_view text);

// "2.25." + the decimal value of UUIDv5 (RFC 4122) made from SHA-1(nameSpace, name): DICOM PS3.5 B.2.
// `nameSpace` is any text: its own UUIDv5 in the URL name space is used.
std::string uidFromName(std::string_view nameSpace, std::string_view name);

} // namespace vrft
