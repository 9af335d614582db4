// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/store/measurements_table.h"
#include "tests/core/store/store_fixtures.h"

#include <limits>

using namespace vrft;
using namespace vrft::test;

namespace {

const ImageRef kFirst{"1.2.1.1.1", 0};
const ImageRef kSecond{"1.2.2.1.1", 0};
const std::vector<ImageMeasurement> kLength{{ImageMeasurement::Kind::Length, {1.25, 2}, {30.5, 40}}};
const std::vector<ImageMeasurement> kBoth{{ImageMeasurement::Kind::Length, {1.25, 2}, {30.5, 40}},
                                          {ImageMeasurement::Kind::Region, {10, 10}, {20, 24}}};

} // namespace

TEST_CASE("measurements are one reader's list of an image, and are no annotations") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 2);
    MeasurementsTable& measurements = workspace->measurements();
    measurements.put(kFirst, kLength, "Length");
    measurements.put(kFirst, kBoth, "Region");
    measurements.put(kSecond, kLength, "Length");
    workspace->setUser("Dr. \"B\" Müller");
    measurements.put(kFirst, kLength, "Length");

    CHECK(measurements.ofImage(kFirst, "anna") == kBoth);
    CHECK(measurements.ofImage(kFirst, "Dr. \"B\" Müller") == kLength);
    CHECK(measurements.ofImage({kFirst.sopUid, 1}, "anna").empty());
    CHECK(measurements.ofSeries("1.2.1.1", "anna") == ImageMeasurements{{kFirst, kBoth}});
    CHECK(measurements.ofSeries("1.2.2.1", "anna") == ImageMeasurements{{kSecond, kLength}});
    CHECK(measurements.ofSeries("1.2.1.1", "nobody").empty());
    CHECK(workspace->annotations().count() == 0);
}

TEST_CASE("measurements are undone and done again, also after a restart") {
    TempFolder folder;
    {
        const auto workspace = makeWorkspace(folder / "ws", 1);
        workspace->measurements().put(kFirst, kLength, "Length");
        workspace->measurements().put(kFirst, kLength, "Length"); // equal: no edit
        workspace->measurements().put(kFirst, kBoth, "Region");
        workspace->measurements().put(kFirst, {}, "Remove measurement");
    }
    const auto workspace = Workspace::open(folder / "ws", kNoBackups);
    MeasurementsTable& measurements = workspace->measurements();
    CHECK(measurements.ofImage(kFirst, "anna").empty());
    const auto edit = workspace->journal().undo();
    REQUIRE(edit.has_value());
    CHECK(edit->action == "Remove measurement");
    const auto changes = workspace->journal().changes(edit->id);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].entity == "measurements");
    CHECK(MeasurementsTable::imageOfKey(changes[0].key) == kFirst);
    CHECK(measurements.ofImage(kFirst, "anna") == kBoth);
    CHECK(workspace->journal().undo()->action == "Region");
    CHECK(measurements.ofImage(kFirst, "anna") == kLength);
    CHECK(workspace->journal().undo()->action == "Length");
    CHECK(measurements.ofImage(kFirst, "anna").empty());
    for (int i = 0; i < 2; ++i)
        workspace->journal().redo();
    CHECK(measurements.ofImage(kFirst, "anna") == kBoth);
}

TEST_CASE("what can't be measured isn't stored") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 1);
    MeasurementsTable& measurements = workspace->measurements();
    CHECK(codeOf([&] { measurements.put({"9.9", 0}, kLength, "Length"); }) == ErrorCode::NotFound);
    auto bad = kLength;
    bad[0].b[1] = std::numeric_limits<double>::quiet_NaN();
    CHECK(codeOf([&] { measurements.put(kFirst, bad, "Length"); }) == ErrorCode::InvalidArgument);
    CHECK(measurements.ofImage(kFirst, "anna").empty());
    CHECK_FALSE(workspace->journal().nextUndo()->action == "Length");
}
