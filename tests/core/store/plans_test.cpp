// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/files.h"
#include "core/json.h"
#include "core/random.h"
#include "tests/core/store/store_fixtures.h"

using namespace vrft;
using namespace vrft::test;

namespace {

std::map<std::string, Split> splitsOf(const Plans& plans, const std::string& plan) {
    std::map<std::string, Split> splits;
    for (const SplitAssignment& item : plans.assignments(plan)) {
        if (item.split) CHECK(splits.emplace(item.patientId, *item.split).second);
    }
    return splits;
}

} // namespace

TEST_CASE("groups are placed where hashlib places them") {
    const Json rows =
        readJsonFile(std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/store/split_placement.json");
    REQUIRE(rows.size() == 250);
    for (const Json& row : rows) {
        const Split split =
            placeGroup(std::stoull(row.at("seed").get<std::string>()), row.at("group").get<std::string>(),
                       row.at("ratios").get<std::array<double, 3>>());
        CHECK(splitName(split) == row.at("split").get<std::string>());
    }
}

TEST_CASE("a patient can't be stored in two splits of a plan, not even by hand") {
    MemoryLibrary library;
    library.studies.importInstances(makeRecords(3));
    const std::int64_t group = library.plans.groupOf("P1")->id;
    for (const char* split : {"train", "val", "test"}) {
        CHECK(codeOf([&] {
                  library.connection.run("INSERT INTO splits (plan, group_id, split) VALUES (1, ?, ?)", group,
                                         split);
              }) == ErrorCode::Mismatch);
    }
    // Nor can a patient be in two groups, or in none.
    CHECK(codeOf([&] {
              library.connection.run(
                  "INSERT INTO patients (patient_id, name, birth_date, sex, assumed, group_id)"
                  " VALUES ('P1', '', '', '', 0, (SELECT max(id) FROM groups))");
          }) == ErrorCode::Mismatch);
    CHECK(codeOf([&] {
              library.connection.run("UPDATE patients SET group_id = 999 WHERE patient_id = 'P1'");
          }) == ErrorCode::Mismatch);
    CHECK(codeOf([&] {
              library.connection.run("UPDATE splits SET split = 'both' WHERE group_id = ?", group);
          }) == ErrorCode::Mismatch);
}

TEST_CASE("a workspace starts with the plan main, and every new patient is placed at import") {
    MemoryLibrary library;
    CHECK(library.plans.all() == std::vector<SplitPlan>{{"main", {70, 15, 15}, 1, false}});
    library.studies.importInstances(makeRecords(40));
    const auto splits = splitsOf(library.plans, "main");
    CHECK(splits.size() == 40);
    for (const auto& [patient, split] : splits)
        CHECK(split == placeGroup(1, patient, {70, 15, 15}));
    CHECK(library.plans.info("main") == SplitPlanInfo{"main", {70, 15, 15}, 1});
}

TEST_CASE("a new plan places the patients there are, an existing one never changes") {
    MemoryLibrary library;
    library.studies.importInstances(makeRecords(30));
    const SplitPlan half{"half", {50, 0, 50}, 7, false};
    library.plans.create(half);
    library.plans.create(half);
    library.studies.importInstances(makeRecords(10, 31));
    const auto splits = splitsOf(library.plans, "half");
    CHECK(splits.size() == 40);
    for (const auto& [patient, split] : splits)
        CHECK(split == placeGroup(7, patient, {50, 0, 50}));
    CHECK(codeOf([&] { library.plans.create({"half", {50, 0, 50}, 8, false}); }) == ErrorCode::AlreadyExists);
    CHECK(codeOf([&] { library.plans.create({"bad", {0, 0, 0}, 1, false}); }) == ErrorCode::InvalidArgument);
    CHECK(codeOf([&] { library.plans.create({"bad", {-1, 1, 1}, 1, false}); }) == ErrorCode::InvalidArgument);
    CHECK(codeOf([&] { library.plans.require("none"); }) == ErrorCode::NotFound);
}

TEST_CASE("an official plan knows what it was told and refuses a second side") {
    MemoryLibrary library;
    library.studies.importInstances(makeRecords(4));
    library.plans.create({"official", {0, 0, 0}, 0, true});
    CHECK(splitsOf(library.plans, "official").empty());
    library.plans.assign("official",
                         std::array{PatientSplit{"P1", Split::Test}, PatientSplit{"P2", Split::Train},
                                    PatientSplit{"P3", Split::Train}});
    library.plans.assign("official", std::array{PatientSplit{"P1", Split::Test}});
    std::string text;
    CHECK(codeOf(
              [&] {
                  library.plans.assign("official", std::array{PatientSplit{"P4", Split::Val},
                                                              PatientSplit{"P1", Split::Train}});
              },
              &text) == ErrorCode::Mismatch);
    CHECK(text.find("\"P1\" stands in test of plan official and can't also stand in train") !=
          std::string::npos);
    const auto splits = splitsOf(library.plans, "official");
    CHECK(splits ==
          std::map<std::string, Split>{{"P1", Split::Test}, {"P2", Split::Train}, {"P3", Split::Train}});
    CHECK(library.plans.info("official").ratios == std::array<double, 3>{66.7, 0, 33.3});
    CHECK(codeOf([&] {
              library.plans.assign("official", std::array{PatientSplit{"P99", Split::Val}});
          }) == ErrorCode::NotFound);
}

TEST_CASE("linked patients are one group named by the smallest id, on the side nearer to training") {
    MemoryLibrary library;
    library.studies.importInstances(makeRecords(60));
    const auto before = splitsOf(library.plans, "main");
    const auto in = [&before](Split split) {
        return std::find_if(before.begin(), before.end(),
                            [split](const auto& item) { return item.second == split; })
            ->first;
    };
    const std::string trained = in(Split::Train);
    const std::string tested = in(Split::Test);
    const std::vector<GroupMove> moves = library.plans.link(tested, trained, "same person");
    REQUIRE(moves.size() == 1);
    CHECK(moves[0].from == Split::Test);
    CHECK(moves[0].to == Split::Train);
    CHECK(library.plans.splitOf("main", tested) == Split::Train);
    CHECK(library.plans.groupOf(tested)->name == std::min(tested, trained));
    CHECK(library.plans.groupOf(tested)->patients.size() == 2);
    CHECK(library.plans.groups().size() == 59);
    CHECK(library.plans.link(tested, trained, "again").empty());
    CHECK(library.journal.edits(1).front().action == fmt::format("Link patients {} and {}", tested, trained));
}

TEST_CASE("studies, accessions and pixels shared by two patients link them; assumed patients stay apart") {
    MemoryLibrary library;
    std::vector<InstanceRecord> records = makeRecords(12);
    records[1].study.uid = records[0].study.uid; // P2 in P1's study
    records[3].study.accession = records[2].study.accession = "A77";
    records[5].instance.pixelHash = records[4].instance.pixelHash = "pixels";
    records[7].study.accession = records[6].study.accession = "000"; // stands for none
    records[9].study.accession = records[8].study.accession = "B1";
    records[9].instance.pixelHash = records[8].instance.pixelHash = "same";
    records[9].patient.identity = records[8].patient.identity = PatientIdentity::Assumed;
    library.studies.importInstances(records);
    const auto together = [&](const std::string& a, const std::string& b) {
        return library.plans.groupOf(a)->id == library.plans.groupOf(b)->id;
    };
    CHECK(together("P1", "P2"));
    CHECK(together("P3", "P4"));
    CHECK(together("P5", "P6"));
    CHECK_FALSE(together("P7", "P8"));
    CHECK_FALSE(together("P9", "P10"));
    CHECK(library.plans.groupOf("P9")->identity == PatientIdentity::Assumed);
    std::vector<InstanceRecord> more = makeRecords(2, 20);
    more[0].study.accession = more[1].study.accession = "C5";
    more[0].instance.pixelHash = more[1].instance.pixelHash = "z";
    library.studies.importInstances(more, {false, false});
    CHECK_FALSE(together("P20", "P21"));
}

TEST_CASE("adding data never moves a patient, over 10,000 random libraries") {
    MemoryLibrary library;
    CounterRandom random(42);
    std::int64_t num_moved = 0;
    std::int64_t num_kept = 0;
    for (int round = 0; round < 10000; ++round) {
        library.clear();
        std::map<std::string, Split> known;
        int number = 1;
        for (int batch = 0; batch < 2; ++batch) {
            std::vector<InstanceRecord> records;
            for (std::uint64_t i = 1 + random.below(3); i > 0; --i) {
                InstanceRecord record = makeRecord(fmt::format("R{}-{}", round, random.below(6)), number++);
                if (random.below(6) == 0) record.study.accession = fmt::format("A{}", random.below(3));
                if (random.below(6) == 0) record.instance.pixelHash = fmt::format("x{}", random.below(3));
                records.push_back(record);
            }
            const ImportReport report = library.studies.importInstances(records);
            std::map<std::string, Split> now;
            std::map<std::int64_t, Split> ofGroup;
            for (const SplitAssignment& item : library.plans.assignments("main")) {
                REQUIRE(item.split.has_value());
                REQUIRE(now.emplace(item.patientId, *item.split).second);
                REQUIRE(ofGroup.emplace(item.group, *item.split).first->second == *item.split);
            }
            bool moved = false;
            for (const auto& [patient, split] : known) {
                REQUIRE(now.at(patient) <= split); // never away from training
                moved = moved || now.at(patient) != split;
                ++num_kept;
            }
            // Only a link of two placed groups moves anybody, and it is told.
            if (report.moves.empty()) REQUIRE_FALSE(moved);
            num_moved += moved ? 1 : 0;
            known = now;
        }
    }
    CHECK(num_kept > 10000);
    CHECK(num_moved > 0); // the links were exercised
}
