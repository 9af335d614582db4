// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The table and the figure of a study, from final evaluations written by hand.
#include "core/error.h"
#include "core/files.h"
#include "core/run/run_folder.h"
#include "core/run/study_figure.h"
#include "core/run/study_table.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sstream>

using namespace vrft;
using vrft::test::TempFolder;
namespace fs = std::filesystem;

namespace {

StudySpec specOf(const fs::path& out) {
    StudySpec spec;
    for (const char* preset : {"rft", "rft+fuzzy", "rft+localise"})
        spec.rows.push_back(presetStrategy(preset));
    spec.datasets = {{"severity", "/d"}};
    spec.policies = {{"severity", "/p"}};
    spec.seeds = {1, 2, 3};
    spec.control = "rft+box-budget";
    spec.out = out;
    return spec;
}

void finish(const fs::path& run, double accuracy, double start, double qwk) {
    makeFolders(run / "evaluations");
    const Json document = {
        {"format", 1},
        {"accuracy", {{"value", accuracy}, {"low", 0.1}, {"high", 0.9}}},
        {"majority", 0.285},
        {"qwk", qwk},
        {"iou", nullptr},
        {"attributes_truth", 0.9},
        {"start", {{"accuracy", {{"value", start}, {"low", nullptr}, {"high", nullptr}}}}}};
    writeFileAtomic(run / "evaluations/final.json", jsonPretty(document));
    writeFileAtomic(run / "metrics.jsonl", "{\"step\":1,\"time/rollout_s\":1.5,\"time/update_s\":0.5,\"time/"
                                           "reward_s\":0.25,\"memory/peak_bytes\":100}\n"
                                           "{\"step\":2,\"time/rollout_s\":100,\"memory/peak_bytes\":900}\n"
                                           "{\"kind\":\"resumed\",\"from_step\":1,\"time\":5}\n"
                                           "{\"step\":2,\"time/rollout_s\":2,\"memory/peak_bytes\":300}\n");
}

std::vector<StudyRow> sampleRows(const fs::path& out) {
    const StudySpec spec = specOf(out);
    const auto cells = expandStudy(spec, [](const std::string&) {
        return StudyContext{TaskKind::Grading, false};
    });
    finish(out / "severity-rft-s1", 0.5, 0.25, 0.7);
    finish(out / "severity-rft-s2", 0.6, 0.30, 0.8);
    finish(out / "severity-rft-s3", 0.7, 0.35, 0.9);
    finish(out / "severity-rft+fuzzy-s1", 0.65, 0.25, 0.8);
    return assembleStudy(spec, cells);
}

} // namespace

TEST_CASE("a row's figures are means over seeds with Student-t intervals, its rise is final minus start") {
    const TempFolder temp;
    const std::vector<StudyRow> rows = sampleRows(temp.path());
    REQUIRE(rows.size() == 4);
    const StudyRow& rft = rows[0];
    CHECK(rft.value->value == doctest::Approx(0.6));
    // t(0.975, 2) = 4.302653 (tables); s = 0.1, n = 3.
    CHECK(*rft.value->low == doctest::Approx(0.6 - 4.302653 * 0.1 / std::sqrt(3.0)));
    CHECK(rft.start->value == doctest::Approx(0.3));
    CHECK(rft.rise->value == doctest::Approx(0.3));
    CHECK(*rft.rise->high == doctest::Approx(0.3 + 4.302653 * 0.05 / std::sqrt(3.0)));
    CHECK(rft.majority == 0.285);
    CHECK(rft.figures.at("qwk").value == doctest::Approx(0.8));
    CHECK(rft.figures.at("train_s").value == doctest::Approx(4.25)); // superseded records don't count
    CHECK(rft.figures.at("peak_bytes").value == 300);
    CHECK(rft.seeds[1].rise() == doctest::Approx(0.3));
    CHECK(rft.unfinished.empty());

    CHECK(rows[1].row == "rft+fuzzy");
    CHECK_FALSE(rows[1].value->low.has_value()); // one seed says nothing about spread
    CHECK(rows[1].unfinished == std::vector<std::uint64_t>{2, 3});
    CHECK(rows[2].refused->find("localise") != std::string::npos);
    CHECK(rows[3].control);
    CHECK_FALSE(rows[3].value.has_value());
}

TEST_CASE("each row is held against plain rft seed by seed") {
    const TempFolder temp;
    finish(temp / "severity-rft+fuzzy-s2", 0.70, 0.30, 0.8);
    finish(temp / "severity-rft+fuzzy-s3", 0.95, 0.35, 0.8);
    std::vector<StudyRow> rows = sampleRows(temp.path());
    CHECK(rows[0].plain);
    CHECK_FALSE(rows[0].against.has_value());
    // .15, .10, .25: mean .16667, s .07638, t(0.975, 2) = 4.302653.
    const double half = 4.302653 * 0.0763763 / std::sqrt(3.0);
    CHECK(rows[1].against->value == doctest::Approx(0.5 / 3));
    CHECK(*rows[1].against->low == doctest::Approx(0.5 / 3 - half));
    CHECK(*rows[1].against->high == doctest::Approx(0.5 / 3 + half));
    CHECK(rows[1].againstSeeds == 3);
    CHECK_FALSE(rows[2].against.has_value());
    const std::vector<std::string> notes = {"The datasets | differ."};
    const Json table = studyTableJson(rows, notes);
    CHECK(table["rows"][1]["against_rft"]["mean"] == doctest::Approx(0.5 / 3));
    CHECK(table["rows"][0]["against_rft"].is_null());
    CHECK(table["rows"][3]["unfinished_runs"][2] == "severity-rft+box-budget-s3");
    CHECK(table["notes"][0] == notes[0]);
    CHECK(studyTableMarkdown(rows, notes).find("The datasets \\| differ.") != std::string::npos);
    // Without plain rft there is nothing to hold it against.
    fs::remove_all(temp / "severity-rft-s1");
    fs::remove_all(temp / "severity-rft-s2");
    const StudySpec spec = specOf(temp.path());
    rows = assembleStudy(spec, expandStudy(spec, [](const std::string&) {
                             return StudyContext{TaskKind::Grading, false};
                         }));
    CHECK(rows[1].againstSeeds == 1);
    CHECK_FALSE(rows[1].against->low.has_value());
}

TEST_CASE("seeds that agree have no interval, in no file") {
    const TempFolder temp;
    finish(temp / "severity-rft+fuzzy-s2", 0.65, 0.25, 0.8);
    const std::vector<StudyRow> rows = sampleRows(temp.path());
    REQUIRE(rows[1].seeds.size() == 2);
    CHECK(rows[1].value->value == doctest::Approx(0.65));
    CHECK_FALSE(rows[1].value->low);
    CHECK_FALSE(rows[1].rise->high);
    CHECK_FALSE(rows[1].figures.at("qwk").low);
    CHECK(rows[1].against->low); // 0.15 and 0.05: two that differ have one, if a wide one
    CHECK_FALSE(rows[0].figures.at("peak_bytes").low);
    CHECK(studyTableJson(rows, {})["rows"][1]["final"]["low"].is_null());
    CHECK(studyTableCsv(rows).find(",2,0.285,0.65,,,0.25,,,0.4,,,") != std::string::npos);
    const std::string page = studyTableMarkdown(rows, {});
    CHECK(page.find("| .650 | +.400 | +.100 (") != std::string::npos);
    CHECK(page.find("interval, which needs two seeds that differ") != std::string::npos);
    CHECK(studyFigureSvg(rows).find("0.650  [") == std::string::npos);
}

TEST_CASE("table.json and table.csv hold every row, refusals included") {
    const TempFolder temp;
    writeStudyTable(temp.path(), sampleRows(temp.path()));
    const Json table = readJsonFile(temp / "table.json");
    CHECK(table["format"] == 1);
    REQUIRE(table["rows"].size() == 4);
    CHECK(table["rows"][0]["policy"] == "p");
    CHECK(table["rows"][0]["n"] == 3);
    CHECK(table["rows"][0]["seeds"][2]["final"] == 0.7);
    CHECK(table["rows"][0]["seeds"][2]["run"] == "severity-rft-s3");
    CHECK(table["rows"][1]["final"]["low"].is_null());
    CHECK(table["rows"][2].contains("refused"));
    CHECK(table["rows"][3]["control"] == true);

    const std::string csv = readTextFile(temp / "table.csv");
    CHECK(csv.find(",policy,against_rft,against_rft_low,against_rft_high\r\n") != std::string::npos);
    CHECK(csv.find(",p,") != std::string::npos);
    CHECK(
        csv.starts_with("dataset,row,control,refused,measure,n,majority,final,final_low,final_high,start,"));
    std::size_t lines = 0;
    const std::size_t columns = static_cast<std::size_t>(
        std::count(csv.begin(), csv.begin() + static_cast<long>(csv.find('\n')), ','));
    std::size_t from = 0;
    while (from < csv.size()) {
        const std::size_t end = csv.find("\r\n", from);
        REQUIRE(end != std::string::npos);
        std::size_t commas = 0;
        bool quoted = false;
        for (std::size_t i = from; i < end; ++i) {
            if (csv[i] == '"') quoted = !quoted;
            if (csv[i] == ',' && !quoted) ++commas;
        }
        CHECK(commas == columns);
        from = end + 2;
        ++lines;
    }
    CHECK(lines == 5);
    CHECK(fs::exists(temp / "figure.svg"));
}

TEST_CASE("table.md reads as a table a dataset, with what was left out and never run") {
    const TempFolder temp;
    std::vector<StudyRow> rows = sampleRows(temp.path());
    rows[0].dataset = "other";
    rows[1].row = "a|b\nc";
    const std::string text = studyTableMarkdown(rows);
    CHECK(text.find("## severity from p\n\n| strategy | accuracy on test | rise | against rft | image gain | "
                    "weighted kappa | grade error | seeds |\n|---|---|---|---|---|---|---|---|\n") !=
          std::string::npos);
    CHECK(text.find(
              "| rft | .600 (.352 to .848) | +.300 (+.176 to +.424) | - | - | .800 (.552 to 1.048) | - | 3 "
              "of 3 |\n") != std::string::npos);
    CHECK(text.find("| a\\|b c | .650 | +.400 | +.150 | - | .800 | - | 1 of 3 |\n") != std::string::npos);
    CHECK(text.find("| rft+localise | left out: ") != std::string::npos);
    CHECK(text.find("| rft+box-budget (control) | - | - | - | - | - | - | 0 of 3 |\n") != std::string::npos);
    CHECK(text.find("| always the commonest answer | .285 |") != std::string::npos);
    // Every line of a table has as many cells as its head.
    std::size_t cells = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with('|')) {
            cells = 0;
            continue;
        }
        std::size_t count = 0;
        for (std::size_t i = 0; i < line.size(); ++i)
            count += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
        if (cells == 0) cells = count;
        CHECK_MESSAGE(count == cells, line);
    }
}

TEST_CASE("localisation is measured by IoU") {
    const TempFolder temp;
    StudySpec spec = specOf(temp.path());
    spec.rows = {presetStrategy("rft")};
    spec.control.reset();
    spec.seeds = {1};
    const auto cells = expandStudy(spec, [](const std::string&) {
        return StudyContext{TaskKind::Localisation, false};
    });
    makeFolders(cells[0].run / "evaluations");
    writeFileAtomic(cells[0].run / "evaluations/final.json",
                    R"({"format":1,"accuracy":null,"iou":0.7,"ap50":0.6,"start":{"iou":0.5}})");
    const auto rows = assembleStudy(spec, cells);
    CHECK(rows[0].measure == "iou");
    CHECK(rows[0].rise->value == doctest::Approx(0.2));
    CHECK(rows[0].figures.at("ap50").value == 0.6);
    CHECK(studyFigureSvg(rows).find("mean IoU") != std::string::npos);
}

TEST_CASE("the figure shows each row's mean and interval inside its frame, and escapes names") {
    const TempFolder temp;
    std::vector<StudyRow> rows = sampleRows(temp.path());
    rows[0].dataset = rows[1].dataset = rows[2].dataset = rows[3].dataset = "a<b&c";
    const std::string svg = studyFigureSvg(rows);
    CHECK(svg == studyFigureSvg(rows));
    CHECK(svg.find("a&lt;b&amp;c") != std::string::npos);
    CHECK(svg.find("majority class 0.285") != std::string::npos);
    CHECK(svg.find("plain rft 0.600") != std::string::npos);
    CHECK(svg.find("refused: ") != std::string::npos);
    CHECK(svg.find("nan") == std::string::npos);
    CHECK(svg.find("inf") == std::string::npos);
    // Marks lie on the linear axis: three seeds of rft are evenly spaced, and the square sits on the middle
    // one.
    std::vector<double> dots;
    for (std::size_t at = svg.find("<circle cx=\""); at != std::string::npos;
         at = svg.find("<circle cx=\"", at + 1))
        dots.push_back(std::stod(svg.substr(at + 12)));
    REQUIRE(dots.size() == 4);
    CHECK(dots[1] - dots[0] == doctest::Approx(dots[2] - dots[1]).epsilon(0.01));
    const std::size_t square = svg.find("<rect x=\"");
    CHECK(std::stod(svg.substr(square + 9)) + 4.5 == doctest::Approx(dots[1]).epsilon(0.001));
    for (const double x : dots)
        CHECK((x >= 280 && x <= 680));
}

TEST_CASE("a study without any finished run still has a table and a figure") {
    const TempFolder temp;
    const StudySpec spec = specOf(temp / "out");
    const auto cells = expandStudy(spec, [](const std::string&) {
        return StudyContext{TaskKind::Grading, false};
    });
    writeStudyTable(spec.out, assembleStudy(spec, cells));
    CHECK(readTextFile(spec.out / "figure.svg").find("no finished run") != std::string::npos);
}
