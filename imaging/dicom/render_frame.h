// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Reads frames of DICOM files as 8-bit images, through DCMTK.
//
// Trusts its input as far as DCMTK does: files of unknown origin belong into a process with limits.
// Not here: geometry beyond spacing, presentation states. Errors: Error with InvalidFormat (not DICOM,
// broken), Unsupported (a kind of pixels or a transfer syntax this program doesn't know). Thread rule:
// functions are safe on different files. Ownership: values.
#pragma once

#include "core/dataset/dataset.h"
#include "core/vision_input/image.h"
#include "imaging/dicom/display.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace vrft {

struct RenderedFrame {
    Image image; // grey or RGB
    RenderInfo render;
    std::optional<std::array<double, 2>> spacingMm; // x (between columns), y (between rows)
};

// Frame `frame` (from 0) of a file as a dataset stores it: 8-bit grey and RGB unchanged; deeper grey through
// the header's window or VOI LUT, else from its smallest to its largest value; MONOCHROME1 inverted; palette
// colours and YBR as RGB (display.h). A window is in units after rescale. `wish`: another way for grey.
RenderedFrame renderFrame(const std::filesystem::path& file, int frame, const DisplayWish& wish = {});

} // namespace vrft
