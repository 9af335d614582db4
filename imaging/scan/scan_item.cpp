// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/scan/scan_item.h"

#include "core/json.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vrft {

namespace {

// Writes one object after another, leaving out what is empty: a line for every file of an import, so no tree
// of values is built first.
class LineWriter {
public:
    void open(const char* key) {
        this->key(key);
        line_ += '{';
        first_ = true;
    }
    void close() {
        line_ += '}';
        first_ = false;
    }
    void text(const char* key, const std::string& value) {
        if (value.empty()) return;
        this->key(key);
        const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
            return c >= 0x20 && c <= 0x7E && c != '"' && c != '\\';
        });
        if (plain)
            line_.append(1, '"').append(value).append(1, '"');
        else
            line_ += jsonLine(value);
    }
    template <typename Number>
    void number(const char* key, const std::optional<Number>& value) {
        if (!value) return;
        this->key(key);
        put(*value);
    }
    void count(const char* key, std::int64_t value) {
        if (value != 0) number(key, std::optional(value));
    }
    void flag(const char* key, std::optional<bool> value) {
        if (!value) return;
        this->key(key);
        line_ += *value ? "true" : "false";
    }
    void pair(const char* key, const std::optional<std::array<double, 2>>& value) {
        if (!value) return;
        this->key(key);
        line_ += '[';
        put((*value)[0]);
        line_ += ',';
        put((*value)[1]);
        line_ += ']';
    }
    std::string take() { return std::move(line_) + '}'; }

private:
    void key(const char* name) {
        if (!std::exchange(first_, false)) line_ += ',';
        line_.append(1, '"').append(name).append("\":");
    }
    void put(std::int64_t value) { line_ += std::to_string(value); }
    void put(double value) { line_ += jsonLine(Json(value)); }

    std::string line_ = "{";
    bool first_ = true;
};

void writePatient(LineWriter& line, const Patient& patient) {
    line.open("patient");
    line.text("id", patient.id);
    line.text("name", patient.name);
    line.text("birth_date", patient.birthDate);
    line.text("sex", patient.sex);
    line.flag("assumed", patient.identity == PatientIdentity::Assumed);
    line.close();
}

void writeStudy(LineWriter& line, const Study& study) {
    line.open("study");
    line.text("uid", study.uid);
    line.text("date", study.date);
    line.text("time", study.time);
    line.text("description", study.description);
    line.text("accession", study.accession);
    line.close();
}

void writeSeries(LineWriter& line, const Series& series) {
    line.open("series");
    line.text("uid", series.uid);
    line.text("modality", series.modality);
    line.number("number", series.number);
    line.text("date", series.date);
    line.text("description", series.description);
    line.text("body_part", series.bodyPart);
    line.text("laterality", series.laterality);
    line.text("frame_of_reference", series.frameOfReferenceUid);
    line.text("manufacturer", series.manufacturer);
    line.close();
}

void writeInstance(LineWriter& line, const Instance& instance) {
    line.open("instance");
    line.text("sop_uid", instance.sopUid);
    line.text("sop_class", instance.sopClassUid);
    line.text("transfer_syntax", instance.transferSyntaxUid);
    line.number("number", instance.number);
    line.count("rows", instance.rows);
    line.count("columns", instance.columns);
    line.count("frames", instance.frames);
    line.count("samples_per_pixel", instance.samplesPerPixel);
    line.count("bits_stored", instance.bitsStored);
    line.text("photometric", instance.photometric);
    line.pair("spacing_mm", instance.spacing_mm);
    line.pair("window", instance.window);
    line.number("position_mm", instance.position);
    line.flag("burned_in", instance.burnedIn);
    line.text("content_hash", instance.contentHash);
    line.text("pixel_hash", instance.pixelHash);
    line.close();
}

void writeRecord(LineWriter& line, const InstanceRecord& record, const InstanceRecord* before) {
    line.open("record");
    if (before == nullptr || record.patient != before->patient) writePatient(line, record.patient);
    if (before == nullptr || record.study != before->study) writeStudy(line, record.study);
    if (before == nullptr || record.series != before->series) writeSeries(line, record.series);
    writeInstance(line, record.instance);
    line.close();
}

} // namespace

std::string itemToLine(const ScanItem& item, const InstanceRecord* before) {
    LineWriter line;
    line.text("fate", item.fate == ScanItem::Fate::Image        ? "image"
                      : item.fate == ScanItem::Fate::Unreadable ? "unreadable"
                                                                : "not_dicom");
    line.text("member", item.member);
    if (item.fate == ScanItem::Fate::Image) writeRecord(line, item.record, before);
    line.text("reason", item.reason);
    line.text("tag", item.tag);
    line.number("offset", item.offset);
    line.count("payload", static_cast<std::int64_t>(item.payload_bytes));
    return line.take();
}

} // namespace vrft
