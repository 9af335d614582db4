// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window calls a reward, everywhere.
//
// Thread rule: any.
#pragma once

#include <QString>
#include <string>

namespace vrft::ui {

// "Fuzzy grade" for "fuzzy_grade" (formats.md §5); one it doesn't know by its own name, made harmless.
QString rewardName(const std::string& reward);

} // namespace vrft::ui
