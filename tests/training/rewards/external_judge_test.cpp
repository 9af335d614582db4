// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/rewards/external_judge.h"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <thread>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/files.h"
#include "tests/support/temp_folder.h"
#include "training/rewards/line_process.h"

using namespace vrft;
using test::TempFolder;

namespace {

RewardSpec external(const std::string& mode, ExternalFailure failure = ExternalFailure::Stop,
                    const std::string& file = {}) {
    RewardSpec spec;
    spec.name = "external";
    spec.command = {VRFT_JUDGE_FOR_TESTS, mode};
    if (!file.empty()) spec.command.push_back(file);
    spec.timeout_s = mode.starts_with("hangs") || mode == "deaf" ? 0.4 : 20; // the others never run into it
    spec.onFailure = failure;
    return spec;
}

std::vector<Json> questions(const std::vector<std::string>& texts) {
    std::vector<Json> list;
    for (const std::string& text : texts)
        list.push_back({{"id", fmt::format("s1/{}", list.size())}, {"text", text}});
    return list;
}

std::vector<ExternalScore> judged(ExternalJudge& judge, const std::vector<std::string>& texts,
                                  const std::vector<std::size_t>& groups) {
    return judge.judge(questions(texts), groups);
}

std::unique_ptr<ExternalJudge> judgeOf(const RewardSpec& spec, ExternalJudgeOptions options = {}) {
    return ExternalJudge::of(std::vector{RewardSpec{"format", 1}, spec}, std::move(options));
}

std::string failure(const std::string& mode) {
    try {
        judged(*judgeOf(external(mode)), {"a", "a b", "a b c"}, {3});
    } catch (const ExternalRewardError& error) {
        return error.what();
    }
    return "answered";
}

std::size_t linesIn(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::size_t lines = 0;
    for (std::string line; std::getline(in, line);)
        ++lines;
    return lines;
}

bool gone(pid_t process) {
    for (int i = 0; i < 400; ++i) {
        if (::kill(process, 0) != 0) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
}

} // namespace

TEST_CASE("scores come back in the order of the questions, whatever the order of the answers") {
    for (const char* mode : {"words", "backwards", "talks"}) {
        CAPTURE(mode);
        const auto judge = judgeOf(external(mode));
        for (int round = 0; round < 2; ++round) {
            const auto scores = judged(*judge, {"a", "a b", "a b c d", "a b c"}, {2, 2});
            REQUIRE(scores.size() == 4);
            CHECK(scores[0].score == 0.01);
            CHECK(scores[1].score == 0.02);
            CHECK(scores[2].score == 0.04);
            CHECK(scores[3].score == 0.03);
            CHECK(scores[2].reason == "4 words");
        }
    }
}

TEST_CASE("one process serves all batches of a run") {
    TempFolder folder;
    const auto file = (folder / "started").string();
    {
        const auto judge = judgeOf(external("words", ExternalFailure::Stop, file));
        for (int round = 0; round < 5; ++round)
            judged(*judge, {"a", "b"}, {1, 1});
    }
    CHECK(linesIn(file) == 1);
}

TEST_CASE("without an external reward nothing is made, without its program nothing is started") {
    CHECK(ExternalJudge::of(std::vector{RewardSpec{"format", 1}}, {}) == nullptr);
    RewardSpec spec = external("words");
    spec.command = {"/nowhere/judge"};
    CHECK_THROWS_WITH_AS(judgeOf(spec), doctest::Contains("/nowhere/judge isn't there"), Error);
    spec.command = {"no-such-program-here"};
    CHECK_THROWS_WITH_AS(judgeOf(spec), doctest::Contains("found in PATH"), Error);
    CHECK(findProgram("sh").is_absolute());
    TempFolder folder;
    writeFileAtomic(folder / "plain.txt", "text", false);
    spec.command = {(folder / "plain.txt").string()};
    CHECK_THROWS_WITH_AS(judgeOf(spec), doctest::Contains("executable"), Error);
    // Executable, but nothing the system can run: told when it is asked, in words.
    const auto empty = folder / "empty";
    writeFileAtomic(empty,
                    "\x7f"
                    "ELF",
                    false);
    std::filesystem::permissions(empty, std::filesystem::perms::owner_all);
    spec.command = {empty.string()};
    const auto judge = judgeOf(spec);
    CHECK_THROWS_WITH_AS(judged(*judge, {"a"}, {1}), doctest::Contains("can't be started"),
                         ExternalRewardError);
}

TEST_CASE("what goes wrong is told in words, on one line") {
    const std::vector<std::pair<const char*, const char*>> wrongs = {
        {"hangs", "it said nothing for 0.4 s; 1 of 3 answers came"},
        {"deaf", "0 of 3 answers came"},
        {"garbage", "it printed \"loading model"},
        {"list", "it printed \"[1, 2]\", which has no \"id\""},
        {"no-score", "its answer to \"s1/1\" has no number \"score\""},
        {"nan", "which is no JSON"},
        {"range", "it gave \"s1/1\" the score 7; allowed are -1 to 1"},
        {"stranger", "it answered \"nobody\", which it wasn't asked"},
        {"twice", "it answered \"s1/1\", which it wasn't asked, or has answered before"},
        {"dies", "it ended with status 3; 1 of 3 answers came; its last words: \"ValueError:"},
        {"exits", "it ended with status 3; 0 of 3 answers came"},
        {"closes", "it closed its output without an end"},
        {"endless", "more than 1 MB"},
    };
    for (const auto& [mode, words] : wrongs) {
        CAPTURE(mode);
        const std::string told = failure(mode);
        CAPTURE(told);
        CHECK(told.find(words) != std::string::npos);
        CHECK(told.starts_with("the external reward judge_for_tests failed: "));
        CHECK(std::ranges::none_of(told, [](char c) { return static_cast<unsigned char>(c) < 0x20; }));
    }
}

TEST_CASE("under zero only the group at fault is lost, and it is told once until it works again") {
    int troubles = 0;
    int well = 0;
    ExternalJudgeOptions options;
    options.tellTrouble = [&](const Error&) { ++troubles; };
    options.tellWell = [&] { ++well; };
    for (const char* mode : {"dies-at-poison", "hangs-at-poison"}) {
        CAPTURE(mode);
        troubles = well = 0;
        const auto judge = judgeOf(external(mode, ExternalFailure::Zero), options);
        for (int round = 0; round < 2; ++round) {
            const auto scores = judged(*judge, {"a", "a b", "a", "poison here", "a b", "a"}, {2, 2, 2});
            CHECK(scores[0].score == 0.01);
            CHECK(scores[1].score == 0.02);
            CHECK(scores[2].score ==
                  0); // of the group of the one at fault, so that nothing is learned from it
            CHECK(scores[3].score == 0);
            CHECK(scores[2].reason.starts_with("0 for the whole group: it "));
            CHECK(scores[4].score == 0.02);
            CHECK(scores[5].score == 0.01);
        }
        CHECK(troubles == 1);
        CHECK(well == 0);
        judged(*judge, {"a"}, {1});
        judged(*judge, {"a"}, {1});
        CHECK(well == 1);
    }
}

TEST_CASE("a program that never works is given up for the batch, not for the run") {
    TempFolder folder;
    const auto file = (folder / "started").string();
    const auto judge = judgeOf(external("exits", ExternalFailure::Zero, file));
    const std::vector<std::string> texts(40, "a");
    const std::vector<std::size_t> groups(10, 4);
    for (const ExternalScore& score : judged(*judge, texts, groups)) {
        CHECK(score.score == 0);
        CHECK(score.reason.find("ended with status 3") != std::string::npos);
    }
    CHECK(linesIn(file) == ExternalJudge::kMostFailures);
    judged(*judge, {"a"}, {1});
    CHECK(linesIn(file) == ExternalJudge::kMostFailures + 1);
}

TEST_CASE("large questions don't block, whichever side is behind") {
    std::string large;
    for (int i = 0; i < 20; ++i)
        large += std::string(5000, 'x') + ' ';
    const std::vector<std::string> texts(200, large);
    const auto judge = judgeOf(external("talks"));
    const auto scores = judged(*judge, texts, std::vector<std::size_t>(50, 4));
    CHECK(std::ranges::all_of(scores, [](const ExternalScore& score) { return score.score == 0.2; }));
    CHECK(failure("exits").find("status 3") != std::string::npos);
    const auto deaf = judgeOf(external("deaf", ExternalFailure::Zero));
    CHECK(judged(*deaf, texts, std::vector<std::size_t>(1, 200)).front().score == 0);
}

TEST_CASE("a wish to stop ends the waiting and the process, and it may be asked again") {
    TempFolder folder;
    const auto file = (folder / "started").string();
    int calls = 0;
    ExternalJudgeOptions options;
    options.breathe = [&] {
        if (++calls == 3) throw Error(ErrorCode::Cancelled, "stopped");
    };
    RewardSpec spec = external("deaf", ExternalFailure::Zero, file);
    spec.timeout_s = 1000;
    const auto judge = judgeOf(spec, options);
    try {
        judged(*judge, {"a"}, {1});
        FAIL("went on");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::Cancelled);
    }
    std::ifstream in(file);
    pid_t process = 0;
    REQUIRE(static_cast<bool>(in >> process));
    CHECK(gone(process));
}

TEST_CASE("what the program has started ends with it") {
    TempFolder folder;
    const auto file = folder / "child";
    RewardSpec spec = external("words");
    spec.command = {
        "sh", "-c",
        fmt::format("sleep 1000 & echo $! >'{}'; exec '{}' words", file.string(), VRFT_JUDGE_FOR_TESTS)};
    {
        const auto judge = judgeOf(spec);
        CHECK(judged(*judge, {"a"}, {1}).front().score == 0.01);
    }
    std::ifstream in(file);
    pid_t process = 0;
    REQUIRE(static_cast<bool>(in >> process));
    CHECK(gone(process));
}
