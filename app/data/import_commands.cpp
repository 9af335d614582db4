// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/data/commands.h"
#include "app/data/resources.h"

#include "core/store/workspace.h"
#include "imaging/path_import.h"
#include "imaging/sample_workspace.h"

#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace vrft::data {

namespace fs = std::filesystem;

namespace {

struct ImportArguments {
    fs::path workspace;
    std::vector<fs::path> paths;
    bool link = false;
};

void import(cli::Output& output, const ImportArguments& arguments) {
    const auto workspace = openWorkspace(output, arguments.workspace);
    ImportSettings settings;
    settings.link = arguments.link;
    settings.onRow = [&output](const ImportRow& row) {
        output.line({{"source", row.source}, {"state", importStateName(row.state)}, {"reason", row.reason}});
        if (!output.json)
            output.note(fmt::format("{}: {} ({})", importStateName(row.state), row.source, row.reason));
    };
    settings.onProgress = [&output](const ImportLedger& ledger) {
        output.progress(fmt::format("{} files", ledger.found));
    };
    const ImportLedger ledger = importPaths(*workspace, arguments.paths, settings);
    output.endProgress();
    for (const std::string& note : ledger.notes)
        output.note(note);
    if (output.json) return output.document({{"ledger", ledger.toJson()}});
    std::string text = fmt::format("{} found", ledger.found);
    for (std::size_t i = 0; i < ledger.counts.size(); ++i)
        text += fmt::format(", {} {}", ledger.counts[i], importStateName(static_cast<ImportState>(i)));
    output.say(text);
}

Json pathsJson(const std::map<std::string, fs::path>& paths, std::initializer_list<const char*> order) {
    Json json = Json::object();
    for (const char* name : order)
        if (const auto found = paths.find(name); found != paths.end()) json[name] = found->second.string();
    return json;
}

struct SampleArguments {
    fs::path workspace;
    SampleOptions options;
};

void sample(cli::Output& output, SampleArguments arguments) {
    SampleOptions& options = arguments.options;
    const fs::path resources = resourcesFolder();
    options.knowledge = resources / "knowledge";
    if (options.policies.empty()) options.policies = resources / "policies";
    options.program = kProgram;
    options.onProgress = [&output](const std::string& text) { output.progress(text); };
    const auto workspace = Workspace::isWorkspace(arguments.workspace)
                               ? openWorkspace(output, arguments.workspace)
                               : createWorkspace(output, arguments.workspace);
    const SampleReport report = fillSampleWorkspace(*workspace, options);
    output.endProgress();
    for (const std::string& name : report.missingPolicies)
        output.note(
            fmt::format("The policy {} isn't in {}; it was left out", name, options.policies.string()));
    output.document(
        {{"workspace", workspace->folder().string()},
         {"datasets", pathsJson(report.datasets, {"severity", "malignancy", "lesion"})},
         {"policies", pathsJson(report.policies, {"base", "severity-start", "malignancy-start"})}});
}

} // namespace

void addImportCommands(CLI::App& app, cli::Output& output) {
    const auto importing = std::make_shared<ImportArguments>();
    CLI::App* command =
        cli::addCommand(app, output, "import", "Bring DICOM files, folders and MedMNIST npz files in");
    command->add_option("WS", importing->workspace, "Folder of the workspace")->required();
    command->add_option("PATH", importing->paths, "Files and folders")->required();
    command->add_flag("--link", importing->link, "Remember where DICOM files are instead of copying them");
    command->callback([importing, &output] { import(output, *importing); });

    const auto sampling = std::make_shared<SampleArguments>();
    command = cli::addCommand(app, output, "sample",
                              "Make a workspace of phantom patients with tasks and datasets");
    command->add_option("WS", sampling->workspace, "Folder of the workspace")->required();
    command->add_option("--patients", sampling->options.patients, "Number of patients")
        ->capture_default_str();
    command->add_option("--seed", sampling->options.seed, "Seed of the phantoms")->capture_default_str();
    command->add_option("--policies", sampling->options.policies, "Folder of the policies to copy");
    command->callback([sampling, &output] { sample(output, *sampling); });
}

} // namespace vrft::data
