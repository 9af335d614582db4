// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// decode, render and tags as scripts see them.
#include "core/vision_input/image.h"
#include "tests/support/dicom_bytes.h"
#include "tests/support/program.h"

#include <doctest/doctest.h>

using namespace vrft;
using test::DicomBytes;

namespace {

struct Files {
    test::TempFolder folder;
    std::string image = (folder / "a.dcm").string();
    std::string out = (folder / "out").string();

    Files() {
        DicomBytes bytes = DicomBytes::image(2, 3, 16, 12, true).text(0x0028, 0x0008, "IS", "2");
        bytes.text(0x0010, 0x0010, "PN", "Doe^J");
        bytes.element(0x7FE0, 0x0010, "OW",
                      DicomBytes::words({0, 1, 2, 3, 4, 5, 0xFFFF, 0x0800, 0x07FF, 9, 10, 11}));
        writeFileAtomic(image, bytes.file());
    }
    test::ProgramResult run(const std::string& arguments) {
        return test::runProgram("vrftaug-data", folder, arguments);
    }
};

} // namespace

TEST_CASE("decode writes the stored values of one frame as NumPy reads them") {
    Files files;
    const auto result =
        files.run(fmt::format("decode '{}' --frame 1 --out '{}' --json", files.image, files.out));
    REQUIRE(result.code == 0);
    CHECK(result.document()["type"] == "i2");
    CHECK(result.document()["shape"] == Json({2, 3}));
    CHECK(result.document()["frames"] == 2);
    const std::string npy = readTextFile(files.out);
    REQUIRE(npy.size() == 128 + 12);
    CHECK(npy.substr(0, 8) == std::string("\x93NUMPY\x01\x00", 8));
    CHECK(npy.substr(10, 60) == "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 3), } ");
    CHECK(npy[127] == '\n');
    CHECK(npy.substr(128) == DicomBytes::words({0xFFFF, 0xF800, 0x07FF, 9, 10, 11}));
}

TEST_CASE("decode and render refuse in one line and leave no file behind") {
    Files files;
    const auto refused = [&](const std::string& arguments, const std::string& words) {
        test::checkRefused(files.run(arguments), words);
        CHECK_FALSE(std::filesystem::exists(files.out));
    };
    refused(fmt::format("decode '{}' --frame 2 --out '{}'", files.image, files.out),
            "no frame 2: the image has 2");
    refused(fmt::format("decode '{}' --out '{}'", (files.folder / "absent").string(), files.out),
            "no such file");
    refused(fmt::format("decode '{}' --out '{}'", files.folder.path().string(), files.out), "no such file");
    refused(fmt::format("render '{}' --window 40 --out '{}'", files.image, files.out), "\"40\" is no window");
    refused(fmt::format("render '{}' --window 40,0.5 --out '{}'", files.image, files.out), "is no window");
    refused(fmt::format("render '{}' --size 999999 --out '{}'", files.image, files.out),
            "999999 pixels wide");
    writeFileAtomic(files.folder / "text", "not DICOM at all");
    refused(fmt::format("decode '{}' --out '{}'", (files.folder / "text").string(), files.out),
            "not a readable DICOM");
    CHECK(files.run(fmt::format("decode '{}'", files.image)).code == 2);
}

TEST_CASE("render shows a frame through the window asked for, at the size asked for") {
    Files files;
    auto result =
        files.run(fmt::format("render '{}' --window 3,5 --out '{}' --json", files.image, files.out));
    REQUIRE(result.code == 0);
    CHECK(result.document()["window"] == Json({3.0, 5.0}));
    Image image = readPng(files.out);
    CHECK(image.pixels == std::vector<std::uint8_t>{0, 32, 96, 159, 223, 255});
    result = files.run(fmt::format("render '{}' --size 12 --out '{}' --json", files.image, files.out));
    CHECK(result.document()["width"] == 12);
    CHECK(result.document()["height"] == 8);
    image = readPng(files.out);
    CHECK(image.width == 12);
}

TEST_CASE("tags are a tree for people and a list for programs") {
    Files files;
    auto result = files.run(fmt::format("tags '{}'", files.image));
    CHECK(result.code == 0);
    CHECK(result.out.find("(0010,0010) PN PatientName  Doe^J\n") != std::string::npos);
    result = files.run(fmt::format("tags '{}' --json", files.image));
    const Json list = result.document();
    const auto name =
        std::find_if(list.begin(), list.end(), [](const Json& e) { return e["tag"] == "00100010"; });
    REQUIRE(name != list.end());
    CHECK((*name)["vr"] == "PN");
    CHECK((*name)["value"] == Json({"Doe^J"}));
}
