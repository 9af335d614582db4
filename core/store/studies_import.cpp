// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The batched import of studies_table.h.
#include "core/error.h"
#include "core/store/connection.h"
#include "core/store/journal.h"
#include "core/store/source_names.h"
#include "core/store/stored_files.h"
#include "core/store/studies_table.h"
#include "core/study/natural_order.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>
#include <unordered_map>

namespace vrft {

namespace {

// Accession numbers that are blank or only zeros stand for "none".
bool tellsSomething(const std::string& accession) {
    return accession.find_first_not_of(" 0") != std::string::npos;
}

// One batch: rows of patients, studies and series are looked up once.
class BatchImport {
public:
    BatchImport(StoreConnection& connection, Plans& plans, const ImportOptions& options)
        : connection_(connection)
        , plans_(plans)
        , options_(options) {}

    ImportOutcome add(const InstanceRecord& record) {
        check(record);
        StoreStatement known = connection_.query(
            "SELECT id, content_hash, trashed FROM instances WHERE sop_uid = ?", record.instance.sopUid);
        if (known.step()) {
            if (known.text(1) != record.instance.contentHash) return ImportOutcome::Conflict;
            if (known.integer(2) != 0)
                connection_.run("UPDATE instances SET trashed = 0 WHERE id = ?", known.integer(0));
            addSource(known.integer(0), record.instance.source);
            return ImportOutcome::Present;
        }
        const std::int64_t patient = patientRow(record.patient);
        const std::int64_t study = studyRow(record, patient);
        const std::int64_t series = seriesRow(record.series, study);
        insertInstance(record.instance, series);
        addSource(connection_.lastId(), record.instance.source);
        if (options_.linkPixels && !record.instance.pixelHash.empty() &&
            record.patient.identity == PatientIdentity::Known)
            linkEqualPixels(record.instance.pixelHash, patient, series);
        return ImportOutcome::Stored;
    }

    std::vector<GroupMove> takeMoves() { return std::move(moves_); }

private:
    static void check(const InstanceRecord& record) {
        const auto refuse = [&record](const char* what) {
            throw Error(ErrorCode::InvalidArgument, fmt::format("a record without {} can't be stored", what),
                        record.instance.source);
        };
        if (record.patient.id.empty()) refuse("patient id");
        if (record.study.uid.empty()) refuse("study UID");
        if (record.series.uid.empty()) refuse("series UID");
        if (record.instance.sopUid.empty()) refuse("SOP UID");
        if (record.instance.contentHash.empty()) refuse("content hash");
    }

    std::int64_t patientRow(const Patient& patient) {
        const auto [cached, isNew] = patients_.try_emplace(patient.id, 0);
        if (!isNew) return cached->second;
        StoreStatement known = connection_.query("SELECT id FROM patients WHERE patient_id = ?", patient.id);
        if (known.step()) return cached->second = known.integer(0);
        const std::int64_t group = plans_.addGroup(patient.id, patient.identity);
        connection_.run("INSERT INTO patients (patient_id, name, birth_date, sex, assumed, group_id)"
                        " VALUES (?, ?, ?, ?, ?, ?)",
                        patient.id, patient.name, patient.birthDate, patient.sex,
                        patient.identity == PatientIdentity::Assumed, group);
        return cached->second = connection_.lastId();
    }

    std::int64_t studyRow(const InstanceRecord& record, std::int64_t patient) {
        const Study& study = record.study;
        const auto [cached, isNew] = studies_.try_emplace({study.uid, patient}, 0);
        if (!isNew) return cached->second;
        StoreStatement known =
            connection_.query("SELECT id FROM studies WHERE uid = ? AND patient = ?", study.uid, patient);
        if (known.step()) return cached->second = known.integer(0);
        connection_.run("INSERT INTO studies (uid, patient, date, time, description, accession)"
                        " VALUES (?, ?, ?, ?, ?, ?)",
                        study.uid, patient, study.date, study.time, study.description, study.accession);
        cached->second = connection_.lastId();
        // A study has one patient: two ids in it are one person.
        link(patient, connection_.query("SELECT patient FROM studies WHERE uid = ?", study.uid));
        if (options_.linkAccessions && tellsSomething(study.accession) &&
            record.patient.identity == PatientIdentity::Known)
            link(patient,
                 connection_.query("SELECT patient FROM studies WHERE accession = ? AND accession <> ''"
                                   " AND patient IN (SELECT id FROM patients WHERE assumed = 0)",
                                   study.accession));
        return cached->second;
    }

    std::int64_t seriesRow(const Series& series, std::int64_t study) {
        const auto [cached, isNew] = series_.try_emplace({series.uid, study}, 0);
        if (!isNew) return cached->second;
        StoreStatement known =
            connection_.query("SELECT id FROM series WHERE uid = ? AND study = ?", series.uid, study);
        if (known.step()) return cached->second = known.integer(0);
        connection_.run(
            "INSERT INTO series (uid, study, modality, number, date, description, body_part, laterality,"
            " frame_of_reference, manufacturer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            series.uid, study, series.modality, series.number, series.date, series.description,
            series.bodyPart, series.laterality, series.frameOfReferenceUid, series.manufacturer);
        return cached->second = connection_.lastId();
    }

    void insertInstance(const Instance& item, std::int64_t series) {
        const auto part = [](const std::optional<std::array<double, 2>>& pair, std::size_t index) {
            return pair ? std::optional((*pair)[index]) : std::nullopt;
        };
        connection_.run(
            "INSERT INTO instances (sop_uid, series, sop_class, transfer_syntax, number, row_count, "
            "column_count,"
            " frame_count, samples_per_pixel, bits_stored, photometric, spacing_rows_mm, spacing_columns_mm,"
            " window_centre, window_width, position_mm, burned_in, content_hash, pixel_hash, stored_path, "
            "source)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            item.sopUid, series, item.sopClassUid, item.transferSyntaxUid, item.number, item.rows,
            item.columns, item.frames, item.samplesPerPixel, item.bitsStored, item.photometric,
            part(item.spacing_mm, 0), part(item.spacing_mm, 1), part(item.window, 0), part(item.window, 1),
            item.position, item.burnedIn, item.contentHash, item.pixelHash, item.storedPath, item.source);
    }

    void addSource(std::int64_t instance, const std::string& source) {
        if (source.empty()) return;
        connection_.run("INSERT OR IGNORE INTO sources (path, instance, leaf) VALUES (?, ?, ?)", source,
                        instance, sourceLeaf(source));
    }

    void linkEqualPixels(const std::string& pixelHash, std::int64_t patient, std::int64_t series) {
        // A series has one patient; nearly every image has no equal elsewhere, and this is told by the index.
        StoreStatement elsewhere = connection_.query(
            "SELECT 1 FROM instances WHERE pixel_hash = ? AND pixel_hash <> '' AND series <> ? LIMIT 1",
            pixelHash, series);
        if (!elsewhere.step()) return;
        link(patient,
             connection_.query(
                 "SELECT DISTINCT studies.patient FROM instances"
                 " JOIN series ON series.id = instances.series"
                 " JOIN studies ON studies.id = series.study"
                 " JOIN patients ON patients.id = studies.patient"
                 " WHERE instances.pixel_hash = ? AND instances.pixel_hash <> '' AND patients.assumed = 0",
                 pixelHash));
    }

    // Makes one group of `patient`'s and those of all patients in `rows`.
    void link(std::int64_t patient, StoreStatement rows) {
        std::vector<std::int64_t> others;
        while (rows.step()) {
            if (rows.integer(0) != patient) others.push_back(rows.integer(0));
        }
        for (const std::int64_t other : others) {
            const std::vector<GroupMove> moves = plans_.mergeGroups(groupOf(patient), groupOf(other));
            moves_.insert(moves_.end(), moves.begin(), moves.end());
        }
    }

    std::int64_t groupOf(std::int64_t patient) {
        StoreStatement rows = connection_.query("SELECT group_id FROM patients WHERE id = ?", patient);
        rows.step();
        return rows.integer(0);
    }

    StoreConnection& connection_;
    Plans& plans_;
    const ImportOptions& options_;
    std::vector<GroupMove> moves_;
    std::unordered_map<std::string, std::int64_t> patients_;
    std::map<std::pair<std::string, std::int64_t>, std::int64_t> studies_;
    std::map<std::pair<std::string, std::int64_t>, std::int64_t> series_;
};

Json reportToJson(const ImportReport& report) {
    Json json{{"stored", report.stored}, {"present", report.present}, {"conflict", report.conflict}};
    for (const GroupMove& move : report.moves)
        json["moved"].push_back({{"plan", move.plan},
                                 {"group", move.groupName},
                                 {"from", splitName(move.from)},
                                 {"to", splitName(move.to)}});
    return json;
}

} // namespace

ImportReport StudiesTable::importInstances(std::span<const InstanceRecord> records,
                                           const ImportOptions& options) {
    std::vector<std::size_t> order(records.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto before = [&records](std::size_t a, std::size_t b) {
        return naturalCompare(records[a].instance.source, records[b].instance.source) < 0;
    };
    if (!std::is_sorted(order.begin(), order.end(), before))
        std::stable_sort(order.begin(), order.end(), before);
    ImportReport report;
    report.outcomes.resize(records.size());
    files_.sync(); // before the rows that speak of them
    StoreTransaction transaction(connection_);
    BatchImport batch(connection_, plans_, options);
    for (const std::size_t index : order) {
        const ImportOutcome outcome = batch.add(records[index]);
        report.outcomes[index] = outcome;
        switch (outcome) {
        case ImportOutcome::Stored:
            ++report.stored;
            break;
        case ImportOutcome::Present:
            ++report.present;
            break;
        case ImportOutcome::Conflict:
            ++report.conflict;
            break;
        }
    }
    plans_.placeNewGroups();
    report.moves = batch.takeMoves();
    if (report.stored > 0)
        journal_.record(fmt::format("Import {} images", report.stored),
                        std::array{JournalChange{"import", {}, {}, reportToJson(report)}}, false);
    transaction.commit();
    return report;
}

} // namespace vrft
