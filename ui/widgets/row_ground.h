// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is under every row that a delegate paints: chosen or under the pointer, the bar at the left of the
// chosen one, the line below.
//
// Thread rule: UI thread.
#pragma once

class QPainter;
class QStyleOptionViewItem;

namespace vrft::ui {

enum class RowEdge {
    Line, // below the row
    Bar,  // at the left of the chosen row, in another colour where the list has the focus
    None
};
void paintRowGround(QPainter& painter, const QStyleOptionViewItem& option, RowEdge edge = RowEdge::Line);

} // namespace vrft::ui
