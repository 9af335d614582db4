// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The command palette by keys alone: actions, workplaces, workspaces and patients; and what typed letters
// mean.
#pragma once

#include <QObject>

class PaletteTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void words_beginnings_and_initials_fit_in_that_order();
    void accents_and_case_dont_matter();
    void typing_enter_does_it_and_the_focus_comes_back();
    void arrow_keys_choose_and_pass_what_cant_be_done();
    void escape_leaves_everything_as_it_was();
    void a_patient_is_found_by_number_and_opened();
    void the_field_of_the_top_bar_opens_it_by_mouse();
    void another_workspace_is_opened_by_name();
    void what_cant_be_done_says_why();
};
