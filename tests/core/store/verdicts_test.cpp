// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "core/hash.h"
#include "core/store/verdicts_table.h"
#include "tests/core/store/store_fixtures.h"

using namespace vrft;
using namespace vrft::test;

namespace {

// A run's name may hold blanks and quotes; so may a reader's.
const std::string kRun = "20260102-030405-a \"run\" of mine";

TraceVerdict verdictOn(const std::string& sample, Verdict verdict, const std::string& reader = "") {
    TraceVerdict item;
    item.trace = {kRun, "main", "heldout", 20, sample, 0};
    item.reader = reader;
    item.textHash = sha256Hex("<think>dark</think>");
    item.verdict = verdict;
    return item;
}

} // namespace

TEST_CASE("one verdict a reader and trace, replaced by the next") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 1);
    VerdictsTable& verdicts = workspace->verdicts();
    verdicts.put(verdictOn("s000001", Verdict::Wrong), "Verdict on s000001");
    verdicts.put(verdictOn("s000001", Verdict::Invented), "Verdict on s000001");
    verdicts.put(verdictOn("s000001", Verdict::RightReason, "Dr. Müller"), "Verdict on s000001");
    verdicts.put(verdictOn("s000002", Verdict::Unreadable), "Verdict on s000002");
    TraceVerdict other = verdictOn("s000001", Verdict::Wrong);
    other.trace.stage = "localise"; // the same step and sample of another stage is another trace
    verdicts.put(other, "Verdict on s000001");

    const auto own = verdicts.find(verdictOn("s000001", {}).trace, "anna");
    REQUIRE(own.has_value());
    CHECK(own->verdict == Verdict::Invented);
    CHECK(own->time > 0);
    CHECK(own->textHash.size() == 64);
    CHECK(verdicts.ofRun(kRun).size() == 4);
    CHECK(verdicts.ofRun("another run").empty());
    CHECK(verdicts.counts(kRun).at(Verdict::Invented) == 1);
    CHECK(verdicts.counts(kRun).at(Verdict::Wrong) == 1);
    CHECK(verdicts.counts({}).size() == 4);
    CHECK(verdicts.counts("another run").empty());
}

TEST_CASE("verdicts are undone and done again by name, also after a restart") {
    TempFolder folder;
    {
        const auto workspace = makeWorkspace(folder / "ws", 1);
        workspace->verdicts().put(verdictOn("s000001", Verdict::Wrong), "Verdict on s000001");
        TraceVerdict said = verdictOn("s000001", Verdict::Wrong);
        said.comment = "no „mass\" <b>there</b>\tat all";
        workspace->verdicts().put(said, "Comment on s000001");
        workspace->verdicts().put(said, "Comment on s000001"); // equal: no edit
    }
    const auto workspace = Workspace::open(folder / "ws", kNoBackups);
    const TracePlace place = verdictOn("s000001", {}).trace;
    VerdictsTable& verdicts = workspace->verdicts();
    CHECK(verdicts.find(place, "anna")->comment == "no „mass\" <b>there</b>\tat all");
    const auto edit = workspace->journal().undo();
    REQUIRE(edit.has_value());
    CHECK(edit->action == "Comment on s000001");
    const auto changes = workspace->journal().changes(edit->id);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].entity == "verdict");
    CHECK(VerdictsTable::placeOfKey(changes[0].key) == place);
    CHECK(verdicts.find(place, "anna")->comment.empty());
    CHECK(workspace->journal().undo()->action == "Verdict on s000001");
    CHECK_FALSE(verdicts.find(place, "anna").has_value());
    workspace->journal().redo();
    workspace->journal().redo();
    CHECK(verdicts.find(place, "anna")->comment.size() > 10);
}

TEST_CASE("a verdict taken back comes back by undo") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 1);
    VerdictsTable& verdicts = workspace->verdicts();
    const TraceVerdict given = verdictOn("s000001", Verdict::WrongReason);
    verdicts.put(given, "Verdict");
    verdicts.remove(given.trace, "anna", "No verdict");
    CHECK(verdicts.ofRun(kRun).empty());
    CHECK(codeOf([&] { verdicts.remove(given.trace, "anna", "No verdict"); }) == ErrorCode::NotFound);
    CHECK(workspace->journal().undo()->action == "No verdict");
    CHECK(verdicts.find(given.trace, "anna")->verdict == Verdict::WrongReason);
}

TEST_CASE("what isn't a hash isn't stored") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 1);
    TraceVerdict bad = verdictOn("s000001", Verdict::Wrong);
    bad.textHash = "short";
    CHECK(codeOf([&] { workspace->verdicts().put(bad, "Verdict"); }) == ErrorCode::Mismatch);
    CHECK(workspace->verdicts().ofRun(kRun).empty());
    CHECK_FALSE(workspace->journal().nextUndo()->action == "Verdict");
}
