// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Walks over the widgets of every workplace and dialog, in both themes: names, tool tips, tab order; no text
// cut off in the smallest window, whatever the size of text and however long the words. Run at 100, 150 and
// 200 %.
#pragma once

#include <QObject>

class WidgetsWalkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void every_control_has_a_name_and_a_tool_tip();
    void every_control_is_reached_by_tab();
    void tool_buttons_say_their_key();
    void no_text_is_cut_off_in_the_smallest_window();
    void no_text_is_cut_off_where_words_are_longer();
    void no_text_is_cut_off_in_chinese();
    void dialogs_too();
};
