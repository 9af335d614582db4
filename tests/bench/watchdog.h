// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the programs that measure the window share: how long its event loop was held up, and its memory.
//
// Thread rule: UI thread.
#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>

namespace vrft::bench {

inline double threadSeconds() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
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
        clock_.start();
        processor_ = threadSeconds();
        wall_ms = processor_ms = 0;
        over50 = 0;
    }
    void look() {
        const double wall = static_cast<double>(clock_.nsecsElapsed()) * 1e-6;
        const double now = threadSeconds();
        const double used = (now - processor_) * 1000;
        wall_ms = std::max(wall_ms, wall);
        processor_ms = std::max(processor_ms, used);
        over50 += wall > 50 ? 1 : 0;
        clock_.start();
        processor_ = now;
    }
    void tell(const char* what) {
        look();
        std::printf("%-34s blocked at most %6.1f ms (processor %6.1f ms), %d times over 50 ms\n", what,
                    wall_ms, processor_ms, over50);
        std::fflush(stdout);
        begin();
    }

    double wall_ms = 0;
    double processor_ms = 0;
    int over50 = 0;

private:
    QTimer timer_;
    QElapsedTimer clock_;
    double processor_ = 0;
};

// The event loop as a window runs it, asleep between events; a Watchdog's timer wakes it to ask again.
inline void turn(const std::function<bool()>& until) {
    while (!until())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

} // namespace vrft::bench
