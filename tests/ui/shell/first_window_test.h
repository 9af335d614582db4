// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The window as a person uses it: mouse and keys, a workspace on disk, a restart.
#pragma once

#include <QObject>

class FirstWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void typing_narrows_the_list_and_enter_goes_into_it();
    void keys_and_wheel_go_through_the_images();
    void a_drag_windows_and_a_preset_brings_it_back();
    void a_length_is_measured();
    void label_box_undo_restart_redo();
    void ten_images_are_labelled_with_keys_only();
    void next_unlabelled_stays_in_the_filtered_list();
    void choosing_a_box_brings_its_reasoning();
    void back_returns_to_the_image_next_came_from();
    void letters_typed_into_a_field_are_no_commands();
    void a_second_window_on_one_workspace_is_refused_in_words();
    void an_empty_workspace_says_what_to_do_and_imports();
    void f6_jumps_and_f11_leaves_only_the_image();
    void the_theme_changes_without_a_restart();
};
