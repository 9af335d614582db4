// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is under every row that a delegate paints: chosen, under the pointer, and the line below it.
//
// Thread rule: UI thread.
#pragma once

class QPainter;
class QStyleOptionViewItem;

namespace vrft::ui {

void paintRowGround(QPainter& painter, const QStyleOptionViewItem& option);

} // namespace vrft::ui
