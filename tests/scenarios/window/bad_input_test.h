// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

// A workspace with two runs in which something is missing, damaged or strange, opened in the whole window:
// words on the page they belong to, and the rest stays usable.
class BadInputTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void a_run_of_a_newer_format_is_said_in_training_and_review();
    void torn_lines_are_counted_and_passed_over();
    void a_deleted_policy_is_said_where_it_is_missed();
    void a_deleted_dataset_leaves_the_answers();
    void without_an_engine_everything_else_works();
    void an_engine_that_dies_at_once_is_quoted();
    void a_heartbeat_of_four_hours_ago_is_a_run_that_stopped();
    void a_clock_set_back_keeps_edits_in_their_order();
    void markup_and_control_characters_of_a_model_stay_text();
    void a_display_without_opengl_is_enough();
};
