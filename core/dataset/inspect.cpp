// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The rules a dataset folder must keep before anything is computed from it.
#include "core/dataset/check.h"
#include "core/files.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>

namespace vrft {

namespace {

constexpr const char* kRefreeze = "Freeze the dataset again";
constexpr const char* kRestore = "Restore the file from a copy or freeze the dataset again";

bool isImageFile(std::string_view file) {
    constexpr std::size_t kHexDigits = 64;
    const std::string_view prefix = "images/";
    if (!file.starts_with(prefix) || !file.ends_with(".png")) return false;
    const std::string_view hash = file.substr(prefix.size(), file.size() - prefix.size() - 4);
    return hash.size() == kHexDigits && hash.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

class Inspection {
public:
    Inspection(const std::filesystem::path& folder, Dataset& dataset)
        : folder_(folder)
        , dataset_(dataset) {}

    std::vector<DatasetFinding> run() {
        if (!readDocument() || !readTaskFile() || !readSamples()) return std::move(findings_);
        checkIdsAndOrder();
        for (const Sample& sample : dataset_.samples)
            checkSample(sample);
        checkSplits();
        checkPatients();
        checkCounts();
        checkHash();
        return std::move(findings_);
    }

private:
    void add(std::string kind, std::string text, ErrorCode code, std::string next,
             std::vector<std::string> samples = {}) {
        findings_.push_back({std::move(kind), std::move(text), code, std::move(next), std::move(samples)});
    }

    void add(const Error& error) {
        const bool newer = error.code() == ErrorCode::NewerFormat;
        std::string text = error.summary();
        if (!error.where().empty()) text = error.where() + ": " + text;
        add(newer ? "newer_format" : "unreadable", std::move(text), error.code(),
            error.next().empty() ? kRestore : error.next());
    }

    bool readDocument() {
        try {
            const std::string file = (folder_ / kDatasetFile).string();
            dataset_ = datasetFromJson(readJsonFile(file), std::string(kDatasetFile));
        } catch (const Error& error) {
            add(error);
            return false;
        }
        dataset_.folder = folder_;
        return true;
    }

    bool readTaskFile() {
        try {
            dataset_.task = readTask(folder_ / kTaskFile);
        } catch (const Error& error) {
            add(error);
            return false;
        }
        return true;
    }

    bool readSamples() {
        std::string text;
        try {
            text = readTextFile(folder_ / kSamplesFile);
        } catch (const Error& error) {
            add(error);
            return false;
        }
        int number = 0;
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            const std::string where = fmt::format("{} line {}", kSamplesFile, ++number);
            try {
                dataset_.samples.push_back(sampleFromJson(
                    parseJson(std::string_view(text).substr(begin, end - begin), where), where));
            } catch (const Error& error) {
                add(error);
            }
            begin = end + 1;
        }
        return findings_.empty();
    }

    void checkIdsAndOrder() {
        std::set<std::string> ids;
        for (const Sample& sample : dataset_.samples) {
            if (!ids.insert(sample.id).second)
                add("duplicate_id", fmt::format("sample {} is there twice", sample.id),
                    ErrorCode::InvalidFormat, kRefreeze, {sample.id});
        }
        const auto inOrder = [](const Sample& a, const Sample& b) {
            return std::tie(a.split, a.id) < std::tie(b.split, b.id);
        };
        if (!std::ranges::is_sorted(dataset_.samples, inOrder))
            add("order", "the samples aren't ordered by train, val, test and id", ErrorCode::InvalidFormat,
                kRefreeze);
    }

    void checkSample(const Sample& sample) {
        const auto wrong = [&](std::string kind, const std::string& problem, ErrorCode code,
                               const char* next) {
            add(std::move(kind), fmt::format("sample {}: {}", sample.id, problem), code, next, {sample.id});
        };
        if (sample.id.empty() || sample.patient.empty())
            wrong("sample", "the id or the patient is empty", ErrorCode::InvalidFormat, kRefreeze);
        if (sample.images.empty()) wrong("sample", "there is no image", ErrorCode::InvalidFormat, kRefreeze);
        for (const SampleImage& image : sample.images) {
            if (!isImageFile(image.file))
                wrong("image_name", fmt::format("\"{}\" is not images/SHA256.png", image.file),
                      ErrorCode::InvalidFormat, kRefreeze);
            else if (!std::filesystem::is_regular_file(dataset_.imagePath(image)))
                wrong("missing_image", image.file + " is missing", ErrorCode::NotFound, kRestore);
            if (image.width < 1 || image.height < 1)
                wrong("sample", "an image has no size", ErrorCode::InvalidFormat, kRefreeze);
        }
        if (const std::string problem = targetProblem(dataset_.task, sample.target); !problem.empty())
            wrong("target", problem, ErrorCode::InvalidFormat,
                  "Correct the annotation and freeze the dataset again");
        if (!sample.images.empty()) checkBoxes(sample, sample.images.front().size());
    }

    void checkBoxes(const Sample& sample, Size size) {
        for (const Box& box : sample.target.boxes) {
            if (box.valid() && box.x1 >= 0 && box.y1 >= 0 && box.x2 <= size.width && box.y2 <= size.height)
                continue;
            add("box",
                fmt::format("sample {}: the box [{}, {}, {}, {}] is empty or outside the image of {} x {}",
                            sample.id, box.x1, box.y1, box.x2, box.y2, size.width, size.height),
                ErrorCode::InvalidFormat, "Correct the box and freeze the dataset again", {sample.id});
        }
    }

    void checkSplits() {
        const auto counts = countSamples(dataset_.task, dataset_.samples);
        for (const Split split : kSplits) {
            if (counts[static_cast<std::size_t>(split)].samples == 0)
                add("empty_split", fmt::format("the split {} has no sample", splitName(split)),
                    ErrorCode::InvalidArgument,
                    "Add patients or choose another split plan, then freeze again");
        }
        if (dataset_.task.kind == TaskKind::Localisation) return;
        const auto& train = counts.front();
        const auto present =
            std::ranges::count_if(train.byClass, [](const auto& item) { return item.second > 0; });
        if (train.samples > 0 && present < 2)
            add("one_class", "the split train has one class only, so there is nothing to learn",
                ErrorCode::InvalidArgument, "Annotate samples of another class, then freeze again");
    }

    void checkPatients() {
        std::map<std::string, std::map<Split, std::vector<std::string>>> sides;
        for (const Sample& sample : dataset_.samples)
            sides[sample.patient][sample.split].push_back(sample.id);
        for (const auto& [patient, splits] : sides) {
            if (splits.size() < 2) continue;
            std::vector<std::string> names;
            std::vector<std::string> samples;
            for (const auto& [split, ids] : splits) {
                names.emplace_back(splitName(split));
                samples.insert(samples.end(), ids.begin(), ids.end());
            }
            add("patient_overlap",
                fmt::format("patient {} is in {} (samples {})", patient, fmt::join(names, " and "),
                            fmt::join(samples, ", ")),
                ErrorCode::Mismatch, "Figures from it would be false: freeze again from a split plan",
                samples);
        }
    }

    void checkCounts() {
        if (dataset_.counts != countSamples(dataset_.task, dataset_.samples))
            add("counts", "the counts in dataset.json aren't those of the samples", ErrorCode::Mismatch,
                kRefreeze);
        const Certificate found = certify(dataset_.samples);
        if (dataset_.certificate.groups != found.groups || dataset_.certificate.overlap != found.overlap)
            add("certificate",
                fmt::format("the certificate says {} groups and {} in two splits, the samples show {} and {}",
                            dataset_.certificate.groups, dataset_.certificate.overlap, found.groups,
                            found.overlap),
                ErrorCode::Mismatch, kRefreeze);
    }

    void checkHash() {
        const std::string found = datasetHash(dataset_.task, dataset_.samples);
        if (found != dataset_.hash)
            add("hash",
                fmt::format("the content has the hash {}, dataset.json says {}", found, dataset_.hash),
                ErrorCode::Mismatch, "It was changed after freezing: restore it from a copy or freeze again");
    }

    const std::filesystem::path& folder_;
    Dataset& dataset_;
    std::vector<DatasetFinding> findings_;
};

} // namespace

std::string targetProblem(const Task& task, const Target& target) {
    if (target.label && findClass(task, *target.label) == nullptr)
        return fmt::format("the label \"{}\" is not a class of the task {}", *target.label, task.id);
    if (target.reasoning) {
        for (const std::string_view tag : {"<think>", "</think>", "<answer>", "</answer>"}) {
            if (target.reasoning->find(tag) != std::string::npos)
                return fmt::format("the reasoning holds the tag {}", tag);
        }
    }
    if (task.kind != TaskKind::Grading && target.grade) return "it has a grade, but the task is no grading";
    if (task.kind == TaskKind::Classification && !target.label) return "it has no label";
    if (task.kind != TaskKind::Grading) return {};

    if (!target.grade) return "it has no grade";
    const GradeRange range = gradeRange(task);
    if (!range.contains(*target.grade))
        return fmt::format("the grade {} is outside the scale {} to {}", *target.grade, range.low,
                           range.high);
    const TaskClass* taskClass = findGrade(task, *target.grade);
    if (taskClass == nullptr) return fmt::format("no class has the grade {}", *target.grade);
    if (target.label != taskClass->id)
        return fmt::format("the label must be \"{}\", the class of grade {}", taskClass->id, *target.grade);
    return {};
}

std::vector<DatasetFinding> inspectDataset(const std::filesystem::path& folder, Dataset& dataset) {
    return Inspection(folder, dataset).run();
}

} // namespace vrft
