// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// PNG, JPEG, BMP and NIfTI wrapped as Secondary Capture: pixels, places, identities; damaged ones refused.
#include "core/error.h"
#include "core/random.h"
#include "core/vision_input/image.h"
#include "imaging/dicom/inspect.h"
#include "imaging/dicom/parsed_file.h"
#include "imaging/sources/bmp_image.h"
#include "imaging/sources/jpeg_image.h"
#include "imaging/sources/nifti_volume.h"
#include "imaging/sources/png_image.h"
#include "imaging/sources/wrapped_image.h"

#include <bit>
#include <cmath>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <png.h>
#include <turbojpeg.h>
#include <zlib.h>

using namespace vrft;

namespace {

Image makeImage(int width, int height, int channels) {
    Image image{width, height, channels, {}};
    for (int i = 0; i < width * height * channels; ++i)
        image.pixels.push_back(static_cast<std::uint8_t>(i * 5 % 251));
    return image;
}

void put(std::string& bytes, std::size_t at, std::int64_t value, std::size_t count, bool big = false) {
    if (bytes.size() < at + count) bytes.resize(at + count);
    for (std::size_t i = 0; i < count; ++i)
        bytes[at + (big ? count - 1 - i : i)] = static_cast<char>(value >> (8 * i) & 0xFF);
}

std::string makeBmp(const Image& image, int bits, bool topDown) {
    std::string bytes = "BM";
    const bool indexed = bits == 8;
    const std::size_t start = 54 + (indexed ? 1024 : 0);
    put(bytes, 10, static_cast<std::int64_t>(start), 4);
    put(bytes, 14, 40, 4);
    put(bytes, 18, image.width, 4);
    put(bytes, 22, topDown ? -image.height : image.height, 4);
    put(bytes, 26, 1, 2);
    put(bytes, 28, bits, 2);
    bytes.resize(54);
    for (int i = 0; indexed && i < 256; ++i)
        put(bytes, bytes.size(), i << 16 | i << 8 | i, 4);
    for (int y = 0; y < image.height; ++y) {
        const int row = topDown ? y : image.height - 1 - y;
        const std::size_t line = bytes.size();
        for (int x = 0; x < image.width; ++x) {
            const auto* pixel =
                &image.pixels[static_cast<std::size_t>((row * image.width + x) * image.channels)];
            if (indexed) {
                bytes += static_cast<char>(pixel[0]);
            } else {
                for (int c : {2, 1, 0})
                    bytes += static_cast<char>(pixel[c]);
                if (bits == 32) bytes += '\x7F';
            }
        }
        while ((bytes.size() - line) % 4 != 0)
            bytes += '\0';
    }
    return bytes;
}

std::string makeJpeg(const Image& image) {
    tjhandle handle = tjInitCompress();
    unsigned char* data = nullptr;
    unsigned long size = 0;
    const int format = image.channels == 1 ? TJPF_GRAY : TJPF_RGB;
    REQUIRE(tjCompress2(handle, image.pixels.data(), image.width, 0, image.height, format, &data, &size,
                        image.channels == 1 ? TJSAMP_GRAY : TJSAMP_444, 100, 0) == 0);
    std::string bytes(reinterpret_cast<char*>(data), size);
    tjFree(data);
    tjDestroy(handle);
    return bytes;
}

struct NiftiDraft {
    std::array<int, 4> size{3, 2, 2, 1};
    int datatype = 16;
    double slope = 0;
    double intercept = 0;
    bool big = false;
    bool second = false;
    bool sform = true;
    std::vector<double> values; // empty: 0.5, 1.5, ...
};

constexpr std::array<double, 12> kAffine{-2, 0, 0, 10, 0, 3, 0, -20, 0, 0, 4, 30};

std::string makeNifti(const NiftiDraft& draft) {
    std::string bytes(draft.second ? 544 : 352, '\0');
    const auto number = [&](std::size_t at, std::int64_t value, std::size_t count) {
        put(bytes, at, value, count, draft.big);
    };
    const auto real = [&](std::size_t at, double value) {
        if (draft.second)
            number(at, std::bit_cast<std::int64_t>(value), 8);
        else
            number(at, std::bit_cast<std::int32_t>(static_cast<float>(value)), 4);
    };
    number(0, draft.second ? 540 : 348, 4);
    if (draft.second)
        bytes.replace(4, 4, std::string("n+2\0", 4));
    else
        bytes.replace(344, 4, std::string("n+1\0", 4));
    number(draft.second ? 16 : 40, 4, draft.second ? 8 : 2);
    for (std::size_t i = 0; i < 4; ++i)
        number(draft.second ? 24 + 8 * i : 42 + 2 * i, draft.size[i], draft.second ? 8 : 2);
    number(draft.second ? 12 : 70, draft.datatype, 2);
    const std::size_t pixdim = draft.second ? 104 : 76;
    const std::size_t step = draft.second ? 8 : 4;
    for (std::size_t i = 0; i < 4; ++i)
        real(pixdim + i * step, std::array{1.0, 2.0, 3.0, 4.0}[i]);
    if (draft.second)
        number(168, 544, 8);
    else
        real(108, 352);
    real(draft.second ? 176 : 112, draft.slope);
    real(draft.second ? 184 : 116, draft.intercept);
    if (draft.sform) {
        number(draft.second ? 348 : 254, 1, draft.second ? 4 : 2);
        for (std::size_t i = 0; i < 12; ++i)
            real((draft.second ? 400 : 280) + i * step, kAffine[i]);
    }
    const int count = draft.size[0] * draft.size[1] * draft.size[2] * draft.size[3];
    for (int i = 0; i < count; ++i) {
        const double value = draft.values.empty() ? i + 0.5 : draft.values[static_cast<std::size_t>(i)];
        const std::size_t at = bytes.size();
        switch (draft.datatype) {
        case 2:
        case 256:
            number(at, static_cast<std::int64_t>(value), 1);
            break;
        case 4:
        case 512:
            number(at, static_cast<std::int64_t>(value), 2);
            break;
        case 8:
        case 768:
            number(at, static_cast<std::int64_t>(value), 4);
            break;
        case 64:
            number(at, std::bit_cast<std::int64_t>(value), 8);
            break;
        default:
            number(at, std::bit_cast<std::int32_t>(static_cast<float>(value)), 4);
        }
    }
    return bytes;
}

std::vector<std::pair<std::string, std::string>> wrapAll(const std::string& content,
                                                         const std::string& name) {
    std::vector<std::pair<std::string, std::string>> made;
    wrapSource(content, sourceKind(content, name), name,
               [&](const WrappedPart& part) { made.emplace_back(part.place, part.dicom); });
    return made;
}

std::string makePng(int width, int height, int colourType, int bits, const std::vector<unsigned>& values) {
    std::string bytes;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(
        png, &bytes,
        [](png_structp writer, png_bytep data, std::size_t count) {
            static_cast<std::string*>(png_get_io_ptr(writer))
                ->append(reinterpret_cast<const char*>(data), count);
        },
        [](png_structp) {});
    png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), bits,
                 colourType, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    std::vector<png_byte> row;
    for (const unsigned value : values) {
        if (bits == 16) row.push_back(static_cast<png_byte>(value >> 8));
        row.push_back(static_cast<png_byte>(value & 0xFF));
    }
    const std::size_t rowBytes = png_get_rowbytes(png, info);
    for (int y = 0; y < height; ++y)
        png_write_row(png, row.data() + static_cast<std::size_t>(y) * rowBytes);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return bytes;
}

double valueAt(const ParsedFile& file, std::size_t index) {
    const auto pixels = file.pixelBytes();
    const int stored = pixels[2 * index] | pixels[2 * index + 1] << 8;
    const bool isSigned = file.integer(tag::kPixelRepresentation) == 1;
    const double value = isSigned ? static_cast<std::int16_t>(stored) : stored;
    return value * file.number(tag::kRescaleSlope).value_or(1) +
           file.number(tag::kRescaleIntercept).value_or(0);
}

} // namespace

TEST_CASE("kinds are told by bytes; a packed volume by its name too") {
    CHECK(sourceKind(encodePng(makeImage(3, 2, 1)), "x") == SourceKind::Png);
    CHECK(sourceKind(makeJpeg(makeImage(8, 8, 3)), "x") == SourceKind::Jpeg);
    CHECK(sourceKind(makeBmp(makeImage(3, 2, 3), 24, false), "x") == SourceKind::Bmp);
    CHECK(sourceKind(makeNifti({}), "x") == SourceKind::Nifti);
    CHECK(sourceKind("\x1F\x8B packed", "a.NII.GZ") == SourceKind::PackedNifti);
    CHECK(sourceKind("\x1F\x8B packed", "a.tar.gz") == SourceKind::None);
    CHECK(sourceKind("BM is how this text begins, and it is long enough", "x") == SourceKind::None);
    CHECK(sourceKind("", "x.png") == SourceKind::None);
}

TEST_CASE("bitmaps of 8, 24 and 32 bits, from above and from below, give their pixels") {
    for (const bool topDown : {false, true}) {
        CHECK(decodeBmp(makeBmp(makeImage(5, 4, 3), 24, topDown), "x") == makeImage(5, 4, 3));
        CHECK(decodeBmp(makeBmp(makeImage(5, 4, 3), 32, topDown), "x") == makeImage(5, 4, 3));
        CHECK(decodeBmp(makeBmp(makeImage(5, 4, 1), 8, topDown), "x") ==
              makeImage(5, 4, 1)); // a palette of greys
    }
    std::string bytes = makeBmp(makeImage(5, 4, 3), 24, false);
    CHECK_THROWS_WITH(decodeBmp(bytes.substr(0, bytes.size() - 1), "x"), doctest::Contains("cut short"));
    put(bytes, 30, 1, 4);
    CHECK_THROWS_WITH(decodeBmp(bytes, "x"), doctest::Contains("compressed"));
    put(bytes, 30, 0, 4);
    put(bytes, 18, 2000000, 4);
    CHECK_THROWS_WITH(decodeBmp(bytes, "x"), doctest::Contains("too large"));
    CounterRandom random(5);
    for (int i = 0; i < 500; ++i) { // whatever the bytes: an image or an error
        std::string broken = makeBmp(makeImage(5, 4, 1), 8, false);
        for (int k = 0; k < 4; ++k)
            broken[2 + random.below(60)] = static_cast<char>(random.below(256));
        try {
            const Image image = decodeBmp(broken, "x");
            CHECK(image.pixels.size() == static_cast<std::size_t>(image.width) *
                                             static_cast<std::size_t>(image.height * image.channels));
        } catch (const Error& error) {
            CHECK(error.summary() != "");
        }
    }
}

TEST_CASE("JPEG files give grey or colour; a cut one is refused, not filled up") {
    const Image grey = makeImage(16, 8, 1);
    const Image decoded = decodeJpeg(makeJpeg(grey), "x");
    CHECK(decoded.channels == 1);
    CHECK(decoded.width == 16);
    int largest = 0;
    for (std::size_t i = 0; i < grey.pixels.size(); ++i)
        largest = std::max(largest, std::abs(grey.pixels[i] - decoded.pixels[i]));
    CHECK(largest <= 3);
    CHECK(decodeJpeg(makeJpeg(makeImage(8, 8, 3)), "x").channels == 3);
    const std::string bytes = makeJpeg(makeImage(64, 64, 3));
    for (std::size_t length = 0; length < bytes.size() - 2; length += 97)
        CHECK_THROWS_AS(decodeJpeg(bytes.substr(0, length), "x"), Error);
}

TEST_CASE(
    "PNG of 16 bits and with transparency: what was changed is told, opaque 8-bit ones aren't changed") {
    // 2 x 1 pixels; the second one is half transparent where there is alpha.
    const auto picture = [](int colourType, int bits, const std::vector<unsigned>& values) {
        return readPngPicture(makePng(2, 1, colourType, bits, values), "x.png");
    };
    const PngPicture deep = picture(PNG_COLOR_TYPE_GRAY, 16, {0x1234, 0xFFFE});
    REQUIRE(deep.deep);
    CHECK(deep.deep->samples == std::vector<std::uint16_t>{0x1234, 0xFFFE});
    CHECK(deep.note.empty());
    const PngPicture deepAlpha = picture(PNG_COLOR_TYPE_GRAY_ALPHA, 16, {500, 0xFFFF, 1000, 0x8000});
    CHECK(deepAlpha.deep->samples == std::vector<std::uint16_t>{500, 500}); // 1000 * 32768 / 65535, rounded
    CHECK(deepAlpha.note == "transparent pixels were laid on black");
    const PngPicture colour = picture(PNG_COLOR_TYPE_RGB, 16, {0, 257, 65535, 128, 129, 300});
    CHECK_FALSE(colour.deep);
    CHECK(colour.pixels.pixels == std::vector<std::uint8_t>{0, 1, 255, 0, 1, 1});
    CHECK(colour.note == "16-bit colour was reduced to 8 bits");
    const PngPicture alpha = picture(PNG_COLOR_TYPE_RGB_ALPHA, 8, {10, 20, 30, 255, 200, 100, 1, 51});
    CHECK(alpha.pixels.pixels == std::vector<std::uint8_t>{10, 20, 30, 40, 20, 0});
    CHECK(alpha.note == "transparent pixels were laid on black");
    const PngPicture opaque = picture(PNG_COLOR_TYPE_RGB_ALPHA, 8, {10, 20, 30, 255, 200, 100, 1, 255});
    CHECK(opaque.pixels.pixels == std::vector<std::uint8_t>{10, 20, 30, 200, 100, 1});
    CHECK(opaque.note.empty());
    CHECK(readPngPicture(encodePng(makeImage(3, 2, 3)), "x").pixels == makeImage(3, 2, 3));

    // On its way into a workspace: 16 bits stored, the note in the file too.
    const std::string bytes = makePng(2, 1, PNG_COLOR_TYPE_GRAY_ALPHA, 16, {500, 0xFFFF, 1000, 0x8000});
    std::vector<WrappedPart> parts;
    wrapSource(bytes, SourceKind::Png, "x.png", [&](const WrappedPart& part) { parts.push_back(part); });
    REQUIRE(parts.size() == 1);
    CHECK(parts[0].note == deepAlpha.note);
    const ParsedFile file(parts[0].dicom, "x");
    CHECK(file.integer(tag::kBitsStored) == 16);
    CHECK(valueAt(file, 1) == 500);
    CHECK(file.text({0x0008, 0x2111}) == "Wrapped from x.png: transparent pixels were laid on black");

    for (std::size_t length = 0; length < bytes.size() - 12; ++length) // the last 12 bytes say only "end"
        CHECK_THROWS_AS(readPngPicture(std::string_view(bytes).substr(0, length), "x"), Error);
    for (const int kind : {PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_RGB_ALPHA})
        CHECK_THROWS_AS(
            decodePng(makePng(2, 1, kind, kind == PNG_COLOR_TYPE_GRAY ? 16 : 8, {1, 2, 3, 4, 5, 6, 7, 8}),
                      "x"),
            Error); // datasets take neither
}

TEST_CASE("a wrapped image is one patient by its stem, the same instance each time") {
    const std::string png = encodePng(makeImage(6, 5, 3));
    const auto made = wrapAll(png, "cell.07.png");
    REQUIRE(made.size() == 1);
    CHECK(made[0].first.empty());
    CHECK(wrapAll(png, "cell.07.png") == made);
    const HeaderRead read = readDicomHeader(made[0].second, "x");
    CHECK(read.record.patient.id == "cell.07");
    CHECK(read.record.instance.sopUid.starts_with("2.25."));
    CHECK(read.record.instance.sopClassUid == "1.2.840.10008.5.1.4.1.1.7");
    CHECK(read.record.instance.photometric == "RGB");
    const ParsedFile file(made[0].second, "x");
    const Image image = makeImage(6, 5, 3);
    CHECK(std::equal(image.pixels.begin(), image.pixels.end(), file.pixelBytes().begin()));
    CHECK(readDicomHeader(wrapAll(encodePng(makeImage(6, 4, 3)), "cell.07.png")[0].second, "x")
              .record.instance.sopUid != read.record.instance.sopUid);
}

TEST_CASE("a volume is one series with a frame of reference, its slices placed in LPS") {
    for (const bool second : {false, true})
        for (const bool big : {false, true}) {
            NiftiDraft draft;
            draft.second = second;
            draft.big = big;
            const auto made = wrapAll(makeNifti(draft), "head.nii");
            REQUIRE(made.size() == 2);
            CHECK(made[1].first == "slice/1");
            const HeaderRead first = readDicomHeader(made[0].second, "x");
            const HeaderRead other = readDicomHeader(made[1].second, "x");
            CHECK(first.note.empty());
            CHECK(first.record.patient.id == "head");
            CHECK(first.record.series.uid == other.record.series.uid);
            CHECK_FALSE(first.record.series.frameOfReferenceUid.empty());
            CHECK(first.record.instance.sopUid != other.record.instance.sopUid);
            CHECK(first.record.instance.spacing_mm == std::array{3.0, 2.0});
            const ParsedFile file(made[1].second, "x");
            // Voxel (0, 0, 1) lies at RAS (10, -20, 34), so LPS (-10, 20, 34); i runs to the right, that is
            // +x in LPS; j runs forward, -y.
            CHECK(file.text(tag::kImagePosition) == "-10\\20\\34");
            CHECK(file.text(tag::kImageOrientation) == "1\\0\\0\\0\\-1\\0");
            for (std::size_t i = 0; i < 6; ++i)
                CHECK(std::abs(valueAt(file, i) - (static_cast<double>(i) + 6.5)) < 1e-3);
        }
}

TEST_CASE("whole numbers are kept, floats are mapped with the error told, no numbers become padding") {
    NiftiDraft draft;
    draft.datatype = 4;
    draft.values = {-32768, -1, 0, 1, 32767, 5, 6, 7, 8, 9, 10, 11};
    const ParsedFile kept(wrapAll(makeNifti(draft), "a.nii")[0].second, "x");
    CHECK(kept.integer(tag::kPixelRepresentation) == 1);
    for (std::size_t i = 0; i < 6; ++i)
        CHECK(valueAt(kept, i) == draft.values[i]);
    draft.slope = 0.5;
    draft.intercept = -3;
    const ParsedFile scaled(wrapAll(makeNifti(draft), "a.nii")[0].second, "x");
    CHECK(valueAt(scaled, 0) == -16387);
    draft = {};
    draft.datatype = 8;
    draft.values = {100000, 100001, 100002, 100003, 100004, 165533, 100000, 1e5, 1e5, 1e5, 1e5, 1e5};
    const NiftiVolume exact(makeNifti(draft), "a");
    CHECK(exact.mapping().find("largest error 0") != std::string::npos);
    draft = {};
    draft.datatype = 64;
    draft.values = {-1e6, 3.25, NAN, INFINITY, 1e6, 0, 1, 2, 3, 4, 5, 6};
    const std::string bytes = makeNifti(draft);
    const NiftiVolume mapped(bytes, "a");
    CHECK(mapped.mapping().find("padding") != std::string::npos);
    const ParsedFile file(wrapAll(bytes, "a.nii")[0].second, "x");
    CHECK(file.integer({0x0028, 0x0120}) == 0);
    CHECK(file.pixelBytes()[4] == 0);
    CHECK(file.pixelBytes()[5] == 0);
    const double half = 2e6 / 65534 / 2 * 1.0001;
    for (const std::size_t i : {0U, 1U, 4U, 5U})
        CHECK(std::abs(valueAt(file, i) - draft.values[i]) <= half);
}

TEST_CASE("packed volumes are unpacked within limits; damaged volumes are refused in words") {
    const std::string plain = makeNifti({});
    std::string packed(2000, '\0');
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    CHECK(unpackNifti(packed, "x") == plain);
    CHECK(wrapAll(packed, "a.nii.gz").size() == 2);
    CHECK_THROWS_WITH(unpackNifti(packed.substr(0, 60), "x"), doctest::Contains("damaged or cut short"));
    for (std::size_t length = 0; length < plain.size(); length += 13)
        CHECK_THROWS_AS(NiftiVolume(plain.substr(0, length), "x"), Error);
    const auto refused = [&](std::size_t at, std::int64_t value, std::size_t count, const char* words) {
        std::string changed = plain;
        put(changed, at, value, count);
        CHECK_THROWS_WITH(NiftiVolume(changed, "x"), doctest::Contains(words));
    };
    refused(40, 9, 2, "dimensions");
    refused(42, -3, 2, "dimension 1");
    refused(70, 32, 2, "data type 32"); // complex
    refused(46, 30000, 2, "cut short");
    CounterRandom random(9);
    for (int i = 0; i < 1000; ++i) {
        std::string changed = plain;
        for (int k = 0; k < 3; ++k)
            changed[random.below(352)] = static_cast<char>(random.below(256));
        try {
            const NiftiVolume volume(changed, "x");
            CHECK(volume.numSlices() >= 1);
        } catch (const Error& error) {
            CHECK_FALSE(error.summary().empty());
        }
    }
}
