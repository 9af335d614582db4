// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The viewer in the window, on series with geometry.
#pragma once

#include <QObject>

class ViewerWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void slices_come_in_the_order_of_their_places();
    void a_localiser_is_a_stack_of_its_own();
    void the_four_series_tell_what_is_unusual();
    void two_series_scroll_together_by_millimetres();
    void the_active_pane_has_its_own_window_and_strip();
    void the_strip_opens_a_series_side_by_side();
    void nothing_of_another_patient_stays_beside();
    void the_tags_of_the_image_are_filtered_and_copied();
    void measurements_stay_with_their_image();
    void a_killed_decoding_child_costs_nothing_but_its_own_frame();
};
