// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/thread_share.h"

#include <sched.h>
#include <sys/resource.h>

namespace vrft::ui {

void workInBackground() {
    constexpr int kTenthOfAShare = 10;
    workInBatches();
    ::setpriority(PRIO_PROCESS, 0, kTenthOfAShare); // Linux: of this thread
}

void workInBatches() {
    const sched_param none{};
    ::sched_setscheduler(0, SCHED_BATCH, &none);
}

} // namespace vrft::ui
