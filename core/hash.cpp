// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/hash.h"

#include "core/error.h"

#include <algorithm>
#include <fstream>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

namespace vrft {

namespace {

// Fetched once: EVP_sha256() would look the provider up for every hash.
const EVP_MD* sha256Method() {
    static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return method;
}

} // namespace

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256()
    : state_(std::make_unique<State>()) {
    if (state_->context == nullptr || sha256Method() == nullptr ||
        EVP_DigestInit_ex(state_->context, sha256Method(), nullptr) != 1)
        throw Error(ErrorCode::Internal, "SHA-256 is not available from libcrypto");
}

Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
    EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

void Sha256::update(std::span<const std::uint8_t> bytes) {
    EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

Digest Sha256::finish() {
    Digest digest{};
    unsigned length = 0;
    EVP_DigestFinal_ex(state_->context, digest.data(), &length);
    return digest;
}

Digest sha256(std::string_view bytes) {
    Sha256 hash;
    hash.update(bytes);
    return hash.finish();
}

std::string toHex(std::span<const std::uint8_t> bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

std::string sha256Hex(std::string_view bytes) {
    return toHex(sha256(bytes));
}

std::string sha256HexOfFile(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error(ErrorCode::NotFound, "can't open the file to hash it", file.string(), "Check the path");
    Sha256 hash;
    std::string buffer(1 << 20, '\0');
    while (stream) {
        stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        hash.update(std::string_view(buffer.data(), static_cast<std::size_t>(stream.gcount())));
    }
    if (stream.bad())
        throw Error(ErrorCode::Io, "can't read the file to hash it", file.string(), "Check the disk");
    return toHex(hash.finish());
}

std::string hmacSha256Hex(std::string_view key, std::string_view message) {
    Digest digest{};
    unsigned length = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(message.data()), message.size(), digest.data(), &length);
    return toHex(digest);
}

std::uint64_t seedFromText(std::string_view text) {
    const Digest digest = sha256(text);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i)
        value = (value << 8) | digest[i];
    return value;
}

namespace {

using Uuid = std::array<std::uint8_t, 16>;

Uuid uuidV5(const Uuid& nameSpace, std::string_view name) {
    std::string bytes(nameSpace.begin(), nameSpace.end());
    bytes += name;
    std::array<std::uint8_t, 20> digest{};
    SHA1(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
    Uuid uuid{};
    std::copy_n(digest.begin(), 16, uuid.begin());
    uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0F) | 0x50);
    uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3F) | 0x80);
    return uuid;
}

std::string decimal(Uuid value) {
    std::string digits;
    bool nonZero = true;
    while (nonZero) {
        unsigned remainder = 0;
        nonZero = false;
        for (std::uint8_t& byte : value) {
            const unsigned current = remainder * 256 + byte;
            byte = static_cast<std::uint8_t>(current / 10);
            remainder = current % 10;
            nonZero = nonZero || byte != 0;
        }
        digits += static_cast<char>('0' + remainder);
    }
    return {digits.rbegin(), digits.rend()};
}

} // namespace

std::string uidFromName(std::string_view nameSpace, std::string_view name) {
    // RFC 4122 appendix C: the name space of URLs.
    static constexpr Uuid kUrl = {0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
                                  0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
    return "2.25." + decimal(uuidV5(uuidV5(kUrl, nameSpace), name));
}

} // namespace vrft
