// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Samples and datasets as JSON: every key written, unknown keys ignored.
#include "core/dataset/dataset.h"
#include "core/error.h"

#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr int kDatasetFormat = 1;

// Whole numbers without a point, so that a line reads as a person would write it.
Json number(double value) {
    if (value == std::floor(value) && std::abs(value) < 9007199254740992.0)
        return Json(static_cast<std::int64_t>(value));
    return Json(value);
}

template <std::size_t N>
Json numbers(const std::array<double, N>& values) {
    Json list = Json::array();
    for (const double value : values)
        list.push_back(number(value));
    return list;
}

template <std::size_t N>
std::array<double, N> numbersFromJson(const Json& list, const ObjectReader& reader, const std::string& key) {
    std::array<double, N> values{};
    if (!list.is_array() || list.size() != N)
        reader.fail(key, fmt::format("must be a list of {} numbers", N));
    for (std::size_t i = 0; i < N; ++i) {
        if (!list[i].is_number() || !std::isfinite(list[i].template get<double>()))
            reader.fail(key, "must hold finite numbers");
        values[i] = list[i].template get<double>();
    }
    return values;
}

template <std::size_t N>
std::optional<std::array<double, N>> optionalNumbers(ObjectReader& reader, const std::string& key) {
    if (!reader.has(key)) return std::nullopt;
    return numbersFromJson<N>(reader.require(key), reader, key);
}

int smallInteger(ObjectReader& reader, const std::string& key) {
    const std::int64_t value = reader.integer(key);
    if (value < INT32_MIN || value > INT32_MAX) reader.fail(key, "is too large");
    return static_cast<int>(value);
}

std::optional<std::string> optionalText(ObjectReader& reader, const std::string& key) {
    if (!reader.has(key)) return std::nullopt;
    return reader.text(key);
}

template <typename T>
Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

Json imageToJson(const SampleImage& image) {
    const RenderInfo& render = image.render;
    return {{"file", image.file},
            {"width", image.width},
            {"height", image.height},
            {"spacing_mm", image.spacingMm ? numbers(*image.spacingMm) : Json()},
            {"render",
             {{"window", render.window ? numbers(*render.window) : Json()},
              {"invert", render.invert},
              {"crop", render.crop ? numbers(*render.crop) : Json()}}}};
}

SampleImage imageFromJson(const Json& object, const std::string& where) {
    ObjectReader reader(object, where);
    SampleImage image;
    image.file = reader.text("file");
    image.width = smallInteger(reader, "width");
    image.height = smallInteger(reader, "height");
    image.spacingMm = optionalNumbers<2>(reader, "spacing_mm");
    if (reader.has("render")) {
        ObjectReader render(reader.require("render"), reader.at("render"));
        image.render.window = optionalNumbers<2>(render, "window");
        image.render.invert = render.boolean("invert", false);
        image.render.crop = optionalNumbers<4>(render, "crop");
    }
    return image;
}

Json targetToJson(const Target& target) {
    Json boxes = Json::array();
    for (const Box& box : target.boxes)
        boxes.push_back(numbers<4>({box.x1, box.y1, box.x2, box.y2}));
    Json attributes = Json::object();
    for (const auto& [name, value] : target.attributes)
        attributes[name] = value;
    return {{"label", orNull(target.label)},
            {"grade", orNull(target.grade)},
            {"boxes", std::move(boxes)},
            {"attributes", std::move(attributes)},
            {"reasoning", orNull(target.reasoning)}};
}

Json countsToJson(const SplitCounts& counts) {
    Json byClass = Json::object();
    for (const auto& [id, count] : counts.byClass)
        byClass[id] = count;
    return {{"patients", counts.patients}, {"samples", counts.samples}, {"by_class", std::move(byClass)}};
}

SplitCounts countsFromJson(const Json& object, const std::string& where) {
    ObjectReader reader(object, where);
    SplitCounts counts;
    counts.patients = reader.integer("patients");
    counts.samples = reader.integer("samples");
    const Json& byClass = reader.require("by_class");
    if (!byClass.is_object()) reader.fail("by_class", "must map class ids to numbers");
    for (const auto& [id, count] : byClass.items()) {
        if (!count.is_number_integer()) reader.fail("by_class", "must map class ids to whole numbers");
        counts.byClass[id] = count.get<std::int64_t>();
    }
    return counts;
}

Certificate certificateFromJson(const Json& object, const std::string& where) {
    ObjectReader reader(object, where);
    Certificate certificate;
    certificate.groups = reader.integer("groups");
    certificate.overlap = reader.integer("overlap");
    certificate.linkedBy = reader.texts("linked_by");
    const std::string identity = reader.text("patient_identity", "known");
    if (identity != "known" && identity != "assumed")
        reader.fail("patient_identity", "must be known or assumed");
    certificate.patientsKnown = identity == "known";
    certificate.burnedInChecked = reader.boolean("burned_in_checked", false);
    return certificate;
}

SplitPlanInfo splitPlanFromJson(const Json& object, const std::string& where) {
    ObjectReader reader(object, where);
    SplitPlanInfo plan;
    plan.name = reader.text("name");
    plan.ratios = numbersFromJson<3>(reader.require("ratios"), reader, "ratios");
    const Json& seed = reader.require("seed");
    if (!seed.is_number_unsigned()) reader.fail("seed", "must be a whole number from 0");
    plan.seed = seed.get<std::uint64_t>();
    return plan;
}

} // namespace

Json sampleToJson(const Sample& sample) {
    Json images = Json::array();
    for (const SampleImage& image : sample.images)
        images.push_back(imageToJson(image));
    return {{"id", sample.id},
            {"split", splitName(sample.split)},
            {"patient", sample.patient},
            {"images", std::move(images)},
            {"target", targetToJson(sample.target)}};
}

std::string sampleLine(const Sample& sample) {
    return jsonLine(sampleToJson(sample)) + "\n";
}

Sample sampleFromJson(const Json& object, const std::string& where) {
    ObjectReader reader(object, where);
    Sample sample;
    sample.id = reader.text("id");
    sample.split = splitFromName(reader.text("split"), where);
    sample.patient = reader.text("patient");
    for (const Json& item : reader.array("images"))
        sample.images.push_back(imageFromJson(item, reader.at("images")));
    sample.target = targetFromJson(reader.require("target"), reader.at("target"));
    return sample;
}

Target targetFromJson(const Json& object, const std::string& where) {
    ObjectReader reader(object, where);
    Target target;
    target.label = optionalText(reader, "label");
    if (reader.has("grade")) target.grade = smallInteger(reader, "grade");
    if (reader.has("boxes")) {
        for (const Json& item : reader.array("boxes")) {
            const auto box = numbersFromJson<4>(item, reader, "boxes");
            target.boxes.push_back({box[0], box[1], box[2], box[3]});
        }
    }
    if (reader.has("attributes")) {
        const Json& attributes = reader.require("attributes");
        if (!attributes.is_object()) reader.fail("attributes", "must map names to values");
        for (const auto& [name, value] : attributes.items()) {
            if (!value.is_string()) reader.fail("attributes", "must map names to texts");
            target.attributes.emplace_back(name, value.get<std::string>());
        }
    }
    target.reasoning = optionalText(reader, "reasoning");
    return target;
}

Json datasetToJson(const Dataset& dataset) {
    Json counts = Json::object();
    for (const Split split : kSplits)
        counts[std::string(splitName(split))] = countsToJson(dataset.counts[static_cast<std::size_t>(split)]);
    const Certificate& certificate = dataset.certificate;
    return {{"format", kDatasetFormat},
            {"name", dataset.name},
            {"hash", dataset.hash},
            {"task", kTaskFile},
            {"split_plan",
             {{"name", dataset.splitPlan.name},
              {"ratios", numbers(dataset.splitPlan.ratios)},
              {"seed", dataset.splitPlan.seed}}},
            {"counts", std::move(counts)},
            {"certificate",
             {{"groups", certificate.groups},
              {"overlap", certificate.overlap},
              {"linked_by", certificate.linkedBy},
              {"patient_identity", certificate.patientsKnown ? "known" : "assumed"},
              {"burned_in_checked", certificate.burnedInChecked}}},
            {"made", {{"program", dataset.madeProgram}, {"time", dataset.madeTime}}}};
}

Dataset datasetFromJson(const Json& document, const std::string& where) {
    requireFormat(document, kDatasetFormat, where);
    ObjectReader reader(document, where);
    Dataset dataset;
    dataset.name = reader.text("name");
    dataset.hash = reader.text("hash");
    if (reader.text("task") != kTaskFile) reader.fail("task", fmt::format("must be \"{}\"", kTaskFile));
    dataset.splitPlan = splitPlanFromJson(reader.require("split_plan"), reader.at("split_plan"));
    ObjectReader counts(reader.require("counts"), reader.at("counts"));
    for (const Split split : kSplits) {
        const std::string name(splitName(split));
        dataset.counts[static_cast<std::size_t>(split)] =
            countsFromJson(counts.require(name), counts.at(name));
    }
    dataset.certificate = certificateFromJson(reader.require("certificate"), reader.at("certificate"));
    if (reader.has("made")) {
        ObjectReader made(reader.require("made"), reader.at("made"));
        dataset.madeProgram = made.text("program", "");
        dataset.madeTime = made.number("time", 0);
    }
    return dataset;
}

} // namespace vrft
