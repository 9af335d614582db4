// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "imaging/volume/stack.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace vrft;

namespace {

FramePlane axial(double z, double y = 0) {
    return {{-10, y, z}, {1, 0, 0, 0, 1, 0}, {0.5, 0.25}, 20, 30};
}

void checkNear(const Vector3& a, const Vector3& b) {
    CAPTURE(a[0]);
    CAPTURE(a[1]);
    CAPTURE(a[2]);
    CHECK(length(a - b) < 1e-9);
}

std::vector<StackFrame> framesAt(const std::vector<double>& places, double tilt = 0) {
    std::vector<StackFrame> frames;
    for (const double z : places)
        frames.push_back({frames.size(), axial(z, tilt * z), static_cast<std::int64_t>(frames.size())});
    return frames;
}

Stack onlyStack(const std::vector<StackFrame>& frames) {
    const std::vector<Stack> stacks = stackFrames(frames);
    REQUIRE(stacks.size() == 1);
    return stacks[0];
}

} // namespace

TEST_CASE("a frame's pixel centres lie where equation C.7.6.2.1-1 puts them") {
    const FrameGeometry frame(axial(5), "x");
    checkNear(frame.toPatient(0, 0), {-10, 0, 5});
    checkNear(frame.toPatient(4, 2), {-9, 1, 5}); // 4 columns of 0.25, 2 rows of 0.5
    checkNear(frame.normal(), {0, 0, 1});
    CHECK(frame.distance({3, 3, 8}) == doctest::Approx(3));
    const auto pixel = frame.toPixel({-9, 1, 99});
    CHECK(pixel[0] == doctest::Approx(4));
    CHECK(pixel[1] == doctest::Approx(2));
}

TEST_CASE("every axis order and sign goes to the patient and back") {
    const std::array<Vector3, 3> axes = {Vector3{1, 0, 0}, Vector3{0, 1, 0}, Vector3{0, 0, 1}};
    int orders = 0;
    for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 0; b < 3; ++b)
            for (const double signA : {1.0, -1.0})
                for (const double signB : {1.0, -1.0})
                    for (const double signStep : {1.0, -1.0}) {
                        if (a == b) continue;
                        const Vector3 row = axes[a] * signA;
                        const Vector3 column = axes[b] * signB;
                        const FrameGeometry frame({{7, -8, 9},
                                                   {row[0], row[1], row[2], column[0], column[1], column[2]},
                                                   {0.7, 0.3},
                                                   9,
                                                   11},
                                                  "x");
                        const VolumeGeometry volume(frame, frame.normal() * (2.5 * signStep) + row * 0.4, 5);
                        const Vector3 index = {3.25, 6.5, 2};
                        const Vector3 back = volume.toIndex(volume.toPatient(index));
                        CHECK(length(back - index) < 1e-9);
                        const auto m = volume.matrix();
                        for (std::size_t i = 0; i < 3; ++i)
                            CHECK(m[i][0] * index[0] + m[i][1] * index[1] + m[i][2] * index[2] + m[i][3] ==
                                  doctest::Approx(volume.toPatient(index)[i]));
                        ++orders;
                    }
    CHECK(orders == 48);
}

TEST_CASE("directions that aren't perpendicular unit vectors are refused; rounded ones are made so") {
    FramePlane plane = axial(0);
    plane.orientation = {1, 0, 0, 0.1, 1, 0};
    CHECK_THROWS_WITH_AS(FrameGeometry(plane, "a.dcm"), doctest::Contains("a.dcm"), Error);
    plane.orientation = {0, 0, 0, 0, 0, 0};
    CHECK_THROWS_AS(FrameGeometry(plane, ""), Error);
    plane.orientation = {0.707, 0.707, 0, -0.707, 0.707, 0.001};
    const FrameGeometry frame(plane, "");
    CHECK(length(frame.rowDirection()) == doctest::Approx(1));
    CHECK(dot(frame.rowDirection(), frame.columnDirection()) == doctest::Approx(0));
    plane = axial(0);
    plane.spacing_mm = {0, 1};
    CHECK_THROWS_AS(FrameGeometry(plane, ""), Error);
}

TEST_CASE("letters name the end of a direction, the strongest first") {
    CHECK(orientationLetters({1, 0, 0}) == "L");
    CHECK(orientationLetters({-1, 0, 0}) == "R");
    CHECK(orientationLetters({0, -1, 0}) == "A");
    CHECK(orientationLetters({0, 0, 1}) == "H");
    CHECK(orientationLetters({0.2, 0.05, -0.9}) == "FL");
    CHECK(orientationLetters({0, 0, 0}).empty());
}

TEST_CASE("slices are sorted by where they lie, whatever their order") {
    const Stack stack = onlyStack(framesAt({4, 0, 2, 6}));
    REQUIRE(stack.positions.size() == 4);
    CHECK(stack.positions[0].frames == std::vector<std::size_t>{1});
    CHECK(stack.positions[3].frames == std::vector<std::size_t>{3});
    CHECK(stack.positions[3].distance_mm == doctest::Approx(6));
    CHECK(stack.notes.empty());
    REQUIRE(stack.volume.has_value());
    checkNear(stack.volume->toPatient({0, 0, 3}), {-10, 0, 6});
}

TEST_CASE("a tilted gantry is told and keeps its shear") {
    const Stack stack = onlyStack(framesAt({0, 2, 4}, 0.25));
    CHECK(stack.has(StackFinding::Tilt));
    CHECK(stack.tilt_degrees == doctest::Approx(std::atan(0.25) * 180 / 3.14159265358979));
    CHECK(stack.notes[0].text.find("tilted by 14.0 degrees") != std::string::npos);
    REQUIRE(stack.volume.has_value());
    checkNear(stack.volume->toPatient({0, 0, 2}), {-10, 1, 4});
}

TEST_CASE("gaps, mixed spacing, duplicates and a fourth dimension are told apart") {
    const Stack gap = onlyStack(framesAt({0, 2, 4, 6, 8, 14, 16}));
    CHECK(gap.has(StackFinding::Gap));
    CHECK(gap.notes[0].text.find("2 of 9 positions are missing") != std::string::npos);
    CHECK_FALSE(gap.volume.has_value());
    const Stack mixed = onlyStack(framesAt({0, 2, 4, 6, 11, 16, 21}));
    CHECK(mixed.has(StackFinding::MixedSpacing));
    CHECK(mixed.notes[0].text.find("from 2 to 5 mm") != std::string::npos);
    CHECK_FALSE(mixed.volume.has_value());
    const Stack twice = onlyStack(framesAt({0, 2, 2.001, 4}));
    CHECK(twice.has(StackFinding::Duplicates));
    CHECK(twice.framesPerPosition == 0);
    CHECK(twice.positions[1].frames == std::vector<std::size_t>{1, 2});
    const Stack times = onlyStack(framesAt({0, 2, 4, 0, 2, 4}));
    CHECK(times.has(StackFinding::FourD));
    CHECK(times.framesPerPosition == 2);
    CHECK(times.positions[1].frames == std::vector<std::size_t>{1, 4}); // by their order
    CHECK(times.volume->slices() == 3);
}

TEST_CASE("a localiser, other sizes and frames without geometry are stacks of their own") {
    std::vector<StackFrame> frames = framesAt({0, 2, 4});
    FramePlane sagittal = axial(0);
    sagittal.orientation = {0, 1, 0, 0, 0, -1};
    frames.push_back({7, sagittal, 0});
    frames.push_back({8, std::nullopt, 0});
    FramePlane broken = axial(0);
    broken.orientation = {1, 0, 0, 1, 0, 0};
    frames.push_back({9, broken, 0});
    const std::vector<Stack> stacks = stackFrames(frames);
    REQUIRE(stacks.size() == 3);
    CHECK(stacks[0].positions.size() == 3);
    CHECK(stacks[1].has(StackFinding::NoGeometry));
    CHECK(stacks[1].positions[1].frames == std::vector<std::size_t>{9});
    CHECK(stacks[1].notes[0].text.find("perpendicular") != std::string::npos);
    CHECK(stacks[2].positions[0].frames == std::vector<std::size_t>{7});
    CHECK(stackFrames({}).empty());
}
