// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dataset_writer.h"

#include "core/error.h"
#include "core/file_system.h"
#include "core/files.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxName = 64;

void checkName(const std::string& name) {
    const bool letters = std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
               c == '_' || c == '.';
    });
    if (name.empty() || name.size() > kMaxName || name.front() == '.' || !letters)
        throw Error(ErrorCode::InvalidArgument, fmt::format("\"{}\" can't be the name of a dataset", name),
                    {}, "Use up to 64 letters, digits, '-', '_' and '.', not beginning with '.'");
}

bool isPseudonym(const std::string& text) {
    return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

bool holds(const fs::path& file, const std::string& bytes) {
    std::error_code code;
    return fs::file_size(file, code) == bytes.size() && !code && readTextFile(file) == bytes;
}

double now() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace

DatasetWriter::DatasetWriter(DatasetOptions options)
    : options_(std::move(options)) {
    checkName(options_.name);
    validateTask(options_.task, "task " + options_.task.id);
    if (options_.exactFolder && fs::exists(options_.parent))
        throw Error(ErrorCode::AlreadyExists, "the dataset's folder exists already", options_.parent.string(),
                    "Choose a folder that isn't there yet");
    const fs::path parent = options_.exactFolder
                                ? fs::absolute(options_.parent).lexically_normal().parent_path()
                                : options_.parent;
    makeFolders(parent);
    if (!options_.sharedImages.empty()) makeFolders(options_.sharedImages);
    draft_.emplace(FolderDraft::beside(parent / options_.name));
    makeFolders(draft_->path() / "images");
}

DatasetWriter::~DatasetWriter() = default;

std::string DatasetWriter::add(DraftSample draft) {
    Sample sample;
    sample.id = fmt::format("s{:06}", samples_.size() + 1);
    if (!isPseudonym(draft.patient))
        throw Error(ErrorCode::InvalidArgument, "a sample's patient must be a pseudonym of 12 hex digits",
                    sample.id, "Make it with the workspace's secret");
    if (draft.images.empty())
        throw Error(ErrorCode::InvalidArgument, "a sample needs an image", sample.id,
                    "Give it its rendered image");
    sample.split = draft.split;
    sample.patient = std::move(draft.patient);
    sample.target = std::move(draft.target);
    for (const DraftImage& image : draft.images) {
        checkImage(image.pixels, sample.id);
        const std::string file = imageHash(image.pixels) + ".png";
        writeImage(image, file);
        sample.images.push_back(
            {"images/" + file, image.pixels.width, image.pixels.height, image.spacingMm, image.render});
    }
    samples_.push_back(std::move(sample));
    return samples_.back().id;
}

void DatasetWriter::writeImage(const DraftImage& image, const std::string& file) {
    const fs::path place = draft_->path() / "images" / file;
    if (fs::exists(place)) return; // two samples of one image
    const std::string bytes = encodePng(image.pixels);
    if (options_.sharedImages.empty()) {
        writeFileAtomic(place, bytes, false);
        return;
    }
    // A file that is there but differs is what a power cut left: it is written anew.
    const fs::path shared = options_.sharedImages / file;
    if (!holds(shared, bytes)) writeFileAtomic(shared, bytes, false);
    std::error_code code;
    fs::create_hard_link(shared, place, code);
    if (code) writeFileAtomic(place, bytes, false); // another file system
}

void DatasetWriter::checkContent() const {
    if (samples_.empty())
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("there is nothing labelled for task {} to freeze", options_.task.id),
                    options_.name, "Annotate images for this task first");
    const auto counts = countSamples(options_.task, samples_);
    for (const Split split : kSplits) {
        if (counts[static_cast<std::size_t>(split)].samples > 0) continue;
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("the split {} would be empty ({} samples of {} patients in all)",
                                splitName(split), samples_.size(), certify(samples_).groups),
                    fmt::format("{}, plan {}", options_.name, options_.plan.name),
                    "Label images of more patients or choose another plan");
    }
    if (options_.task.kind == TaskKind::Localisation) return;
    const auto& byClass = counts[static_cast<std::size_t>(Split::Train)].byClass;
    const auto used =
        std::count_if(byClass.begin(), byClass.end(), [](const auto& entry) { return entry.second > 0; });
    if (used < 2)
        throw Error(ErrorCode::InvalidArgument,
                    "all training samples are of one class, so there is nothing to learn", options_.name,
                    "Label images of another class too");
}

fs::path DatasetWriter::target(const std::string& hash) const {
    return options_.exactFolder ? options_.parent
                                : options_.parent / (options_.name + "-" + hash.substr(0, 12));
}

FrozenDataset DatasetWriter::finish() {
    checkContent();
    sortSamples(samples_);
    Dataset dataset;
    dataset.name = options_.name;
    dataset.task = options_.task;
    dataset.splitPlan = options_.plan;
    dataset.counts = countSamples(options_.task, samples_);
    dataset.certificate = options_.certificate;
    const Certificate counted = certify(samples_);
    dataset.certificate.groups = counted.groups;
    dataset.certificate.overlap = counted.overlap;
    dataset.hash = datasetHash(options_.task, samples_);
    dataset.madeProgram = options_.program;
    dataset.madeTime = now();

    const fs::path folder = target(dataset.hash);
    if (fs::exists(folder)) return {readDataset(folder), true};
    std::string lines;
    for (const Sample& sample : samples_)
        lines += sampleLine(sample);
    writeFileAtomic(draft_->path() / "samples.jsonl", lines, false);
    writeFileAtomic(draft_->path() / "task.json", jsonPretty(taskToJson(options_.task)), false);
    writeFileAtomic(draft_->path() / "dataset.json", jsonPretty(datasetToJson(dataset)), false);
    syncFileSystem(draft_->path());
    if (!options_.sharedImages.empty()) syncFileSystem(options_.sharedImages);

    FrozenDataset frozen{readDataset(draft_->path()), false};
    draft_->publishAs(folder);
    frozen.dataset.folder = folder;
    return frozen;
}

} // namespace vrft
