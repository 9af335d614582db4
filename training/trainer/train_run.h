// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Trains a run folder from where it is to its end: starts it, or resumes it from its newest sound checkpoint.
//
// Everything a run does is in its folder; this call only adds to it. It refuses a folder another engine works
// on, datasets or a policy whose hashes differ from the recorded ones. It doesn't make run folders, print, or
// judge the machine's BLAS. A run killed at any moment goes on as if it hadn't been, bit for bit (same
// binary, machine, threads). Thread rule: one run per process at a time; it sets LibTorch's thread count.
// Errors: vrft::Error after a `failed` event; nothing half-written.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/json.h"

namespace vrft {

class Ranks;

struct TrainProgress {
    int step = 0;
    int totalSteps = 0;
    std::string stage;
    const Json* metrics = nullptr; // the line just written to metrics.jsonl; valid during the call
    std::string text;              // an event, in words, when `metrics` is null
};

struct TrainOptions {
    std::map<std::string, std::filesystem::path>
        datasets; // other places with equal hashes, by name in run.json
    std::optional<std::filesystem::path> policy;
    std::optional<std::string> device; // training/device.h; none: the one run.json names
    // The engines that train this run together, this one among them; null: this one alone. Every rank calls
    // trainRun on the same folder; the first one writes it and is the one that progress is told to. A rank
    // that fails or dies ends the others in words.
    Ranks* ranks = nullptr;
    bool handleSignals = true;           // SIGINT, SIGTERM: stop after the step; a second one at once
    std::function<bool()> stopRequested; // asked after every step, beside signals and control.json
    std::function<void(const TrainProgress&)> progress;
    std::chrono::milliseconds retryAfter{500}; // while the disk is full or the run is paused
};

struct TrainOutcome {
    enum class End { Finished, Stopped };
    End end = End::Finished;
    int step = 0; // of the newest checkpoint
    int totalSteps = 0;
    std::string text; // one line, for people
};

TrainOutcome trainRun(const std::filesystem::path& run, const TrainOptions& options = {});

} // namespace vrft
