// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/traces/trace_search.h"

#include "core/store/connection.h"
#include "core/traces/index_file.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace vrft {

namespace fs = std::filesystem;

namespace {

// A condition with its values, put together piece by piece.
class Condition {
public:
    template <typename T>
    void add(const std::string& sql, const T& value) {
        add(sql);
        values_.push_back([value](StoreStatement& statement, int at) { statement.bind(at, value); });
    }
    void add(const std::string& sql) {
        sql_ += sql_.empty() ? " WHERE " : " AND ";
        sql_ += sql;
    }
    const std::string& sql() const { return sql_; }
    void bindTo(StoreStatement& statement) const {
        int at = 0;
        for (const auto& bind : values_)
            bind(statement, ++at);
    }

private:
    std::string sql_;
    std::vector<std::function<void(StoreStatement&, int)>> values_;
};

// FTS5's query language, every word as a quoted string: `a "b c` becomes "a"* "b c"*.
std::string ftsQuery(std::string_view words) {
    std::string query;
    std::string word;
    bool quoted = false;
    const auto end = [&] {
        if (!word.empty()) query += (query.empty() ? "\"" : " \"") + word + "\"*";
        word.clear();
    };
    for (const char c : words) {
        if (c == '"') {
            end();
            quoted = !quoted;
        } else if (!quoted && (c == ' ' || c == '\t' || c == '\n')) {
            end();
        } else if (c != '\0') {
            word += c;
        }
    }
    end();
    return query;
}

Condition conditionOf(const TraceFilter& filter) {
    Condition condition;
    if (!filter.run.empty()) condition.add("traces.run = (SELECT id FROM runs WHERE name = ?)", filter.run);
    if (filter.firstStep) condition.add("step >= ?", *filter.firstStep);
    if (filter.lastStep) condition.add("step <= ?", *filter.lastStep);
    if (!filter.stage.empty()) condition.add("stage = ?", filter.stage);
    if (filter.kind)
        condition.add("kind = ?", static_cast<int>(*filter.kind));
    else
        condition.add("kind <> ?", static_cast<int>(CompletionKind::Test));
    if (!filter.sample.empty()) condition.add("sample = ?", filter.sample);
    if (filter.k) condition.add("k = ?", *filter.k);
    if (filter.scoreBelow) condition.add("score < ?", *filter.scoreBelow);
    if (filter.scoreFrom) condition.add("score >= ?", *filter.scoreFrom);
    if (filter.entropyFrom) condition.add("entropy >= ?", *filter.entropyFrom);
    if (filter.truncatedOnly) condition.add("truncated = 1");
    if (filter.withoutAnswerOnly) condition.add("answer IS NULL");
    if (!filter.supersededToo) condition.add("superseded = 0");
    if (const std::string query = ftsQuery(filter.words); !query.empty())
        condition.add("traces.id IN (SELECT rowid FROM words WHERE words MATCH ?)", query);
    return condition;
}

const char* orderSql(TraceOrder order) {
    switch (order) {
    case TraceOrder::Step:
        return " ORDER BY traces.run, step, kind, sample, k, traces.id";
    case TraceOrder::LatestFirst:
        return " ORDER BY traces.run DESC, step DESC, kind DESC, sample DESC, k DESC, traces.id DESC";
    case TraceOrder::LeastSureFirst:
        return " ORDER BY entropy DESC, traces.id";
    case TraceOrder::WorstFirst:
        return " ORDER BY score, total, traces.id";
    case TraceOrder::LargestAdvantage:
        return " ORDER BY advantage DESC, traces.id";
    }
    return "";
}

constexpr const char* kSelect =
    "SELECT traces.id, runs.name, step, stage, kind, sample, k, image_of, answer, "
    "score, total, advantage, length, truncated, entropy, traces.file, "
    "traces.offset, superseded FROM traces JOIN runs ON runs.id = traces.run";

TraceRow rowOf(const StoreStatement& row) {
    TraceRow trace;
    trace.id = row.integer(0);
    trace.run = row.text(1);
    trace.step = static_cast<int>(row.integer(2));
    trace.stage = row.text(3);
    trace.kind = static_cast<CompletionKind>(row.integer(4));
    trace.sample = row.text(5);
    trace.k = static_cast<int>(row.integer(6));
    trace.imageOf = row.text(7);
    trace.answer = row.textOrNull(8);
    trace.score = row.realOrNull(9);
    trace.total = row.real(10);
    trace.advantage = row.realOrNull(11);
    trace.length = static_cast<int>(row.integer(12));
    trace.truncated = row.integer(13) != 0;
    trace.entropy = row.realOrNull(14);
    trace.place = {static_cast<int>(row.integer(15)), static_cast<std::uint64_t>(row.integer(16))};
    trace.superseded = row.integer(17) != 0;
    return trace;
}

} // namespace

TraceSearch::TraceSearch(const fs::path& workspace)
    : connection_(openTraceIndex(workspace)) {}

TraceSearch::~TraceSearch() = default;

std::vector<TraceRow> TraceSearch::find(const TraceFilter& filter, TraceOrder order, std::int64_t limit,
                                        std::int64_t skip) {
    const Condition condition = conditionOf(filter);
    StoreStatement rows = connection_->query(kSelect + condition.sql() + orderSql(order) + " LIMIT " +
                                             std::to_string(limit) + " OFFSET " + std::to_string(skip));
    condition.bindTo(rows);
    std::vector<TraceRow> found;
    while (rows.step())
        found.push_back(rowOf(rows));
    return found;
}

std::int64_t TraceSearch::count(const TraceFilter& filter) {
    const Condition condition = conditionOf(filter);
    StoreStatement row = connection_->query("SELECT count(*) FROM traces" + condition.sql());
    condition.bindTo(row);
    row.step();
    return row.integer(0);
}

std::int64_t TraceSearch::skippedLines(const std::string& run) {
    StoreStatement row = connection_->query("SELECT skipped FROM runs WHERE name = ?", run);
    return row.step() ? row.integer(0) : 0;
}

std::vector<std::int64_t> TraceSearch::ids(const TraceFilter& filter, TraceOrder order) {
    const Condition condition = conditionOf(filter);
    StoreStatement rows =
        connection_->query("SELECT traces.id FROM traces" + condition.sql() + orderSql(order));
    condition.bindTo(rows);
    std::vector<std::int64_t> found;
    while (rows.step())
        found.push_back(rows.integer(0));
    return found;
}

std::vector<TraceRow> TraceSearch::rows(std::span<const std::int64_t> ids) {
    std::vector<TraceRow> found;
    for (const std::int64_t id : ids) {
        StoreStatement row = connection_->query(std::string(kSelect) + " WHERE traces.id = ?", id);
        if (row.step()) found.push_back(rowOf(row));
    }
    return found;
}

std::vector<TraceSearch::Step> TraceSearch::heldoutSteps(const std::string& run) {
    StoreStatement rows = connection_->query(
        "SELECT step, stage, count(*) FROM traces WHERE run = (SELECT id FROM runs WHERE name = ?)"
        " AND kind = ? AND k = 0 AND superseded = 0 GROUP BY step, stage ORDER BY step, max(id)",
        run, static_cast<int>(CompletionKind::Heldout));
    std::vector<Step> steps;
    while (rows.step())
        steps.push_back({static_cast<int>(rows.integer(0)), rows.text(1), rows.integer(2)});
    return steps;
}

std::optional<double> TraceSearch::entropyOfLeastSure(const TraceFilter& filter, double share) {
    Condition condition = conditionOf(filter);
    condition.add("entropy IS NOT NULL");
    StoreStatement number = connection_->query("SELECT count(*) FROM traces" + condition.sql());
    condition.bindTo(number);
    number.step();
    const auto num = static_cast<double>(number.integer(0));
    if (num == 0) return std::nullopt;
    const auto skip = static_cast<std::int64_t>(std::max(1.0, std::ceil(num * share))) - 1;
    StoreStatement row = connection_->query("SELECT entropy FROM traces" + condition.sql() +
                                            " ORDER BY entropy DESC LIMIT 1 OFFSET " + std::to_string(skip));
    condition.bindTo(row);
    return row.step() ? row.realOrNull(0) : std::nullopt;
}

} // namespace vrft
