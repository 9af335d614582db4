// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A panel that scrolls up and down where it is too high, never sideways, and takes no focus of its own.
//
// Thread rule: UI thread.
#pragma once

class QScrollArea;
class QWidget;

namespace vrft::ui {

QScrollArea* makeScrolling(QWidget* content, QWidget* parent);

} // namespace vrft::ui
