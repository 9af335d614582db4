// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/check.h"

#include "tests/core/dataset/planted.h"

#include <doctest/doctest.h>
#include <set>

using namespace vrft;

namespace {

std::set<std::string> kindsFound(const test::PlantedDataset& planted) {
    planted.write();
    std::set<std::string> kinds;
    for (const DatasetFinding& finding : checkDataset(planted.path())) {
        CHECK_FALSE(finding.text.empty());
        CHECK_FALSE(finding.next.empty());
        CHECK(finding.text.find('\n') == std::string::npos);
        kinds.insert(finding.kind);
    }
    return kinds;
}

using Kinds = std::set<std::string>;

} // namespace

TEST_CASE("an honest dataset has no findings") {
    for (const char* task : {"malignancy", "severity", "lesion"})
        CHECK(kindsFound(test::PlantedDataset(task)).empty());
    CHECK(
        checkDataset(std::filesystem::path(VRFT_SOURCE_DIR) / "tests" / "data" / "dataset" / "tiny").empty());
}

TEST_CASE("a patient planted in two splits is found though hash and certificate agree") {
    test::PlantedDataset planted;
    planted.at(8).patient = planted.at(0).patient;
    planted.settle();
    CHECK(planted.data.certificate.overlap == 1);
    planted.write();
    const std::vector<DatasetFinding> findings = checkDataset(planted.path());
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].kind == "patient_overlap");
    CHECK(findings[0].samples == std::vector<std::string>{"s000000", "s000001", "s000008"});
}

TEST_CASE("a certificate that hides an overlap is found") {
    test::PlantedDataset planted;
    planted.at(8).patient = planted.at(0).patient;
    planted.settle();
    planted.data.certificate.overlap = 0;
    CHECK(kindsFound(planted) == Kinds{"patient_overlap", "certificate"});
}

TEST_CASE("one image planted in two splits is found by its name") {
    test::PlantedDataset planted;
    planted.at(11).images = planted.at(0).images;
    planted.settle();
    planted.write();
    const std::vector<DatasetFinding> findings = checkDataset(planted.path());
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].kind == "pixels_in_two_splits");
    CHECK(findings[0].text.find("train and test") != std::string::npos);
    CHECK(findings[1].kind == "pixels_of_two_patients");
    CHECK(findings[1].samples == std::vector<std::string>{"s000000", "s000011"});
}

TEST_CASE("equal pixels planted under another name are found by decoding") {
    test::PlantedDataset planted;
    std::filesystem::copy_file(planted.path() / planted.at(0).images[0].file,
                               planted.path() / planted.at(11).images[0].file,
                               std::filesystem::copy_options::overwrite_existing);
    CHECK(kindsFound(planted) == Kinds{"changed_image", "pixels_in_two_splits", "pixels_of_two_patients"});
}

TEST_CASE("equal pixels of two patients of one split are found, of one patient not") {
    test::PlantedDataset planted;
    planted.at(4).images = planted.at(0).images;
    planted.settle();
    CHECK(kindsFound(planted) == Kinds{"pixels_of_two_patients"});

    test::PlantedDataset same;
    same.at(1).images = same.at(0).images;
    same.settle();
    CHECK(kindsFound(same).empty());
}

TEST_CASE("changed, cut, resized and missing images are told apart") {
    const auto kindsAfter = [](const std::string& bytes) {
        const test::PlantedDataset planted;
        writeFileAtomic(planted.path() / planted.data.samples[3].images[0].file, bytes, false);
        return kindsFound(planted);
    };
    CHECK(kindsAfter(encodePng(test::numberedImage(77))) == Kinds{"changed_image"});
    CHECK(kindsAfter(encodePng(test::numberedImage(3)).substr(0, 60)) == Kinds{"unreadable_image"});
    CHECK(kindsAfter("not a png") == Kinds{"unreadable_image"});
    CHECK(kindsAfter(encodePng(test::numberedImage(77, 4, 4))) == Kinds{"changed_image", "image_size"});
    CHECK(kindsAfter(encodePng(test::numberedImage(3)))
              .empty()); // another encoder's bytes may differ, pixels count

    const test::PlantedDataset planted;
    std::filesystem::remove(planted.path() / planted.data.samples[3].images[0].file);
    CHECK(kindsFound(planted) == Kinds{"missing_image"});
}

TEST_CASE("several troubles are all found at once") {
    test::PlantedDataset planted("severity");
    planted.at(0).target.grade = 9;
    planted.at(1).target.boxes = {{-1, 0, 4, 4}, {2, 2, 2, 3}};
    planted.at(2).patient = "p5";
    std::filesystem::remove(planted.path() / planted.at(6).images[0].file);
    CHECK(kindsFound(planted) ==
          Kinds{"target", "box", "patient_overlap", "missing_image", "counts", "certificate", "hash"});
}

TEST_CASE("a wrong hash alone is found") {
    test::PlantedDataset planted;
    planted.data.hash = std::string(64, '0');
    CHECK(kindsFound(planted) == Kinds{"hash"});
}

TEST_CASE("a folder that is no dataset is a finding, not a crash") {
    const test::TempFolder folder;
    const std::vector<DatasetFinding> findings = checkDataset(folder.path());
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].kind == "unreadable");
    const Json json = findingToJson(findings[0]);
    CHECK(json.at("text").get<std::string>().find("dataset.json") != std::string::npos);
}
