// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Starter packs by command, and the commands of docs/guide/white-cells.md on some images of BCCD and wbc_seg.
#include "core/dataset/dataset.h"
#include "core/files.h"
#include "core/knowledge/starter_pack.h"
#include "tests/support/program.h"
#include "tests/support/skip.h"

using namespace vrft;
namespace fs = std::filesystem;

namespace {

test::ProgramResult dataCommand(const test::TempFolder& folder, const std::string& arguments) {
    return test::runProgram("vrftaug-data", folder, arguments);
}

fs::path packFile(const std::string& name) {
    return fs::path(VRFT_SOURCE_DIR) / "resources/knowledge/packs" / (name + ".json");
}

void copyFiles(const fs::path& from, const fs::path& to, const std::vector<std::string>& names) {
    makeFolders(to);
    for (const std::string& name : names)
        fs::copy_file(from / name, to / name);
}

} // namespace

TEST_CASE("a starter pack becomes a task marked as a draft, and never replaces one") {
    const test::TempFolder folder;
    const std::string ws = (folder / "ws").string();
    REQUIRE(dataCommand(folder, fmt::format("init '{}'", ws)).code == 0);
    const std::string import =
        fmt::format("task '{}' import '{}'", ws, packFile("white-cell-class").string());
    const auto told = dataCommand(folder, import);
    CHECK(told.code == 0);
    CHECK(told.out == "Task white-cell-class with 5 classes: a draft, which an expert has to check\n");
    const Json stored =
        dataCommand(folder, fmt::format("task '{}' export white-cell-class --json", ws)).document();
    CHECK(taskFromJson(stored, "stored") ==
          starterPackFromJson(readJsonFile(packFile("white-cell-class")), "pack").task);
    CHECK(readDrafts(ws) ==
          Drafts{{"white-cell-class", {"neutrophil", "lymphocyte", "monocyte", "eosinophil", "basophil"}}});
    test::checkRefused(dataCommand(folder, import), "has a task white-cell-class already");

    Json checked = readJsonFile(packFile("white-cell"));
    checked["draft"] = false;
    writeFileAtomic(folder / "checked.json", jsonPretty(checked));
    test::checkRefused(
        dataCommand(folder, fmt::format("task '{}' import '{}'", ws, (folder / "checked.json").string())),
        "an expert hasn't checked it");
    CHECK(readDrafts(ws).size() == 1);
}

TEST_CASE("white cells: boxes of BCCD and classes of wbc_seg become two datasets by the guide's commands") {
    const fs::path shared = test::sharedData();
    if (shared.empty() || !fs::exists(shared / "bccd") || !fs::exists(shared / "wbc_seg"))
        return test::skip("BCCD and wbc_seg aren't here");
    const test::TempFolder folder;
    const std::string ws = (folder / "ws").string();
    const auto done = [&](const std::string& arguments) {
        const auto result = dataCommand(folder, arguments);
        CAPTURE(result.err);
        REQUIRE(result.code == 0);
        return result;
    };
    std::vector<std::string> smears = {"BloodImage_00338", "BloodImage_00343"}; // with a box without area
    for (int i = 0; i < 25; ++i)
        if (fs::exists(shared / "bccd/BCCD/JPEGImages" / fmt::format("BloodImage_{:05}.jpg", i)))
            smears.push_back(fmt::format("BloodImage_{:05}", i));
    std::vector<std::string> pictures;
    std::vector<std::string> lists;
    for (const std::string& name : smears) {
        pictures.push_back(name + ".jpg");
        lists.push_back(name + ".xml");
    }
    copyFiles(shared / "bccd/BCCD/JPEGImages", folder / "JPEGImages", pictures);
    copyFiles(shared / "bccd/BCCD/Annotations", folder / "Annotations", lists);
    std::vector<std::string> cells;
    for (int i = 1; i <= 40; ++i)
        cells.push_back(fmt::format("{:03}.bmp", i));
    copyFiles(shared / "wbc_seg/Dataset 1", folder / "Dataset 1", cells);

    done(fmt::format("init '{}'", ws));
    for (const char* pack : {"white-cell", "white-cell-class"})
        done(fmt::format("task '{}' import '{}'", ws, packFile(pack).string()));
    done(fmt::format("import '{}' '{}'", ws, (folder / "JPEGImages").string()));
    const auto boxes = done(fmt::format("annotate '{}' --from '{}' --task white-cell --reader BCCD --json",
                                        ws, (folder / "Annotations").string()));
    CHECK(boxes.document()["annotations"]["added"] == smears.size());
    CHECK(boxes.document()["annotations"]["skipped"] == 2);
    done(fmt::format("import '{}' '{}' --match '*.bmp'", ws, (folder / "Dataset 1").string()));
    // The guide's line of awk.
    const std::string awk = fmt::format(
        R"(awk -F, 'BEGIN {{ split("neutrophil lymphocyte monocyte eosinophil basophil", name, " ")
               print "source,frame,task,label,grade,x1,y1,x2,y2,reader,note" }}
       NR > 1 {{ sub(/\r/, ""); printf "%03d.bmp,0,white-cell-class,%s,,,,,,wbc_seg,\n", $1, name[$2] }}' '{}' >'{}')",
        (shared / "wbc_seg/Class Labels of Dataset 1.csv").string(), (folder / "wbc.csv").string());
    REQUIRE(std::system(awk.c_str()) == 0);
    const auto classes =
        done(fmt::format("annotate '{}' --from '{}' --json", ws, (folder / "wbc.csv").string()));
    CHECK(classes.document()["annotations"]["added"] == 40);
    CHECK(classes.document()["annotations"]["skipped"] == 260); // whose images this test left out

    done(fmt::format("plan '{}' half --split 50/20/30", ws));
    const auto dataset = [&](const char* task, const char* plan) {
        const auto frozen = done(fmt::format("dataset '{}' --task {} --plan {} --json", ws, task, plan));
        const std::string place = frozen.document()["dataset"];
        done(fmt::format("check '{}'", place));
        return readDataset(place);
    };
    const Dataset where = dataset("white-cell", "main");
    CHECK(where.samples.size() == smears.size());
    CHECK(std::all_of(where.samples.begin(), where.samples.end(),
                      [](const Sample& sample) { return sample.target.boxes.size() <= 3; }));
    const Dataset what = dataset("white-cell-class", "half");
    CHECK(what.samples.size() == 40);
    CHECK(what.samples.front().images.front().width == 120);
}
