// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What `vrftaug-engine dry-run --json` told, as values; parts come one by one and are absent until then.
//
// Thread rule: values. Errors: a part that can't be read stays absent.
#pragma once

#include "core/json.h"
#include "core/run/records.h"

#include <optional>
#include <string>
#include <vector>

namespace vrft::ui {

struct GoldResult { // of all stages together
    int samples = 0;
    int full = 0;
    std::vector<int> stages; // samples of each
    double highest = 0;      // of the last stage
    double worst = 0;
    std::string firstSample; // that fails; empty: none does
    std::string firstReason;
};

struct BalanceResult {                              // of the last stage
    std::vector<std::pair<std::string, int>> train; // class, samples
    std::string commonest;
    double share = 0;
    std::string missing; // class, and the split that has none of it; empty: none is missing
    std::string missingIn;
    std::vector<std::string> few; // classes with hardly any sample
};

struct LabelsResult { // of the stage whose labels go least with what the policy sees
    int samples = 0;
    int neighbours = 0;
    double agreement = 0;
    double byChance = 0;
    double p = 0;
    bool shuffled = false;
};

struct AnswerGroup {
    std::string sample;
    std::vector<std::string> images; // files
    std::string reference;
    std::vector<Box> referenceBoxes; // image pixels
    bool noSignal = false;
    std::vector<CompletionRecord> answers;
};

struct AnswersResult {
    std::string stage;
    int numGroups = 0;
    int noSignal = 0;   // of numGroups
    int numAnswers = 0; // of the groups that are shown
    int readable = 0;   // of numAnswers: in the asked form
    bool mostlyUnreadable() const { return 2 * readable < numAnswers; }
    std::vector<AnswerGroup> groups;
};

struct MemoryResult { // peaks, bytes
    std::string longestSample;
    int longestPrompt = 0; // tokens
    int longestAnswer = 0;
    double load = 0;
    double sampling = 0;
    double learning = 0;
    double machine = 0;
    bool fits = false;
};

struct DryRunResult {
    std::optional<GoldResult> gold;
    std::optional<BalanceResult> balance;
    std::optional<LabelsResult> labels;
    std::optional<std::pair<int, int>> imageTokens; // least and most of a prompt
    int imagesSeen = 0;
    std::optional<AnswersResult> answers;
    std::optional<MemoryResult> memory;
    std::optional<double> step_s;
    double total_s = 0;
    std::optional<double> diskBytes;
    double freeBytes = 0;
    double took_s = 0;

    // One line of the program, its last document included; what is being done, in `progress` words of the
    // engine, changes nothing here.
    void take(const Json& line);
};

} // namespace vrft::ui
