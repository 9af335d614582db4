// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/data/commands.h"

#include "core/dataset/check.h"
#include "core/error.h"
#include "core/store/plans.h"
#include "core/store/workspace.h"
#include "imaging/freeze.h"

#include <charconv>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace vrft::data {

namespace fs = std::filesystem;

namespace {

struct PlanArguments {
    fs::path workspace;
    std::string name;
    std::string split = "70/15/15";
    std::uint64_t seed = 1;
};

constexpr double kWhole = 100;      // percent
constexpr double kRounding = 0.011; // thirds as 33.33/33.33/33.33 pass

// "70/15/15": three numbers, none negative; nothing if it is written otherwise.
std::optional<std::array<double, 3>> parseRatios(const std::string& text) {
    std::array<double, 3> ratios{};
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        const auto [next, code] = std::from_chars(at, end, ratios[i], std::chars_format::fixed);
        const bool separated = i + 1 < ratios.size() ? next != end && *next == '/' : next == end;
        if (code != std::errc() || !separated || ratios[i] < 0) return std::nullopt;
        at = next + (i + 1 < ratios.size() ? 1 : 0);
    }
    return ratios;
}

// For wrong usage: what CLI11 shows, empty if the text is a split.
std::string splitProblem(const std::string& text) {
    const std::optional<std::array<double, 3>> ratios = parseRatios(text);
    if (!ratios) return fmt::format("\"{}\" is no split. Write it as train/val/test, such as 70/15/15", text);
    const double sum = (*ratios)[0] + (*ratios)[1] + (*ratios)[2];
    if (std::abs(sum - kWhole) > kRounding)
        return fmt::format("\"{}\" adds up to {:.6g}, not to 100", text, sum);
    return {};
}

void makePlan(const cli::Output& output, const PlanArguments& arguments) {
    const std::array<double, 3> ratios = parseRatios(arguments.split).value(); // checked when parsing
    if (ratios[0] <= 0)
        throw Error(ErrorCode::InvalidArgument, "nothing would be left to train on",
                    "--split " + arguments.split, "Give the first part a positive share");
    const SplitPlan plan{.name = arguments.name, .ratios = ratios, .seed = arguments.seed};
    const auto workspace = openWorkspace(output, arguments.workspace);
    workspace->plans().create(plan);
    std::array<std::int64_t, 3> groups{};
    std::set<std::int64_t> seen;
    for (const SplitAssignment& assignment : workspace->plans().assignments(plan.name))
        if (assignment.split && seen.insert(assignment.group).second)
            groups[static_cast<std::size_t>(*assignment.split)] += 1;
    if (output.json)
        return output.document({{"plan", plan.name},
                                {"ratios", plan.ratios},
                                {"seed", plan.seed},
                                {"groups", {{"train", groups[0]}, {"val", groups[1]}, {"test", groups[2]}}}});
    output.say(fmt::format("Plan {}: {} patients for training, {} held out, {} for testing", plan.name,
                           groups[0], groups[1], groups[2]));
}

struct FreezeArguments {
    fs::path workspace;
    fs::path out;
    FreezeOptions options;
};

Json countsJson(const Dataset& dataset) {
    Json counts = Json::object();
    for (const Split split : kSplits) {
        const SplitCounts& of = dataset.counts[static_cast<std::size_t>(split)];
        counts[std::string(splitName(split))] = {{"patients", of.patients}, {"samples", of.samples}};
    }
    return counts;
}

void freeze(cli::Output& output, FreezeArguments arguments) {
    FreezeOptions& options = arguments.options;
    if (!arguments.out.empty()) options.out = arguments.out;
    options.program = kProgram;
    options.onProgress = [&output](std::size_t done, std::size_t all) {
        if (done % 100 == 0) output.progress(fmt::format("{} of {} images", done, all));
    };
    const auto workspace = openWorkspace(output, arguments.workspace);
    const FreezeReport report = freezeDataset(*workspace, options);
    output.endProgress();
    for (const LeftOut& item : report.leftOut) {
        output.line({{"left_out", item.source}, {"reason", item.reason}});
        if (!output.json) output.note(fmt::format("left out: {} ({})", item.source, item.reason));
    }
    const Dataset& dataset = report.frozen.dataset;
    if (output.json)
        return output.document({{"dataset", dataset.folder.string()},
                                {"hash", dataset.hash},
                                {"present", report.frozen.present},
                                {"counts", countsJson(dataset)},
                                {"left_out", report.leftOut.size()},
                                {"disagreements", report.disagreements}});
    if (report.disagreements > 0)
        output.note(
            fmt::format("{} images have readings that differ: the accepted one is used, the first reader's "
                        "until another is accepted",
                        report.disagreements));
    output.say(fmt::format("{} {} ({} samples)", report.frozen.present ? "Present:" : "Frozen:",
                           dataset.folder.string(), dataset.samples.size()));
}

void check(const cli::Output& output, const fs::path& folder) {
    if (!fs::exists(folder / "dataset.json")) readDataset(folder); // refuses it in words, once
    const std::vector<DatasetFinding> findings = checkDataset(folder);
    Json list = Json::array();
    for (const DatasetFinding& finding : findings)
        list.push_back(findingToJson(finding));
    if (output.json) {
        output.document({{"dataset", folder.string()}, {"ok", findings.empty()}, {"findings", list}});
    } else {
        for (const DatasetFinding& finding : findings)
            output.say(fmt::format("{}: {}", finding.kind, finding.text));
        if (findings.empty()) output.say("No trouble found in " + folder.string());
    }
    if (findings.empty()) return;
    const std::string more = findings.size() > 1 ? fmt::format(" ({} more {})", findings.size() - 1,
                                                               findings.size() == 2 ? "problem" : "problems")
                                                 : std::string();
    output.note(fmt::format("vrftaug-data: {}{} ({}). {}", findings[0].text, more, folder.string(),
                            findings[0].next));
    throw cli::ExitCode{1};
}

void addIds(const Json& ids, const char* what, std::vector<std::string>& lines) {
    for (const Json& id : ids)
        lines.push_back(fmt::format("{:<10} {}", what, id.get<std::string>()));
}

// What diffDatasets found, a line a sample.
std::vector<std::string> diffWords(const Json& diff) {
    const Json& samples = diff.at("samples");
    std::vector<std::string> lines = {
        diff.at("equal").get<bool>()
            ? "Equal content"
            : fmt::format("{} samples before, {} after", samples.at(0).dump(), samples.at(1).dump())};
    for (const Json& key : diff.at("task"))
        lines.push_back(fmt::format("{:<10} {}", "task", key.get<std::string>()));
    addIds(diff.at("added"), "added", lines);
    addIds(diff.at("removed"), "removed", lines);
    addIds(diff.at("regrouped"), "regrouped", lines);
    for (const Json& sample : diff.at("changed"))
        for (const Json& change : sample.at("changes"))
            lines.push_back(fmt::format(
                "{:<10} {}: {} {} -> {}", "changed", sample.at("id").get<std::string>(),
                change.at("key").get<std::string>(), change.at("from").dump(), change.at("to").dump()));
    return lines;
}

void addCheckAndDiff(CLI::App& parent, cli::Output& output) {
    const auto folders = std::make_shared<std::array<fs::path, 2>>();
    CLI::App* command =
        cli::addCommand(parent, output, "check", "Look for leaks, changed images and wrong hashes");
    command->add_option("DIR", (*folders)[0], "Dataset folder")->required();
    command->callback([folders, &output] { check(output, (*folders)[0]); });

    command = cli::addCommand(parent, output, "diff", "What changed from one dataset to another");
    command->add_option("BEFORE", (*folders)[0], "Dataset folder")->required();
    command->add_option("AFTER", (*folders)[1], "Dataset folder")->required();
    command->callback([folders, &output] {
        const Json diff = diffDatasets(readDataset((*folders)[0]), readDataset((*folders)[1]));
        if (output.json) return output.document(diff);
        for (const std::string& text : diffWords(diff))
            output.say(text);
    });
}

} // namespace

void addDatasetCommands(CLI::App& app, cli::Output& output) {
    const auto planning = std::make_shared<PlanArguments>();
    CLI::App* command =
        cli::addCommand(app, output, "plan", "A split plan: every patient on one side, for good");
    command->add_option("WS", planning->workspace, "Folder of the workspace")->required();
    command->add_option("NAME", planning->name, "Name of the plan")->required();
    command->add_option("--split", planning->split, "Percent of the patients: train/val/test")
        ->check(splitProblem)
        ->capture_default_str();
    command->add_option("--seed", planning->seed, "Seed of the placement")->capture_default_str();
    command->callback([planning, &output] { makePlan(output, *planning); });

    const auto freezing = std::make_shared<FreezeArguments>();
    CLI::App* dataset =
        cli::addCommand(app, output, "dataset", "Freeze a dataset, or check and compare some");
    CLI::Option* workspace = dataset->add_option("WS", freezing->workspace, "Folder of the workspace");
    CLI::Option* task = dataset->add_option("--task", freezing->options.task, "Id of the task");
    dataset->add_option("--plan", freezing->options.plan, "Split plan")->capture_default_str();
    dataset->add_option("--name", freezing->options.name, "Name of the dataset; else the task's id");
    dataset->add_option("--out", freezing->out, "Folder to make instead of one in the workspace");
    dataset->require_subcommand(0, 1);
    addCheckAndDiff(*dataset, output);
    dataset->callback([=, &output] {
        if (!dataset->get_subcommands().empty()) return;
        if (workspace->empty() || task->empty()) throw CLI::RequiredError("WS and --task");
        freeze(output, *freezing);
    });
    addCheckAndDiff(app, output);
}

} // namespace vrft::data
