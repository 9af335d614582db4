// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class KnowledgeWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void a_definition_is_typed_stored_undone_and_undone_after_a_restart();
    void a_synonym_of_two_classes_is_refused_beside_its_field();
    void a_class_with_labels_asks_before_it_is_renamed();
    void a_grade_with_labels_is_changed_with_them_in_one_step();
    void a_credit_is_typed_into_the_table();
    void the_preview_follows_typing_and_is_the_prompt();
    void tokens_are_counted_as_the_engine_counts_them();
    void a_task_goes_out_and_comes_back_the_same();
    void a_new_task_is_made_with_the_keyboard();
    void an_earlier_version_is_shown_and_restored();
    void every_control_has_a_name_a_tool_tip_and_a_place();
    void nothing_is_clipped_in_the_smallest_window();
};

class AskWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void a_suggestion_is_asked_for_shown_and_accepted();
    void a_missing_engine_is_said_in_words();
    void an_answer_nobody_can_use_says_why();
    void the_policy_tuned_last_for_the_task_is_asked();
};
