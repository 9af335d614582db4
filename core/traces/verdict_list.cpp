// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/traces/verdict_list.h"

#include "core/annotation/csv.h"
#include "core/error.h"
#include "core/hash.h"
#include "core/run/run_reader.h"
#include "core/traces/trace_search.h"

#include <fmt/format.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

// The row whose text was judged, of those written at the place: a resumed run may have written several.
std::optional<TraceRow> judgedRow(const TraceVerdict& verdict, TraceSearch& search, const fs::path& run) {
    const TracePlace& place = verdict.trace;
    TraceFilter filter;
    filter.run = place.run;
    filter.stage = place.stage;
    filter.firstStep = filter.lastStep = place.step;
    filter.sample = place.sample;
    filter.k = place.k;
    filter.supersededToo = true;
    for (const TraceRow& row : search.find(filter)) {
        if (completionKindName(row.kind) != place.kind) continue;
        try {
            if (sha256Hex(readCompletion(run, row.place).text) == verdict.textHash) return row;
        } catch (const Error&) {
            continue; // it can't be read any more: nothing is known of it
        }
    }
    return std::nullopt;
}

std::string numberOrBlank(const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : std::string();
}

} // namespace

std::string verdictsToCsv(std::span<const TraceVerdict> verdicts, TraceSearch& search,
                          const fs::path& workspace) {
    std::string text =
        "run,stage,kind,step,sample,k,reader,verdict,comment,time,answer,score,total,text_sha256\n";
    for (const TraceVerdict& item : verdicts) {
        const TracePlace& place = item.trace;
        const std::optional<TraceRow> row = judgedRow(item, search, workspace / "runs" / place.run);
        text += fmt::format("{},{},{},{},{},{},{},{},{},{:.3f},{},{},{},{}\n", csvField(place.run),
                            csvField(place.stage), place.kind, place.step, csvField(place.sample), place.k,
                            csvField(item.reader), verdictName(item.verdict), csvField(item.comment),
                            item.time, row ? csvField(row->answer.value_or("")) : std::string(),
                            row ? numberOrBlank(row->score) : std::string(),
                            row ? numberOrBlank(row->total) : std::string(), item.textHash);
    }
    return text;
}

} // namespace vrft
