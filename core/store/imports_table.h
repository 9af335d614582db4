// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The ledger of imports: every import with what was asked, and one row for the fate of every file it met.
//
// Rows and the images they speak of are committed together, so after a kill the ledger says what is there.
// Not here: reading files. Thread rule, errors: workspace.h.
#pragma once

#include "core/store/studies_table.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

class StoreConnection;

enum class ImportState { Stored, Present, Conflict, Unreadable, NotDicom };
inline constexpr std::array kImportStates{ImportState::Stored, ImportState::Present, ImportState::Conflict,
                                          ImportState::Unreadable, ImportState::NotDicom};
// "stored", "present", "conflict", "unreadable", "not_dicom".
std::string_view importStateName(ImportState state);
std::optional<ImportState> importStateFromName(std::string_view name);

struct ImportRow {
    std::string source;
    ImportState state = ImportState::Stored;
    std::string reason = {};                 // empty for a file without trouble
    std::string tag = {};                    // "0028,0010" where one is to blame
    std::optional<std::int64_t> offset = {}; // of the trouble, in bytes from the file's start
};

// Columns source, state, reason, tag, offset (RFC 4180), with the line break.
std::string importCsvHeader();
std::string importCsvLine(const ImportRow& row);

// `Running`: it goes on, or it was cut off; nobody else has the workspace, so a program that opens it knows.
enum class ImportEnd { Running, Done, Cancelled, Failed };
std::string_view importEndName(ImportEnd end); // "running", "done", "cancelled", "failed"

struct ImportInfo {
    std::int64_t id = 0;
    double started = 0; // Unix seconds
    std::optional<double> ended;
    std::string who;
    std::string request; // paths and options in words
    ImportEnd end = ImportEnd::Running;
    std::array<std::int64_t, kImportStates.size()> counts{}; // by ImportState
};

class ImportsTable {
public:
    ImportsTable(StoreConnection& connection, StudiesTable& studies, Journal& journal);

    std::int64_t begin(const std::string& request);
    // One transaction: the records as StudiesTable::importInstances takes them, and all rows. `rowOf` gives
    // for each record its row, whose state becomes the record's outcome.
    ImportReport add(std::int64_t import, std::span<ImportRow> rows, std::span<const InstanceRecord> records,
                     std::span<const std::size_t> rowOf, const ImportOptions& options);
    void finish(std::int64_t import, ImportEnd end);

    std::vector<ImportInfo> all() const; // newest first
    std::optional<ImportInfo> latest() const;
    // In the order the files were met. A row of `state` only, if given.
    void rows(std::int64_t import, std::optional<ImportState> state,
              const std::function<void(const ImportRow&)>& take) const;

private:
    StoreConnection& connection_;
    StudiesTable& studies_;
    Journal& journal_;
};

} // namespace vrft
