// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "imaging/dicom/display.h"
#include "imaging/dicom/palette.h"
#include "imaging/dicom/tag_tree.h"
#include "tests/support/dicom_bytes.h"

#include <doctest/doctest.h>

using namespace vrft;
using test::DicomBytes;

namespace {

struct Shown {
    DisplayedFrame frame;
    FrameAttributes attributes;
};

Shown show(const DicomBytes& bytes, int index = 0, const DisplayWish& wish = {}) {
    const DicomImage image(bytes.file(), "x.dcm");
    Shown shown;
    shown.attributes = FrameAttributeReader(image.root(), image.layout().isSigned).read(index);
    shown.frame = display(image, image.frame(index), shown.attributes, wish);
    return shown;
}

std::vector<int> grey(const Shown& shown) {
    return {shown.frame.image.pixels.begin(), shown.frame.image.pixels.end()};
}

DicomBytes fourWords(const std::vector<int>& values, bool isSigned = false) {
    return DicomBytes::image(2, 2, 16, 16, isSigned).element(0x7FE0, 0x0010, "OW", DicomBytes::words(values));
}

DicomBytes lut(const std::vector<int>& descriptor, const std::vector<int>& entries) {
    return DicomBytes().usList(0x0028, 0x3002, descriptor).usList(0x0028, 0x3006, entries);
}

} // namespace

TEST_CASE("windows give the standard's values at and beyond their edges") {
    // PS3.3 C.11.2.1.2.1, note: centre 2048, width 4096 maps 0 and 4095 to the ends.
    const Window linear{2048, 4096, WindowFunction::Linear, {}};
    CHECK(windowed(-1, linear) == 0);
    CHECK(windowed(0, linear) == 0);
    CHECK(windowed(4095, linear) == 255);
    CHECK(windowed(5000, linear) == 255);
    const Window one{0, 1, WindowFunction::Linear, {}}; // a threshold
    CHECK(windowed(-0.5, one) == 0);
    CHECK(windowed(0, one) == 255);
    const Window exact{2048, 4096, WindowFunction::LinearExact, {}};
    CHECK(windowed(0, exact) == 0);
    CHECK(windowed(2048, exact) == 128); // 127.5
    CHECK(windowed(4096, exact) == 255);
    const Window sigmoid{100, 50, WindowFunction::Sigmoid, {}};
    CHECK(windowed(100, sigmoid) == 128);
    CHECK(windowed(150, sigmoid) == 250); // 255 / (1 + e^-4)
    CHECK(windowed(-1000, sigmoid) == 0);
}

TEST_CASE("rescale comes before the window; a wish replaces the header's window") {
    DicomBytes bytes = fourWords({0, 10, 20, 30});
    bytes.text(0x0028, 0x1050, "DS", "5\\0").text(0x0028, 0x1051, "DS", "11\\1000");
    bytes.text(0x0028, 0x1052, "DS", "-10")
        .text(0x0028, 0x1053, "DS", "1")
        .text(0x0028, 0x1055, "LO", "A\\B");
    const Shown shown = show(bytes);
    CHECK(grey(shown) == std::vector<int>{0, 13, 255, 255}); // -10, 0, 10, 20; 0 is 0.05 up the window
    REQUIRE(shown.attributes.windows.size() == 2);
    CHECK(shown.attributes.windows[1].explanation == "B");
    const DisplayWish wish{Window{0, 1, WindowFunction::Linear, {}}};
    CHECK(grey(show(bytes, 0, wish)) == std::vector<int>{0, 255, 255, 255});
}

TEST_CASE("without a window the whole range is shown, and MONOCHROME1 is inverted") {
    CHECK(grey(show(fourWords({100, 101, 102, 104}))) == std::vector<int>{0, 64, 128, 255});
    DicomBytes inverted =
        DicomBytes::image(1, 2, 8, 8, false, "MONOCHROME1").element(0x7FE0, 0x0010, "OB", "\x01\x02");
    const Shown shown = show(inverted);
    CHECK(shown.frame.inverted);
    CHECK(grey(shown) == std::vector<int>{254, 253});
}

TEST_CASE("a modality LUT replaces the rescale, and values beyond it take its ends") {
    DicomBytes bytes = fourWords({0, 5, 6, 99});
    bytes.text(0x0028, 0x1050, "DS", "51")
        .text(0x0028, 0x1051, "DS", "101")
        .text(0x0028, 0x1053, "DS", "1000");
    bytes.sequence(0x0028, 0x3000, {lut({2, 5, 16}, {0, 50})});
    CHECK(grey(show(bytes)) == std::vector<int>{0, 0, 126, 126}); // 50 of 0..100, centre 50.5
    DicomBytes negative = fourWords({-3, -2, -1, 7}, true);
    negative.sequence(0x0028, 0x3000, {lut({3, 0xFFFD, 16}, {0, 100, 200})}); // first mapped -3
    CHECK(grey(show(negative)) == std::vector<int>{0, 128, 255, 255});
}

TEST_CASE("a VOI LUT is scaled by the bits of its entries and used where no window is") {
    DicomBytes bytes = fourWords({0, 1, 2, 3});
    bytes.sequence(0x0028, 0x3010, {lut({3, 0, 12}, {4095, 0, 2048})});
    const Shown shown = show(bytes);
    CHECK(grey(shown) == std::vector<int>{255, 0, 128, 128});
    CHECK_FALSE(shown.frame.window.has_value());
    DicomBytes shorter = fourWords({0, 1, 2, 3});
    shorter.sequence(0x0028, 0x3010, {lut({9, 0, 12}, {4095, 0})}); // fewer entries than it says
    CHECK(show(shorter).attributes.voiLuts.empty());
}

TEST_CASE("the functional groups of a frame come before the shared ones and those before the data set") {
    const auto voi = [](const char* width) {
        DicomBytes window = DicomBytes().text(0x0028, 0x1050, "DS", "0").text(0x0028, 0x1051, "DS", width);
        return DicomBytes().sequence(0x0028, 0x9132, {window.text(0x0028, 0x1056, "CS", "SIGMOID")});
    };
    DicomBytes shared = voi("7");
    DicomBytes measures = DicomBytes().text(0x0028, 0x0030, "DS", "0.5\\0.25");
    shared.sequence(0x0028, 0x9110, {measures});
    DicomBytes first = voi("9");
    first.sequence(0x0020, 0x9113, {DicomBytes().text(0x0020, 0x0032, "DS", "1\\2\\3")});
    first.sequence(0x0028, 0x9145,
                   {DicomBytes().text(0x0028, 0x1052, "DS", "5").text(0x0028, 0x1053, "DS", "2")});
    DicomBytes bytes = DicomBytes::image(1, 1, 8, 8).text(0x0028, 0x0008, "IS", "2");
    bytes.text(0x0020, 0x0037, "DS", "1\\0\\0\\0\\1\\0");
    bytes.sequence(0x5200, 0x9229, {shared}).sequence(0x5200, 0x9230, {first, DicomBytes()});
    bytes.element(0x7FE0, 0x0010, "OB", "ab");
    const FrameAttributes zero = show(bytes, 0).attributes;
    REQUIRE(zero.windows.size() == 1);
    CHECK(zero.windows[0].width == 9);
    CHECK(zero.windows[0].function == WindowFunction::Sigmoid);
    CHECK(zero.rescaleSlope == 2);
    CHECK(zero.position_mm == std::array{1.0, 2.0, 3.0});
    CHECK(zero.spacing_mm == std::array{0.5, 0.25});
    CHECK(zero.orientation.has_value());
    const FrameAttributes one = show(bytes, 1).attributes;
    CHECK(one.windows[0].width == 7);
    CHECK(one.rescaleSlope == 1);
    CHECK_FALSE(one.position_mm.has_value());
}

TEST_CASE("values have the unit of the header, and HU where a CT says nothing else") {
    const auto unit = [](const std::string& modality, const std::string& type, bool rescaled = true) {
        DicomBytes bytes = DicomBytes::image(1, 1, 8, 8);
        bytes.text(0x0008, 0x0060, "CS", modality);
        if (rescaled) bytes.text(0x0028, 0x1052, "DS", "-1024").text(0x0028, 0x1053, "DS", "1");
        if (!type.empty()) bytes.text(0x0028, 0x1054, "LO", type);
        bytes.element(0x7FE0, 0x0010, "OB", "a");
        return show(bytes, 0).attributes.unit;
    };
    CHECK(unit("CT", "") == "HU");
    CHECK(unit("CT", "HU") == "HU");
    CHECK(unit("CT", "US").empty());
    CHECK(unit("CT", "", false).empty()); // stored values
    CHECK(unit("MR", "").empty());
    CHECK(unit("NM", "OD") == "OD");
    CHECK(unit("NM", std::string(64, 'x')).empty());
}

TEST_CASE("palettes: plain, of 8 bits in words, segmented; and what they lack is told") {
    const auto indexed = [](const std::string& indexes) {
        DicomBytes bytes =
            DicomBytes::image(1, static_cast<int>(indexes.size()), 8, 8, false, "PALETTE COLOR");
        return bytes.element(0x7FE0, 0x0010, "OB", indexes);
    };
    const auto rgb = [](const Shown& shown) { return grey(shown); };
    DicomBytes plain = indexed(std::string("\x00\x05\x06\xFF", 4));
    for (int c = 0; c < 3; ++c) {
        plain.usList(0x0028, 0x1101 + c, {2, 5, 16});
        plain.element(0x0028, 0x1201 + c, "OW", DicomBytes::words({0x1000 * (c + 1), 0xFF00}));
    }
    CHECK(rgb(show(plain)) == std::vector<int>{16, 32, 48, 16, 32, 48, 255, 255, 255, 255, 255, 255});
    DicomBytes packed = indexed(std::string("\x00\x01\x02\x03", 4));
    DicomBytes segmented = packed;
    for (int c = 0; c < 3; ++c) {
        packed.usList(0x0028, 0x1101 + c, {4, 0, 8}).element(0x0028, 0x1201 + c, "OW", "abcd");
        segmented.usList(0x0028, 0x1101 + c, {4, 0, 16}); // one entry, then three more in equal steps
        segmented.element(0x0028, 0x1221 + c, "OW", DicomBytes::words({0, 1, 0x1000, 1, 3, 0x4000}));
    }
    CHECK(rgb(show(packed)) == std::vector<int>{97, 97, 97, 98, 98, 98, 99, 99, 99, 100, 100, 100});
    CHECK(rgb(show(segmented)) == std::vector<int>{16, 16, 16, 32, 32, 32, 48, 48, 48, 64, 64, 64});
    CHECK_THROWS_WITH_AS(show(indexed("ab")), doctest::Contains("red palette has no readable descriptor"),
                         Error);
    DicomBytes shorter = indexed("ab");
    for (int c = 0; c < 3; ++c)
        shorter.usList(0x0028, 0x1101 + c, {300, 0, 16}).element(0x0028, 0x1201 + c, "OW", "abcd");
    CHECK_THROWS_WITH_AS(show(shorter), doctest::Contains("has 2 entries of 300"), Error);
}

TEST_CASE("an indirect segment repeats others, and one that points at itself ends") {
    const auto read = [](const std::vector<int>& words, int count) {
        DicomBytes bytes = DicomBytes::image(1, 1, 8, 8, false, "PALETTE COLOR");
        for (int c = 0; c < 3; ++c)
            bytes.usList(0x0028, 0x1101 + c, {count, 0, 16})
                .element(0x0028, 0x1221 + c, "OW", DicomBytes::words(words));
        bytes.element(0x7FE0, 0x0010, "OB", "a");
        const ParsedFile file(bytes.file(), "x");
        return readPalette(file.root(), false, "x");
    };
    const Palette palette = read({0, 2, 0x0100, 0x0200, 2, 1, 0, 0}, 4); // copies the segment at byte 0
    CHECK(palette.colours[3] == std::array<std::uint8_t, 3>{2, 2, 2});
    CHECK_THROWS_WITH_AS(read({2, 1, 0, 0}, 4), doctest::Contains("can't be followed"), Error);
    CHECK_THROWS_AS(read({2, 65535, 0xFFFF, 0xFFFF}, 4), Error);
    CHECK_THROWS_AS(read({1, 3, 5}, 4), Error); // a line that starts nowhere
}

TEST_CASE("the tag tree shows names, texts as UTF-8, nested items and the size of bulk data") {
    DicomBytes item = DicomBytes().text(0x0008, 0x0104, "LO", "Inner");
    DicomBytes bytes;
    bytes.text(0x0008, 0x0005, "CS", "ISO_IR 100").text(0x0008, 0x0104, "LO", "M\xFCller");
    bytes.sequence(0x0040, 0x0275, {item, item}).text(0x0028, 0x0030, "DS", "0.5\\0.25");
    bytes.element(0x7FE0, 0x0010, "OB", "abcd");
    const ParsedFile file(bytes.file(), "x");
    const Json json = tagTreeJson(readTagTree(file));
    const auto find = [&](const char* tag) {
        return *std::find_if(json.begin(), json.end(),
                             [&](const Json& entry) { return entry["tag"] == tag; });
    };
    CHECK(find("00020010")["value"] == Json({"1.2.840.10008.1.2.1"}));
    CHECK(find("00080104")["value"] == Json({"M\u00FCller"}));
    CHECK(find("00080104")["keyword"] == "CodeMeaning");
    CHECK(find("00280030")["value"] == Json({"0.5", "0.25"}));
    CHECK(find("00400275")["items"].size() == 2);
    CHECK(find("00400275")["items"][1][0]["value"][0] == "Inner");
    CHECK(find("7FE00010")["value"].empty());
    CHECK(find("7FE00010")["bytes"] == 4);
    const std::string text = tagTreeText(readTagTree(file));
    CHECK(text.find("    (0008,0104) LO CodeMeaning  Inner\n") != std::string::npos);
    CHECK(text.find("(7fe0,0010) OB PixelData  [4 bytes]\n") != std::string::npos);
}
