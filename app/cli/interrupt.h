// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Ctrl-C (SIGINT) and SIGTERM as a wish that work looks for, with a deadline.
//
// For work whose state on disk is sound at every moment: when it hasn't ended `grace` after the signal, the
// process says its last words and ends with code 1 as it is. One object at a time; restores what was before.
// Thread rule: main thread.
#pragma once

#include <chrono>
#include <string>

namespace vrft::cli {

class Interrupt {
public:
    Interrupt(std::chrono::milliseconds grace, const std::string& lastWords);
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    static bool asked();
};

} // namespace vrft::cli
