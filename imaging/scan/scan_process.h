// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A scanning child as a process: requests out, lines and bytes in, with a watch on its silence. Internal to
// imaging/scan.
//
// Silence is counted in waits, not by the clock: a machine that slept, or a parent that was busy, isn't the
// child's fault. Errors: ChildGone when it died, stalled or talked nonsense; Error(Cancelled). Thread rule:
// one thread.
#pragma once

#include "imaging/child/spawned_child.h"
#include "imaging/scan/scan_child.h"

namespace vrft {

struct ChildGone {
    std::string reason; // in words, about the file it was working on
};

class ScanProcess {
public:
    ScanProcess(const ScanProgram& program, const std::function<bool()>& cancelled);

    void request(const std::string& file, std::size_t skip, bool decode); // goes out with push()
    void push();                 // sends what can be sent without waiting; waiting for answers does so too
    std::string_view nextLine(); // without the line break; valid until the next call
    // At most `count` bytes, at least one.
    std::span<const std::uint8_t> nextBytes(std::uint64_t count);

private:
    void fill(); // waits for more
    [[noreturn]] void gone();
    [[noreturn]] void stalled();

    const ScanProgram& program_;
    const std::function<bool()>& cancelled_;
    SpawnedChild child_;
    std::string outgoing_;
    std::vector<char> received_; // what one call takes from the socket
    std::string incoming_;
    std::size_t taken_ = 0; // of incoming_
    double quiet_s_ = 0;
};

} // namespace vrft
