// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Looks for everything that makes a dataset's figures false: leaks between splits, changed pixels, wrong
// hashes.
//
// Never changes a dataset and never throws for what it looks for: trouble is a list. Thread rule: pure
// functions.
#pragma once

#include "core/dataset/dataset.h"
#include "core/error.h"

#include <filesystem>
#include <string>
#include <vector>

namespace vrft {

struct DatasetFinding {
    std::string kind; // stable word, e.g. "patient_overlap"
    std::string text; // one line: what and where
    ErrorCode code = ErrorCode::Mismatch;
    std::string next;                 // what to do
    std::vector<std::string> samples; // ids concerned, if any
};

// What readDataset refuses, as a list: needs no decoding. `dataset` is filled as far as the files allow.
std::vector<DatasetFinding> inspectDataset(const std::filesystem::path& folder, Dataset& dataset);

// inspectDataset and a decoding of every image: changed or unreadable pixels, equal pixels in two splits or
// of two patients, images of another size than written.
std::vector<DatasetFinding> checkDataset(const std::filesystem::path& folder);
Json findingToJson(const DatasetFinding& finding);

// {"equal", "hash": [2], "samples": [2], "task": [changed keys], "added": [ids], "removed": [ids],
// "changed": [{"id", "changes": [{"key", "from", "to"}]}], "regrouped": [ids]}.
// Samples are matched by id and pixels, then by pixels, then by id; patients are compared as groups, since
// their names depend on the workspace.
Json diffDatasets(const Dataset& before, const Dataset& after);

} // namespace vrft
