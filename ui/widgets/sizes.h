// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes, counts and durations as people read them.
// Thread rule: pure functions.
#pragma once

#include <QString>

namespace vrft::ui {

QString bytesText(double bytes);      // "7.5 GB": powers of 1000, as disks are sold
QString memoryText(double bytes); // "8 GB": powers of 1024, as a computer's memory is sold
QString countText(qint64 number);     // "3.1 million"
QString durationText(double seconds); // "2 h 10 min", "48 s", "2.4 s"; empty for no duration

} // namespace vrft::ui
