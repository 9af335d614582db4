// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Charts by mouse and keys: what stands where the pointer is, pins, zoom, table; and their axes.
#pragma once

#include <QObject>

class ChartTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void an_axis_has_few_round_labels_and_only_grows();
    void pixel_columns_keep_every_extreme();
    void a_mean_looks_back_fifteen_steps();
    void hovering_reads_the_value_of_that_step_in_every_chart();
    void a_click_pins_and_another_lets_go();
    void arrow_keys_walk_over_steps_with_values();
    void the_wheel_zooms_all_charts_and_0_shows_the_run_again();
    void t_shows_the_values_as_a_table();
    void a_double_click_asks_for_the_answers_of_the_step();
    void the_first_chart_is_held_out_with_interval_and_majority();
    void where_all_is_well_has_a_quiet_ground_and_words();
    void a_resume_is_marked_and_what_it_took_back_is_dimmed();
    void labels_lie_beside_curves_and_beside_each_other();
    void no_tool_tip_lies_on_curves();
};
