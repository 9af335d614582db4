// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Freezes what a workspace knows about a task into a dataset: accepted annotations, their images rendered,
// the splits of a plan, patients under pseudonyms. The map back to the images stays in the workspace.
//
// Images that can't be rendered or that the plan doesn't know are left out and said, never replaced.
// Errors: as DatasetWriter; NotFound for an unknown task or plan. Thread rule: the workspace's thread.
#pragma once

#include "imaging/dataset_writer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace vrft {

class Workspace;

struct FreezeOptions {
    std::string task;
    std::string plan = "main";
    std::string name;                         // empty: the task's id
    std::optional<std::filesystem::path> out; // the dataset's folder; none: in the workspace
    std::string program;
    std::function<void(std::size_t done, std::size_t all)> onProgress;
};

struct LeftOut {
    std::string source;
    std::string reason;
};

struct FreezeReport {
    FrozenDataset frozen;
    std::vector<LeftOut> leftOut;
    // Images with another reader's label or grade than the accepted one, which is the sample's: the first
    // reader's until another is accepted.
    std::int64_t disagreements = 0;
};

FreezeReport freezeDataset(Workspace& workspace, const FreezeOptions& options);

} // namespace vrft
