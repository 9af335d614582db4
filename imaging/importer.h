// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Brings DICOM objects into a workspace, from files or made in memory. Files are copied into the store in
// batches (at most 1000 files or 256 MB, made durable once, then their rows).
//
// Trouble with one file is a row of the ledger, never an exception; the counts add up to `found`. Errors:
// Error for trouble with the workspace itself. Ownership: borrows the workspace. Thread rule: the workspace's
// thread.
#pragma once

#include "core/json.h"
#include "core/store/studies_table.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace vrft {

class Workspace;

enum class ImportState { Stored, Present, Conflict, Unreadable, NotDicom };
std::string_view
importStateName(ImportState state); // "stored", "present", "conflict", "unreadable", "not_dicom"

struct ImportRow {
    std::string source;
    ImportState state = ImportState::Stored;
    std::string reason; // empty for a file without trouble
};

struct ImportLedger {
    std::int64_t found = 0;
    std::array<std::int64_t, 5> counts{}; // by ImportState; they add up to `found`
    std::vector<std::string> notes;       // moved patients, made tasks: one line each

    Json toJson() const; // {"found":N,"stored":..,"present":..,"conflict":..,"unreadable":..,"not_dicom":..}
};

struct ImportSettings {
    bool link = false;                                   // remember where files are instead of copying them
    ImportOptions linking;                               // of patients
    std::function<void(const ImportRow&)> onRow;         // every file that isn't plainly stored or present
    std::function<void(const ImportLedger&)> onProgress; // after each batch
};

class Importer {
public:
    Importer(Workspace& workspace, ImportSettings settings);

    // Hand over in natural order of the sources (core/study/natural_order.h): that is the import order.
    // `assumed`: the patient was made up by a wrapper, whatever the header says.
    void add(const std::string& source, std::string bytes, PatientIdentity identity = PatientIdentity::Known);
    void addFile(const std::filesystem::path& file);

    ImportLedger finish(); // stores what is left; once

private:
    void take(const std::string& source, std::string_view bytes, const std::string& linkedPath,
              PatientIdentity identity);
    void flush();
    void count(ImportRow row);

    Workspace& workspace_;
    ImportSettings settings_;
    ImportLedger ledger_;
    std::vector<InstanceRecord> batch_;
    std::vector<std::string> notes_;                  // beside batch_
    std::map<std::string, std::string> batchContent_; // SOP UID -> content hash
    std::uint64_t batchBytes_ = 0;
};

} // namespace vrft
