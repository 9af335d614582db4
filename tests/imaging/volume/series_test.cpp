// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The series of ../shared/data/dicom_series against ITK's reading (tests/data/make/make_geometry_goldens.py).
#include "core/files.h"
#include "core/json.h"
#include "imaging/dicom/frame_decoder.h"
#include "imaging/dicom/frame_plane.h"
#include "imaging/volume/stack.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace vrft;
namespace fs = std::filesystem;

namespace {

const fs::path kGoldens = fs::path(VRFT_SOURCE_DIR) / "tests/data/geometry/series.json";
constexpr double kTolerance_mm = 1e-3;

Vector3 vectorOf(const Json& json, std::size_t first = 0) {
    return {json[first].get<double>(), json[first + 1].get<double>(), json[first + 2].get<double>()};
}

// The frames of a folder in the order of their names, each compared with ITK's corners.
std::vector<StackFrame> readFrames(const fs::path& folder, const Json& golden) {
    std::vector<StackFrame> frames;
    for (const auto& [name, corners] : golden["files"].items()) {
        CAPTURE(name);
        const DicomImage image(folder / name);
        const FrameAttributes attributes =
            FrameAttributeReader(image.root(), image.layout().isSigned).read(0);
        const auto plane = planeOf(attributes, image.layout().height, image.layout().width);
        REQUIRE(plane.has_value());
        const FrameGeometry frame(*plane, name);
        const Vector3 last = {frame.columns() - 1.0, frame.rows() - 1.0, 0};
        CHECK(length(frame.toPatient(0, 0) - vectorOf(corners[0])) < kTolerance_mm);
        CHECK(length(frame.toPatient(last[0], 0) - vectorOf(corners[1])) < kTolerance_mm);
        CHECK(length(frame.toPatient(0, last[1]) - vectorOf(corners[2])) < kTolerance_mm);
        frames.push_back({frames.size(), plane, image.root().integer(tag::kInstanceNumber).value_or(0)});
    }
    return frames;
}

// ITK makes every series a box: equal steps along the normal. Its corners are ours where that is true.
void checkVolume(const Stack& stack, const Json& golden) {
    REQUIRE(stack.volume.has_value());
    const Vector3 origin = vectorOf(golden["origin"]);
    const Vector3 spacing = vectorOf(golden["spacing"]);
    const Json& direction = golden["direction"]; // rows
    for (const double x : {0.0, golden["size"][0].get<double>() - 1})
        for (const double y : {0.0, golden["size"][1].get<double>() - 1})
            for (const double z : {0.0, golden["size"][2].get<double>() - 1}) {
                Vector3 point = origin;
                for (std::size_t i = 0; i < 3; ++i)
                    point[i] += direction[3 * i].get<double>() * spacing[0] * x +
                                direction[3 * i + 1].get<double>() * spacing[1] * y +
                                direction[3 * i + 2].get<double>() * spacing[2] * z;
                const Vector3 index = stack.volume->toIndex(point);
                CAPTURE(index[0]);
                CAPTURE(index[1]);
                CAPTURE(index[2]);
                CHECK(length(stack.volume->toPatient({x, y, z}) - point) < kTolerance_mm);
            }
}

} // namespace

TEST_CASE("the series lie where ITK puts them, and what is unusual about them is told") {
    const fs::path shared = test::sharedData();
    if (shared.empty()) return test::skip("../shared/data isn't there");
    const Json goldens = parseJson(readTextFile(kGoldens), kGoldens.string());
    for (const auto& [name, golden] : goldens.items()) {
        CAPTURE(name);
        const std::vector<StackFrame> frames = readFrames(shared / "dicom_series" / name, golden);
        const std::vector<Stack> stacks = stackFrames(frames);
        REQUIRE(stacks.size() == 1);
        const Stack& stack = stacks[0];
        for (const StackNote& note : stack.notes)
            MESSAGE(name << ": " << note.text);
        CHECK(stack.positions.size() == golden["positions"].get<std::size_t>());
        if (name == "ct_ge_28") {
            CHECK(stack.has(StackFinding::Tilt));
            CHECK(stack.has(StackFinding::MixedSpacing));
        } else if (name == "mr_ge_epi_45") {
            CHECK(stack.has(StackFinding::FourD));
            CHECK(stack.framesPerPosition == 3);
        } else {
            checkVolume(stack, golden["volume"]);
        }
    }
}
