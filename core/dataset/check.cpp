// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/check.h"

#include "core/vision_input/image.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>

namespace vrft {

namespace {

// Where equal pixels were met.
struct Sightings {
    std::set<Split> splits;
    std::set<std::string> patients;
    std::vector<std::string> samples;
};

class PixelCheck {
public:
    explicit PixelCheck(const Dataset& dataset)
        : dataset_(dataset) {}

    std::vector<DatasetFinding> run() {
        for (const Sample& sample : dataset_.samples) {
            for (const SampleImage& image : sample.images) {
                Sightings& seen = sightings_[pixelsOf(sample, image)];
                seen.splits.insert(sample.split);
                seen.patients.insert(sample.patient);
                if (seen.samples.empty() || seen.samples.back() != sample.id)
                    seen.samples.push_back(sample.id);
            }
        }
        for (const auto& [hash, seen] : sightings_)
            report(seen);
        return std::move(findings_);
    }

private:
    // The hash of what the file really shows. A missing or broken file (reported once) goes by its name.
    const std::string& pixelsOf(const Sample& sample, const SampleImage& image) {
        const auto known = hashes_.find(image.file);
        if (known != hashes_.end()) return known->second;
        std::string hash = image.file;
        if (std::filesystem::is_regular_file(dataset_.imagePath(image))) {
            try {
                const Image pixels = readPng(dataset_.imagePath(image));
                hash = imageFile(imageHash(pixels));
                compare(sample, image, pixels, hash);
            } catch (const Error& error) {
                add("unreadable_image", sample, fmt::format("{}: {}", image.file, error.summary()),
                    error.code());
            }
        }
        return hashes_.emplace(image.file, std::move(hash)).first->second;
    }

    void compare(const Sample& sample, const SampleImage& image, const Image& pixels,
                 const std::string& hash) {
        if (pixels.width != image.width || pixels.height != image.height)
            add("image_size", sample,
                fmt::format("{} is {} x {}, the sample says {} x {}", image.file, pixels.width, pixels.height,
                            image.width, image.height),
                ErrorCode::Mismatch);
        if (hash != image.file)
            add("changed_image", sample, image.file + " doesn't hold the pixels that were frozen",
                ErrorCode::Mismatch);
    }

    void add(std::string kind, const Sample& sample, const std::string& text, ErrorCode code) {
        findings_.push_back({std::move(kind),
                             fmt::format("sample {}: {}", sample.id, text),
                             code,
                             "Restore the file from a copy or freeze the dataset again",
                             {sample.id}});
    }

    void report(const Sightings& seen) {
        const std::string samples = fmt::format("{}", fmt::join(seen.samples, ", "));
        const std::string next =
            "Link the patients, so that the split plan keeps them together, and freeze again";
        if (seen.splits.size() > 1) {
            std::vector<std::string_view> names;
            for (const Split split : seen.splits)
                names.push_back(splitName(split));
            findings_.push_back(
                {"pixels_in_two_splits",
                 fmt::format("equal pixels in {}: samples {}", fmt::join(names, " and "), samples),
                 ErrorCode::Mismatch, next, seen.samples});
        }
        if (seen.patients.size() > 1)
            findings_.push_back(
                {"pixels_of_two_patients",
                 fmt::format("equal pixels of {} patients: samples {}", seen.patients.size(), samples),
                 ErrorCode::Mismatch, next, seen.samples});
    }

    const Dataset& dataset_;
    std::map<std::string, std::string> hashes_;  // by file name
    std::map<std::string, Sightings> sightings_; // by true pixel hash
    std::vector<DatasetFinding> findings_;
};

} // namespace

std::vector<DatasetFinding> checkDataset(const std::filesystem::path& folder) {
    Dataset dataset;
    std::vector<DatasetFinding> findings = inspectDataset(folder, dataset);
    for (DatasetFinding& finding : PixelCheck(dataset).run())
        findings.push_back(std::move(finding));
    return findings;
}

Json findingToJson(const DatasetFinding& finding) {
    return {
        {"kind", finding.kind}, {"text", finding.text}, {"next", finding.next}, {"samples", finding.samples}};
}

} // namespace vrft
