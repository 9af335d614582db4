// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What readers said about images, as the workspace's thread hands it out: all of one task at once, then image
// by image as edits are stored.
//
// Ownership: shared, constant. Thread rule: values that never change once handed out.
#pragma once

#include "core/store/annotations_table.h"
#include "core/store/journal.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vrft::ui {

struct TaskLabels {
    std::string task;
    std::map<ImageRef, std::vector<StoredAnnotation>> images;
};
using TaskLabelsPointer = std::shared_ptr<const TaskLabels>;

struct ImageLabels {
    ImageRef image;
    std::vector<StoredAnnotation> all; // of every task
    bool answersEdit = false;          // one answer for each edit ordered; else undo and redo tell it
};

// What the status bar and the Edit menu say.
struct StoredState {
    double time = 0; // Unix seconds of the last edit of all; 0: none yet
    std::optional<JournalEdit> undo;
    std::optional<JournalEdit> redo;
};

} // namespace vrft::ui
