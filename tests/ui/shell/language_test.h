// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The window in Chinese: the translation is whole, and changing the language keeps what is open and shown.
#pragma once

#include <QObject>

class LanguageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void every_text_is_translated_with_what_is_put_into_it();
    void the_system_says_the_first_language();
    void names_of_edits_are_told_in_the_language_spoken();
    void the_status_bar_changes_it_and_everything_stays();
    void the_chosen_window_and_the_way_back_stay();
    void every_workplace_goes_on_where_it_was();
    void the_settings_come_back_in_the_language_chosen_there();
    void what_would_break_off_keeps_the_language();
    void whatever_is_looked_at_is_translated();
};
