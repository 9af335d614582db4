// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The left of Review by mouse and keys: queues and their counts, search inside and outside them; and what an
// answer named.
#pragma once

#include <QObject>

class ReviewQueuesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void queues_count_what_they_name();
    void words_are_found_in_the_queue_chosen_and_it_says_so();
    void what_was_judged_has_a_queue_the_newest_first();
    void what_was_judged_is_in_no_first_list();
    void a_value_that_the_attribute_cant_have_is_said_so();
    void test_answers_are_read_and_not_judged();
    void a_class_renamed_since_is_told();
    void words_are_found_in_all_runs_and_enter_goes_into_the_list();
};
