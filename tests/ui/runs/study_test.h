// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A study of strategies in the Training workplace, by mouse and keys.
#pragma once

#include <QObject>
#include <memory>

namespace vrft::test {
class StudyWorld;
}

class StudyTest : public QObject {
    Q_OBJECT
public:
    StudyTest();
    ~StudyTest() override;

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void a_study_is_chosen_by_hand_and_goes_into_the_queue();
    void what_cant_be_is_said_before_it_is_started();
    void the_table_fills_with_figures_intervals_and_states();
    void a_strategys_run_opens_by_keys_and_by_mouse();
    void stop_and_resume_take_the_runs_out_of_the_queue_and_put_them_in_again();
    void table_and_figure_go_to_the_clipboard();
    void troubles_are_words();
    void forecasts_go_by_runs_of_before();
    void a_study_trained_by_the_engine_shows_its_table_in_a_window_opened_later();

private:
    std::unique_ptr<vrft::test::StudyWorld> world_;
};
