// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/datasets_table.h"

#include "core/error.h"
#include "core/store/connection.h"
#include "core/store/instance_rows.h"
#include "core/store/journal.h"

#include <fmt/format.h>

namespace vrft {

namespace {

constexpr std::string_view kSelectDataset =
    "SELECT name, hash, task, plan, folder, program, time FROM datasets";

DatasetRow datasetRowOf(const StoreStatement& row) {
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.real(6)};
}

} // namespace

DatasetsTable::DatasetsTable(StoreConnection& connection, Journal& journal)
    : connection_(connection)
    , journal_(journal) {}

std::vector<LabelledImage> DatasetsTable::labelledImages(const std::string& task,
                                                         const std::string& plan) const {
    StoreStatement known = connection_.query("SELECT id FROM plans WHERE name = ?", plan);
    if (!known.step())
        throw Error(ErrorCode::NotFound, fmt::format("there is no split plan \"{}\"", plan),
                    connection_.file().string(), "Make the plan first, or use \"main\"");
    StoreStatement rows = connection_.query(
        "SELECT " + instanceColumns() +
            ", annotations.frame, annotations.document, groups.id, groups.name, groups.assumed, splits.split "
            "FROM " +
            instanceJoins() +
            " JOIN annotations ON annotations.instance = instances.id JOIN groups ON groups.id = "
            "patients.group_id"
            " LEFT JOIN splits ON splits.group_id = groups.id AND splits.plan = ?"
            " WHERE annotations.task = ? AND annotations.accepted = 1 AND instances.trashed = 0"
            " ORDER BY instances.id, annotations.frame",
        known.integer(0), task);
    std::vector<LabelledImage> list;
    while (rows.step()) {
        LabelledImage& item = list.emplace_back();
        item.instance = readInstanceRow(rows);
        int column = kNumInstanceColumns;
        item.frame = static_cast<int>(rows.integer(column++));
        item.annotation = annotationFromJson(parseJson(rows.text(column++), "annotations"), "annotations");
        item.group = rows.integer(column++);
        item.groupName = rows.text(column++);
        if (rows.integer(column++) != 0) item.identity = PatientIdentity::Assumed;
        if (!rows.isNull(column)) item.split = splitFromName(rows.text(column), "splits");
    }
    return list;
}

void DatasetsTable::add(const DatasetRow& dataset, std::span<const SampleOrigin> origins) {
    StoreTransaction transaction(connection_);
    connection_.run("DELETE FROM datasets WHERE hash = ?", dataset.hash);
    connection_.run(
        "INSERT INTO datasets (hash, name, task, plan, folder, program, time) VALUES (?, ?, ?, ?, ?, ?, ?)",
        dataset.hash, dataset.name, dataset.task, dataset.plan, dataset.folder, dataset.program,
        dataset.time == 0 ? Journal::now() : dataset.time);
    const std::int64_t id = connection_.lastId();
    for (const SampleOrigin& origin : origins)
        connection_.run("INSERT INTO dataset_samples (dataset, sample, sop_uid, frame) VALUES (?, ?, ?, ?)",
                        id, origin.sample, origin.image.sopUid, origin.image.frame);
    journal_.record(
        fmt::format("Freeze dataset {}", dataset.name),
        std::array{JournalChange{
            "dataset", dataset.hash, {}, Json{{"name", dataset.name}, {"samples", origins.size()}}}},
        false);
    transaction.commit();
}

std::vector<DatasetRow> DatasetsTable::all() const {
    std::vector<DatasetRow> list;
    StoreStatement rows = connection_.query(fmt::format("{} ORDER BY time, id", kSelectDataset));
    while (rows.step())
        list.push_back(datasetRowOf(rows));
    return list;
}

std::optional<DatasetRow> DatasetsTable::find(const std::string& hash) const {
    StoreStatement rows = connection_.query(fmt::format("{} WHERE hash = ?", kSelectDataset), hash);
    return rows.step() ? std::optional(datasetRowOf(rows)) : std::nullopt;
}

std::optional<ImageRef> DatasetsTable::origin(const std::string& hash, const std::string& sample) const {
    StoreStatement rows = connection_.query(
        "SELECT sop_uid, frame FROM dataset_samples JOIN datasets ON datasets.id = dataset_samples.dataset"
        " WHERE datasets.hash = ? AND dataset_samples.sample = ?",
        hash, sample);
    if (!rows.step()) return std::nullopt;
    return ImageRef{rows.text(0), static_cast<int>(rows.integer(1))};
}

std::vector<SampleOrigin> DatasetsTable::origins(const std::string& hash) const {
    std::vector<SampleOrigin> list;
    StoreStatement rows = connection_.query("SELECT sample, sop_uid, frame FROM dataset_samples JOIN "
                                            "datasets ON datasets.id = dataset_samples.dataset"
                                            " WHERE datasets.hash = ? ORDER BY sample",
                                            hash);
    while (rows.step())
        list.push_back({rows.text(0), {rows.text(1), static_cast<int>(rows.integer(2))}});
    return list;
}

std::vector<std::pair<std::string, Annotation>> DatasetsTable::readings(const std::string& hash) const {
    std::vector<std::pair<std::string, Annotation>> list;
    StoreStatement rows = connection_.query(
        "SELECT dataset_samples.sample, annotations.document FROM datasets"
        " JOIN dataset_samples ON dataset_samples.dataset = datasets.id"
        " JOIN instances ON instances.sop_uid = dataset_samples.sop_uid"
        " JOIN annotations ON annotations.instance = instances.id"
        " AND annotations.frame = dataset_samples.frame AND annotations.task = datasets.task"
        " WHERE datasets.hash = ? ORDER BY dataset_samples.sample, annotations.reader",
        hash);
    while (rows.step())
        list.emplace_back(rows.text(0),
                          annotationFromJson(parseJson(rows.text(1), "annotations"), "annotations"));
    return list;
}

} // namespace vrft
