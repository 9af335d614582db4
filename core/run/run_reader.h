// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Reads a run folder that another process may be writing: incremental tails, effective and superseded
// records, token statistics (formats.md §1 and §6).
//
// Lines that aren't JSON objects (torn ones) are skipped and counted; unknown keys are ignored. A resumed
// mark supersedes every record of a later step before it, also across rotated completions files. Thread rule:
// an object belongs to one thread. Reads only; holds no lock.
#pragma once

#include "core/run/records.h"
#include "core/run/run_folder.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace vrft {

// Follows one growing file of lines. A partial last line is kept until its line break arrives.
class LineTail {
public:
    // `start` is the first byte of a line.
    explicit LineTail(std::filesystem::path file, std::uint64_t start = 0)
        : file_(std::move(file))
        , position_(start) {}

    struct Line {
        std::uint64_t offset = 0; // of its first byte
        std::string text;
    };
    // New whole lines, reading about `maxBytes` more (more when one line is longer); none at the end of the
    // file and if the file isn't there (yet).
    std::vector<Line> poll(std::size_t maxBytes = 8 * 1024 * 1024);
    std::uint64_t position() const { return position_; } // bytes read, the partial line included
    std::string_view partial() const { return partial_; }

private:
    void takeLines(std::string_view bytes, std::vector<Line>& lines);

    std::filesystem::path file_;
    std::uint64_t position_ = 0;
    std::string partial_;
};

struct ResumeMark {
    int fromStep = 0;
    double time = 0;
};

struct MetricsRecord {
    int step = 0;
    std::string stage; // empty when the line names none
    double time = 0;
    std::map<std::string, double> values; // the other numeric keys, as formats.md names them
    bool superseded = false;
};

// A line of metrics.jsonl; what isn't a finite number is left out. Nothing: it has no step.
std::optional<MetricsRecord> metricsFromJson(const Json& line);

// metrics.jsonl, followed. Records keep file order; earlier ones turn superseded when a mark arrives.
class MetricsLog {
public:
    explicit MetricsLog(const std::filesystem::path& run);
    std::size_t poll(); // number of new records and marks
    const std::vector<MetricsRecord>& records() const { return records_; }
    std::vector<MetricsRecord> effective() const;
    // Hands the records over, for whoever keeps them in another form; a later mark can't reach those taken.
    std::vector<MetricsRecord> take() { return std::exchange(records_, {}); }
    const std::vector<ResumeMark>& marks() const { return marks_; }
    std::size_t skippedLines() const { return skipped_; }

private:
    LineTail tail_;
    std::vector<MetricsRecord> records_;
    std::vector<ResumeMark> marks_;
    std::size_t skipped_ = 0;
};

struct EventRecord {
    RunEvent event;
    bool superseded = false;
};

// events.jsonl, followed like the metrics; the resumed mark itself is an event too, never superseded by
// itself.
class EventLog {
public:
    explicit EventLog(const std::filesystem::path& run);
    std::size_t poll();
    const std::vector<EventRecord>& records() const { return records_; }
    std::size_t skippedLines() const { return skipped_; }

private:
    std::filesystem::path file_;
    LineTail tail_;
    std::vector<EventRecord> records_;
    std::size_t skipped_ = 0;
};

// Where a completion lies, to read it again without an index.
struct CompletionPlace {
    int number = 0; // of completions-NNNN.jsonl, or kFinalCompletions
    std::uint64_t offset = 0;
    bool operator==(const CompletionPlace&) const = default;
};

struct LocatedCompletion {
    CompletionRecord record;
    CompletionPlace place;
};

// The completions files in order, followed: for an index that keeps its own copy. On a mark the caller marks
// its records of steps > fromStep superseded.
class CompletionTail {
public:
    using Item = std::variant<LocatedCompletion, ResumeMark>;
    // Goes on at `from`, a place position() gave; at one in kFinalCompletions: that file alone.
    explicit CompletionTail(std::filesystem::path run, CompletionPlace from = {});
    std::vector<Item> poll(std::size_t maxBytes = 8 * 1024 * 1024);
    CompletionPlace position() const { return {number_, tail_.position() - tail_.partial().size()}; }
    std::size_t skippedLines() const { return skipped_; }

private:
    std::optional<Item> itemOf(const LineTail::Line& line);

    RunPaths paths_;
    int number_ = 0; // of the file being followed; 0 before the first
    LineTail tail_;
    std::size_t skipped_ = 0;
};

// Every completion of the run in file order, with whether it is superseded; two passes, constant memory.
// `visit` returns false to stop.
void forEachCompletion(const std::filesystem::path& run,
                       const std::function<bool(const LocatedCompletion&, bool superseded)>& visit);

// All completions of one step that count, in file order; lines of other steps aren't taken apart. Torn
// records are left out.
std::vector<CompletionRecord> completionsOfStep(const std::filesystem::path& run, int step);

// The completion that lies at `place`; Error(NotFound) where there is none (any more).
CompletionRecord readCompletion(const std::filesystem::path& run, const CompletionPlace& place);

// The token records of a completion; Error(NotFound) in words when retention removed the file.
std::vector<TokenRecord> readTokens(const std::filesystem::path& run, int number, const TokenSpan& span);

} // namespace vrft
