// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vision_input/image.h"

#include "core/error.h"
#include "core/hash.h"
#include "tests/core/vision_input/golden.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

std::string fromHex(const std::string& hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return bytes;
}

} // namespace

TEST_CASE("PNG samples equal Pillow's, and what isn't an 8-bit grey or RGB image is refused in one line") {
    int good = 0;
    int bad = 0;
    for (const Json& line : test::goldenLines("png.jsonl")) {
        CAPTURE(line["name"].get<std::string>());
        const std::string bytes = fromHex(line["png"].get<std::string>());
        if (line.contains("error")) {
            ++bad;
            try {
                decodePng(bytes, "x.png");
                FAIL("read without an error");
            } catch (const Error& error) {
                const std::string message = error.what();
                CAPTURE(message);
                CHECK(message.find(line["error"].get<std::string>()) != std::string::npos);
                CHECK(message.find("x.png") != std::string::npos);
                CHECK(message.find('\n') == std::string::npos);
            }
            continue;
        }
        ++good;
        const Image image = decodePng(bytes, "x.png");
        CHECK(image.width == 13);
        CHECK(image.height == 9);
        CHECK(image.channels == line["channels"].get<int>());
        CHECK(imageHash(image) == line["hash"].get<std::string>());
    }
    CHECK(good == 8);
    CHECK(bad == 12);
}

TEST_CASE("A PNG cut anywhere is an error, never half an image") {
    const std::string bytes = encodePng(test::syntheticImage(13, 9, 3, 0));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CAPTURE(length);
        CHECK_THROWS_AS(decodePng(std::string_view(bytes).substr(0, length), "cut"), Error);
    }
}

TEST_CASE("A PNG with any one byte changed is an error") {
    const std::string bytes = encodePng(test::syntheticImage(13, 9, 1, 0));
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        CAPTURE(i);
        std::string changed = bytes;
        changed[i] = static_cast<char>(changed[i] ^ 0x21);
        CHECK_THROWS_AS(decodePng(changed, "changed"), Error);
    }
}

TEST_CASE("What is encoded reads back equal, and the same image gives the same bytes") {
    const test::TempFolder folder;
    for (const int channels : {1, 3}) {
        for (const auto& [width, height] : {std::pair{1, 1}, std::pair{48, 48}, std::pair{257, 3}}) {
            const Image image = test::syntheticImage(width, height, channels, 0);
            const std::string bytes = encodePng(image);
            CHECK(bytes == encodePng(image));
            writeFileAtomic(folder / "a.png", bytes, false);
            CHECK(readPng(folder / "a.png") == image);
        }
    }
    CHECK_THROWS_AS(readPng(folder / "absent.png"), Error);
}

TEST_CASE("The image hash covers the sizes as well as the samples") {
    const Image image{2, 1, 1, {7, 9}};
    CHECK(imageHash(image) == sha256Hex(std::string("2 1 1\n\x07\x09", 8)));
    CHECK(imageHash(Image{1, 2, 1, {7, 9}}) != imageHash(image));
}

TEST_CASE("An image whose parts disagree is refused before libpng sees it") {
    CHECK_THROWS_AS(encodePng(Image{2, 2, 1, {1, 2, 3}}), Error);
    CHECK_THROWS_AS(encodePng(Image{1, 1, 4, {1, 2, 3, 4}}), Error);
    CHECK_THROWS_AS(encodePng(Image{0, 1, 1, {}}), Error);
    CHECK_THROWS_AS(encodePng(Image{-1, -1, 1, {0}}), Error);
}
