// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The program as scripts see it: exit codes, JSON on stdout, one line of words on stderr.
#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/files.h"
#include "core/json.h"
#include "core/store/connection.h"
#include "tests/support/program.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace vrft;

namespace {

namespace fs = std::filesystem;

const fs::path kNpz = fs::path(VRFT_SOURCE_DIR) / "tests/data/imaging/npz";

using test::checkRefused;
using test::checkUsage;
using Result = test::ProgramResult;

Result run(const test::TempFolder& folder, const std::string& arguments,
           const std::string& environment = {}) {
    return test::runProgram("vrftaug-data", folder, arguments, environment);
}

} // namespace

TEST_CASE("wrong usage is 2, a failure is 1 with one line, success is 0") {
    test::TempFolder folder;
    CHECK(run(folder, "").code == 2);
    CHECK(run(folder, "nonsense").code == 2);
    CHECK(run(folder, "sample").code == 2);
    CHECK(run(folder, "export ws --format pdf --out x").code == 2);
    CHECK(run(folder, fmt::format("dataset '{}'", (folder / "ws").string())).code == 2);
    CHECK(run(folder, "--help").code == 0);
    checkRefused(run(folder, fmt::format("list '{}'", (folder / "absent").string())), "no workspace");
    const Result made = run(folder, fmt::format("init '{}' --json", (folder / "ws").string()));
    CHECK(made.code == 0);
    CHECK(made.document()["workspace"] == (folder / "ws").string());
    checkRefused(run(folder, fmt::format("init '{}'", (folder / "ws").string())), (folder / "ws").string());
}

TEST_CASE("wrong usage is one line that names the command and everything that is wrong") {
    test::TempFolder folder;
    checkUsage(run(folder, "import"), "vrftaug-data import", "WS and PATH are required");
    checkUsage(run(folder, "export"), "vrftaug-data export", "WS and --out are required");
    checkUsage(run(folder, "task ws"), "vrftaug-data task", "a command is required: import or export");
    checkUsage(run(folder, "list ws --ledger --state foo"), "vrftaug-data list",
               "\"foo\" is none of stored, present");
    checkUsage(run(folder, "plan ws p --split 60/20/30"), "vrftaug-data plan", "adds up to 110, not to 100");
    checkUsage(run(folder, "plan ws p --seed abc"), "vrftaug-data plan",
               "--seed takes a whole number of 0 or more, not \"abc\"");
    checkUsage(run(folder, "list ws --limit -1"), "vrftaug-data list", "\"-1\" is no whole number from 0");
    checkUsage(run(folder, "list ws --colour"), "vrftaug-data list", "\"--colour\" isn't understood");
    checkUsage(run(folder, "export ws --format"), "vrftaug-data export", "--format needs a value");
    const Result unknown = run(folder, "improt ws");
    CHECK(unknown.err.find(" scan") == std::string::npos); // the import's own child
}

TEST_CASE("an import says what a file isn't by its name, and hints where no name fits") {
    test::TempFolder folder;
    const std::string ws = (folder / "ws").string();
    REQUIRE(run(folder, fmt::format("init '{}'", ws)).code == 0);
    fs::create_directory(folder / "in");
    for (const char* name : {"a.png", "b.JPG", "c.zip", "d.txt"})
        writeFileAtomic(folder / "in" / name, "nothing of the kind", false);
    const Result taken = run(folder, fmt::format("import '{}' '{}'", ws, (folder / "in").string()));
    CHECK(taken.code == 0);
    for (const char* words : {"a.png (not a readable PNG)", "b.JPG (not a readable JPEG)",
                              "c.zip (not a readable ZIP archive)", "d.txt (not a DICOM file)"}) {
        CAPTURE(taken.err);
        CHECK(taken.err.find(words) != std::string::npos);
    }
    const Result none =
        run(folder, fmt::format("import '{}' '{}' --match '*.bmp'", ws, (folder / "in").string()));
    CHECK(none.err.find("No file's name is like *.bmp") != std::string::npos);
}

TEST_CASE("an export isn't written over an earlier one, and a list may be cut short") {
    test::TempFolder folder;
    const std::string ws = (folder / "ws").string();
    REQUIRE(run(folder, fmt::format("sample '{}' --patients 20", ws)).code == 0);
    const std::string command =
        fmt::format("export '{}' --format csv --out '{}'", ws, (folder / "out").string());
    CHECK(run(folder, command).code == 0);
    checkRefused(run(folder, command), "--force");
    CHECK(run(folder, command + " --force").code == 0);
    const Result list = run(folder, fmt::format("list '{}' --limit 3", ws));
    CHECK(list.out.find("and 17 more studies") != std::string::npos);
    CHECK(run(folder, fmt::format("list '{}' --limit 3 --json", ws)).document()["studies"].size() == 3);
    checkRefused(run(folder, fmt::format("check '{}'", ws)), "this is no dataset folder");
    checkRefused(run(folder, fmt::format("diff '{0}' '{0}'", ws)), "this is no dataset folder");
}

TEST_CASE("an index is made without runs, and refused where no workspace is") {
    test::TempFolder folder;
    const std::string workspace = (folder / "ws").string();
    CHECK(run(folder, fmt::format("init '{}'", workspace)).code == 0);
    for (const char* rebuild : {"", " --rebuild"}) {
        const Result made = run(folder, fmt::format("index '{}' --json{}", workspace, rebuild));
        CHECK(made.code == 0);
        CHECK(made.document()["traces"] == 0);
    }
    checkRefused(run(folder, fmt::format("index '{}'", (folder / "absent").string())), "no workspace");
}

TEST_CASE("a sample too small to be split leaves nothing behind") {
    test::TempFolder folder;
    checkRefused(run(folder, fmt::format("sample '{}' --patients 5", (folder / "ws").string())),
                 "--patients");
    CHECK_FALSE(fs::exists(folder / "ws"));
}

TEST_CASE("an unknown command is named, with those there are") {
    test::TempFolder folder;
    const Result result = run(folder, "improt ws");
    CHECK(result.code == 2);
    CHECK(result.err.find("\"improt\"") != std::string::npos);
    CHECK(result.err.find(" import ") != std::string::npos);
}

TEST_CASE("a failure with --json is a document too") {
    test::TempFolder folder;
    const Result result = run(folder, fmt::format("list '{}' --json", (folder / "absent").string()));
    CHECK(result.code == 1);
    CHECK(result.document()["error"]["code"] == "not_found");
}

TEST_CASE("a place that can't be written is refused in words") {
    test::TempFolder folder;
    for (const char* command : {"init /proc/vrft-workspace", "sample /proc/vrft-workspace --patients 30"}) {
        CAPTURE(command);
        const Result result = run(folder, command); // /proc takes no folders, root or not
        CHECK(result.code == 1);
        CHECK(result.oneLine());
        CHECK(result.err.find("/proc/vrft-workspace") != std::string::npos);
    }
}

TEST_CASE("sample ends with the workspace, three datasets and the policies; again is the same") {
    test::TempFolder folder;
    const std::string command = fmt::format("sample '{}' --patients 20 --json", (folder / "ws").string());
    const Result first = run(folder, command);
    CAPTURE(first.err);
    REQUIRE(first.code == 0);
    const Json document = first.document();
    CHECK(document["workspace"] == (folder / "ws").string());
    for (const char* task : {"severity", "malignancy", "lesion"})
        CHECK(readDataset(document["datasets"][task].get<std::string>()).name == task);
    CHECK(document["policies"].is_object());
    CHECK(run(folder, command).document() == document);

    const Json list =
        run(folder, fmt::format("list '{}' --images --json", (folder / "ws").string())).document();
    CHECK(list["counts"]["patients"] == 20);
    CHECK(list["images"].size() == list["counts"]["instances"].get<std::size_t>());
    CHECK(list["datasets"].size() == 3);
    for (const Json& dataset : list["datasets"])
        CHECK(dataset["unpacked"] == false);
    // One that came with a run from another machine, and one that is damaged.
    const fs::path frozen = list["datasets"][0]["folder"].get<std::string>();
    fs::copy(frozen, folder / "ws" / "datasets" / "carried-0123456789ab", fs::copy_options::recursive);
    fs::create_directories(folder / "ws" / "datasets" / "damaged-0123456789ab");
    writeFileAtomic(folder / "ws" / "datasets" / "damaged-0123456789ab" / "dataset.json", "{");
    const Json after = run(folder, fmt::format("list '{}' --json", (folder / "ws").string())).document();
    REQUIRE(after["datasets"].size() == 5);
    CHECK(after["datasets"][3]["unpacked"] == true);
    CHECK(after["datasets"][3]["hash"] == list["datasets"][0]["hash"]);
    CHECK(after["datasets"][3]["task"] == list["datasets"][0]["task"]);
    CHECK(after["datasets"][4].contains("trouble"));
    const Result said = run(folder, fmt::format("list '{}'", (folder / "ws").string()));
    CHECK(said.out.find("carried-0123456789ab, unpacked with a run") != std::string::npos);
}

TEST_CASE("resources come from where VRFT_RESOURCES says, and a wrong place is refused") {
    test::TempFolder folder;
    const std::string command = fmt::format("sample '{}' --patients 20", (folder / "ws").string());
    checkRefused(run(folder, command, "VRFT_RESOURCES=/nowhere"), "VRFT_RESOURCES");
    CHECK_FALSE(fs::exists(folder / "ws"));
    const std::string own = fmt::format("VRFT_RESOURCES='{}/resources'", VRFT_SOURCE_DIR);
    CHECK(run(folder, command, own).code == 0);
}

TEST_CASE("npz to dataset by commands: import, task, annotate, plan, dataset, check, diff, export") {
    test::TempFolder folder;
    const std::string ws = (folder / "ws").string();
    REQUIRE(run(folder, fmt::format("init '{}'", ws)).code == 0);
    const Result imported =
        run(folder, fmt::format("import '{}' '{}' --json", ws, (kNpz / "small.npz").string()));
    CHECK(imported.code == 0);
    CHECK(imported.document()["ledger"]["found"] == 9);
    CHECK(imported.document()["ledger"]["stored"] == 9);

    const Json task = run(folder, fmt::format("task '{}' export small --json", ws)).document();
    CHECK(task["id"] == "small");
    Json changed = task;
    changed["classes"][0]["definition"] = "None of it.";
    writeFileAtomic(folder / "task.json", jsonPretty(changed), false);
    CHECK(run(folder, fmt::format("task '{}' import '{}'", ws, (folder / "task.json").string())).code == 0);
    CHECK(run(folder, fmt::format("task '{}' export small --json", ws)).document() == changed);
    changed["nonsense"] = 1;
    writeFileAtomic(folder / "task.json", jsonPretty(changed), false);
    checkRefused(run(folder, fmt::format("task '{}' import '{}'", ws, (folder / "task.json").string())),
                 "nonsense");

    writeFileAtomic(folder / "labels.csv",
                    "source,frame,task,label,grade,x1,y1,x2,y2,reader,note\n"
                    "small.npz#train/0,0,small,1,,,,,,me,\n"
                    "absent.png,0,small,1,,,,,,me,\n",
                    false);
    const Result annotated =
        run(folder, fmt::format("annotate '{}' --from '{}' --json", ws, (folder / "labels.csv").string()));
    CAPTURE(annotated.err);
    CHECK(annotated.code == 0);
    CHECK(annotated.document()["annotations"]["added"] == 1);
    CHECK(annotated.document()["annotations"]["skipped"] == 1);

    const Result planned = run(folder, fmt::format("plan '{}' third --split 40/30/30 --seed 5 --json", ws));
    CHECK(planned.code == 0);
    for (const char* split : {"40/30", "1,2", "a/b/c", "70/15/-15", "70/15/15/0"}) {
        const Result wrong = run(folder, fmt::format("plan '{}' fourth --split {}", ws, split));
        CAPTURE(wrong.err);
        CHECK(wrong.code == 2);
        CHECK(wrong.err.find("70/15/15") != std::string::npos);
    }
    checkRefused(run(folder, fmt::format("plan '{}' fourth --split 0/50/50", ws)), "nothing would be left");
    checkRefused(run(folder, fmt::format("plan '{}' third --split 50/25/25", ws)), "third");

    const std::string out = (folder / "frozen").string();
    const Result frozen =
        run(folder, fmt::format("dataset '{}' --task small --plan small --out '{}' --json", ws, out));
    CAPTURE(frozen.err);
    REQUIRE(frozen.code == 0);
    CHECK(frozen.document()["counts"]["train"]["samples"] == 4);
    CHECK(run(folder, fmt::format("check '{}' --json", out)).document()["ok"] == true);
    CHECK(run(folder, fmt::format("dataset check '{}'", out)).code == 0);
    CHECK(run(folder, fmt::format("diff '{}' '{}' --json", out, out)).document()["equal"] == true);
    checkRefused(run(folder, fmt::format("dataset '{}' --task small --plan small --out '{}'", ws, out)),
                 "exists");

    REQUIRE(run(folder, fmt::format("export '{}' --format jsonl --out '{}'", ws, (folder / "out").string()))
                .code == 0);
    const std::string lines = readTextFile(folder / "out" / "annotations.jsonl");
    CHECK(std::count(lines.begin(), lines.end(), '\n') == 10);
}

TEST_CASE("a list of which nothing fits is refused in one line, a part of it is told in counts") {
    test::TempFolder folder;
    const std::string ws = (folder / "ws").string();
    const Result made = run(folder, fmt::format("sample '{}' --patients 20 --json", ws));
    REQUIRE(made.code == 0);
    const Json list = run(folder, fmt::format("list '{}' --images --json", ws)).document();
    const auto annotate = [&](const std::vector<int>& grades, const char* more) {
        std::string csv = "source,frame,task,label,grade,x1,y1,x2,y2,reader,note\n";
        for (std::size_t i = 0; i < grades.size(); ++i)
            csv += fmt::format("{},0,severity,,{},,,,,me,\n", list["images"][i]["sop_uid"].get<std::string>(),
                               grades[i]);
        writeFileAtomic(folder / "grades.csv", csv, false);
        return run(folder,
                   fmt::format("annotate '{}' --from '{}' {}", ws, (folder / "grades.csv").string(), more));
    };
    const Result none = annotate({9, 9, 7}, "");
    checkRefused(none, "grade 9 is outside the scale");
    CHECK(none.err.find("2 more left out (grades.csv line 2). Grades of severity are 0 to 4") !=
          std::string::npos);
    const Result asJson = annotate({9}, "--json");
    checkRefused(asJson, "nothing of the list was taken");
    CHECK(asJson.document()["error"]["next"] == "Grades of severity are 0 to 4");
    const Json after = run(folder, fmt::format("list '{}' --images --json", ws)).document();
    CHECK(after["tasks"] == list["tasks"]);

    const Result some = annotate({9, 2, 1}, "--json");
    CHECK(some.code == 0);
    CHECK(some.document()["annotations"]["added"] == 2);
    CHECK(some.document()["annotations"]["skipped"] == 1);
    const Result again = annotate({9, 2, 1}, "--json"); // known already, so not a failure
    CHECK(again.code == 0);
    CHECK(again.document()["annotations"]["unchanged"] == 2);
}

TEST_CASE("an upgrade is told on stderr by the command that opened the workspace, once") {
    test::TempFolder folder;
    const std::string ws = (folder / "ws").string();
    REQUIRE(run(folder, fmt::format("init '{}'", ws)).code == 0);
    fs::remove(folder / "ws" / "workspace.sqlite");
    {
        StoreConnection old(folder / "ws" / "workspace.sqlite", StoreConnection::Mode::Create, nullptr);
        old.script(readTextFile(fs::path(VRFT_SOURCE_DIR) / "tests/data/store/workspace_v1.sql"));
    }
    const Result first = run(folder, fmt::format("list '{}' --json", ws));
    CAPTURE(first.err);
    CHECK(first.code == 0);
    CHECK(first.oneLine());
    CHECK(first.err.find("from schema 1 to") != std::string::npos);
    CHECK(first.document()["counts"]["patients"] == 3);
    CHECK(run(folder, fmt::format("list '{}' --json", ws)).err.empty());
}

TEST_CASE("check finds a planted leak and ends with 1") {
    test::TempFolder folder;
    const Result made =
        run(folder, fmt::format("sample '{}' --patients 20 --json", (folder / "ws").string()));
    REQUIRE(made.code == 0);
    const fs::path dataset = made.document()["datasets"]["severity"].get<std::string>();
    std::string lines = readTextFile(dataset / "samples.jsonl");
    const auto at = lines.find("\"train\"");
    lines.replace(at, 7, "\"test\"");
    fs::copy(dataset, folder / "leaky", fs::copy_options::recursive);
    writeFileAtomic(folder / "leaky" / "samples.jsonl", lines, false);
    const Result checked = run(folder, fmt::format("check '{}' --json", (folder / "leaky").string()));
    CHECK(checked.code == 1);
    CHECK(checked.oneLine());
    CHECK(checked.document()["ok"] == false);
    std::set<std::string> kinds;
    const Json document = checked.document();
    for (const Json& finding : document["findings"])
        kinds.insert(finding["kind"].get<std::string>());
    CHECK(kinds.contains("patient_overlap"));
    CHECK(run(folder, fmt::format("check '{}'", dataset.string())).code == 0);
}

TEST_CASE("wrong npz files leave the workspace as it was") {
    test::TempFolder folder;
    const std::string ws = (folder / "ws").string();
    REQUIRE(run(folder, fmt::format("init '{}'", ws)).code == 0);
    for (const char* file : {"missing.npz", "float_images.npz", "wide_images.npz", "volumes.npz",
                             "fortran.npz", "other_size.npz", "other_length.npz", "short_data.npz",
                             "several_labels.npz", "negative_label.npz", "huge_shape.npz", "object.npz",
                             "no_array.npz", "breastmnist.npz", "no_zip.npz", "cut.npz", "bit_flip.npz"}) {
        CAPTURE(file);
        checkRefused(run(folder, fmt::format("import '{}' '{}'", ws, (kNpz / file).string())), file);
    }
    const Json list = run(folder, fmt::format("list '{}' --json", ws)).document();
    CHECK(list["counts"]["instances"] == 0);
    CHECK(list["tasks"].empty());
    CHECK(list["plans"].size() == 1);
}

TEST_CASE("one class only and an empty split are refused in words when freezing") {
    test::TempFolder folder;
    const std::string ws = (folder / "ws").string();
    REQUIRE(run(folder, fmt::format("init '{}'", ws)).code == 0);
    REQUIRE(run(folder, fmt::format("import '{}' '{}'", ws, (kNpz / "small.npz").string())).code == 0);
    REQUIRE(run(folder, fmt::format("plan '{}' all --split 100/0/0", ws)).code == 0);
    checkRefused(run(folder, fmt::format("dataset '{}' --task small --plan all", ws)),
                 "the split val would be empty");
    checkRefused(run(folder, fmt::format("dataset '{}' --task absent", ws)), "absent");
    const Result few = run(folder, fmt::format("sample '{}' --patients 2", (folder / "few").string()));
    checkRefused(few, "would be empty");
}
