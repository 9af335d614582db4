// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a run's page is told from the files of its folder: state, steps, alarms, figures, answers.
#pragma once

#include <QObject>

class RunWatchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_state_comes_from_the_process_the_beat_and_the_queue();
    void a_heartbeat_of_another_boot_is_dead_after_fifteen_seconds_of_ours();
    void a_heartbeat_that_is_four_hours_old_and_a_clock_set_back_change_no_state();
    void a_silent_engine_is_told_from_one_that_is_gone();
    void a_newer_format_is_said_and_nothing_else_is_asked_of_the_run();
    void torn_lines_are_counted_and_the_rest_is_shown();
    void what_a_resume_took_back_is_left_out();
    void alarms_of_one_kind_are_one_and_stay_dismissed();
    void a_full_disk_is_a_caution_and_a_wanted_pause_is_none();
    void seconds_a_step_leave_pauses_and_set_clocks_out();
    void answers_are_one_an_image_and_the_wrong_ones_are_wrong();
    void an_answer_stands_beside_the_reference_of_its_own_stage();
    void answers_of_a_step_are_found_without_an_index();
    void a_run_without_answers_and_a_deleted_dataset_leave_the_rest_usable();
    void model_text_with_control_characters_is_shown_harmlessly();
};
