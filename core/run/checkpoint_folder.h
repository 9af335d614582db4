// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Checkpoints as folders published by rename (formats.md §6): written as .tmp-step-NNNNNN with MANIFEST.json,
// every file and the folder synced, renamed, parent synced. After a kill at any moment the newest valid one
// loads.
//
// Doesn't know what the files hold: the trainer hands in a function per file. Sync the growing files first
// (RunWriter::syncedOffsets) and pass its result as `offsets`.
// Thread rule: one writer per run (the engine, under its RunLock); readers need nothing. The functions may
// run in a background thread. Errors: Error(DiskFull) with the bytes needed, and nothing is left behind;
// earlier checkpoints are untouched by a failed write.
#pragma once

#include "core/json.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

struct CheckpointFile {
    std::string name; // one path component
    std::uint64_t bytes = 0;
    std::string sha256;
    bool operator==(const CheckpointFile&) const = default;
};

struct CheckpointManifest {
    int step = 0;
    std::vector<CheckpointFile> files;
    std::map<std::string, std::uint64_t>
        offsets; // bytes of the run's growing files that belong to this state
    bool operator==(const CheckpointManifest&) const = default;
};

// One file to write: `write` makes it at the path it is given; `bytes` is its expected size (for the disk
// check).
struct CheckpointPart {
    std::string name;
    std::uint64_t bytes = 0;
    std::function<void(const std::filesystem::path&)> write;
};

// Bytes a checkpoint of these parts needs on disk, manifest included.
std::uint64_t checkpointBytes(std::span<const CheckpointPart> parts);

using FreeBytes = std::function<std::uint64_t(const std::filesystem::path&)>;

// Writes and publishes the checkpoint and returns its folder. One of the same step is replaced atomically.
// `freeBytesOf` is asked before the first byte is written (tests hand in their own).
std::filesystem::path writeCheckpoint(const std::filesystem::path& run, int step,
                                      std::span<const CheckpointPart> parts,
                                      const std::map<std::string, std::uint64_t>& offsets,
                                      const FreeBytes& freeBytesOf = {});

struct Checkpoint {
    std::filesystem::path folder;
    CheckpointManifest manifest;
    int step() const { return manifest.step; }
};

// Reads the manifest and verifies every file's size and SHA-256; Error(InvalidFormat | Mismatch) says what is
// wrong.
Checkpoint verifyCheckpoint(const std::filesystem::path& folder);

struct CheckpointSearch {
    std::optional<Checkpoint> found;
    std::vector<std::string>
        skipped; // "step-000050: weights.safetensors has another SHA-256 ...", newest first
};

// The valid checkpoint of the largest step, of those up to `lastStep`.
CheckpointSearch newestValid(const std::filesystem::path& run,
                             int lastStep = std::numeric_limits<int>::max());

struct BestCheckpoint {
    int step = 0;
    double score = 0;
};
std::optional<BestCheckpoint> readBest(const std::filesystem::path& run); // none without best.json
void writeBest(const std::filesystem::path& run, const BestCheckpoint& best);

// The best checkpoint if it is valid, else the newest valid one: what `--policy RUN` means.
CheckpointSearch bestOrNewest(const std::filesystem::path& run);

std::vector<int> checkpointSteps(const std::filesystem::path& run); // ascending, not verified

// Deletes checkpoints older than the newest `keepLast` up to `currentStep`, never the best one and none of a
// later step. A folder leaves by rename first, so half a deletion never looks like a checkpoint. Returns what
// could not be deleted, in words.
std::vector<std::string> pruneCheckpoints(const std::filesystem::path& run, int keepLast, int currentStep);

// Deletes the checkpoints of later steps: the run goes on from `step` another way. As pruneCheckpoints.
std::vector<std::string> removeCheckpointsAfter(const std::filesystem::path& run, int step);

// Removes what a killed writer or pruner left (.tmp-step-*, .old-step-*); call it at the start of the engine,
// under the lock.
void removeStaleCheckpoints(const std::filesystem::path& run);

} // namespace vrft
