// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/sources/medmnist.h"

#include "core/error.h"
#include "core/hash.h"
#include "imaging/sources/npz.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

namespace {

struct PublishedClass {
    const char* name;
    std::vector<std::string> synonyms;
};

struct PublishedSet {
    const char* name;
    TaskKind kind;
    const char* title;
    const char* question;
    std::vector<PublishedClass> classes; // by label
};

const std::vector<PublishedSet>& publishedSets() {
    static const std::vector<PublishedSet> kSets{
        {"breastmnist",
         TaskKind::Classification,
         "BreastMNIST",
         "Does this breast ultrasound image show a malignant lesion, or is it normal or benign?",
         {{"malignant", {}}, {"normal, benign", {"normal", "benign", "normal or benign"}}}},
        {"pneumoniamnist",
         TaskKind::Classification,
         "PneumoniaMNIST",
         "Is this chest X-ray of a child normal, or does it show pneumonia?",
         {{"normal", {}}, {"pneumonia", {}}}},
        {"retinamnist",
         TaskKind::Grading,
         "RetinaMNIST",
         "How severe is the diabetic retinopathy in this fundus image?",
         {{"0", {}}, {"1", {}}, {"2", {}}, {"3", {}}, {"4", {}}}}};
    return kSets;
}

const PublishedSet* findPublished(const std::string& stem) {
    const std::string name = stem.substr(0, stem.find('_')); // breastmnist_64 holds the same classes
    const auto& sets = publishedSets();
    const auto found =
        std::find_if(sets.begin(), sets.end(), [&](const auto& set) { return name == set.name; });
    return found == sets.end() ? nullptr : &*found;
}

[[noreturn]] void wrong(const std::string& problem, const std::filesystem::path& file) {
    throw Error(ErrorCode::InvalidFormat, problem, file.string(),
                "A MedMNIST file holds train, val and test images and labels");
}

const NpyArray& require(const std::map<std::string, NpyArray>& arrays, const std::string& name,
                        const std::filesystem::path& file) {
    const auto found = arrays.find(name);
    if (found == arrays.end()) wrong(fmt::format("the array {} is missing", name), file);
    return found->second;
}

// Sets the image size from the first split, and compares the others with it.
void takeImages(const NpyArray& array, const std::string& name, MedMnist& set, MedMnistPart& part) {
    const auto& shape = array.shape;
    const bool shaped = shape.size() == 3 || (shape.size() == 4 && shape[3] == 3);
    if (array.kind != 'u' || array.itemBytes != 1 || !shaped)
        wrong(fmt::format("{} is {}, not uint8 (N, rows, columns) or (N, rows, columns, 3)", name,
                          array.describe()),
              set.file);
    if (shape[0] == 0 || shape[1] == 0 || shape[2] == 0 || shape[1] > kMaxImageSide ||
        shape[2] > kMaxImageSide)
        wrong(fmt::format("{} is {}: no images of a usable size", name, array.describe()), set.file);
    const int height = static_cast<int>(shape[1]);
    const int width = static_cast<int>(shape[2]);
    const int channels = shape.size() == 4 ? 3 : 1;
    if (set.width == 0) {
        set.width = width;
        set.height = height;
        set.channels = channels;
    }
    if (width != set.width || height != set.height || channels != set.channels)
        wrong(fmt::format("{} is {}, of another size than the training images", name, array.describe()),
              set.file);
    part.count = shape[0];
    part.pixels = array.bytes;
}

void takeLabels(const NpyArray& array, const std::string& name, const MedMnist& set, MedMnistPart& part) {
    const auto& shape = array.shape;
    if (shape.size() == 2 && shape[1] > 1)
        throw Error(ErrorCode::Unsupported, fmt::format("{} gives {} labels an image", name, shape[1]),
                    set.file.string(), "Sets with one label an image can be imported");
    const bool shaped = (shape.size() == 1 || (shape.size() == 2 && shape[1] == 1)) && array.kind != 'b';
    if (!shaped) wrong(fmt::format("{} is {}, not whole numbers (N, 1)", name, array.describe()), set.file);
    if (shape[0] != part.count)
        wrong(fmt::format("{} has {} labels for {} images", name, shape[0], part.count), set.file);
    constexpr std::int64_t kMostClasses = 1000;
    for (std::size_t i = 0; i < part.count; ++i) {
        const std::int64_t label = array.integerAt(i);
        const auto known = static_cast<std::int64_t>(set.task.classes.size());
        if (label < 0 || label >= (known > 0 ? known : kMostClasses))
            wrong(fmt::format("{}[{}] is {}, outside the classes 0 to {}", name, i, label,
                              (known > 0 ? known : kMostClasses) - 1),
                  set.file);
        part.labels.push_back(static_cast<int>(label));
    }
}

Task publishedTask(const std::string& stem) {
    Task task;
    task.id = stem;
    const PublishedSet* set = findPublished(stem);
    task.name = set == nullptr ? stem : set->title;
    task.question = set == nullptr ? "Which class does this image belong to?" : set->question;
    if (set == nullptr) return task;
    task.kind = set->kind;
    for (std::size_t i = 0; i < set->classes.size(); ++i) {
        TaskClass entry;
        entry.id = std::to_string(i);
        entry.name = set->classes[i].name;
        entry.synonyms = set->classes[i].synonyms;
        if (set->kind == TaskKind::Grading) entry.grade = static_cast<int>(i);
        task.classes.push_back(std::move(entry));
    }
    return task;
}

// A set nobody published: as many classes as labels, named by their numbers.
void nameClasses(MedMnist& set) {
    int highest = 1;
    for (const MedMnistPart& part : set.parts)
        highest = std::max(highest, *std::max_element(part.labels.begin(), part.labels.end()));
    for (int label = 0; label <= highest; ++label) {
        TaskClass entry;
        entry.id = entry.name = std::to_string(label);
        set.task.classes.push_back(std::move(entry));
    }
}

std::string place(Split split, std::size_t index) {
    return fmt::format("{}/{}", splitName(split), index);
}

} // namespace

Image MedMnist::image(Split split, std::size_t index) const {
    const auto& pixels = parts[static_cast<std::size_t>(split)].pixels;
    const auto size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                      static_cast<std::size_t>(channels);
    const auto start = pixels.begin() + static_cast<std::ptrdiff_t>(index * size);
    return {width, height, channels, {start, start + static_cast<std::ptrdiff_t>(size)}};
}

int MedMnist::label(Split split, std::size_t index) const {
    return parts[static_cast<std::size_t>(split)].labels.at(index);
}

std::string MedMnist::patientId(Split split, std::size_t index) const {
    return fmt::format("{}-{}-{}", stem, splitName(split), index);
}

std::string MedMnist::source(Split split, std::size_t index) const {
    return fmt::format("{}#{}", file.string(), place(split, index));
}

DicomDraft MedMnist::dicom(Split split, std::size_t index) const {
    DicomDraft draft;
    draft.kind = DicomKind::SecondaryCapture;
    draft.patient.id = patientId(split, index);
    draft.patient.identity = PatientIdentity::Assumed;
    draft.study.uid = uidFromName(sourceHash, place(split, index) + "/study");
    draft.study.description = task.name;
    draft.series.uid = uidFromName(sourceHash, place(split, index) + "/series");
    draft.series.number = 1;
    draft.instance.sopUid = uidFromName(sourceHash, place(split, index));
    draft.instance.number = 1;
    draft.instance.source = source(split, index);
    draft.derivation = fmt::format("Wrapped from {}", file.filename().string());
    draft.pixels = image(split, index);
    return draft;
}

MedMnist readMedMnist(const std::filesystem::path& file) {
    MedMnist set;
    set.file = std::filesystem::absolute(file).lexically_normal();
    set.stem = file.stem().string();
    set.sourceHash = sha256HexOfFile(file);
    set.task = publishedTask(set.stem);
    const auto arrays = readNpz(file);
    for (const Split split : kSplits) {
        MedMnistPart& part = set.parts[static_cast<std::size_t>(split)];
        const std::string name(splitName(split));
        takeImages(require(arrays, name + "_images", file), name + "_images", set, part);
        takeLabels(require(arrays, name + "_labels", file), name + "_labels", set, part);
    }
    if (set.task.classes.empty()) nameClasses(set);
    validateTask(set.task, set.file.string());
    return set;
}

} // namespace vrft
