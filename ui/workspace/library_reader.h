// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the library bit by bit, so that edits needn't wait for it, and afterwards only what came meanwhile.
//
// What is added is found by its number; when something was taken away or came back (the Trash), start over.
// Ownership: values. Errors: the store's. Thread rule: the workspace's thread.
#pragma once

#include "ui/workspace/library.h"

#include <map>
#include <memory>
#include <string>
#include <unordered_map>

namespace vrft {
class Workspace;
}

namespace vrft::ui {

class LibraryReader {
public:
    // Reads the next some thousand rows; true when there are no more.
    bool step(Workspace& workspace);
    // Everything read so far but the Trash.
    LibraryPointer picture(Workspace& workspace);
    void startOver();

private:
    void addSeries(const SeriesRecord& record);
    bool addImage(Workspace& workspace, InstanceRow& row);
    PatientEntry& draft(const std::string& patientId);
    void finishDrafts();
    void setSplits(Workspace& workspace);

    std::int64_t lastSeries_ = 0;
    std::int64_t lastInstance_ = 0;
    std::unordered_map<std::string, std::shared_ptr<const PatientEntry>> patients_; // by id
    std::map<std::string, PatientEntry> drafts_;                       // of those that are added to, by id
    std::map<std::pair<std::string, std::string>, std::string> order_; // (name, id) -> id
};

// All at once. Workspace's thread.
LibraryPointer readLibrary(Workspace& workspace);

} // namespace vrft::ui
