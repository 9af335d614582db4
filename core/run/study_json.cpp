// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// STUDY.json in and out.
#include "core/error.h"
#include "core/run/run_folder.h"
#include "core/run/study.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace vrft {

namespace fs = std::filesystem;

namespace {

fs::path resolvedIn(const fs::path& folder, const std::string& path) {
    return (folder / fs::path(path)).lexically_normal();
}

template <typename T>
void refuseRepeats(const ObjectReader& reader, const std::string& key, const std::vector<T>& values) {
    std::set<T> seen;
    for (const T& value : values) {
        if (!seen.insert(value).second) reader.fail(key, fmt::format("holds \"{}\" twice", value));
    }
}

void checkPreset(const ObjectReader& reader, const std::string& key, const std::string& preset) {
    const auto names = presetNames();
    if (std::find(names.begin(), names.end(), preset) == names.end())
        reader.fail(key, fmt::format("names \"{}\", known presets are {}", preset, fmt::join(names, ", ")));
}

StudySpec::Places placesFromJson(ObjectReader& reader, const std::string& key, const fs::path& folder) {
    const Json& object = reader.require(key);
    if (!object.is_object()) reader.fail(key, "must be an object of names and folders");
    StudySpec::Places places;
    for (const auto& [name, path] : object.items()) {
        if (!path.is_string() || path.get<std::string>().empty())
            reader.fail(key, fmt::format("names no folder for \"{}\"", name));
        checkRunName(name);
        places.emplace_back(name, resolvedIn(folder, path.get<std::string>()));
    }
    return places;
}

std::vector<std::uint64_t> seedsFromJson(ObjectReader& reader) {
    std::vector<std::uint64_t> seeds;
    for (const Json& item : reader.array("seeds")) {
        if (!item.is_number_integer() || (!item.is_number_unsigned() && item.get<std::int64_t>() < 0) ||
            item.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
            reader.fail("seeds", "must be a list of whole numbers of 0 or more");
        seeds.push_back(item.get<std::uint64_t>());
    }
    if (seeds.empty()) reader.fail("seeds", "is empty");
    refuseRepeats(reader, "seeds", seeds);
    return seeds;
}

// A slip in what is changed is refused with the file; what only some tasks refuse leaves their cells out.
void checkRow(const StudyStrategy& strategy, const std::string& where) {
    std::optional<Error> slip;
    for (const TaskKind kind : {TaskKind::Grading, TaskKind::Classification, TaskKind::Localisation}) {
        PresetContext context;
        context.kind = kind;
        context.hasLocalise = true;
        try {
            strategyRecipe(strategy, context);
            return;
        } catch (const Error& error) {
            if (!slip) slip = error;
        }
    }
    throw Error(slip->code(), fmt::format("{} ({})", slip->summary(), slip->where()), where, slip->next());
}

StudyStrategy rowFromJson(const Json& json, const std::string& where, const ObjectReader& rows) {
    if (json.is_string()) {
        checkPreset(rows, "rows", json.get<std::string>());
        return presetStrategy(json.get<std::string>());
    }
    ObjectReader reader(json, where);
    StudyStrategy row;
    row.preset = reader.text("preset");
    checkPreset(reader, "preset", row.preset);
    row.name = reader.text("name");
    checkRunName(row.name);
    if (reader.has("changes")) {
        row.changes = reader.require("changes");
        if (!row.changes.is_object()) reader.fail("changes", "must be an object of a recipe's keys");
        for (const char* key : {"format", "preset", "seed", "strategy"})
            if (row.changes.contains(key))
                reader.fail("changes", fmt::format("holds \"{}\", which the study itself says", key));
    }
    if (reader.has("weight")) {
        ObjectReader weight(reader.require("weight"), reader.at("weight"));
        row.weight = std::pair(weight.text("reward"), weight.number("value"));
        weight.finish();
    }
    reader.finish();
    const auto names = presetNames();
    if (!row.untouched() && std::find(names.begin(), names.end(), row.name) != names.end())
        reader.fail("name", fmt::format("is \"{}\", a preset that this row isn't", row.name));
    return row;
}

void addSweep(const Json& json, const std::string& where, std::vector<StudyStrategy>& rows) {
    ObjectReader reader(json, where);
    const std::string reward = reader.text("reward");
    const std::string preset = reader.text("preset", sweptPreset(reward));
    if (preset.empty())
        reader.fail("reward", fmt::format("is \"{}\", which no preset has: name a \"preset\", or write rows "
                                          "with \"changes\"",
                                          reward));
    checkPreset(reader, "preset", preset);
    std::vector<double> weights;
    for (const Json& weight : reader.array("weights")) {
        if (!weight.is_number()) reader.fail("weights", "must be a list of numbers");
        weights.push_back(weight.get<double>());
    }
    if (weights.empty()) reader.fail("weights", "is empty");
    reader.finish();
    for (StudyStrategy& row : sweepStrategies(preset, reward, weights))
        rows.push_back(std::move(row));
}

std::vector<StudyStrategy> rowsFromJson(ObjectReader& reader) {
    std::vector<StudyStrategy> rows;
    if (!reader.has("sweep") || reader.has("rows"))
        for (const Json& row : reader.array("rows"))
            rows.push_back(rowFromJson(row, fmt::format("{}[{}]", reader.at("rows"), rows.size()), reader));
    if (reader.has("sweep")) {
        const Json& sweep = reader.require("sweep");
        if (!sweep.is_array()) addSweep(sweep, reader.at("sweep"), rows);
        for (std::size_t i = 0; sweep.is_array() && i < sweep.size(); ++i)
            addSweep(sweep[i], fmt::format("{}[{}]", reader.at("sweep"), i), rows);
    }
    if (rows.empty()) reader.fail("rows", "is empty");
    if (rows.size() > kMostStudyRows)
        reader.fail("rows", fmt::format("are {}, at most {} are possible", rows.size(), kMostStudyRows));
    std::vector<std::string> names;
    for (const StudyStrategy& row : rows)
        names.push_back(row.name);
    refuseRepeats(reader, "rows", names);
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (!rows[i].untouched()) checkRow(rows[i], fmt::format("{}: {}", reader.at("rows"), rows[i].name));
    return rows;
}

// Every dataset needs a policy; a policy or localise dataset of no dataset is a slip.
void checkNames(const StudySpec& spec, const ObjectReader& reader) {
    const auto names = [](const StudySpec::Places& places, const std::string& name) {
        return std::any_of(places.begin(), places.end(),
                           [&](const auto& place) { return place.first == name; });
    };
    if (spec.datasets.empty()) reader.fail("datasets", "is empty");
    for (const auto& [name, path] : spec.datasets) {
        if (!names(spec.policies, name))
            reader.fail("policies", fmt::format("has none for the dataset \"{}\"", name));
    }
    for (const auto& [key, places] :
         {std::pair{"policies", &spec.policies}, std::pair{"localise", &spec.localise}}) {
        for (const auto& [name, path] : *places) {
            if (!names(spec.datasets, name))
                reader.fail(key, fmt::format("names \"{}\", which is no dataset of the study", name));
        }
    }
}

Json placesToJson(const StudySpec::Places& places, const fs::path& folder) {
    Json json = Json::object();
    for (const auto& [name, place] : places)
        json[name] = relativeToRun(folder, place);
    return json;
}

Json rowToJson(const StudyStrategy& row) {
    if (row.untouched() && row.name == row.preset) return row.preset;
    Json json = {{"name", row.name}, {"preset", row.preset}};
    if (!row.changes.empty()) json["changes"] = row.changes;
    if (row.weight) json["weight"] = {{"reward", row.weight->first}, {"value", row.weight->second}};
    return json;
}

} // namespace

StudySpec studyFromJson(const Json& json, const fs::path& folder, const std::string& where) {
    requireFormat(json, 1, where);
    ObjectReader reader(json, where);
    reader.find("format");
    StudySpec spec;
    spec.rows = rowsFromJson(reader);
    spec.datasets = placesFromJson(reader, "datasets", folder);
    spec.policies = placesFromJson(reader, "policies", folder);
    spec.seeds = seedsFromJson(reader);
    if (reader.has("steps")) {
        const std::int64_t steps = reader.integer("steps");
        if (steps < 1 || steps > kMaxSteps)
            reader.fail("steps", fmt::format("is {}, allowed are 1 to {}", steps, kMaxSteps));
        spec.steps = static_cast<int>(steps);
    }
    const std::int64_t threads = reader.integer("threads", 1);
    if (threads < 1 || threads > 1024)
        reader.fail("threads", fmt::format("is {}, allowed are 1 to 1024", threads));
    spec.threads = static_cast<int>(threads);
    if (reader.has("localise")) spec.localise = placesFromJson(reader, "localise", folder);
    if (reader.has("control")) {
        spec.control = reader.text("control");
        const bool named = std::any_of(spec.rows.begin(), spec.rows.end(),
                                       [&](const StudyStrategy& row) { return row.name == *spec.control; });
        if (!named) checkPreset(reader, "control", *spec.control);
    }
    spec.out = resolvedIn(folder, reader.text("out"));
    if (reader.has("runs")) spec.runs = resolvedIn(folder, reader.text("runs"));
    spec.prefix = reader.text("prefix", "");
    if (!spec.prefix.empty()) checkRunName(spec.prefix);
    reader.finish();
    checkNames(spec, reader);
    return spec;
}

StudySpec readStudy(const fs::path& file) {
    return studyFromJson(readJsonFile(file), fs::absolute(file).parent_path().lexically_normal(),
                         file.string());
}

Json studyToJson(const StudySpec& spec, const fs::path& folder) {
    Json json = {{"format", 1}, {"rows", Json::array()}};
    for (const StudyStrategy& row : spec.rows)
        json["rows"].push_back(rowToJson(row));
    json["datasets"] = placesToJson(spec.datasets, folder);
    json["policies"] = placesToJson(spec.policies, folder);
    json["seeds"] = spec.seeds;
    if (spec.steps) json["steps"] = *spec.steps;
    if (spec.threads != 1) json["threads"] = spec.threads;
    if (!spec.localise.empty()) json["localise"] = placesToJson(spec.localise, folder);
    if (spec.control) json["control"] = *spec.control;
    json["out"] = relativeToRun(folder, spec.out);
    if (spec.runs) json["runs"] = relativeToRun(folder, *spec.runs);
    if (!spec.prefix.empty()) json["prefix"] = spec.prefix;
    return json;
}

} // namespace vrft
