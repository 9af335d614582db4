// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the thresholds of alarms are called and from where on each of them speaks.
//
// Keys are those of `health` (core/run/health_thresholds.h); an unknown one has no words. Thread rule: pure
// functions.
#pragma once

#include "core/run/health_thresholds.h"

#include <QString>
#include <string_view>

namespace vrft::ui {

QString thresholdName(std::string_view key);    // "answers cut off"
QString thresholdMeaning(std::string_view key); // "Above this share of answers as long as they may be."

// How many are other than usual.
int changedThresholds(const HealthThresholds& thresholds);

} // namespace vrft::ui
