// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Runs compared in the Training workplace, and a finished run's test result, by mouse and keys.
#pragma once

#include <QObject>

class CompareTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void two_runs_marked_by_hand_stand_beside_each_other();
    void wins_and_losses_open_in_review_by_keys_and_mouse();
    void the_other_pair_is_compared_by_key();
    void too_few_cases_are_said_so();
    void runs_of_other_data_say_what_can_still_be_compared();
    void a_run_without_answers_and_one_that_is_gone_are_said();
    void curves_lie_over_working_time_by_one_click();
    void right_answers_are_judged_by_their_reasons();
    void the_chosen_run_is_taken_in_by_its_key();
    void a_finished_run_shows_its_test_result();
    void a_small_window_stacks_the_cards();
};
