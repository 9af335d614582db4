// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Records read straight from a file's bytes are those DCMTK reads: on every real file there is, and on
// damaged copies of small ones.
#include "core/files.h"
#include "core/random.h"
#include "tests/support/dicom_bytes.h"
#include "tests/support/header_reading.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace vrft;
using namespace vrft::test;

namespace {

namespace fs = std::filesystem;

enum class Way { NoRecord, Toolkit, Plain };

Way compare(std::string_view bytes, const std::string& name) {
    const auto [plain, parsed] = bothReadings(bytes);
    if (parsed.empty()) return Way::NoRecord;
    if (!plain) return Way::Toolkit;
    CHECK_MESSAGE(*plain == parsed, name);
    return Way::Plain;
}

} // namespace

TEST_CASE("the plain reading of every file of the conformance, malformed and series sets is DCMTK's") {
    const fs::path shared = sharedData();
    if (shared.empty()) return skip("../shared/data isn't there");
    std::array<int, 3> ways{};
    for (const char* set : {"dicom_conformance", "dicom_malformed", "dicom_series"})
        for (const auto& entry : fs::recursive_directory_iterator(shared / set))
            if (entry.is_regular_file())
                ++ways[static_cast<std::size_t>(
                    compare(readTextFile(entry.path()), entry.path().filename().string()))];
    MESSAGE(fmt::format("{} read plainly, {} left to DCMTK, {} without a record", ways[2], ways[1], ways[0]));
    CHECK(ways[static_cast<std::size_t>(Way::Plain)] > 200);
}

TEST_CASE("a damaged header is read as DCMTK reads it, or left to it") {
    std::vector<std::string> seeds;
    for (const Encoding encoding :
         {Encoding::ImplicitLittle, Encoding::ExplicitLittle, Encoding::ExplicitBig}) {
        const ElementWriter bytes(encoding);
        SeedImage image;
        image.before = bytes.element({0x0008, 0x1030}, "LO", "Head ") +
                       bytes.element({0x0008, 0x103E}, "LO", " axial, thin ");
        const std::string window = bytes.element({0x0028, 0x1050}, "DS", " +40\\.8e2 ") +
                                   bytes.element({0x0028, 0x1051}, "DS", "400\\ 80.5");
        seeds.push_back(dicomFile(syntaxUid(encoding), seedDataSet(encoding, image)));
        seeds.push_back(dicomFile(syntaxUid(encoding), seedHeader(bytes, image) + window));
    }
    CHECK(compare(seeds[0], "implicit") == Way::Plain);
    CHECK(compare(seeds[3], "explicit") == Way::Plain);
    CHECK(compare(seeds[4], "big endian") == Way::Toolkit);
    CounterRandom random(20261125);
    std::array<int, 3> ways{};
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes = seeds[random.below(4)];
        for (std::uint64_t edits = 1 + random.below(3); edits > 0; --edits) {
            const std::size_t at = 200 + random.below(bytes.size() - 200);
            static constexpr std::string_view kTelling(" \0\\=^.+-eE09AZ\x1b\x7f\xe4\t", 19);
            bytes[at] = random.below(2) == 0 ? kTelling[random.below(kTelling.size())]
                                             : static_cast<char>(random.below(256));
        }
        ++ways[static_cast<std::size_t>(compare(bytes, fmt::format("mutation {}", i)))];
    }
    MESSAGE(fmt::format("{} read plainly, {} left to DCMTK, {} without a record", ways[2], ways[1], ways[0]));
    CHECK(ways[static_cast<std::size_t>(Way::Plain)] > 2000);
}

TEST_CASE("what needs DCMTK's judgement is left to it") {
    const ElementWriter bytes(Encoding::ExplicitLittle);
    const auto way = [&](const SeedImage& image) {
        return compare(dicomFile("1.2.840.10008.1.2.1", seedDataSet(Encoding::ExplicitLittle, image)),
                       "seed");
    };
    CHECK(way({}) == Way::Plain);
    SeedImage image;
    image.charset = "ISO 2022 IR 87";
    CHECK(way(image) == Way::Toolkit);
    image = {};
    image.name = "M\xFCller^Anna";
    CHECK(way(image) == Way::Toolkit);
    image.name = "Doe^Jane=other";
    CHECK(way(image) == Way::Toolkit);
    image = {};
    image.before = bytes.element({0x0008, 0x0070}, "LO", "one\\two");
    CHECK(way(image) == Way::Toolkit);
    image.before = bytes.element({0x0008, 0x0070}, "SH", "another kind");
    CHECK(way(image) == Way::Toolkit);
    image.before =
        bytes.element({0x0008, 0x0070}, "LO", "once") + bytes.element({0x0008, 0x0070}, "LO", "twice");
    CHECK(way(image) == Way::Toolkit);
}
