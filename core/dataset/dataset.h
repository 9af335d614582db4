// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A dataset: a frozen folder of samples with patient-level splits and a content hash (docs: formats, "Dataset
// folder"). Reader and writer share the JSON and the hash defined here.
//
// Doesn't write folders or make images (imaging/dataset_writer does) and doesn't look into pixels when
// reading (checkDataset in check.h does). Thread rule: values and pure functions; readDataset only reads.
#pragma once

#include "core/box.h"
#include "core/json.h"
#include "core/knowledge/task.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vrft {

struct Image;

inline constexpr std::string_view kDatasetFile = "dataset.json";
inline constexpr std::string_view kTaskFile = "task.json";
inline constexpr std::string_view kSamplesFile = "samples.jsonl";

enum class Split { Train, Val, Test };
inline constexpr std::array<Split, 3> kSplits = {Split::Train, Split::Val, Split::Test};

std::string_view splitName(Split split); // "train", "val", "test"
Split splitFromName(std::string_view name, const std::string& where);

// How the stored image was made from its source frame. Empty optionals are null in the file.
struct RenderInfo {
    std::optional<std::array<double, 2>> window; // centre, width, in source units
    bool invert = false;
    std::optional<std::array<double, 4>> crop; // x1, y1, x2, y2 in source pixels
    bool operator==(const RenderInfo&) const = default;
};

struct SampleImage {
    std::string file; // "images/SHA.png", SHA = imageHash of the decoded pixels; relative to the dataset
    int width = 0;
    int height = 0;
    std::optional<std::array<double, 2>> spacingMm; // x (between columns), y (between rows)
    RenderInfo render;
    bool operator==(const SampleImage&) const = default;
    Size size() const { return {width, height}; }
};

struct Target {
    std::optional<std::string> label; // class id; in gradings the class of `grade`; null in localisation
    std::optional<int> grade;
    std::vector<Box> boxes;                                      // pixels of the first image as stored
    std::vector<std::pair<std::string, std::string>> attributes; // name, value
    std::optional<std::string> reasoning;                        // an expert's exemplar
    bool operator==(const Target&) const = default;
};

struct Sample {
    std::string id; // opaque, e.g. "s000123"
    Split split = Split::Train;
    std::string patient; // an HMAC, never an identifier
    std::vector<SampleImage> images;
    Target target;
    bool operator==(const Sample&) const = default;
};

struct SplitPlanInfo {
    std::string name;
    std::array<double, 3> ratios = {70, 15, 15};
    std::uint64_t seed = 0;
    bool operator==(const SplitPlanInfo&) const = default;
};

struct Certificate {
    std::int64_t groups = 0;  // distinct patients
    std::int64_t overlap = 0; // patients in more than one split: 0 or the dataset is refused
    std::vector<std::string> linkedBy = {"patient_id", "accession", "pixel_hash"};
    bool patientsKnown = true; // "known" | "assumed" (a source without patient names)
    bool burnedInChecked = false;
    bool operator==(const Certificate&) const = default;
};

struct SplitCounts {
    std::int64_t patients = 0;
    std::int64_t samples = 0;
    std::map<std::string, std::int64_t>
        byClass; // every class id, zeros too; localisation: samples with a box
    bool operator==(const SplitCounts&) const = default;
};

struct Dataset {
    std::filesystem::path folder;
    std::string name;
    std::string hash;
    Task task; // with the knowledge of the day of freezing
    SplitPlanInfo splitPlan;
    std::array<SplitCounts, 3> counts; // by Split
    Certificate certificate;
    std::string madeProgram;
    double madeTime = 0;         // Unix seconds
    std::vector<Sample> samples; // ordered by (split, id)

    std::vector<const Sample*> of(Split split) const;
    const Sample* find(std::string_view id) const; // nullptr if none
    std::filesystem::path imagePath(const SampleImage& image) const { return folder / image.file; }
};

// --- One definition for reader and writer ---

Json sampleToJson(const Sample& sample);                             // every key, null where there is nothing
Sample sampleFromJson(const Json& object, const std::string& where); // ignores unknown keys
std::string sampleLine(const Sample& sample);                        // a line of samples.jsonl with its "\n"
Target targetFromJson(const Json& object,
                      const std::string& where); // also of score's input: keys may be absent
Json datasetToJson(const Dataset& dataset);      // dataset.json, from all fields but the samples
Dataset datasetFromJson(const Json& document, const std::string& where); // the reverse: no task, no samples
std::string imageFile(std::string_view pixelHash);                       // "images/HASH.png"

// Why `target` can't be a target of `task`, in words; empty when it can. Boxes are judged with their image,
// by check.h.
std::string targetProblem(const Task& task, const Target& target);

void sortSamples(std::vector<Sample>& samples); // train, val, test, then id by bytes
std::array<SplitCounts, 3> countSamples(const Task& task, std::span<const Sample> samples);

// groups and overlap of `samples`; the rest as by default, for the writer to fill in.
Certificate certify(std::span<const Sample> samples);

// SHA-256 (hex) over one canonical line for the task {id, kind, classes: [{id, grade}]} and one per sample in
// file order, `patient` replaced by the number of its first appearance, from 0. Independent of `made`, of
// knowledge texts and of the key that made the patient names; samples may come in any order.
std::string datasetHash(const Task& task, std::span<const Sample> samples);

// --- Reading ---

// Reads and verifies a folder: format, task, order, hash, counts, patients on one side only, targets valid
// for the task, image files present, no empty split, more than one class in train. Throws the first trouble
// found.
Dataset readDataset(const std::filesystem::path& folder);

// Decodes an image of the dataset; throws Mismatch when its size or pixels aren't what was frozen.
Image readSampleImage(const Dataset& dataset, const SampleImage& image);

} // namespace vrft
