// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Every widget of the window: a name for those who can't see it, a tool tip, a place in the tab order.
#pragma once

#include <QObject>

class WidgetsWalkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_control_has_a_name_and_a_tool_tip();
    void every_control_is_reached_by_tab();
    void tool_buttons_say_their_key();
    void no_label_is_clipped_in_its_smallest_window();
};
