// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the programs that measure the window share: how long its event loop was held up, what the longest turn
// was spent on, and its memory.
//
// A turn's time is the thread's own work, its wait for a core (both from the kernel's books), and the rest:
// asleep in a lock or a file. What the whole machine stood still for (a virtual one whose cores were taken
// away) counts as work or wait.
//
// Thread rule: UI thread.
#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <string>
#include <unistd.h>

namespace vrft::bench {

inline double threadSeconds() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// How long the calling thread was ready to run and had no core (/proc/thread-self/schedstat); 0 where the
// kernel doesn't tell.
inline double threadWaitSeconds() {
    thread_local const int file = ::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
    std::array<char, 128> text{};
    if (file < 0 || ::pread(file, text.data(), text.size() - 1, 0) <= 0) return 0;
    char* rest = nullptr;
    std::strtoull(text.data(), &rest, 10); // what it ran
    return static_cast<double>(std::strtoull(rest, nullptr, 10)) * 1e-9;
}

// A line of /proc/self/status, in MB.
inline double statusMegabytes(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name)) return std::stod(line.substr(name.size())) / 1024;
    return 0;
}
inline double peakMegabytes() {
    return statusMegabytes("VmHWM:");
}
inline double residentMegabytes() {
    return statusMegabytes("VmRSS:");
}

// Looks at the event loop every 2 ms.
class Watchdog {
public:
    Watchdog() {
        timer_.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] { look(); });
        begin();
        timer_.start(2);
    }
    void begin() {
        longest = {};
        processor_ms = 0;
        over50 = 0;
        next();
    }
    void look() {
        Turn turn;
        turn.wall_ms = static_cast<double>(clock_.nsecsElapsed()) * 1e-6;
        turn.processor_ms = (threadSeconds() - processor_) * 1000;
        turn.waited_ms = (threadWaitSeconds() - waited_) * 1000;
        if (turn.wall_ms > longest.wall_ms) longest = turn;
        processor_ms = std::max(processor_ms, turn.processor_ms);
        over50 += turn.wall_ms > 50 ? 1 : 0;
        next();
    }
    void tell(const char* what) {
        look();
        std::printf("%-34s blocked at most %6.1f ms (of these at work %.1f, without a core %.1f), "
                    "processor at most %.1f ms, %d times over 50 ms\n",
                    what, longest.wall_ms, longest.processor_ms, longest.waited_ms, processor_ms, over50);
        std::fflush(stdout);
        begin();
    }

    struct Turn {
        double wall_ms = 0;
        double processor_ms = 0;
        double waited_ms = 0; // without a core
    };
    Turn longest;
    double processor_ms = 0; // of any turn
    int over50 = 0;

private:
    void next() {
        processor_ = threadSeconds();
        waited_ = threadWaitSeconds();
        clock_.start();
    }

    QTimer timer_;
    QElapsedTimer clock_;
    double processor_ = 0;
    double waited_ = 0;
};

// The event loop as a window runs it, asleep between events; a Watchdog's timer wakes it to ask again.
inline void turn(const std::function<bool()>& until) {
    while (!until())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

} // namespace vrft::bench
