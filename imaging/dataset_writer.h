// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Freezes a dataset folder NAME-HASH12 (docs: formats, "Dataset folder"): images by hash, task.json,
// samples.jsonl, dataset.json with counts and certificate, published by one rename after everything is on
// disk and read back.
//
// Takes values: rendered 8-bit images and targets. Doesn't know the workspace, DICOM or annotations (freeze.h
// joins them). No identifiers pass: ids are made here, `patient` must be a pseudonym of 12 hex digits.
// Errors: Error; one class only, an empty split, no labels are InvalidArgument in words; nothing is left
// under the final name. Ownership: a writer owns its temporary folder and removes it unless published. Thread
// rule: one thread.
#pragma once

#include "core/dataset/dataset.h"
#include "core/files.h"
#include "core/vision_input/image.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vrft {

struct DraftImage {
    Image pixels;                                   // as the model will see it, before resizing
    std::optional<std::array<double, 2>> spacingMm; // x (between columns), y (between rows)
    RenderInfo render;
};

struct DraftSample {
    Split split = Split::Train;
    std::string patient; // pseudonym of the patient's group
    std::vector<DraftImage> images;
    Target target; // boxes in pixels of the first rendered image
};

struct DatasetOptions {
    std::string name; // letters, digits, '-', '_', '.'; at most 64
    Task task;
    SplitPlanInfo plan;
    Certificate certificate;            // groups and overlap are counted, the rest is taken from here
    std::filesystem::path parent;       // the dataset's folder is made in here
    std::filesystem::path sharedImages; // SHA.png for all datasets of a workspace; empty: none
    std::string program;                // goes into `made`
    bool exactFolder = false;           // `parent` is the dataset's folder itself; it must not exist
};

struct FrozenDataset {
    Dataset dataset;      // with folder and hash
    bool present = false; // an equal dataset was there; nothing was written
};

class DatasetWriter {
public:
    explicit DatasetWriter(DatasetOptions options);
    ~DatasetWriter();
    DatasetWriter(const DatasetWriter&) = delete;
    DatasetWriter& operator=(const DatasetWriter&) = delete;

    // Adds the next sample in import order and writes its images; returns its id ("s000001", ...). Throws
    // InvalidArgument for an image that isn't consistent, a patient that isn't a pseudonym, a target that
    // doesn't fit the task.
    std::string add(DraftSample sample);

    // Checks, hashes, writes, reads back, publishes. Once.
    FrozenDataset finish();

private:
    void writeImage(const DraftImage& image, const std::string& file);
    void checkContent() const;
    std::filesystem::path target(const std::string& hash) const;

    DatasetOptions options_;
    std::optional<FolderDraft> draft_;
    std::vector<Sample> samples_;
};

} // namespace vrft
