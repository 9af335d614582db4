// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Review beside the readers' own labels: who disagrees, exemplars, hidden marks, tags, the badge, the table
// of verdicts.
#pragma once

#include <QObject>

class ReviewLabelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void space_held_hides_all_marks();
    void tags_of_boxes_that_nearly_coincide_stand_apart();
    void the_badge_is_what_waits_in_the_queue_shown();
    void readers_who_disagree_with_the_model_have_a_queue();
    void a_reasoning_becomes_the_exemplar_of_ones_own_label();
    void verdicts_are_written_as_a_table();
};
