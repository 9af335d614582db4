// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The last answers of a run, read from the end of its files however long they are, and those of one step.
//
// Doesn't index or search (core/traces does). What a resume superseded is left out. Thread rule: an object
// belongs to one thread.
#pragma once

#include "core/run/run_reader.h"
#include "ui/runs/run_picture.h"
#include "ui/runs/sample_book.h"

#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

namespace vrft::ui {

class LatestAnswers {
public:
    explicit LatestAnswers(std::filesystem::path run);

    bool poll(); // whether there are others now
    // Rollouts, or held-out answers where the run samples none, oldest first.
    std::vector<CompletionRecord> records() const;

private:
    void begin();
    bool take(const std::vector<CompletionTail::Item>& items);

    std::filesystem::path run_;
    std::optional<CompletionTail> tail_;
    std::deque<CompletionRecord> rollouts_;
    std::deque<CompletionRecord> heldOut_;
};

// The rollouts of one step (its held-out answers where it has none), in file order; reads through the run's
// files without taking the other lines apart.
std::vector<CompletionRecord> recordsOfStep(const std::filesystem::path& run, int step);

// How many answers the run keeps: lines counted, bit by bit.
class AnswerCount {
public:
    explicit AnswerCount(std::filesystem::path run)
        : paths_{std::move(run)} {}
    bool poll(); // reads at most 32 MB more; whether there is more to read
    qint64 count() const { return count_; }

private:
    RunPaths paths_;
    int number_ = 1;
    std::uint64_t position_ = 0;
    qint64 count_ = 0;
};

// As the page shows them: one answer an image, the newest step first; without a book of its stage an answer
// stands alone.
RunAnswers shownAnswers(const std::vector<CompletionRecord>& records, const SampleBooks& books,
                        std::size_t most);
// Those of `ids` that are there, in that order.
std::vector<RunAnswer> namedAnswers(const std::vector<CompletionRecord>& records,
                                    const std::vector<std::string>& ids, const SampleBooks& books);
// One answer of each of the first images whose answers all earned the same; else of the first images.
std::vector<RunAnswer> examplesOf(const std::vector<CompletionRecord>& records, const SampleBooks& books,
                                  bool equalRewards, std::size_t most);

} // namespace vrft::ui
