// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class KnowledgeModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void what_is_typed_is_shown_at_once_and_stored_by_commit();
    void an_edit_that_says_the_same_isnt_stored();
    void a_refused_edit_stores_nothing_says_why_and_holds_up_no_other();
    void pictures_older_than_an_order_are_not_taken();
    void the_pieces_of_the_prompt_are_the_bytes_of_the_prompt();
    void changes_between_versions_name_the_words();
    void starter_packs_are_drafts_of_valid_tasks();
    void drafts_are_kept_beside_the_workspace();
};
