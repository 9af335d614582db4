// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/scan/scan_item.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr std::size_t kLongestText = 4096;

[[noreturn]] void refuse(const std::string& what) {
    throw Error(ErrorCode::InvalidFormat, fmt::format("the scanning child sent {}", what), "scan",
                "Please report this with the file");
}

Json pairJson(const std::optional<std::array<double, 2>>& pair) {
    return pair ? Json{(*pair)[0], (*pair)[1]} : Json();
}

// Reads the fields of one object; whatever isn't as expected is refused.
class Fields {
public:
    explicit Fields(const Json& object)
        : object_(object) {
        if (!object.is_object()) refuse("something that is no object");
    }

    const Json* find(const char* key) const {
        const auto found = object_.find(key);
        return found == object_.end() || found->is_null() ? nullptr : &*found;
    }
    std::string text(const char* key, std::size_t longest = kLongestText) const {
        const Json* value = find(key);
        if (value == nullptr) return {};
        if (!value->is_string()) refuse(fmt::format("no text as {}", key));
        std::string result = value->get<std::string>();
        if (result.size() > longest || result.find('\0') != std::string::npos)
            refuse(fmt::format("a text as {} that can't be one", key));
        return result;
    }
    // Digits and points, as DICOM UIDs are; `needed`: not empty.
    std::string uid(const char* key, bool needed) const {
        std::string result = text(key, 64);
        if (needed && (result.empty() || result.find_first_not_of("0123456789.") != std::string::npos))
            refuse(fmt::format("no UID as {}", key));
        return result;
    }
    std::string hash(const char* key, bool needed) const {
        std::string result = text(key, 64);
        if (result.empty() && !needed) return result;
        if (result.size() != 64 || result.find_first_not_of("0123456789abcdef") != std::string::npos)
            refuse(fmt::format("no hash as {}", key));
        return result;
    }
    std::optional<std::int64_t> integer(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr) return std::nullopt;
        if (!value->is_number_integer()) refuse(fmt::format("no whole number as {}", key));
        return value->get<std::int64_t>();
    }
    int count(const char* key) const {
        const std::int64_t value = integer(key).value_or(0);
        if (value < 0 || value > INT32_MAX) refuse(fmt::format("an impossible {}", key));
        return static_cast<int>(value);
    }
    std::optional<double> number(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr) return std::nullopt;
        if (!value->is_number() || !std::isfinite(value->get<double>()))
            refuse(fmt::format("no number as {}", key));
        return value->get<double>();
    }
    std::optional<std::array<double, 2>> pair(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr) return std::nullopt;
        if (!value->is_array() || value->size() != 2 || !(*value)[0].is_number() || !(*value)[1].is_number())
            refuse(fmt::format("no pair of numbers as {}", key));
        return std::array<double, 2>{(*value)[0].get<double>(), (*value)[1].get<double>()};
    }
    std::optional<bool> flag(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr) return std::nullopt;
        if (!value->is_boolean()) refuse(fmt::format("neither true nor false as {}", key));
        return value->get<bool>();
    }

private:
    const Json& object_;
};

Json recordToJson(const InstanceRecord& record) {
    const auto& [patient, study, series, instance] = record;
    Json json;
    json["patient"] = {{"id", patient.id},
                       {"name", patient.name},
                       {"birth_date", patient.birthDate},
                       {"sex", patient.sex},
                       {"assumed", patient.identity == PatientIdentity::Assumed}};
    json["study"] = {{"uid", study.uid},
                     {"date", study.date},
                     {"time", study.time},
                     {"description", study.description},
                     {"accession", study.accession}};
    json["series"] = {{"uid", series.uid},
                      {"modality", series.modality},
                      {"number", series.number ? Json(*series.number) : Json()},
                      {"date", series.date},
                      {"description", series.description},
                      {"body_part", series.bodyPart},
                      {"laterality", series.laterality},
                      {"frame_of_reference", series.frameOfReferenceUid},
                      {"manufacturer", series.manufacturer}};
    json["instance"] = {{"sop_uid", instance.sopUid},
                        {"sop_class", instance.sopClassUid},
                        {"transfer_syntax", instance.transferSyntaxUid},
                        {"number", instance.number ? Json(*instance.number) : Json()},
                        {"rows", instance.rows},
                        {"columns", instance.columns},
                        {"frames", instance.frames},
                        {"samples_per_pixel", instance.samplesPerPixel},
                        {"bits_stored", instance.bitsStored},
                        {"photometric", instance.photometric},
                        {"spacing_mm", pairJson(instance.spacing_mm)},
                        {"window", pairJson(instance.window)},
                        {"position_mm", instance.position ? Json(*instance.position) : Json()},
                        {"burned_in", instance.burnedIn ? Json(*instance.burnedIn) : Json()},
                        {"content_hash", instance.contentHash},
                        {"pixel_hash", instance.pixelHash}};
    return json;
}

Instance instanceFromJson(const Fields& fields) {
    Instance instance;
    instance.sopUid = fields.uid("sop_uid", true);
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

InstanceRecord recordFromJson(const Json& json) {
    const auto part = [&json](const char* name) {
        if (!json.is_object() || !json.contains(name)) refuse("an image without " + std::string(name));
        return Fields(json[name]);
    };
    InstanceRecord record;
    const Fields patient = part("patient");
    record.patient = {
        patient.text("id"), patient.text("name"), patient.text("birth_date"), patient.text("sex"),
        patient.flag("assumed").value_or(true) ? PatientIdentity::Assumed : PatientIdentity::Known};
    if (record.patient.id.empty()) refuse("an image without a patient");
    const Fields study = part("study");
    record.study = {study.uid("uid", true), study.text("date"), study.text("time"), study.text("description"),
                    study.text("accession")};
    const Fields series = part("series");
    record.series = {
        series.uid("uid", true),   series.text("modality"),           series.integer("number"),
        series.text("date"),       series.text("description"),        series.text("body_part"),
        series.text("laterality"), series.text("frame_of_reference"), series.text("manufacturer")};
    record.instance = instanceFromJson(part("instance"));
    return record;
}

} // namespace

Json itemToJson(const ScanItem& item) {
    Json json = {{"fate", item.fate == ScanItem::Fate::Image        ? "image"
                          : item.fate == ScanItem::Fate::Unreadable ? "unreadable"
                                                                    : "not_dicom"}};
    if (!item.member.empty()) json["member"] = item.member;
    if (item.fate == ScanItem::Fate::Image) json["record"] = recordToJson(item.record);
    if (!item.reason.empty()) json["reason"] = item.reason;
    if (!item.tag.empty()) json["tag"] = item.tag;
    if (item.offset) json["offset"] = *item.offset;
    if (item.payload_bytes > 0) json["payload"] = item.payload_bytes;
    return json;
}

ScanItem itemFromJson(const Json& json) {
    const Fields fields(json);
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
    const Json* record = fields.find("record");
    if (record == nullptr) refuse("an image without a record");
    item.record = recordFromJson(*record);
    return item;
}

} // namespace vrft
