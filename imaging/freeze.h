// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Freezes what a workspace knows about a task into a dataset: accepted annotations, their images rendered,
// the splits of a plan, patients under pseudonyms. The map back to the images stays in the workspace.
//
// Images that can't be rendered or that the plan doesn't know are left out and said, never replaced. The
// workspace is asked twice, at the beginning for everything and at the end to remember the dataset; rendering
// and writing happen in between, so that on another thread than the workspace's edits go on meanwhile.
// Errors: as DatasetWriter; NotFound for an unknown task or plan; Cancelled. Thread rule: that of the
// WorkspaceAccess.
#pragma once

#include "core/annotation/annotation.h"
#include "imaging/dataset_writer.h"
#include "imaging/dicom/render_frame.h"
#include "imaging/workspace_access.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace vrft {

struct FreezeOptions {
    std::string task;
    std::string plan = "main";
    std::string name;                         // empty: the task's id
    std::optional<std::filesystem::path> out; // the dataset's folder; none: in the workspace
    std::string program;
    std::optional<std::set<ImageRef>> images; // of the labelled ones only these; none: all
    DisplayWish shown;                        // how frames of grey are mapped
    // Gives what renderFrame gives; empty: renderFrame, in this process.
    std::function<RenderedFrame(const std::filesystem::path&, int frame, const DisplayWish&)> render;
    std::function<void(std::size_t done, std::size_t all)> onProgress;
    std::function<bool()> cancelled; // asked before each image; Error(Cancelled) then, and nothing is left
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

FreezeReport freezeDataset(const WorkspaceAccess& workspace, const FreezeOptions& options);

} // namespace vrft
