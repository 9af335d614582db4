// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Imports in the window: edits meanwhile, pause, stop, again, and those that were cut off.
#pragma once

#include <QObject>

class ImportWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void studies_appear_and_labels_are_stored_while_it_goes_on();
    void a_pause_holds_it_and_going_on_ends_it();
    void stop_keeps_what_is_stored_and_again_brings_the_rest();
    void unreadable_files_are_tried_again_alone();
    void an_import_left_by_closing_is_offered_and_gone_on_with();
    void an_import_left_alone_is_not_offered_again();
    void the_ledger_of_yesterday_opens_and_is_saved();
    void a_published_set_is_told_before_it_is_brought_in();
    void a_set_that_cannot_be_read_is_refused_without_a_question();
};
