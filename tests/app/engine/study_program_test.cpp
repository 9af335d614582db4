// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A study as a script sees it: killed and gone on with, prepared for a queue, with datasets that don't suit.
#include "core/run/control.h"
#include "core/run/queue.h"
#include "tests/app/engine/engine_commands.h"
#include "tests/training/trainer/tiny_run.h"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace vrft;
namespace fs = std::filesystem;
using test::run;

namespace {

// A row small enough for a test: `steps` updates of two prompts.
Json shortRow(const char* name, const char* preset, int steps) {
    return {{"name", name},
            {"preset", preset},
            {"changes",
             {{"stages", {{{"name", "main"}, {"steps", steps}}}},
              {"sampling",
               {{"prompts_per_step", 2}, {"completions", 4}, {"temperature", 1.0}, {"max_new_tokens", 24}}},
              {"evaluation", {{"every", 10}, {"max_samples", 6}, {"image_gain_samples", 0}}},
              {"checkpoint", {{"every_steps", 4}}}}}};
}

Json studyOf(const Json& rows, const fs::path& policy, const char* out) {
    return {{"format", 1},
            {"rows", rows},
            {"datasets", {{"brightness", test::world<30>().brightness.string()}}},
            {"policies", {{"brightness", policy.string()}}},
            {"seeds", {1, 2}},
            {"out", out}};
}

std::string writeStudy(const test::TempFolder& folder, const Json& study, const char* name = "study.json") {
    writeFileAtomic(folder / name, jsonPretty(study), false);
    return fmt::format("study '{}'", (folder / name).string());
}

// `vrftaug-engine study FILE` in a group of processes of its own; only these are ever signalled.
class StudyChild {
public:
    StudyChild(const fs::path& file, const fs::path& log) {
        const std::string program = fmt::format("{}/vrftaug-engine", VRFT_BIN_DIR);
        const std::string place = file.string();
        pid_ = ::fork();
        if (pid_ != 0) return;
        ::setsid();
        const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        ::dup2(out, STDOUT_FILENO);
        ::dup2(out, STDERR_FILENO);
        ::execl(program.c_str(), program.c_str(), "study", place.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ~StudyChild() { kill(true); }
    StudyChild(const StudyChild&) = delete;
    StudyChild& operator=(const StudyChild&) = delete;

    // Waits until `condition` holds; false when the study has ended before.
    bool until(const std::function<bool()>& condition) {
        int status = 0;
        while (!condition()) {
            if (ended_ || ::waitpid(pid_, &status, WNOHANG) == pid_) {
                ended_ = true;
                return false;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        return true;
    }
    // With the engine it has started, or alone.
    void kill(bool withEngine) {
        if (withEngine) ::kill(-pid_, SIGKILL);
        if (ended_) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        ended_ = true;
    }

private:
    pid_t pid_ = -1;
    bool ended_ = false;
};

std::size_t stepsIn(const fs::path& run) {
    MetricsLog log(run);
    log.poll();
    return log.records().size();
}

int startsOf(const fs::path& run) {
    EventLog log(run);
    log.poll();
    return static_cast<int>(
        std::count_if(log.records().begin(), log.records().end(), [](const EventRecord& record) {
            return record.event.kind == EventKind::Started || record.event.kind == EventKind::Resumed;
        }));
}

Json figuresOf(const fs::path& table) {
    const Json row = readJsonFile(table).at("rows").at(0);
    Json figures = {{"final", row.at("final")}, {"start", row.at("start")}};
    for (const Json& seed : row.at("seeds"))
        figures["seeds"].push_back({seed.at("seed"), seed.at("final"), seed.at("start")});
    return figures;
}

} // namespace

TEST_CASE("a study killed in its second cell skips the first, goes on with the second and ends the same") {
    test::TempFolder folder;
    const Json rows = Json::array({shortRow("short", "rft", 60)});
    const fs::path policy = test::world<30>().policy;
    const std::string whole = writeStudy(folder, studyOf(rows, policy, "whole"), "whole.json");
    REQUIRE(run(folder, whole).code == 0);

    const std::string command = writeStudy(folder, studyOf(rows, policy, "out"));
    const fs::path first = folder / "out/brightness-short-s1";
    const fs::path second = folder / "out/brightness-short-s2";
    {
        StudyChild study(folder / "study.json", folder / "log");
        REQUIRE(study.until([&] { return fs::exists(RunPaths{second}.metrics()) && stepsIn(second) >= 6; }));
        study.kill(true);
    }
    REQUIRE(fs::exists(RunPaths{first}.finalEvaluation()));
    REQUIRE_FALSE(fs::exists(RunPaths{second}.finalEvaluation()));
    const std::string metrics = readTextFile(RunPaths{first}.metrics());
    const auto again = run(folder, command);
    REQUIRE_MESSAGE(again.code == 0, again.err);
    CHECK(readTextFile(RunPaths{first}.metrics()) == metrics);
    CHECK(startsOf(first) == 1);
    CHECK(startsOf(second) == 2);
    CHECK(again.err.find("short-s1 started") == std::string::npos);
    CHECK(figuresOf(folder / "out/table.json") == figuresOf(folder / "whole/table.json"));
    CHECK(readJsonFile(folder / "out/table.json").at("rows")[0].at("unfinished").empty());
}

TEST_CASE("an engine that outlives its study is waited for, not started again") {
    test::TempFolder folder;
    const std::string command = writeStudy(
        folder, studyOf(Json::array({shortRow("short", "rft", 60)}), test::world<30>().policy, "out"));
    const fs::path first = folder / "out/brightness-short-s1";
    StudyChild study(folder / "study.json", folder / "log");
    REQUIRE(study.until([&] { return fs::exists(RunPaths{first}.metrics()) && stepsIn(first) >= 2; }));
    study.kill(false);
    const auto again = run(folder, command);
    REQUIRE_MESSAGE(again.code == 0, again.err);
    CHECK(startsOf(first) == 1);
    CHECK(again.err.find("failed") == std::string::npos);
    CHECK(readJsonFile(folder / "out/table.json").at("rows")[0].at("n") == 2);
}

TEST_CASE("two studies don't work on one place at a time") {
    test::TempFolder folder;
    const std::string command = writeStudy(
        folder, studyOf(Json::array({shortRow("short", "rft", 60)}), test::world<30>().policy, "out"));
    StudyChild study(folder / "study.json", folder / "log");
    REQUIRE(study.until([&] { return fs::exists(folder / "out/brightness-short-s1/metrics.jsonl"); }));
    test::checkRefused(run(folder, command), "another program");
}

TEST_CASE("a study is prepared for a queue, whose engine keeps its tables") {
    test::TempFolder folder;
    makeFolders(folder / "runs");
    makeFolders(folder / "studies/s");
    Json study =
        studyOf(Json::array({shortRow("short", "rft", 2), "rft+fuzzy"}), test::world<30>().policy, ".");
    study["runs"] = "../../runs";
    study["prefix"] = "20260101-000000-s-";
    writeFileAtomic(folder / "studies/s/study.json", jsonPretty(study), false);
    const auto made =
        run(folder, fmt::format("study '{}' --prepare", (folder / "studies/s/study.json").string()));
    REQUIRE_MESSAGE(made.code == 0, made.err);
    const fs::path table = folder / "studies/s/table.json";
    const Json before = readJsonFile(table).at("rows");
    CHECK(before[0].at("n") == 0);
    CHECK(before[0].at("unfinished_runs") ==
          Json({"20260101-000000-s-brightness-short-s1", "20260101-000000-s-brightness-short-s2"}));
    CHECK(before[1].contains("refused"));
    CHECK(isRun(folder / "runs/20260101-000000-s-brightness-short-s2"));
    CHECK(stepsIn(folder / "runs/20260101-000000-s-brightness-short-s2") == 0);

    WorkQueue queue;
    for (const Json& name : before[0].at("unfinished_runs"))
        queue.runs.push_back(name.get<std::string>());
    queue.studies = {"../studies/gone/study.json", "../studies/s/study.json"};
    writeQueue(folder / "runs/queue.json", queue);
    const auto worked = run(folder, fmt::format("work '{}'", (folder / "runs/queue.json").string()));
    REQUIRE_MESSAGE(worked.code == 0, worked.err);
    CHECK(worked.err.find("tables of a study stay as they were") !=
          std::string::npos); // the one that is gone
    const Json after = readJsonFile(table).at("rows");
    CHECK(after[0].at("n") == 2);
    CHECK(after[1].contains("refused"));
    CHECK(fs::exists(folder / "studies/s/figure.svg"));
}

TEST_CASE("a study leaves out what a policy can't answer, says that datasets differ, and goes on") {
    test::TempFolder folder;
    const fs::path mute = folder / "mute"; // can't say "bright"
    fs::copy(test::world<30>().policy, mute, fs::copy_options::recursive);
    Json config = readJsonFile(mute / "generation_config.json");
    const Tokenizer tokenizer = Tokenizer::load(mute);
    for (const char* word : {"bright", "b"})
        for (const int id : tokenizer.encode(word))
            config["suppress_tokens"].push_back(id);
    writeFileAtomic(mute / "generation_config.json", jsonPretty(config), false);
    Json study = studyOf(Json::array({shortRow("short", "rft", 1)}), mute, "out");
    study["datasets"]["spot"] = test::world<30>().spot.string();
    study["policies"]["spot"] = test::world<30>().policy.string();
    study["seeds"] = {1};
    const auto done = run(folder, writeStudy(folder, study));
    REQUIRE_MESSAGE(done.code == 0, done.err);
    CHECK(done.err.find("ask different questions: brightness (2 classes), spot (boxes)") !=
          std::string::npos);
    const Json table = readJsonFile(folder / "out/table.json");
    REQUIRE(table.at("notes").size() == 1);
    CHECK(table.at("rows")[0].at("refused").get<std::string>().find("can't learn to say") !=
          std::string::npos);
    CHECK(table.at("rows")[1].at("n") == 1);
    CHECK(table.at("rows")[1].at("measure") == "iou");
}
