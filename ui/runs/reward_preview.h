// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of a run, or made-up ones, and what rewards make of them before anything is trained.
//
// No widgets. Everything here reads files or scores: a thread of the pool does it. An external reward is
// asked by the engine alone; its answers come in as values. Thread rule: pure functions over values that
// never change once handed out.
#pragma once

#include "core/prompt/completion.h"
#include "core/reward/made_answers.h"
#include "core/run/recipe.h"

#include <QString>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vrft::ui {

struct PreviewAnswer {
    std::string text;
    std::optional<MadeKind> made; // no policy wrote it
    std::optional<int> length;    // tokens
};

// The answers to one image, which are compared with each other.
struct PreviewGroup {
    std::string sample;
    int step = 0; // they were sampled in; 0: never
    QString reference;
    Target target;
    Size image;
    Size model; // the frame the text speaks in
    BoxUnits units = BoxUnits::Pixels;
    std::vector<PreviewAnswer> answers;
};

struct PreviewSource {
    Task task;
    std::string knowledge;
    Exemplars exemplars;
    std::vector<PreviewGroup> groups;
    std::vector<MadeSample> samples; // one of each class or grade: what troubles are looked for on
    QString trouble;                 // why there are no answers, in words
};
using PreviewSourcePointer = std::shared_ptr<const PreviewSource>;

struct PreviewRun {
    std::string folder; // its name
    QString name;       // and the day it was made
};
// Runs that have answers to the same question, newest first.
std::vector<PreviewRun> previewRuns(const std::filesystem::path& runs, const Task& task);

struct PreviewWish {
    Task task;                     // with the knowledge that is taken
    std::filesystem::path dataset; // of the new run
    std::filesystem::path runs;
    std::string run; // empty: answers made up for the dataset's samples
};
// Never throws: what is wrong is its `trouble`.
PreviewSourcePointer readPreview(const PreviewWish& wish);

struct PreviewScore {
    std::optional<std::string> answer;
    std::vector<RewardPart> parts;
    double total = 0;
    double advantage = 0;
};
struct PreviewScores {
    std::vector<std::vector<PreviewScore>> groups; // as the source's
    std::vector<RewardTrouble> troubles;
    QString problem; // why nothing could be scored
};
// By group and answer, as far as the program was asked.
using PreviewExternal = std::map<std::pair<std::size_t, std::size_t>, ExternalScore>;

PreviewScores scorePreview(const PreviewSource& source, const std::vector<RewardSpec>& rewards,
                           Combine combine, AdvantageScale scale, const PreviewExternal& external);

// R.json and the lines for `vrftaug-engine score`: the external reward alone; ids are "GROUP/ANSWER".
Json externalRules(const PreviewSource& source, const RewardSpec& external);
std::string externalLines(const PreviewSource& source);

} // namespace vrft::ui
