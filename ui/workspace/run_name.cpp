// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/run_name.h"

#include "ui/widgets/text.h"

#include <algorithm>
#include <string_view>

namespace vrft::ui {

namespace {

constexpr qsizetype kLongestRunName = 120;

bool beginsWithTime(const std::string& name) {
    if (name.size() < 17 || name[8] != '-' || name[15] != '-') return false;
    return std::all_of(name.begin(), name.begin() + 15,
                       [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
}

} // namespace

QString shortRunName(const std::string& name) {
    return harmlessLine(qs(std::string_view(name).substr(beginsWithTime(name) ? 16 : 0)), kLongestRunName);
}

QString runTime(const std::string& folder) {
    if (!beginsWithTime(folder)) return {};
    return QStringLiteral("%1-%2 %3:%4")
        .arg(qs(folder.substr(4, 2)), qs(folder.substr(6, 2)), qs(folder.substr(9, 2)),
             qs(folder.substr(11, 2)));
}

} // namespace vrft::ui
