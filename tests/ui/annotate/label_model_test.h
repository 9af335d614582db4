// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The logic of labelling, without widgets and without a store.
#pragma once

#include <QObject>

class LabelModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_class_becomes_one_edit_with_label_and_grade();
    void the_same_class_again_is_no_edit();
    void a_box_before_a_label_waits_for_it();
    void a_draft_waits_for_its_image();
    void boxes_change_one_at_a_time();
    void reasoning_and_attributes_belong_to_the_chosen_box_or_the_image();
    void an_answer_to_an_earlier_edit_takes_nothing_back();
    void localisation_says_none_or_boxes();
    void each_reader_has_their_own_label();
    void next_unlabelled_goes_on_from_here_and_around();
    void next_unlabelled_stays_among_what_is_read_in_its_order();
    void a_large_library_is_counted_elsewhere_and_edits_meanwhile_are_in();
    void what_is_done_is_passed_over();
};
