// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/series.h"

#include "ui/widgets/theme.h"

namespace vrft::ui {

QColor seriesColour(int index) {
    static constexpr std::array<std::array<QRgb, kNumSeriesColours>, 2> kColours = {
        {{0xFF56B4E9, 0xFFE69F00, 0xFF2FBF93, 0xFFE6A9CE, 0xFFF0E442, 0xFFE3E7EB},
         {0xFF0072B2, 0xFFB36B00, 0xFF00805C, 0xFF8F2F68, 0xFF4A4200, 0xFF333A41}}};
    return QColor(kColours[theme().dark() ? 0 : 1][static_cast<std::size_t>(index % kNumSeriesColours)]);
}

} // namespace vrft::ui
