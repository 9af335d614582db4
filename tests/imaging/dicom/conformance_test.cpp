// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Every file of ../shared/data/dicom_conformance against what pydicom reads
// (tests/data/make/make_pixel_goldens.py).
#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "core/json.h"
#include "imaging/dicom/frame_decoder.h"
#include "imaging/dicom/render_frame.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <cmath>
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace vrft;
namespace fs = std::filesystem;

namespace {

const fs::path kGoldens = fs::path(VRFT_SOURCE_DIR) / "tests/data/pixels/conformance.json";

struct Counts {
    int files = 0;
    int frames = 0;
    int equal = 0;
    int lossyEqual = 0; // lossy, yet every sample the same
    int lossyClose = 0;
    int refused = 0;
    int shown = 0; // through a palette, modality LUT or VOI LUT
};

std::vector<double> valuesOf(const StoredFrame& frame) {
    std::vector<double> values;
    frame.forEach([&](auto sample) { values.push_back(static_cast<double>(sample)); });
    return values;
}

// A lossy frame: the coarse grid within the tolerance, the mean within a tenth of a grey level.
void checkClose(const Json& golden, const StoredFrame& frame, std::size_t index) {
    const std::vector<double> values = valuesOf(frame);
    const auto side = golden["grid"].get<std::size_t>();
    const auto height = static_cast<std::size_t>(frame.height);
    const auto width = static_cast<std::size_t>(frame.width);
    const auto channels = static_cast<std::size_t>(frame.channels);
    const Json& samples = golden["samples"][index];
    REQUIRE(samples.size() == side * side * channels);
    double largest = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const std::size_t cell = i / channels;
        const std::size_t row = (2 * (cell / side) + 1) * height / (2 * side);
        const std::size_t column = (2 * (cell % side) + 1) * width / (2 * side);
        const double ours = values[(row * width + column) * channels + i % channels];
        largest = std::max(largest, std::abs(ours - samples[i].get<double>()));
    }
    CHECK(largest <= golden["tolerance"].get<double>());
    double sum = 0;
    for (const double value : values)
        sum += value;
    CHECK(std::abs(sum - golden["sums"][index].get<double>()) <= 0.1 * static_cast<double>(values.size()));
}

void checkFile(const Json& golden, const fs::path& file, Counts& counts) {
    const DicomImage image(file);
    REQUIRE(image.layout().frames == golden["frames"].get<int>());
    Sha256 all;
    const auto each = golden["each"].get<std::string>();
    for (int i = 0; i < image.layout().frames; ++i) {
        CAPTURE(i);
        const StoredFrame frame = image.frame(i);
        Json shape = {frame.height, frame.width};
        if (frame.channels != 1) shape.push_back(frame.channels);
        CHECK(golden["shape"] == shape);
        CHECK(golden["type"] == std::string(npyType(frame.type).substr(1)));
        all.update(frame.bytes);
        Sha256 one;
        one.update(frame.bytes);
        const bool equal =
            toHex(one.finish()).substr(0, 16) == each.substr(16 * static_cast<std::size_t>(i), 16);
        ++counts.frames;
        if (!golden.contains("tolerance")) {
            CHECK(equal);
            counts.equal += equal;
            continue;
        }
        ++(equal ? counts.lossyEqual : counts.lossyClose);
        if (!equal) checkClose(golden, frame, static_cast<std::size_t>(i));
    }
    if (!golden.contains("tolerance")) CHECK(toHex(all.finish()) == golden["sha256"].get<std::string>());
    for (const char* key : {"palette_sha256", "grey_sha256"}) {
        if (!golden.contains(key)) continue;
        ++counts.shown;
        const Image shown = renderFrame(file, 0).image;
        CHECK(sha256Hex({reinterpret_cast<const char*>(shown.pixels.data()), shown.pixels.size()}) ==
              golden[key].get<std::string>());
    }
}

} // namespace

TEST_CASE("every conformance file gives the stored values that pydicom reads, or an error in words") {
    const fs::path shared = test::sharedData();
    if (shared.empty()) return test::skip("../shared/data isn't there");
    const Json goldens = parseJson(readTextFile(kGoldens), kGoldens.string());
    Counts counts;
    for (const auto& [name, golden] : goldens.items()) {
        CAPTURE(name);
        const fs::path file = shared / "dicom_conformance" / name;
        if (!fs::exists(file)) continue;
        ++counts.files;
        if (!golden.contains("refused")) {
            CHECK_NOTHROW(checkFile(golden, file, counts));
            continue;
        }
        ++counts.refused;
        try {
            const DicomImage image(file);
            FAIL_CHECK("has no pixels for pydicom, but " << image.layout().frames << " frames here");
        } catch (const Error& error) {
            CHECK(error.where() == file.string());
            CHECK_FALSE(error.summary().empty());
            CHECK_FALSE(error.next().empty());
        }
    }
    MESSAGE(fmt::format(
        "{} files, {} frames: {} lossless frames equal; lossy: {} equal, {} within the tolerance; "
        "{} looked-up images equal; {} files refused with a reason",
        counts.files, counts.frames, counts.equal, counts.lossyEqual, counts.lossyClose, counts.shown,
        counts.refused));
    CHECK(counts.files > 150);
}

TEST_CASE("malformed files give an error or pixels, and never anything else") {
    const fs::path shared = test::sharedData();
    if (shared.empty()) return test::skip("../shared/data isn't there");
    int decoded = 0;
    int refused = 0;
    for (const auto& entry : fs::recursive_directory_iterator(shared / "dicom_malformed")) {
        if (!entry.is_regular_file() || entry.path().extension() == ".md") continue;
        CAPTURE(entry.path().string());
        try {
            const DicomImage image(entry.path());
            const StoredFrame frame = image.frame(0);
            CHECK(frame.bytes.size() == image.layout().samples() * image.layout().sampleBytes());
            ++decoded;
        } catch (const Error& error) {
            CHECK_FALSE(error.summary().empty());
            ++refused;
        }
    }
    MESSAGE(fmt::format("{} malformed files decoded, {} refused", decoded, refused));
}
