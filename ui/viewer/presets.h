// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Windows by name: the header's own, and the customary ones for CT.
//
// Thread rule: pure functions.
#pragma once

#include "ui/viewer/frame_source.h"

#include <QString>
#include <vector>

namespace vrft::ui {

struct Preset {
    QString name;
    Window window;
};

// From the smallest to the largest value of a grey frame: looks at every pixel.
Window wholeRangeOf(const ViewerFrame& frame);

// Those customary for a modality; none but for CT, whose values mean something by themselves.
std::vector<Preset> customaryWindows(const std::string& modality);

// The header's windows first, the whole range of this frame, then those customary for `modality`. Empty for
// colour.
std::vector<Preset> presetsFor(const ViewerFrame& frame, const std::string& modality);

} // namespace vrft::ui
