// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Whole imports of foreign files: every file has its row, the sums add up, neighbours of broken files are
// stored.
#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "core/store/workspace.h"
#include "imaging/dicom/render_frame.h"
#include "imaging/path_import.h"
#include "tests/imaging/scan/zip_files.h"
#include "tests/support/dicom_bytes.h"
#include "tests/support/importing.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

using namespace vrft;
using namespace vrft::test;

namespace {

namespace fs = std::filesystem;

std::string seed(const std::string& uid) {
    SeedImage image;
    image.uid = uid;
    return dicomFile("1.2.840.10008.1.2.1", seedDataSet(Encoding::ExplicitLittle, image));
}

struct World {
    World()
        : workspace(Workspace::create(folder / "ws", {"anna", -1, 8})) {}

    ImportLedger import(const fs::path& path, PathImport how = pathImport()) {
        const std::array paths{path};
        return importPaths(*workspace, paths, std::move(how));
    }
    std::map<std::string, ImportRow> rows(const ImportLedger& ledger, const fs::path& root) {
        return ledgerRows(*workspace, ledger, root);
    }
    TempFolder folder;
    std::unique_ptr<Workspace> workspace;
};

std::string stateOf(const std::map<std::string, ImportRow>& rows, const std::string& name) {
    const auto found = rows.find(name);
    return found == rows.end() ? "no row" : std::string(importStateName(found->second.state));
}

// Every stored file is there under its hash and nothing else is.
void checkStore(World& world) {
    std::set<std::string> expected;
    for (const InstanceRow& row : world.workspace->studies().allInstances()) {
        expected.insert(row.instance.storedPath);
        CHECK(sha256HexOfFile(world.workspace->filePath(row.instance.storedPath)) ==
              row.instance.contentHash);
    }
    std::set<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(world.folder / "ws/store"))
        if (entry.is_regular_file()) found.insert(fs::relative(entry.path(), world.folder / "ws").string());
    CHECK(found == expected);
}

bool haveShared() {
    if (!sharedData().empty()) return true;
    skip("../shared/data isn't there");
    return false;
}

} // namespace

TEST_CASE("broken files beside good ones: the right row each, with tag and offset") {
    World world;
    const fs::path in = world.folder / "in";
    makeFolders(in / "sub");
    const ElementWriter bytes(Encoding::ExplicitLittle);
    writeFileAtomic(in / "1.dcm", seed("1.2.1"), false);
    writeFileAtomic(in / "2-cut.dcm", seed("1.2.2").substr(0, 450), false);
    writeFileAtomic(in / "3.dcm", seed("1.2.3"), false);
    writeFileAtomic(in / "4-deep.dcm", dicomFile("1.2.840.10008.1.2.1", bytes.nested(100000, true)), false);
    writeFileAtomic(in / "5.dcm", seed("1.2.5"), false);
    writeFileAtomic(in / "6-claim.dcm",
                    dicomFile("1.2.840.10008.1.2.1", bytes.start({0x7FE0, 0x0010}, "OB", 0xFFFFFFF0)), false);
    writeFileAtomic(in / "7.dcm", seed("1.2.7"), false);
    writeFileAtomic(in / "8-empty", "", false);
    writeFileAtomic(in / "9-text", "hello", false);
    writeFileAtomic(in / "sub/10.dcm", seed("1.2.10"), false);
    writeFileAtomic(in / "sub/11-same.dcm", seed("1.2.10"), false);
    SeedImage other;
    other.uid = "1.2.10";
    other.name = "Other^Name";
    writeFileAtomic(in / "sub/12-other.dcm",
                    dicomFile("1.2.840.10008.1.2.1", seedDataSet(Encoding::ExplicitLittle, other)), false);
    REQUIRE(::mkfifo((in / "pipe").c_str(), 0600) == 0);
    fs::create_symlink(in / "nowhere", in / "link");
    fs::create_directory_symlink(in, in / "circle");

    const ImportLedger ledger = world.import(in);
    auto rows = world.rows(ledger, in);
    CHECK(ledger.toJson().dump() ==
          R"({"found":14,"stored":5,"present":1,"conflict":1,"unreadable":4,"not_dicom":3})");
    for (const char* name : {"1.dcm", "3.dcm", "5.dcm", "7.dcm", "sub/10.dcm"})
        CHECK(stateOf(rows, name) == "stored");
    CHECK(stateOf(rows, "sub/11-same.dcm") == "present");
    CHECK(stateOf(rows, "sub/12-other.dcm") == "conflict");
    CHECK(rows["2-cut.dcm"].reason.find("are left") != std::string::npos);
    CHECK(rows["2-cut.dcm"].offset.value_or(-1) > 132);
    CHECK(rows["4-deep.dcm"].reason == "sequences nest deeper than 64");
    CHECK(rows["4-deep.dcm"].tag == "0008,1140");
    CHECK(rows["6-claim.dcm"].tag == "7FE0,0010");
    CHECK(rows["8-empty"].reason == "the file is empty");
    CHECK(stateOf(rows, "pipe") == "not_dicom");
    CHECK(rows["link"].reason == "a link that leads nowhere");
    checkStore(world);
    CHECK(countOf(world.import(in), ImportState::Present) == 6);
}

TEST_CASE("a DICOMDIR named by the user stands for its files, one in a folder is a row") {
    if (!haveShared()) return;
    const fs::path tree = sharedData() / "dicom_conformance/dicomdir_filesets/pydicom_dicomdirtests";
    World world;
    const ImportLedger named = world.import(tree / "DICOMDIR");
    CHECK(named.found == 32);
    CHECK(countOf(named, ImportState::Stored) == 31);
    CHECK(world.rows(named, fs::absolute(tree).lexically_normal())["DICOMDIR"].reason ==
          "index, used as a list: 31 files");
    World other;
    const ImportLedger walked = other.import(tree);
    CHECK(countOf(walked, ImportState::Stored) == 81);
    CHECK(countOf(walked, ImportState::NotDicom) >= 4);
    CHECK(countOf(walked, ImportState::Unreadable) == 0);
    CHECK(world.import(tree / "TINY_ALPHA/DICOMDIR").found == 51);
}

TEST_CASE("the four series are stored whole") {
    if (!haveShared()) return;
    World world;
    const ImportLedger ledger = world.import(sharedData() / "dicom_series");
    CHECK(ledger.toJson().dump() ==
          R"({"found":122,"stored":121,"present":0,"conflict":0,"unreadable":0,"not_dicom":1})");
    world.rows(ledger, {});
    std::vector<std::int64_t> sizes;
    for (const StudyRow& study : world.workspace->studies().studies())
        for (const SeriesRow& series : world.workspace->studies().series(study.study.uid))
            sizes.push_back(series.num_instances);
    std::sort(sizes.begin(), sizes.end());
    CHECK(sizes == std::vector<std::int64_t>{20, 28, 28, 45});
    checkStore(world);
}

TEST_CASE("every conformance file has a row; those that aren't stored are known by name") {
    if (!haveShared()) return;
    World world;
    const fs::path in = fs::absolute(sharedData() / "dicom_conformance/files").lexically_normal();
    const ImportLedger ledger = world.import(in);
    auto rows = world.rows(ledger, in);
    const std::set<std::string> assumed{
        "pydicom__JPEGLSNearLossless_08.dcm",    "pydicom__JPEGLSNearLossless_16.dcm",
        "pydicom__SC_rgb_jls_lossy_line.dcm",    "pydicom__SC_rgb_jls_lossy_sample.dcm",
        "pydicomdata__HTJ2KLossless_08_RGB.dcm", "pydicomdata__HTJ2K_08_RGB.dcm",
        "pydicomdata__JLSL_08_07_0_1F.dcm",      "pydicomdata__JLSL_16_15_1_1F.dcm",
        "pydicomdata__JLSL_RGB_ILV0.dcm",        "pydicomdata__JLSL_RGB_ILV2.dcm",
        "pydicomdata__bad_sequence.dcm"}; // no study UID, or none that is one
    for (const auto& [name, row] : rows) {
        CAPTURE(name);
        CAPTURE(row.reason);
        CHECK((row.state == ImportState::Unreadable) ==
              (name == "pydicom__priv_SQ.dcm")); // no identity, no image
        CHECK(row.reason.starts_with("assumed") == assumed.contains(name));
        if (assumed.contains(name)) CHECK(row.state == ImportState::Stored);
        if (row.state != ImportState::Stored && row.state != ImportState::Present)
            CHECK_FALSE(row.reason.empty());
    }
    CHECK(countOf(ledger, ImportState::NotDicom) == 0);
    checkStore(world);
}

TEST_CASE("every malformed file has the right row and none harms its neighbours") {
    if (!haveShared()) return;
    World world;
    const fs::path in = world.folder / "in";
    makeFolders(in);
    std::size_t num_files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(sharedData() / "dicom_malformed")) {
        if (!entry.is_regular_file() || entry.path().extension() == ".md") continue;
        const std::string name = entry.path().filename().string();
        fs::copy_file(entry.path(), in / name);
        writeFileAtomic(in / (name + "~neighbour"), seed(fmt::format("1.2.9.{}", ++num_files)), false);
    }
    const ImportLedger ledger = world.import(in);
    auto rows = world.rows(ledger, in);
    CHECK(ledger.found == static_cast<std::int64_t>(2 * num_files));
    for (const auto& [name, row] : rows)
        if (name.ends_with("~neighbour")) CHECK(row.state == ImportState::Stored);
    const std::map<std::string, std::pair<std::string, std::string>> expected{
        {"pydicom__MR_truncated.dcm", {"unreadable", "7FE0,0010"}},
        {"pydicom__rtplan_truncated.dcm", {"unreadable", "300A,00B0"}},
        {"pydicom__DICOMDIR-nooffset", {"unreadable", "0004,1220"}},
        {"pydicom__DICOMDIR-reordered", {"not_dicom", ""}},
        {"pydicom__no_meta.dcm", {"not_dicom", ""}},
        {"cat03_TC0261_depth_10.dcm", {"stored", ""}},
        {"cat03_TC0265_depth_100.dcm", {"unreadable", "0008,1110"}},
        {"cat04_TC0285_buf_half.dcm", {"stored", "7FE0,0010"}},
        {"cat05_TC0347_deflate_truncated.dcm", {"unreadable", ""}},
        {"cat07_TC0377_no_preamble.dcm", {"stored", ""}},
        {"cat07_TC0385_dicm_offset0.dcm", {"not_dicom", ""}},
        {"cat09_TC0457_uid_uid_65chars_over.dcm", {"stored", "0008,0018"}},
        {"cat09_TC0465_uid_uid_all_dots.dcm", {"stored", "0008,0018"}}};
    for (const auto& [name, fate] : expected) {
        CAPTURE(name);
        CAPTURE(rows[name].reason);
        CHECK(stateOf(rows, name) == fate.first);
        if (!fate.second.empty()) CHECK(rows[name].tag == fate.second);
    }
    checkStore(world);
}

TEST_CASE("a ZIP's images are stored from its bytes, and a second import finds them present") {
    World world;
    const std::string file = (world.folder / "a.zip").string();
    writeZip(file, {{"1.dcm", seed("1.2.1")},
                    {"../../../2.dcm", seed("1.2.2")},
                    {"x/note.txt", "hello"},
                    {"3.dcm", seed("1.2.3").substr(0, 400)}});
    const ImportLedger ledger = world.import(file);
    auto rows = world.rows(ledger, world.folder.path());
    CHECK(stateOf(rows, "a.zip#1.dcm") == "stored");
    CHECK(stateOf(rows, "a.zip#../../../2.dcm") == "stored");
    CHECK(stateOf(rows, "a.zip#x/note.txt") == "not_dicom");
    CHECK(stateOf(rows, "a.zip#3.dcm") == "unreadable");
    checkStore(world);
    CHECK(readTextFile(world.workspace->filePath(
              world.workspace->studies().find("1.2.2")->instance.storedPath)) == seed("1.2.2"));
    CHECK(countOf(world.import(file), ImportState::Present) == 2);
}

TEST_CASE("names are filtered in folders, linked files stay where they are") {
    World world;
    const fs::path in = world.folder / "in";
    makeFolders(in);
    writeFileAtomic(in / "a.dcm", seed("1.2.1"), false);
    writeFileAtomic(in / "b.IMA", seed("1.2.2"), false);
    writeFileAtomic(in / "c.txt", "hello", false);
    PathImport some = pathImport();
    some.match = {"*.dcm", "*.ima"};
    some.settings.link = true;
    const ImportLedger ledger = world.import(in, some);
    CHECK(ledger.found == 2);
    CHECK(world.workspace->studies().find("1.2.1")->instance.storedPath == (in / "a.dcm").string());
    std::size_t stored = 0;
    for (const auto& entry : fs::recursive_directory_iterator(world.folder / "ws/store"))
        stored += entry.is_regular_file() ? 1 : 0;
    CHECK(stored == 0);
}

TEST_CASE("a file that changes between scan and copy is a row, not another image") {
    World world;
    const fs::path in = world.folder / "in";
    makeFolders(in);
    for (int i = 0; i < 40; ++i)
        writeFileAtomic(in / fmt::format("{:02}.dcm", i), seed(fmt::format("1.2.{}", i + 1)), false);
    // Changed when the importer tells of its first row: later files are scanned by then, or will be changed.
    writeFileAtomic(in / "00-text", "hello", false);
    PathImport how = pathImport();
    ImportSettings& settings = how.settings;
    bool changed = false;
    settings.onProgress = [&](const ImportLedger&) {
        if (std::exchange(changed, true)) return;
        for (int i = 20; i < 40; ++i)
            fs::remove(in / fmt::format("{:02}.dcm", i));
    };
    const ImportLedger ledger = world.import(in, how);
    world.rows(ledger, in);
    CHECK(ledger.found == 41);
    CHECK(countOf(ledger, ImportState::Stored) + countOf(ledger, ImportState::Unreadable) == 40);
    checkStore(world);
}

TEST_CASE("a cancelled import keeps what was committed, says so, and the next one completes it") {
    World world;
    const fs::path in = world.folder / "in";
    makeFolders(in);
    for (int i = 0; i < 300; ++i)
        writeFileAtomic(in / fmt::format("{:03}.dcm", i), seed(fmt::format("1.2.{}", i + 1)), false);
    PathImport how = pathImport();
    int asked = 0;
    how.cancelled = [&asked] { return ++asked > 400; };
    CHECK_THROWS_WITH_AS(world.import(in, how), doctest::Contains("cancelled"), Error);
    CHECK(world.workspace->imports().all().front().end == ImportEnd::Cancelled);
    const ImportLedger rest = world.import(in);
    CHECK(rest.found == 300);
    CHECK(world.workspace->studies().counts().instances == 300);
    checkStore(world);
}

TEST_CASE("images of a set with masks: the name filter takes the images alone") {
    if (!haveShared()) return;
    World world;
    const fs::path set = sharedData() / "wbc_seg" / "Dataset 1";
    PathImport images = pathImport();
    images.match = {"00*.bmp"};
    const ImportLedger ledger = world.import(set, images);
    CHECK(ledger.found == 9);
    CHECK(countOf(ledger, ImportState::Stored) == 9);
    const auto rows = world.workspace->studies().allInstances();
    REQUIRE(rows.size() == 9);
    CHECK(rows[0].patientId == "001");
    CHECK(rows[0].instance.source.ends_with("Dataset 1/001.bmp"));
    CHECK(rows[0].instance.rows == 120);
    CHECK(rows[0].instance.photometric == "RGB");
    CHECK(countOf(world.import(set, images), ImportState::Present) == 9);
    images.match = {"00*.png"};
    CHECK(countOf(world.import(set, images), ImportState::Stored) == 9); // masks are other images
}
