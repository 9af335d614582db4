// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class DatasetDraftTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void filters_say_why_an_image_is_no_sample();
    void a_choice_survives_being_written_down();
    void a_class_missing_in_a_split_is_in_the_way_until_it_is_left_out();
    void identical_pictures_in_two_splits_are_in_the_way_until_one_is_left_out();
    void boxes_without_area_or_outside_are_found();
    void readers_who_differ_are_told();
    void a_new_plan_places_every_patient_as_it_will();
    void what_changed_since_the_version_before_is_counted();
    void an_official_plan_keeps_what_was_published();
    void a_frozen_folder_that_is_gone_is_a_version_with_words();
};
