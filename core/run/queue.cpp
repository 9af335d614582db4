// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/queue.h"

#include "core/error.h"
#include "core/files.h"
#include "core/run/run_folder.h"

#include <algorithm>
#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>
#include <unistd.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

fs::path resolved(const fs::path& folder, const std::string& path) {
    return (folder / fs::path(path)).lexically_normal();
}

fs::path folderOf(const fs::path& file) {
    const fs::path parent = fs::absolute(file).parent_path();
    return parent.lexically_normal();
}

fs::path lockOf(const fs::path& file) {
    return fs::path(file.string() + ".lock");
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
        places.emplace_back(name, resolved(folder, path.get<std::string>()));
    }
    return places;
}

const fs::path* placeOf(const StudySpec::Places& places, const std::string& name) {
    const auto found = std::find_if(places.begin(), places.end(),
                                    [&name](const auto& place) { return place.first == name; });
    return found == places.end() ? nullptr : &found->second;
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

// Every dataset needs a policy; a policy or localise dataset of no dataset is a slip.
void checkNames(const StudySpec& spec, const ObjectReader& reader) {
    if (spec.datasets.empty()) reader.fail("datasets", "is empty");
    for (const auto& [name, path] : spec.datasets) {
        if (placeOf(spec.policies, name) == nullptr)
            reader.fail("policies", fmt::format("has none for the dataset \"{}\"", name));
    }
    for (const auto& [key, places] :
         {std::pair{"policies", &spec.policies}, std::pair{"localise", &spec.localise}}) {
        for (const auto& [name, path] : *places) {
            if (placeOf(spec.datasets, name) == nullptr)
                reader.fail(key, fmt::format("names \"{}\", which is no dataset of the study", name));
        }
    }
}

} // namespace

WorkQueue readQueue(const fs::path& file) {
    const Json json = readJsonFile(file);
    requireFormat(json, 1, file.string());
    ObjectReader reader(json, file.string());
    reader.find("format");
    reader.array("runs");
    WorkQueue queue{reader.texts("runs")};
    reader.finish();
    for (const std::string& run : queue.runs) {
        if (run.empty()) reader.fail("runs", "holds an empty path");
    }
    refuseRepeats(reader, "runs", queue.runs);
    return queue;
}

void writeQueue(const fs::path& file, const WorkQueue& queue) {
    writeFileAtomic(file, jsonPretty({{"format", 1}, {"runs", queue.runs}}));
}

std::vector<fs::path> queueRuns(const fs::path& file) {
    std::vector<fs::path> runs;
    for (const std::string& run : readQueue(file).runs)
        runs.push_back(resolved(folderOf(file), run));
    return runs;
}

QueueLock::QueueLock(const fs::path& file)
    : lock_(lockOf(file), "another program works this queue off",
            "It takes up what is added to the queue, also now") {}

bool queueWorked(const fs::path& file) {
    const int descriptor = ::open(lockOf(file).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    const bool held = ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    ::close(descriptor);
    return held;
}

const fs::path* StudySpec::localiseOf(const std::string& dataset) const {
    return placeOf(localise, dataset);
}

const fs::path& StudySpec::policyOf(const std::string& dataset) const {
    const fs::path* policy = placeOf(policies, dataset);
    if (policy == nullptr)
        throw Error(ErrorCode::InvalidArgument, fmt::format("the study has no dataset \"{}\"", dataset));
    return *policy;
}

std::vector<std::string> StudySpec::allRows() const {
    std::vector<std::string> all = rows;
    if (control && std::find(rows.begin(), rows.end(), *control) == rows.end()) all.push_back(*control);
    return all;
}

StudySpec studyFromJson(const Json& json, const fs::path& folder, const std::string& where) {
    requireFormat(json, 1, where);
    ObjectReader reader(json, where);
    reader.find("format");
    StudySpec spec;
    reader.array("rows");
    spec.rows = reader.texts("rows");
    if (spec.rows.empty()) reader.fail("rows", "is empty");
    refuseRepeats(reader, "rows", spec.rows);
    for (const std::string& row : spec.rows)
        checkPreset(reader, "rows", row);
    spec.datasets = placesFromJson(reader, "datasets", folder);
    spec.policies = placesFromJson(reader, "policies", folder);
    spec.seeds = seedsFromJson(reader);
    if (reader.has("steps")) {
        const std::int64_t steps = reader.integer("steps");
        if (steps < 1 || steps > kMaxSteps)
            reader.fail("steps", fmt::format("is {}, allowed are 1 to {}", steps, kMaxSteps));
        spec.steps = static_cast<int>(steps);
    }
    if (reader.has("localise")) spec.localise = placesFromJson(reader, "localise", folder);
    if (reader.has("control")) {
        spec.control = reader.text("control");
        checkPreset(reader, "control", *spec.control);
    }
    spec.out = resolved(folder, reader.text("out"));
    reader.finish();
    checkNames(spec, reader);
    return spec;
}

StudySpec readStudy(const fs::path& file) {
    return studyFromJson(readJsonFile(file), folderOf(file), file.string());
}

std::vector<StudyCell> expandStudy(const StudySpec& spec,
                                   const std::function<StudyContext(const std::string& dataset)>& contextOf) {
    std::vector<StudyCell> cells;
    for (const auto& [dataset, folder] : spec.datasets) {
        const StudyContext context = contextOf(dataset);
        for (const std::string& row : spec.allRows()) {
            for (const std::uint64_t seed : spec.seeds) {
                StudyCell cell;
                cell.row = row;
                cell.dataset = dataset;
                cell.seed = seed;
                cell.context = {context.kind, context.large, spec.localiseOf(dataset) != nullptr, spec.steps,
                                seed};
                try {
                    presetRecipe(row, cell.context);
                    cell.run = spec.out / fmt::format("{}-{}-s{}", dataset, row, seed);
                } catch (const Error& error) {
                    cell.refused = error.summary();
                }
                cells.push_back(std::move(cell));
            }
        }
    }
    return cells;
}

bool cellFinished(const StudyCell& cell) {
    std::error_code code;
    return !cell.refused && fs::is_regular_file(RunPaths{cell.run}.finalEvaluation(), code);
}

} // namespace vrft
