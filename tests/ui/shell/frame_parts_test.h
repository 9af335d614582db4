// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What stands around the workplaces: status bar, use of the disk, log, engine and machine in words, settings.
#pragma once

#include <QObject>

class FramePartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void a_run_stands_in_the_status_bar_while_it_goes_on();
    void long_words_of_the_status_bar_are_cut_and_said_in_full();
    void disk_use_offers_neither_best_nor_newest_checkpoint();
    void nothing_of_a_run_being_trained_is_offered_or_removed();
    void a_file_with_two_names_counts_once();
    void half_made_folders_are_offered_only_when_old();
    void the_log_rotates_and_shows_control_characters_harmlessly();
    void the_log_viewer_filters_and_copies();
    void the_engines_answer_is_told_in_sentences();
    void physical_cores_are_told_from_threads();
    void an_engine_is_chosen_and_checked();
    void text_grows_at_once();
    void old_checkpoints_are_cleaned_by_mouse();
    void about_says_what_it_is_not_for();
};
