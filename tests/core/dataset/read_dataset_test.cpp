// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "tests/core/dataset/planted.h"

#include <doctest/doctest.h>
#include <functional>

using namespace vrft;

namespace {

Json readDocument(const test::PlantedDataset& planted) {
    return readJsonFile(planted.path() / kDatasetFile);
}

void writeDocument(const test::PlantedDataset& planted, const Json& document) {
    writeFileAtomic(planted.path() / kDatasetFile, jsonPretty(document), false);
}

void checkRefused(const std::filesystem::path& folder, ErrorCode code, const std::string& said) {
    CAPTURE(said);
    try {
        readDataset(folder);
        FAIL_CHECK("accepted");
    } catch (const Error& error) {
        const std::string what = error.what();
        CAPTURE(what);
        CHECK(errorCodeName(error.code()) == errorCodeName(code));
        CHECK(what.find(said) != std::string::npos);
        CHECK(what.find(folder.string()) != std::string::npos);
        CHECK(what.find('\n') == std::string::npos);
        CHECK_FALSE(error.next().empty());
    }
}

} // namespace

TEST_CASE("what was written is read back, for every kind of task") {
    for (const char* task : {"malignancy", "severity", "lesion"}) {
        CAPTURE(task);
        test::PlantedDataset planted(task);
        planted.write();
        const Dataset read = readDataset(planted.path());
        CHECK(read.folder == planted.path());
        CHECK(read.name == "planted");
        CHECK(read.hash == planted.data.hash);
        CHECK(read.task == planted.data.task);
        CHECK(read.splitPlan == planted.data.splitPlan);
        CHECK(read.counts == planted.data.counts);
        CHECK(read.certificate == planted.data.certificate);
        CHECK(read.samples == planted.data.samples);
        CHECK(read.madeProgram == "test");
        CHECK(read.of(Split::Train).size() == 6);
        CHECK(read.of(Split::Val).size() == 4);
        CHECK(read.of(Split::Test).size() == 2);
        CHECK(read.find("s000007")->split == Split::Val);
        CHECK(read.find("s999") == nullptr);
    }
}

TEST_CASE("counts say patients, samples and classes by split") {
    const test::PlantedDataset planted("severity");
    const SplitCounts& train = planted.data.counts[0];
    CHECK(train.patients == 3);
    CHECK(train.samples == 6);
    CHECK(train.byClass == std::map<std::string, std::int64_t>{
                               {"minimal", 2}, {"mild", 1}, {"moderate", 1}, {"marked", 1}, {"severe", 1}});
    CHECK(planted.data.counts[2].byClass.at("moderate") == 0);
    CHECK(test::PlantedDataset("lesion").data.counts[0].byClass ==
          std::map<std::string, std::int64_t>{{"lesion", 6}});
}

TEST_CASE("what's missing or newer is refused in words") {
    const test::TempFolder empty;
    checkRefused(empty.path(), ErrorCode::NotFound, "dataset.json");

    test::PlantedDataset planted;
    planted.write();
    Json document = readDocument(planted);
    document["format"] = 2;
    writeDocument(planted, document);
    checkRefused(planted.path(), ErrorCode::NewerFormat, "newer");

    planted.write();
    std::filesystem::remove(planted.path() / kTaskFile);
    checkRefused(planted.path(), ErrorCode::NotFound, "task.json");

    planted.write();
    std::filesystem::remove(planted.path() / kSamplesFile);
    checkRefused(planted.path(), ErrorCode::NotFound, "samples.jsonl");

    planted.write();
    std::filesystem::remove(planted.path() / planted.at(4).images[0].file);
    checkRefused(planted.path(), ErrorCode::NotFound, planted.at(4).images[0].file);
}

TEST_CASE("a dataset made by a later minor version with further keys is read") {
    test::PlantedDataset planted;
    planted.write();
    Json document = readDocument(planted);
    document["remark"] = "x";
    document["certificate"]["remark"] = "x";
    writeDocument(planted, document);
    CHECK_NOTHROW(readDataset(planted.path()));
}

TEST_CASE("broken lines are refused with their number") {
    test::PlantedDataset planted;
    planted.write();
    const std::string good = readTextFile(planted.path() / kSamplesFile);
    const std::size_t second = good.find('\n') + 1;
    for (const char* line :
         {"{\"id\":\n", "[]\n", "\n", "{\"id\":\"x\",\"split\":\"dev\"}\n", "{\"id\":1}\n"}) {
        CAPTURE(line);
        std::string spoilt = good;
        spoilt.insert(second, line);
        writeFileAtomic(planted.path() / kSamplesFile, spoilt, false);
        checkRefused(planted.path(), ErrorCode::InvalidFormat, "samples.jsonl line 2");
    }
}

TEST_CASE("samples that can't be trained on are refused in words") {
    struct Case {
        const char* task;
        const char* said;
        ErrorCode code;
        std::function<void(Dataset&)> spoil;
    };
    const auto moveAll = [](Dataset& d, Split from, Split to) {
        for (Sample& sample : d.samples) {
            if (sample.split == from) sample.split = to;
        }
    };
    for (const Case& c : std::vector<Case>{
             {"malignancy", "one class only", ErrorCode::InvalidArgument,
              [](Dataset& d) {
                  for (Sample& sample : d.samples)
                      sample.target.label = "benign";
              }},
             {"malignancy", "split val has no sample", ErrorCode::InvalidArgument,
              [&](Dataset& d) { moveAll(d, Split::Val, Split::Test); }},
             {"lesion", "split train has no sample", ErrorCode::InvalidArgument,
              [&](Dataset& d) { moveAll(d, Split::Train, Split::Test); }},
             {"malignancy", "split test has no sample", ErrorCode::InvalidArgument,
              [&](Dataset& d) { moveAll(d, Split::Test, Split::Val); }},
             {"severity", "grade 7 is outside the scale 0 to 4", ErrorCode::InvalidFormat,
              [](Dataset& d) { d.samples[2].target.grade = 7; }},
             {"severity", "grade -1 is outside", ErrorCode::InvalidFormat,
              [](Dataset& d) { d.samples[2].target.grade = -1; }},
             {"severity", "no grade", ErrorCode::InvalidFormat,
              [](Dataset& d) { d.samples[2].target.grade.reset(); }},
             {"severity", "label must be \"moderate\"", ErrorCode::InvalidFormat,
              [](Dataset& d) { d.samples[2].target.label = "severe"; }},
             {"malignancy", "\"odd\" is not a class", ErrorCode::InvalidFormat,
              [](Dataset& d) { d.samples[2].target.label = "odd"; }},
             {"malignancy", "no label", ErrorCode::InvalidFormat,
              [](Dataset& d) { d.samples[2].target.label.reset(); }},
             {"malignancy", "has a grade", ErrorCode::InvalidFormat,
              [](Dataset& d) { d.samples[2].target.grade = 1; }},
             {"lesion", "holds the tag </think>", ErrorCode::InvalidFormat,
              [](Dataset& d) { d.samples[2].target.reasoning = "a</think>"; }},
             {"lesion", "outside the image", ErrorCode::InvalidFormat,
              [](Dataset& d) { d.samples[2].target.boxes[0].x2 = 8.5; }},
             {"lesion", "no image", ErrorCode::InvalidFormat,
              [](Dataset& d) { d.samples[2].images.clear(); }},
             {"lesion", "not images/SHA256.png", ErrorCode::InvalidFormat,
              [](Dataset& d) { d.samples[2].images[0].file = "../../etc/passwd"; }},
             {"lesion", "there twice", ErrorCode::InvalidFormat,
              [](Dataset& d) { d.samples[2].id = d.samples[3].id; }},
             {"lesion", "patient p0 is in train and val", ErrorCode::Mismatch,
              [](Dataset& d) { d.samples[7].patient = "p0"; }},
         }) {
        CAPTURE(c.said);
        test::PlantedDataset planted(c.task);
        c.spoil(planted.data);
        sortSamples(planted.data.samples);
        planted.settle();
        planted.write();
        checkRefused(planted.path(), c.code, c.said);
    }
}

TEST_CASE("a change after freezing is refused by hash, counts, certificate or order") {
    test::PlantedDataset planted;
    planted.at(3).target.reasoning = "added later";
    planted.write();
    checkRefused(planted.path(), ErrorCode::Mismatch, "dataset.json says");

    test::PlantedDataset counted;
    counted.data.counts[1].byClass["benign"] += 1;
    counted.write();
    checkRefused(counted.path(), ErrorCode::Mismatch, "counts");

    test::PlantedDataset certified;
    certified.data.certificate.groups = 99;
    certified.write();
    checkRefused(certified.path(), ErrorCode::Mismatch, "99 groups");

    test::PlantedDataset ordered;
    std::swap(ordered.at(0), ordered.at(1));
    ordered.write();
    checkRefused(ordered.path(), ErrorCode::InvalidFormat, "ordered");
}

TEST_CASE("an image of other pixels or another size isn't handed out") {
    test::PlantedDataset planted;
    planted.write();
    const Dataset dataset = readDataset(planted.path());
    const SampleImage& image = dataset.samples[0].images[0];
    CHECK(readSampleImage(dataset, image) == test::numberedImage(0));
    Image changed = test::numberedImage(0);
    changed.pixels[5] ^= 1;
    writeFileAtomic(dataset.imagePath(image), encodePng(changed), false);
    CHECK_THROWS_WITH_AS(readSampleImage(dataset, image), doctest::Contains("frozen"), Error);
    writeFileAtomic(dataset.imagePath(image), encodePng(test::numberedImage(0, 6, 8)), false);
    CHECK_THROWS_WITH_AS(readSampleImage(dataset, image), doctest::Contains("6 x 8"), Error);
}
