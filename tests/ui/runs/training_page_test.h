// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The Training workplace in the window: runs chosen, directed and brought back, by mouse and keys; with the
// engine itself where it is built.
#pragma once

#include <QObject>

class TrainingPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runs_are_listed_by_what_they_do_and_the_chosen_one_is_shown();
    void an_alarm_shows_examples_and_is_dismissed_with_the_readers_name();
    void alarms_are_chosen_by_key_and_mouse_and_lead_to_their_examples();
    void pause_and_stop_are_orders_the_engine_finds();
    void a_run_gets_another_name_by_key();
    void a_run_is_exported_for_tensorboard();
    void runs_of_one_name_are_told_apart_by_what_was_chosen();
    void a_run_goes_into_the_trash_after_a_question_and_comes_back();
    void a_run_that_is_held_or_waits_stays();
    void without_the_engine_a_start_says_so();
    void an_engine_that_is_slow_to_start_is_no_trouble();
    void an_engine_that_dies_at_once_is_told_from_one_that_works();
    void a_killed_engine_stops_answering_and_its_run_resumes();
};
