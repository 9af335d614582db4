// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vision_input/preprocess.h"

#include "core/error.h"
#include "core/hash.h"
#include "tests/core/vision_input/golden.h"
#include "tests/support/temp_folder.h"

#include <bit>
#include <doctest/doctest.h>

using namespace vrft;

namespace {

static_assert(std::endian::native == std::endian::little, "the golden hashes are of little-endian floats");

std::string hashOfFloats(const std::vector<float>& values) {
    Sha256 hash;
    hash.update({reinterpret_cast<const std::uint8_t*>(values.data()), values.size() * sizeof(float)});
    return toHex(hash.finish());
}

Image goldenImage(const Json& line) {
    return test::syntheticImage(line["width"].get<int>(), line["height"].get<int>(),
                                line["channels"].get<int>(), line["kind"].get<int>());
}

struct Resize {
    int height, width;
    std::int64_t least, most;
    int outHeight, outWidth, tokens;
};

} // namespace

TEST_CASE("The model's image size equals the reference's table") {
    const Resize table[] = {
        {28, 28, 3136, 12845056, 56, 56, 4},
        {64, 64, 3136, 12845056, 56, 56, 4},
        {128, 128, 3136, 12845056, 140, 140, 25},
        {224, 224, 3136, 12845056, 224, 224, 64},
        {42, 42, 3136, 12845056, 56, 56, 4},
        {70, 98, 3136, 12845056, 56, 112, 8},
        {512, 512, 3136, 12845056, 504, 504, 324},
        {384, 384, 3136, 401408, 392, 392, 196},
        {1024, 768, 3136, 401408, 728, 532, 494},
        {2048, 1536, 3136, 1003520, 1148, 840, 1230},
        {1080, 1920, 3136, 12845056, 1092, 1932, 2691},
        {4096, 4096, 3136, 12845056, 3584, 3584, 16384},
        {300, 20, 3136, 12845056, 308, 28, 11},
        {28, 28, 262144, 4194304, 532, 532, 361},
        // Thin images: a side that rounds down to nothing stays one unit.
        {300, 10, 3136, 12845056, 308, 28, 11},
        {200, 1, 3136, 12845056, 812, 28, 29},
        {10000, 50, 3136, 100352, 4480, 28, 160},
    };
    for (const Resize& row : table) {
        CAPTURE(row.height);
        CAPTURE(row.width);
        const Size size = smartResize({row.width, row.height}, 28, row.least, row.most);
        CHECK(size.height == row.outHeight);
        CHECK(size.width == row.outWidth);
        CHECK(size.height / 14 * (size.width / 14) / 4 == row.tokens);
    }
}

TEST_CASE("A ratio of sides above 200 is refused, 200 itself is not") {
    CHECK_NOTHROW(smartResize({200, 1}, 28, 3136, 12845056));
    for (const Size size : {Size{201, 1}, Size{1, 201}, Size{16384, 81}}) {
        try {
            smartResize(size, 28, 3136, 12845056);
            FAIL("no error");
        } catch (const Error& error) {
            CHECK(error.code() == ErrorCode::Unsupported);
            CHECK(std::string(error.what()).find('\n') == std::string::npos);
        }
    }
    CHECK_THROWS_AS(smartResize({0, 5}, 28, 3136, 12845056), Error);
}

TEST_CASE("Bicubic resizing equals Pillow byte for byte") {
    const std::vector<Json> lines = test::goldenLines("resize.jsonl");
    CHECK(lines.size() >= 240);
    for (const Json& line : lines) {
        CAPTURE(line.dump());
        const Size to{line["to"][0].get<int>(), line["to"][1].get<int>()};
        const Image result = resizeBicubic(goldenImage(line), to);
        CHECK(Size{result.width, result.height} == to);
        CHECK(toHex(sha256({reinterpret_cast<const char*>(result.pixels.data()), result.pixels.size()})) ==
              line["sha256"].get<std::string>());
    }
}

TEST_CASE("An equal size gives an unchanged copy, an impossible one an error") {
    const Image image = test::syntheticImage(31, 7, 3, 0);
    CHECK(resizeBicubic(image, {31, 7}) == image);
    CHECK_THROWS_AS(resizeBicubic(image, {0, 7}), Error);
    CHECK_THROWS_AS(resizeBicubic(image, {31, kMaxImageSide + 1}), Error);
}

TEST_CASE("Patches equal those of the reference's processor, float for float") {
    const std::vector<Json> lines = test::goldenLines("processor.jsonl");
    CHECK(lines.size() == 10);
    for (const Json& line : lines) {
        CAPTURE(line.dump());
        const PreprocessorConfig config = preprocessorFromJson(line["config"], "golden");
        const Patches patches = preprocess(goldenImage(line), config);
        CHECK(patches.gridH == line["grid"][1].get<int>());
        CHECK(patches.gridW == line["grid"][2].get<int>());
        CHECK(patches.values.size() == static_cast<std::size_t>(patches.rows() * line["columns"].get<int>()));
        CHECK(patches.tokens() == patches.rows() / (config.merge * config.merge));
        for (std::size_t i = 0; i < 4; ++i)
            CHECK(patches.values.at(i) == line["first"][i].get<float>());
        CHECK(hashOfFloats(patches.values) == line["sha256"].get<std::string>());
    }
}

TEST_CASE("Normalised values of 0, 128 and 255 are the published ones") {
    const double expected[3][3] = {
        {-1.792263, -1.752097, -1.480220}, {0.076336, 0.168897, 0.339949}, {1.930336, 2.074884, 2.145897}};
    const int levels[3] = {0, 128, 255};
    const PreprocessorConfig config{
        3136, 12845056, 14, 2, 2, PreprocessorConfig{}.mean, PreprocessorConfig{}.std};
    for (std::size_t i = 0; i < 3; ++i) {
        Image image{56, 56, 1, std::vector<std::uint8_t>(56 * 56, static_cast<std::uint8_t>(levels[i]))};
        const Patches patches = preprocess(image, config);
        for (std::size_t c = 0; c < 3; ++c)
            CHECK(std::abs(patches.values.at(c * 2 * 14 * 14) - expected[i][c]) < 1e-6);
    }
}

TEST_CASE("Rows walk 2 x 2 merge blocks, columns channel, frame, row, column") {
    PreprocessorConfig config;
    config.patch = 2;
    std::vector<float> samples;
    for (int c = 0; c < 3; ++c) {
        for (int i = 0; i < 32; ++i)
            samples.push_back(static_cast<float>(1000 * c + i));
    }
    const std::vector<float> rows = patchify(samples, 3, {8, 4}, config);
    REQUIRE(rows.size() == 8 * 24);
    const std::vector<float> first = {0,    1,    8,    9,    0,    1,    8,    9,    1000, 1001, 1008, 1009,
                                      1000, 1001, 1008, 1009, 2000, 2001, 2008, 2009, 2000, 2001, 2008, 2009};
    CHECK(std::vector<float>(rows.begin(), rows.begin() + 24) == first);
    const auto starts = [&rows](std::ptrdiff_t row) {
        return std::vector<float>(rows.begin() + row * 24, rows.begin() + row * 24 + 4);
    };
    CHECK(starts(1) == std::vector<float>{2, 3, 10, 11});
    CHECK(starts(2) == std::vector<float>{16, 17, 24, 25});
    CHECK(starts(4) == std::vector<float>{4, 5, 12, 13});
    CHECK_THROWS_AS(patchify(samples, 3, {4, 8}, PreprocessorConfig{}), Error);
}

TEST_CASE("Both dialects of preprocessor_config.json are read, the older keys winning") {
    const auto read = [](const char* text) { return preprocessorFromJson(parseJson(text, "t"), "t"); };
    const PreprocessorConfig old = read(R"({"min_pixels":3136,"max_pixels":12845056,"patch_size":14})");
    CHECK(old.minPixels == 3136);
    CHECK(old.maxPixels == 12845056);
    const PreprocessorConfig fresh =
        read(R"({"size":{"shortest_edge":784,"longest_edge":50176},"merge_size":2})");
    CHECK(fresh.minPixels == 784);
    CHECK(fresh.maxPixels == 50176);
    const PreprocessorConfig both = read(R"({"size":{"shortest_edge":1,"longest_edge":2},"min_pixels":null,
        "max_pixels":50176})");
    CHECK(both.minPixels == 1);
    CHECK(both.maxPixels == 50176);
    CHECK(read("{}").maxPixels == 1003520);
}

TEST_CASE("Preprocessing that this program doesn't do is refused by name") {
    const auto messageOf = [](const char* text) -> std::string {
        try {
            preprocessorFromJson(parseJson(text, "t"), "policy/preprocessor_config.json");
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    CHECK(messageOf(R"({"resample":2})").find("\"resample\": 2") != std::string::npos);
    CHECK(messageOf(R"({"do_normalize":false})").find("do_normalize") != std::string::npos);
    CHECK(messageOf(R"({"rescale_factor":1})").find("rescale_factor") != std::string::npos);
    CHECK(messageOf(R"({"patch_size":0})").find("patch_size") != std::string::npos);
    CHECK(messageOf(R"({"patch_size":14.5})").find("patch_size") != std::string::npos);
    CHECK(messageOf(R"({"image_std":[0,1,1]})").find("image_std") != std::string::npos);
    CHECK(messageOf(R"({"image_mean":[1,"x",1]})").find("image_mean") != std::string::npos);
    CHECK(messageOf(R"({"size":{"height":224,"width":224}})").find("size") != std::string::npos);
    CHECK(messageOf(R"({"min_pixels":10,"max_pixels":9})").find("above max_pixels") != std::string::npos);
    CHECK(messageOf("[]").find("must be an object") != std::string::npos);
    CHECK(messageOf(R"({"rescale_factor":0.00392156862745098,"resample":3,"do_resize":true})").empty());

    const test::TempFolder folder;
    CHECK_THROWS_AS(readPreprocessor(folder.path()), Error);
}
