// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/check.h"
#include "tests/core/dataset/planted.h"

#include <doctest/doctest.h>

using namespace vrft;

TEST_CASE("a dataset doesn't differ from itself, nor from itself under another key") {
    const test::PlantedDataset planted;
    Dataset other = planted.data;
    for (Sample& sample : other.samples)
        sample.patient = "other-" + sample.patient;
    const Json diff = diffDatasets(planted.data, other);
    CHECK(diff.at("equal") == true);
    for (const char* key : {"task", "added", "removed", "changed", "regrouped"})
        CHECK_MESSAGE(diff.at(key).empty(), key);
}

TEST_CASE("labels, splits, pixels and groups that changed are named with from and to") {
    test::PlantedDataset planted;
    const Dataset before = planted.data;
    planted.at(1).target.label = "benign";
    planted.at(2).split = Split::Val;
    planted.at(3).images[0].file = imageFile(imageHash(test::numberedImage(50)));
    planted.at(5).patient = "p9";
    planted.data.task.classes[0].definition = "x";
    planted.settle();
    const Json diff = diffDatasets(before, planted.data);
    CHECK(diff.at("equal") == false);
    CHECK(diff.at("task") == Json{"classes"});
    REQUIRE(diff.at("changed").size() == 3);
    std::map<std::string, Json> changes;
    for (const Json& item : diff.at("changed"))
        changes[item.at("id").get<std::string>()] = item.at("changes");
    CHECK(changes.at("s000001") ==
          Json::array({{{"key", "target.label"}, {"from", "malignant"}, {"to", "benign"}}}));
    CHECK(changes.at("s000002") == Json::array({{{"key", "split"}, {"from", "train"}, {"to", "val"}}}));
    CHECK(changes.at("s000003").at(0).at("key") == "images");
    CHECK(diff.at("regrouped") == Json{"s000005"});
}

TEST_CASE("a sample put in front shifts ids without making everything new") {
    const test::PlantedDataset planted;
    Dataset after = planted.data;
    for (std::size_t i = 0; i < after.samples.size(); ++i)
        after.samples[i].id = "t" + std::to_string(100 + i);
    Sample added = after.samples[0];
    added.id = "t000";
    added.images[0].file = imageFile(imageHash(test::numberedImage(60)));
    after.samples.insert(after.samples.begin(), added);
    after.samples.erase(after.samples.begin() + 4);
    const Json diff = diffDatasets(planted.data, after);
    CHECK(diff.at("added") == Json{"t000"});
    CHECK(diff.at("removed") == Json{"s000003"});
    REQUIRE(diff.at("changed").size() == 11);
    CHECK(diff.at("changed")[0].at("changes") ==
          Json::array({{{"key", "id"}, {"from", "s000000"}, {"to", "t100"}}}));
    CHECK(diff.at("samples") == Json::array({12, 12}));
}
