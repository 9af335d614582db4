// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the workspace holds, as an immutable picture: patients, their studies, series and images in reading
// order.
//
// Made on the workspace's thread, shared by everyone who looks. Not here: pixels, annotations (labels.h).
// Ownership: shared, constant. Thread rule: values that never change once handed out.
#pragma once

#include "core/dataset/dataset.h"
#include "core/store/studies_table.h"

#include <QString>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vrft {
class Workspace;
}

namespace vrft::ui {

struct ImageEntry {
    Instance instance;
    std::string file; // absolute
};

struct SeriesEntry {
    Series series;
    std::vector<ImageEntry> images; // by position, number, source; those with pixels first
    int num_frames = 0;             // 0: nothing to look at (a report)
};

struct StudyEntry {
    Study study;
    std::vector<SeriesEntry> series;
};

struct PatientEntry {
    Patient patient;
    std::optional<Split> split; // in the plan `main`
    std::vector<StudyEntry> studies;
    int num_frames = 0;
    QString searchText; // folded to lower case: name, id, dates, descriptions, modalities
};

struct Library {
    std::vector<PatientEntry> patients; // by name, id
    LibraryCounts counts;
};
using LibraryPointer = std::shared_ptr<const Library>;

// Reads everything but the Trash. Workspace's thread.
LibraryPointer readLibrary(Workspace& workspace);

// A patient's name as people read it: family name in capitals where its script has them, ideographs behind.
QString patientName(const Patient& patient);
QString seriesName(const Series& series);
QString splitWord(const std::optional<Split>& split); // "train", "held out", "test", "—"

} // namespace vrft::ui
