// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/sources/npz.h"

#include "core/error.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

const std::filesystem::path kFiles = std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/imaging/npz";

} // namespace

TEST_CASE("arrays written elsewhere are read with their shapes and values") {
    const auto arrays = readNpz(kFiles / "small.npz");
    REQUIRE(arrays.size() == 6);
    const NpyArray& images = arrays.at("val_images");
    CHECK(images.describe() == "uint8 (2, 4, 5)");
    REQUIRE(images.bytes.size() == 40);
    for (std::size_t i = 0; i < 40; ++i)
        CHECK(images.bytes[i] == (50 + 7 * i) % 256);
}

TEST_CASE("byte order, width, sign and header version don't change the numbers") {
    const auto arrays = readNpz(kFiles / "wide.npz");
    const NpyArray& big = arrays.at("train_labels");
    CHECK(big.describe() == "int64 (4)");
    CHECK(big.integerAt(0) == 0);
    CHECK(big.integerAt(1) == 1);
    CHECK(big.integerAt(2) == 1);
    const NpyArray& second = arrays.at("val_labels");
    CHECK(second.describe() == "int16 (2, 1)");
    CHECK(second.integerAt(0) == 1);
    CHECK(second.integerAt(1) == 0);
    CHECK(readNpz(kFiles / "negative_label.npz").at("train_labels").integerAt(2) == -1);
}

TEST_CASE("a broken array or archive is refused, naming file and array") {
    struct Case {
        const char* file;
        const char* words;
    };
    for (const Case& c : {Case{"float_images.npz", "type \"<f4\""},
                          {"fortran.npz", "Fortran order"},
                          {"short_data.npz", "needs 40 bytes, the file has 39"},
                          {"huge_shape.npz", "too large"},
                          {"object.npz", "aren't supported"},
                          {"no_array.npz", "no NumPy array"},
                          {"no_zip.npz", "can't be opened"},
                          {"cut.npz", "can't be opened"},
                          {"bit_flip.npz", ".npz"},
                          {"absent.npz", "can't be opened"}}) {
        CAPTURE(c.file);
        try {
            readNpz(kFiles / c.file);
            FAIL("accepted");
        } catch (const Error& error) {
            const std::string text = error.what();
            CHECK(text.find(c.words) != std::string::npos);
            CHECK(text.find(c.file) != std::string::npos);
            CHECK(text.find('\n') == std::string::npos);
        }
    }
}
