// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Studies, series and instances of a workspace: batched import, listing, finding an image by name, the Trash.
//
// Not here: reading files (imaging does and hands over InstanceRecords), patient groups (plans.h).
// Deleting is a flag on instances: a study is in the Trash when all its instances are. Thread rule, errors:
// workspace.h.
#pragma once

#include "core/annotation/annotation.h"
#include "core/store/plans.h"
#include "core/study/study.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

class StoreConnection;
class Journal;
class StoredFiles;

enum class ImportOutcome {
    Stored,
    Present, // the same SOP UID with the same bytes; taken out of the Trash if it was there
    Conflict // the same SOP UID with other bytes: not stored
};

struct ImportOptions {
    // Links patients whose studies share a non-blank accession number, or whose images have equal pixels,
    // into one group. Turn pixels off where equal pixels don't mean the same person (wrapped sets with
    // official splits).
    bool linkAccessions = true;
    bool linkPixels = true;
};

struct ImportReport {
    std::int64_t stored = 0;
    std::int64_t present = 0;
    std::int64_t conflict = 0;
    std::vector<ImportOutcome> outcomes; // beside the records
    std::vector<GroupMove> moves; // groups whose split changed because they turned out to be one patient
};

struct StudyFilter {
    std::string
        text; // contained in patient name, id, study description or accession; ASCII letters of any case
    std::string modality; // equal to one of its series'
    std::string dateFrom; // YYYYMMDD, inclusive; empty: open
    std::string dateTo;
    bool trash = false; // what is in the Trash instead of what isn't
    std::int64_t limit = -1;
    std::int64_t offset = 0;
};

struct StudyRow {
    Patient patient;
    Study study;
    std::string modalities; // "CT, SR"
    std::int64_t num_series = 0;
    std::int64_t num_instances = 0;
};

struct SeriesRow {
    Series series;
    std::string patientId;
    std::string studyUid;
    std::int64_t num_instances = 0;
    std::int64_t num_frames = 0;
};

struct InstanceRow {
    std::string patientId;
    std::string studyUid;
    std::string seriesUid;
    Instance instance;
    bool trashed = false;
};

struct LibraryCounts {
    std::int64_t patients = 0;
    std::int64_t studies = 0;
    std::int64_t series = 0;
    std::int64_t instances = 0; // without the Trash
    std::int64_t trashed = 0;   // instances in the Trash
};

// A series with all that stands above it, under its number in the library.
struct SeriesRecord {
    std::int64_t id = 0;
    Patient patient;
    Study study;
    Series series;
};

enum class StudyLevel { Patient, Study, Series, Instance };

class StudiesTable {
public:
    StudiesTable(StoreConnection& connection, Journal& journal, Plans& plans, StoredFiles& files);

    // One transaction for the whole batch; files stored before are made durable first. New patients get a
    // group, new groups their split in every placed plan. Records are taken in natural order of their source
    // names, which is the import order within a batch: hand batches over in that order too.
    ImportReport importInstances(std::span<const InstanceRecord> records, const ImportOptions& options = {});

    LibraryCounts counts() const;
    std::vector<StudyRow> studies(const StudyFilter& filter = {}) const;    // by patient name, id, then date
    std::vector<SeriesRow> series(const std::string& studyUid) const;       // by number, then UID
    std::vector<InstanceRow> instances(const std::string& seriesUid) const; // by position, number, source
    std::vector<InstanceRow> allInstances() const;                          // import order, without the Trash
    // For whoever keeps a picture of the library and brings it up to date bit by bit: what came after number
    // `id`, at most `limit` rows, by number. `last` becomes the number of the last row; instances without the
    // Trash.
    std::vector<SeriesRecord> seriesAfter(std::int64_t id, int limit) const;
    std::vector<InstanceRow> instancesAfter(std::int64_t id, int limit, std::int64_t& last) const;
    std::int64_t countTrashed() const;
    std::optional<InstanceRow> find(const std::string& sopUid) const;
    bool has(const std::string& sopUid) const; // also in the Trash; cheaper than find()
    // The next `limit` SOP UIDs behind the one with number `last` (0: from the start), also of the Trash;
    // `last` goes on. Empty: no more.
    std::vector<std::string> uidsAfter(std::int64_t& last, int limit) const;

    // The image a list means by `name`: a SOP UID, an imported path or FILE#SPLIT/INDEX, or the end of
    // exactly one imported path at a folder's border ("train/a.png", "a.png"). Throws NotFound, or Mismatch
    // if several fit.
    InstanceRow resolve(const std::string& name) const;

    // One undoable edit; returns the number of instances changed. NotFound if nothing has that id.
    std::int64_t setTrashed(StudyLevel level, const std::string& id, bool trashed);

private:
    StoreConnection& connection_;
    Journal& journal_;
    Plans& plans_;
    StoredFiles& files_;
};

} // namespace vrft
