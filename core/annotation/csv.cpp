// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/annotation/csv.h"

#include "core/error.h"
#include "core/text/unicode.h"

#include <fmt/format.h>

namespace vrft {

namespace {

class CsvParser {
public:
    CsvParser(std::string_view text, const std::string& name)
        : text_(text)
        , name_(name) {}

    std::vector<CsvRow> rows() {
        std::vector<CsvRow> rows;
        while (position_ < text_.size()) {
            CsvRow row{line_, {}};
            while (readField(row)) {
            }
            const bool blank = row.fields.size() == 1 && row.fields.front().empty();
            if (!blank) rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    [[noreturn]] void fail(const std::string& problem, int line) const {
        throw Error(ErrorCode::InvalidFormat, problem, fmt::format("{} line {}", name_, line),
                    "Correct that line");
    }

    // Appends one field; true if a comma follows it, false at the end of the row (which is consumed).
    bool readField(CsvRow& row) {
        std::string field =
            position_ < text_.size() && text_[position_] == '"' ? quotedField() : plainField();
        row.fields.push_back(std::move(field));
        if (position_ == text_.size()) return false;
        if (text_[position_] == ',') {
            ++position_;
            // "a," at the end of the text: one more, empty, field.
            if (position_ == text_.size()) row.fields.emplace_back();
            return position_ < text_.size();
        }
        if (text_[position_] == '\r') ++position_;
        if (position_ < text_.size()) ++position_; // the '\n'
        ++line_;
        return false;
    }

    bool atRowEnd(std::size_t at) const {
        return at == text_.size() || text_[at] == '\n' ||
               (text_[at] == '\r' && (at + 1 == text_.size() || text_[at + 1] == '\n'));
    }

    std::string plainField() {
        const std::size_t start = position_;
        while (!atRowEnd(position_) && text_[position_] != ',') {
            if (text_[position_] == '"') fail("a quote inside a field that doesn't begin with one", line_);
            ++position_;
        }
        return std::string(text_.substr(start, position_ - start));
    }

    std::string quotedField() {
        const int opened = line_;
        std::string field;
        for (++position_; position_ < text_.size(); ++position_) {
            const char c = text_[position_];
            if (c == '\n') ++line_;
            if (c != '"') {
                field += c;
            } else if (position_ + 1 < text_.size() && text_[position_ + 1] == '"') {
                field += '"';
                ++position_;
            } else {
                ++position_;
                if (!atRowEnd(position_) && text_[position_] != ',')
                    fail("text after a closing quote", line_);
                return field;
            }
        }
        fail("a quoted field is never closed", opened);
    }

    std::string_view text_;
    const std::string& name_;
    std::size_t position_ = 0;
    int line_ = 1;
};

} // namespace

std::vector<CsvRow> parseCsv(std::string_view text, const std::string& name) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (!isValidUtf8(text))
        throw Error(ErrorCode::InvalidFormat, "the file isn't UTF-8", name, "Save it as UTF-8");
    return CsvParser(text, name).rows();
}

std::string csvField(const std::string& field) {
    if (field.find_first_of("\",\r\n") == std::string::npos) return field;
    std::string text = "\"";
    for (const char c : field) {
        if (c == '"') text += '"';
        text += c;
    }
    return text + "\"";
}

} // namespace vrft
