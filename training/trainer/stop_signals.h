// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// SIGINT and SIGTERM as a wish: the first one asks the engine to stop after the step, the second one at once.
//
// Stopping at once is safe too: it leaves what a kill leaves. Thread rule: at most one object at a time, made
// and destroyed by one thread; count() from any thread.
#pragma once

#include <csignal>

namespace vrft {

class StopSignals {
public:
    StopSignals();
    ~StopSignals(); // puts the earlier handlers back
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    static int count(); // signals since the object was made

private:
    struct sigaction interrupt_ {};
    struct sigaction terminate_ {};
};

} // namespace vrft
