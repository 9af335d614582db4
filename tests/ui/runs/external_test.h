// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A run evaluated on another dataset from its page, by mouse and keys, with a program in the engine's place.
#pragma once

#include <QObject>

class ExternalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_finished_run_stands_beside_another_dataset();
    void a_stopped_run_can_be_evaluated_too();
    void refusals_are_words_and_stop_ends_it();
};
