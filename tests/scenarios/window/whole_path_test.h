// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

// From the first start to judged traces, in one go.
class WholePathTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void from_the_sample_to_three_judged_traces_with_the_window_closed_meanwhile();
};
