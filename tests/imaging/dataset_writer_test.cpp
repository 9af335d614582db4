// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dataset_writer.h"

#include "core/dataset/check.h"
#include "core/error.h"
#include "core/files.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

using namespace vrft;

namespace {

Task twoClasses() {
    Task task;
    task.id = "two";
    task.name = "Two";
    task.question = "Which?";
    task.classes = {{"a", "a", {}, {}, {}, {}}, {"b", "b", {}, {}, {}, {}}};
    return task;
}

DatasetOptions optionsIn(const std::filesystem::path& folder) {
    DatasetOptions options;
    options.name = "two";
    options.task = twoClasses();
    options.plan = {"main", {70, 15, 15}, 1};
    options.parent = folder / "datasets";
    options.sharedImages = folder / "datasets" / "images";
    options.program = "test";
    return options;
}

DraftSample sample(int index, Split split, const std::string& label) {
    DraftSample draft;
    draft.split = split;
    draft.patient = fmt::format("{:012x}", index);
    Image image{4, 3, 1, {}};
    for (int i = 0; i < 12; ++i)
        image.pixels.push_back(static_cast<std::uint8_t>(20 * index + i));
    draft.images.push_back({std::move(image), std::array{0.5, 0.25}, {}});
    draft.target.label = label;
    draft.target.boxes = {{1, 0.5, 3, 2}};
    draft.target.attributes = {{"margin", "smooth"}};
    return draft;
}

// Two samples a split, in an order that isn't the split order.
void addSix(DatasetWriter& writer) {
    for (int i = 0; i < 6; ++i)
        writer.add(sample(i, kSplits[static_cast<std::size_t>(i % 3)], i < 3 ? "a" : "b"));
}

std::string refusal(DatasetWriter& writer) {
    try {
        writer.finish();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

std::size_t entriesIn(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        count += entry.path() != "" ? 1 : 0;
    return count;
}

} // namespace

TEST_CASE("a frozen dataset reads back equal, under NAME-HASH12, without findings") {
    test::TempFolder folder;
    DatasetWriter writer(optionsIn(folder.path()));
    addSix(writer);
    const FrozenDataset frozen = writer.finish();
    CHECK_FALSE(frozen.present);
    const Dataset& dataset = frozen.dataset;
    CHECK(dataset.folder == folder / "datasets" / ("two-" + dataset.hash.substr(0, 12)));
    const Dataset read = readDataset(dataset.folder);
    CHECK(read.hash == dataset.hash);
    CHECK(read.samples == dataset.samples);
    CHECK(read.certificate.groups == 6);
    CHECK(read.certificate.overlap == 0);
    REQUIRE(read.samples.size() == 6);
    CHECK(read.samples[0].id == "s000001"); // train comes first, ids follow the order of adding
    CHECK(read.samples[1].id == "s000004");
    CHECK(read.samples[0].target == sample(0, Split::Train, "a").target);
    CHECK(readSampleImage(read, read.samples[0].images[0]) == sample(0, Split::Train, "a").images[0].pixels);
    CHECK(checkDataset(dataset.folder).empty());
    CHECK(entriesIn(folder / "datasets") == 2); // the dataset and the shared images: nothing temporary
}

TEST_CASE("images are shared by hard links and a broken shared file is written anew") {
    test::TempFolder folder;
    {
        DatasetWriter writer(optionsIn(folder.path()));
        addSix(writer);
        writer.finish();
    }
    const auto shared = folder / "datasets" / "images";
    CHECK(entriesIn(shared) == 6);
    struct stat status {};
    for (const auto& entry : std::filesystem::directory_iterator(shared)) {
        REQUIRE(::stat(entry.path().c_str(), &status) == 0);
        CHECK(status.st_nlink == 2);
    }
    const auto victim = std::filesystem::directory_iterator(shared)->path();
    std::filesystem::remove(victim);
    writeFileAtomic(victim, "", false); // what a power cut can leave
    DatasetOptions options = optionsIn(folder.path());
    options.name = "again";
    DatasetWriter writer(options);
    addSix(writer);
    CHECK(checkDataset(writer.finish().dataset.folder).empty());
    CHECK(std::filesystem::file_size(victim) > 0);
}

TEST_CASE("freezing the same again finds it present; the hash doesn't depend on pseudonyms or the name") {
    test::TempFolder folder;
    DatasetWriter first(optionsIn(folder.path()));
    addSix(first);
    const FrozenDataset frozen = first.finish();
    DatasetWriter second(optionsIn(folder.path()));
    addSix(second);
    const FrozenDataset again = second.finish();
    CHECK(again.present);
    CHECK(again.dataset.folder == frozen.dataset.folder);

    DatasetOptions options = optionsIn(folder.path());
    options.name = "other";
    DatasetWriter third(options);
    for (int i = 0; i < 6; ++i) {
        DraftSample draft = sample(i, kSplits[static_cast<std::size_t>(i % 3)], i < 3 ? "a" : "b");
        draft.patient = fmt::format("{:012x}", 1000 - i);
        third.add(draft);
    }
    CHECK(third.finish().dataset.hash == frozen.dataset.hash);
}

TEST_CASE(
    "nothing labelled, an empty split and a single class are refused in words and leave nothing behind") {
    test::TempFolder folder;
    {
        DatasetWriter empty(optionsIn(folder.path()));
        CHECK(refusal(empty).find("nothing labelled for task two") != std::string::npos);
        DatasetWriter noVal(optionsIn(folder.path()));
        noVal.add(sample(0, Split::Train, "a"));
        noVal.add(sample(1, Split::Train, "b"));
        noVal.add(sample(2, Split::Test, "b"));
        CHECK(refusal(noVal).find("the split val would be empty") != std::string::npos);
        DatasetWriter oneClass(optionsIn(folder.path()));
        for (int i = 0; i < 3; ++i)
            oneClass.add(sample(i, kSplits[static_cast<std::size_t>(i)], "a"));
        CHECK(refusal(oneClass).find("of one class") != std::string::npos);
    }
    CHECK(entriesIn(folder / "datasets") == 1); // the shared images
}

TEST_CASE("a patient in two splits is refused") {
    test::TempFolder folder;
    DatasetWriter writer(optionsIn(folder.path()));
    addSix(writer);
    DraftSample leak = sample(9, Split::Test, "a");
    leak.patient = fmt::format("{:012x}", 0); // of the first training sample
    writer.add(leak);
    CHECK_FALSE(refusal(writer).empty());
    CHECK(entriesIn(folder / "datasets") ==
          2); // shared images, and the writer's temporary folder while it lives
}

TEST_CASE("only pseudonyms pass as patients, only safe names as names") {
    test::TempFolder folder;
    DatasetWriter writer(optionsIn(folder.path()));
    DraftSample draft = sample(0, Split::Train, "a");
    draft.patient = "PHANTOM-0001";
    CHECK_THROWS_WITH_AS(writer.add(draft), doctest::Contains("pseudonym"), Error);
    for (const char* name : {"", "../x", "a b", ".hidden", "ä"}) {
        DatasetOptions options = optionsIn(folder.path());
        options.name = name;
        CHECK_THROWS_AS(DatasetWriter{options}, Error);
    }
}

TEST_CASE("a folder that was asked for is made exactly there, and never over another") {
    test::TempFolder folder;
    DatasetOptions options = optionsIn(folder.path());
    options.parent = folder / "mine";
    options.exactFolder = true;
    options.sharedImages.clear();
    {
        DatasetWriter writer(options);
        addSix(writer);
        CHECK(writer.finish().dataset.folder == folder / "mine");
    }
    CHECK(checkDataset(folder / "mine").empty());
    CHECK_THROWS_WITH_AS(DatasetWriter{options}, doctest::Contains("exists already"), Error);
    options.parent = "/proc/vrft-dataset"; // a place nobody can write to, root included
    CHECK_THROWS_AS(DatasetWriter{options}, Error);
}
