// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Fills a workspace with the sample: phantom patients imported as DICOM, three tasks with knowledge,
// annotations from the phantoms' truth (reader `phantom`), three frozen datasets, the shipped policies.
//
// Every step is the one a user's own data go through; a second call finds everything present. A shipped
// policy that isn't there is left out and said. Errors: as the steps. Thread rule: the workspace's thread.
#pragma once

#include "core/store/plans.h"
#include "imaging/importer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace vrft {

class Workspace;

struct SampleOptions {
    int patients = 300;
    std::uint64_t seed = 1;
    std::filesystem::path knowledge; // folder with severity.json, malignancy.json, lesion.json
    std::filesystem::path policies;  // folder with base/, severity-start/, malignancy-start/; may be absent
    std::string program;             // goes into the datasets' `made`
    std::function<void(const std::string&)> onProgress;
};

struct SampleReport {
    ImportLedger ledger;
    std::map<std::string, std::filesystem::path> datasets; // by task
    std::map<std::string, std::filesystem::path> policies; // by name
    std::vector<std::string> missingPolicies;
};

// Refuses a number of patients that would leave a split of `plan` empty, before anything is made.
void checkSamplePatients(const SplitPlan& plan, const SampleOptions& options);

SampleReport fillSampleWorkspace(Workspace& workspace, const SampleOptions& options);

} // namespace vrft
