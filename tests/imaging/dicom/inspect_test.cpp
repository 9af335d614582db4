// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What an import learns of one file: records of sound ones, a reason with tag and offset of all others.
//
// Matrix A of the test plan: A1 truncation at every byte, A2 mutations (VRFT_MUTATIONS sets how many), A6
// image sizes, A12 character sets, A13.
#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "core/json.h"
#include "core/text/unicode.h"
#include "imaging/dicom/inspect.h"
#include "tests/support/dicom_bytes.h"
#include "tests/support/mutations.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace vrft;
using namespace vrft::test;

namespace {

Inspection inspect(const std::string& file) {
    MemoryBytes bytes(file);
    return inspectDicom(bytes, "test");
}

// What must hold of any bytes whatever.
void checkSane(const Inspection& result, std::size_t size) {
    const int fates = (result.record ? 1 : 0) + (result.fault ? 1 : 0) + (result.listed ? 1 : 0);
    CHECK(fates == 1);
    if (result.fault) {
        CHECK_FALSE(result.fault->reason.empty());
        CHECK(result.fault->offset <= size);
    }
    if (result.record) {
        CHECK(result.record->instance.contentHash.size() == 64);
        CHECK_FALSE(result.record->patient.id.empty());
        CHECK(isValidUtf8(result.record->patient.name));
    }
}

std::uint64_t numberFrom(const char* variable, std::uint64_t fallback) {
    const char* text = std::getenv(variable);
    return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

} // namespace

TEST_CASE("every seed has a record with both hashes, or a word on compressed pixels that are none") {
    for (const std::string& seed : seedFiles()) {
        const Inspection result = inspect(seed);
        CAPTURE(result.fault ? result.fault->reason : "");
        REQUIRE(result.record.has_value());
        CHECK(result.record->patient.id == "P1");
        CHECK(result.record->instance.rows == 4);
        CHECK(result.record->instance.contentHash == sha256Hex(seed));
        const bool compressed =
            result.record->instance.transferSyntaxUid.find(".2.4.") != std::string::npos ||
            result.record->instance.transferSyntaxUid.ends_with(".1.2.5");
        CHECK(result.record->instance.pixelHash == (compressed ? "" : sha256Hex(seedPixels(16))));
        CHECK(result.note.has_value() == compressed);
        if (compressed) CHECK(result.note->kind == FindingKind::Pixels);
    }
}

TEST_CASE("a compressed copy has the pixel hash of its original; without decoding it has none and a note") {
    const ElementWriter bytes(Encoding::ExplicitLittle);
    std::string segments = bytes.number(1, 4) + bytes.number(64, 4) + std::string(56, '\0');
    segments += '\x0F' + seedPixels(16) + '\0'; // one literal run
    const std::string file = dicomFile("1.2.840.10008.1.2.5", seedHeader(bytes) + seedFragments({segments}));
    const Inspection result = inspect(file);
    REQUIRE(result.record.has_value());
    CAPTURE(result.note ? result.note->reason : "");
    CHECK_FALSE(result.note.has_value());
    CHECK(result.record->instance.pixelHash == sha256Hex(seedPixels(16)));

    MemoryBytes source(file);
    const Inspection plain = inspectDicom(source, "test", {.decode = false});
    REQUIRE(plain.record.has_value());
    CHECK(plain.record->instance.pixelHash.empty());
    CHECK(plain.record->instance.contentHash == result.record->instance.contentHash);
    REQUIRE(plain.note.has_value());
    CHECK(plain.note->kind == FindingKind::Pixels);
}

TEST_CASE("an image without usable UIDs is kept under made-up ones, and a note says which") {
    const ElementWriter bytes(Encoding::ExplicitLittle);
    const auto file = [&](const std::string& study, const std::string& name) {
        std::string text = bytes.element({0x0008, 0x0016}, "UI", "1.2.840.10008.5.1.4.1.1.7") +
                           bytes.element({0x0008, 0x0018}, "UI", "1.2.3") +
                           bytes.element({0x0010, 0x0010}, "PN", name);
        if (!study.empty()) text += bytes.element({0x0020, 0x000D}, "UI", study);
        text += bytes.word({0x0028, 0x0010}, 2) + bytes.word({0x0028, 0x0011}, 2) +
                bytes.word({0x0028, 0x0100}, 8) + bytes.word({0x0028, 0x0101}, 8);
        return dicomFile("1.2.840.10008.1.2.1", text + bytes.element({0x7FE0, 0x0010}, "OB", "abcd"));
    };
    const Inspection bare = inspect(file("", "A"));
    REQUIRE(bare.record.has_value());
    REQUIRE(bare.note.has_value());
    CHECK(bare.note->reason == "assumed, since missing or no UID: study instance UID, series instance UID");
    CHECK(bare.note->tag == tag::kStudyInstanceUid);
    CHECK(bare.record->study.uid.starts_with("2.25."));
    CHECK(bare.record->study.uid != bare.record->series.uid);
    CHECK(bare.record->instance.sopUid == "1.2.3");
    CHECK(bare.record->patient.identity == PatientIdentity::Assumed);
    CHECK(inspect(file("", "A")).record->study == bare.record->study);         // again: the same
    CHECK(inspect(file("", "B")).record->study.uid != bare.record->study.uid); // nothing ties these together
    // What shares a wrong UID stays together.
    const Inspection wrong = inspect(file("05fa52f0e599", "A"));
    CHECK(wrong.record->study.uid == inspect(file("05fa52f0e599", "B")).record->study.uid);
    CHECK(wrong.record->study.uid != inspect(file("05fa52f0e590", "A")).record->study.uid);

    const std::string kept = file("", "A");
    MemoryBytes strictSource(kept);
    const Inspection strict = inspectDicom(strictSource, "test", {.makeUpUids = false});
    REQUIRE(strict.fault.has_value());
    CHECK(strict.fault->reason == "the study instance UID is missing or no UID");
    // Without pixels there is nothing worth keeping under a made-up name.
    const std::string whole = file("", "A");
    const Inspection none = inspect(whole.substr(0, whole.find(std::string("\xE0\x7F\x10\x00", 4))));
    CHECK(none.fault.has_value());
}

TEST_CASE("A1: every seed cut at every byte: no record of a cut image without a word about it") {
    std::size_t num_variants = 0;
    for (const std::string& seed : seedFiles()) {
        for (std::size_t length = 0; length < seed.size(); ++length, ++num_variants) {
            const Inspection result = inspect(seed.substr(0, length));
            checkSane(result, 1 << 20);
            CAPTURE(length);
            if (result.record) CHECK(result.note.has_value());
            if (length > 132 && seed.substr(128, 4) == "DICM") CHECK_FALSE(result.notDicom);
        }
    }
    MESSAGE(num_variants << " cut files");
}

TEST_CASE("A2: mutated seeds have one fate each, whatever the bytes") {
    const std::uint64_t wanted = numberFrom("VRFT_MUTATIONS", 2000);
    CounterRandom random(numberFrom("VRFT_MUTATION_SEED", 1));
    const std::vector<std::string> seeds = seedFiles();
    std::array<std::uint64_t, 4> fates{};
    for (std::uint64_t i = 0; i < wanted; ++i) {
        const Inspection result = inspect(mutated(seeds[random.below(seeds.size())], random));
        checkSane(result, 1 << 20);
        fates[result.record ? 0 : result.listed ? 1 : result.notDicom ? 2 : 3] += 1;
    }
    MESSAGE(fates[0] << " stored, " << fates[2] << " not DICOM, " << fates[3] << " unreadable");
    CHECK(fates[0] > 0);
    CHECK(fates[3] > 0);
}

TEST_CASE("A6: rows, columns, samples and frames of any size overflow nothing") {
    const ElementWriter bytes(Encoding::ExplicitLittle);
    int num_cases = 0;
    for (const std::uint32_t rows : {0U, 1U, 4U, 255U, 65535U})
        for (const std::uint32_t columns : {0U, 1U, 4U, 65535U})
            for (const std::uint32_t samples : {0U, 1U, 3U, 65535U})
                for (const std::uint32_t bits : {0U, 1U, 8U, 16U, 65535U})
                    for (const char* frames : {"0", "1", "1000000", "2147483647", "-1", "x"}) {
                        ++num_cases;
                        const std::string file = dicomFile(
                            "1.2.840.10008.1.2.1",
                            bytes.element({0x0008, 0x0016}, "UI", "1.2") +
                                bytes.element({0x0008, 0x0018}, "UI", "1.2.3") +
                                bytes.element({0x0020, 0x000D}, "UI", "1.2.4") +
                                bytes.element({0x0020, 0x000E}, "UI", "1.2.5") +
                                bytes.word({0x0028, 0x0002}, samples) +
                                bytes.element({0x0028, 0x0004}, "CS", "MONOCHROME2") +
                                bytes.element({0x0028, 0x0008}, "IS", frames) +
                                bytes.word({0x0028, 0x0010}, rows) + bytes.word({0x0028, 0x0011}, columns) +
                                bytes.word({0x0028, 0x0100}, bits) + bytes.word({0x0028, 0x0101}, bits) +
                                bytes.element({0x7FE0, 0x0010}, "OW", seedPixels(16)));
                        const Inspection result = inspect(file);
                        checkSane(result, file.size());
                        const double needed =
                            1.0 * rows * columns * samples * bits / 8 * std::max(1.0, std::atof(frames));
                        const bool silent = result.record && !result.note;
                        const bool noPixels = rows == 0 || columns == 0;
                        if (noPixels || needed > 16 || bits == 0) CHECK_FALSE(silent);
                        if (needed > 9e9) CHECK_FALSE(result.record.has_value());
                    }
    CHECK(num_cases >= 500);
    // The same numbers in other kinds of value.
    for (const char* vr : {"SS", "UL", "SL", "DS", "OB", "SQ"}) {
        const std::string value =
            std::string(vr) == "DS" ? "4 " : bytes.number(4, std::string(vr)[1] == 'S' ? 2 : 4);
        const std::string file =
            dicomFile("1.2.840.10008.1.2.1", bytes.element({0x0008, 0x0018}, "UI", "1.2.3") +
                                                 bytes.element({0x0028, 0x0010}, vr, value));
        checkSane(inspect(file), file.size());
    }
}

TEST_CASE("A12: names of every character set arrive as UTF-8; unreadable ones are told") {
    const Json cases =
        readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/imaging/charsets.json");
    CHECK(cases.size() >= 22);
    for (const Json& entry : cases) {
        SeedImage image;
        image.charset = entry["charset"].get<std::string>();
        CAPTURE(image.charset);
        image.name.clear();
        for (const Json& byte : entry["bytes"])
            image.name += static_cast<char>(byte.get<int>());
        const Inspection result =
            inspect(dicomFile("1.2.840.10008.1.2.1", seedDataSet(Encoding::ExplicitLittle, image)));
        REQUIRE(result.record.has_value());
        CHECK(isValidUtf8(result.record->patient.name));
        if (entry.contains("text")) {
            CHECK(result.record->patient.name == entry["text"].get<std::string>());
            CHECK_FALSE(result.note.has_value());
        } else {
            REQUIRE(result.note.has_value());
            CHECK(result.note->reason.find("character set") != std::string::npos);
        }
    }
}

TEST_CASE("identifiers that are none are refused with their tag and place") {
    for (const char* uid : {"", "abc", "1..2", ".1.2", "1.2.", "1.2/../../etc",
                            "1.2345678901234567890123456789012345678901234567890123456789012345"}) {
        SeedImage image;
        image.uid = uid;
        const std::string file =
            dicomFile("1.2.840.10008.1.2.1", seedDataSet(Encoding::ExplicitLittle, image));
        MemoryBytes source(file);
        const Inspection result = inspectDicom(source, "test", {.makeUpUids = false});
        CAPTURE(uid);
        REQUIRE(result.fault.has_value());
        CHECK(result.fault->kind == FindingKind::Attribute);
        CHECK(result.fault->tag == Tag{0x0008, 0x0018});
        CHECK(file.substr(result.fault->offset, 4) == std::string("\x08\x00\x18\x00", 4));
        const Inspection kept = inspect(file); // under a made-up one, told with the same place
        REQUIRE(kept.record.has_value());
        CHECK(kept.record->instance.sopUid.starts_with("2.25."));
        CHECK(kept.record->study.uid == "1.2.3");
        CHECK(kept.note->offset == result.fault->offset);
    }
}

TEST_CASE("an element marked as of unknown kind is read by its dictionary kind") {
    const ElementWriter bytes(Encoding::ExplicitLittle);
    std::string file = dicomFile("1.2.840.10008.1.2.1", seedDataSet(Encoding::ExplicitLittle));
    const std::string as = bytes.element({0x0020, 0x000D}, "UI", "1.2.3");
    const std::size_t at = file.find(as);
    REQUIRE(at != std::string::npos);
    file.replace(at, as.size(), bytes.element({0x0020, 0x000D}, "UN", std::string("1.2.3\0", 6)));
    REQUIRE(inspect(file).record.has_value());
    CHECK(inspect(file).record->study.uid == "1.2.3");
}

TEST_CASE("texts are cleaned of control characters and cut to what a row can hold") {
    SeedImage image;
    image.name = std::string("A\0B\x01"
                             "C",
                             5) +
                 std::string(5000, 'x');
    const Inspection result =
        inspect(dicomFile("1.2.840.10008.1.2.1", seedDataSet(Encoding::ExplicitLittle, image)));
    REQUIRE(result.record.has_value());
    CHECK(result.record->patient.name.size() <= 1024);
    CHECK(result.record->patient.name.starts_with("A B C"));
}
