// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The engines that work in a workspace of a test, and a run trained again without a break.
#pragma once

#include <filesystem>
#include <sys/types.h>
#include <vector>

namespace vrft::test {

// Processes whose command line names something in a folder; ended with the object, so that a test that failed
// leaves none behind.
class EnginesOf {
public:
    explicit EnginesOf(std::filesystem::path folder)
        : folder_(std::move(folder)) {}
    ~EnginesOf() { endAll(); }
    EnginesOf(const EnginesOf&) = delete;
    EnginesOf& operator=(const EnginesOf&) = delete;
    std::vector<pid_t> processes() const; // of vrftaug-engine
    void endAll() const;

private:
    std::filesystem::path folder_;
};

// A run beside `run` with the same run.json, trained to its end in one go; its folder. An empty one where
// that failed.
std::filesystem::path trainTwin(const std::filesystem::path& run);

} // namespace vrft::test
