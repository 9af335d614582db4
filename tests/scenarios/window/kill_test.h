// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

// SIGKILL of window and engine at random points of the path. VRFT_WINDOW_KILLS sets how many (10),
// VRFT_KILL_SEED where they fall; scripts/soak asks for more.
class KillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothing_confirmed_is_lost_and_the_run_ends_as_the_unbroken_one();
};
