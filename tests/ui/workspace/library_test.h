// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The picture of the library: brought up to date bit by bit, sharing what didn't change.
#pragma once

#include <QObject>

class LibraryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void what_comes_later_is_added_and_the_rest_is_shared();
    void what_went_into_the_trash_is_gone_after_starting_over();
    void a_series_whose_images_were_all_in_the_trash_comes_back_with_a_new_one();
    void images_are_found_by_their_number();
    void classes_renamed_since_are_named_and_the_rest_is_counted();
    void stages_have_words();
    void threads_step_behind_the_window();
    void edits_do_not_wait_until_a_library_is_read();
};
