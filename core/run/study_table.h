// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The result of a study: table.json, table.csv, table.md and the rows of its figure, assembled from the final
// evaluations of its runs (formats.md §6 and §8).
//
// Figures are of the test split. The measure of a row is accuracy, or mean IoU where the task finds boxes; a
// rise is final - start. Intervals are Student-t over the seeds (core/stats), absent with fewer than two; so
// is that of a row's difference to plain rft on the same dataset, seed by seed. They speak of seeds, not of
// other patients. Thread rule: values; reads finished runs only.
#pragma once

#include "core/run/study.h"
#include "core/stats/interval.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

struct SeedResult {
    std::uint64_t seed = 0;
    std::string run; // folder name
    std::optional<double> value;
    std::optional<double> start;
    std::optional<double> rise() const;
    // The other figures of final.json that apply ("qwk", "image_gain", ...) and of the run itself: "train_s"
    // (rollout, reward and update seconds) and "peak_bytes".
    std::map<std::string, double> figures;
};

struct StudyRow {
    std::string row;
    std::string dataset;
    std::string policy; // the start policy's name: the last part of its place in the study's file
    bool control = false;
    bool plain = false; // plain rft, which the others are held against
    std::optional<std::string> refused;
    std::string measure;                     // "accuracy" | "iou"
    std::vector<SeedResult> seeds;           // finished ones
    std::vector<std::uint64_t> unfinished;   // seeds without a final evaluation
    std::vector<std::string> unfinishedRuns; // their folders' names
    std::optional<double> majority;
    std::optional<Interval> value; // mean and 95 % interval over the finished seeds
    std::optional<Interval> start;
    std::optional<Interval> rise;
    std::optional<Interval> against; // measure - plain rft's, over the seeds finished in both
    int againstSeeds = 0;
    std::map<std::string, Interval> figures;
};

std::vector<StudyRow> assembleStudy(const StudySpec& spec, const std::vector<StudyCell>& cells);

// `notes`: what keeps figures from standing beside each other (studyNotes).
Json studyTableJson(const std::vector<StudyRow>& rows, std::span<const std::string> notes = {});
std::string studyTableCsv(const std::vector<StudyRow>& rows); // RFC 4180, one line a row
// For people: a table a dataset.
std::string studyTableMarkdown(const std::vector<StudyRow>& rows, std::span<const std::string> notes = {});

// Writes table.json, table.csv, table.md and figure.svg into `out`, each atomically.
void writeStudyTable(const std::filesystem::path& out, const std::vector<StudyRow>& rows,
                     std::span<const std::string> notes = {});

} // namespace vrft
