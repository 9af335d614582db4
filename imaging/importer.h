// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Brings images into a workspace, with a row of the ledger for each: vetted records of files, and DICOM
// objects made in memory. Copies go into the store under their hash, in batches (at most 1000 files, 256 MB
// or 3 s) made durable once, then committed with their rows.
//
// Trouble with one file is a row, never an exception; the counts add up to `found`. What isn't committed when
// a program is killed is done again by the next import. Not here: finding and reading files (path_import.h,
// scan/). Errors: Error for trouble with the workspace itself. Ownership: borrows the workspace. Thread rule:
// one thread: the workspace's, or another that reaches it by orders (workspace_access.h).
#pragma once

#include "core/json.h"
#include "core/store/imports_table.h"
#include "imaging/workspace_access.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace vrft {

struct ImportLedger {
    std::int64_t import = 0; // its number in the workspace
    std::int64_t found = 0;
    std::array<std::int64_t, kImportStates.size()> counts{}; // by ImportState; they add up to `found`
    std::int64_t expected = 0;                               // files known of; 0: not known
    std::vector<std::string> notes;                          // moved patients, made tasks: one line each

    Json toJson() const; // {"found":N,"stored":..,"present":..,"conflict":..,"unreadable":..,"not_dicom":..}
};

struct ImportSettings {
    bool link = false;                                   // remember where files are instead of copying them
    ImportOptions linking;                               // of patients
    std::function<void(const ImportRow&)> onRow;         // every file that isn't plainly stored or present
    std::function<void(const ImportLedger&)> onProgress; // after each batch, and about five times a second
    std::function<bool()> cancelled;                     // asked by who makes images one by one
    std::int64_t import = 0; // joins this import; 0: begins and ends one of its own
    std::string request = "images made by the program"; // for the ledger
};

// What can't be read any more of a file that was found sound: the row's reason.
struct SourceTrouble {
    std::string reason;
};

class Importer {
public:
    Importer(WorkspaceAccess workspace, ImportSettings settings);

    // Hand over in natural order of the sources (core/study/natural_order.h): that is the import order.
    // A DICOM object made by this program. `assumed`: the patient was made up by a wrapper, whatever the
    // header says.
    void add(const std::string& source, std::string bytes, PatientIdentity identity = PatientIdentity::Known);
    // A vetted record; `row.source` becomes the instance's. `content` gives the file's bytes in chunks, the
    // last one empty, and may throw SourceTrouble; it isn't asked for files already stored. Without it, the
    // instance stays where `linkedPath` says.
    void add(InstanceRecord record, ImportRow row,
             const std::function<std::span<const std::uint8_t>()>& content, const std::string& linkedPath);
    void add(ImportRow row); // a file without an image

    void expect(std::int64_t files) { ledger_.expected = files; }
    void commit();         // what was handed over so far, as before a pause
    ImportLedger finish(); // commits what is left; once

private:
    void place(ImportRow row, std::optional<InstanceRecord> record, std::uint64_t bytes);
    void tellProgress(bool always);
    std::optional<InstanceRow> known(const std::string& sopUid);
    void learnUids();

    WorkspaceAccess workspace_;
    ImportSettings settings_;
    ImportLedger ledger_;
    bool own_ = false; // the import was begun here
    std::vector<ImportRow> rows_;
    std::vector<InstanceRecord> batch_;
    std::vector<std::size_t> rowOf_;            // beside batch_
    std::unordered_set<std::string> batchUids_; // SOP UIDs of batch_
    // Hashes of all SOP UIDs stored or handed over, once there were many looks: what isn't among them needs
    // no order to the workspace's thread.
    std::unordered_set<std::size_t> uidHashes_;
    std::int64_t num_looks_ = 0;
    std::uint64_t batchBytes_ = 0;
    std::int64_t num_batches_ = 0;
    std::chrono::steady_clock::time_point batchBegan_;
    std::chrono::steady_clock::time_point told_;
};

} // namespace vrft
