// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/imports_table.h"

#include "core/error.h"
#include "core/store/connection.h"
#include "core/store/journal.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr std::array<std::string_view, kImportStates.size()> kStateNames{"stored", "present", "conflict",
                                                                         "unreadable", "not_dicom"};
constexpr std::array<std::string_view, 4> kEndNames{"running", "done", "cancelled", "failed"};

ImportState stateOf(ImportOutcome outcome) {
    switch (outcome) {
    case ImportOutcome::Stored:
        return ImportState::Stored;
    case ImportOutcome::Present:
        return ImportState::Present;
    case ImportOutcome::Conflict:
        break;
    }
    return ImportState::Conflict;
}

std::string csvField(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

ImportEnd endFromName(std::string_view name) {
    const auto found = std::find(kEndNames.begin(), kEndNames.end(), name);
    return found == kEndNames.end() ? ImportEnd::Running : static_cast<ImportEnd>(found - kEndNames.begin());
}

// Columns id, started, ended, who, request, state; without counts.
ImportInfo readInfo(const StoreStatement& row) {
    ImportInfo info;
    info.id = row.integer(0);
    info.started = row.real(1);
    info.ended = row.realOrNull(2);
    info.who = row.text(3);
    info.request = row.text(4);
    info.end = endFromName(row.text(5));
    return info;
}

} // namespace

std::string_view importStateName(ImportState state) {
    return kStateNames[static_cast<std::size_t>(state)];
}

std::optional<ImportState> importStateFromName(std::string_view name) {
    const auto found = std::find(kStateNames.begin(), kStateNames.end(), name);
    if (found == kStateNames.end()) return std::nullopt;
    return static_cast<ImportState>(found - kStateNames.begin());
}

std::string_view importEndName(ImportEnd end) {
    return kEndNames[static_cast<std::size_t>(end)];
}

std::string importCsvHeader() {
    return "source,state,reason,tag,offset\r\n";
}

std::string importCsvLine(const ImportRow& row) {
    return fmt::format("{},{},{},{},{}\r\n", csvField(row.source), importStateName(row.state),
                       csvField(row.reason), csvField(row.tag),
                       row.offset ? std::to_string(*row.offset) : "");
}

ImportsTable::ImportsTable(StoreConnection& connection, StudiesTable& studies, Journal& journal)
    : connection_(connection)
    , studies_(studies)
    , journal_(journal) {}

std::int64_t ImportsTable::begin(const std::string& request) {
    StoreTransaction transaction(connection_);
    connection_.run("INSERT INTO imports (started, who, request, state) VALUES (?, ?, ?, ?)", Journal::now(),
                    journal_.who(), request, importEndName(ImportEnd::Running));
    const std::int64_t id = connection_.lastId();
    transaction.commit();
    return id;
}

ImportReport ImportsTable::add(std::int64_t import, std::span<ImportRow> rows,
                               std::span<const InstanceRecord> records, std::span<const std::size_t> rowOf,
                               const ImportOptions& options) {
    StoreTransaction transaction(connection_);
    ImportReport report;
    if (!records.empty()) report = studies_.importInstances(records, options);
    for (std::size_t i = 0; i < records.size(); ++i) {
        ImportRow& row = rows[rowOf[i]];
        row.state = stateOf(report.outcomes[i]);
        if (row.state == ImportState::Conflict) row.reason = "another file of this image is stored already";
    }
    StoreStatement last =
        connection_.query("SELECT coalesce(max(ordinal), 0) FROM import_rows WHERE import = ?", import);
    std::int64_t ordinal = last.step() ? last.integer(0) : 0;
    for (const ImportRow& row : rows)
        connection_.run("INSERT INTO import_rows (import, ordinal, source, state, reason, tag, byte_offset)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        import, ++ordinal, row.source, importStateName(row.state), row.reason, row.tag,
                        row.offset);
    transaction.commit();
    return report;
}

void ImportsTable::finish(std::int64_t import, ImportEnd end) {
    StoreTransaction transaction(connection_);
    connection_.run("UPDATE imports SET ended = ?, state = ? WHERE id = ?", Journal::now(),
                    importEndName(end), import);
    transaction.commit();
}

std::vector<ImportInfo> ImportsTable::all() const {
    std::vector<ImportInfo> list;
    StoreStatement rows =
        connection_.query("SELECT id, started, ended, who, request, state FROM imports ORDER BY id DESC");
    while (rows.step())
        list.push_back(readInfo(rows));
    StoreStatement counts =
        connection_.query("SELECT import, state, count(*) FROM import_rows GROUP BY import, state");
    while (counts.step()) {
        const auto state = importStateFromName(counts.text(1));
        const auto found = std::find_if(list.begin(), list.end(),
                                        [&](const ImportInfo& info) { return info.id == counts.integer(0); });
        if (state && found != list.end()) found->counts[static_cast<std::size_t>(*state)] = counts.integer(2);
    }
    return list;
}

std::optional<ImportInfo> ImportsTable::latest() const {
    StoreStatement row = connection_.query(
        "SELECT id, started, ended, who, request, state FROM imports ORDER BY id DESC LIMIT 1");
    if (!row.step()) return std::nullopt;
    ImportInfo info = readInfo(row);
    StoreStatement counts =
        connection_.query("SELECT state, count(*) FROM import_rows WHERE import = ? GROUP BY state", info.id);
    while (counts.step())
        if (const auto state = importStateFromName(counts.text(0)))
            info.counts[static_cast<std::size_t>(*state)] = counts.integer(1);
    return info;
}

void ImportsTable::rows(std::int64_t import, std::optional<ImportState> state,
                        const std::function<void(const ImportRow&)>& take) const {
    StoreStatement rows =
        connection_.query("SELECT source, state, reason, tag, byte_offset FROM import_rows WHERE import = ?"
                          " AND (? = '' OR state = ?) ORDER BY ordinal",
                          import, state ? importStateName(*state) : std::string_view(),
                          state ? importStateName(*state) : std::string_view());
    while (rows.step()) {
        const auto known = importStateFromName(rows.text(1));
        take({rows.text(0), known.value_or(ImportState::Unreadable), rows.text(2), rows.text(3),
              rows.integerOrNull(4)});
    }
}

} // namespace vrft
