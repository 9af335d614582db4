// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class DatasetsWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void an_equal_draft_is_already_frozen();
    void an_image_left_out_by_hand_makes_a_new_version();
    void a_plan_is_made_by_dragging_and_frozen_with();
    void a_class_missing_in_a_split_disables_freezing_in_words();
    void look_shows_the_images_and_a_double_click_opens_the_study();
    void choices_are_remembered_and_a_wrong_date_says_so();
    void labels_are_exported_as_the_command_line_does();
    void a_deleted_dataset_shows_words_and_the_rest_stays_usable();
    void two_versions_are_compared();
    void labelling_goes_on_while_a_dataset_is_frozen();
    void an_empty_page_says_the_next_step();
    void every_control_has_a_name_a_tip_and_a_place_in_the_tab_order();
};
