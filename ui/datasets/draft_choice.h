// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader has chosen for the next dataset of a task: which images, how they are shown, how they are
// split.
//
// Remembered per workspace and task (DatasetModel does); says nothing about what came of it
// (dataset_draft.h). Thread rule: values and pure functions.
#pragma once

#include "core/annotation/annotation.h"
#include "core/json.h"
#include "core/store/plans.h"
#include "imaging/dicom/display.h"

#include <optional>
#include <set>
#include <string>

namespace vrft::ui {

enum class LabelledBy {
    Anyone,
    Me,      // the accepted label is the reader's own
    Complete // with a value for every attribute of its class
};

enum class OnDisagreement { TakeAccepted, LeaveOut };

struct DraftChoice {
    std::string task;
    std::string modality; // empty: any
    LabelledBy labelledBy = LabelledBy::Anyone;
    OnDisagreement onDisagreement = OnDisagreement::TakeAccepted;
    std::string dateFrom; // YYYYMMDD, inclusive; empty: open
    std::string dateTo;
    bool withBox = false;

    bool wholeRange = false;                     // else the window, else as the header says
    std::optional<std::array<double, 2>> window; // centre, width
    std::string policy;                          // whose eyes sizes are told for

    std::string plan;                 // empty: the official one that came with the task, else `main`
    std::optional<SplitPlan> newPlan; // made when the dataset is frozen; stands in for `plan`

    std::set<std::string> leftOutChecks; // kinds of checks whose images are left out
    std::set<ImageRef> leftOutImages;    // by hand

    bool operator==(const DraftChoice&) const = default;
};

DisplayWish displayWish(const DraftChoice& choice);

// What isn't understood, as from another version of the program, is as at first.
Json choiceToJson(const DraftChoice& choice);
DraftChoice choiceFromJson(const Json& json);

} // namespace vrft::ui
