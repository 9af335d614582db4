// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/dataset.h"

#include "core/dataset/check.h"
#include "core/error.h"
#include "core/hash.h"
#include "core/vision_input/image.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <tuple>

namespace vrft {

namespace {

bool canonicalOrder(const Sample* a, const Sample* b) {
    return std::tie(a->split, a->id) < std::tie(b->split, b->id);
}

} // namespace

std::string_view splitName(Split split) {
    switch (split) {
    case Split::Train:
        return "train";
    case Split::Val:
        return "val";
    case Split::Test:
        return "test";
    }
    return "train";
}

Split splitFromName(std::string_view name, const std::string& where) {
    for (const Split split : kSplits) {
        if (name == splitName(split)) return split;
    }
    throw Error(ErrorCode::InvalidFormat, fmt::format("there is no split \"{}\"", name), where,
                "Splits are train, val and test");
}

std::vector<const Sample*> Dataset::of(Split split) const {
    std::vector<const Sample*> found;
    for (const Sample& sample : samples) {
        if (sample.split == split) found.push_back(&sample);
    }
    return found;
}

const Sample* Dataset::find(std::string_view id) const {
    const auto found = std::ranges::find(samples, id, &Sample::id);
    return found == samples.end() ? nullptr : &*found;
}

void sortSamples(std::vector<Sample>& samples) {
    std::ranges::stable_sort(samples,
                             [](const Sample& a, const Sample& b) { return canonicalOrder(&a, &b); });
}

std::array<SplitCounts, 3> countSamples(const Task& task, std::span<const Sample> samples) {
    std::array<SplitCounts, 3> counts;
    std::array<std::set<std::string>, 3> patients;
    for (SplitCounts& split : counts) {
        for (const TaskClass& taskClass : task.classes)
            split.byClass[taskClass.id] = 0;
    }
    for (const Sample& sample : samples) {
        const auto index = static_cast<std::size_t>(sample.split);
        ++counts[index].samples;
        patients[index].insert(sample.patient);
        if (task.kind == TaskKind::Localisation) {
            if (!sample.target.boxes.empty()) ++counts[index].byClass[task.classes.front().id];
        } else if (sample.target.label) {
            ++counts[index].byClass[*sample.target.label];
        }
    }
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i].patients = static_cast<std::int64_t>(patients[i].size());
    return counts;
}

Certificate certify(std::span<const Sample> samples) {
    std::map<std::string_view, std::set<Split>> sides;
    for (const Sample& sample : samples)
        sides[sample.patient].insert(sample.split);
    Certificate certificate;
    certificate.groups = static_cast<std::int64_t>(sides.size());
    certificate.overlap =
        std::ranges::count_if(sides, [](const auto& side) { return side.second.size() > 1; });
    return certificate;
}

std::string datasetHash(const Task& task, std::span<const Sample> samples) {
    std::vector<const Sample*> ordered;
    for (const Sample& sample : samples)
        ordered.push_back(&sample);
    std::ranges::stable_sort(ordered, canonicalOrder);

    Json classes = Json::array();
    for (const TaskClass& taskClass : task.classes)
        classes.push_back(
            {{"id", taskClass.id}, {"grade", taskClass.grade ? Json(*taskClass.grade) : Json()}});
    const Json head = {{"task", {{"id", task.id}, {"kind", taskKindName(task.kind)}, {"classes", classes}}}};

    Sha256 hash;
    hash.update(canonicalJson(head) + "\n");
    std::map<std::string_view, std::size_t> ordinals;
    for (const Sample* sample : ordered) {
        Json line = sampleToJson(*sample);
        line["patient"] = ordinals.emplace(sample->patient, ordinals.size()).first->second;
        hash.update(canonicalJson(line) + "\n");
    }
    return toHex(hash.finish());
}

Dataset readDataset(const std::filesystem::path& folder) {
    std::error_code code;
    if (!std::filesystem::exists(folder / "dataset.json", code))
        throw Error(ErrorCode::NotFound, "this is no dataset folder: it has no dataset.json", folder.string(),
                    "Freeze one with vrftaug-data dataset, or check the path");
    Dataset dataset;
    const std::vector<DatasetFinding> findings = inspectDataset(folder, dataset);
    if (!findings.empty()) {
        const DatasetFinding& first = findings.front();
        throw Error(first.code, first.text, folder.string(), first.next);
    }
    return dataset;
}

Image readSampleImage(const Dataset& dataset, const SampleImage& image) {
    const std::filesystem::path file = dataset.imagePath(image);
    Image pixels = readPng(file);
    const std::string next = "Restore the file from a copy or freeze the dataset again";
    if (pixels.width != image.width || pixels.height != image.height)
        throw Error(ErrorCode::Mismatch,
                    fmt::format("the image is {} x {}, the dataset says {} x {}", pixels.width, pixels.height,
                                image.width, image.height),
                    file.string(), next);
    if (imageFile(imageHash(pixels)) != image.file)
        throw Error(ErrorCode::Mismatch, "the image's pixels aren't those that were frozen", file.string(),
                    next);
    return pixels;
}

std::string imageFile(std::string_view pixelHash) {
    return fmt::format("images/{}.png", pixelHash);
}

} // namespace vrft
