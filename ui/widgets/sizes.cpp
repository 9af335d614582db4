// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sizes.h"

#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <cmath>

namespace vrft::ui {

namespace {

struct SizeWords {
    Q_DECLARE_TR_FUNCTIONS(vrft::ui::SizeWords)
};

// Two figures that count.
QString rough(double value) {
    return figure(value, value < 10 ? 1 : 0);
}

} // namespace

QString bytesText(double bytes) {
    if (bytes < 1e3) return SizeWords::tr("%1 bytes").arg(grouped(std::llround(bytes)));
    if (bytes < 1e6) return SizeWords::tr("%1 kB").arg(rough(bytes / 1e3));
    if (bytes < 1e9) return SizeWords::tr("%1 MB").arg(rough(bytes / 1e6));
    if (bytes < 1e12) return SizeWords::tr("%1 GB").arg(rough(bytes / 1e9));
    return SizeWords::tr("%1 TB").arg(rough(bytes / 1e12));
}

QString memoryText(double bytes) {
    return SizeWords::tr("%1 GB").arg(rough(bytes / (1U << 30)));
}

QString countText(qint64 number) {
    if (number < 1'000'000) return grouped(number);
    if (number < 1'000'000'000)
        return SizeWords::tr("%1 million").arg(rough(static_cast<double>(number) / 1e6));
    return SizeWords::tr("%1 billion").arg(rough(static_cast<double>(number) / 1e9));
}

QString durationText(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) return {};
    if (seconds < 9.95) return SizeWords::tr("%1 s").arg(figure(seconds, 1));
    const auto whole = std::llround(seconds);
    if (whole < 90) return SizeWords::tr("%1 s").arg(whole);
    const auto minutes = std::llround(seconds / 60);
    if (minutes < 90) return SizeWords::tr("%1 min").arg(minutes);
    const auto hours = minutes / 60;
    if (hours < 48) return SizeWords::tr("%1 h %2 min").arg(hours).arg(minutes % 60);
    return SizeWords::tr("%1 days %2 h").arg(hours / 24).arg(hours % 24);
}

} // namespace vrft::ui
