// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/verdicts_table.h"

#include "core/error.h"
#include "core/store/connection.h"
#include "core/store/journal.h"

#include <array>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr std::array<std::string_view, 5> kNames = {"right_reason", "wrong_reason", "wrong", "invented",
                                                    "unreadable"};
constexpr std::string_view kSelectVerdict =
    "SELECT run, stage, kind, step, sample, k, reader, text_hash, verdict, "
    "comment, time FROM verdicts";
constexpr std::string_view kWhere =
    " WHERE run = ? AND stage = ? AND kind = ? AND step = ? AND sample = ? AND k = ? AND reader = ?";

Verdict verdictFromName(const std::string& name) {
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (kNames[i] == name) return static_cast<Verdict>(i);
    throw Error(ErrorCode::InvalidFormat, fmt::format("\"{}\" is no verdict", name), "verdicts");
}

TraceVerdict verdictOf(const StoreStatement& row) {
    return {{row.text(0), row.text(1), row.text(2), static_cast<int>(row.integer(3)), row.text(4),
             static_cast<int>(row.integer(5))},
            row.text(6),
            row.text(7),
            verdictFromName(row.text(8)),
            row.text(9),
            row.real(10)};
}

// What names a row, in one line: run and reader may hold blanks, so it is JSON.
std::string keyOf(const TracePlace& trace, const std::string& reader) {
    return jsonLine(
        Json::array({trace.run, trace.stage, trace.kind, trace.step, trace.sample, trace.k, reader}));
}

TracePlace placeFrom(const Json& key) {
    return {key.at(0).get<std::string>(), key.at(1).get<std::string>(), key.at(2).get<std::string>(),
            key.at(3).get<int>(),         key.at(4).get<std::string>(), key.at(5).get<int>()};
}

Json stateOf(const std::optional<TraceVerdict>& stored) {
    if (!stored) return {};
    return {{"text_hash", stored->textHash},
            {"verdict", verdictName(stored->verdict)},
            {"comment", stored->comment},
            {"time", stored->time}};
}

} // namespace

std::string_view verdictName(Verdict verdict) {
    return kNames[static_cast<std::size_t>(verdict)];
}

VerdictsTable::VerdictsTable(StoreConnection& connection, Journal& journal)
    : connection_(connection)
    , journal_(journal) {
    journal_.registerApplier(
        "verdict", [this](const std::string& key, const Json& state, const std::string&) {
            const Json names = parseJson(key, "journal");
            const TracePlace trace = placeFrom(names);
            const auto reader = names.at(6).get<std::string>();
            if (state.is_null()) {
                connection_.run(std::string("DELETE FROM verdicts") + std::string(kWhere), trace.run,
                                trace.stage, trace.kind, trace.step, trace.sample, trace.k, reader);
            } else {
                write({trace, reader, state.at("text_hash").get<std::string>(),
                       verdictFromName(state.at("verdict").get<std::string>()),
                       state.at("comment").get<std::string>(), state.at("time").get<double>()});
            }
        });
}

void VerdictsTable::write(const TraceVerdict& item) {
    const TracePlace& trace = item.trace;
    connection_.run("INSERT INTO verdicts (run, stage, kind, step, sample, k, reader, text_hash, verdict, "
                    "comment, time) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
                    " ON CONFLICT DO UPDATE SET text_hash = ?8, verdict = ?9, comment = ?10, time = ?11",
                    trace.run, trace.stage, trace.kind, trace.step, trace.sample, trace.k, item.reader,
                    item.textHash, verdictName(item.verdict), item.comment, item.time);
}

void VerdictsTable::put(TraceVerdict verdict, const std::string& action) {
    if (verdict.reader.empty()) verdict.reader = journal_.who();
    if (verdict.time == 0) verdict.time = Journal::now();
    StoreTransaction transaction(connection_);
    const std::optional<TraceVerdict> before = find(verdict.trace, verdict.reader);
    if (before && before->textHash == verdict.textHash && before->verdict == verdict.verdict &&
        before->comment == verdict.comment)
        return;
    write(verdict);
    journal_.record(action,
                    std::array{JournalChange{"verdict", keyOf(verdict.trace, verdict.reader), stateOf(before),
                                             stateOf(verdict)}},
                    true);
    transaction.commit();
}

void VerdictsTable::remove(const TracePlace& trace, const std::string& reader, const std::string& action) {
    StoreTransaction transaction(connection_);
    const std::optional<TraceVerdict> before = find(trace, reader);
    if (!before)
        throw Error(
            ErrorCode::NotFound,
            fmt::format("{} has no verdict on sample {} at step {}", reader, trace.sample, trace.step),
            trace.run);
    connection_.run(std::string("DELETE FROM verdicts") + std::string(kWhere), trace.run, trace.stage,
                    trace.kind, trace.step, trace.sample, trace.k, reader);
    journal_.record(action, std::array{JournalChange{"verdict", keyOf(trace, reader), stateOf(before), {}}},
                    true);
    transaction.commit();
}

std::optional<TraceVerdict> VerdictsTable::find(const TracePlace& trace, const std::string& reader) const {
    StoreStatement row =
        connection_.query(std::string(kSelectVerdict) + std::string(kWhere), trace.run, trace.stage,
                          trace.kind, trace.step, trace.sample, trace.k, reader);
    return row.step() ? std::optional(verdictOf(row)) : std::nullopt;
}

std::vector<TraceVerdict> VerdictsTable::ofRun(const std::string& run) const {
    std::vector<TraceVerdict> list;
    StoreStatement rows =
        connection_.query(std::string(kSelectVerdict) +
                              " WHERE ?1 = '' OR run = ?1 ORDER BY run, stage, kind, step, sample, k, reader",
                          run);
    while (rows.step())
        list.push_back(verdictOf(rows));
    return list;
}

std::map<Verdict, std::int64_t> VerdictsTable::counts(const std::string& run) const {
    std::map<Verdict, std::int64_t> counts;
    StoreStatement rows = connection_.query(
        "SELECT verdict, count(*) FROM verdicts WHERE ?1 = '' OR run = ?1 GROUP BY verdict", run);
    while (rows.step())
        counts[verdictFromName(rows.text(0))] = rows.integer(1);
    return counts;
}

TracePlace VerdictsTable::placeOfKey(const std::string& journalKey) {
    return placeFrom(parseJson(journalKey, "journal"));
}

} // namespace vrft
