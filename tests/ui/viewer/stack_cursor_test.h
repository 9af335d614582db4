// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Stacks without a view: order, several stacks, the second axis.
#pragma once

#include <QObject>

class StackCursorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sorting_keeps_the_image_looked_at();
    void several_stacks_are_opened_one_by_one_and_found_by_image();
    void a_stack_in_four_dimensions_has_a_second_axis();
    void stacks_that_lack_or_repeat_frames_are_left_out();
    void cautions_are_told_where_they_mean_something();
};
