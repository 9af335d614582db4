// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The ledger of imports: one row a file, committed with the images it speaks of.
#include "core/files.h"
#include "core/hash.h"
#include "core/store/imports_table.h"
#include "tests/core/store/store_fixtures.h"

using namespace vrft;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

std::vector<ImportRow> rowsOf(Workspace& workspace, std::int64_t import,
                              std::optional<ImportState> state = {}) {
    std::vector<ImportRow> rows;
    workspace.imports().rows(import, state, [&](const ImportRow& row) { rows.push_back(row); });
    return rows;
}

} // namespace

TEST_CASE("rows of records take their outcomes, other rows stay, all in the order given") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 1); // P1's image is there
    const std::int64_t import = workspace->imports().begin("import /data");
    std::vector<InstanceRecord> records = makeRecords(3); // the first again
    records.push_back(records[1]);
    records.back().instance.contentHash = "other";
    std::vector<ImportRow> rows{
        {"/data/a"}, {"/data/note.txt", ImportState::NotDicom, "not a DICOM file"},
        {"/data/b"}, {"/data/c", ImportState::Unreadable, "cut, \"short\"", "0028,0010", 12},
        {"/data/d"}, {"/data/e"}};
    const std::array<std::size_t, 4> rowOf{0, 2, 4, 5};
    const ImportReport report = workspace->imports().add(import, rows, records, rowOf, {});
    CHECK(report.stored == 2);
    CHECK(rows[0].state == ImportState::Present);
    CHECK(rows[5].state == ImportState::Conflict);
    workspace->imports().finish(import, ImportEnd::Done);

    const std::vector<ImportRow> kept = rowsOf(*workspace, import);
    REQUIRE(kept.size() == 6);
    for (std::size_t i = 0; i < kept.size(); ++i)
        CHECK(kept[i].source == rows[i].source);
    CHECK(kept[3].tag == "0028,0010");
    CHECK(kept[3].offset == 12);
    CHECK_FALSE(kept[0].offset.has_value());
    CHECK(rowsOf(*workspace, import, ImportState::Stored).size() == 2);
    CHECK(importCsvLine(kept[3]) == "/data/c,unreadable,\"cut, \"\"short\"\"\",\"0028,0010\",12\r\n");

    const ImportInfo info = workspace->imports().all().front();
    CHECK(info.end == ImportEnd::Done);
    CHECK(info.who == "anna");
    CHECK(info.request == "import /data");
    CHECK(info.counts == std::array<std::int64_t, 5>{2, 1, 1, 1, 1});
    CHECK(info.ended.value() >= info.started);
}

TEST_CASE("a batch that fails leaves neither images nor rows") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 0);
    const std::int64_t import = workspace->imports().begin("import");
    std::vector<InstanceRecord> records = makeRecords(2);
    records[1].study.uid.clear();
    std::vector<ImportRow> rows{{"a"}, {"b"}};
    const std::array<std::size_t, 2> rowOf{0, 1};
    CHECK_THROWS_AS(workspace->imports().add(import, rows, records, rowOf, {}), Error);
    CHECK(workspace->studies().counts().instances == 0);
    CHECK(rowsOf(*workspace, import).empty());
    CHECK(workspace->imports().all().front().end == ImportEnd::Running);
}

TEST_CASE("names of states go both ways") {
    for (const ImportState state : kImportStates)
        CHECK(importStateFromName(importStateName(state)) == state);
    CHECK_FALSE(importStateFromName("lost").has_value());
}

TEST_CASE("bytes come in chunks, and only the announced ones get a name") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 0);
    const std::string text = "first chunk, second chunk";
    const auto feed = [&](std::size_t size) {
        return [&text, size, at = std::size_t{0}]() mutable {
            const std::string_view part = std::string_view(text).substr(std::min(at, text.size()), size);
            at += part.size();
            return std::span(reinterpret_cast<const std::uint8_t*>(part.data()), part.size());
        };
    };
    const std::string path = workspace->storeFile(feed(7), sha256Hex(text));
    CHECK(readTextFile(workspace->filePath(path)) == text);
    CHECK(codeOf([&] { workspace->storeFile(feed(7), sha256Hex("other")); }) == ErrorCode::Mismatch);
    CHECK(workspace->storeFile(feed(100), sha256Hex(text)) == path);
    std::size_t names = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "ws" / "store"))
        names += entry.is_regular_file() ? 1 : 0;
    CHECK(names == 1);
}

TEST_CASE("what a killed import left half-written is removed at the next open") {
    TempFolder folder;
    makeWorkspace(folder / "ws", 0)->close();
    writeFileAtomic(folder / "ws" / "store" / ".incoming-1", "half", false);
    Workspace::open(folder / "ws", kNoBackups)->closeNow();
    CHECK_FALSE(fs::exists(folder / "ws" / "store" / ".incoming-1"));
    CHECK(Workspace::open(folder / "ws", kNoBackups)->studies().counts().instances == 0);
}
