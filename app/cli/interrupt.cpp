// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/interrupt.h"

#include <array>
#include <csignal>
#include <sys/time.h>
#include <unistd.h>

namespace vrft::cli {

namespace {

constexpr std::array kSignals{SIGINT, SIGTERM, SIGALRM};

// What signal handlers may touch.
volatile std::sig_atomic_t wished = 0;
itimerval deadline{};
std::string words;
std::array<struct sigaction, kSignals.size()> before{};

void onSignal(int signal) {
    if (signal == SIGALRM) {
        // The result changes nothing: the process ends.
        [[maybe_unused]] const ssize_t told = ::write(STDERR_FILENO, words.data(), words.size());
        ::_exit(1);
    }
    if (wished == 0) ::setitimer(ITIMER_REAL, &deadline, nullptr);
    wished = 1;
}

} // namespace

Interrupt::Interrupt(std::chrono::milliseconds grace, const std::string& lastWords) {
    wished = 0;
    words = lastWords + "\n";
    deadline = {};
    deadline.it_value.tv_sec = static_cast<time_t>(grace.count() / 1000);
    deadline.it_value.tv_usec = static_cast<suseconds_t>(grace.count() % 1000 * 1000);
    struct sigaction action {};
    action.sa_handler = onSignal;
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        ::sigaction(kSignals[i], &action, &before[i]);
}

Interrupt::~Interrupt() {
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        if (kSignals[i] != SIGALRM || wished == 0) ::sigaction(kSignals[i], &before[i], nullptr);
}

bool Interrupt::asked() {
    return wished != 0;
}

} // namespace vrft::cli
