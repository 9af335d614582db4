// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/evaluation_words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vrft::engine {

namespace {

constexpr int kNameWidth = 24;
constexpr int kColumnWidth = 26;

const Json& at(const Json& object, const std::string& key) {
    static const Json kNothing;
    if (!object.is_object()) return kNothing;
    const auto found = object.find(key);
    return found == object.end() ? kNothing : *found;
}

std::string boundsText(const Json& low, const Json& high) {
    if (!low.is_number() || !high.is_number()) return {};
    return fmt::format(" ({:.3f} to {:.3f})", low.get<double>(), high.get<double>());
}

// A figure with its interval by patient; empty where it doesn't apply.
std::string figureText(const Json& document, const std::string& key) {
    const Json& figure = at(document, key);
    const Json& value = figure.is_object() ? at(figure, "value") : figure;
    if (!value.is_number()) return {};
    std::string text = fmt::format("{:.3f}", value.get<double>());
    if (figure.is_object()) return text + boundsText(at(figure, "low"), at(figure, "high"));
    const Json& bounds = at(at(document, "intervals"), key);
    return bounds.is_array() ? text + boundsText(bounds[0], bounds[1]) : text;
}

std::string numberText(const Json& value) {
    return value.is_number() ? fmt::format("{:.3f}", value.get<double>()) : std::string();
}

std::string nameOfDataset(const Json& document) {
    const Json& name = at(at(document, "dataset"), "name");
    return name.is_string() ? name.get<std::string>() : std::string();
}

constexpr std::size_t kHashDigits = 8;

// The datasets' names; with the beginning of the hash where two are called the same.
std::vector<std::string> namesOfDatasets(const std::vector<const Json*>& documents) {
    std::vector<std::string> names;
    for (const Json* document : documents) {
        const std::string name = nameOfDataset(*document);
        const bool shared = std::ranges::count_if(documents, [&](const Json* other) {
                                return nameOfDataset(*other) == name;
                            }) > 1;
        const Json& hash = at(at(*document, "dataset"), "hash");
        names.push_back(shared && hash.is_string()
                            ? fmt::format("{} {}", name, hash.get<std::string>().substr(0, kHashDigits))
                            : name);
    }
    return names;
}

using Columns = std::vector<const Json*>;

// "name   value   value"; left out where no column has a value.
void addRow(std::vector<std::string>& lines, const std::string& name,
            const std::vector<std::string>& values) {
    if (std::all_of(values.begin(), values.end(), [](const std::string& text) { return text.empty(); }))
        return;
    std::string line = fmt::format("{:<{}}", name, kNameWidth);
    for (const std::string& value : values)
        line += fmt::format(" {:<{}}", value.empty() ? "-" : value, kColumnWidth);
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(line);
}

template <typename Text>
std::vector<std::string> each(const Columns& columns, const Text& text) {
    std::vector<std::string> values;
    for (const Json* document : columns)
        values.push_back(text(*document));
    return values;
}

void addFigures(std::vector<std::string>& lines, const Columns& columns) {
    constexpr std::array<std::pair<const char*, const char*>, 10> kFigures = {{
        {"accuracy", "accuracy"},
        {"majority", "always the commonest"},
        {"balanced_accuracy", "balanced accuracy"},
        {"qwk", "weighted kappa"},
        {"grade_error", "mean grade error"},
        {"iou", "box overlap (IoU)"},
        {"ap50", "AP50"},
        {"image_gain", "image gain, exchanged"},
        {"blank_gain", "image gain, blank"},
        {"attributes_truth", "attributes true"},
    }};
    for (const auto& [key, name] : kFigures)
        addRow(lines, name, each(columns, [&](const Json& document) { return figureText(document, key); }));
    constexpr std::array<std::pair<const char*, const char*>, 5> kDiversity = {{
        {"distinct_1", "different words"},
        {"distinct_2", "different word pairs"},
        {"words", "words a reasoning"},
        {"tokens", "tokens an answer"},
        {"truncated", "answers cut off"},
    }};
    for (const auto& [key, name] : kDiversity)
        addRow(lines, name, each(columns, [&](const Json& document) {
                   return numberText(at(at(document, "diversity"), key));
               }));
}

void addClasses(std::vector<std::string>& lines, const Columns& columns) {
    const Json& classes = at(*columns.front(), "per_class");
    if (!classes.is_object()) return;
    lines.emplace_back();
    const auto add = [&](const std::string& id, const char* word, const char* key, const char* interval) {
        addRow(lines, fmt::format("{} {}", id, word), each(columns, [&](const Json& document) {
                   const Json& figures = at(at(document, "per_class"), id);
                   const Json& bounds = at(figures, interval);
                   std::string text = numberText(at(figures, key));
                   if (!text.empty() && bounds.is_array()) text += boundsText(bounds[0], bounds[1]);
                   return text;
               }));
    };
    for (const auto& [id, figures] : classes.items()) {
        add(id, "sensitivity", "recall", "recall_interval");
        add(id, "specificity", "specificity", "specificity_interval");
    }
}

void addConfusion(std::vector<std::string>& lines, const Json& document) {
    const Json& confusion = at(document, "confusion");
    if (!confusion.is_array()) return;
    constexpr int kCell = 10;
    lines.emplace_back();
    std::string head = fmt::format("{:<{}}", "true \\ answered", kNameWidth);
    for (const auto& [id, figures] : at(document, "per_class").items())
        head += fmt::format(" {:>{}}", id.substr(0, kCell), kCell);
    lines.push_back(head + fmt::format(" {:>{}}", "no answer", kCell));
    std::size_t row = 0;
    for (const auto& [id, figures] : at(document, "per_class").items()) {
        std::string line = fmt::format("{:<{}}", id.substr(0, kNameWidth), kNameWidth);
        for (const Json& count : confusion.at(row++))
            line += fmt::format(" {:>{}}", count.get<std::int64_t>(), kCell);
        lines.push_back(line);
    }
}

void addCalibration(std::vector<std::string>& lines, const Json& document) {
    const Json& calibration = at(document, "calibration");
    if (!calibration.is_object()) return;
    lines.emplace_back();
    lines.push_back(fmt::format("calibration              {} answers, mean probability {:.3f}, {:.3f} right; "
                                "expected calibration error "
                                "{:.3f}, Brier {:.3f}",
                                calibration.at("n").dump(), calibration.at("probability").get<double>(),
                                calibration.at("accuracy").get<double>(), calibration.at("ece").get<double>(),
                                calibration.at("brier").get<double>()));
    for (const Json& bin : calibration.at("bins"))
        if (bin.at("n") > 0)
            lines.push_back(fmt::format("  said {:.1f} to {:.1f}: {:>5} answers, {:.3f} right",
                                        bin.at("low").get<double>(), bin.at("high").get<double>(),
                                        bin.at("n").dump(), bin.at("accuracy").get<double>()));
}

} // namespace

std::vector<std::string> evaluationWords(const Json& document) {
    Columns columns;
    if (const Json& several = at(document, "evaluations"); several.is_array())
        for (const Json& one : several)
            columns.push_back(&one);
    else
        columns.push_back(&document);
    std::vector<std::string> lines;
    const std::vector<std::string> names = namesOfDatasets(columns);
    addRow(lines, "dataset", names);
    addRow(lines, "split", each(columns, [](const Json& one) { return one.at("split").get<std::string>(); }));
    addRow(lines, "samples, patients", each(columns, [](const Json& one) {
               return fmt::format("{}, {}", one.at("n").dump(), one.at("patients").dump());
           }));
    addFigures(lines, columns);
    addClasses(lines, columns);
    for (const Json* one : columns) {
        addConfusion(lines, *one);
        addCalibration(lines, *one);
    }
    lines.emplace_back();
    lines.emplace_back(
        "Intervals: 95 %, bootstrap over patients. A probability is that of the answer's words "
        "after the policy's own reasoning.");
    for (std::size_t i = 1; i < columns.size(); ++i) {
        const Json& shared = at(*columns[i], "shared_with_training");
        if (shared.is_number() && shared > 0)
            lines.push_back(fmt::format("{} images of {} are in the train split of the first dataset.",
                                        shared.dump(), names[i]));
    }
    return lines;
}

} // namespace vrft::engine
