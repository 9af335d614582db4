// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/studies_table.h"

#include "core/error.h"
#include "core/store/connection.h"
#include "core/store/instance_rows.h"
#include "core/store/journal.h"
#include "core/store/source_names.h"
#include "core/study/natural_order.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

namespace {

// "%" and "_" of a searched text are themselves.
std::string likePattern(const std::string& text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

std::string_view levelColumn(StudyLevel level) {
    switch (level) {
    case StudyLevel::Patient:
        return "patients.patient_id";
    case StudyLevel::Study:
        return "studies.uid";
    case StudyLevel::Series:
        return "series.uid";
    case StudyLevel::Instance:
        return "instances.sop_uid";
    }
    return "instances.sop_uid";
}

std::string_view levelName(StudyLevel level) {
    switch (level) {
    case StudyLevel::Patient:
        return "patient";
    case StudyLevel::Study:
        return "study";
    case StudyLevel::Series:
        return "series";
    case StudyLevel::Instance:
        return "image";
    }
    return "image";
}

std::vector<InstanceRow> readAll(StoreStatement rows) {
    std::vector<InstanceRow> list;
    while (rows.step())
        list.push_back(readInstanceRow(rows));
    return list;
}

// By geometry where there is one, else by number, else by source name.
bool sliceBefore(const InstanceRow& a, const InstanceRow& b) {
    const Instance& x = a.instance;
    const Instance& y = b.instance;
    if (x.position.has_value() != y.position.has_value()) return x.position.has_value();
    if (x.position != y.position) return x.position < y.position;
    if (x.number.has_value() != y.number.has_value()) return x.number.has_value();
    if (x.number != y.number) return x.number < y.number;
    const auto bySource = naturalCompare(x.source, y.source);
    return bySource != 0 ? bySource < 0 : x.sopUid < y.sopUid;
}

} // namespace

InstanceRow readInstanceRow(const StoreStatement& row, int first) {
    InstanceRow found;
    int column = first;
    found.patientId = row.text(column++);
    found.studyUid = row.text(column++);
    found.seriesUid = row.text(column++);
    Instance& item = found.instance;
    item.sopUid = row.text(column++);
    item.sopClassUid = row.text(column++);
    item.transferSyntaxUid = row.text(column++);
    item.number = row.integerOrNull(column++);
    for (int* value : {&item.rows, &item.columns, &item.frames, &item.samplesPerPixel, &item.bitsStored})
        *value = static_cast<int>(row.integer(column++));
    item.photometric = row.text(column++);
    for (auto* pair : {&item.spacing_mm, &item.window}) {
        if (!row.isNull(column)) *pair = {row.real(column), row.real(column + 1)};
        column += 2;
    }
    item.position = row.realOrNull(column++);
    if (const auto burned = row.integerOrNull(column++)) item.burnedIn = *burned != 0;
    item.contentHash = row.text(column++);
    item.pixelHash = row.text(column++);
    item.storedPath = row.text(column++);
    item.source = row.text(column++);
    found.trashed = row.integer(column) != 0;
    return found;
}

StudiesTable::StudiesTable(StoreConnection& connection, Journal& journal, Plans& plans, StoredFiles& files)
    : connection_(connection)
    , journal_(journal)
    , plans_(plans)
    , files_(files) {
    journal_.registerApplier("instance",
                             [this](const std::string& key, const Json& state, const std::string&) {
                                 connection_.run("UPDATE instances SET trashed = ? WHERE sop_uid = ?",
                                                 state.at("trashed").get<bool>(), key);
                             });
}

LibraryCounts StudiesTable::counts() const {
    StoreStatement row = connection_.query("SELECT count(DISTINCT studies.patient), count(DISTINCT "
                                           "studies.id), count(DISTINCT series.id), count(*)"
                                           " FROM instances JOIN series ON series.id = instances.series JOIN "
                                           "studies ON studies.id = series.study"
                                           " WHERE instances.trashed = 0");
    LibraryCounts counts;
    if (row.step()) counts = {row.integer(0), row.integer(1), row.integer(2), row.integer(3), 0};
    counts.trashed = countTrashed();
    return counts;
}

std::int64_t StudiesTable::countTrashed() const {
    StoreStatement row = connection_.query("SELECT count(*) FROM instances WHERE trashed = 1");
    return row.step() ? row.integer(0) : 0;
}

std::vector<StudyRow> StudiesTable::studies(const StudyFilter& filter) const {
    StoreStatement rows = connection_.query(
        "SELECT patients.patient_id, patients.name, patients.birth_date, patients.sex, patients.assumed, "
        "studies.uid,"
        " studies.date, studies.time, studies.description, studies.accession, group_concat(DISTINCT "
        "series.modality),"
        " count(DISTINCT series.id), count(*)"
        " FROM studies JOIN patients ON patients.id = studies.patient JOIN series ON series.study = "
        "studies.id"
        " JOIN instances ON instances.series = series.id"
        " WHERE instances.trashed = ?1 AND (?2 = '%%' OR patients.name LIKE ?2 ESCAPE '\\'"
        "  OR patients.patient_id LIKE ?2 ESCAPE '\\' OR studies.description LIKE ?2 ESCAPE '\\'"
        "  OR studies.accession LIKE ?2 ESCAPE '\\')"
        " AND (?3 = '' OR EXISTS (SELECT 1 FROM series AS s WHERE s.study = studies.id AND s.modality = ?3))"
        " AND (?4 = '' OR studies.date >= ?4) AND (?5 = '' OR studies.date <= ?5)"
        " GROUP BY studies.id ORDER BY patients.name, patients.patient_id, studies.date, studies.time, "
        "studies.uid"
        " LIMIT ?6 OFFSET ?7",
        filter.trash, likePattern(filter.text), filter.modality, filter.dateFrom, filter.dateTo, filter.limit,
        filter.offset);
    std::vector<StudyRow> list;
    while (rows.step()) {
        StudyRow& item = list.emplace_back();
        item.patient = {rows.text(0), rows.text(1), rows.text(2), rows.text(3),
                        rows.integer(4) != 0 ? PatientIdentity::Assumed : PatientIdentity::Known};
        item.study = {rows.text(5), rows.text(6), rows.text(7), rows.text(8), rows.text(9)};
        for (const char c : rows.text(10))
            item.modalities += c == ',' ? std::string(", ") : std::string(1, c);
        item.num_series = rows.integer(11);
        item.num_instances = rows.integer(12);
    }
    return list;
}

std::vector<SeriesRow> StudiesTable::series(const std::string& studyUid) const {
    StoreStatement rows = connection_.query(
        "SELECT series.uid, series.modality, series.number, series.date, series.description, "
        "series.body_part,"
        " series.laterality, series.frame_of_reference, series.manufacturer, patients.patient_id, count(*),"
        " sum(instances.frame_count)"
        " FROM series JOIN studies ON studies.id = series.study JOIN patients ON patients.id = "
        "studies.patient"
        " JOIN instances ON instances.series = series.id WHERE studies.uid = ? AND instances.trashed = 0"
        " GROUP BY series.id ORDER BY series.number IS NULL, series.number, series.uid, patients.patient_id",
        studyUid);
    std::vector<SeriesRow> list;
    while (rows.step()) {
        SeriesRow& item = list.emplace_back();
        item.series = {rows.text(0), rows.text(1), rows.integerOrNull(2), rows.text(3), rows.text(4),
                       rows.text(5), rows.text(6), rows.text(7),          rows.text(8)};
        item.patientId = rows.text(9);
        item.studyUid = studyUid;
        item.num_instances = rows.integer(10);
        item.num_frames = rows.integer(11);
    }
    return list;
}

std::vector<InstanceRow> StudiesTable::instances(const std::string& seriesUid) const {
    std::vector<InstanceRow> list = readAll(
        connection_.query(selectInstances() + " WHERE series.uid = ? AND instances.trashed = 0", seriesUid));
    std::sort(list.begin(), list.end(), sliceBefore);
    return list;
}

std::vector<InstanceRow> StudiesTable::allInstances() const {
    return readAll(
        connection_.query(selectInstances() + " WHERE instances.trashed = 0 ORDER BY instances.id"));
}

std::vector<SeriesRecord> StudiesTable::seriesAfter(std::int64_t id, int limit) const {
    StoreStatement rows = connection_.query(
        "SELECT series.id, patients.patient_id, patients.name, patients.birth_date, patients.sex,"
        " patients.assumed, studies.uid, studies.date, studies.time, studies.description, studies.accession,"
        " series.uid, series.modality, series.number, series.date, series.description, series.body_part,"
        " series.laterality, series.frame_of_reference, series.manufacturer"
        " FROM series JOIN studies ON studies.id = series.study JOIN patients ON patients.id = "
        "studies.patient"
        " WHERE series.id > ? ORDER BY series.id LIMIT ?",
        id, limit);
    std::vector<SeriesRecord> list;
    while (rows.step()) {
        SeriesRecord& item = list.emplace_back();
        item.id = rows.integer(0);
        item.patient = {rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                        rows.integer(5) != 0 ? PatientIdentity::Assumed : PatientIdentity::Known};
        item.study = {rows.text(6), rows.text(7), rows.text(8), rows.text(9), rows.text(10)};
        item.series = {rows.text(11), rows.text(12), rows.integerOrNull(13), rows.text(14), rows.text(15),
                       rows.text(16), rows.text(17), rows.text(18),          rows.text(19)};
    }
    return list;
}

std::vector<InstanceRow> StudiesTable::instancesAfter(std::int64_t id, int limit, std::int64_t& last) const {
    StoreStatement rows =
        connection_.query("SELECT " + instanceColumns() + ", instances.id FROM " + instanceJoins() +
                              " WHERE instances.id > ? AND instances.trashed = 0"
                              " ORDER BY instances.id LIMIT ?",
                          id, limit);
    std::vector<InstanceRow> list;
    while (rows.step()) {
        list.push_back(readInstanceRow(rows));
        last = rows.integer(kNumInstanceColumns);
    }
    return list;
}

std::optional<InstanceRow> StudiesTable::find(const std::string& sopUid) const {
    StoreStatement rows = connection_.query(selectInstances() + " WHERE instances.sop_uid = ?", sopUid);
    return rows.step() ? std::optional(readInstanceRow(rows)) : std::nullopt;
}

bool StudiesTable::has(const std::string& sopUid) const {
    return connection_.query("SELECT 1 FROM instances WHERE sop_uid = ?", sopUid).step();
}

std::vector<std::string> StudiesTable::uidsAfter(std::int64_t& last, int limit) const {
    StoreStatement rows =
        connection_.query("SELECT id, sop_uid FROM instances WHERE id > ? ORDER BY id LIMIT ?", last, limit);
    std::vector<std::string> uids;
    while (rows.step()) {
        last = rows.integer(0);
        uids.push_back(rows.text(1));
    }
    return uids;
}

InstanceRow StudiesTable::resolve(const std::string& name) const {
    if (std::optional<InstanceRow> found = find(name)) return *found;
    const std::string wanted = normalisedSourceName(name);
    std::map<std::int64_t, std::string> found; // instance -> path
    StoreStatement rows = connection_.query(
        "SELECT sources.instance, sources.path FROM sources JOIN instances ON instances.id = sources.instance"
        " WHERE sources.leaf = ? AND instances.trashed = 0",
        sourceLeaf(wanted));
    std::map<std::int64_t, std::string> exact;
    while (rows.step()) {
        if (rows.text(1) == wanted) exact.emplace(rows.integer(0), rows.text(1));
        if (sourceEndsWith(rows.text(1), wanted)) found.emplace(rows.integer(0), rows.text(1));
    }
    if (!exact.empty()) found = exact;
    if (found.empty())
        throw Error(ErrorCode::NotFound, fmt::format("no stored image is \"{}\"", name),
                    connection_.file().string(),
                    "Name it by its SOP UID or by the path it was imported from");
    if (found.size() > 1)
        throw Error(ErrorCode::Mismatch,
                    fmt::format("\"{}\" fits {} stored images, {} and {} among them", name, found.size(),
                                found.begin()->second, std::next(found.begin())->second),
                    connection_.file().string(), "Name it by its SOP UID or a longer path");
    StoreStatement row =
        connection_.query(selectInstances() + " WHERE instances.id = ?", found.begin()->first);
    row.step();
    return readInstanceRow(row);
}

std::int64_t StudiesTable::setTrashed(StudyLevel level, const std::string& id, bool trashed) {
    StoreTransaction transaction(connection_);
    StoreStatement rows = connection_.query(
        fmt::format("SELECT instances.sop_uid, instances.trashed FROM instances"
                    " JOIN series ON series.id = instances.series JOIN studies ON studies.id = series.study"
                    " JOIN patients ON patients.id = studies.patient WHERE {} = ? ORDER BY instances.id",
                    levelColumn(level)),
        id);
    bool known = false;
    std::vector<JournalChange> changes;
    while (rows.step()) {
        known = true;
        if ((rows.integer(1) != 0) != trashed)
            changes.push_back(
                {"instance", rows.text(0), Json{{"trashed", !trashed}}, Json{{"trashed", trashed}}});
    }
    if (!known)
        throw Error(ErrorCode::NotFound, fmt::format("there is no {} \"{}\"", levelName(level), id),
                    connection_.file().string(), "List what is stored to see the ids");
    for (const JournalChange& change : changes)
        connection_.run("UPDATE instances SET trashed = ? WHERE sop_uid = ?", trashed, change.key);
    if (!changes.empty())
        journal_.record(trashed ? fmt::format("Delete {}", levelName(level))
                                : fmt::format("Restore {}", levelName(level)),
                        changes, true);
    transaction.commit();
    return static_cast<std::int64_t>(changes.size());
}

} // namespace vrft
