// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/traces/trace_index.h"

#include "core/error.h"
#include "core/store/connection.h"
#include "core/traces/index_file.h"

#include <algorithm>
#include <array>

namespace vrft {

namespace fs = std::filesystem;

namespace {

// About 250 completions: a transaction of some milliseconds (at most 30 are allowed).
constexpr std::size_t kBytesAtOnce = 128 * 1024;

void insert(StoreConnection& connection, std::int64_t run, const LocatedCompletion& item) {
    const CompletionRecord& record = item.record;
    connection.run(
        "INSERT INTO traces (run, step, stage, kind, sample, k, image_of, answer, score, total, advantage, "
        "length, truncated, entropy, file, offset) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        run, record.step, record.stage, static_cast<int>(record.kind), record.sample, record.k,
        record.imageOf, record.answer, answerScore(record), record.total, record.advantage, record.length,
        record.truncated, record.entropy, item.place.number, item.place.offset);
    connection.run("INSERT INTO words (rowid, text) VALUES (?, ?)", connection.lastId(), record.text);
}

} // namespace

struct TraceIndex::Run {
    std::int64_t id = 0;
    CompletionPlace place;
    std::int64_t final_bytes = 0;
};

TraceIndex::TraceIndex(fs::path workspace)
    : workspace_(std::move(workspace))
    , connection_(openTraceIndex(workspace_)) {}

TraceIndex::~TraceIndex() = default;

bool TraceIndex::follow(std::chrono::milliseconds budget) {
    const auto over = std::chrono::steady_clock::now() + budget;
    const std::vector<std::string> names = runNames(workspace_);
    forgetMissing(names);
    for (const std::string& name : names) {
        while (followRun(name))
            if (std::chrono::steady_clock::now() > over) return true;
    }
    return false;
}

void TraceIndex::followToTheEnd() {
    while (follow()) {
    }
}

// One transaction; false at the end of what is written.
bool TraceIndex::followRun(const std::string& name) {
    StoreTransaction transaction(*connection_);
    connection_->run("INSERT OR IGNORE INTO runs (name) VALUES (?)", name);
    Run run;
    {
        StoreStatement row =
            connection_->query("SELECT id, file, offset, final FROM runs WHERE name = ?", name);
        row.step();
        run = {row.integer(0),
               {static_cast<int>(row.integer(1)), static_cast<std::uint64_t>(row.integer(2))},
               row.integer(3)};
    }
    const fs::path folder = workspace_ / "runs" / name;
    auto tail = tails_.find(name);
    // Another writer may have been here.
    if (tail == tails_.end() || tail->second.position() != run.place)
        tail = tails_.insert_or_assign(name, CompletionTail(folder, run.place)).first;

    const std::size_t skippedBefore = tail->second.skippedLines();
    std::vector<CompletionTail::Item> items;
    try {
        items = tail->second.poll(kBytesAtOnce);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Mismatch) throw;
        // The file became shorter: it is another one now.
        tails_.erase(tail);
        forget(run.id);
        transaction.commit();
        return true;
    }
    const auto skipped = static_cast<std::int64_t>(tail->second.skippedLines() - skippedBefore);
    skipped_ += skipped;
    for (const CompletionTail::Item& item : items) {
        if (const auto* mark = std::get_if<ResumeMark>(&item))
            connection_->run("UPDATE traces SET superseded = 1 WHERE run = ? AND step > ?", run.id,
                             mark->fromStep);
        else
            insert(*connection_, run.id, std::get<LocatedCompletion>(item));
    }
    const CompletionPlace now = tail->second.position();
    if (now != run.place)
        connection_->run("UPDATE runs SET file = ?, offset = ?, skipped = skipped + ? WHERE id = ?",
                         now.number, now.offset, skipped, run.id);
    const bool more = now != run.place || followFinal(name, run.id, run.final_bytes);
    transaction.commit();
    return more;
}

// Inside followRun's transaction. The file is there whole or not at all; a shorter one is another one.
bool TraceIndex::followFinal(const std::string& name, std::int64_t run, std::int64_t taken) {
    const fs::path folder = workspace_ / "runs" / name;
    std::error_code code;
    const std::uintmax_t size = fs::file_size(RunPaths{folder}.finalCompletions(), code);
    const std::int64_t bytes = code ? 0 : static_cast<std::int64_t>(size);
    if (bytes == taken) return false;
    if (bytes < taken) {
        connection_->run("DELETE FROM traces WHERE run = ? AND file = ?", run, kFinalCompletions);
        taken = 0;
    }
    CompletionTail tail(folder, {kFinalCompletions, static_cast<std::uint64_t>(taken)});
    for (const CompletionTail::Item& item : tail.poll(kBytesAtOnce))
        if (const auto* answer = std::get_if<LocatedCompletion>(&item)) insert(*connection_, run, *answer);
    const auto now = static_cast<std::int64_t>(tail.position().offset);
    connection_->run("UPDATE runs SET final = ?, skipped = skipped + ? WHERE id = ?", now,
                     static_cast<std::int64_t>(tail.skippedLines()), run);
    return now != taken;
}

void TraceIndex::forgetMissing(const std::vector<std::string>& present) {
    std::vector<std::pair<std::int64_t, std::string>> gone;
    {
        StoreStatement rows = connection_->query("SELECT id, name FROM runs");
        while (rows.step())
            if (!std::binary_search(present.begin(), present.end(), rows.text(1)))
                gone.emplace_back(rows.integer(0), rows.text(1));
    }
    for (const auto& [id, name] : gone) {
        tails_.erase(name);
        StoreTransaction transaction(*connection_);
        forget(id);
        transaction.commit();
    }
}

// Its words stay behind in the word list and find nothing any more: a word list without content can't be
// told what to take out. clear() drops them.
void TraceIndex::forget(std::int64_t run) {
    connection_->run("DELETE FROM traces WHERE run = ?", run);
    connection_->run("DELETE FROM runs WHERE id = ?", run);
}

void TraceIndex::clear() {
    tails_.clear();
    StoreTransaction transaction(*connection_);
    connection_->script(
        "DELETE FROM traces; DELETE FROM runs; INSERT INTO words (words) VALUES ('delete-all');");
    transaction.commit();
}

TraceIndexCounts TraceIndex::counts() {
    StoreStatement row = connection_->query(
        "SELECT (SELECT count(*) FROM runs), count(*), coalesce(sum(superseded), 0) FROM traces");
    row.step();
    return {row.integer(0), row.integer(1), row.integer(2)};
}

std::vector<std::string> runNames(const fs::path& workspace) {
    std::vector<std::string> names;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(workspace / "runs", code))
        if (isRun(entry.path())) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::optional<double> answerScore(const CompletionRecord& record) {
    for (const std::string_view name : {"accuracy", "fuzzy_grade", "boxes"})
        for (const RewardPart& part : record.rewards)
            if (part.name == name) return part.score;
    return std::nullopt;
}

} // namespace vrft
