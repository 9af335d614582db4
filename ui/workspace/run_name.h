// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The name of a run as people read it: its folder's begins with the time it was made.
//
// Thread rule: pure functions.
#pragma once

#include <QString>
#include <string>

namespace vrft::ui {

// Without "YYYYMMDD-HHMMSS-" in front, on one line, harmless.
QString shortRunName(const std::string& name);
// That time, or nothing: "11-26 02:00".
QString runTime(const std::string& folder);

} // namespace vrft::ui
