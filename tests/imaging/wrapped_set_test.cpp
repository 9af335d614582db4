// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/wrapped_set.h"

#include "core/error.h"
#include "core/store/annotations_table.h"
#include "core/store/plans.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "imaging/dicom/render_frame.h"
#include "imaging/freeze.h"
#include "imaging/path_import.h"
#include "tests/support/importing.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace vrft;

namespace {

namespace fs = std::filesystem;

const fs::path kFiles = fs::path(VRFT_SOURCE_DIR) / "tests/data/imaging/npz";

ImportLedger importOne(Workspace& workspace, const fs::path& path) {
    const std::array paths{path};
    return importPaths(workspace, paths, test::pathImport());
}

} // namespace

TEST_CASE("a set becomes images, task, labels of the source and an official plan; twice is present") {
    test::TempFolder folder;
    const auto workspace = Workspace::create(folder / "ws");
    const ImportLedger ledger = importOne(*workspace, kFiles / "small.npz");
    CHECK(ledger.toJson().dump() ==
          R"({"found":9,"stored":9,"present":0,"conflict":0,"unreadable":0,"not_dicom":0})");
    const MedMnist set = readMedMnist(kFiles / "small.npz");
    for (const Split split : kSplits) {
        for (std::size_t i = 0; i < set.parts[static_cast<std::size_t>(split)].count; ++i) {
            const InstanceRow row =
                workspace->studies().resolve(fmt::format("small.npz#{}/{}", splitName(split), i));
            CHECK(row.patientId == set.patientId(split, i));
            CHECK(workspace->plans().splitOf("small", row.patientId) == split);
            CHECK(renderFrame(workspace->filePath(row.instance.storedPath), 0).image == set.image(split, i));
            const auto accepted = workspace->annotations().accepted("small", {row.instance.sopUid, 0});
            REQUIRE(accepted.has_value());
            CHECK(accepted->annotation.label == std::to_string(set.label(split, i)));
            CHECK(accepted->annotation.reader == "source");
        }
    }
    CHECK(importOne(*workspace, kFiles / "small.npz").toJson().dump() ==
          R"({"found":9,"stored":0,"present":9,"conflict":0,"unreadable":0,"not_dicom":0})");
    CHECK(workspace->annotations().count() == 9);
}

TEST_CASE("a wrong set leaves no trace, and among other files it is one row") {
    test::TempFolder folder;
    const auto workspace = Workspace::create(folder / "ws");
    CHECK_THROWS_AS(importOne(*workspace, kFiles / "other_length.npz"), Error);
    CHECK(workspace->studies().counts().instances == 0);
    CHECK(workspace->tasks().all().empty());
    CHECK(workspace->plans().all().size() == 1);
    fs::create_directory(folder / "in");
    fs::copy_file(kFiles / "other_length.npz", folder / "in" / "wrong.npz");
    fs::copy_file(kFiles / "small.npz", folder / "in" / "right.npz");
    CHECK(importOne(*workspace, folder / "in").toJson().dump() ==
          R"({"found":10,"stored":9,"present":0,"conflict":0,"unreadable":1,"not_dicom":0})");
}

TEST_CASE("edited knowledge survives a second import, another task of that name refuses it") {
    test::TempFolder folder;
    const auto workspace = Workspace::create(folder / "ws");
    importOne(*workspace, kFiles / "small.npz");
    Task edited = workspace->tasks().require("small");
    edited.classes[0].definition = "An edited definition.";
    workspace->tasks().put(edited, "edit");
    importOne(*workspace, kFiles / "small.npz");
    CHECK(workspace->tasks().require("small") == edited);

    const auto other = Workspace::create(folder / "other");
    Task grading = edited;
    grading.kind = TaskKind::Grading;
    for (std::size_t i = 0; i < grading.classes.size(); ++i)
        grading.classes[i].grade = static_cast<int>(i);
    other->tasks().put(grading, "other");
    CHECK_THROWS_WITH_AS(importOne(*other, kFiles / "small.npz"), doctest::Contains("other classes"), Error);
    CHECK(other->studies().counts().instances == 0);
}

TEST_CASE("a real set freezes with its official splits, patients assumed, pixels unchanged") {
    const auto shared = test::sharedData();
    if (shared.empty()) return test::skip("../shared/data isn't there");
    test::TempFolder folder;
    const auto workspace = Workspace::create(folder / "ws");
    importOne(*workspace, shared / "medmnist" / "breastmnist.npz");
    FreezeOptions options;
    options.task = options.plan = "breastmnist";
    const Dataset dataset = freezeDataset(*workspace, options).frozen.dataset;
    CHECK(dataset.counts[0].samples == 546);
    CHECK(dataset.counts[1].samples == 78);
    CHECK(dataset.counts[2].samples == 156);
    CHECK(dataset.counts[0].byClass.at("0") == 147);
    CHECK_FALSE(dataset.certificate.patientsKnown);
    CHECK(dataset.certificate.linkedBy == std::vector<std::string>{"patient_id"});
    CHECK(dataset.splitPlan.name == "breastmnist");
    const MedMnist set = readMedMnist(shared / "medmnist" / "breastmnist.npz");
    std::array<std::size_t, 3> index{};
    for (const Sample& sample : dataset.samples) { // ids follow the import order, so do indices in a split
        const std::size_t i = index[static_cast<std::size_t>(sample.split)]++;
        REQUIRE(readSampleImage(dataset, sample.images[0]) == set.image(sample.split, i));
        REQUIRE(sample.target.label == std::to_string(set.label(sample.split, i)));
    }
}
