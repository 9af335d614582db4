// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A small honest dataset on disk, to be spoilt.
#pragma once

#include "core/dataset/dataset.h"
#include "core/files.h"
#include "core/vision_input/image.h"
#include "tests/support/temp_folder.h"

#include <fmt/format.h>

namespace vrft::test {

inline Task phantomTask(const std::string& id) {
    return readTask(std::filesystem::path(VRFT_SOURCE_DIR) / "resources" / "knowledge" / (id + ".json"));
}

// An image that no other seed gives.
inline Image numberedImage(int seed, int width = 8, int height = 6) {
    Image image{width, height, 1, {}};
    for (int i = 0; i < width * height; ++i)
        image.pixels.push_back(static_cast<std::uint8_t>((seed * 31 + i * 7) % 256));
    return image;
}

class PlantedDataset {
public:
    // 12 samples of 6 patients, two each: 6 in train, 4 in val, 2 in test. Spoil the public members, then
    // write().
    explicit PlantedDataset(const std::string& taskId = "malignancy") {
        data.task = phantomTask(taskId);
        data.name = "planted";
        data.splitPlan = {"main", {50, 30, 20}, 7};
        data.madeProgram = "test";
        for (int i = 0; i < 12; ++i)
            data.samples.push_back(sampleOf(i));
        settle();
    }

    const std::filesystem::path& path() const { return folder_.path(); }

    std::string putImage(const Image& image) const {
        const std::string file = imageFile(imageHash(image));
        makeFolders(path() / "images");
        writeFileAtomic(path() / file, encodePng(image), false);
        return file;
    }

    // Counts, certificate and hash as an honest writer would give them.
    void settle() {
        data.counts = countSamples(data.task, data.samples);
        data.certificate = certify(data.samples);
        data.hash = datasetHash(data.task, data.samples);
    }

    void write() const {
        writeFileAtomic(path() / kTaskFile, jsonPretty(taskToJson(data.task)), false);
        std::string lines;
        for (const Sample& sample : data.samples)
            lines += sampleLine(sample);
        writeFileAtomic(path() / kSamplesFile, lines, false);
        writeFileAtomic(path() / kDatasetFile, jsonPretty(datasetToJson(data)), false);
    }

    Sample& at(std::size_t index) { return data.samples.at(index); }

    Dataset data;

private:
    Sample sampleOf(int i) const {
        Sample sample;
        sample.id = fmt::format("s{:06}", i);
        sample.split = i < 6 ? Split::Train : i < 10 ? Split::Val : Split::Test;
        sample.patient = fmt::format("p{}", i / 2);
        SampleImage image;
        image.file = putImage(numberedImage(i));
        image.width = 8;
        image.height = 6;
        image.spacingMm = std::array<double, 2>{0.3, 0.3};
        sample.images = {image};
        setTarget(sample.target, i);
        sample.target.boxes = {{1, 1, 5, 4.5}};
        sample.target.attributes = {{"shape", "oval"}, {"size", "small"}};
        return sample;
    }

    void setTarget(Target& target, int i) const {
        const auto index = static_cast<std::size_t>(i) % data.task.classes.size();
        if (data.task.kind == TaskKind::Localisation) return;
        target.label = data.task.classes[index].id;
        target.grade = data.task.classes[index].grade;
    }

    TempFolder folder_;
};

} // namespace vrft::test
