// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/study_table.h"

#include "core/error.h"
#include "core/files.h"
#include "core/run/run_folder.h"
#include "core/run/run_reader.h"
#include "core/run/study_figure.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

// Figures of final.json shown beside the measure, where they apply.
constexpr std::array<std::string_view, 7> kFigures = {
    "accuracy", "balanced_accuracy", "qwk", "grade_error", "iou", "ap50", "image_gain"};
constexpr std::string_view kTruth = "attributes_truth";

// A figure as a number, whether it stands alone or as {"value","low","high"}; none when null or absent.
std::optional<double> figureOf(const Json& document, std::string_view key) {
    if (!document.is_object()) return std::nullopt;
    const auto found = document.find(std::string(key));
    if (found == document.end()) return std::nullopt;
    const Json* value = &*found;
    if (value->is_object()) {
        const auto inner = value->find("value");
        if (inner == value->end()) return std::nullopt;
        value = &*inner;
    }
    if (!value->is_number()) return std::nullopt;
    return value->get<double>();
}

// Training seconds and peak memory, from the records that count.
void addCosts(const fs::path& run, std::map<std::string, double>& figures) {
    MetricsLog log(run);
    log.poll();
    double seconds = 0;
    double peak = 0;
    for (const MetricsRecord& record : log.records()) {
        if (record.superseded) continue;
        for (const char* key : {"time/rollout_s", "time/reward_s", "time/update_s"}) {
            const auto found = record.values.find(key);
            if (found != record.values.end()) seconds += found->second;
        }
        const auto memory = record.values.find("memory/peak_bytes");
        if (memory != record.values.end()) peak = std::max(peak, memory->second);
    }
    if (seconds > 0) figures["train_s"] = seconds;
    if (peak > 0) figures["peak_bytes"] = peak;
}

std::string folderName(const fs::path& folder) {
    return (folder.filename().empty() ? folder.parent_path() : folder).filename().string();
}

SeedResult resultOf(const StudyCell& cell, const Json& document, const std::string& measure) {
    SeedResult result;
    result.seed = cell.seed;
    result.run = cell.run.filename().string();
    result.value = figureOf(document, measure);
    const auto start = document.find("start");
    if (start != document.end()) result.start = figureOf(*start, measure);
    for (const std::string_view key : kFigures) {
        if (key == measure) continue;
        if (const auto value = figureOf(document, key)) result.figures[std::string(key)] = *value;
    }
    if (const auto value = figureOf(document, kTruth)) result.figures[std::string(kTruth)] = *value;
    addCosts(cell.run, result.figures);
    return result;
}

constexpr double kNoSpread = 1e-9;

// Seeds that all agree say nothing about how far others would lie: no interval, as with one seed.
std::optional<Interval> withSpread(std::optional<Interval> interval) {
    if (interval && interval->low && *interval->high - *interval->low < kNoSpread)
        interval->low = interval->high = std::nullopt;
    return interval;
}

template <typename Get>
std::optional<Interval> overSeeds(const std::vector<SeedResult>& seeds, const Get& get) {
    std::vector<double> values;
    for (const SeedResult& seed : seeds) {
        if (const std::optional<double> value = get(seed)) values.push_back(*value);
    }
    return withSpread(studentInterval(values));
}

void summarise(StudyRow& row) {
    row.value = overSeeds(row.seeds, [](const SeedResult& seed) { return seed.value; });
    row.start = overSeeds(row.seeds, [](const SeedResult& seed) { return seed.start; });
    row.rise = overSeeds(row.seeds, [](const SeedResult& seed) { return seed.rise(); });
    for (const SeedResult& seed : row.seeds) {
        for (const auto& [key, value] : seed.figures) {
            if (row.figures.contains(key)) continue;
            const auto interval =
                overSeeds(row.seeds, [&key = key](const SeedResult& other) -> std::optional<double> {
                    const auto found = other.figures.find(key);
                    if (found == other.figures.end()) return std::nullopt;
                    return found->second;
                });
            if (interval) row.figures[key] = *interval;
        }
    }
}

// Seed by seed against plain rft on the same dataset, over the seeds that both have finished.
void holdAgainstPlain(std::vector<StudyRow>& rows) {
    for (StudyRow& row : rows) {
        const auto plain = std::find_if(rows.begin(), rows.end(), [&row](const StudyRow& other) {
            return other.plain && other.dataset == row.dataset;
        });
        if (row.plain || plain == rows.end() || plain->measure != row.measure) continue;
        std::vector<double> own;
        std::vector<double> theirs;
        for (const SeedResult& seed : row.seeds)
            for (const SeedResult& other : plain->seeds)
                if (other.seed == seed.seed && seed.value && other.value) {
                    own.push_back(*seed.value);
                    theirs.push_back(*other.value);
                }
        row.against = withSpread(pairedStudentInterval(own, theirs));
        row.againstSeeds = static_cast<int>(own.size());
    }
}

Json numberOrNull(const std::optional<double>& value) {
    return value ? Json(*value) : Json();
}

Json intervalJson(const std::optional<Interval>& interval) {
    if (!interval) return nullptr;
    return {{"mean", interval->value},
            {"low", numberOrNull(interval->low)},
            {"high", numberOrNull(interval->high)}};
}

Json rowJson(const StudyRow& row) {
    Json json = {
        {"row", row.row}, {"dataset", row.dataset}, {"control", row.control}, {"policy", row.policy}};
    json["plain"] = row.plain;
    if (row.refused) {
        json["refused"] = *row.refused;
        return json;
    }
    json["measure"] = row.measure;
    json["n"] = row.seeds.size();
    json["unfinished"] = row.unfinished;
    json["unfinished_runs"] = row.unfinishedRuns;
    json["majority"] = numberOrNull(row.majority);
    json["final"] = intervalJson(row.value);
    json["start"] = intervalJson(row.start);
    json["rise"] = intervalJson(row.rise);
    json["against_rft"] = intervalJson(row.against);
    json["against_rft_n"] = row.againstSeeds;
    json["figures"] = Json::object();
    for (const auto& [key, interval] : row.figures)
        json["figures"][key] = intervalJson(interval);
    json["seeds"] = Json::array();
    for (const SeedResult& seed : row.seeds) {
        Json item = {{"seed", seed.seed},
                     {"run", seed.run},
                     {"final", numberOrNull(seed.value)},
                     {"start", numberOrNull(seed.start)},
                     {"rise", numberOrNull(seed.rise())},
                     {"figures", Json::object()}};
        for (const auto& [key, value] : seed.figures)
            item["figures"][key] = value;
        json["seeds"].push_back(std::move(item));
    }
    return json;
}

std::string csvText(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c;
        if (c == '"') quoted += '"';
    }
    return quoted + "\"";
}

std::string csvNumber(const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : std::string();
}

void appendInterval(std::vector<std::string>& cells, const std::optional<Interval>& interval) {
    cells.push_back(interval ? csvNumber(interval->value) : "");
    cells.push_back(interval ? csvNumber(interval->low) : "");
    cells.push_back(interval ? csvNumber(interval->high) : "");
}

// ".612 (.571 to .653)": a share as papers write it; other figures keep their leading zero.
std::string markdownNumber(double value, bool share, bool sign) {
    std::string text = sign ? fmt::format("{:+.3f}", value) : fmt::format("{:.3f}", value);
    const std::size_t digits = text.find_first_of("0123456789");
    if (share && text.compare(digits, 2, "0.") == 0) text.erase(digits, 1);
    return text;
}

std::string markdownInterval(const std::optional<Interval>& interval, bool share, bool sign = false) {
    if (!interval) return "-";
    std::string text = markdownNumber(interval->value, share, sign);
    if (interval->low && interval->high)
        text += fmt::format(" ({} to {})", markdownNumber(*interval->low, share, sign),
                            markdownNumber(*interval->high, share, sign));
    return text;
}

// A cell must not end its column or line.
std::string markdownText(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        if (c == '|' || c == '\\') safe += '\\';
        safe += c == '\n' || c == '\r' ? ' ' : c;
    }
    return safe;
}

std::string markdownRow(const StudyRow& row, bool grades) {
    std::string name = markdownText(row.row);
    if (row.control) name += " (control)";
    if (row.refused)
        return fmt::format("| {} | left out: {} |{}\n", name, markdownText(*row.refused),
                           grades ? " | | | | | |" : " | | | |");
    const auto figure = [&row](const char* key) {
        const auto found = row.figures.find(key);
        return found == row.figures.end() ? std::optional<Interval>() : std::optional(found->second);
    };
    std::string text =
        fmt::format("| {} | {} | {} | {} | {} |", name, markdownInterval(row.value, true),
                    markdownInterval(row.rise, true, true), markdownInterval(row.against, true, true),
                    markdownInterval(figure("image_gain"), true, true));
    if (grades)
        text += fmt::format(" {} | {} |", markdownInterval(figure("qwk"), true),
                            markdownInterval(figure("grade_error"), false));
    return text + fmt::format(" {} of {} |\n", row.seeds.size(), row.seeds.size() + row.unfinished.size());
}

// The figures any row has, so that every line has the same columns.
std::vector<std::string> figureColumns(const std::vector<StudyRow>& rows) {
    std::vector<std::string> columns;
    const auto add = [&](std::string_view key) {
        const bool used = std::any_of(rows.begin(), rows.end(), [&](const StudyRow& row) {
            return row.figures.contains(std::string(key));
        });
        if (used) columns.emplace_back(key);
    };
    for (const std::string_view key : kFigures)
        add(key);
    for (const std::string_view key : {kTruth, std::string_view("train_s"), std::string_view("peak_bytes")})
        add(key);
    return columns;
}

} // namespace

std::optional<double> SeedResult::rise() const {
    if (!value || !start) return std::nullopt;
    return *value - *start;
}

std::vector<StudyRow> assembleStudy(const StudySpec& spec, const std::vector<StudyCell>& cells) {
    std::vector<StudyRow> rows;
    for (const StudyCell& cell : cells) {
        auto row = std::find_if(rows.begin(), rows.end(), [&cell](const StudyRow& known) {
            return known.row == cell.row && known.dataset == cell.dataset;
        });
        if (row == rows.end()) {
            StudyRow fresh;
            fresh.row = cell.row;
            fresh.dataset = cell.dataset;
            fresh.policy = folderName(spec.policyOf(cell.dataset));
            fresh.control = spec.control == cell.row;
            fresh.plain = cell.strategy.isPlainRft();
            fresh.refused = cell.refused;
            fresh.measure = cell.context.kind == TaskKind::Localisation ? "iou" : "accuracy";
            row = rows.insert(rows.end(), std::move(fresh));
        }
        if (cell.refused) continue;
        if (!cellFinished(cell)) {
            row->unfinished.push_back(cell.seed);
            row->unfinishedRuns.push_back(folderName(cell.run));
            continue;
        }
        const fs::path file = RunPaths{cell.run}.finalEvaluation();
        const Json document = readJsonFile(file);
        requireFormat(document, 1, file.string());
        row->seeds.push_back(resultOf(cell, document, row->measure));
        if (const auto majority = figureOf(document, "majority")) row->majority = majority;
    }
    for (StudyRow& row : rows)
        summarise(row);
    holdAgainstPlain(rows);
    return rows;
}

Json studyTableJson(const std::vector<StudyRow>& rows, std::span<const std::string> notes) {
    Json json = {{"format", 1}, {"split", "test"}, {"interval", "95 % Student-t over seeds"}};
    json["notes"] = Json::array();
    for (const std::string& note : notes)
        json["notes"].push_back(note);
    json["rows"] = Json::array();
    for (const StudyRow& row : rows)
        json["rows"].push_back(rowJson(row));
    return json;
}

std::string studyTableCsv(const std::vector<StudyRow>& rows) {
    const std::vector<std::string> columns = figureColumns(rows);
    std::vector<std::string> header = {"dataset",   "row",       "control",    "refused",   "measure",
                                       "n",         "majority",  "final",      "final_low", "final_high",
                                       "start",     "start_low", "start_high", "rise",      "rise_low",
                                       "rise_high", "seeds"};
    for (const std::string& column : columns) {
        for (const char* suffix : {"", "_low", "_high"})
            header.push_back(column + suffix);
    }
    // Younger than the columns before them.
    for (const char* column : {"policy", "against_rft", "against_rft_low", "against_rft_high"})
        header.emplace_back(column);
    std::string csv = fmt::format("{}\r\n", fmt::join(header, ","));
    for (const StudyRow& row : rows) {
        std::vector<std::string> cells = {csvText(row.dataset),           csvText(row.row),
                                          row.control ? "yes" : "no",     csvText(row.refused.value_or("")),
                                          row.refused ? "" : row.measure, fmt::format("{}", row.seeds.size()),
                                          csvNumber(row.majority)};
        for (const auto* interval : {&row.value, &row.start, &row.rise})
            appendInterval(cells, *interval);
        std::vector<std::string> seeds;
        for (const SeedResult& seed : row.seeds)
            seeds.push_back(fmt::format("{}:{}", seed.seed, csvNumber(seed.value)));
        cells.push_back(fmt::format("{}", fmt::join(seeds, " ")));
        for (const std::string& column : columns) {
            const auto found = row.figures.find(column);
            appendInterval(cells, found == row.figures.end() ? std::nullopt : std::optional(found->second));
        }
        cells.push_back(csvText(row.policy));
        appendInterval(cells, row.against);
        csv += fmt::format("{}\r\n", fmt::join(cells, ","));
    }
    return csv;
}

std::string studyTableMarkdown(const std::vector<StudyRow>& rows, std::span<const std::string> notes) {
    std::string text;
    std::vector<std::string> datasets;
    for (const StudyRow& row : rows)
        if (std::find(datasets.begin(), datasets.end(), row.dataset) == datasets.end())
            datasets.push_back(row.dataset);
    for (const std::string& dataset : datasets) {
        std::vector<const StudyRow*> own;
        for (const StudyRow& row : rows)
            if (row.dataset == dataset) own.push_back(&row);
        const auto has = [&](const char* key) {
            return std::any_of(own.begin(), own.end(),
                               [&](const StudyRow* row) { return row->figures.contains(key); });
        };
        const auto measured =
            std::find_if(own.begin(), own.end(), [](const StudyRow* row) { return !row->measure.empty(); });
        const bool grades = has("qwk");
        text += fmt::format("{}## {} from {}\n\n", text.empty() ? "" : "\n", markdownText(dataset),
                            markdownText(own.front()->policy));
        text += fmt::format("| strategy | {} on test | rise | against rft | image gain |{} seeds |\n",
                            measured == own.end() ? "accuracy" : (*measured)->measure,
                            grades ? " weighted kappa | grade error |" : "");
        text += fmt::format("|---|---|---|---|---|{}---|\n", grades ? "---|---|" : "");
        for (const StudyRow* row : own)
            text += markdownRow(*row, grades);
        const auto majority = std::find_if(own.begin(), own.end(),
                                           [](const StudyRow* row) { return row->majority.has_value(); });
        if (majority != own.end())
            text += fmt::format("| always the commonest answer | {} | | | |{} |\n",
                                markdownNumber(*(*majority)->majority, true, false), grades ? " | |" : "");
    }
    for (const std::string& note : notes)
        text += fmt::format("\n{}\n", markdownText(note));
    return text + "\nMean over seeds with a 95 % Student-t interval, which needs two seeds that differ; the "
                  "best checkpoint "
                  "of each run, chosen on held-out patients. `against rft`: the difference to plain rft, "
                  "seed by seed. Intervals speak of "
                  "seeds, not of other patients, and aren't corrected for the number of rows.\n";
}

void writeStudyTable(const fs::path& out, const std::vector<StudyRow>& rows,
                     std::span<const std::string> notes) {
    makeFolders(out);
    writeFileAtomic(out / "table.json", jsonPretty(studyTableJson(rows, notes)));
    writeFileAtomic(out / "table.csv", studyTableCsv(rows));
    writeFileAtomic(out / "table.md", studyTableMarkdown(rows, notes));
    writeFileAtomic(out / "figure.svg", studyFigureSvg(rows));
}

} // namespace vrft
