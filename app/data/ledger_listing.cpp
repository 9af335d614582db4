// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/data/ledger_listing.h"

#include "core/error.h"
#include "core/files.h"
#include "core/store/imports_table.h"
#include "core/store/workspace.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace vrft::data {

namespace {

Json infoJson(const ImportInfo& info) {
    Json json = {{"import", info.id},
                 {"started", info.started},
                 {"ended", info.ended ? Json(*info.ended) : Json()},
                 {"who", info.who},
                 {"request", info.request},
                 {"state", importEndName(info.end)},
                 {"found", std::accumulate(info.counts.begin(), info.counts.end(), std::int64_t{0})}};
    for (const ImportState state : kImportStates)
        json[std::string(importStateName(state))] = info.counts[static_cast<std::size_t>(state)];
    return json;
}

Json rowJson(const ImportRow& row) {
    return {{"source", row.source},
            {"state", importStateName(row.state)},
            {"reason", row.reason},
            {"tag", row.tag.empty() ? Json() : Json(row.tag)},
            {"offset", row.offset ? Json(*row.offset) : Json()}};
}

ImportInfo chosen(Workspace& workspace, std::int64_t id) {
    const std::vector<ImportInfo> all = workspace.imports().all();
    const auto found = id == 0 ? all.begin()
                               : std::find_if(all.begin(), all.end(),
                                              [id](const ImportInfo& info) { return info.id == id; });
    if (found == all.end())
        throw Error(ErrorCode::NotFound,
                    id == 0 ? "nothing was imported yet" : fmt::format("there is no import {}", id),
                    workspace.folder().string(), "Import something first, or name another number");
    return *found;
}

std::string rowText(const ImportRow& row) {
    std::string text = fmt::format("{:<10} {}", importStateName(row.state), row.source);
    if (!row.reason.empty()) text += ": " + row.reason;
    if (!row.tag.empty()) text += fmt::format(" [{}]", row.tag);
    if (row.offset) text += fmt::format(" at byte {}", *row.offset);
    return text;
}

} // namespace

std::int64_t writeLedgerCsv(Workspace& workspace, std::int64_t import, const std::filesystem::path& file) {
    std::string text = importCsvHeader();
    std::int64_t count = 0;
    workspace.imports().rows(import, {}, [&](const ImportRow& row) {
        text += importCsvLine(row);
        ++count;
    });
    writeFileAtomic(file, text);
    return count;
}

void listLedger(const cli::Output& output, Workspace& workspace, const LedgerOptions& options) {
    const std::optional<ImportState> state = importStateFromName(options.state);
    const ImportInfo info = chosen(workspace, options.import);
    if (!options.csv.empty()) {
        const std::int64_t count = writeLedgerCsv(workspace, info.id, options.csv);
        if (output.json) return output.document({{"file", options.csv.string()}, {"rows", count}});
        return output.say(fmt::format("Wrote {} rows to {}", count, options.csv.string()));
    }
    Json document = infoJson(info);
    if (output.json) {
        document["rows"] = Json::array();
        workspace.imports().rows(info.id, state,
                                 [&](const ImportRow& row) { document["rows"].push_back(rowJson(row)); });
        return output.document(document);
    }
    output.say(
        fmt::format("Import {} by {}, {}: {}", info.id, info.who, importEndName(info.end), info.request));
    workspace.imports().rows(info.id, state, [&](const ImportRow& row) { output.say(rowText(row)); });
    std::string sums = fmt::format("{} found", document["found"].get<std::int64_t>());
    for (const ImportState each : kImportStates)
        sums += fmt::format(", {} {}", info.counts[static_cast<std::size_t>(each)], importStateName(each));
    output.say(sums);
}

} // namespace vrft::data
