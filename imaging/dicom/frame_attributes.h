// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a header says about one frame beyond its samples: how values become units and grey levels, where the
// frame lies in the patient.
//
// Looked up where enhanced objects keep it (PS3.3 C.7.6.16): the frame's functional groups, then the shared
// ones, then the data set itself. Reads attributes only; applying them is display.h's and
// volume/geometry.h's business. Units: mm, patient coordinates (LPS); windows in units after rescale.
// Ownership: values. Thread rule: as DataItem.
#pragma once

#include "imaging/dicom/data_item.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace vrft {

// A LUT of the Modality or VOI LUT Sequence (PS3.3 C.11.1.1, C.11.2.1.1).
struct LookUpTable {
    int firstMapped = 0; // input of the first entry; inputs beyond either end take that end's entry
    int bits = 16;       // of an entry
    std::vector<std::uint16_t> entries;
    std::string explanation;
};

enum class WindowFunction { Linear, LinearExact, Sigmoid }; // PS3.3 C.11.2.1.2, C.11.2.1.3

struct Window {
    double centre = 0;
    double width = 1;
    WindowFunction function = WindowFunction::Linear;
    std::string explanation; // such as "LUNG", else empty
};

struct FrameAttributes {
    double rescaleSlope = 1;
    double rescaleIntercept = 0;
    // Of values after the rescale: "HU", else the header's Rescale Type (PS3.3 C.11.1.1.2); empty: not
    // specified.
    std::string unit;
    std::optional<LookUpTable> modalityLut; // replaces the rescale
    std::vector<Window> windows;            // usable ones, in the header's order
    std::vector<LookUpTable> voiLuts;
    std::optional<std::array<double, 2>> spacing_mm;  // between rows, between columns
    std::optional<std::array<double, 3>> position_mm; // of the first pixel's centre
    std::optional<std::array<double, 6>> orientation; // along a row, down a column
};

// Where the functional groups of a multi-frame object are found again for each frame.
class FrameAttributeReader {
public:
    // `isSigned`: Pixel Representation, which the first value of a LUT descriptor follows.
    FrameAttributeReader(DataItem root, bool isSigned);

    FrameAttributes read(int frame) const;

private:
    std::vector<DataItem> scopes(int frame, Tag sequence) const;

    DataItem root_;
    bool isSigned_;
    std::optional<DataItem> shared_;
    std::vector<DataItem> perFrame_;
};

} // namespace vrft
