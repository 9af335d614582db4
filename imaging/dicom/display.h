// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Stored values into 8-bit grey or RGB, in the order of the standard's grey scale and colour pipelines (PS3.3
// C.11, PS3.4 N.2): modality LUT or rescale, VOI LUT or window, MONOCHROME1 inversion; palette to RGB.
//
// Not here: overlays, presentation states, ICC profiles, spacing of pixels. Units: windows are in units after
// the modality step. Errors: Error(InvalidFormat) for a broken palette. Ownership: values. Thread rule: as
// DicomImage.
#pragma once

#include "core/vision_input/image.h"
#include "imaging/dicom/frame_attributes.h"
#include "imaging/dicom/frame_decoder.h"

#include <optional>

namespace vrft {

struct DisplayedFrame {
    Image image; // grey or RGB
    std::optional<Window>
        window;            // the one applied; none for 8-bit grey, colour, and where a VOI LUT was used
    bool inverted = false; // MONOCHROME1
};

// How frames of grey are mapped. Without a wish: 8-bit unsigned grey whose header asks for nothing is passed
// through; else the header's first window, else its first VOI LUT, else from the frame's smallest to its
// largest value.
struct DisplayWish {
    std::optional<Window> window;
    bool wholeRange = false; // from the frame's smallest to its largest value; without `window` only
};

DisplayedFrame display(const DicomImage& image, const StoredFrame& frame, const FrameAttributes& attributes,
                       const DisplayWish& wish = {});

// One value after the modality step through a window, 0 to 255 (PS3.3 C.11.2.1.2.1, C.11.2.1.3.1,
// C.11.2.1.3.2), rounded to the nearest.
std::uint8_t windowed(double value, const Window& window);

// The longest side becomes `size` pixels (bicubic); 0 leaves the image as it is.
Image withLongestSide(Image image, int size);

} // namespace vrft
