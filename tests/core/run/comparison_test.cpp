// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/comparison.h"

#include "core/error.h"
#include "tests/core/run/compared_runs.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

using namespace vrft;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

struct Place {
    Place() { makeHeldOutDataset(folder / "data", 30); }
    fs::path run(const std::string& name, const ComparedRunPlan& plan,
                 const std::function<int(int)>& gradeOf) {
        const fs::path place = folder / "runs" / ("20260101-000000-" + name);
        makeComparedRun(place, plan, gradeOf);
        return place;
    }
    TempFolder folder;
};

int truth(int sample) {
    return sample % 3;
}
int wrongFrom(int sample, int first) {
    return sample < first ? truth(sample) : (sample + 1) % 3;
}

} // namespace

TEST_CASE("runs are compared case by case at their best checkpoints") {
    Place place;
    const fs::path good = place.run("good", {}, truth);
    const fs::path poor = place.run("poor", {.preset = "rft"}, [](int i) { return wrongFrom(i, 20); });
    const RunComparison comparison = compareRuns({good, poor});
    REQUIRE(comparison.runs.size() == 2);
    CHECK(comparison.runs[0].step == 20);
    CHECK(comparison.runs[0].cases.size() == 30);
    CHECK(comparison.runs[0].cases[0].completion == "20/heldout/s000000/0");
    CHECK(comparison.runs[0].wholeRun());
    CHECK(comparison.runs[0].test->at("split") == "test");
    CHECK(comparison.runs[0].heldOut->at("step") == 20);
    CHECK(comparison.notes.empty());

    const RunPair pair = pairRuns(comparison.runs, 0, 1);
    REQUIRE(pair.figures);
    CHECK(pair.figures->n == 30);
    CHECK(pair.figures->bothRight == 20);
    CHECK(pair.figures->onlyFirst == 10);
    CHECK(pair.figures->onlySecond == 0);
    CHECK(pair.figures->verdict == PairedVerdict::FirstBetter);
    CHECK(pair.note.empty());
    CHECK(pairedWords(*pair.figures, "good", "poor") ==
          "good is better on these 30 patients. One run each says nothing about other seeds.");
    const RunPair turned = pairRuns(comparison.runs, 1, 0);
    CHECK(turned.figures->onlySecond == 10);
    CHECK(turned.figures->verdict == PairedVerdict::SecondBetter);

    const Json json = comparisonJson(comparison);
    CHECK(json["pairs"].size() == 1);
    CHECK(json["pairs"][0]["apart"].size() == 10);
    CHECK(json["pairs"][0]["apart"][0]["sample"] == "s000020");
    CHECK(json["pairs"][0]["verdict"] == "first_better");
    CHECK(json["runs"][1]["test"]["accuracy"]["value"] == 0.55);
}

TEST_CASE("settings that differ are listed with every run's value") {
    Place place;
    const RunComparison comparison =
        compareRuns({place.run("a", {}, truth), place.run("b", {.preset = "rft"}, truth),
                     place.run("c", {.preset = "rft+knowledge"}, truth)});
    CHECK(comparison.settings.size() > 30);
    const auto rowOf = [&](const std::string& key) {
        const auto found = std::find_if(comparison.settings.begin(), comparison.settings.end(),
                                        [&](const SettingRow& row) { return row.key == key; });
        REQUIRE_MESSAGE(found != comparison.settings.end(), key);
        return *found;
    };
    CHECK(rowOf("preset").values == std::vector<std::string>{"rft+fuzzy", "rft", "rft+knowledge"});
    CHECK(rowOf("knowledge_prompt").values == std::vector<std::string>{"false", "false", "true"});
    CHECK(rowOf("rewards.fuzzy_grade").values == std::vector<std::string>{"1.0", "", ""});
    CHECK_FALSE(rowOf("seed").differs());
    CHECK_FALSE(rowOf("dataset").differs());
    CHECK(comparison.numDifferent() == 4); // and rewards.accuracy
}

TEST_CASE("versions of a dataset are compared on the images both hold out") {
    Place place;
    makeHeldOutDataset(place.folder / "data2", 30, 12);
    const fs::path first = place.run("first", {}, truth);
    const fs::path second =
        place.run("second", {.dataset = "../../data2", .hash = "d2"}, [](int i) { return truth(i + 12); });
    const RunComparison comparison = compareRuns({first, second});
    CHECK(comparison.notes.size() == 1);
    const RunPair pair = pairRuns(comparison.runs, 0, 1);
    REQUIRE(pair.figures);
    CHECK(pair.figures->n == 18);
    CHECK(pair.figures->bothRight == 18);
    CHECK(pair.figures->verdict == PairedVerdict::NotEnough);
    CHECK(pair.note.find("18 images") != std::string::npos);
    CHECK(pair.cases[0].first->sample == "s000012");
    CHECK(pair.cases[0].second->sample == "s000000");
}

TEST_CASE("what can't be compared is said in words") {
    Place place;
    const fs::path whole = place.run("whole", {}, truth);
    SUBCASE("another question") {
        makeHeldOutDataset(place.folder / "other", 30, 0, "malignancy", 4);
        const fs::path other = place.run("other", {.dataset = "../../other", .hash = "d3"}, truth);
        const RunComparison comparison = compareRuns({whole, other});
        const RunPair pair = pairRuns(comparison.runs, 0, 1);
        CHECK_FALSE(pair.figures);
        CHECK(pair.missing.find("different questions (severity and malignancy)") != std::string::npos);
        CHECK(comparison.numDifferent() == 1); // the dataset
    }
    SUBCASE("no image in common") {
        makeHeldOutDataset(place.folder / "other", 30, 100);
        const fs::path other = place.run("other", {.dataset = "../../other", .hash = "d3"}, truth);
        const RunPair pair = pairRuns(compareRuns({whole, other}).runs, 0, 1);
        CHECK_FALSE(pair.figures);
        CHECK(pair.missing == "no image is held out in both");
    }
    SUBCASE("a run without completions") {
        const RunComparison comparison = compareRuns({whole, place.run("mute", {.answers = false}, truth)});
        CHECK(comparison.runs[1].missing.find("keeps no answers") != std::string::npos);
        const Json json = comparisonJson(comparison);
        CHECK(json["pairs"][0]["missing"].get<std::string>().starts_with("mute: "));
        CHECK(json["settings"]["differ"].empty());
        // Its held-out figures at the best checkpoint stay where the answers are gone.
        REQUIRE(comparison.runs[1].heldOut);
        CHECK(comparison.runs[1].heldOut->at("step") == 20);
        CHECK(comparison.runs[1].heldOut->at("accuracy").at("value") == 0.6);
    }
    SUBCASE("an unfinished run") {
        const RunComparison comparison = compareRuns({whole, place.run("young", {.finished = false}, truth)});
        CHECK_FALSE(comparison.runs[1].wholeRun());
        REQUIRE(comparison.notes.size() == 1);
        CHECK(comparison.notes[0].starts_with("Not finished: young."));
        CHECK(pairRuns(comparison.runs, 0, 1).figures->n == 30);
    }
    SUBCASE("a dataset that is gone") {
        const fs::path lost = place.run("lost", {.dataset = "../../gone", .hash = "d9"}, truth);
        const RunComparison comparison = compareRuns({whole, lost});
        CHECK_FALSE(comparison.runs[1].task);
        CHECK(comparison.runs[1].missing.find("gone") != std::string::npos);
        CHECK(comparison.runs[1].test); // its figures stand
        CHECK(comparison.runs[1].heldOut);
    }
    SUBCASE("no run at all") {
        CHECK_THROWS_AS(compareRuns({whole, place.folder / "data"}), Error);
    }
}

TEST_CASE("runs of one name are told apart by their folders, and by their places where those are alike") {
    Place place;
    const fs::path named = place.run("named", {}, truth);
    const fs::path twin = place.run("twin", {.finished = false}, truth);
    RunInfo info = readRun(twin);
    info.name = "named";
    writeRun(twin, info);
    const RunComparison comparison = compareRuns({named, twin, place.run("other", {}, truth)});
    CHECK(comparison.runs[0].shown == "20260101-000000-named");
    CHECK(comparison.runs[1].shown == "20260101-000000-twin");
    CHECK(comparison.runs[2].shown == "other");
    CHECK(comparison.notes[0].starts_with("Not finished: 20260101-000000-twin."));
    CHECK(comparisonJson(comparison)["runs"][1]["name"] == "named");
    const fs::path copy = place.folder / "elsewhere" / named.filename();
    makeComparedRun(copy, {}, truth);
    CHECK(compareRuns({named, copy}).runs[1].shown == copy.string());
}

TEST_CASE("answers that a resume took back don't count") {
    Place place;
    const fs::path run = place.run("again", {}, truth);
    {
        RunWriter writer(run);
        writer.markResumed(10, "Resumed");
        for (int i = 0; i < 30; ++i)
            writer.completion(heldOutAnswer(20, i, (i + 1) % 3), {});
    }
    const ComparedRun read = readComparedRun(run);
    CHECK(read.cases.size() == 30);
    CHECK(std::none_of(read.cases.begin(), read.cases.end(),
                       [](const ComparedCase& one) { return one.right; }));
}

TEST_CASE("right for the right reason counts right answers whose named attributes are all true") {
    Place place;
    // Right on the first 15 of 30; the first 20 state their tone, and every answer says "dark": true of even
    // ones.
    const ComparedRun run = readComparedRun(place.run("half", {}, [](int i) { return wrongFrom(i, 15); }));
    REQUIRE(run.heldOutReason);
    CHECK(run.heldOutReason->right == 15);
    CHECK(run.heldOutReason->reasoned == 8); // 0, 2, .. 14
    CHECK(run.heldOutReason->share.value == doctest::Approx(8.0 / 15));
    CHECK(*run.heldOutReason->share.low < 8.0 / 15);
    CHECK(*run.heldOutReason->share.high > 8.0 / 15);
    CHECK_FALSE(run.testReason); // it kept no test answers
    const ComparedRun all = readComparedRun(place.run("all", {}, truth));
    CHECK(all.heldOutReason->right == 20); // what states no attribute isn't judged

    ComparedCase silent;
    silent.patient = "p";
    silent.right = silent.attributesKnown = true;
    CHECK(rightReason(std::vector<ComparedCase>{silent})->reasoned == 0); // names nothing: no reason
    silent.attributesNamed = 2;
    silent.attributesRight = 1;
    CHECK(rightReason(std::vector<ComparedCase>{silent})->reasoned == 0);
    silent.attributesRight = 2;
    CHECK(rightReason(std::vector<ComparedCase>{silent})->reasoned == 1);
    silent.right = false;
    CHECK_FALSE(rightReason(std::vector<ComparedCase>{silent}));

    // Of the test answers a finished run keeps.
    const fs::path samples = place.folder / "data" / kSamplesFile;
    Sample tested;
    tested.id = "s000100";
    tested.split = Split::Test;
    tested.patient = "p100";
    tested.images.push_back({"images/100.png", 8, 6, {}, {}});
    tested.target.grade = 1;
    tested.target.label = "class1";
    tested.target.attributes = {{"tone", "dark"}};
    writeFileAtomic(samples, readTextFile(samples) + sampleLine(tested));
    CompletionRecord answer = heldOutAnswer(20, 100, 1);
    answer.kind = CompletionKind::Test;
    RunWriter(run.folder).finalCompletions(std::vector<CompletionRecord>{answer});
    const ComparedRun again = readComparedRun(run.folder);
    REQUIRE(again.testReason);
    CHECK(again.testReason->right == 1);
    CHECK(again.testReason->reasoned == 1);
    CHECK(again.cases.size() == 30); // test answers are no held-out cases
    const Json json = comparisonJson(compareRuns({run.folder, all.folder}));
    CHECK(json["runs"][0]["right_reason"]["test"]["right"] == 1);
    CHECK(json["runs"][0]["right_reason"]["heldout"]["reasoned"] == 8);
    CHECK(json["runs"][1]["right_reason"]["test"].is_null());
}
