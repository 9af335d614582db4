// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Finds the decoding child of this program, to kill it.
#pragma once

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace vrft::test {

// A process `vrftaug-data` whose parent we are; 0: none.
inline pid_t decodingChild() {
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        std::ifstream file(entry.path() / "stat"); // "123 (name) state parent ..."
        pid_t id = 0;
        pid_t parent = 0;
        std::string name;
        char state = 0;
        if (file >> id >> name >> state >> parent && parent == ::getpid() && name == "(vrftaug-data)" &&
            state != 'Z')
            return id;
    }
    return 0;
}

} // namespace vrft::test
