// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/commands.h"
#include "core/error.h"
#include "core/run/comparison.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft::engine {

namespace {

constexpr int kKeyWidth = 28;
constexpr int kValueWidth = 26;

std::string tableLine(const std::string& name, const std::vector<std::string>& values) {
    std::string text = fmt::format("{:<{}}", name, kKeyWidth);
    for (const std::string& value : values)
        text += fmt::format(" {:<{}}", value.empty() ? "-" : value, kValueWidth);
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

// The figure of an evaluation with its interval; empty where it doesn't apply.
std::string figureOf(const std::optional<Json>& evaluation, const std::string& key) {
    if (!evaluation) return {};
    const auto found = evaluation->find(key);
    if (found == evaluation->end() || found->is_null()) return {};
    const Json& value = found->is_object() ? found->at("value") : *found;
    if (!value.is_number()) return {};
    std::string text = fmt::format("{:.3f}", value.get<double>());
    Json bounds;
    if (found->is_object())
        bounds = Json::array({found->at("low"), found->at("high")});
    else if (evaluation->contains("intervals"))
        bounds = evaluation->at("intervals").value(key, Json());
    if (bounds.is_array() && bounds[0].is_number() && bounds[1].is_number())
        text += fmt::format(" ({:.3f} to {:.3f})", bounds[0].get<double>(), bounds[1].get<double>());
    return text;
}

void sayFigures(const RunComparison& comparison, const cli::Output& output, const char* title,
                std::optional<Json> ComparedRun::*evaluation) {
    std::vector<std::string> lines;
    for (const char* key : {"accuracy", "balanced_accuracy", "qwk", "grade_error", "iou", "ap50",
                            "image_gain", "blank_gain", "attributes_truth"}) {
        std::vector<std::string> values;
        for (const ComparedRun& run : comparison.runs)
            values.push_back(figureOf(run.*evaluation, key));
        if (std::any_of(values.begin(), values.end(), [](const std::string& text) { return !text.empty(); }))
            lines.push_back(tableLine(key, values));
    }
    if (lines.empty()) return;
    output.say("");
    output.say(title);
    for (const std::string& text : lines)
        output.say(text);
}

void sayPair(const RunComparison& comparison, const RunPair& pair, const cli::Output& output) {
    const std::string& first = comparison.runs[pair.first].shown;
    const std::string& second = comparison.runs[pair.second].shown;
    output.say("");
    output.say(fmt::format("{} against {}, held-out images", first, second));
    if (!pair.note.empty()) output.say(pair.note);
    if (!pair.figures) return output.say("Not compared case by case: " + pair.missing + ".");
    const PairedComparison& figures = *pair.figures;
    output.say(fmt::format("{} images of {} patients: both right {}, only {} {}, only {} {}, both wrong {}",
                           figures.n, figures.patients, figures.bothRight, first, figures.onlyFirst, second,
                           figures.onlySecond, figures.bothWrong));
    std::string difference = fmt::format("Difference {:+.3f}", figures.difference->value);
    if (figures.difference->low)
        difference += fmt::format(", interval {:+.3f} to {:+.3f} over patients", *figures.difference->low,
                                  *figures.difference->high);
    output.say(difference + fmt::format("; paired test p = {:.3f}", figures.test.p));
    output.say(pairedWords(figures, first, second));
}

void compare(const std::vector<std::string>& places, const cli::Output& output) {
    if (places.size() < 2)
        throw Error(ErrorCode::InvalidArgument, "one run can't be compared", places.front(),
                    "Name two runs or more");
    const RunComparison comparison = compareRuns({places.begin(), places.end()});
    if (output.json) return output.document(comparisonJson(comparison));
    std::vector<std::string> names;
    for (const ComparedRun& run : comparison.runs)
        names.push_back(run.shown);
    output.say(tableLine(
        fmt::format("{} of {} settings differ", comparison.numDifferent(), comparison.settings.size()),
        names));
    for (const SettingRow& row : comparison.settings)
        if (row.differs()) output.say(tableLine(row.key, row.values));
    sayFigures(comparison, output, "At the end, test patients", &ComparedRun::test);
    sayFigures(comparison, output, "At the best checkpoint, held-out patients", &ComparedRun::heldOut);
    for (std::size_t i = 1; i < comparison.runs.size(); ++i)
        sayPair(comparison, pairRuns(comparison.runs, 0, i), output);
    if (!comparison.notes.empty()) output.say("");
    for (const std::string& note : comparison.notes)
        output.say(note);
}

} // namespace

void addCompareCommand(CLI::App& app, cli::Output& output) {
    CLI::App* command = cli::addCommand(
        app, output, "compare",
        "Runs beside each other: settings, figures, and case by case against the first, with a paired test");
    auto runs = std::make_shared<std::vector<std::string>>();
    command->add_option("RUN", *runs, "Run folders, two or more")->required();
    command->callback([&output, runs] { compare(*runs, output); });
}

} // namespace vrft::engine
