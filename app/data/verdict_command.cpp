// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/data/commands.h"

#include "core/error.h"
#include "core/files.h"
#include "core/store/workspace.h"
#include "core/traces/trace_index.h"
#include "core/traces/trace_search.h"
#include "core/traces/verdict_list.h"

#include <fmt/format.h>

namespace vrft::data {

namespace fs = std::filesystem;

namespace {

struct VerdictArguments {
    fs::path workspace;
    std::string run;
    fs::path out;
};

void exportVerdicts(const cli::Output& output, const VerdictArguments& arguments) {
    const auto workspace = openWorkspace(output, arguments.workspace);
    const std::vector<TraceVerdict> verdicts = workspace->verdicts().ofRun(arguments.run);
    if (verdicts.empty() && !arguments.run.empty())
        throw Error(ErrorCode::NotFound, fmt::format("no trace of the run {} has a verdict", arguments.run),
                    arguments.workspace.string(), "Name a run's folder, or leave --run out for all runs");
    TraceIndex(arguments.workspace).followToTheEnd();
    TraceSearch search(arguments.workspace);
    writeFileAtomic(arguments.out, verdictsToCsv(verdicts, search, arguments.workspace));
    if (output.json)
        return output.document({{"file", arguments.out.string()}, {"verdicts", verdicts.size()}});
    output.say(fmt::format("Wrote {} verdicts to {}", verdicts.size(), arguments.out.string()));
}

} // namespace

void addVerdictCommand(CLI::App& app, cli::Output& output) {
    const auto arguments = std::make_shared<VerdictArguments>();
    CLI::App* command =
        cli::addCommand(app, output, "verdicts", "Write the readers' verdicts on traces as a table");
    command->add_option("WS", arguments->workspace, "Folder of the workspace")->required();
    command->add_option("--run", arguments->run, "Folder name of one run; without it all runs");
    command->add_option("--out", arguments->out, "CSV file to write")->required();
    command->callback([arguments, &output] { exportVerdicts(output, *arguments); });
}

} // namespace vrft::data
