// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A line of the scanning child back to an item: its values are collected as the parser meets them, without a
// tree, then asked for one by one.
#include "imaging/scan/scan_item.h"

#include "core/error.h"
#include "core/json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <variant>
#include <vector>

namespace vrft {

namespace {

constexpr std::size_t kLongestText = 4096;
constexpr std::size_t kMostValues = 256;

[[noreturn]] void refuse(const std::string& what) {
    throw Error(ErrorCode::InvalidFormat, fmt::format("the scanning child sent {}", what), "scan",
                "Please report this with the file");
}

// Where a value stands: in the item itself, its record, or one of the record's parts.
enum class Part { Item, Record, Patient, Study, Series, Instance };

struct Value {
    Part part = Part::Item;
    std::string key;
    std::variant<std::string, std::int64_t, double, bool, std::vector<double>> content;
};

// The parser's events, kept as a flat list; everything an item can't hold ends the parse.
class ValueList : public nlohmann::json_sax<Json> {
public:
    std::vector<Value> values;
    std::array<bool, 6> present{}; // by Part

    bool null() override { return path_.size() > 0; }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(std::int64_t value) override { return number(value, static_cast<double>(value)); }
    bool number_unsigned(std::uint64_t value) override {
        return value <= INT64_MAX && number(static_cast<std::int64_t>(value), static_cast<double>(value));
    }
    bool number_float(double value, const std::string&) override { return number(value, value); }
    bool string(std::string& value) override { return add(std::move(value)); }
    bool binary(Json::binary_t&) override { return false; }
    bool start_object(std::size_t) override {
        const std::optional<Part> part = inner();
        if (!part || inArray_) return false;
        path_.push_back(*part);
        present[static_cast<std::size_t>(*part)] = true;
        return true;
    }
    bool key(std::string& name) override {
        key_ = std::move(name);
        return true;
    }
    bool end_object() override {
        path_.pop_back();
        return true;
    }
    bool start_array(std::size_t) override {
        if (path_.empty() || inArray_) return false;
        inArray_ = true;
        return put(std::vector<double>());
    }
    bool end_array() override {
        inArray_ = false;
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return false;
    }

private:
    // What an object that begins here is.
    std::optional<Part> inner() const {
        if (path_.empty()) return Part::Item;
        if (path_.back() == Part::Item && key_ == "record") return Part::Record;
        if (path_.back() != Part::Record) return std::nullopt;
        static constexpr std::array kParts{std::pair(std::string_view("patient"), Part::Patient),
                                           std::pair(std::string_view("study"), Part::Study),
                                           std::pair(std::string_view("series"), Part::Series),
                                           std::pair(std::string_view("instance"), Part::Instance)};
        for (const auto& [name, part] : kParts)
            if (key_ == name) return part;
        return std::nullopt;
    }
    template <typename T>
    bool put(T&& value) {
        if (path_.empty() || values.size() >= kMostValues) return false;
        values.push_back({path_.back(), std::move(key_), std::forward<T>(value)});
        return true;
    }
    template <typename T>
    bool add(T&& value) {
        return !inArray_ && put(std::forward<T>(value));
    }
    template <typename T>
    bool number(T value, double asDouble) {
        if (!inArray_) return put(value);
        auto& list = std::get<std::vector<double>>(values.back().content);
        list.push_back(asDouble);
        return list.size() <= 2; // pairs are all there is
    }

    std::vector<Part> path_;
    std::string key_;
    bool inArray_ = false;
};

// Takes the values of one part; whatever isn't as expected is refused.
class Fields {
public:
    Fields(ValueList& list, Part part)
        : list_(list)
        , part_(part) {
        if (!list.present[static_cast<std::size_t>(part)]) refuse("an image without all its parts");
    }

    std::string text(std::string_view key, std::size_t longest = kLongestText) const {
        Value* value = find(key);
        if (value == nullptr) return {};
        auto* text = std::get_if<std::string>(&value->content);
        if (text == nullptr) refuse(fmt::format("no text as {}", key));
        if (text->size() > longest || text->find('\0') != std::string::npos)
            refuse(fmt::format("a text as {} that can't be one", key));
        return std::move(*text);
    }
    // Digits and points, as DICOM UIDs are.
    std::string uid(std::string_view key) const {
        std::string result = text(key, 64);
        if (result.empty() || result.find_first_not_of("0123456789.") != std::string::npos)
            refuse(fmt::format("no UID as {}", key));
        return result;
    }
    std::string hash(std::string_view key, bool needed) const {
        std::string result = text(key, 64);
        if (result.empty() && !needed) return result;
        if (result.size() != 64 || result.find_first_not_of("0123456789abcdef") != std::string::npos)
            refuse(fmt::format("no hash as {}", key));
        return result;
    }
    std::optional<std::int64_t> integer(std::string_view key) const {
        const Value* value = find(key);
        if (value == nullptr) return std::nullopt;
        const auto* number = std::get_if<std::int64_t>(&value->content);
        if (number == nullptr) refuse(fmt::format("no whole number as {}", key));
        return *number;
    }
    int count(std::string_view key) const {
        const std::int64_t value = integer(key).value_or(0);
        if (value < 0 || value > INT32_MAX) refuse(fmt::format("an impossible {}", key));
        return static_cast<int>(value);
    }
    std::optional<double> number(std::string_view key) const {
        const Value* value = find(key);
        if (value == nullptr) return std::nullopt;
        if (const auto* whole = std::get_if<std::int64_t>(&value->content))
            return static_cast<double>(*whole);
        const auto* number = std::get_if<double>(&value->content);
        if (number == nullptr || !std::isfinite(*number)) refuse(fmt::format("no number as {}", key));
        return *number;
    }
    std::optional<std::array<double, 2>> pair(std::string_view key) const {
        const Value* value = find(key);
        if (value == nullptr) return std::nullopt;
        const auto* list = std::get_if<std::vector<double>>(&value->content);
        if (list == nullptr || list->size() != 2) refuse(fmt::format("no pair of numbers as {}", key));
        return std::array<double, 2>{(*list)[0], (*list)[1]};
    }
    std::optional<bool> flag(std::string_view key) const {
        const Value* value = find(key);
        if (value == nullptr) return std::nullopt;
        const auto* flag = std::get_if<bool>(&value->content);
        if (flag == nullptr) refuse(fmt::format("neither true nor false as {}", key));
        return *flag;
    }

private:
    Value* find(std::string_view key) const {
        for (Value& value : list_.values)
            if (value.part == part_ && value.key == key) return &value;
        return nullptr;
    }

    ValueList& list_;
    Part part_;
};

Instance readInstance(const Fields& fields) {
    Instance instance;
    instance.sopUid = fields.uid("sop_uid");
    instance.sopClassUid = fields.text("sop_class", 64);
    instance.transferSyntaxUid = fields.text("transfer_syntax", 64);
    instance.number = fields.integer("number");
    instance.rows = fields.count("rows");
    instance.columns = fields.count("columns");
    instance.frames = fields.count("frames");
    instance.samplesPerPixel = fields.count("samples_per_pixel");
    instance.bitsStored = fields.count("bits_stored");
    instance.photometric = fields.text("photometric");
    instance.spacing_mm = fields.pair("spacing_mm");
    instance.window = fields.pair("window");
    instance.position = fields.number("position_mm");
    instance.burnedIn = fields.flag("burned_in");
    instance.contentHash = fields.hash("content_hash", true);
    instance.pixelHash = fields.hash("pixel_hash", false);
    return instance;
}

Patient readPatient(const Fields& fields) {
    Patient patient{fields.text("id"), fields.text("name"), fields.text("birth_date"), fields.text("sex"),
                    fields.flag("assumed").value_or(true) ? PatientIdentity::Assumed
                                                          : PatientIdentity::Known};
    if (patient.id.empty()) refuse("an image without a patient");
    return patient;
}

Study readStudy(const Fields& fields) {
    return {fields.uid("uid"), fields.text("date"), fields.text("time"), fields.text("description"),
            fields.text("accession")};
}

Series readSeries(const Fields& fields) {
    return {fields.uid("uid"),         fields.text("modality"),           fields.integer("number"),
            fields.text("date"),       fields.text("description"),        fields.text("body_part"),
            fields.text("laterality"), fields.text("frame_of_reference"), fields.text("manufacturer")};
}

// A part that isn't there is that of the image before.
InstanceRecord readRecord(ValueList& list, const InstanceRecord* before) {
    const auto is = [&](Part part) {
        return before == nullptr || list.present[static_cast<std::size_t>(part)];
    };
    InstanceRecord record;
    record.patient = is(Part::Patient) ? readPatient(Fields(list, Part::Patient)) : before->patient;
    record.study = is(Part::Study) ? readStudy(Fields(list, Part::Study)) : before->study;
    record.series = is(Part::Series) ? readSeries(Fields(list, Part::Series)) : before->series;
    record.instance = readInstance(Fields(list, Part::Instance));
    return record;
}

} // namespace

ScanItem itemFromLine(std::string_view line, const InstanceRecord* before) {
    ValueList list;
    if (!Json::sax_parse(line, &list)) refuse("something that is no item");
    const Fields fields(list, Part::Item);
    ScanItem item;
    const std::string fate = fields.text("fate");
    if (fate == "unreadable")
        item.fate = ScanItem::Fate::Unreadable;
    else if (fate == "not_dicom")
        item.fate = ScanItem::Fate::NotDicom;
    else if (fate != "image")
        refuse("no fate");
    item.member = fields.text("member");
    item.reason = fields.text("reason");
    item.tag = fields.text("tag", 16);
    item.offset = fields.integer("offset");
    const std::int64_t payload = fields.integer("payload").value_or(0);
    if (payload < 0) refuse("a negative size");
    item.payload_bytes = static_cast<std::uint64_t>(payload);
    if (item.fate != ScanItem::Fate::Image) {
        if (item.payload_bytes > 0 || item.reason.empty()) refuse("trouble without words");
        return item;
    }
    item.record = readRecord(list, before);
    return item;
}

} // namespace vrft
