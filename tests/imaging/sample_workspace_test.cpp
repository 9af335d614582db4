// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/sample_workspace.h"

#include "core/dataset/check.h"
#include "core/error.h"
#include "core/files.h"
#include "core/store/annotations_table.h"
#include "core/store/studies_table.h"
#include "core/store/workspace.h"
#include "imaging/sources/phantom_study.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace vrft;

namespace {

namespace fs = std::filesystem;

SampleOptions sampleOptions(int patients) {
    SampleOptions options;
    options.patients = patients;
    options.knowledge = fs::path(VRFT_SOURCE_DIR) / "resources" / "knowledge";
    options.program = "test";
    return options;
}

} // namespace

TEST_CASE("the sample's datasets have equal hashes on every machine") {
    test::TempFolder folder;
    const auto workspace = Workspace::create(folder / "ws");
    const SampleReport report = fillSampleWorkspace(*workspace, sampleOptions(300));
    // Pinned: pixels, boxes, attributes, splits and order of the shipped sample.
    CHECK(readDataset(report.datasets.at("severity")).hash.starts_with("7d00e89c8a46"));
    CHECK(readDataset(report.datasets.at("malignancy")).hash.starts_with("b66a1dab0dfb"));
    CHECK(readDataset(report.datasets.at("lesion")).hash.starts_with("869a9e3fb717"));
    for (const auto& [task, dataset] : report.datasets) {
        CAPTURE(task);
        CHECK(checkDataset(dataset).empty());
    }
}

TEST_CASE("a second sample finds everything present") {
    test::TempFolder folder;
    const auto workspace = Workspace::create(folder / "ws");
    const SampleReport first = fillSampleWorkspace(*workspace, sampleOptions(20));
    const SampleReport second = fillSampleWorkspace(*workspace, sampleOptions(20));
    const auto stored = static_cast<std::size_t>(ImportState::Stored);
    const auto present = static_cast<std::size_t>(ImportState::Present);
    CHECK(first.ledger.counts[stored] == first.ledger.found);
    CHECK(second.ledger.counts[present] == first.ledger.found);
    CHECK(second.datasets == first.datasets);
    CHECK(workspace->annotations().count() == 3 * first.ledger.found);
}

TEST_CASE("targets are the phantoms' truth") {
    test::TempFolder folder;
    const auto workspace = Workspace::create(folder / "ws");
    const SampleReport report = fillSampleWorkspace(*workspace, sampleOptions(20));
    const Dataset severity = readDataset(report.datasets.at("severity"));
    const Dataset malignancy = readDataset(report.datasets.at("malignancy"));
    const Dataset lesion = readDataset(report.datasets.at("lesion"));
    int number = 0;
    for (int patient = 0; patient < 20; ++patient) {
        for (int image = 0; image < phantomImageCount(1, patient); ++image) {
            const PhantomTruth truth = makePhantom(1, patient, image).truth;
            const std::string id = fmt::format("s{:06}", ++number);
            CHECK(severity.find(id)->target.grade == truth.grade());
            CHECK(malignancy.find(id)->target.label == (truth.malignant() ? "malignant" : "benign"));
            CHECK_FALSE(lesion.find(id)->target.label.has_value());
            for (const Dataset* dataset : {&severity, &malignancy, &lesion}) {
                CHECK(dataset->find(id)->target.boxes == std::vector<Box>{truth.box});
                CHECK(dataset->find(id)->target.attributes == truth.attributes());
            }
        }
    }
}

TEST_CASE("no name, number, date or UID of a patient is in a dataset's bytes") {
    test::TempFolder folder;
    const auto workspace = Workspace::create(folder / "ws");
    const SampleReport report = fillSampleWorkspace(*workspace, sampleOptions(20));
    std::vector<std::string> identifiers;
    for (const StudyRow& row : workspace->studies().studies())
        for (const std::string& text : {row.patient.name, row.patient.id, row.study.uid, row.study.date,
                                        row.patient.birthDate, row.study.accession})
            identifiers.push_back(text);
    for (const InstanceRow& row : workspace->studies().allInstances()) {
        identifiers.push_back(row.instance.sopUid);
        identifiers.push_back(row.seriesUid);
        identifiers.push_back(row.instance.contentHash);
        identifiers.push_back(row.instance.source);
    }
    REQUIRE(identifiers.size() > 100);
    std::size_t files = 0;
    for (const auto& [task, dataset] : report.datasets) {
        for (const auto& entry : fs::recursive_directory_iterator(dataset)) {
            if (!entry.is_regular_file()) continue;
            ++files;
            const std::string bytes = readTextFile(entry.path());
            for (const std::string& identifier : identifiers) {
                CAPTURE(identifier);
                CAPTURE(entry.path().string());
                REQUIRE(bytes.find(identifier) == std::string::npos);
                REQUIRE(entry.path().filename().string().find(identifier) == std::string::npos);
            }
        }
    }
    CHECK(files > 100);
}

TEST_CASE("too few patients for three splits are refused before anything is stored") {
    test::TempFolder folder;
    const auto workspace = Workspace::create(folder / "ws");
    CHECK_THROWS_WITH_AS(fillSampleWorkspace(*workspace, sampleOptions(3)),
                         doctest::Contains("would be empty"), Error);
    CHECK_THROWS_AS(fillSampleWorkspace(*workspace, sampleOptions(0)), Error);
    CHECK(workspace->studies().counts().instances == 0);
}

TEST_CASE("shipped policies are copied, missing ones said") {
    test::TempFolder folder;
    makeFolders(folder / "policies" / "base");
    writeFileAtomic(folder / "policies" / "base" / "config.json", "{}", false);
    const auto workspace = Workspace::create(folder / "ws");
    SampleOptions options = sampleOptions(20);
    options.policies = folder / "policies";
    const SampleReport report = fillSampleWorkspace(*workspace, options);
    CHECK(report.missingPolicies == std::vector<std::string>{"severity-start", "malignancy-start"});
    REQUIRE(report.policies.size() == 1);
    CHECK(readTextFile(report.policies.at("base") / "config.json") == "{}");
}
