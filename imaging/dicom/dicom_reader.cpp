// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/dicom_reader.h"

#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "imaging/dicom/frame_decoder.h"
#include "imaging/dicom/parsed_file.h"
#include "imaging/dicom/pixel_layout.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr const char* kMediaStorageDirectory = "1.2.840.10008.1.3.10"; // a DICOMDIR, under whatever name

std::string requiredUid(const ParsedFile& file, Tag tag, const char* name) {
    std::string uid = file.text(tag);
    if (uid.empty() || uid.size() > 64 || uid.find_first_not_of("0123456789.") != std::string::npos)
        throw Error(ErrorCode::InvalidFormat, fmt::format("the {} is missing or no UID", name), file.where(),
                    "Export the image again from its source");
    return uid;
}

Patient readPatient(const ParsedFile& file, const std::string& studyUid) {
    Patient patient;
    patient.id = file.text(tag::kPatientId);
    patient.name = file.text(tag::kPatientName);
    patient.birthDate = file.text(tag::kPatientBirthDate);
    patient.sex = file.text(tag::kPatientSex);
    if (patient.id.empty()) {
        patient.id = assumedPatientId(studyUid);
        patient.identity = PatientIdentity::Assumed;
    }
    return patient;
}

Study readStudy(const ParsedFile& file) {
    Study study;
    study.uid = requiredUid(file, tag::kStudyInstanceUid, "study instance UID");
    study.date = file.text(tag::kStudyDate);
    study.time = file.text(tag::kStudyTime);
    study.description = file.text(tag::kStudyDescription);
    study.accession = file.text(tag::kAccessionNumber);
    return study;
}

Series readSeries(const ParsedFile& file) {
    Series series;
    series.uid = requiredUid(file, tag::kSeriesInstanceUid, "series instance UID");
    series.modality = file.text(tag::kModality);
    series.number = file.integer(tag::kSeriesNumber);
    series.date = file.text(tag::kSeriesDate);
    series.description = file.text(tag::kSeriesDescription);
    series.bodyPart = file.text(tag::kBodyPartExamined);
    series.laterality = file.text(tag::kLaterality);
    series.frameOfReferenceUid = file.text(tag::kFrameOfReferenceUid);
    series.manufacturer = file.text(tag::kManufacturer);
    return series;
}

std::optional<std::array<double, 2>> readPair(const ParsedFile& file, Tag first, Tag second,
                                              unsigned long secondIndex) {
    const auto a = file.number(first);
    const auto b = file.number(second, secondIndex);
    if (!a || !b) return std::nullopt;
    return std::array<double, 2>{*a, *b};
}

std::optional<std::array<double, 2>> readSpacing(const ParsedFile& file) {
    for (const Tag source : {tag::kPixelSpacing, tag::kImagerPixelSpacing}) {
        const auto spacing = readPair(file, source, source, 1);
        if (spacing && (*spacing)[0] > 0 && (*spacing)[1] > 0) return spacing;
    }
    return std::nullopt;
}

// Image Position along the normal of Image Orientation (PS3.3 C.7.6.2.1.1).
std::optional<double> readPosition(const ParsedFile& file) {
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

// Frames of up to this many bytes in all are decompressed for their hash.
constexpr std::uint64_t kMaxHashedBytes = std::uint64_t{256} << 20;

// Feeds stored bytes to a hash and notices whether they are all the same sample.
class PixelHash {
public:
    explicit PixelHash(std::size_t sampleBytes)
        : sampleBytes_(sampleBytes) {}

    void update(std::span<const std::uint8_t> bytes) {
        hash_.update(bytes);
        if (first_.empty())
            first_.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(sampleBytes_));
        for (std::size_t i = 0; constant_ && i < bytes.size(); ++i)
            constant_ = bytes[i] == first_[i % sampleBytes_];
    }
    std::string finish() { return constant_ ? std::string() : toHex(hash_.finish()); }

private:
    std::size_t sampleBytes_;
    Sha256 hash_;
    std::vector<std::uint8_t> first_;
    bool constant_ = true;
};

// Why the pixels can't be shown, as far as that can be told without decompressing them.
std::string problemOf(const ParsedFile& file, const PixelLayout& layout) {
    if (const auto problem = layoutProblem(file.root(), layout, file.compressed())) return problem->text;
    if (file.compressed() || layout.isFloat) return {};
    const std::uint64_t needed = (layout.storedBits() * static_cast<std::uint64_t>(layout.frames) + 7) / 8;
    if (needed > file.pixelBytes().size())
        return fmt::format("the pixel data are cut short ({} bytes for {} frames of {})",
                           file.pixelBytes().size(), layout.frames, (layout.storedBits() + 7) / 8);
    return {};
}

// Of the stored bytes of all frames; compressed ones are decompressed first, so that a recompressed copy of
// grey or interleaved RGB has the same hash. Empty for constant images, and for compressed ones beyond the
// budget.
std::string hashOfPixels(const ParsedFile& file, const PixelLayout& layout, std::string_view bytes) {
    PixelHash hash(static_cast<std::size_t>(layout.sampleBytes()));
    if (!file.compressed()) {
        const std::uint64_t size = (layout.storedBits() * static_cast<std::uint64_t>(layout.frames) + 7) / 8;
        hash.update(file.pixelBytes().first(static_cast<std::size_t>(size)));
        return hash.finish();
    }
    const std::uint64_t frameBytes = layout.samples() * layout.sampleBytes();
    if (static_cast<std::uint64_t>(layout.frames) > kMaxHashedBytes / frameBytes) return {};
    const DicomImage image(bytes, file.where());
    for (int i = 0; i < layout.frames; ++i)
        hash.update(image.frame(i).bytes);
    return hash.finish();
}

} // namespace

bool looksLikeDicom(std::string_view bytes) {
    return bytes.size() > 132 && bytes.substr(128, 4) == "DICM";
}

HeaderRead readDicomHeader(std::string_view bytes, const std::string& where) {
    const ParsedFile file(bytes, where);
    if (file.mediaClass() == kMediaStorageDirectory)
        throw Error(ErrorCode::Unsupported, "index, used as a list", where, "Import the folder it stands in");
    HeaderRead read;
    InstanceRecord& record = read.record;
    record.study = readStudy(file);
    record.series = readSeries(file);
    record.patient = readPatient(file, record.study.uid);
    Instance& instance = record.instance;
    instance.sopUid = requiredUid(file, tag::kSopInstanceUid, "SOP instance UID");
    instance.sopClassUid = requiredUid(file, tag::kSopClassUid, "SOP class UID");
    instance.transferSyntaxUid = file.transferSyntax();
    instance.number = file.integer(tag::kInstanceNumber);
    const PixelLayout layout = readPixelLayout(file.root());
    const bool image = layout.width > 0 && layout.height > 0;
    if (image) {
        instance.rows = layout.height;
        instance.columns = layout.width;
        instance.frames = layout.frames;
        instance.samplesPerPixel = layout.channels;
        instance.bitsStored = layout.bitsStored;
        instance.photometric = layout.photometric;
    }
    instance.spacing_mm = readSpacing(file);
    instance.window = readPair(file, tag::kWindowCentre, tag::kWindowWidth, 0);
    instance.position = readPosition(file);
    const std::string burnedIn = file.text(tag::kBurnedInAnnotation);
    if (burnedIn == "YES" || burnedIn == "NO") instance.burnedIn = burnedIn == "YES";
    instance.contentHash = sha256Hex(bytes);
    if (image) {
        read.note = problemOf(file, layout);
        try {
            if (read.note.empty() && !layout.isFloat) instance.pixelHash = hashOfPixels(file, layout, bytes);
        } catch (const Error& error) {
            read.note = error.summary();
        }
    }
    if (file.textsReplaced())
        read.note += fmt::format("{}the character set isn't readable: letters beyond ASCII were replaced",
                                 read.note.empty() ? "" : "; ");
    return read;
}

} // namespace vrft
