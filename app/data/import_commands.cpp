// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/interrupt.h"
#include "app/data/commands.h"
#include "app/data/ledger_listing.h"

#include "core/error.h"
#include "core/resources.h"
#include "core/store/workspace.h"
#include "imaging/path_import.h"
#include "imaging/sample_workspace.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace vrft::data {

namespace fs = std::filesystem;

namespace {

// After that, a cancelled import ends as it is.
constexpr auto kCancelGrace = std::chrono::milliseconds(150);

struct ImportArguments {
    fs::path workspace;
    std::vector<fs::path> paths;
    std::vector<std::string> match;
    fs::path ledger;
    bool link = false;
};

// What an import says while it works and at its end.
class ImportTalk {
public:
    explicit ImportTalk(cli::Output& output)
        : output_(output)
        , began_(Clock::now()) {}

    void row(const ImportRow& row) {
        if (output_.json)
            output_.line({{"source", row.source},
                          {"state", importStateName(row.state)},
                          {"reason", row.reason},
                          {"tag", row.tag.empty() ? Json() : Json(row.tag)},
                          {"offset", row.offset ? Json(*row.offset) : Json()}});
        else
            output_.note(fmt::format("{}: {} ({})", importStateName(row.state), row.source, row.reason));
    }

    void progress(const ImportLedger& ledger) {
        const double seconds = std::max(1e-3, std::chrono::duration<double>(Clock::now() - began_).count());
        const double rate = static_cast<double>(ledger.found) / seconds;
        const std::int64_t failed = ledger.counts[static_cast<std::size_t>(ImportState::Unreadable)] +
                                    ledger.counts[static_cast<std::size_t>(ImportState::Conflict)];
        const std::int64_t left = std::max<std::int64_t>(0, ledger.expected - ledger.found);
        const double eta = rate > 0 ? static_cast<double>(left) / rate : 0;
        output_.line({{"progress",
                       {{"done", ledger.found},
                        {"expected", ledger.expected},
                        {"failed", failed},
                        {"per_s", rate},
                        {"eta_s", eta}}}});
        output_.progress(fmt::format("{} of {} files, {} failed, {:.0f} a second, {:.0f} s left",
                                     ledger.found, ledger.expected, failed, rate, eta));
    }

    void end(const ImportLedger& ledger) {
        output_.endProgress();
        for (const std::string& note : ledger.notes)
            output_.note(note);
        if (output_.json) return output_.document({{"import", ledger.import}, {"ledger", ledger.toJson()}});
        std::string text = fmt::format("{} found", ledger.found);
        for (const ImportState state : kImportStates)
            text += fmt::format(", {} {}", ledger.counts[static_cast<std::size_t>(state)],
                                importStateName(state));
        output_.say(text);
    }

private:
    using Clock = std::chrono::steady_clock;
    cli::Output& output_;
    Clock::time_point began_;
};

void importFiles(cli::Output& output, const ImportArguments& arguments) {
    const auto workspace = openWorkspace(output, arguments.workspace);
    ImportTalk talk(output);
    PathImport request;
    request.settings.link = arguments.link;
    request.settings.onRow = [&talk](const ImportRow& row) { talk.row(row); };
    request.settings.onProgress = [&talk](const ImportLedger& ledger) { talk.progress(ledger); };
    request.scanner.program = fs::read_symlink("/proc/self/exe");
    request.match = arguments.match;
    request.cancelled = cli::Interrupt::asked;
    ImportLedger ledger;
    {
        // Whatever isn't committed is done again by the next import.
        const cli::Interrupt interrupt(kCancelGrace,
                                       "vrftaug-data: the import was cancelled. Import again to go on");
        try {
            ledger = importPaths(*workspace, arguments.paths, std::move(request));
        } catch (const Error& error) {
            output.endProgress();
            if (error.code() != ErrorCode::Cancelled) throw;
            workspace->closeNow();
            throw Error(ErrorCode::Cancelled, "the import was cancelled", arguments.workspace.string(),
                        "Import again to go on");
        }
    }
    if (!arguments.ledger.empty()) writeLedgerCsv(*workspace, ledger.import, arguments.ledger);
    talk.end(ledger);
    if (ledger.found == 0 && !arguments.match.empty())
        output.note(
            fmt::format("No file's name is like {}. --match looks at the name alone, not at the folder, and "
                        "capitals count; put it in quotes ('*.png')",
                        fmt::join(arguments.match, ", ")));
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
    const bool fresh = !Workspace::isWorkspace(arguments.workspace);
    if (fresh) checkSamplePatients(kFirstPlan, options);
    const auto workspace =
        fresh ? createWorkspace(output, arguments.workspace) : openWorkspace(output, arguments.workspace);
    const SampleReport report = fillSampleWorkspace(*workspace, options);
    output.endProgress();
    for (const std::string& name : report.missingPolicies)
        output.note(
            fmt::format("The policy {} isn't in {}; it was left out", name, options.policies.string()));
    if (!output.json) {
        output.say("Workspace  " + workspace->folder().string());
        for (const char* name : {"severity", "malignancy", "lesion"})
            if (const auto found = report.datasets.find(name); found != report.datasets.end())
                output.say("dataset    " + found->second.string());
        for (const char* name : {"base", "severity-start", "malignancy-start"})
            if (const auto found = report.policies.find(name); found != report.policies.end())
                output.say("policy     " + found->second.string());
        return;
    }
    output.document(
        {{"workspace", workspace->folder().string()},
         {"datasets", pathsJson(report.datasets, {"severity", "malignancy", "lesion"})},
         {"policies", pathsJson(report.policies, {"base", "severity-start", "malignancy-start"})}});
}

} // namespace

void addImportCommands(CLI::App& app, cli::Output& output) {
    const auto importing = std::make_shared<ImportArguments>();
    CLI::App* command = cli::addCommand(
        app, output, "import", "Bring DICOM, DICOMDIR, ZIP, PNG, JPEG, BMP, NIfTI and MedMNIST npz files in");
    command->add_option("WS", importing->workspace, "Folder of the workspace")->required();
    command->add_option("PATH", importing->paths, "Files and folders")->required();
    command
        ->add_option("--match", importing->match,
                     "Only files with names like this ('*.bmp') in folders and archives; may be repeated")
        ->take_all()
        ->allow_extra_args(false);
    command->add_option("--ledger", importing->ledger, "Write the fate of every file to this CSV file");
    command->add_flag("--link", importing->link, "Remember where DICOM files are instead of copying them");
    command->callback([importing, &output] { importFiles(output, *importing); });

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
