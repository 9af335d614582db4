// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/path_import.h"

#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "core/store/workspace.h"
#include "imaging/sources/phantom_study.h"
#include "tests/core/store/store_fixtures.h"
#include "tests/support/importing.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace vrft;

namespace {

namespace fs = std::filesystem;

std::string phantomFile(int patient, int image) {
    return makeDicom(phantomDicom(1, patient, image, makePhantom(1, patient, image)));
}

// A DICOMDIR as far as its meta header tells: the class is exchanged in place, padded as UIDs are.
std::string directoryFile() {
    std::string bytes = phantomFile(3, 0);
    const std::string from = "1.2.840.10008.5.1.4.1.1.6.1";
    std::string to = "1.2.840.10008.1.3.10";
    to.resize(from.size(), '\0');
    return bytes.replace(bytes.find(from), from.size(), to);
}

// Three good files in a tree, a text, an empty file, a broken one, a DICOMDIR.
void fillFolder(const fs::path& folder) {
    makeFolders(folder / "a" / "b");
    writeFileAtomic(folder / "a" / "2.dcm", phantomFile(0, 0), false);
    writeFileAtomic(folder / "a" / "10.dcm", phantomFile(0, 1), false);
    writeFileAtomic(folder / "a" / "b" / "noextension", phantomFile(1, 0), false);
    writeFileAtomic(folder / "note.txt", "hello", false);
    writeFileAtomic(folder / "empty", "", false);
    writeFileAtomic(folder / "broken.dcm", phantomFile(2, 0).substr(0, 300), false);
    writeFileAtomic(folder / "index", directoryFile(), false);
}

std::int64_t of(const ImportLedger& ledger, ImportState state) {
    return ledger.counts[static_cast<std::size_t>(state)];
}

void checkAddsUp(const ImportLedger& ledger) {
    std::int64_t sum = 0;
    for (const std::int64_t count : ledger.counts)
        sum += count;
    CHECK(sum == ledger.found);
}

ImportLedger importOne(Workspace& workspace, const fs::path& path, ImportSettings settings = {}) {
    const std::array paths{path};
    return importPaths(workspace, paths, test::pathImport(std::move(settings)));
}

} // namespace

TEST_CASE("every file of a folder is in the ledger once, with a reason where it wasn't stored") {
    test::TempFolder folder;
    fillFolder(folder / "in");
    const auto workspace = Workspace::create(folder / "ws");
    std::map<std::string, std::string> reasons;
    ImportSettings settings;
    settings.onRow = [&](const ImportRow& row) {
        reasons[fs::path(row.source).filename().string()] = row.reason;
    };
    const ImportLedger ledger = importOne(*workspace, folder / "in", settings);
    CHECK(ledger.found == 7);
    CHECK(of(ledger, ImportState::Stored) == 3);
    CHECK(of(ledger, ImportState::NotDicom) == 3);
    CHECK(of(ledger, ImportState::Unreadable) == 1);
    checkAddsUp(ledger);
    CHECK(reasons.size() == 4);
    CHECK(reasons["index"] == "index, used as a list");
    CHECK(reasons["empty"] == "the file is empty");
    CHECK(ledger.toJson().dump() ==
          R"({"found":7,"stored":3,"present":0,"conflict":0,"unreadable":1,"not_dicom":3})");
    const auto images = workspace->studies().allInstances();
    REQUIRE(images.size() == 3);
    CHECK(images[0].instance.source.ends_with("a/2.dcm")); // natural order: 2 before 10
    CHECK(images[1].instance.source.ends_with("a/10.dcm"));
}

TEST_CASE("stored files are the given bytes under their hash") {
    test::TempFolder folder;
    const auto workspace = Workspace::create(folder / "ws");
    Importer importer(*workspace, {});
    const std::string bytes = phantomFile(0, 0);
    importer.add("x", bytes);
    importer.finish();
    const Instance stored = workspace->studies().find(phantomSopUid(1, 0, 0))->instance;
    const std::string hash = sha256Hex(bytes);
    CHECK(stored.storedPath == "store/" + hash.substr(0, 2) + "/" + hash + ".dcm");
    CHECK(readTextFile(workspace->filePath(stored.storedPath)) == bytes);
    CHECK(stored.source == "x");
}

TEST_CASE("a second import finds everything present, other bytes of one image are a conflict") {
    test::TempFolder folder;
    fillFolder(folder / "in");
    const auto workspace = Workspace::create(folder / "ws");
    importOne(*workspace, folder / "in");
    const ImportLedger again = importOne(*workspace, folder / "in");
    CHECK(of(again, ImportState::Present) == 3);
    CHECK(of(again, ImportState::Stored) == 0);
    checkAddsUp(again);

    DicomDraft changed = phantomDicom(1, 0, 0, makePhantom(1, 0, 0));
    changed.pixels.pixels[0] ^= 1;
    writeFileAtomic(folder / "other.dcm", makeDicom(changed), false);
    const ImportLedger conflict = importOne(*workspace, folder / "other.dcm");
    CHECK(of(conflict, ImportState::Conflict) == 1);
    checkAddsUp(conflict);
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "ws" / "store"))
        files += entry.is_regular_file() ? 1 : 0;
    CHECK(files == 3); // the conflicting file isn't kept
}

TEST_CASE("two files of one image in one folder: equal ones are present, different ones a conflict") {
    test::TempFolder folder;
    makeFolders(folder / "in");
    DicomDraft changed = phantomDicom(1, 0, 0, makePhantom(1, 0, 0));
    changed.pixels.pixels[0] ^= 1;
    writeFileAtomic(folder / "in" / "1.dcm", phantomFile(0, 0), false);
    writeFileAtomic(folder / "in" / "2.dcm", phantomFile(0, 0), false);
    writeFileAtomic(folder / "in" / "3.dcm", makeDicom(changed), false);
    const auto workspace = Workspace::create(folder / "ws");
    const ImportLedger ledger = importOne(*workspace, folder / "in");
    CHECK(of(ledger, ImportState::Stored) == 1);
    CHECK(of(ledger, ImportState::Present) == 1);
    CHECK(of(ledger, ImportState::Conflict) == 1);
    checkAddsUp(ledger);
}

TEST_CASE("linked files stay where they are") {
    test::TempFolder folder;
    makeFolders(folder / "in");
    writeFileAtomic(folder / "in" / "1.dcm", phantomFile(0, 0), false);
    const auto workspace = Workspace::create(folder / "ws");
    ImportSettings settings;
    settings.link = true;
    importOne(*workspace, folder / "in", settings);
    const Instance stored = workspace->studies().find(phantomSopUid(1, 0, 0))->instance;
    CHECK(workspace->filePath(stored.storedPath) == folder / "in" / "1.dcm");
}

TEST_CASE("a path that isn't there is refused before anything is stored") {
    test::TempFolder folder;
    fillFolder(folder / "in");
    const auto workspace = Workspace::create(folder / "ws");
    const std::array paths{folder / "in", folder / "absent"};
    CHECK_THROWS_WITH_AS(importPaths(*workspace, paths, test::pathImport()), doctest::Contains("absent"),
                         Error);
    CHECK(workspace->studies().counts().instances == 0);
}

TEST_CASE("a long import tells new, present and conflicting images apart as a short one does") {
    const test::TempFolder folder;
    const auto workspace = Workspace::create(folder / "ws");
    constexpr int kCount = 1300; // looks enough for the importer to learn what is stored
    const auto import = [&](int first, int last, const std::string& hash) {
        Importer importer(*workspace, {});
        for (int i = first; i < last; ++i) {
            InstanceRecord record = test::makeRecord(fmt::format("P{}", i / 10), i);
            record.instance.contentHash = hash + std::to_string(i);
            importer.add(record, {record.instance.source, ImportState::Stored, {}}, nullptr,
                         record.instance.source);
        }
        return importer.finish();
    };
    const auto count = [](const ImportLedger& ledger, ImportState state) {
        return ledger.counts[static_cast<std::size_t>(state)];
    };
    CHECK(count(import(0, kCount, "a"), ImportState::Stored) == kCount);
    const ImportLedger again = import(0, kCount + 100, "a");
    CHECK(count(again, ImportState::Present) == kCount);
    CHECK(count(again, ImportState::Stored) == 100);
    workspace->studies().setTrashed(StudyLevel::Patient, "P129", true);
    const ImportLedger other = import(0, kCount, "b");
    CHECK(count(other, ImportState::Conflict) == kCount);
    CHECK(workspace->studies().counts().instances + workspace->studies().counts().trashed == kCount + 100);
}
