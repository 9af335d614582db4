// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/data/commands.h"

#include "core/error.h"
#include "core/store/workspace.h"
#include "core/traces/trace_index.h"

#include <fmt/format.h>

namespace vrft::data {

namespace {

void index(const cli::Output& output, const std::filesystem::path& folder, bool rebuild) {
    if (!Workspace::isWorkspace(folder))
        throw Error(ErrorCode::NotFound, "there is no workspace", folder.string(),
                    "Make one with: vrftaug-data init " + folder.string());
    TraceIndex index(folder);
    if (rebuild) index.clear();
    index.followToTheEnd();
    const TraceIndexCounts counts = index.counts();
    if (output.json)
        return output.document({{"index", (folder / "index.sqlite").string()},
                                {"runs", counts.runs},
                                {"traces", counts.traces},
                                {"superseded", counts.superseded},
                                {"skipped_lines", index.skippedLines()}});
    output.say(fmt::format("{} traces of {} runs, {} of them superseded by a resume", counts.traces,
                           counts.runs, counts.superseded));
}

} // namespace

void addIndexCommand(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(app, output, "index",
                                        "Bring the search index over the traces of all runs up to date");
    auto folder = std::make_shared<std::string>();
    auto rebuild = std::make_shared<bool>(false);
    command->add_option("WS", *folder, "Folder of the workspace; it may be open in the workstation")
        ->required();
    command->add_flag("--rebuild", *rebuild, "Make it anew from the run folders");
    command->callback([&output, folder, rebuild] { index(output, *folder, *rebuild); });
}

} // namespace vrft::data
