// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The browser's rows, without a view.
#pragma once

#include <QObject>

class StudyTreeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_patient_with_one_study_unfolds_into_series();
    void every_word_of_the_filter_must_occur();
    void names_are_shown_as_people_write_them();
    void chips_narrow_by_modality_and_by_missing_labels();
    void columns_sort_patients();
    void an_image_is_found_again();
    void a_row_is_found_at_its_own_level();
};
