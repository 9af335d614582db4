// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The viewer without studies: values, windows, measures, the mouse and the keys.
#pragma once

#include <QObject>

class ViewerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_table_gives_what_the_standard_computes();
    void inverting_turns_grey_round();
    void a_table_is_made_anew_whenever_values_mean_something_else();
    void lengths_and_regions_measure_in_millimetres();
    void zoom_keeps_the_pixel_under_the_pointer();
    void frames_beyond_the_budget_are_forgotten_oldest_first();
    void trouble_with_a_frame_is_told_in_words();
    void a_killed_child_is_told_and_the_next_frame_has_a_new_one();
    void a_missing_decoding_program_is_told_in_words();
    void a_frame_looks_as_the_display_pipeline_has_it();
    void a_right_drag_changes_window_and_level();
    void the_wheel_steps_and_ctrl_wheel_zooms();
    void a_box_is_drawn_moved_by_its_handle_by_keys_and_removed();
    void a_drag_with_the_length_tool_measures();
    void escape_abandons_a_box();
    void the_read_out_tells_place_and_value();
    void space_held_over_view_or_list_hides_marks();
    void tags_find_a_place_of_their_own();
};
