// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The walk over a file's structure: what it finds sound, what it refuses, and that it says where.
//
// Matrix A of the test plan: A4 lengths, A5 nesting, A7 offset tables and fragments, A11 bombs, A13 other
// files.
#include "core/error.h"
#include "core/files.h"
#include "imaging/dicom/parsed_file.h"
#include "imaging/dicom/prescan.h"
#include "tests/support/dicom_bytes.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace vrft;
using namespace vrft::test;

namespace {

constexpr std::array kEncodings{Encoding::ImplicitLittle, Encoding::ExplicitLittle, Encoding::ExplicitBig};

Prescan scanOf(const std::string& file, const PrescanRequest& request = {}) {
    MemoryBytes bytes(file);
    return prescan(bytes, request);
}

std::string kindOf(const Prescan& scan) {
    return scan.fault ? std::string(findingName(scan.fault->kind)) : "sound";
}

long residentPeak_kb() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace

TEST_CASE("sound files of every encoding are found sound, with syntax and pixels") {
    for (const std::string& seed : seedFiles()) {
        const Prescan scan = scanOf(seed);
        CAPTURE(kindOf(scan));
        CHECK(scan.verdict == Prescan::Verdict::Sound);
        CHECK(scan.notes.empty());
        REQUIRE(scan.pixels.has_value());
        CHECK(scan.transferSyntax.starts_with("1.2.840."));
        if (scan.pixels->encapsulated) {
            CHECK(scan.pixels->num_fragments == 2);
            CHECK(scan.pixels->length == 6);
        } else {
            CHECK(scan.pixels->length == 16);
            const std::string& where = scan.inflated.empty() ? seed : scan.inflated;
            CHECK(where.substr(scan.pixels->offset, 16) == seedPixels(16));
        }
    }
}

TEST_CASE("a missing or wrong transfer syntax is told by the first element") {
    for (const Encoding encoding : kEncodings) {
        CHECK(scanOf(seedDataSet(encoding)).transferSyntax == syntaxUid(encoding));
        const std::string file = dicomFile(syntaxUid(encoding), seedDataSet(encoding));
        const std::size_t at = file.find("1.2.840.10008.1.2", 180);
        std::string other = file;
        other.replace(at, 17, "1.2.840.10008.1.9"); // an unknown syntax is explicit little endian
        const Prescan scan = scanOf(other);
        CHECK(scan.verdict == Prescan::Verdict::Sound);
        CHECK(scan.encoding == encoding);
        CHECK(scan.notes.empty() == (encoding == Encoding::ExplicitLittle));
    }
    const std::string implicit = dicomFile("1.2.840.10008.1.2.1", seedDataSet(Encoding::ImplicitLittle));
    CHECK(scanOf(implicit).transferSyntax == "1.2.840.10008.1.2");
    REQUIRE_FALSE(scanOf(implicit).notes.empty());
    CHECK(scanOf(implicit).notes[0].kind == FindingKind::Encoding);
}

TEST_CASE("A4: a claimed length is held against the bytes left, for every kind and encoding") {
    int num_cases = 0;
    for (const Encoding encoding : kEncodings) {
        const ElementWriter bytes(encoding);
        for (const bool packed : {false, true}) {
            if (packed && encoding != Encoding::ExplicitLittle) continue;
            for (const char* vr : {"OB", "OW", "UN", "UT", "SQ", "UC", "LO", "PN", "UI", "US", "FD", "DS"}) {
                const bool isShort = std::string("LO PN UI US FD DS").find(vr) != std::string::npos &&
                                     encoding != Encoding::ImplicitLittle;
                const std::string tail(40, '\0');
                for (const std::uint32_t length : {0U, 1U, 7U, 39U, 40U, 41U, 65535U, 0x7FFFFFFFU,
                                                   0x80000000U, 0x80000001U, 0xFFFFFFFEU, kOpen}) {
                    if (isShort && length > 0xFFFF) continue;
                    const Tag tag{0x0019, 0x1001};
                    std::string dataSet =
                        bytes.element({0x0008, 0x0060}, "CS", "OT") + bytes.start(tag, vr, length) + tail;
                    const std::string file = packed ? dicomFile("1.2.840.10008.1.2.1.99", deflated(dataSet))
                                                    : dicomFile(syntaxUid(encoding), dataSet);
                    const Prescan scan = scanOf(file);
                    ++num_cases;
                    CAPTURE(vr);
                    CAPTURE(length);
                    const bool unmarked = encoding == Encoding::ImplicitLittle;
                    if (length == kOpen || (length > 0 && !unmarked && std::string(vr) == "SQ")) {
                        CHECK(scan.verdict == Prescan::Verdict::Broken); // zeros are no items
                    } else if (length > 40) {
                        CHECK(kindOf(scan) == "cut_short");
                        CHECK(scan.fault->tag == tag);
                        CHECK(scan.fault->reason.find(fmt::format("claims {} bytes", length)) !=
                              std::string::npos);
                    } else {
                        CHECK(kindOf(scan) == "sound"); // zeros may follow a data set
                    }
                }
            }
        }
    }
    CHECK(num_cases > 400);
}

TEST_CASE("A4: an element longer than the item or sequence it stands in is told apart from a cut file") {
    for (const Encoding encoding : kEncodings) {
        const ElementWriter bytes(encoding);
        const std::string inner = bytes.start({0x0008, 0x1150}, "UI", 30) + "1.2.3";
        const std::string sequence = bytes.sequence({0x0008, 0x1140}, bytes.item(inner));
        const Prescan scan =
            scanOf(dicomFile(syntaxUid(encoding), sequence + seedDataSet(Encoding::ExplicitLittle)));
        CHECK(kindOf(scan) == "length_beyond_end");
        CHECK(scan.fault->tag == Tag{0x0008, 0x1150});
    }
}

TEST_CASE("A5: sequences nest to 64, not to 65, and never deepen the stack or the memory") {
    const long before_kb = residentPeak_kb();
    for (const Encoding encoding : kEncodings) {
        const ElementWriter bytes(encoding);
        for (const bool open : {false, true}) {
            for (const std::size_t depth : {1, 63, 64, 65, 200, 1000, 10000, 100000}) {
                const Prescan scan = scanOf(dicomFile(syntaxUid(encoding), bytes.nested(depth, open)));
                CAPTURE(depth);
                CHECK(kindOf(scan) == (depth <= 64 ? "sound" : "nesting"));
            }
        }
    }
#ifndef __SANITIZE_ADDRESS__ // which keeps freed memory and its own books
    CHECK(residentPeak_kb() - before_kb < 50000);
#else
    CHECK(residentPeak_kb() - before_kb < 500000);
#endif
}

TEST_CASE("items of one sequence are counted") {
    const ElementWriter bytes(Encoding::ExplicitLittle);
    for (const std::size_t count : {65536U, 65537U, 1000000U}) {
        std::string items;
        for (std::size_t i = 0; i < count; ++i)
            items += bytes.item("");
        const std::string file =
            dicomFile("1.2.840.10008.1.2.1", bytes.sequence({0x0008, 0x1140}, items, true));
        CHECK(kindOf(scanOf(file)) == (count <= 65536 ? "sound" : "too_many_items"));
    }
    PrescanRequest few;
    few.limits.elements = 10;
    CHECK(kindOf(scanOf(seedFiles()[1], few)) == "too_many_elements");
}

TEST_CASE("delimiters belong where they close something") {
    const ElementWriter bytes(Encoding::ExplicitLittle);
    const std::string itemEnd = bytes.start({0xFFFE, 0xE00D}, "", 0);
    const std::string sequenceEnd = bytes.start({0xFFFE, 0xE0DD}, "", 0);
    const std::string rest = seedDataSet(Encoding::ExplicitLittle);
    const auto kind = [&](const std::string& before) {
        return kindOf(scanOf(dicomFile("1.2.840.10008.1.2.1", before + rest)));
    };
    CHECK(kind(itemEnd) == "stray_tag");
    CHECK(kind(sequenceEnd) == "stray_tag");
    CHECK(kind(bytes.item("")) == "stray_tag");
    CHECK(kind(bytes.sequence({0x0008, 0x1140}, bytes.word({0x0028, 0x0010}, 1), true)) == "stray_tag");
    CHECK(kind(bytes.sequence({0x0008, 0x1140}, sequenceEnd)) == "stray_tag");
    CHECK(kind(bytes.start({0x0008, 0x1140}, "SQ", kOpen) + bytes.start({0xFFFE, 0xE000}, "", kOpen)) ==
          "cut_short");
    CHECK(kind(bytes.start({0x0010, 0x0010}, "PN", 0xFFFF)) == "cut_short");
    CHECK(kind(bytes.start({0x0010, 0x0010}, "UT", kOpen)) == "undefined_length");
}

TEST_CASE("A7: fragments and offset tables: lengths are checked, odd tables are noted") {
    const ElementWriter bytes(Encoding::ExplicitLittle);
    const std::string header = seedHeader(bytes);
    const auto scan = [&](const std::string& pixels) {
        return scanOf(dicomFile("1.2.840.10008.1.2.4.50", header + pixels));
    };
    const auto table = [&](std::initializer_list<std::uint32_t> entries) {
        std::string text;
        for (const std::uint32_t entry : entries)
            text += bytes.number(entry, 4);
        return text;
    };
    const std::vector<std::string> fragments{"abcd", "efgh", "ij"};
    const std::vector<std::pair<std::string, bool>> tables{{"", false},
                                                           {table({0}), false},
                                                           {table({0, 12, 24}), false},
                                                           {table({0, 12, 6}), true},
                                                           {"abc ", true},
                                                           {table({0xFFFFFFFF}), true},
                                                           {table({0, 0, 0, 0, 0}), false},
                                                           {"odd", true},
                                                           {table({5, 4}), true},
                                                           {table({1000000}), true},
                                                           {std::string(5, 'x'), true}};
    for (const auto& [entries, odd] : tables) {
        const Prescan result = scan(seedFragments(fragments, entries));
        CHECK(result.verdict == Prescan::Verdict::Sound);
        CHECK(result.notes.empty() != odd);
        CHECK(result.pixels->num_fragments == 3);
        CHECK(result.pixels->length == 10);
    }
    for (const std::size_t count : {0U, 1U, 500U}) {
        const Prescan result = scan(seedFragments(std::vector<std::string>(count, "xy")));
        CHECK(result.verdict == Prescan::Verdict::Sound);
        CHECK(result.pixels->num_fragments == count);
    }
    const std::string whole = seedFragments(fragments);
    const std::string open = whole.substr(0, whole.size() - 8);
    CHECK(kindOf(scan(open)) == "sound");
    CHECK(scan(open).notes.at(0).kind == FindingKind::CutShort);
    CHECK(kindOf(scan(open.substr(0, open.size() - 1))) == "cut_short");
    const std::string start = bytes.start({0x7FE0, 0x0010}, "OB", kOpen) + bytes.item("");
    CHECK(kindOf(scan(start + bytes.start({0xFFFE, 0xE000}, "", kOpen) + "ab")) == "undefined_length");
    CHECK(kindOf(scan(start + bytes.start({0xFFFE, 0xE000}, "", 0xFFFFFFF0) + "ab")) == "cut_short");
    CHECK(kindOf(scan(start + bytes.word({0x0028, 0x0010}, 1))) == "stray_tag");
    CHECK(kindOf(scan(start + bytes.start({0xFFFE, 0xE00D}, "", 0))) == "undefined_length");
    // DCMTK takes a kind of the future without a length for a sequence, and what is in the fragments for
    // elements.
    std::string other = whole;
    other.replace(other.find("OB"), 2, "MB");
    CHECK(kindOf(scan(other)) == "undefined_length");
}

TEST_CASE("what stands behind the pixels is noted, not fatal; zeros are nothing") {
    const std::string file = seedFiles()[5];
    CHECK(scanOf(file + std::string(1000, '\0')).notes.empty());
    const Prescan odd = scanOf(file + "some text that was appended");
    CHECK(odd.verdict == Prescan::Verdict::Sound);
    REQUIRE_FALSE(odd.notes.empty());
    CHECK(odd.notes.back().kind == FindingKind::Trailing);
    CHECK(odd.notes.back().offset == file.size());
    const std::string deep = ElementWriter(Encoding::ExplicitLittle).nested(70, true);
    CHECK(kindOf(scanOf(file + deep)) == "nesting"); // whoever decodes the file would follow it
}

TEST_CASE("A5: no file that nests too deep, or isn't encoded as it says, gets as far as the toolkit") {
    TempFolder folder;
    for (const Encoding encoding : kEncodings) {
        for (const bool open : {false, true}) {
            SeedImage image;
            image.before = ElementWriter(encoding).nested(100'000, open);
            const std::string file = dicomFile(syntaxUid(encoding), seedDataSet(encoding, image));
            CHECK_THROWS_WITH_AS(ParsedFile(file, "x"), doctest::Contains("nest"), Error);
            writeFileAtomic(folder / "deep.dcm", file, false);
            CHECK_THROWS_WITH_AS(ParsedFile(folder / "deep.dcm"), doctest::Contains("nest"), Error);
        }
    }
    const std::string other =
        dicomFile(syntaxUid(Encoding::ImplicitLittle), seedDataSet(Encoding::ExplicitLittle));
    CHECK_THROWS_WITH_AS(ParsedFile(other, "x"), doctest::Contains("isn't encoded as"), Error);
    CHECK_NOTHROW(ParsedFile(seedFiles()[0], "x"));
}

TEST_CASE("a data set that the toolkit would read in another encoding than it was walked in is refused") {
    // An unknown syntax counts as explicit little endian; these bytes look big-endian and implicit to DCMTK,
    // a value of 3.5 GB.
    const std::string odd =
        dicomFile("1.2.840.99999", std::string("\x99\x01\x00\x18\xe0\x00\x00\x00\x00", 9));
    CHECK(scanOf(odd).verdict == Prescan::Verdict::Sound);
    CHECK_THROWS_WITH_AS(ParsedFile(odd, "x"), doctest::Contains("transfer syntax is unknown"), Error);
    // One of a plain data set is read.
    CHECK_NOTHROW(ParsedFile(dicomFile("1.2.840.99999", seedDataSet(Encoding::ExplicitLittle)), "x"));
    for (const std::string& seed : seedFiles())
        CHECK_NOTHROW(ParsedFile(seed, "x"));
}

TEST_CASE("a meta header with a value of unknown kind is refused: the toolkit reads it as implicit") {
    std::string file = seedFiles()[5];
    const std::size_t kind = file.find("UL", 128);
    REQUIRE(kind == 136);
    file.replace(kind, 4, "LU\x04\xAD"); // implicit, a value of 2.9 GB
    const Prescan result = scanOf(file);
    REQUIRE(result.fault.has_value());
    CHECK(result.fault->kind == FindingKind::MetaHeader);
    CHECK(result.fault->offset == 132);
    CHECK_THROWS_AS(ParsedFile(file, "x"), Error);
}

TEST_CASE("a wrong length of the meta header costs nothing, and never makes data of it or of data a header") {
    TempFolder folder;
    for (const std::uint32_t length : {0U, 20U, 63U, 90U, 5000U, 0xFFFFFFFFU}) {
        std::string file = seedFiles()[5];
        file.replace(140, 4, ElementWriter(Encoding::ExplicitLittle).number(length, 4));
        CAPTURE(length);
        CHECK(scanOf(file).wrongGroupLength == 140);
        CHECK(ParsedFile(file, "x").pixelBytes().size() == 16);
        writeFileAtomic(folder / "length.dcm", file, false);
        CHECK(ParsedFile(folder / "length.dcm").pixelBytes().size() == 16);
    }
    CHECK_FALSE(scanOf(seedFiles()[5]).wrongGroupLength.has_value());
}

TEST_CASE("what claims gigabytes behind the pixels never reaches the toolkit, and costs no pixel") {
    TempFolder folder;
    const ElementWriter bytes(Encoding::ExplicitLittle);
    const std::string file = seedFiles()[5];
    // DCMTK takes the memory a value claims before it reads it.
    for (const std::string& behind :
         {bytes.start({0x8000, 0x0010}, "OB", 0xFFFFFFF0) + "ab",
          bytes.sequence({0x8000, 0x0010}, bytes.item(bytes.start({0x8000, 0x0020}, "OB", 0xFFFFFFF0) + "ab"),
                         true)}) {
        CHECK(scanOf(file + behind).soundEnd == file.size());
        const ParsedFile parsed(file + behind, "x");
        CHECK(parsed.pixelBytes().size() == 16);
        writeFileAtomic(folder / "behind.dcm", file + behind, false);
        CHECK(ParsedFile(folder / "behind.dcm").pixelBytes().size() == 16);
        const std::string packed =
            dicomFile("1.2.840.10008.1.2.1.99", deflated(seedDataSet(Encoding::ExplicitLittle) + behind));
        CHECK_THROWS_WITH_AS(ParsedFile(packed, "x"), doctest::Contains("behind the pixel data"), Error);
    }
}

TEST_CASE("A11: a deflate bomb is stopped by ratio and by size") {
    const ElementWriter bytes(Encoding::ExplicitLittle);
    std::string dataSet = seedHeader(bytes);
    dataSet += bytes.element({0x7FE0, 0x0010}, "OB", std::string(40 << 20, '\0'));
    const std::string packed = deflated(dataSet);
    REQUIRE(dataSet.size() / packed.size() > 900);
    PrescanRequest request;
    CHECK(kindOf(scanOf(dicomFile("1.2.840.10008.1.2.1.99", packed), request)) ==
          (dataSet.size() / packed.size() > 1000 ? "inflate_bomb" : "sound"));
    request.limits.inflated_ratio = 500;
    CHECK(kindOf(scanOf(dicomFile("1.2.840.10008.1.2.1.99", packed), request)) == "inflate_bomb");
    request.limits = {};
    request.limits.inflated_bytes = 1 << 20;
    CHECK(kindOf(scanOf(dicomFile("1.2.840.10008.1.2.1.99", packed), request)) == "inflate_bomb");
    CHECK(kindOf(scanOf(dicomFile("1.2.840.10008.1.2.1.99", packed.substr(0, 100)))) == "cut_short");
    CHECK(kindOf(scanOf(dicomFile("1.2.840.10008.1.2.1.99", std::string(100, '\xFF')))) == "inflate");
}

TEST_CASE("A11: a sparse file of a terabyte is looked at in no time") {
    TempFolder folder;
    for (const bool marked : {false, true}) {
        const auto file = folder / (marked ? "marked" : "plain");
        writeFileAtomic(file, marked ? seedFiles()[5] : "x", false);
        if (::truncate(file.c_str(), off_t{1} << 40) != 0)
            return test::skip("the file system has no files that large");
        FileBytes bytes(file);
        CHECK(bytes.size() == std::uint64_t{1} << 40);
        CHECK(kindOf(prescan(bytes)) == (marked ? "sound" : "not_dicom"));
    }
}

TEST_CASE("A13: other files aren't DICOM, and say so") {
    CHECK(kindOf(scanOf("")) == "empty");
    for (const std::string& text :
         {std::string("hello"), std::string("\x89PNG\r\n\x1a\n" + std::string(200, 'x')),
          std::string("PK\x03\x04" + std::string(500, '\0')), std::string(1000, '\0'), std::string(131, 'D'),
          std::string(128, '\0') + "DICN" + std::string(100, '\0')}) {
        CHECK(scanOf(text).verdict == Prescan::Verdict::NotDicom);
        CHECK(scanOf(text).fault->reason == "not a DICOM file");
    }
    CHECK(kindOf(scanOf(std::string(128, '\0') + "DICM")) == "cut_short");
}

TEST_CASE("a file source reads through its window as memory does, and survives a file that shrinks") {
    TempFolder folder;
    std::string content;
    for (int i = 0; i < 300000; ++i)
        content += static_cast<char>(i * 31 % 253);
    writeFileAtomic(folder / "a", content, false);
    FileBytes file(folder / "a");
    MemoryBytes memory(content);
    CounterRandom random(1);
    for (int i = 0; i < 2000; ++i) {
        const std::uint64_t offset = random.below(310000);
        const auto count = static_cast<std::size_t>(random.below(i % 10 == 0 ? 200000 : 40));
        const auto a = file.read(offset, count);
        const auto b = memory.read(offset, count);
        REQUIRE(std::equal(a.begin(), a.end(), b.begin(), b.end()));
    }
    REQUIRE(::truncate((folder / "a").c_str(), 1000) == 0);
    CHECK(file.read(250000, 100).size() <= 100);
    CHECK(file.read(200000, 65000).empty());
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK_THROWS_WITH(FileBytes(folder / "pipe"), doctest::Contains("no regular file"));
    CHECK_THROWS(FileBytes(folder / "absent"));
}
