// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// `annotate --from`: a list of annotations brought into a workspace as one undoable edit, with a ledger of
// what was left out and why.
//
// Errors: a broken list throws (file and line) and stores nothing; items that don't fit (image unknown, box
// outside, class unknown) are ledger rows. Thread rule: workspace.h.
#pragma once

#include "core/annotation/annotation_readers.h"
#include "core/store/annotations_table.h"

#include <filesystem>
#include <string>
#include <vector>

namespace vrft {

class Workspace;

struct AnnotateOptions {
    std::string task;   // for entries that name none; may stay empty when the workspace has one task only
    std::string reader; // for entries that name none; empty: the workspace's user
    Accept accept = Accept::IfFirst;
};

struct AnnotateReport {
    std::int64_t entries = 0; // images the list speaks of
    PutReport stored;
    std::vector<SkippedEntry> skipped;
};

AnnotateReport annotateFrom(Workspace& workspace, const std::filesystem::path& from,
                            const AnnotateOptions& options = {});
AnnotateReport annotate(Workspace& workspace, const AnnotationList& list, const std::string& listName,
                        const AnnotateOptions& options = {});

} // namespace vrft
