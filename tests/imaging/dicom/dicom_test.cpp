// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "imaging/dicom/dicom_writer.h"
#include "imaging/dicom/inspect.h"
#include "imaging/dicom/render_frame.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <cstdio>
#include <doctest/doctest.h>

using namespace vrft;

namespace {

DicomDraft draft(int channels = 1) {
    DicomDraft made;
    made.patient = {.id = "P-7", .name = "Ärztin^Ada", .birthDate = "19700102", .sex = "F"};
    made.study = {
        .uid = "2.25.1", .date = "20200304", .time = "101500", .description = "Test", .accession = "A1"};
    made.series.uid = "2.25.2";
    made.series.number = 4;
    made.instance.sopUid = "2.25.3";
    made.instance.number = 9;
    made.instance.spacing_mm = {0.5, 0.25};
    made.instance.burnedIn = false;
    made.pixels = {5, 3, channels, {}};
    for (int i = 0; i < 15 * channels; ++i)
        made.pixels.pixels.push_back(static_cast<std::uint8_t>(11 * i % 256));
    return made;
}

std::string runAndRead(const std::string& command) {
    std::string output;
    std::FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    char buffer[4096];
    for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        output.append(buffer, got);
    ::pclose(pipe);
    return output;
}

// A file of other pixel formats made from a draft's bytes: tag values are replaced in place.
void replaceOnce(std::string& bytes, const std::string& from, const std::string& to) {
    REQUIRE(from.size() == to.size());
    const auto at = bytes.find(from);
    REQUIRE(at != std::string::npos);
    bytes.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("what is written is read back: tags, texts beyond ASCII, spacing, pixels") {
    test::TempFolder folder;
    const DicomDraft made = draft();
    const std::string bytes = makeDicom(made);
    const HeaderRead read = readDicomHeader(bytes, "test");
    CHECK(read.note.empty());
    CHECK(read.record.patient == made.patient);
    CHECK(read.record.study == made.study);
    CHECK(read.record.series.uid == "2.25.2");
    CHECK(read.record.series.number == 4);
    CHECK(read.record.series.modality == "OT");
    const Instance& instance = read.record.instance;
    CHECK(instance.sopUid == "2.25.3");
    CHECK(instance.sopClassUid == "1.2.840.10008.5.1.4.1.1.7");
    CHECK(instance.transferSyntaxUid == "1.2.840.10008.1.2.1");
    CHECK(instance.rows == 3);
    CHECK(instance.columns == 5);
    CHECK(instance.frames == 1);
    CHECK(instance.burnedIn == false);
    CHECK(instance.spacing_mm == std::array{0.5, 0.25});
    CHECK(instance.contentHash == sha256Hex(bytes));
    CHECK(instance.pixelHash ==
          sha256Hex({reinterpret_cast<const char*>(made.pixels.pixels.data()), made.pixels.pixels.size()}));
    writeFileAtomic(folder / "a.dcm", bytes);
    const RenderedFrame frame = renderFrame(folder / "a.dcm", 0);
    CHECK(frame.image == made.pixels);
    CHECK(frame.render == RenderInfo{});
    CHECK(frame.spacingMm == std::array{0.25, 0.5}); // x, y
    CHECK_THROWS_WITH_AS(renderFrame(folder / "a.dcm", 1), doctest::Contains("no frame 1"), Error);
}

TEST_CASE("the toolkit's own dump finds the same values and pixels, and nothing to complain of") {
    if (std::system("command -v dcmdump >/dev/null 2>&1") != 0)
        return test::skip("dcmdump (package dcmtk) isn't installed");
    for (const int channels : {1, 3}) {
        test::TempFolder folder;
        DicomDraft made = draft(channels);
        made.kind = channels == 1 ? DicomKind::Ultrasound : DicomKind::SecondaryCapture;
        writeFileAtomic(folder / "a.dcm", makeDicom(made));
        const std::string text = runAndRead("dcmdump -q +W '" + folder.path().string() + "' '" +
                                            (folder / "a.dcm").string() + "' 2>&1");
        CAPTURE(text);
        CHECK(text.find(channels == 1 ? "=UltrasoundImageStorage" : "=SecondaryCaptureImageStorage") !=
              std::string::npos);
        CHECK(text.find("(0020,000d) UI [2.25.1]") != std::string::npos);
        CHECK(text.find("(0028,0010) US 3") != std::string::npos);
        CHECK(text.find("W:") == std::string::npos);
        CHECK(text.find("E:") == std::string::npos);
        std::string raw = readTextFile(folder / "a.dcm.0.raw");
        raw.resize(made.pixels.pixels.size()); // padded to an even length
        CHECK(std::equal(raw.begin(), raw.end(), made.pixels.pixels.begin(),
                         [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; }));
    }
}

TEST_CASE("the same values make the same bytes, and no version of the toolkit is written into them") {
    const std::string bytes = makeDicom(draft());
    CHECK(bytes == makeDicom(draft()));
    CHECK(bytes.find("OFFIS") == std::string::npos);
    CHECK(bytes.find("1.2.276.0.7230010") == std::string::npos);
}

TEST_CASE("a file without what an image needs is refused in words") {
    const auto messageOf = [](const std::string& bytes) -> std::string {
        try {
            readDicomHeader(bytes, "x.dcm");
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    CHECK_FALSE(looksLikeDicom("short"));
    CHECK_FALSE(looksLikeDicom(std::string(200, 'x')));
    CHECK(messageOf(std::string(128, '\0') + "DICM").find("x.dcm") != std::string::npos);
    DicomDraft made = draft();
    made.study.uid.clear();
    CHECK(messageOf(makeDicom(made)).find("study instance UID is missing") != std::string::npos);
    CHECK(messageOf(makeDicom(draft()).substr(0, 300)).find("not a readable DICOM file") !=
          std::string::npos);
    made = draft();
    made.pixels.pixels.pop_back();
    CHECK_THROWS_AS(makeDicom(made), Error);
}

TEST_CASE("pixels cut short are a note, not a made-up image") {
    test::TempFolder folder;
    std::string bytes = makeDicom(draft());
    // Rows 3 -> 9 (0028,0010 US, explicit little endian).
    replaceOnce(bytes, std::string("\x28\x00\x10\x00US\x02\x00\x03\x00", 10),
                std::string("\x28\x00\x10\x00US\x02\x00\x09\x00", 10));
    const HeaderRead read = readDicomHeader(bytes, "x");
    CHECK(read.note.find("cut short") != std::string::npos);
    CHECK(read.record.instance.pixelHash.empty());
    writeFileAtomic(folder / "a.dcm", bytes);
    CHECK_THROWS_WITH_AS(renderFrame(folder / "a.dcm", 0), doctest::Contains("cut short"), Error);
}

TEST_CASE("an inverted grey image is shown upright and says so") {
    test::TempFolder folder;
    std::string bytes = makeDicom(draft());
    replaceOnce(bytes, "MONOCHROME2", "MONOCHROME1");
    writeFileAtomic(folder / "a.dcm", bytes);
    const RenderedFrame frame = renderFrame(folder / "a.dcm", 0);
    CHECK(frame.render.invert);
    CHECK(frame.image.pixels[1] == 255 - 11);
}

TEST_CASE("an image without PatientID is a patient of its own, assumed") {
    DicomDraft made = draft();
    made.patient.id.clear();
    const HeaderRead read = readDicomHeader(makeDicom(made), "x");
    CHECK(read.record.patient.identity == PatientIdentity::Assumed);
    CHECK(read.record.patient.id == assumedPatientId("2.25.1"));
}

TEST_CASE("a constant image has no pixel hash: blank frames link nobody") {
    DicomDraft made = draft();
    std::fill(made.pixels.pixels.begin(), made.pixels.pixels.end(), std::uint8_t{7});
    CHECK(readDicomHeader(makeDicom(made), "x").record.instance.pixelHash.empty());
}

TEST_CASE("deep grey images of a real series are windowed as the standard says") {
    const auto shared = test::sharedData();
    if (shared.empty()) return test::skip("../shared/data isn't there");
    int shown = 0;
    for (const auto& entry : std::filesystem::directory_iterator(shared / "dicom_series" / "ct_philips_28")) {
        const HeaderRead read = readDicomHeader(readTextFile(entry.path()), entry.path().string());
        REQUIRE(read.note.empty());
        REQUIRE(read.record.instance.bitsStored > 8);
        const RenderedFrame frame = renderFrame(entry.path(), 0);
        REQUIRE(frame.render.window.has_value());
        CHECK(frame.image.width == read.record.instance.columns);
        CHECK(*std::min_element(frame.image.pixels.begin(), frame.image.pixels.end()) == 0);
        CHECK(*std::max_element(frame.image.pixels.begin(), frame.image.pixels.end()) == 255);
        if (++shown == 3) break;
    }
    CHECK(shown == 3);
}
