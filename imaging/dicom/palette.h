// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Palette colour look-up tables, plain and segmented (PS3.3 C.7.6.3.1.5, C.7.6.3.1.6, C.7.9.2).
//
// Supplemental palettes are read alike; which samples they colour is the caller's business. Errors:
// Error(InvalidFormat) for a palette that is missing, shorter than it says or beyond its segments. Ownership:
// values. Thread rule: as DataItem.
#pragma once

#include "imaging/dicom/data_item.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace vrft {

struct Palette {
    int firstMapped = 0; // input of the first entry; inputs beyond either end take that end's colour
    std::vector<std::array<std::uint8_t, 3>> colours; // RGB; deeper entries keep their upper 8 bits

    const std::array<std::uint8_t, 3>& colourOf(std::int64_t index) const;
};

Palette readPalette(const DataItem& root, bool isSigned, const std::string& where);

} // namespace vrft
