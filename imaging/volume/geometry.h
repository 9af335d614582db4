// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Where pixels lie in the patient: one type from header to overlay, from box to measurement.
//
// Coordinates are the standard's: millimetres, x to the patient's left, y to the back, z to the head (LPS;
// PS3.3 C.7.6.2.1.1). Pixel indexes count columns, rows, slices from 0, and whole numbers are pixel
// *centres*: a box in a dataset, whose pixel i covers [i, i+1), is half a pixel off. Not here: reading
// headers (dicom/frame_plane.h), sorting (stack.h), resampling. Errors: Error(InvalidFormat) for directions
// or spacings that can't be. Ownership: values. Thread rule: values and pure functions.
#pragma once

#include <array>
#include <string>

namespace vrft {

using Vector3 = std::array<double, 3>;

Vector3 operator+(const Vector3& a, const Vector3& b);
Vector3 operator-(const Vector3& a, const Vector3& b);
Vector3 operator*(const Vector3& a, double factor);
double dot(const Vector3& a, const Vector3& b);
Vector3 cross(const Vector3& a, const Vector3& b);
double length(const Vector3& a);

// What a header says of one frame's plane.
struct FramePlane {
    Vector3 position_mm{};               // Image Position: centre of the first pixel
    std::array<double, 6> orientation{}; // Image Orientation: along a row, then down a column
    std::array<double, 2> spacing_mm{};  // Pixel Spacing: between rows, then between columns
    int rows = 0;
    int columns = 0;
};

// One frame in the patient: an affine map of (column, row), equation C.7.6.2.1-1.
class FrameGeometry {
public:
    // Directions may be off by rounding: they are made unit and perpendicular. `where` names the frame in
    // errors.
    FrameGeometry(const FramePlane& plane, const std::string& where);

    Vector3 toPatient(double column, double row) const;
    std::array<double, 2>
    toPixel(const Vector3& point_mm) const;         // column, row of the point's foot on the plane
    double distance(const Vector3& point_mm) const; // along the normal, from the frame's plane

    const Vector3& origin() const { return origin_; }
    const Vector3& rowDirection() const { return rowDirection_; }       // increasing column
    const Vector3& columnDirection() const { return columnDirection_; } // increasing row
    Vector3 normal() const { return cross(rowDirection_, columnDirection_); }
    double columnSpacing_mm() const { return columnSpacing_mm_; }
    double rowSpacing_mm() const { return rowSpacing_mm_; }
    int rows() const { return rows_; }
    int columns() const { return columns_; }

private:
    Vector3 origin_{};
    Vector3 rowDirection_{};
    Vector3 columnDirection_{};
    double columnSpacing_mm_ = 1; // between columns
    double rowSpacing_mm_ = 1;
    int rows_ = 0;
    int columns_ = 0;
};

// A stack of parallel frames at equal steps: an affine map of (column, row, slice). The step needn't be along
// the normal: a tilted gantry shears the volume.
class VolumeGeometry {
public:
    VolumeGeometry(const FrameGeometry& first, const Vector3& step_mm, int slices);

    Vector3 toPatient(const Vector3& index) const;
    Vector3 toIndex(const Vector3& point_mm) const;

    // Rows of the 4x4 matrix from (column, row, slice, 1) to (x, y, z, 1).
    std::array<std::array<double, 4>, 4> matrix() const;

    const FrameGeometry& first() const { return first_; }
    const Vector3& step_mm() const { return step_mm_; }
    int slices() const { return slices_; }

private:
    FrameGeometry first_;
    Vector3 step_mm_;
    int slices_;
};

// The letters at the end of a direction, strongest first: L R A P H F (PS3.3 C.7.6.1.1.1); parts of less than
// 0.1 of the length are left out.
std::string orientationLetters(const Vector3& direction);

} // namespace vrft
