// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The plane of a frame, from the attributes of its header to volume/geometry.h.
//
// Nothing where a header has no position, orientation or spacing; whether they make sense is judged by
// FrameGeometry. Thread rule: pure function.
#pragma once

#include "imaging/dicom/frame_attributes.h"
#include "imaging/volume/geometry.h"

#include <optional>

namespace vrft {

inline std::optional<FramePlane> planeOf(const FrameAttributes& attributes, int rows, int columns) {
    if (!attributes.position_mm || !attributes.orientation || !attributes.spacing_mm) return std::nullopt;
    return FramePlane{*attributes.position_mm, *attributes.orientation, *attributes.spacing_mm, rows,
                      columns};
}

} // namespace vrft
