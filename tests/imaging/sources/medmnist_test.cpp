// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/hash.h"
#include "core/json.h"
#include "imaging/sources/medmnist.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

using namespace vrft;

namespace {

const std::filesystem::path kData = std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/imaging";

} // namespace

TEST_CASE("the real sets have the published splits, labels, classes and pixels") {
    const auto shared = test::sharedData();
    if (shared.empty()) return test::skip("../shared/data isn't there");
    // Counted and hashed by tests/data/make/make_imaging_goldens.py with another reader.
    const Json golden = readJsonFile(kData / "medmnist.json");
    for (const auto& [name, splits] : golden.items()) {
        CAPTURE(name);
        const MedMnist set = readMedMnist(shared / "medmnist" / (name + ".npz"));
        CHECK(set.stem == name);
        CHECK(set.task.id == name);
        CHECK((set.task.kind == TaskKind::Grading) == (name == "retinamnist"));
        for (const Split split : kSplits) {
            const Json& expected = splits[std::string(splitName(split))];
            const MedMnistPart& part = set.parts[static_cast<std::size_t>(split)];
            CHECK(part.count == expected["shape"][0].get<std::size_t>());
            CHECK(set.channels == (expected["shape"].size() == 4 ? 3 : 1));
            CHECK(sha256Hex({reinterpret_cast<const char*>(part.pixels.data()), part.pixels.size()}) ==
                  expected["pixels"].get<std::string>());
            REQUIRE(expected["labels"].size() == set.task.classes.size());
            for (std::size_t label = 0; label < expected["labels"].size(); ++label)
                CHECK(std::count(part.labels.begin(), part.labels.end(), static_cast<int>(label)) ==
                      expected["labels"][label].get<std::int64_t>());
        }
    }
}

TEST_CASE("published names are the answers, and parts of a double name are too") {
    test::TempFolder folder;
    std::filesystem::copy_file(kData / "npz" / "small.npz", folder / "breastmnist_64.npz");
    const MedMnist set = readMedMnist(folder / "breastmnist_64.npz");
    CHECK(set.task.id == "breastmnist_64");
    REQUIRE(set.task.classes.size() == 2);
    CHECK(set.task.classes[0].name == "malignant");
    CHECK(matchClass(set.task, "Normal, benign.") == &set.task.classes[1]);
    CHECK(matchClass(set.task, "benign") == &set.task.classes[1]);
}

TEST_CASE(
    "an unpublished set is a classification by its numbers; sources, patients and UIDs name the place") {
    const MedMnist set = readMedMnist(kData / "npz" / "small.npz");
    CHECK(set.task.kind == TaskKind::Classification);
    CHECK(set.task.classes[1].id == "1");
    CHECK(set.label(Split::Train, 2) == 1);
    CHECK(set.patientId(Split::Val, 1) == "small-val-1");
    CHECK(set.source(Split::Test, 2).ends_with("/npz/small.npz#test/2"));
    CHECK(set.image(Split::Val, 1).pixels[0] == (50 + 7 * 20) % 256);
    const DicomDraft draft = set.dicom(Split::Train, 1);
    CHECK(draft.instance.sopUid == uidFromName(set.sourceHash, "train/1"));
    CHECK(draft.patient.identity == PatientIdentity::Assumed);
    CHECK(readMedMnist(kData / "npz" / "wide.npz").parts[0].labels == set.parts[0].labels);
}

TEST_CASE("wrong arrays are refused in one line that names the array") {
    struct Case {
        const char* file;
        const char* words;
    };
    for (const Case& c : {Case{"missing.npz", "val_labels is missing"},
                          {"wide_images.npz", "train_images is uint16 (4, 4, 5)"},
                          {"volumes.npz", "train_images is uint8 (4, 4, 5, 2)"},
                          {"other_size.npz", "test_images is uint8 (3, 5, 5)"},
                          {"other_length.npz", "test_labels has 2 labels for 3 images"},
                          {"several_labels.npz", "val_labels gives 14 labels an image"},
                          {"negative_label.npz", "train_labels[2] is -1"},
                          {"breastmnist.npz", "test_labels[1] is 2, outside the classes 0 to 1"}}) {
        CAPTURE(c.file);
        CHECK_THROWS_WITH_AS(readMedMnist(kData / "npz" / c.file), doctest::Contains(c.words), Error);
    }
}
