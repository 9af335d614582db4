// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/annotation/annotation_readers.h"
#include "core/annotation/csv.h"
#include "core/annotation/entry_collector.h"
#include "core/error.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vrft {

namespace {

enum Column { kSource, kFrame, kTask, kLabel, kGrade, kX1, kY1, kX2, kY2, kReader, kNote, kNumColumns };
constexpr std::array<std::string_view, kNumColumns> kColumnNames = {
    "source", "frame", "task", "label", "grade", "x1", "y1", "x2", "y2", "reader", "note"};

[[noreturn]] void fail(const std::string& problem, const std::string& where) {
    throw Error(ErrorCode::InvalidFormat, problem, where,
                "The header is source,frame,task,label,grade,x1,y1,x2,y2,reader,note, one row a box");
}

// Field number of each column, -1 where the file has none.
std::array<int, kNumColumns> readHeader(const CsvRow& header, const std::string& name) {
    std::array<int, kNumColumns> fields{};
    fields.fill(-1);
    const std::string where = fmt::format("{} line {}", name, header.line);
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        const auto found = std::find(kColumnNames.begin(), kColumnNames.end(), header.fields[i]);
        if (found == kColumnNames.end())
            fail(fmt::format("the column \"{}\" is unknown", header.fields[i]), where);
        int& field = fields[static_cast<std::size_t>(found - kColumnNames.begin())];
        if (field >= 0) fail(fmt::format("the column \"{}\" stands twice", header.fields[i]), where);
        field = static_cast<int>(i);
    }
    if (fields[kSource] < 0) fail("the column \"source\" is missing", where);
    return fields;
}

class RowReader {
public:
    RowReader(const CsvRow& row, const std::array<int, kNumColumns>& fields, const std::string& name)
        : row_(row)
        , fields_(fields)
        , where_(fmt::format("{} line {}", name, row.line)) {}

    const std::string& where() const { return where_; }

    bool has(Column column) const { return fields_[column] >= 0; }

    std::string text(Column column) const {
        const int field = fields_[column];
        return field < 0 ? std::string() : row_.fields[static_cast<std::size_t>(field)];
    }

    std::optional<int> integer(Column column) const {
        const std::string value = text(column);
        if (value.empty()) return std::nullopt;
        const std::optional<int> number = parseInteger(value);
        if (!number)
            fail(fmt::format("{} \"{}\" is not a whole number", kColumnNames[column], value), where_);
        return number;
    }

    // All four coordinates or none.
    std::optional<Box> box() const {
        std::array<double, 4> values{};
        int num_given = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto column = static_cast<Column>(kX1 + i);
            const std::string value = text(column);
            if (value.empty()) continue;
            const std::optional<double> number = parseDecimal(value);
            if (!number) fail(fmt::format("{} \"{}\" is not a number", kColumnNames[column], value), where_);
            values[i] = *number;
            ++num_given;
        }
        if (num_given == 0) return std::nullopt;
        if (num_given != 4) fail(fmt::format("{} of the four box coordinates are given", num_given), where_);
        return Box{values[0], values[1], values[2], values[3]};
    }

private:
    const CsvRow& row_;
    const std::array<int, kNumColumns>& fields_;
    std::string where_;
};

void readRow(const RowReader& row, EntryCollector& collector) {
    const std::string source = row.text(kSource);
    if (source.empty()) fail("the source is empty", row.where());
    AnnotationEntry& entry = collector.entry(source, row.integer(kFrame).value_or(0), row.text(kTask),
                                             row.text(kReader), row.where());
    entry.saysNote = row.has(kNote);
    const std::string label = row.text(kLabel);
    const std::optional<Box> box = row.box();
    if (box) collector.addBox(entry, *box, label, row.where());
    // A label beside a box is the box's; it stays the image's when the box had to be left out.
    if (!label.empty() && (!box || !box->valid())) setLabel(entry, label);
    if (const std::optional<int> grade = row.integer(kGrade)) setGrade(entry, *grade);
    const std::string note = row.text(kNote);
    std::string& known = entry.annotation.note;
    if (!note.empty() && known != note) known += (known.empty() ? "" : "; ") + note;
}

} // namespace

AnnotationList readAnnotationCsv(std::string_view text, const std::string& name) {
    const std::vector<CsvRow> rows = parseCsv(text, name);
    if (rows.empty()) fail("the list is empty", name);
    const std::array<int, kNumColumns> fields = readHeader(rows.front(), name);
    EntryCollector collector;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const RowReader row(rows[i], fields, name);
        if (rows[i].fields.size() != rows.front().fields.size())
            fail(fmt::format("{} fields, the header has {}", rows[i].fields.size(),
                             rows.front().fields.size()),
                 row.where());
        readRow(row, collector);
    }
    return collector.take();
}

AnnotationList readAnnotationJsonl(std::string_view text, const std::string& name) {
    EntryCollector collector;
    int line = 0;
    while (!text.empty()) {
        ++line;
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view content = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (content.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const std::string where = fmt::format("{} line {}", name, line);
        Annotation annotation = annotationFromJson(parseJson(content, where), where);
        const std::string source = std::exchange(annotation.image.sopUid, {});
        if (source.empty()) throw Error(ErrorCode::InvalidFormat, "the source is empty", where);
        AnnotationEntry& entry =
            collector.entry(source, annotation.image.frame, annotation.task, annotation.reader, where);
        if (entry.where != where) {
            collector.skip(where, source,
                           fmt::format("the image stands in this list already ({})", entry.where));
            continue;
        }
        const std::vector<Box> boxes = std::exchange(annotation.boxes, {});
        entry.annotation = std::move(annotation);
        entry.saysNote = entry.saysDetails = true;
        for (const Box& box : boxes)
            collector.addBox(entry, box, {}, where);
    }
    return collector.take();
}

} // namespace vrft
