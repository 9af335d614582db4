// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The growing files: written, cut by a kill at any place, gone on with, read back.
#include "core/error.h"
#include "core/files.h"
#include "core/run/run_reader.h"
#include "core/run/run_writer.h"
#include "tests/core/run/doomed_child.h"
#include "tests/core/run/sample_run.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <cmath>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <limits>

using namespace vrft;
using vrft::test::TempFolder;
namespace fs = std::filesystem;

namespace {

void writeBytes(const fs::path& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

CompletionRecord completionOf(int step, int k, CompletionKind kind = CompletionKind::Rollout) {
    CompletionRecord record;
    record.step = step;
    record.sample = "s000001";
    record.k = k;
    record.kind = kind;
    record.text = fmt::format(
        "<think>step {} \"kind\":\"resumed\",\"from_step\":0 {}</think><answer>1</answer>", step, k);
    return record;
}

std::vector<TokenRecord> tokensOf(int step, int k) {
    return {{static_cast<std::uint32_t>(step), -0.5f, 0.25f}, {static_cast<std::uint32_t>(k), -1.5f, 2.0f}};
}

std::vector<std::string> effectiveIds(const fs::path& run) {
    std::vector<std::string> ids;
    forEachCompletion(run, [&](const LocatedCompletion& item, bool superseded) {
        if (!superseded) ids.push_back(item.record.id());
        return true;
    });
    return ids;
}

std::vector<int> effectiveSteps(const fs::path& run) {
    MetricsLog log(run);
    log.poll();
    std::vector<int> steps;
    for (const MetricsRecord& record : log.effective())
        steps.push_back(record.step);
    return steps;
}

} // namespace

TEST_CASE("metrics are one object a line, with null for what isn't finite") {
    const TempFolder temp;
    const fs::path run = test::sampleRun(temp / "run");
    RunWriter writer(run);
    writer.metrics({{"step", 1},
                    {"stage", "main"},
                    {"time", 2.5},
                    {"kl", 0.125},
                    {"grad_norm", std::nan("")},
                    {"lr", std::numeric_limits<double>::infinity()}});
    CHECK(readTextFile(run / "metrics.jsonl") ==
          "{\"step\":1,\"stage\":\"main\",\"time\":2.5,\"kl\":0.125,\"grad_norm\":null,\"lr\":null}\n");
    MetricsLog log(run);
    CHECK(log.poll() == 1);
    CHECK(log.records()[0].stage == "main");
    CHECK(log.records()[0].time == 2.5);
    CHECK(log.records()[0].values == std::map<std::string, double>{{"kl", 0.125}});
    CHECK_THROWS_AS(writer.metrics({{"kl", 1}}), Error);
}

TEST_CASE("lines that nobody writes are counted: nested without end, or of a step that is none") {
    const TempFolder temp;
    const std::string deep =
        "{\"step\":1,\"a\":" + std::string(200'000, '[') + std::string(200'000, ']') + "}\n";
    writeBytes(temp / "metrics.jsonl",
               deep + "{\"step\":-1}\n{\"step\":4294967297}\n" +
                   "{\"kind\":\"resumed\",\"from_step\":-5,\"time\":1}\n{\"step\":2}\n");
    MetricsLog log(temp.path());
    CHECK(log.poll() == 1);
    CHECK(log.records()[0].step == 2);
    CHECK(log.marks().empty());
    CHECK(log.skippedLines() == 4);
}

TEST_CASE("a tail keeps a partial line until its line break comes, at every place of the cut") {
    const std::string whole = "{\"step\":1}\n{\"step\":2,\"a\":\"\xc3\xa9\"}\n";
    for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
        const TempFolder temp;
        writeBytes(temp / "metrics.jsonl", whole.substr(0, cut));
        MetricsLog log(temp.path());
        std::size_t seen = log.poll();
        std::ofstream(temp / "metrics.jsonl", std::ios::app | std::ios::binary) << whole.substr(cut);
        seen += log.poll();
        CHECK(seen == 2);
        CHECK(log.skippedLines() == 0);
    }
}

TEST_CASE("a tail reads in pieces of any size and says where lines begin") {
    const TempFolder temp;
    writeBytes(temp / "x", "a\n\nbcd\nef");
    for (std::size_t piece = 1; piece < 12; ++piece) {
        LineTail tail(temp / "x");
        std::vector<std::pair<std::uint64_t, std::string>> lines;
        for (auto news = tail.poll(piece); !news.empty(); news = tail.poll(piece)) {
            for (const LineTail::Line& line : news)
                lines.emplace_back(line.offset, line.text);
        }
        CHECK(lines == std::vector<std::pair<std::uint64_t, std::string>>{{0, "a"}, {2, ""}, {3, "bcd"}});
        CHECK(tail.partial() == "ef");
    }
    LineTail missing(temp / "missing");
    CHECK(missing.poll().empty());
    LineTail tail(temp / "x");
    tail.poll();
    writeBytes(temp / "x", "a");
    CHECK_THROWS_WITH_AS(tail.poll(), doctest::Contains("shorter"), Error);
}

TEST_CASE("metrics cut at every byte: a resume cuts nothing, keeps what counts and supersedes the rest") {
    const TempFolder temp;
    const fs::path first = test::sampleRun(temp / "first");
    {
        RunWriter writer(first);
        for (int step = 0; step <= 3; ++step)
            writer.metrics({{"step", step}, {"time", 1.5}, {"kl", 0.1 * step}});
    }
    const std::string whole = readTextFile(first / "metrics.jsonl");
    for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
        CAPTURE(cut);
        const fs::path run = test::sampleRun(temp / fmt::format("run{}", cut));
        const std::string left = whole.substr(0, cut);
        writeBytes(run / "metrics.jsonl", left);
        RunWriter writer(run);
        writer.markResumed(1, "Resumed from step 1.");
        for (int step = 2; step <= 4; ++step)
            writer.metrics({{"step", step}, {"kl", 1.0}});
        CHECK(readTextFile(run / "metrics.jsonl").starts_with(left));

        std::vector<int> expected;
        const auto complete =
            std::count(left.begin(), left.end(), '\n') +
            (cut < whole.size() && whole[cut] == '\n' ? 1 : 0); // only the line break was lost
        for (int step = 0; step <= 1 && step < complete; ++step)
            expected.push_back(step);
        for (int step = 2; step <= 4; ++step)
            expected.push_back(step);
        CHECK(effectiveSteps(run) == expected);
        MetricsLog log(run);
        log.poll();
        CHECK(log.marks().size() == 1);
        for (const MetricsRecord& record : log.effective()) {
            if (record.step >= 2) CHECK(record.values.at("kl") == 1.0);
        }
        fs::remove_all(run);
    }
}

TEST_CASE("completions and events cut at every byte go on the same way") {
    const TempFolder temp;
    const fs::path first = test::sampleRun(temp / "first");
    {
        RunWriter writer(first);
        for (int step = 1; step <= 2; ++step) {
            writer.completion(completionOf(step, 0), tokensOf(step, 0));
            writer.event({1.0, step, EventKind::Phase, fmt::format("e{}", step), ""});
        }
    }
    const std::string completions = readTextFile(first / "completions-0001.jsonl");
    const std::string events = readTextFile(first / "events.jsonl");
    const std::string tokens = readTextFile(first / "tokens-0001.bin");
    for (std::size_t cut = 0; cut <= completions.size(); ++cut) {
        CAPTURE(cut);
        const fs::path run = test::sampleRun(temp / fmt::format("run{}", cut));
        writeBytes(run / "completions-0001.jsonl", completions.substr(0, cut));
        writeBytes(run / "events.jsonl", events.substr(0, std::min(cut, events.size())));
        writeBytes(run / "tokens-0001.bin", tokens);
        RunWriter writer(run);
        writer.markResumed(1, "Resumed from step 1.");
        const auto span = writer.completion(completionOf(2, 0), tokensOf(2, 5));
        CHECK(readTextFile(run / "completions-0001.jsonl").starts_with(completions.substr(0, cut)));

        const bool firstWhole = cut >= completions.find('\n');
        CHECK(effectiveIds(run) == (firstWhole ? std::vector<std::string>{"1/s000001/0", "2/s000001/0"}
                                               : std::vector<std::string>{"2/s000001/0"}));
        REQUIRE(span.has_value());
        CHECK(readTokens(run, 1, *span)[1].id == 5);
        EventLog log(run);
        log.poll();
        REQUIRE_FALSE(log.records().empty());
        CHECK(log.records().back().event.kind == EventKind::Resumed);
        CHECK(log.records().back().event.text == "Resumed from step 1.");
        for (const EventRecord& record : log.records())
            CHECK(record.superseded == (record.event.step > 1));
        fs::remove_all(run);
    }
}

TEST_CASE("a token file cut at every byte: old offsets stay true, new ones are right") {
    const TempFolder temp;
    const fs::path first = test::sampleRun(temp / "first");
    TokenSpan old;
    {
        RunWriter writer(first);
        old = *writer.completion(completionOf(1, 0), tokensOf(1, 0));
    }
    const std::string tokens = readTextFile(first / "tokens-0001.bin");
    CHECK(tokens.size() == kTokenHeaderBytes + 2 * kTokenRecordBytes);
    for (std::size_t cut = 0; cut <= tokens.size(); ++cut) {
        CAPTURE(cut);
        const fs::path run = temp / fmt::format("run{}", cut);
        fs::copy(first, run, fs::copy_options::recursive);
        writeBytes(run / "tokens-0001.bin", tokens.substr(0, cut));
        RunWriter writer(run);
        const auto span = writer.completion(completionOf(2, 0), tokensOf(2, 9));
        REQUIRE(span.has_value());
        CHECK(writer.completionsNumber() == (cut < kTokenHeaderBytes ? 2 : 1));
        const auto read = readTokens(run, writer.completionsNumber(), *span);
        CHECK(read[0].id == 2);
        CHECK(read[1].id == 9);
        if (cut == tokens.size()) CHECK(readTokens(run, 1, old)[0].id == 1);
        if (cut < kTokenHeaderBytes) CHECK_THROWS_AS(readTokens(run, 1, old), Error);
        fs::remove_all(run);
    }
}

TEST_CASE("completions rotate with their token files, and marks reach back over files") {
    const TempFolder temp;
    const fs::path run = test::sampleRun(temp / "run");
    {
        RunWriter writer(run, {600, {}});
        for (int step = 1; step <= 4; ++step) {
            for (int k = 0; k < 2; ++k)
                writer.completion(completionOf(step, k), tokensOf(step, k));
        }
        CHECK(writer.completionsNumber() > 2);
    }
    const RunPaths paths{run};
    CHECK(paths.completionNumbers() == paths.tokenNumbers());
    for (const int number : paths.completionNumbers())
        CHECK(fs::file_size(paths.completions(number)) <= 600);
    {
        RunWriter writer(run, {600, {}});
        writer.markResumed(2, "Resumed.");
        writer.completion(completionOf(3, 0), tokensOf(3, 100));
    }
    CHECK(effectiveIds(run) == std::vector<std::string>{"1/s000001/0", "1/s000001/1", "2/s000001/0",
                                                        "2/s000001/1", "3/s000001/0"});
    std::size_t all = 0;
    forEachCompletion(run, [&](const LocatedCompletion& item, bool superseded) {
        ++all;
        const auto tokens = readTokens(run, item.place.number, *item.record.tokens);
        CHECK(tokens[0].id == static_cast<std::uint32_t>(item.record.step));
        CHECK(tokens[1].id ==
              static_cast<std::uint32_t>(superseded || item.record.step < 3 ? item.record.k : 100));
        return true;
    });
    CHECK(all == 9);
}

TEST_CASE("a second resume supersedes what the first one wrote") {
    const TempFolder temp;
    const fs::path run = test::sampleRun(temp / "run");
    RunWriter writer(run);
    for (int step = 1; step <= 3; ++step)
        writer.metrics({{"step", step}, {"kl", 1}});
    writer.markResumed(1, "first");
    for (int step = 2; step <= 4; ++step)
        writer.metrics({{"step", step}, {"kl", 2}});
    writer.markResumed(2, "second");
    writer.metrics({{"step", 3}, {"kl", 3}});
    MetricsLog log(run);
    log.poll();
    std::vector<std::pair<int, double>> effective;
    for (const MetricsRecord& record : log.effective())
        effective.emplace_back(record.step, record.values.at("kl"));
    CHECK(effective == std::vector<std::pair<int, double>>{{1, 1}, {2, 2}, {3, 3}});
    CHECK(log.records().size() == 7);
}

TEST_CASE("a followed tail delivers completions and marks once, and goes on from a saved place") {
    const TempFolder temp;
    const fs::path run = test::sampleRun(temp / "run");
    CompletionTail tail(run);
    CHECK(tail.poll().empty());
    RunWriter writer(run, {600, {}});
    std::vector<std::string> seen;
    CompletionPlace saved;
    for (int step = 1; step <= 6; ++step) {
        writer.completion(completionOf(step, 0), {});
        if (step == 4) writer.markResumed(2, "Resumed.");
        CompletionTail again(run, saved); // a reader that restarts each time
        for (auto items = again.poll(); !items.empty(); items = again.poll()) {
            for (const CompletionTail::Item& item : items) {
                if (const auto* mark = std::get_if<ResumeMark>(&item))
                    seen.push_back(fmt::format("mark {}", mark->fromStep));
                else
                    seen.push_back(std::get<LocatedCompletion>(item).record.id());
            }
        }
        saved = again.position();
    }
    const std::vector<std::string> expected = {"1/s000001/0", "2/s000001/0", "3/s000001/0", "4/s000001/0",
                                               "mark 2",      "5/s000001/0", "6/s000001/0"};
    CHECK(seen == expected);
    std::size_t followed = 0;
    for (auto items = tail.poll(); !items.empty(); items = tail.poll())
        followed += items.size();
    CHECK(followed == expected.size());
}

TEST_CASE("retention leaves out what it says and readers say so") {
    CHECK(tokenRetentionText(tokenRetentionFromText("last-3", "--token-files")) == "last-3");
    CHECK(tokenRetentionText(tokenRetentionFromText("all", "--token-files")) == "all");
    for (const char* bad : {"", "last", "last-", "last-0", "last--1", "last-2x", "none"})
        CHECK_THROWS_AS(tokenRetentionFromText(bad, "--token-files"), Error);

    const TempFolder temp;
    const fs::path evaluations = test::sampleRun(temp / "evaluations");
    RunWriter onlyEvaluations(evaluations, {1 << 20, tokenRetentionFromText("evaluations", "--token-files")});
    CHECK_FALSE(onlyEvaluations.completion(completionOf(1, 0), tokensOf(1, 0)).has_value());
    CHECK(onlyEvaluations.completion(completionOf(1, 0, CompletionKind::Heldout), tokensOf(1, 0)) ==
          TokenSpan{16, 2});

    const fs::path last = test::sampleRun(temp / "last");
    RunWriter writer(last, {600, tokenRetentionFromText("last-2", "--token-files")});
    for (int step = 1; step <= 8; ++step)
        writer.completion(completionOf(step, 0), tokensOf(step, 0));
    CHECK(RunPaths{last}.tokenNumbers().size() == 2);
    CHECK(effectiveIds(last).size() == 8);
    CHECK_THROWS_WITH_AS(readTokens(last, 1, {16, 2}), doctest::Contains("no longer kept"), Error);
    CHECK(missingRecords(last, writer.syncedOffsets()).empty());
}

TEST_CASE("token records outside the file are refused, not invented") {
    const TempFolder temp;
    const fs::path run = test::sampleRun(temp / "run");
    RunWriter writer(run);
    const auto span = writer.completion(completionOf(1, 0), tokensOf(1, 0));
    CHECK(readTokens(run, 1, *span).size() == 2);
    CHECK_THROWS_AS(readTokens(run, 1, {span->offset, 3}), Error);
    CHECK_THROWS_AS(readTokens(run, 1, {8, 1}), Error);
    CHECK_THROWS_AS(readTokens(run, 1, {std::numeric_limits<std::uint64_t>::max() - 5, 2}), Error);
}

TEST_CASE("synced offsets are the files' lengths, and lost records are noticed") {
    const TempFolder temp;
    const fs::path run = test::sampleRun(temp / "run");
    RunWriter writer(run, {600, {}});
    for (int step = 1; step <= 4; ++step)
        writer.completion(completionOf(step, 0), tokensOf(step, 0));
    writer.metrics({{"step", 1}});
    writer.event({0, 1, EventKind::Started, "Started.", ""});
    const auto offsets = writer.syncedOffsets();
    CHECK(offsets.size() == 2 + 2 * RunPaths{run}.completionNumbers().size());
    for (const auto& [name, bytes] : offsets)
        CHECK(fs::file_size(run / name) == bytes);
    CHECK(missingRecords(run, offsets).empty());
    writer.metrics({{"step", 2}}); // longer is fine
    CHECK(missingRecords(run, offsets).empty());
    fs::resize_file(run / "completions-0001.jsonl", offsets.at("completions-0001.jsonl") - 3);
    const auto missing = missingRecords(run, offsets);
    REQUIRE(missing.size() == 1);
    CHECK(missing[0].find("3 bytes of records are lost") != std::string::npos);
}

TEST_CASE("evaluations are whole documents with a format") {
    const TempFolder temp;
    const fs::path run = test::sampleRun(temp / "run");
    RunWriter writer(run);
    writer.evaluation(10, {{"step", 10}, {"n", 4}});
    writer.finalEvaluation({{"step", 20}});
    CHECK(readJsonFile(run / "evaluations/step-000010.json") == Json{{"format", 1}, {"step", 10}, {"n", 4}});
    CHECK(readJsonFile(run / "evaluations/final.json")["format"] == 1);
}

TEST_CASE("a writer needs a run") {
    const TempFolder temp;
    CHECK_THROWS_WITH_AS(RunWriter(temp.path()), doctest::Contains("no run.json"), Error);
    CHECK_FALSE(fs::exists(temp / "metrics.jsonl"));
}

TEST_CASE("killed at every system call, a resumed writer ends with each record once") {
    const TempFolder temp;
    const auto work = [](const fs::path& run) {
        RunWriter writer(run, {600, {}});
        for (int step = 1; step <= 3; ++step) {
            writer.completion(completionOf(step, 0), tokensOf(step, 0));
            writer.metrics({{"step", step}, {"kl", 0.5}});
        }
        writer.syncedOffsets();
    };
    test::Fate fate = test::Fate::Killed;
    int kills = 0;
    for (int call = 1; fate == test::Fate::Killed; ++call) {
        const fs::path run = test::sampleRun(temp / fmt::format("run{}", call));
        fate = test::runKilledAtCall(call, [&] { work(run); });
        if (fate == test::Fate::NotPermitted) return test::skip("tracing a child isn't permitted here");
        CAPTURE(call);
        ++kills;
        RunWriter writer(run, {600, {}});
        writer.markResumed(0, "Resumed from the start.");
        for (int step = 1; step <= 3; ++step) {
            writer.completion(completionOf(step, 0), tokensOf(step, 7));
            writer.metrics({{"step", step}, {"kl", 0.5}});
        }
        CHECK(effectiveIds(run) == std::vector<std::string>{"1/s000001/0", "2/s000001/0", "3/s000001/0"});
        CHECK(effectiveSteps(run) == std::vector<int>{1, 2, 3});
        forEachCompletion(run, [&](const LocatedCompletion& item, bool superseded) {
            CHECK(readTokens(run, item.place.number, *item.record.tokens)[1].id == (superseded ? 0U : 7U));
            return true;
        });
        fs::remove_all(run);
    }
    CHECK(kills > 30);
}
