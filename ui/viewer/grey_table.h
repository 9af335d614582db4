// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stored grey values through a window into a picture: one look-up a pixel, the table made anew where the
// window or the meaning of the values changes.
//
// Thread rule: one thread per object. Ownership: values.
#pragma once

#include "ui/viewer/frame_source.h"

#include <QImage>
#include <vector>

namespace vrft::ui {

class GreyTable {
public:
    // The frame through `window`; `invert` on top of what the header says. `picture` is reused where its size
    // fits.
    void draw(const ViewerFrame& frame, const Window& window, bool invert, QImage& picture);

private:
    void prepare(const ViewerFrame& frame, const Window& window, bool invert);

    // What a table was made for.
    struct Made {
        SampleType type = SampleType::U8;
        double slope = 1;
        double intercept = 0;
        double centre = 0;
        double width = 0;
        WindowFunction function = WindowFunction::Linear;
        bool inverted = false;
        bool operator==(const Made&) const = default;
    };

    std::vector<QRgb> table_; // by the bits of a 16-bit sample
    std::optional<Made> made_;
};

} // namespace vrft::ui
