// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/files.h"
#include "core/hash.h"
#include "core/store/source_names.h"
#include "tests/core/store/store_fixtures.h"

using namespace vrft;
using namespace vrft::test;

TEST_CASE("an import counts stored, present and conflicting images") {
    MemoryLibrary library;
    std::vector<InstanceRecord> records = makeRecords(3);
    CHECK(library.studies.importInstances(records).stored == 3);
    records.push_back(makeRecord("P4", 4));
    records[1].instance.contentHash = "other bytes";
    records[0].instance.source = "/elsewhere/copy.dcm";
    const ImportReport report = library.studies.importInstances(records);
    CHECK(report.stored == 1);
    CHECK(report.present == 2);
    CHECK(report.conflict == 1);
    CHECK(report.outcomes == std::vector<ImportOutcome>{ImportOutcome::Present, ImportOutcome::Conflict,
                                                        ImportOutcome::Present, ImportOutcome::Stored});
    CHECK(library.studies.counts().instances == 4);
    CHECK(library.studies.find("1.2.2.1.1")->instance.contentHash == "hash2"); // the first bytes stay
    CHECK(library.studies.resolve("copy.dcm").instance.sopUid == "1.2.1.1.1");
    CHECK(library.studies.resolve("/data/P1/1.dcm").instance.sopUid == "1.2.1.1.1");
}

TEST_CASE("a batch with one impossible record stores nothing") {
    MemoryLibrary library;
    std::vector<InstanceRecord> records = makeRecords(3);
    records[2].instance.sopUid.clear();
    CHECK(codeOf([&] { library.studies.importInstances(records); }) == ErrorCode::InvalidArgument);
    CHECK(library.studies.counts().instances == 0);
    CHECK(library.plans.groups().empty());
}

TEST_CASE("every field of a record comes back") {
    MemoryLibrary library;
    InstanceRecord record = makeRecord("P1", 1);
    record.patient = {"P1", "山田^太郎", "19700101", "F", PatientIdentity::Assumed};
    record.study = {"1.2.1", "20240131", "101530.5", "Breast", "A1"};
    record.series = {"1.2.1.1", "US", 3, "20240131", "left", "BREAST", "L", "1.9", "Maker"};
    Instance& item = record.instance;
    item.sopClassUid = "1.2.840.10008.5.1.4.1.1.7";
    item.transferSyntaxUid = "1.2.840.10008.1.2.1";
    item.number = -4;
    item.frames = 12;
    item.samplesPerPixel = 3;
    item.bitsStored = 12;
    item.photometric = "MONOCHROME2";
    item.spacing_mm = {0.1, 0.30000000000000004};
    item.window = {40, 400};
    item.position = -12.5;
    item.burnedIn = false;
    item.pixelHash = "p";
    library.studies.importInstances(std::array{record});
    const std::optional<InstanceRow> row = library.studies.find(item.sopUid);
    REQUIRE(row.has_value());
    CHECK(row->instance == item);
    CHECK(row->patientId == "P1");
    CHECK(row->studyUid == "1.2.1");
    const std::vector<SeriesRow> series = library.studies.series("1.2.1");
    REQUIRE(series.size() == 1);
    CHECK(series[0].series == record.series);
    CHECK(series[0].num_frames == 12);
    const std::vector<StudyRow> studies = library.studies.studies();
    REQUIRE(studies.size() == 1);
    CHECK(studies[0].patient == record.patient);
    CHECK(studies[0].study == record.study);
}

TEST_CASE("import order is the natural order of source names within a batch") {
    MemoryLibrary library;
    std::vector<InstanceRecord> records = makeRecords(12);
    for (std::size_t i = 0; i < records.size(); ++i)
        records[i].instance.source = fmt::format("/set/img{}.png", 12 - static_cast<int>(i));
    library.studies.importInstances(records);
    std::vector<std::string> sources;
    for (const InstanceRow& row : library.studies.allInstances())
        sources.push_back(row.instance.source);
    CHECK(sources.front() == "/set/img1.png");
    CHECK(sources[9] == "/set/img10.png");
    CHECK(sources.back() == "/set/img12.png");
}

TEST_CASE("slices sort by position, then number, then name") {
    MemoryLibrary library;
    std::vector<InstanceRecord> records = makeRecords(5);
    for (InstanceRecord& record : records) {
        record.patient.id = "P1";
        record.study.uid = "1.5";
        record.series.uid = "1.5.1";
    }
    records[0].instance.position = 3.5;
    records[1].instance.position = -7;
    records[2].instance.number = 9;
    records[3].instance.number = 2;
    library.studies.importInstances(records);
    std::vector<std::string> hashes;
    for (const InstanceRow& row : library.studies.instances("1.5.1"))
        hashes.push_back(row.instance.contentHash);
    CHECK(hashes == std::vector<std::string>{"hash2", "hash1", "hash4", "hash3", "hash5"});
}

TEST_CASE("a study shared by two patients stays two rows of one group") {
    MemoryLibrary library;
    std::vector<InstanceRecord> records = makeRecords(2);
    records[1].study.uid = records[0].study.uid;
    library.studies.importInstances(records);
    CHECK(library.studies.studies().size() == 2);
    CHECK(library.plans.groups().size() == 1);
}

TEST_CASE("studies are filtered by text, modality and date") {
    MemoryLibrary library;
    std::vector<InstanceRecord> records = makeRecords(4);
    records[0].patient.name = "100%_sure";
    records[1].series.modality = "CT";
    records[2].study.date = "20200101";
    library.studies.importInstances(records);
    const auto count = [&](const StudyFilter& filter) { return library.studies.studies(filter).size(); };
    StudyFilter filter;
    CHECK(count(filter) == 4);
    filter.text = "name^p";
    CHECK(count(filter) == 3);
    filter.text = "0%_s";
    CHECK(count(filter) == 1); // wildcards are characters
    filter.text = "%";
    CHECK(count(filter) == 1);
    filter = {};
    filter.modality = "CT";
    CHECK(count(filter) == 1);
    filter = {};
    filter.dateFrom = "20230101";
    CHECK(count(filter) == 3);
    filter.dateTo = "20231231";
    CHECK(count(filter) == 0);
    filter = {};
    filter.limit = 2;
    filter.offset = 3;
    CHECK(count(filter) == 1);
}

TEST_CASE("an image is found by SOP UID, imported path, or the end of exactly one") {
    MemoryLibrary library;
    std::vector<InstanceRecord> records = makeRecords(4);
    records[0].instance.source = "/a/train/1.png";
    records[1].instance.source = "/a/test/1.png";
    records[2].instance.source = "/a/set.npz#train/12";
    records[3].instance.source = "/b/set.npz#train/1";
    library.studies.importInstances(records);
    const auto uid = [&](const std::string& name) { return library.studies.resolve(name).instance.sopUid; };
    CHECK(uid("1.2.1.1.1") == "1.2.1.1.1");
    CHECK(uid("/a/train/1.png") == "1.2.1.1.1");
    CHECK(uid("test/1.png") == "1.2.2.1.1");
    CHECK(uid("./test\\1.png") == "1.2.2.1.1");
    CHECK(uid("set.npz#train/12") == "1.2.3.1.1");
    CHECK(uid("b/set.npz#train/1") == "1.2.4.1.1");
    std::string text;
    CHECK(codeOf([&] { uid("1.png"); }, &text) == ErrorCode::Mismatch);
    CHECK(text.find("fits 2 stored images") != std::string::npos);
    CHECK(codeOf([&] { uid("rain/1.png"); }) == ErrorCode::NotFound); // a folder's border is needed
    CHECK(codeOf([&] { uid("none.png"); }) == ErrorCode::NotFound);
    CHECK(sourceLeaf("/x/a#b/c.png") == "c.png");
    CHECK(sourceLeaf("a.png") == "a.png");
}

TEST_CASE("deleting is a flag that undo takes back") {
    MemoryLibrary library;
    library.studies.importInstances(makeRecords(3));
    CHECK(library.studies.setTrashed(StudyLevel::Patient, "P2", true) == 1);
    CHECK(library.studies.setTrashed(StudyLevel::Patient, "P2", true) == 0);
    CHECK(library.studies.counts().instances == 2);
    CHECK(library.studies.counts().trashed == 1);
    CHECK(library.studies.studies().size() == 2);
    StudyFilter trash;
    trash.trash = true;
    CHECK(library.studies.studies(trash).size() == 1);
    CHECK(library.journal.nextUndo()->action == "Delete patient");
    library.journal.undo();
    CHECK(library.studies.counts().trashed == 0);
    library.journal.redo();
    CHECK(library.studies.counts().trashed == 1);
    CHECK(library.studies.importInstances(makeRecords(3)).present == 3); // importing again brings it back
    CHECK(library.studies.counts().trashed == 0);
    CHECK(codeOf([&] { library.studies.setTrashed(StudyLevel::Study, "9.9", true); }) == ErrorCode::NotFound);
}

TEST_CASE("stored files lie under their hash, once") {
    TempFolder folder;
    const auto workspace = Workspace::create(folder / "ws", kNoBackups);
    const std::string bytes = "DICM bytes";
    const std::span<const std::uint8_t> span(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                             bytes.size());
    const std::string path = workspace->storeFile(span);
    const std::string hash = sha256Hex(bytes);
    CHECK(path == "store/" + hash.substr(0, 2) + "/" + hash + ".dcm");
    CHECK(readTextFile(workspace->filePath(path)) == bytes);
    std::filesystem::resize_file(workspace->filePath(path),
                                 3); // a name without its bytes, after a power loss
    CHECK(workspace->storeFile(span) == path);
    CHECK(readTextFile(workspace->filePath(path)) == bytes);
    CHECK(workspace->filePath("/elsewhere/x.dcm") == "/elsewhere/x.dcm");
}
