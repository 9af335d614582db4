// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the store's tests share: records, a workspace with some images, a library in memory.
#pragma once

#include "core/store/annotations_table.h"
#include "core/store/backups.h"
#include "core/store/connection.h"
#include "core/store/datasets_table.h"
#include "core/store/journal.h"
#include "core/store/plans.h"
#include "core/store/schema.h"
#include "core/store/stored_files.h"
#include "core/store/studies_table.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "tests/support/task_fixtures.h"
#include "tests/support/temp_folder.h"

#include <fmt/format.h>

namespace vrft::test {

// Image `number` of a patient: 64 x 48 pixels, one frame, its own study.
inline InstanceRecord makeRecord(const std::string& patient, int number) {
    InstanceRecord record;
    record.patient.id = patient;
    record.patient.name = "Name^" + patient;
    record.study.uid = fmt::format("1.2.{}", number);
    record.study.date = "20240131";
    record.series.uid = record.study.uid + ".1";
    record.series.modality = "US";
    record.instance.sopUid = record.series.uid + ".1";
    record.instance.rows = 48;
    record.instance.columns = 64;
    record.instance.frames = 1;
    record.instance.contentHash = fmt::format("hash{}", number);
    record.instance.storedPath = fmt::format("store/aa/hash{}.dcm", number);
    record.instance.source = fmt::format("/data/{}/{}.dcm", patient, number);
    return record;
}

inline std::vector<InstanceRecord> makeRecords(int num_patients, int first = 1) {
    std::vector<InstanceRecord> records;
    for (int i = first; i < first + num_patients; ++i)
        records.push_back(makeRecord(fmt::format("P{}", i), i));
    return records;
}

inline Annotation makeAnnotation(const InstanceRecord& record, const std::string& label,
                                 const std::string& reader = "anna") {
    Annotation annotation;
    annotation.task = "breast-us";
    annotation.image = {record.instance.sopUid, 0};
    annotation.label = label;
    annotation.reader = reader;
    return annotation;
}

inline const WorkspaceOptions kNoBackups{"anna", -1, 8};

// A new workspace with the task breast-us and images of patients P1..Pn.
inline std::unique_ptr<Workspace> makeWorkspace(const std::filesystem::path& folder, int num_patients) {
    auto workspace = Workspace::create(folder, kNoBackups);
    workspace->tasks().put(lesionTask(), "New task");
    workspace->studies().importInstances(makeRecords(num_patients));
    return workspace;
}

// The tables over a library in memory: fast, nothing durable.
struct MemoryLibrary {
    MemoryLibrary()
        : connection(":memory:", StoreConnection::Mode::Create, nullptr) {
        createSchema(connection);
        connection.script("PRAGMA foreign_keys=ON");
        plans.create({"main", {70, 15, 15}, 1, false});
    }
    void clear() {
        connection.script(
            "DELETE FROM changes; DELETE FROM edits; DELETE FROM sources; DELETE FROM instances;"
            "DELETE FROM series; DELETE FROM studies; DELETE FROM patients; DELETE FROM splits;"
            "DELETE FROM groups;");
    }

    TempFolder folder;
    StoreConnection connection;
    StoredFiles files{folder.path()};
    Journal journal{connection, "anna"};
    Plans plans{connection, journal};
    StudiesTable studies{connection, journal, plans, files};
};

} // namespace vrft::test
