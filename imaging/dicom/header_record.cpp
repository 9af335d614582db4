// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/header_record.h"

#include "core/hash.h"
#include "core/text/unicode.h"
#include "imaging/dicom/header_values.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>

namespace vrft {

namespace {

constexpr std::size_t kLongestText_bytes = 1024;

constexpr std::array kHeaderElements{HeaderElement{tag::kSpecificCharacterSet, "CS"},
                                     HeaderElement{tag::kSopClassUid, "UI"},
                                     HeaderElement{tag::kSopInstanceUid, "UI"},
                                     HeaderElement{tag::kStudyDate, "DA"},
                                     HeaderElement{tag::kSeriesDate, "DA"},
                                     HeaderElement{tag::kStudyTime, "TM"},
                                     HeaderElement{tag::kAccessionNumber, "SH"},
                                     HeaderElement{tag::kModality, "CS"},
                                     HeaderElement{tag::kManufacturer, "LO"},
                                     HeaderElement{tag::kStudyDescription, "LO"},
                                     HeaderElement{tag::kSeriesDescription, "LO"},
                                     HeaderElement{tag::kPatientName, "PN"},
                                     HeaderElement{tag::kPatientId, "LO"},
                                     HeaderElement{tag::kPatientBirthDate, "DA"},
                                     HeaderElement{tag::kPatientSex, "CS"},
                                     HeaderElement{tag::kBodyPartExamined, "CS"},
                                     HeaderElement{tag::kImagerPixelSpacing, "DS"},
                                     HeaderElement{tag::kStudyInstanceUid, "UI"},
                                     HeaderElement{tag::kSeriesInstanceUid, "UI"},
                                     HeaderElement{tag::kSeriesNumber, "IS"},
                                     HeaderElement{tag::kInstanceNumber, "IS"},
                                     HeaderElement{tag::kImagePosition, "DS"},
                                     HeaderElement{tag::kImageOrientation, "DS"},
                                     HeaderElement{tag::kFrameOfReferenceUid, "UI"},
                                     HeaderElement{tag::kLaterality, "CS"},
                                     HeaderElement{tag::kSamplesPerPixel, "US"},
                                     HeaderElement{tag::kPhotometric, "CS"},
                                     HeaderElement{tag::kPlanarConfiguration, "US"},
                                     HeaderElement{tag::kNumberOfFrames, "IS"},
                                     HeaderElement{tag::kRows, "US"},
                                     HeaderElement{tag::kColumns, "US"},
                                     HeaderElement{tag::kPixelSpacing, "DS"},
                                     HeaderElement{tag::kBitsAllocated, "US"},
                                     HeaderElement{tag::kBitsStored, "US"},
                                     HeaderElement{tag::kHighBit, "US"},
                                     HeaderElement{tag::kPixelRepresentation, "US"},
                                     HeaderElement{tag::kBurnedInAnnotation, "CS"},
                                     HeaderElement{tag::kWindowCentre, "DS"},
                                     HeaderElement{tag::kWindowWidth, "DS"},
                                     HeaderElement{tag::kRescaleIntercept, "DS"},
                                     HeaderElement{tag::kRescaleSlope, "DS"}};

constexpr auto kHeaderTags = [] {
    std::array<Tag, kHeaderElements.size()> tags;
    for (std::size_t i = 0; i < tags.size(); ++i)
        tags[i] = kHeaderElements[i].tag;
    return tags;
}();
static_assert(std::is_sorted(kHeaderTags.begin(), kHeaderTags.end()));

std::string cleaned(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; },
        ' ');
    if (text.size() > kLongestText_bytes) {
        text.resize(kLongestText_bytes);
        text.resize(text.size() - incompleteUtf8Tail(text));
    }
    return isValidUtf8(text) ? text : replaceInvalidUtf8(text);
}

std::string textOf(const HeaderValues& file, Tag tag) {
    return cleaned(file.text(tag));
}

class Uids {
public:
    Uids(const HeaderValues& file, MadeUpUids* madeUp)
        : file_(file)
        , madeUp_(madeUp) {}

    std::string read(Tag tag, const char* name) const {
        std::string uid = file_.text(tag);
        const bool wrong = uid.empty() || uid.size() > 64 || uid.front() == '.' || uid.back() == '.' ||
                           uid.find("..") != std::string::npos ||
                           uid.find_first_not_of("0123456789.") != std::string::npos; // PS3.5 9.1
        if (!wrong) return uid;
        if (madeUp_ == nullptr) throw AttributeError{tag, fmt::format("the {} is missing or no UID", name)};
        madeUp_->names.emplace_back(name);
        // Files that share a wrong one belong together; one without any stands alone.
        return uidFromName(uid.empty() ? madeUp_->contentHash : uid, name);
    }

private:
    const HeaderValues& file_;
    MadeUpUids* madeUp_;
};

Patient readPatient(const HeaderValues& file, const std::string& studyUid) {
    Patient patient;
    patient.id = textOf(file, tag::kPatientId);
    patient.name = textOf(file, tag::kPatientName);
    patient.birthDate = textOf(file, tag::kPatientBirthDate);
    patient.sex = textOf(file, tag::kPatientSex);
    if (patient.id.find_first_not_of(' ') == std::string::npos) {
        patient.id = assumedPatientId(studyUid);
        patient.identity = PatientIdentity::Assumed;
    }
    return patient;
}

Study readStudy(const HeaderValues& file, const Uids& uids) {
    Study study;
    study.uid = uids.read(tag::kStudyInstanceUid, "study instance UID");
    study.date = textOf(file, tag::kStudyDate);
    study.time = textOf(file, tag::kStudyTime);
    study.description = textOf(file, tag::kStudyDescription);
    study.accession = textOf(file, tag::kAccessionNumber);
    return study;
}

Series readSeries(const HeaderValues& file, const Uids& uids) {
    Series series;
    series.uid = uids.read(tag::kSeriesInstanceUid, "series instance UID");
    series.modality = textOf(file, tag::kModality);
    series.number = file.integer(tag::kSeriesNumber);
    series.date = textOf(file, tag::kSeriesDate);
    series.description = textOf(file, tag::kSeriesDescription);
    series.bodyPart = textOf(file, tag::kBodyPartExamined);
    series.laterality = textOf(file, tag::kLaterality);
    series.frameOfReferenceUid = textOf(file, tag::kFrameOfReferenceUid);
    series.manufacturer = textOf(file, tag::kManufacturer);
    return series;
}

// Two numbers, both there: value 0 of `first` and value `secondIndex` of `second`.
std::optional<std::array<double, 2>> readPair(const HeaderValues& file, Tag first, Tag second,
                                              unsigned long secondIndex) {
    const auto a = file.number(first);
    const auto b = file.number(second, secondIndex);
    if (!a || !b) return std::nullopt;
    return std::array<double, 2>{*a, *b};
}

// Pixel Spacing, else Imager Pixel Spacing: between rows, between columns (PS3.3 10.7.1.3).
std::optional<std::array<double, 2>> readSpacing(const HeaderValues& file) {
    for (const Tag source : {tag::kPixelSpacing, tag::kImagerPixelSpacing}) {
        const auto spacing = readPair(file, source, source, 1);
        if (spacing && (*spacing)[0] > 0 && (*spacing)[1] > 0) return spacing;
    }
    return std::nullopt;
}

// Image Position along the normal of Image Orientation (PS3.3 C.7.6.2.1.1).
std::optional<double> readPosition(const HeaderValues& file) {
    std::array<double, 6> o{};
    std::array<double, 3> p{};
    for (unsigned long i = 0; i < 6; ++i) {
        const auto value = file.number(tag::kImageOrientation, i);
        if (!value) return std::nullopt;
        o[i] = *value;
    }
    for (unsigned long i = 0; i < 3; ++i) {
        const auto value = file.number(tag::kImagePosition, i);
        if (!value) return std::nullopt;
        p[i] = *value;
    }
    return p[0] * (o[1] * o[5] - o[2] * o[4]) + p[1] * (o[2] * o[3] - o[0] * o[5]) +
           p[2] * (o[0] * o[4] - o[1] * o[3]);
}

int count(const HeaderValues& file, Tag tag, int fallback) {
    const auto value = file.integer(tag);
    return value ? static_cast<int>(std::clamp<std::int64_t>(*value, 0, INT32_MAX)) : fallback;
}

Instance readInstance(const HeaderValues& file, const std::string& mediaClass, const Uids& uids) {
    const Uids strict(file, nullptr); // what kind of object it is can't be made up
    Instance instance;
    instance.sopUid = uids.read(tag::kSopInstanceUid, "SOP instance UID");
    instance.sopClassUid = file.text(tag::kSopClassUid).empty() && !mediaClass.empty()
                               ? cleaned(mediaClass)
                               : strict.read(tag::kSopClassUid, "SOP class UID");
    instance.number = file.integer(tag::kInstanceNumber);
    const int rows = count(file, tag::kRows, 0);
    const int columns = count(file, tag::kColumns, 0);
    if (rows > 0 && columns > 0) {
        instance.rows = rows;
        instance.columns = columns;
        instance.frames = std::max(1, count(file, tag::kNumberOfFrames, 1));
        instance.samplesPerPixel = count(file, tag::kSamplesPerPixel, 1);
        instance.bitsStored = count(file, tag::kBitsStored, count(file, tag::kBitsAllocated, 0));
        instance.photometric = textOf(file, tag::kPhotometric);
    }
    instance.spacing_mm = readSpacing(file);
    instance.window = readPair(file, tag::kWindowCentre, tag::kWindowWidth, 0);
    instance.position = readPosition(file);
    const std::string burnedIn = file.text(tag::kBurnedInAnnotation);
    if (burnedIn == "YES" || burnedIn == "NO") instance.burnedIn = burnedIn == "YES";
    return instance;
}

} // namespace

std::span<const HeaderElement> headerElements() {
    return kHeaderElements;
}

std::span<const Tag> headerTags() {
    return kHeaderTags;
}

InstanceRecord headerRecord(const HeaderValues& file, const std::string& mediaClass, MadeUpUids* madeUp) {
    const Uids uids(file, madeUp);
    InstanceRecord record;
    record.study = readStudy(file, uids);
    record.series = readSeries(file, uids);
    record.patient = readPatient(file, record.study.uid);
    record.instance = readInstance(file, mediaClass, uids);
    return record;
}

} // namespace vrft
