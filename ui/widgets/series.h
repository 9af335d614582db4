// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of series in charts and bars, in the order they are given out: s1 to s6 of the theme in use.
//
// Colour is never alone: a word, a line style or a place says the same. Thread rule: UI thread.
#pragma once

#include <QColor>

namespace vrft::ui {

inline constexpr int kNumSeriesColours = 6;

// From 0; from the seventh on they repeat.
QColor seriesColour(int index);

} // namespace vrft::ui
