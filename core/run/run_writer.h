// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Writes the growing files of a run: metrics.jsonl, completions-NNNN.jsonl with tokens-NNNN.bin,
// events.jsonl, and the documents in evaluations/. Only ever appends: a resume never cuts (formats.md §1).
//
// Opening ends a torn last line with a line break. What was appended is safe against a killed process at
// once, against power loss after syncedOffsets(). A failed append leaves no half line and may be tried again
// after room was made. Thread rule: one object per run, owned by one thread (the engine's loop); hold the
// RunLock. Errors: Error(DiskFull) with the bytes needed, Error(Io | ReadOnly) with the file.
#pragma once

#include "core/files.h"
#include "core/run/records.h"
#include "core/run/run_folder.h"

#include <map>
#include <memory>
#include <span>
#include <string>

namespace vrft {

struct RunWriterOptions {
    std::uint64_t rotateBytes = 64ULL * 1024 * 1024; // of a completions file
    TokenRetention retention;
};

class RunWriter {
public:
    explicit RunWriter(std::filesystem::path run, RunWriterOptions options = {});

    // Appends the marks of a resume from the checkpoint of `fromStep` to the three kinds of files and syncs
    // them: all records of later steps written before are superseded. `text` is for events.jsonl.
    void markResumed(int fromStep, const std::string& text);

    // One line of metrics.jsonl; needs "step"; adds "time" when it is missing. NaN and infinity become null.
    void metrics(Json line);

    // Token records first, then the line that names them. `record.tokens` is ignored and filled by the
    // writer; the span written is returned (none when there are no tokens or retention leaves them out).
    std::optional<TokenSpan> completion(CompletionRecord record, std::span<const TokenRecord> tokens);

    void event(RunEvent event);

    // evaluations/step-NNNNNN.json and final.json, atomically; "format" is added when missing.
    // `beginningStage`: see RunPaths::evaluation.
    void evaluation(int step, const Json& document, const std::string& beginningStage = {});
    void finalEvaluation(const Json& document);
    // evaluations/final-completions.jsonl, atomically; their word pieces aren't kept.
    void finalCompletions(std::span<const CompletionRecord> records);

    // Makes everything appended so far durable and says how long each file is ({"metrics.jsonl": bytes,
    // ...}): the `offsets` of a checkpoint's manifest. Call it before the checkpoint is written.
    std::map<std::string, std::uint64_t> syncedOffsets();

    int completionsNumber() const { return number_; }

private:
    void openCompletions(int number);
    void rotate();
    void applyRetention() const;
    void writeEvaluation(const std::filesystem::path& file, const Json& document) const;

    RunPaths paths_;
    RunWriterOptions options_;
    int number_ = 0;
    AppendFile metrics_;
    AppendFile events_;
    std::unique_ptr<AppendFile> completions_;
    std::unique_ptr<AppendFile> tokens_;
};

// Which files are shorter than a manifest's offsets say, in words; empty when every record the checkpoint
// counts on is there. Token files removed by retention aren't missed.
std::vector<std::string> missingRecords(const std::filesystem::path& run,
                                        const std::map<std::string, std::uint64_t>& offsets);

} // namespace vrft
