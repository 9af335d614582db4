// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/measurements_table.h"

#include "core/error.h"
#include "core/store/connection.h"
#include "core/store/journal.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr const char* kEntity = "measurements";

Json toJson(const std::vector<ImageMeasurement>& list) {
    if (list.empty()) return {};
    Json json = Json::array();
    for (const ImageMeasurement& item : list)
        json.push_back({{"kind", item.kind == ImageMeasurement::Kind::Length ? "length" : "region"},
                        {"a", item.a},
                        {"b", item.b}});
    return json;
}

std::vector<ImageMeasurement> fromText(const std::string& text) {
    std::vector<ImageMeasurement> list;
    for (const Json& item : parseJson(text, kEntity)) {
        const auto kind = item.at("kind").get<std::string>();
        if (kind != "length" && kind != "region")
            throw Error(ErrorCode::InvalidFormat, fmt::format("\"{}\" is no kind of measurement", kind),
                        kEntity);
        list.push_back({kind == "length" ? ImageMeasurement::Kind::Length : ImageMeasurement::Kind::Region,
                        item.at("a").get<std::array<double, 2>>(),
                        item.at("b").get<std::array<double, 2>>()});
    }
    return list;
}

// What names a row, in one line: a reader's name may hold blanks, so it is JSON.
std::string keyOf(const ImageRef& image, const std::string& reader) {
    return jsonLine(Json::array({image.sopUid, image.frame, reader}));
}

} // namespace

MeasurementsTable::MeasurementsTable(StoreConnection& connection, Journal& journal)
    : connection_(connection)
    , journal_(journal) {
    journal_.registerApplier(kEntity, [this](const std::string& key, const Json& state, const std::string&) {
        write(imageOfKey(key), parseJson(key, "journal").at(2).get<std::string>(), state);
    });
}

// Null: there are none.
void MeasurementsTable::write(const ImageRef& image, const std::string& reader, const Json& list) {
    if (list.is_null())
        connection_.run(
            "DELETE FROM measurements WHERE instance = (SELECT id FROM instances WHERE sop_uid = ?)"
            " AND frame = ? AND reader = ?",
            image.sopUid, image.frame, reader);
    else
        connection_.run("INSERT INTO measurements (instance, frame, reader, document)"
                        " VALUES ((SELECT id FROM instances WHERE sop_uid = ?1), ?2, ?3, ?4)"
                        " ON CONFLICT DO UPDATE SET document = ?4",
                        image.sopUid, image.frame, reader, jsonLine(list));
}

void MeasurementsTable::put(const ImageRef& image, const std::vector<ImageMeasurement>& list,
                            const std::string& action) {
    for (const ImageMeasurement& item : list)
        for (const double value : {item.a[0], item.a[1], item.b[0], item.b[1]})
            if (!std::isfinite(value))
                throw Error(ErrorCode::InvalidArgument, "a measurement's point is no number", image.sopUid);
    const std::string& reader = journal_.who();
    StoreTransaction transaction(connection_);
    StoreStatement there = connection_.query("SELECT 1 FROM instances WHERE sop_uid = ?", image.sopUid);
    if (!there.step())
        throw Error(ErrorCode::NotFound, "the image that was measured isn't in the workspace", image.sopUid,
                    "Import it again");
    const std::vector<ImageMeasurement> before = ofImage(image, reader);
    if (before == list) return;
    write(image, reader, toJson(list));
    journal_.record(
        action, std::array{JournalChange{kEntity, keyOf(image, reader), toJson(before), toJson(list)}}, true);
    transaction.commit();
}

std::vector<ImageMeasurement> MeasurementsTable::ofImage(const ImageRef& image,
                                                         const std::string& reader) const {
    StoreStatement row = connection_.query("SELECT measurements.document FROM measurements"
                                           " JOIN instances ON instances.id = measurements.instance"
                                           " WHERE instances.sop_uid = ? AND frame = ? AND reader = ?",
                                           image.sopUid, image.frame, reader);
    return row.step() ? fromText(row.text(0)) : std::vector<ImageMeasurement>();
}

ImageMeasurements MeasurementsTable::ofSeries(const std::string& seriesUid, const std::string& reader) const {
    ImageMeasurements all;
    StoreStatement rows =
        connection_.query("SELECT instances.sop_uid, measurements.frame, measurements.document FROM series"
                          " CROSS JOIN instances ON instances.series = series.id"
                          " CROSS JOIN measurements ON measurements.instance = instances.id"
                          " WHERE series.uid = ? AND measurements.reader = ?",
                          seriesUid, reader);
    while (rows.step())
        all[{rows.text(0), static_cast<int>(rows.integer(1))}] = fromText(rows.text(2));
    return all;
}

ImageRef MeasurementsTable::imageOfKey(const std::string& journalKey) {
    const Json key = parseJson(journalKey, "journal");
    return {key.at(0).get<std::string>(), key.at(1).get<int>()};
}

} // namespace vrft
