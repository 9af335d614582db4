// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Review by mouse and keys in the window: verdicts that survive, blindness, what is broken.
#pragma once

#include <QObject>

class ReviewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void the_newest_run_opens_at_its_last_evaluation();
    void three_traces_are_judged_by_keys_undone_and_there_after_a_restart();
    void a_comment_is_stored_without_a_save();
    void a_click_in_the_group_or_the_strip_goes_there();
    void a_box_named_in_the_text_lights_on_the_image_and_back();
    void blind_nothing_tells_reward_reference_run_or_step();
    void model_text_is_shown_as_text();
    void the_prompt_is_the_engines();
    void a_verdict_on_a_text_that_changed_says_so();
    void links_open_their_trace_and_a_deleted_run_is_told();
    void a_dataset_that_is_gone_leaves_the_text();
    void a_damaged_index_is_made_anew_while_one_works();
    void a_second_reader_has_verdicts_of_their_own();
    void every_control_has_a_name_a_tool_tip_and_a_place_in_the_order();
    void nothing_is_clipped_in_the_smallest_window();
};
