// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/files.h"
#include "imaging/dicom/codecs.h"
#include "imaging/dicom/colour.h"
#include "imaging/dicom/frame_decoder.h"
#include "imaging/dicom/frame_fragments.h"
#include "imaging/dicom/inflate.h"
#include "imaging/dicom/jpegls_thresholds.h"
#include "tests/support/dicom_bytes.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

using namespace vrft;
using test::DicomBytes;

namespace {

constexpr const char* kRle = "1.2.840.10008.1.2.5";

std::vector<int> wholeValuesOf(const StoredFrame& frame) {
    std::vector<int> values;
    frame.forEach([&](auto sample) { values.push_back(static_cast<int>(sample)); });
    return values;
}

std::string failure(const std::string& file, int frame = 0) {
    try {
        const DicomImage image(file, "x.dcm");
        static_cast<void>(image.frame(frame));
    } catch (const Error& error) {
        CHECK(error.where() == "x.dcm");
        return error.summary();
    }
    return "no error";
}

// One RLE segment a string (PS3.5 G).
std::string rleFrame(const std::vector<std::string>& segments) {
    std::string header = DicomBytes::number32(static_cast<std::uint32_t>(segments.size()));
    std::string body;
    for (const std::string& segment : segments) {
        header += DicomBytes::number32(static_cast<std::uint32_t>(64 + body.size()));
        body += segment;
    }
    header.resize(64, '\0');
    if (body.size() % 2 != 0) body += '\0';
    return header + body;
}

std::string rleFile(const std::string& frame, int rows = 1, int columns = 4, int bits = 8) {
    return DicomBytes::image(rows, columns, bits, bits).fragments({"", frame}).file(kRle);
}

std::vector<FrameSpan> spans(const std::vector<std::uint64_t>& lengths, const OffsetTables& tables,
                             std::size_t frames, const std::vector<std::size_t>& starts = {}) {
    const auto startsFrame = [&](std::size_t i) {
        return std::find(starts.begin(), starts.end(), i) != starts.end();
    };
    return spansOfFrames(lengths, tables, frames, startsFrame, "x");
}

} // namespace

TEST_CASE("stored values: unused bits are dropped and signs extended") {
    const std::string pixels = DicomBytes::words({0xF123, 0x0FFF, 0x0800, 0x07FF});
    DicomBytes bytes = DicomBytes::image(2, 2, 16, 12, true);
    const StoredFrame frame = DicomImage(bytes.element(0x7FE0, 0x0010, "OW", pixels).file(), "x").frame(0);
    CHECK(frame.type == SampleType::I16);
    CHECK(wholeValuesOf(frame) == std::vector<int>{0x123, -1, -2048, 2047});
    DicomBytes plain = DicomBytes::image(2, 2, 16, 12);
    CHECK(wholeValuesOf(DicomImage(plain.element(0x7FE0, 0x0010, "OW", pixels).file(), "x").frame(0)) ==
          std::vector<int>{0x123, 0xFFF, 0x800, 0x7FF});
}

TEST_CASE("bits that end above the lowest are moved down (high bit 15 of 12 stored)") {
    DicomBytes bytes;
    bytes.us(0x0028, 0x0002, 1)
        .text(0x0028, 0x0004, "CS", "MONOCHROME2")
        .us(0x0028, 0x0010, 1)
        .us(0x0028, 0x0011, 2);
    bytes.us(0x0028, 0x0100, 16).us(0x0028, 0x0101, 12).us(0x0028, 0x0102, 15).us(0x0028, 0x0103, 0);
    bytes.element(0x7FE0, 0x0010, "OW", DicomBytes::words({0x123F, 0xFFF0}));
    CHECK(wholeValuesOf(DicomImage(bytes.file(), "x").frame(0)) == std::vector<int>{0x123, 0xFFF});
}

TEST_CASE("one-bit frames are found where they begin, within a byte") {
    DicomBytes bytes = DicomBytes::image(1, 3, 1, 1);
    bytes.text(0x0028, 0x0008, "IS", "3")
        .element(0x7FE0, 0x0010, "OB", std::string("\x8D\x01", 2)); // 101 100 011
    const DicomImage image(bytes.file(), "x");
    CHECK(wholeValuesOf(image.frame(0)) == std::vector<int>{1, 0, 1});
    CHECK(wholeValuesOf(image.frame(1)) == std::vector<int>{1, 0, 0});
    CHECK(wholeValuesOf(image.frame(2)) == std::vector<int>{0, 1, 1});
}

TEST_CASE("sizes that can't be are errors before any memory is taken") {
    const auto file = [](int rows, int columns, const std::string& frames) {
        DicomBytes bytes = DicomBytes::image(rows, columns, 16, 16);
        return bytes.text(0x0028, 0x0008, "IS", frames).element(0x7FE0, 0x0010, "OW", "abcd").file();
    };
    CHECK(failure(file(1, 2, "1")) == "no error");
    CHECK(failure(file(1, 2, "2")).find("cut short (4 bytes for 2 frames of 4)") != std::string::npos);
    CHECK(failure(file(1, 2, "1000000")).find("cut short") != std::string::npos);
    CHECK(failure(file(65535, 65535, "2147483647")).find("beyond the limit") != std::string::npos);
    CHECK(failure(file(0, 2, "1")).find("0 rows") != std::string::npos);
    CHECK(failure(file(1, 2, "2x")).find("is no number") != std::string::npos);
    CHECK(failure(file(1, 2, "1"), 1).find("no frame 1: the image has 1") != std::string::npos);
    CHECK(failure(DicomBytes::image(1, 2, 16, 17).element(0x7FE0, 0x0010, "OW", "abcd").file())
              .find("don't fit together") != std::string::npos);
    CHECK(failure(DicomBytes::image(1, 2, 24, 24).element(0x7FE0, 0x0010, "OW", "abcdef").file())
              .find("24 bits") != std::string::npos);
    CHECK(failure(DicomBytes::image(1, 1, 8, 8, false, "RGB").element(0x7FE0, 0x0010, "OB", "ab").file())
              .find("\"RGB\" don't have 1 samples") != std::string::npos);
    CHECK(failure(DicomBytes::image(1, 2, 16, 16).file()).find("no pixel data") != std::string::npos);
}

TEST_CASE("RLE: runs, literals, no-operations and two bytes a sample") {
    CHECK(wholeValuesOf(
              DicomImage(rleFile(rleFrame({std::string("\xFE\x05\x80\x00\x09", 5)})), "x").frame(0)) ==
          std::vector<int>{5, 5, 5, 9});
    const std::string high("\xFF\x01\x00\x02", 4);
    const std::string low("\x02\x0A\x0B\x0C", 4);
    CHECK(wholeValuesOf(DicomImage(rleFile(rleFrame({high, low}), 1, 3, 16), "x").frame(0)) ==
          std::vector<int>{0x10A, 0x10B, 0x20C});
}

TEST_CASE("RLE that lies is an error, not pixels") {
    CHECK(failure(rleFile(std::string(20, '\0'))).find("header is cut short") != std::string::npos);
    CHECK(failure(rleFile(rleFrame({"\x03"
                                    "abcd",
                                    "\x03"
                                    "abcd"})))
              .find("2 RLE segments where 1 are needed") != std::string::npos);
    CHECK(failure(rleFile(rleFrame({std::string("\xFE\x05", 2)}))).find("segment is cut short") !=
          std::string::npos);
    CHECK(failure(rleFile(rleFrame({"\x03"
                                    "ab"})))
              .find("segment is cut short") != std::string::npos);
    std::string outside = rleFrame({"\x03"
                                    "abcd"});
    outside[4] = '\x7F';
    CHECK(failure(rleFile(outside)).find("outside the frame") != std::string::npos);
}

TEST_CASE("offset tables are followed when true and ignored when they lie") {
    const std::vector<FrameSpan> two = {{0, 2}, {2, 1}};
    CHECK(spans({10, 20, 30}, {{0, 46}, {}}, 2) == two);             // 8 + 10 + 8 + 20
    CHECK(spans({10, 20, 30}, {{}, {0, 46}}, 2) == two);             // extended
    CHECK(spans({10, 20, 30}, {{0, 47}, {}}, 2, {0, 2}) == two);     // no fragment there
    CHECK(spans({10, 20, 30}, {{46, 0}, {}}, 2, {0, 2}) == two);     // descending
    CHECK(spans({10, 20, 30}, {{0}, {}}, 2, {0, 2}) == two);         // too short
    CHECK(spans({10, 20, 30}, {{0, 999999}, {}}, 2, {0, 2}) == two); // beyond the end
    CHECK(spans({10, 20}, {{5, 1}, {}}, 2) == std::vector<FrameSpan>{{0, 1}, {1, 1}});
    CHECK(spans({10, 20, 30}, {}, 1) == std::vector<FrameSpan>{{0, 3}});
    CHECK_THROWS_WITH_AS(spans({10}, {}, 1000000), doctest::Contains("cut short (1 fragments for 1000000"),
                         Error);
    CHECK_THROWS_WITH_AS(spans({10, 20, 30}, {}, 2), doctest::Contains("which of 3 fragments"), Error);
    CHECK_THROWS_AS(spans({10, 20, 30}, {}, 2, {1, 2}), Error);
}

TEST_CASE("a frame of several fragments and a lying table is put together again") {
    const std::string frame = rleFrame({"\x03"
                                        "abcd"});
    const std::string file =
        DicomBytes::image(1, 4, 8, 8)
            .fragments({std::string("\x10\0\0\0", 4), frame.substr(0, 30), frame.substr(30)})
            .file(kRle);
    CHECK(wholeValuesOf(DicomImage(file, "x").frame(0)) == std::vector<int>{'a', 'b', 'c', 'd'});
}

TEST_CASE("an unknown transfer syntax and native bytes under a compressed one are errors") {
    CHECK(failure(DicomBytes::image(1, 4, 8, 8).fragments({"", "abcd"}).file("1.2.3.4")).find("1.2.3.4") !=
          std::string::npos);
    CHECK(failure(DicomBytes::image(1, 4, 8, 8).fragments({"", "abcd"}).file()) != "no error");
    CHECK(failure(DicomBytes::image(1, 4, 8, 8).element(0x7FE0, 0x0010, "OB", "abcd").file(kRle)) !=
          "no error");
    CHECK(failure(DicomBytes::image(1, 4, 8, 8).fragments({"", "abcd"}).file("1.2.840.10008.1.2.4.50"))
              .find("JPEG header is broken") != std::string::npos);
    CHECK(failure(DicomBytes::image(1, 4, 8, 8).fragments({"", "abcd"}).file("1.2.840.10008.1.2.4.90"))
              .find("can't be decoded") != std::string::npos);
    CHECK(failure(DicomBytes::image(1, 4, 8, 8).fragments({"", "abcd"}).file("1.2.840.10008.1.2.4.201"))
              .find("can't be decoded") != std::string::npos);
}

TEST_CASE("deflated frames of colour go the way of uncompressed ones") {
    const std::string stored("\x01\x04\x00\xFB\xFF\x01\x02\x80\x80", 9); // one stored block: Y Y Cb Cr
    const std::string file = DicomBytes::image(1, 2, 8, 8, false, "YBR_FULL_422", 3)
                                 .fragments({"", stored + std::string(1, '\0')})
                                 .file("1.2.840.10008.1.2.8.1");
    CHECK(wholeValuesOf(DicomImage(file, "x").frame(0)) == std::vector<int>{1, 1, 1, 2, 2, 2});
}

TEST_CASE("YBR becomes RGB, planes become pixels") {
    std::vector<std::uint8_t> ybr = {76, 85, 255, 128, 128, 128};
    ybrToRgb(ybr);
    CHECK(ybr == std::vector<std::uint8_t>{254, 0, 0, 128, 128, 128});
    CHECK(expand422(std::vector<std::uint8_t>{1, 2, 3, 4}) == std::vector<std::uint8_t>{1, 3, 4, 2, 3, 4});
    CHECK(interleaved(std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6}, 1) ==
          std::vector<std::uint8_t>{1, 3, 5, 2, 4, 6});
}

TEST_CASE("deflated frames give exactly their size or an error; a stream is read as far as it is wanted") {
    const std::vector<std::uint8_t> stored = {0x01, 4, 0, 0xFB, 0xFF, 'a', 'b', 'c', 'd'}; // one stored block
    CHECK(inflateExactly(stored, 4, "x") == std::vector<std::uint8_t>{'a', 'b', 'c', 'd'});
    CHECK(inflateExactly(stored, 3, "x").size() == 3); // padded to an even length
    CHECK_THROWS_AS(inflateExactly(stored, 6, "x"), Error);
    CHECK_THROWS_AS(inflateExactly(stored, 2, "x"), Error);
    Inflater inflater(Inflater::Format::Raw, stored);
    std::vector<std::uint8_t> part(3);
    CHECK(inflater.next(part) == 3);
    CHECK_FALSE(inflater.complete());
    CHECK(inflater.next(part) == 1);
    CHECK(inflater.complete());
    Inflater cut(Inflater::Format::Raw, std::span(stored).first(7));
    CHECK(cut.next(part) == 2);
    CHECK(cut.next(part) == 0);
    CHECK(cut.starved());
}

TEST_CASE("JPEG-LS below 8 bits gets the thresholds of the standard, once") {
    const std::vector<std::uint8_t> code = {0xFF, 0xD8, 0xFF, 0xF7, 0, 11, 7, 0, 1, 0, 1, 1, 1, 0x11,
                                            0,    0xFF, 0xDA, 0,    8, 1,  1, 0, 0, 0, 0, 1, 2};
    const auto changed = withDefaultThresholds(code, 7);
    REQUIRE(changed.size() == code.size() + 15);
    CHECK(std::vector(changed.begin() + 15, changed.begin() + 30) ==
          std::vector<std::uint8_t>{0xFF, 0xF8, 0, 13, 1, 0, 127, 0, 2, 0, 3, 0, 10, 0, 64});
    CHECK(withDefaultThresholds(changed, 7) == changed);
    CHECK(withDefaultThresholds(code, 8) == code);
}

TEST_CASE("code streams cut anywhere are errors, never a partly made-up frame") {
    const auto shared = test::sharedData();
    if (shared.empty()) return test::skip("../shared/data isn't there");
    // One of each codec; the pixel data are the last element, so a shorter fragment is a shorter code stream.
    for (const char* name :
         {"pydicom__MR_small_jp2klossless.dcm", "pydicom__MR_small_jpeg_ls_lossless.dcm",
          "pydicom__MR_small_RLE.dcm", "pydicom__SC_rgb_dcmtk_+eb+cr.dcm", "pydicom__JPEG-lossy.dcm",
          "pydicom__SC_rgb_jpeg_gdcm.dcm", "pydicomdata__HTJ2KLossless_08_RGB.dcm"}) {
        CAPTURE(name);
        const std::string bytes = readTextFile(shared / "dicom_conformance/files" / name);
        const std::size_t start = bytes.rfind(std::string("\xFE\xFF\x00\xE0", 4));
        const auto byteAt = [&](std::size_t i) { return static_cast<unsigned char>(bytes[start + i]); };
        const std::size_t length = byteAt(4) | std::size_t{byteAt(5)} << 8 | std::size_t{byteAt(6)} << 16;
        REQUIRE(failure(bytes) == "no error");
        for (const double part : {0.0, 0.02, 0.3, 0.6, 0.9}) {
            const auto kept = static_cast<std::size_t>(part * static_cast<double>(length)) / 2 * 2;
            std::string cut = bytes.substr(0, start + 4) +
                              DicomBytes::number32(static_cast<std::uint32_t>(kept)) +
                              bytes.substr(start + 8, kept) + bytes.substr(start + 8 + length);
            CAPTURE(part);
            CHECK(failure(cut) != "no error");
        }
    }
}
