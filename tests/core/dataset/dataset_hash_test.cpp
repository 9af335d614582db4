// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/dataset/planted.h"

#include <doctest/doctest.h>
#include <functional>

using namespace vrft;

namespace {

std::filesystem::path tinyFolder() {
    return std::filesystem::path(VRFT_SOURCE_DIR) / "tests" / "data" / "dataset" / "tiny";
}

} // namespace

TEST_CASE("the hash equals the one computed from the format's text in another language") {
    const Dataset tiny = readDataset(tinyFolder()); // compares with the hash in the file
    CHECK(tiny.hash == "28e587b7b8d0f91084950bd2d35dc4dc88b2de11d4841b511c5d31e0b0653e85");
    CHECK(datasetHash(tiny.task, tiny.samples) == tiny.hash);
    for (const Sample& sample : tiny.samples)
        CHECK_NOTHROW(readSampleImage(tiny, sample.images.front()));
}

TEST_CASE("the hash doesn't depend on when, by whom, with which key or with which knowledge it was made") {
    test::PlantedDataset planted;
    const std::string hash = planted.data.hash;
    const auto hashNow = [&planted] { return datasetHash(planted.data.task, planted.data.samples); };
    REQUIRE(hashNow() == hash);

    planted.data.madeProgram = "another";
    planted.data.madeTime = 12345;
    planted.data.name = "renamed";
    CHECK(hashNow() == hash);

    for (Sample& sample : planted.data.samples)
        sample.patient = "hmac-with-another-key-" + sample.patient;
    CHECK(hashNow() == hash);

    Task& task = planted.data.task;
    task.question = "Another question?";
    task.name = "Another name";
    task.classes[0].definition = "Another definition.";
    task.classes[0].synonyms = {"harmless"};
    task.classes[0].attributes.clear();
    CHECK(hashNow() == hash);

    std::ranges::reverse(planted.data.samples);
    CHECK(hashNow() == hash);
    sortSamples(planted.data.samples);
    CHECK(planted.data.samples.front().id == "s000000");
}

TEST_CASE("the hash depends on every label, split, pixel, box, attribute, patient group and class") {
    const test::PlantedDataset honest;
    const std::vector<std::pair<const char*, std::function<void(Dataset&)>>> changes = {
        {"label", [](Dataset& d) { d.samples[3].target.label = "benign"; }},
        {"grade", [](Dataset& d) { d.samples[3].target.grade = 1; }},
        {"split", [](Dataset& d) { d.samples[3].split = Split::Val; }},
        {"pixels",
         [](Dataset& d) { d.samples[3].images[0].file = imageFile(imageHash(test::numberedImage(99))); }},
        {"size", [](Dataset& d) { d.samples[3].images[0].width = 9; }},
        {"spacing", [](Dataset& d) { d.samples[3].images[0].spacingMm.reset(); }},
        {"window",
         [](Dataset& d) {
             d.samples[3].images[0].render.window = {{40, 400}};
         }},
        {"invert", [](Dataset& d) { d.samples[3].images[0].render.invert = true; }},
        {"crop",
         [](Dataset& d) {
             d.samples[3].images[0].render.crop = {{0, 0, 4, 4}};
         }},
        {"box", [](Dataset& d) { d.samples[3].target.boxes[0].x1 += 0.001; }},
        {"attribute", [](Dataset& d) { d.samples[3].target.attributes[0].second = "irregular"; }},
        {"reasoning", [](Dataset& d) { d.samples[3].target.reasoning = "smooth"; }},
        {"patient group", [](Dataset& d) { d.samples[3].patient = d.samples[4].patient; }},
        {"id", [](Dataset& d) { d.samples[3].id = "s000003b"; }},
        {"sample", [](Dataset& d) { d.samples.pop_back(); }},
        {"class order", [](Dataset& d) { std::swap(d.task.classes[0], d.task.classes[1]); }},
        {"class id", [](Dataset& d) { d.task.classes[0].id = "good"; }},
        {"kind", [](Dataset& d) { d.task.kind = TaskKind::Grading; }},
        {"task id", [](Dataset& d) { d.task.id = "other"; }},
    };
    std::set<std::string> hashes = {honest.data.hash};
    for (const auto& [what, change] : changes) {
        CAPTURE(what);
        Dataset dataset = honest.data;
        change(dataset);
        const std::string hash = datasetHash(dataset.task, dataset.samples);
        CHECK(hash != honest.data.hash);
        CHECK(hashes.insert(hash).second);
    }
}

TEST_CASE("a sample survives the way through its line") {
    const test::PlantedDataset planted;
    Sample sample = planted.data.samples[2];
    sample.images.push_back(sample.images[0]);
    sample.images[1].render = {{{40, 400.5}}, true, {{0, 1, 2, 3.5}}};
    sample.images[1].spacingMm.reset();
    sample.target.reasoning = "Größe: \"klein\"\nSo.";
    sample.target.grade = 3;
    CHECK(sampleFromJson(parseJson(sampleLine(sample), "line"), "line") == sample);
    CHECK(sampleLine(sample).find('\n') == sampleLine(sample).size() - 1);
}

TEST_CASE("a sample line has every key of the format, in its order") {
    test::PlantedDataset planted;
    Sample& sample = planted.at(0);
    sample.images[0].file = "images/SHA.png";
    CHECK(
        sampleLine(sample) ==
        R"({"id":"s000000","split":"train","patient":"p0","images":[{"file":"images/SHA.png","width":8,"height":6,)"
        R"("spacing_mm":[0.3,0.3],"render":{"window":null,"invert":false,"crop":null}}],"target":{"label":"benign",)"
        R"("grade":null,"boxes":[[1,1,5,4.5]],"attributes":{"shape":"oval","size":"small"},"reasoning":null}})"
        "\n");
}
