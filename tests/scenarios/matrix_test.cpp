// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Matrix A of the test plan with totals: bad files by the thousand, each looked at, decoded and shown in a
// child under limits: 2 GiB, 10 s of processor time a file, no byte written anywhere. None crashes, hangs or
// ends without its fate, and where the fate is known it is the right one.
//
// VRFT_MATRIX_COUNT sets the variants of a row (150; scripts/soak matrix asks for more), VRFT_MATRIX_SEED
// which.
#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "core/store/workspace.h"
#include "imaging/dicom/display.h"
#include "imaging/dicom/inspect.h"
#include "imaging/importer.h"
#include "imaging/listed_files.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/importing.h"
#include "tests/support/mutations.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <functional>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace vrft;
using namespace vrft::test;

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kChunk = 500; // variants a child
constexpr long kLimit_s = 10;         // of processor time: a starved machine is no fault of a file
constexpr unsigned kHang_s = 300;     // by the clock, where nothing works and something waits

std::uint64_t numberFrom(const char* variable, std::uint64_t fallback) {
    const char* text = std::getenv(variable);
    return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

std::uint64_t wanted() {
    return numberFrom("VRFT_MATRIX_COUNT", 150);
}

Inspection inspect(std::string_view bytes) {
    MemoryBytes source(bytes);
    return inspectDicom(source, "matrix");
}

// One fate for the import, and pixels or an Error for the viewer.
Inspection look(std::string_view bytes) {
    Inspection found = inspect(bytes);
    require(found.record.has_value() + found.fault.has_value() + found.listed.has_value() == 1,
            "a file has one fate");
    if (found.fault) {
        require(!found.fault->reason.empty(), "a fault has words");
        // Of a deflated file, in what it inflates to.
        require(bytes.find(".1.99") != bytes.npos || found.fault->offset <= bytes.size(),
                "a fault lies in the file");
    }
    if (!found.record) return found;
    require(found.record->instance.contentHash.size() == 64, "a record has its hash");
    try {
        const DicomImage image(bytes, "matrix");
        if (image.layout().samples() > (1U << 22)) return found;
        for (const int index : {0, image.layout().frames - 1}) {
            const StoredFrame frame = image.frame(index);
            static_cast<void>(display(
                image, frame, FrameAttributeReader(image.root(), image.layout().isSigned).read(index)));
        }
    } catch (const Error&) {
        // Refused in words.
    }
    return found;
}

// Runs `one` for `count` numbers in children of kChunk each; the first that ends otherwise is told by its
// number.
void runUnderLimits(const std::string& row, std::uint64_t count,
                    const std::function<void(CounterRandom&)>& one) {
    const std::uint64_t seed = numberFrom("VRFT_MATRIX_SEED", 1);
    auto* const at = static_cast<std::uint64_t*>(
        ::mmap(nullptr, sizeof(std::uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    REQUIRE(at != MAP_FAILED);
    std::uint64_t done = 0;
    for (; done < count; done += kChunk) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
#ifndef __SANITIZE_ADDRESS__ // which reserves terabytes
            const rlimit memory{rlim_t{2} << 30, rlim_t{2} << 30};
            ::setrlimit(RLIMIT_AS, &memory);
            const rlimit none{0, 0};
            ::setrlimit(RLIMIT_FSIZE, &none);
#endif
            for (std::uint64_t i = done; i < std::min(count, done + kChunk); ++i) {
                *at = i;
                const itimerval limit{{0, 0}, {kLimit_s, 0}};
                ::setitimer(ITIMER_PROF, &limit, nullptr);
                ::alarm(kHang_s);
                CounterRandom random(seedFromText(fmt::format("{}/{}/{}", row, seed, i)));
                one(random);
            }
            ::_exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        INFO("row ", row, ", seed ", seed, ", variant ", *at);
        REQUIRE(status == 0);
    }
    ::munmap(at, sizeof(std::uint64_t));
    MESSAGE(row << ": " << count << " variants");
}

void run(const std::string& row, const std::function<std::string(CounterRandom&)>& make) {
    static_cast<void>(look(allSeeds()[0])); // the dictionary is loaded once, before the children
    runUnderLimits(row, wanted(), [&](CounterRandom& random) { look(make(random)); });
}

} // namespace

TEST_CASE("A1: cut anywhere: no record of a cut image without a word about it") {
    static_cast<void>(look(allSeeds()[0]));
    runUnderLimits("A1", wanted(), [](CounterRandom& random) {
        const std::string& seed = allSeeds()[random.below(allSeeds().size())];
        const Inspection found = look(std::string_view(seed).substr(0, random.below(seed.size())));
        require(!found.record || found.note.has_value(), "a cut image isn't stored silently");
    });
}

TEST_CASE("A2: bytes, bits and lengths changed") {
    run("A2",
        [](CounterRandom& random) { return mutated(allSeeds()[random.below(allSeeds().size())], random); });
}

TEST_CASE("A4: claimed lengths") {
    run("A4", claimedLength);
}

TEST_CASE("A5: nesting up to 64 is read, deeper is refused as that") {
    static_cast<void>(look(allSeeds()[0]));
    runUnderLimits("A5", std::min<std::uint64_t>(wanted(), 2000), [](CounterRandom& random) {
        const NestedFile file = nestedFile(random);
        const Inspection found = look(file.bytes);
        require(found.record.has_value() == (file.depth <= 64), "64 levels are the limit");
        require(found.record || found.fault->kind == FindingKind::Nesting, "too deep is called so");
    });
}

TEST_CASE("A6: sizes that overflow") {
    run("A6", impossibleSizes);
}

TEST_CASE("A7: fragments and tables of offsets") {
    run("A7", lyingOffsets);
}

TEST_CASE("A8: streams of the codecs, cut, changed, with bytes behind them") {
    std::vector<std::string> streams;
    if (!sharedData().empty())
        for (const auto& entry : fs::directory_iterator(sharedData() / "dicom_conformance/files")) {
            if (entry.file_size() > 64 * 1024) continue;
            std::string bytes = readTextFile(entry.path());
            MemoryBytes source(bytes);
            const Prescan scan = prescan(source);
            if (scan.pixels && scan.pixels->encapsulated) streams.push_back(std::move(bytes));
        }
    run("A8", [&](CounterRandom& random) {
        return streams.empty() || random.below(3) == 0
                   ? lyingRle(random)
                   : damagedStream(streams[random.below(streams.size())], random);
    });
}

TEST_CASE("A9: palettes, look-up tables and overlays") {
    run("A9", lyingTables);
}

TEST_CASE("A10: a DICOMDIR never leads outside its folder") {
    TempFolder folder;
    const fs::path root = folder / "medium";
    makeFolders(root / "A/B");
    for (const char* name : {"A/B/IM1", "A/im2", "IM3"})
        writeFileAtomic(root / name, name, false);
    writeFileAtomic(folder / "SECRET", "outside", false);
    fs::create_symlink(folder.path(), root / "OUT");
    fs::create_symlink(folder / "SECRET", root / "LINK");
    fs::create_symlink("IM3", root / "INSIDE");
    REQUIRE(::mkfifo((root / "PIPE").c_str(), 0600) == 0);
    const std::string inside = fs::canonical(root).string() + "/";
    runUnderLimits("A10", wanted(), [&](CounterRandom& random) {
        std::vector<std::string> ids;
        for (std::uint64_t i = random.below(5); i > 0; --i)
            ids.push_back(hostileFileId(random));
        const ListedFiles listed = findListed(root / "DICOMDIR", ids);
        require(listed.files.size() + listed.num_missing + listed.num_refused <= ids.size(),
                "the counts add up");
        for (const std::string& file : listed.files)
            require(fs::canonical(file).string().starts_with(inside) && fs::is_regular_file(file),
                    "a file of the folder is named");
    });
}

TEST_CASE("A11: bombs: deflated data sets and items by the million") {
    static_cast<void>(look(allSeeds()[0]));
    runUnderLimits("A11", std::min<std::uint64_t>(wanted(), 60), [](CounterRandom& random) {
        const ElementWriter bytes(Encoding::ExplicitLittle);
        SeedImage image;
        const bool items = random.below(2) == 0;
        const std::uint32_t count =
            oneOf(std::array<std::uint32_t, 4>{65'535, 65'536, 65'537, 1'000'000}, random);
        if (items) {
            std::string list;
            for (std::uint32_t i = 0; i < count; ++i)
                list += bytes.item("");
            image.before = bytes.sequence({0x0008, 0x1140}, list);
            const Inspection found =
                look(dicomFile("1.2.840.10008.1.2.1", seedDataSet(Encoding::ExplicitLittle, image)));
            require(found.record.has_value() == (count <= 65'536), "65,536 items are the limit");
            return;
        }
        // Zeros deflate to a thousandth.
        image.before = bytes.start({0x0009, 0x1001}, "OB", 64 << 20) + std::string(64 << 20, '\0');
        const Inspection found =
            look(dicomFile("1.2.840.10008.1.2.1.99", deflated(seedDataSet(Encoding::ExplicitLittle, image))));
        require(found.fault && found.fault->kind == FindingKind::InflateBomb, "a bomb is called so");
    });
}

TEST_CASE("A12: character sets, rightly and wrongly said: texts are UTF-8") {
    run("A12", anyCharset);
}

TEST_CASE("A13: other bytes are called not DICOM") {
    static_cast<void>(look(allSeeds()[0]));
    runUnderLimits("A13", wanted(), [](CounterRandom& random) {
        const Inspection found = look(otherBytes(random));
        require(found.notDicom, "other bytes are called so");
    });
}

TEST_CASE("A14: identities that contradict each other have the right rows") {
    const std::uint64_t rounds = std::max<std::uint64_t>(1, wanted() / 50);
    const std::uint64_t seed = numberFrom("VRFT_MATRIX_SEED", 1);
    std::uint64_t count = 0;
    for (std::uint64_t round = 0; round < rounds; ++round) {
        CounterRandom random(seedFromText(fmt::format("A14/{}/{}", seed, round)));
        TempFolder folder;
        const auto workspace = Workspace::create(folder / "ws", {"anna", -1, 8});
        Importer importer(*workspace, {});
        std::map<std::string, std::string> first; // SOP UID -> its bytes
        std::array<std::int64_t, kImportStates.size()> expected{};
        std::map<std::string, std::set<std::string>> patientsOf; // study -> patients
        for (int i = 0; i < 50; ++i, ++count) {
            const std::string patient = random.below(8) == 0 ? "" : fmt::format("P{}", random.below(3));
            const std::string study = fmt::format("1.9.{}", random.below(3));
            const ElementWriter bytes(Encoding::ExplicitLittle);
            const std::string uid = fmt::format("1.2.3.{}", random.below(20));
            const std::string file =
                dicomFile("1.2.840.10008.1.2.1",
                          bytes.element({0x0008, 0x0016}, "UI", "1.2.840.10008.5.1.4.1.1.7") +
                              bytes.element({0x0008, 0x0018}, "UI", uid) +
                              bytes.element({0x0010, 0x0010}, "PN", fmt::format("Name^{}", random.below(2))) +
                              bytes.element({0x0010, 0x0020}, "LO", patient) +
                              bytes.element({0x0010, 0x0030}, "DA", random.below(2) == 0 ? "19700101" : "") +
                              bytes.element({0x0020, 0x000D}, "UI", study) +
                              bytes.element({0x0020, 0x000E}, "UI", study + ".1") +
                              bytes.word({0x0028, 0x0010}, 2) + bytes.word({0x0028, 0x0011}, 2) +
                              bytes.word({0x0028, 0x0100}, 8) + bytes.word({0x0028, 0x0101}, 8) +
                              bytes.element({0x7FE0, 0x0010}, "OB", fmt::format("{:04}", random.below(4))));
            const auto [known, isNew] = first.try_emplace(uid, file);
            const ImportState state = isNew                   ? ImportState::Stored
                                      : known->second == file ? ImportState::Present
                                                              : ImportState::Conflict;
            ++expected[static_cast<std::size_t>(state)];
            if (isNew) patientsOf[study].insert(patient.empty() ? assumedPatientId(study) : patient);
            importer.add(fmt::format("{:03}.dcm", i), file);
        }
        const ImportLedger ledger = importer.finish();
        INFO("seed ", seed, ", round ", round);
        REQUIRE(ledger.counts == expected);
        // One study, several patients: a row each, one split for all of them.
        std::map<std::string, std::set<std::string>> found;
        for (const StudyRow& row : workspace->studies().studies())
            found[row.study.uid].insert(row.patient.id);
        REQUIRE(found == patientsOf);
        for (const auto& [study, patients] : found) {
            std::set<Split> splits;
            for (const std::string& patient : patients)
                splits.insert(workspace->plans().splitOf("main", patient).value());
            REQUIRE(splits.size() == 1);
        }
    }
    MESSAGE("A14: " << count << " variants");
}

TEST_CASE("A17: lists of annotations with bad ids, boxes and numbers") {
    runUnderLimits("A17", wanted(), [](CounterRandom& random) {
        const auto kind = static_cast<unsigned>(random.below(4));
        const std::string input = std::string(1, static_cast<char>(kind)) + hostileAnnotations(kind, random);
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
    });
}
