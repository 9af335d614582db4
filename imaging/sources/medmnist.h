// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// MedMNIST sets: {train,val,test}_{images,labels} of an .npz as images, labels, official splits and a task.
//
// 2D sets with one label an image; several labels an image and volumes are refused in words. Everything is
// checked when reading, so that a wrong file leaves no trace. Errors: Error naming file and array. Source of
// names and kinds: MedMNIST/MedMNIST medmnist/info.py (v2). Thread rule: values and pure functions.
#pragma once

#include "core/dataset/dataset.h"
#include "core/knowledge/task.h"
#include "core/vision_input/image.h"
#include "imaging/dicom/dicom_writer.h"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace vrft {

struct MedMnistPart {
    std::size_t count = 0;
    std::vector<std::uint8_t> pixels; // count x height x width x channels
    std::vector<int> labels;
};

struct MedMnist {
    std::filesystem::path file; // absolute
    std::string stem;           // of the file: id of the task and name of the plan
    std::string sourceHash;     // SHA-256 of the file
    int width = 0;
    int height = 0;
    int channels = 0;                  // 1 or 3
    std::array<MedMnistPart, 3> parts; // by Split
    Task task;

    Image image(Split split, std::size_t index) const;
    int label(Split split, std::size_t index) const;
    std::string patientId(Split split, std::size_t index) const; // STEM-train-12
    std::string source(Split split, std::size_t index) const;    // FILE#train/12
    // Secondary Capture; UIDs from (sourceHash, split, index), so that a second import finds it present.
    DicomDraft dicom(Split split, std::size_t index) const;
};

MedMnist readMedMnist(const std::filesystem::path& file);

} // namespace vrft
