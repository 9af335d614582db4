// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/annotation/csv.h"
#include "core/hash.h"
#include "core/run/run_writer.h"
#include "core/traces/trace_index.h"
#include "core/traces/trace_search.h"
#include "core/traces/verdict_list.h"
#include "tests/core/run/sample_run.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

using namespace vrft;
using vrft::test::TempFolder;

namespace {

CompletionRecord answered(const std::string& text, const std::string& answer) {
    CompletionRecord record;
    record.step = 7;
    record.kind = CompletionKind::Heldout;
    record.sample = "s000001";
    record.text = text;
    record.answer = answer;
    record.rewards.push_back({"accuracy", 1, 1, "right"});
    record.total = 1.5;
    return record;
}

} // namespace

TEST_CASE("a table of verdicts speaks of the text that was judged, also after a resume") {
    TempFolder folder;
    const std::string name = "20260101-000000-one";
    createRun(folder / "runs" / name, test::sampleRunInfo());
    {
        RunWriter writer(folder / "runs" / name);
        writer.completion(answered("the first text", "benign"), {});
    }
    {
        RunWriter writer(folder / "runs" / name);
        writer.markResumed(5, "resumed");
        writer.completion(answered("the second text", "malignant"), {});
    }
    TraceIndex(folder.path()).followToTheEnd();
    TraceSearch search(folder.path());
    const TracePlace place{name, "main", "heldout", 7, "s000001", 0};
    const std::vector<TraceVerdict> verdicts{
        {place, "anna", sha256Hex("the first text"), Verdict::Wrong, "no \"mass\", at all\nthere", 12.5},
        {place, "ben", sha256Hex("the second text"), Verdict::RightReason, "", 13},
        {place, "carl", sha256Hex("a text nobody wrote"), Verdict::Invented, "", 14},
        {{"20250101-000000-gone", "main", "heldout", 7, "s000001", 0},
         "anna",
         sha256Hex("the first text"),
         Verdict::Wrong,
         "",
         15}};
    const auto rows = parseCsv(verdictsToCsv(verdicts, search, folder.path()), "verdicts.csv");
    REQUIRE(rows.size() == 5);
    const auto column = [&](const char* head) {
        const auto& heads = rows[0].fields;
        return static_cast<std::size_t>(std::find(heads.begin(), heads.end(), head) - heads.begin());
    };
    const std::size_t answer = column("answer");
    REQUIRE(answer < rows[0].fields.size());
    CHECK(rows[1].fields[column("comment")] == "no \"mass\", at all\nthere");
    CHECK(rows[1].fields[column("verdict")] == "wrong");
    CHECK(rows[1].fields[column("time")] == "12.500");
    CHECK(rows[1].fields[answer] == "benign");
    CHECK(rows[1].fields[column("score")] == "1");
    CHECK(rows[1].fields[column("total")] == "1.5");
    CHECK(rows[2].fields[answer] == "malignant");
    for (const std::size_t gone : {3, 4}) {
        CHECK(rows[gone].fields[answer].empty());
        CHECK(rows[gone].fields[column("score")].empty());
        CHECK(rows[gone].fields.size() == rows[0].fields.size());
    }
}
