// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stored grey values through a window into a picture: one look-up a pixel, the table made anew for each
// window.
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

    std::vector<QRgb> table_; // by the bits of a 16-bit sample
};

} // namespace vrft::ui
