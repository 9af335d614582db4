// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What surrounds the studies: keys, settings, sample, Trash, backups, recent workspaces.
#pragma once

#include <QObject>

class WorkspaceWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void a_key_is_changed_kept_and_shown_everywhere();
    void a_key_that_is_taken_is_refused_in_words();
    void keys_go_back_to_what_they_were();
    void the_sample_is_made_by_a_child_and_opened();
    void a_sample_that_is_stopped_leaves_nothing();
    void a_patient_goes_into_the_trash_and_comes_back();
    void a_run_in_the_trash_is_put_back();
    void going_into_the_trash_is_undone_by_key();
    void an_undo_from_another_workplace_first_shows_what_it_undoes();
    void a_backup_is_verified_and_restored_with_the_present_kept();
    void typed_text_is_stored_after_the_time_set();
    void measurements_are_kept_undone_and_a_reader_s_own();
    void the_last_image_has_no_next();
    void workspaces_opened_before_are_offered();
};
