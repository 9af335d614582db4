// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The index against a plain walk over the completions files.
#include "core/error.h"
#include "core/run/run_writer.h"
#include "core/traces/trace_index.h"
#include "core/traces/trace_search.h"
#include "tests/core/run/sample_run.h"
#include "tests/support/temp_folder.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <random>
#include <set>
#include <tuple>

using namespace vrft;
using vrft::test::TempFolder;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> kWords{"oval",      "irregular", "spiculated", "margin",   "échogène",
                                      "shadowing", "陰影",      "AND",        "\"quoted", "NEAR(x"};

CompletionRecord completionOf(std::mt19937& random, int step, const std::string& sample, int k,
                              CompletionKind kind) {
    CompletionRecord record;
    record.step = step;
    record.sample = sample;
    record.k = k;
    record.kind = kind;
    record.text = "<think>";
    for (int i = 0; i < 6; ++i)
        record.text += kWords[random() % kWords.size()] + " ";
    record.text += "</think>";
    if (random() % 4 != 0) record.answer = std::to_string(random() % 5);
    record.rewards.push_back({"format", 1, 0.5, "fine"});
    record.rewards.push_back({"fuzzy_grade", double(random() % 5) / 4, 1, "near"});
    record.total = record.rewards[1].score + 0.5;
    if (kind == CompletionKind::Rollout) record.advantage = double(random() % 100) / 50 - 1;
    record.length = 10 + k;
    record.truncated = random() % 7 == 0;
    record.entropy = double(random() % 1000) / 1000;
    return record;
}

void writeSteps(RunWriter& writer, std::mt19937& random, int first, int last) {
    for (int step = first; step <= last; ++step)
        for (int sample = 0; sample < 4; ++sample) {
            for (int k = 0; k < 4; ++k)
                writer.completion(
                    completionOf(random, step, fmt::format("s{:06}", sample), k, CompletionKind::Rollout),
                    {});
            if (step % 5 == 0)
                writer.completion(
                    completionOf(random, step, fmt::format("s{:06}", sample), 0, CompletionKind::Heldout),
                    {});
        }
}

const RunWriterOptions kSmallFiles{20'000, {}};

struct Walked {
    std::string run;
    LocatedCompletion item;
    bool superseded = false;
};

std::vector<Walked> walk(const fs::path& workspace) {
    std::vector<Walked> all;
    for (const std::string& run : runNames(workspace))
        forEachCompletion(workspace / "runs" / run, [&](const LocatedCompletion& item, bool superseded) {
            all.push_back({run, item, superseded});
            return true;
        });
    return all;
}

using Key = std::tuple<std::string, int, std::uint64_t, bool>; // run, file, byte, superseded

template <typename Wanted>
std::set<Key> keysOf(const std::vector<Walked>& all, const Wanted& wanted) {
    std::set<Key> keys;
    for (const Walked& each : all)
        if (wanted(each))
            keys.insert({each.run, each.item.place.number, each.item.place.offset, each.superseded});
    return keys;
}

std::set<Key> keysOf(const std::vector<TraceRow>& rows) {
    std::set<Key> keys;
    for (const TraceRow& row : rows)
        keys.insert({row.run, row.place.number, row.place.offset, row.superseded});
    CHECK(keys.size() == rows.size());
    return keys;
}

// Two runs; the second one was killed inside a line, went on from step 4, and has several completions files.
fs::path makeRuns(const TempFolder& temp) {
    fs::path workspace = temp / "ws";
    std::mt19937 random(7);
    {
        RunWriter writer(test::sampleRun(workspace / "runs" / "20260101-000000-a"));
        writeSteps(writer, random, 0, 12);
    }
    const fs::path second = test::sampleRun(workspace / "runs" / "20260102-000000-b");
    {
        RunWriter writer(second, kSmallFiles);
        writeSteps(writer, random, 0, 7);
    }
    const RunPaths paths{second};
    std::ofstream(paths.completions(paths.completionNumbers().back()), std::ios::app | std::ios::binary)
        << "{\"step\":8,\"sam";
    {
        RunWriter writer(second, kSmallFiles);
        writer.markResumed(4, "Resumed from step 4.");
        writeSteps(writer, random, 5, 10);
    }
    fs::create_directories(workspace / "runs" / "no-run");
    return workspace;
}

} // namespace

TEST_CASE(
    "answers of the final test are found only where they are asked for, and a new test takes their place") {
    const TempFolder temp;
    const fs::path workspace = makeRuns(temp);
    const std::string name = "20260101-000000-a";
    TraceIndex index(workspace);
    index.followToTheEnd();
    TraceSearch search(workspace);
    TraceFilter everything;
    everything.run = name;
    const std::int64_t before = search.count(everything);
    RunWriter writer(workspace / "runs" / name);
    std::mt19937 random(3);
    std::vector<CompletionRecord> answers;
    for (int i = 0; i < 900; ++i) // more than one transaction takes
        answers.push_back(completionOf(random, 10, fmt::format("s{:06}", 100 + i), 0, CompletionKind::Test));
    writer.finalCompletions(answers);
    index.followToTheEnd();
    CHECK(search.count(everything) == before);
    TraceFilter test = everything;
    test.kind = CompletionKind::Test;
    CHECK(search.count(test) == 900);
    const auto rows = search.find(test, TraceOrder::Step, 1);
    REQUIRE(rows.size() == 1);
    const CompletionRecord read = readCompletion(workspace / "runs" / name, rows.front().place);
    CHECK(read.id() == "10/test/s000100/0");
    CHECK(read.text == answers.front().text);
    CHECK(!read.tokens);
    index.followToTheEnd();
    CHECK(search.count(test) == 900);
    TraceIndex again(workspace); // another program's
    again.followToTheEnd();
    CHECK(search.count(test) == 900);

    answers.resize(20);
    writer.finalCompletions(answers);
    index.followToTheEnd();
    CHECK(search.count(test) == 20);
    fs::remove(RunPaths{workspace / "runs" / name}.finalCompletions());
    index.followToTheEnd();
    CHECK(search.count(test) == 0);
    CHECK(search.count(everything) == before);
}

TEST_CASE("every completion is found once, with what it is, and what a resume superseded is marked") {
    const TempFolder temp;
    const fs::path workspace = makeRuns(temp);
    TraceIndex index(workspace);
    index.followToTheEnd();
    TraceSearch search(workspace);
    const std::vector<Walked> all = walk(workspace);
    TraceFilter everything;
    everything.supersededToo = true;
    const auto rows = search.find(everything, TraceOrder::Step, 100'000);
    CHECK(keysOf(rows) == keysOf(all, [](const Walked&) { return true; }));
    const auto superseded =
        std::count_if(all.begin(), all.end(), [](const Walked& each) { return each.superseded; });
    CHECK(superseded > 40);
    CHECK(index.counts().superseded == superseded);
    CHECK(index.counts().runs == 2);
    CHECK(index.skippedLines() == 1);
    std::int64_t skipped = 0;
    for (const std::string& run : runNames(workspace))
        skipped += search.skippedLines(run);
    CHECK(skipped == 1);
    for (const TraceRow& row : rows) {
        const CompletionRecord record = readCompletion(workspace / "runs" / row.run, row.place);
        CHECK(record.step == row.step);
        CHECK(record.sample == row.sample);
        CHECK(record.k == row.k);
        CHECK(record.kind == row.kind);
        CHECK(record.answer == row.answer);
        CHECK(record.rewards[1].score == row.score);
        CHECK(record.total == row.total);
        CHECK(record.advantage == row.advantage);
        CHECK(record.entropy == row.entropy);
        CHECK(record.truncated == row.truncated);
        CHECK(record.length == row.length);
    }
}

TEST_CASE("filters find what a walk finds") {
    const TempFolder temp;
    const fs::path workspace = makeRuns(temp);
    TraceIndex(workspace).followToTheEnd();
    TraceSearch search(workspace);
    const std::vector<Walked> all = walk(workspace);
    const auto same = [&](const TraceFilter& filter, const auto& wanted) {
        const auto expected = keysOf(
            all, [&](const Walked& each) { return !each.superseded && wanted(each.item.record, each.run); });
        CHECK(!expected.empty());
        CHECK(keysOf(search.find(filter, TraceOrder::WorstFirst, 100'000)) == expected);
        CHECK(search.count(filter) == static_cast<std::int64_t>(expected.size()));
    };
    const std::string b = "20260102-000000-b";
    TraceFilter group;
    group.run = b;
    group.firstStep = group.lastStep = 3;
    group.kind = CompletionKind::Rollout;
    group.sample = "s000002";
    same(group, [&](const CompletionRecord& r, const std::string& run) {
        return run == b && r.step == 3 && r.kind == CompletionKind::Rollout && r.sample == "s000002";
    });
    TraceFilter wrong;
    wrong.kind = CompletionKind::Heldout;
    wrong.scoreBelow = 1;
    same(wrong, [](const CompletionRecord& r, const std::string&) {
        return r.kind == CompletionKind::Heldout && r.rewards[1].score < 1;
    });
    TraceFilter unsure;
    unsure.scoreFrom = 0.75;
    unsure.entropyFrom = 0.5;
    unsure.truncatedOnly = true;
    same(unsure, [](const CompletionRecord& r, const std::string&) {
        return r.rewards[1].score >= 0.75 && *r.entropy >= 0.5 && r.truncated;
    });
    TraceFilter silent;
    silent.withoutAnswerOnly = true;
    same(silent, [](const CompletionRecord& r, const std::string&) { return !r.answer; });
}

TEST_CASE("orders put first what they say, page by page") {
    const TempFolder temp;
    const fs::path workspace = makeRuns(temp);
    TraceIndex(workspace).followToTheEnd();
    TraceSearch search(workspace);
    TraceFilter rollouts;
    rollouts.kind = CompletionKind::Rollout;
    const std::vector<std::pair<TraceOrder, std::function<bool(const TraceRow&, const TraceRow&)>>> orders{
        {TraceOrder::Step,
         [](const TraceRow& a, const TraceRow& b) {
             return std::tie(a.run, a.step) < std::tie(b.run, b.step);
         }},
        {TraceOrder::LatestFirst,
         [](const TraceRow& a, const TraceRow& b) {
             return std::tie(a.run, a.step) > std::tie(b.run, b.step);
         }},
        {TraceOrder::LeastSureFirst,
         [](const TraceRow& a, const TraceRow& b) { return a.entropy > b.entropy; }},
        {TraceOrder::WorstFirst,
         [](const TraceRow& a, const TraceRow& b) {
             return std::tie(a.score, a.total) < std::tie(b.score, b.total);
         }},
        {TraceOrder::LargestAdvantage,
         [](const TraceRow& a, const TraceRow& b) { return a.advantage > b.advantage; }}};
    for (const auto& [order, before] : orders) {
        std::vector<TraceRow> rows;
        for (std::int64_t skip = 0;; skip += 50) {
            const auto page = search.find(rollouts, order, 50, skip);
            if (page.empty()) break;
            rows.insert(rows.end(), page.begin(), page.end());
        }
        CHECK(static_cast<std::int64_t>(keysOf(rows).size()) == search.count(rollouts));
        CHECK(std::is_sorted(rows.begin(), rows.end(), before));
    }
}

TEST_CASE("a long list is ids first, then rows in their order") {
    const TempFolder temp;
    const fs::path workspace = makeRuns(temp);
    TraceIndex(workspace).followToTheEnd();
    TraceSearch search(workspace);
    TraceFilter filter;
    filter.run = "20260102-000000-b";
    filter.kind = CompletionKind::Rollout;
    filter.k = 2;
    const auto ids = search.ids(filter, TraceOrder::WorstFirst);
    const auto rows = search.find(filter, TraceOrder::WorstFirst, 100'000);
    REQUIRE(ids.size() == rows.size());
    REQUIRE(ids.size() > 10);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        CHECK(ids[i] == rows[i].id);
        CHECK(rows[i].k == 2);
    }
    const std::vector<std::int64_t> some{ids[5], 999'999'999, ids[1]};
    const auto found = search.rows(some);
    REQUIRE(found.size() == 2); // one the index doesn't know
    CHECK(found[0].id == ids[5]);
    CHECK(found[1].id == ids[1]);
    CHECK(found[1].place == rows[1].place);
}

TEST_CASE("held-out steps come in order, and the least sure tenth is a tenth") {
    const TempFolder temp;
    const fs::path workspace = makeRuns(temp);
    TraceIndex(workspace).followToTheEnd();
    TraceSearch search(workspace);
    const auto steps = search.heldoutSteps("20260102-000000-b");
    REQUIRE(!steps.empty());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        CHECK(steps[i].step % 5 == 0);
        CHECK(steps[i].num == 4);
        if (i > 0) CHECK(steps[i].step > steps[i - 1].step);
    }
    TraceFilter all;
    all.kind = CompletionKind::Rollout;
    const auto bound = search.entropyOfLeastSure(all, 0.1);
    REQUIRE(bound.has_value());
    TraceFilter unsure = all;
    unsure.entropyFrom = bound;
    const double share = static_cast<double>(search.count(unsure)) / static_cast<double>(search.count(all));
    CHECK(share >= 0.1);
    CHECK(share < 0.12);
    TraceFilter none;
    none.run = "no such run";
    CHECK_FALSE(search.entropyOfLeastSure(none, 0.1).has_value());
}

TEST_CASE("words are found as beginnings and phrases, and nothing typed is an operator") {
    const TempFolder temp;
    const fs::path workspace = makeRuns(temp);
    TraceIndex(workspace).followToTheEnd();
    TraceSearch search(workspace);
    const std::vector<Walked> all = walk(workspace);
    const auto holding = [&](const std::vector<std::string>& parts) {
        return keysOf(all, [&](const Walked& each) {
            return !each.superseded && std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
                return each.item.record.text.find(part) != std::string::npos;
            });
        });
    };
    const auto found = [&](const std::string& words) {
        TraceFilter filter;
        filter.words = words;
        return keysOf(search.find(filter, TraceOrder::Step, 100'000));
    };
    CHECK(found("oval") == holding({"oval"}));
    CHECK(found("SPIC marg") == holding({"spiculated", "margin"}));
    CHECK(found("echogene") == holding({"échogène"}));
    CHECK(found("陰影") == holding({"陰影"}));
    CHECK(found("\"oval margin\"") == holding({"oval margin"}));
    CHECK(found("and oval") == holding({"AND", "oval"}));
    CHECK(found("near(x") == holding({"NEAR(x"}));
    CHECK(found("oval NOT margin").empty());
    CHECK(found("*").empty());
    CHECK(found("\"") == found(""));
    CHECK(found("text:oval").empty());
}

TEST_CASE("two writers and a growing run: nothing twice, nothing left out") {
    const TempFolder temp;
    const fs::path workspace = temp / "ws";
    const fs::path run = test::sampleRun(workspace / "runs" / "20260101-000000-a");
    std::mt19937 random(3);
    TraceIndex first(workspace);
    TraceIndex second(workspace);
    RunWriter writer(run);
    for (int step = 0; step < 12; ++step) {
        writeSteps(writer, random, step, step);
        (step % 3 == 0 ? second : first).followToTheEnd();
    }
    first.followToTheEnd();
    second.followToTheEnd();
    TraceSearch search(workspace);
    CHECK(keysOf(search.find({}, TraceOrder::Step, 100'000)) ==
          keysOf(walk(workspace), [](const Walked&) { return true; }));
}

TEST_CASE("a run that went away is forgotten; one that is another now is read anew") {
    const TempFolder temp;
    const fs::path workspace = makeRuns(temp);
    TraceIndex index(workspace);
    index.followToTheEnd();
    fs::remove_all(workspace / "runs" / "20260102-000000-b");
    index.followToTheEnd();
    CHECK(index.counts().runs == 1);
    TraceSearch search(workspace);
    const std::vector<Walked> left = walk(workspace);
    CHECK(search.count({}) == static_cast<std::int64_t>(left.size()));

    fs::remove_all(workspace / "runs" / "20260101-000000-a");
    std::mt19937 random(9);
    RunWriter writer(test::sampleRun(workspace / "runs" / "20260101-000000-a"));
    writeSteps(writer, random, 0, 1);
    index.followToTheEnd();
    CHECK(keysOf(search.find({}, TraceOrder::Step, 100'000)) ==
          keysOf(walk(workspace), [](const Walked&) { return true; }));
    TraceFilter filter;
    filter.words = "oval";
    CHECK(search.count(filter) == static_cast<std::int64_t>(keysOf(walk(workspace), [](const Walked& each) {
                                                                return each.item.record.text.find("oval") !=
                                                                       std::string::npos;
                                                            }).size()));
}

TEST_CASE("a damaged index is made anew") {
    const TempFolder temp;
    const fs::path workspace = makeRuns(temp);
    std::int64_t traces = 0;
    {
        TraceIndex index(workspace);
        index.followToTheEnd();
        traces = index.counts().traces;
    }
    std::ofstream(workspace / "index.sqlite", std::ios::binary) << std::string(20'000, 'x');
    TraceIndex index(workspace);
    CHECK(index.counts().traces == 0);
    index.followToTheEnd();
    CHECK(index.counts().traces == traces);
    index.clear();
    CHECK(index.counts().traces == 0);
    index.followToTheEnd();
    CHECK(index.counts().traces == traces);
}
