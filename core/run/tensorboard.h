// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A run for TensorBoard: its figures, and if wished some held-out answers, as event files.
//
// OUT/RUNFOLDER/events.out.tfevents.CREATED.vrftaug; a run of several stages has a folder a stage, since
// their figures speak of different datasets. Each file is written anew and put in place by a rename: nothing
// is appended, nothing else in OUT is touched, and records that a resume has superseded are left out. Figures
// of the final test stand under `test/` at the step of the checkpoint they are of. Errors: Error naming run
// or file. Thread rule: any; reads the whole metrics file, so not the UI's.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace vrft {

struct TensorboardOptions {
    int answers = 0; // held-out samples whose greedy answers are shown at every evaluation, as text
};

struct TensorboardExport {
    std::vector<std::filesystem::path> files;
    std::size_t scalars = 0; // values written
    std::size_t texts = 0;
};

// All runs are read before anything is written. Refuses two runs whose folders have one name, and one without
// a step.
TensorboardExport exportTensorboard(std::span<const std::filesystem::path> runs,
                                    const std::filesystem::path& out, const TensorboardOptions& options = {});

} // namespace vrft
