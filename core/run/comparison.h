// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Runs beside each other: what was set otherwise, what each reached, and case by case who was right.
//
// Cases are the greedy answers to held-out (val) samples that the run keeps, at the step of its best
// checkpoint: they open in Review. That step was chosen on these same patients, for every run alike; figures
// to publish are those of `test` (final.json), which chose nothing. Reads run folders and datasets as they
// stand, verifies and writes nothing; a run that another process writes is read as far as it is. Thread rule:
// values; reading takes as long as the completions are many, so not in a thread that must answer.
// Errors: Error only where a folder is no run; what else is missing is said in words in the value.
#pragma once

#include "core/json.h"
#include "core/knowledge/task.h"
#include "core/run/recipe_settings.h"
#include "core/run/run_folder.h"
#include "core/stats/paired.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

// The same kind of answer and the same classes: figures may stand beside each other.
bool sameQuestion(const Task& a, const Task& b);

// One held-out sample as a run answered it.
struct ComparedCase {
    std::string sample;
    std::string images; // files of its images by content: the same in every dataset that holds them
    std::string patient;
    std::string completion;       // id
    std::string answer;           // the text of its answer element; empty where there is none
    double score = 0;             // 1 or 0 for classes and grades, the box score for boxes
    bool right = false;           // boxes: a score of one half or more
    bool attributesKnown = false; // of the sample
    int attributesNamed = 0;      // in the reasoning, and how many of them are true (core/prompt)
    int attributesRight = 0;
};

// Right for the right reason: of the right answers to samples whose attributes are known, those whose
// reasoning names attributes, and every one truly. One that names none gives no reason.
struct RightReason {
    std::int64_t right = 0;    // answers
    std::int64_t reasoned = 0; // of them
    Interval share;            // by patient
};

struct ComparedRun {
    std::filesystem::path folder;
    RunInfo info;
    std::string shown;       // its name; its folder's where another compared run has the same name
    std::string datasetHash; // of the last stage's dataset
    std::filesystem::path dataset;
    std::optional<Task> task; // none: the dataset isn't there
    std::optional<int> step;  // of the cases
    std::vector<ComparedCase> cases;
    std::string missing;         // why there are no cases, in words
    std::optional<Json> heldOut; // evaluations/step-NNNNNN.json of that step
    std::optional<Json> test;    // final.json; none: not finished
    // Of the cases, and of the test answers; none: no right answer to judge, or the answers aren't kept.
    std::optional<RightReason> heldOutReason;
    std::optional<RightReason> testReason;
    bool wholeRun() const { return test.has_value(); }
};

ComparedRun readComparedRun(const std::filesystem::path& folder);

enum class PairTrouble {
    None,
    NoAnswers,     // one of them keeps no answers to held-out samples: ComparedRun::missing
    OtherQuestion, // their tasks differ in kind or classes
    NothingShared  // no image is held out in both
};

// A sample both answered.
struct ComparedPair {
    const ComparedCase* first = nullptr; // into the runs
    const ComparedCase* second = nullptr;
};

struct RunPair {
    std::size_t first = 0; // of the runs
    std::size_t second = 0;
    std::vector<ComparedPair> cases;
    std::optional<PairedComparison> figures; // none: there is trouble
    PairTrouble trouble = PairTrouble::None;
    bool sameDataset = true;
    std::string missing; // the trouble in words
    std::string note;    // what to know of the cases; may be empty
};

// None without a right answer to a sample of known attributes.
std::optional<RightReason> rightReason(std::span<const ComparedCase> cases,
                                       const BootstrapOptions& options = {});

// By sample where both runs have the same dataset, else by image; the runs must outlive the result. Different
// questions, or no sample in common, leave `figures` empty and say why.
RunPair pairRuns(std::span<const ComparedRun> runs, std::size_t first, std::size_t second,
                 const BootstrapOptions& options = {});

struct RunComparison {
    std::vector<ComparedRun> runs;
    std::vector<SettingRow> settings; // recipe, dataset, policy and knowledge
    std::vector<std::string> notes;   // what keeps figures from standing beside each other
    std::size_t numDifferent() const;
};
RunComparison compareRuns(const std::vector<std::filesystem::path>& folders);

// What the paired test allows to say, in one or two sentences; `first` and `second` are the runs' names.
std::string pairedWords(const PairedComparison& figures, const std::string& first, const std::string& second);

// Everything as one document, each later run against the first (formats.md §6).
Json comparisonJson(const RunComparison& comparison, const BootstrapOptions& options = {});

} // namespace vrft
