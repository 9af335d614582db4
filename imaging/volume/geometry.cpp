// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/volume/geometry.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace vrft {

Vector3 operator+(const Vector3& a, const Vector3& b) {
    return {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
}

Vector3 operator-(const Vector3& a, const Vector3& b) {
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}

Vector3 operator*(const Vector3& a, double factor) {
    return {a[0] * factor, a[1] * factor, a[2] * factor};
}

double dot(const Vector3& a, const Vector3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Vector3 cross(const Vector3& a, const Vector3& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double length(const Vector3& a) {
    return std::sqrt(dot(a, a));
}

FrameGeometry::FrameGeometry(const FramePlane& plane, const std::string& where)
    : origin_(plane.position_mm)
    , columnSpacing_mm_(plane.spacing_mm[1])
    , rowSpacing_mm_(plane.spacing_mm[0])
    , rows_(plane.rows)
    , columns_(plane.columns) {
    constexpr double kTolerance = 0.01; // scanners round cosines to a few digits
    const auto& o = plane.orientation;
    const Vector3 row = {o[0], o[1], o[2]};
    const Vector3 column = {o[3], o[4], o[5]};
    const bool directions = std::abs(length(row) - 1) < kTolerance &&
                            std::abs(length(column) - 1) < kTolerance &&
                            std::abs(dot(row, column)) < kTolerance;
    if (!directions)
        throw Error(ErrorCode::InvalidFormat, "the image orientation isn't two perpendicular unit vectors",
                    where, "Export the image again from its source");
    if (!(rowSpacing_mm_ > 0) || !(columnSpacing_mm_ > 0) || rows_ < 1 || columns_ < 1)
        throw Error(ErrorCode::InvalidFormat, "the image plane has no spacing or no size", where,
                    "Export the image again from its source");
    rowDirection_ = row * (1 / length(row));
    const Vector3 upright = column - rowDirection_ * dot(rowDirection_, column);
    columnDirection_ = upright * (1 / length(upright));
}

Vector3 FrameGeometry::toPatient(double column, double row) const {
    return origin_ + rowDirection_ * (columnSpacing_mm_ * column) + columnDirection_ * (rowSpacing_mm_ * row);
}

std::array<double, 2> FrameGeometry::toPixel(const Vector3& point_mm) const {
    const Vector3 offset = point_mm - origin_;
    return {dot(offset, rowDirection_) / columnSpacing_mm_, dot(offset, columnDirection_) / rowSpacing_mm_};
}

double FrameGeometry::distance(const Vector3& point_mm) const {
    return dot(point_mm - origin_, normal());
}

VolumeGeometry::VolumeGeometry(const FrameGeometry& first, const Vector3& step_mm, int slices)
    : first_(first)
    , step_mm_(step_mm)
    , slices_(slices) {
    if (slices < 1 || std::abs(dot(step_mm, first.normal())) < 1e-6)
        throw Error(ErrorCode::InvalidArgument, "slices that don't leave their plane make no volume");
}

Vector3 VolumeGeometry::toPatient(const Vector3& index) const {
    return first_.toPatient(index[0], index[1]) + step_mm_ * index[2];
}

Vector3 VolumeGeometry::toIndex(const Vector3& point_mm) const {
    // The step's part along the normal gives the slice; the rest lies in that slice's plane.
    const double slice = first_.distance(point_mm) / dot(step_mm_, first_.normal());
    const auto pixel = first_.toPixel(point_mm - step_mm_ * slice);
    return {pixel[0], pixel[1], slice};
}

std::array<std::array<double, 4>, 4> VolumeGeometry::matrix() const {
    std::array<std::array<double, 4>, 4> matrix{};
    for (std::size_t i = 0; i < 3; ++i)
        matrix[i] = {first_.rowDirection()[i] * first_.columnSpacing_mm(),
                     first_.columnDirection()[i] * first_.rowSpacing_mm(), step_mm_[i], first_.origin()[i]};
    matrix[3] = {0, 0, 0, 1};
    return matrix;
}

std::string orientationLetters(const Vector3& direction) {
    constexpr std::array<const char*, 3> kLetters = {"LR", "PA", "HF"};
    std::array<std::size_t, 3> axes = {0, 1, 2};
    std::stable_sort(axes.begin(), axes.end(), [&](std::size_t a, std::size_t b) {
        return std::abs(direction[a]) > std::abs(direction[b]);
    });
    std::string letters;
    for (const std::size_t axis : axes)
        if (std::abs(direction[axis]) >= 0.1 * length(direction) && direction[axis] != 0)
            letters += kLetters[axis][direction[axis] > 0 ? 0 : 1];
    return letters;
}

} // namespace vrft
