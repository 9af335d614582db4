// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/parsed_file.h"

#include "core/error.h"
#include "core/files.h"
#include "imaging/dicom/dcmtk_support.h"
#include "imaging/dicom/inflate.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <dcmtk/dcmdata/dcistrmb.h>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr Uint32 kLazyBytes = 4096;

// DCMTK hands out OW as words in the machine's order and OB as bytes.
std::vector<std::uint8_t> littleEndianPixels(DcmDataset& dataset) {
    std::vector<std::uint8_t> pixels;
    const Uint8* bytes = nullptr;
    const Uint16* words = nullptr;
    unsigned long count = 0;
    if (dataset.findAndGetUint8Array(DCM_PixelData, bytes, &count).good() && bytes != nullptr) {
        pixels.assign(bytes, bytes + count);
    } else if (dataset.findAndGetUint16Array(DCM_PixelData, words, &count).good() && words != nullptr) {
        pixels.reserve(count * 2);
        for (unsigned long i = 0; i < count; ++i) {
            pixels.push_back(static_cast<std::uint8_t>(words[i] & 0xFF));
            pixels.push_back(static_cast<std::uint8_t>(words[i] >> 8));
        }
    }
    return pixels;
}

std::string metaText(DcmFileFormat& file, const DcmTagKey& key) {
    OFString uid;
    if (file.getMetaInfo()->findAndGetOFString(key, uid).bad()) return {};
    std::string text(uid.data(), uid.size());
    while (!text.empty() && (text.back() == ' ' || text.back() == '\0'))
        text.pop_back();
    return text;
}

// Where the deflated part of a Part 10 file begins (PS3.10 7.1: group length after preamble and "DICM"),
// if its transfer syntax is Deflated Explicit VR Little Endian (PS3.5 A.5).
std::optional<std::size_t> deflatedStart(std::string_view bytes) {
    constexpr std::size_t kLengthAt = 128 + 4 + 8;
    constexpr std::string_view kGroupLength("\x02\0\0\0UL\x04\0", 8);
    if (bytes.size() < kLengthAt + 4 || bytes.substr(132, 8) != kGroupLength) return std::nullopt;
    std::size_t length = 0;
    for (std::size_t i = 0; i < 4; ++i)
        length |= std::size_t{static_cast<unsigned char>(bytes[kLengthAt + i])} << (8 * i);
    if (length > bytes.size() - kLengthAt - 4) return std::nullopt;
    const std::string_view meta = bytes.substr(kLengthAt + 4, length);
    constexpr std::string_view kSyntax("\x02\0\x10\0UI\x16\0"
                                       "1.2.840.10008.1.2.1.99",
                                       30);
    if (meta.find(kSyntax) == std::string_view::npos) return std::nullopt;
    return kLengthAt + 4 + length;
}

void refuseDeflateBomb(std::string_view bytes, const std::string& where) {
    const auto start = deflatedStart(bytes);
    if (!start) return;
    const std::string_view deflated = bytes.substr(*start);
    const std::uint64_t limit = std::min(
        kMaxInflatedBytes, std::max<std::uint64_t>(64U << 20, std::uint64_t{1000} * deflated.size()));
    if (inflatedSize(deflated, limit) >= limit)
        throw Error(ErrorCode::Unsupported,
                    fmt::format("the deflated data set grows beyond {} MiB", limit >> 20), where,
                    "Convert it to Explicit VR Little Endian with a program that you trust");
}

} // namespace

struct ParsedFile::State {
    DcmFileFormat file;
    DcmDataset* dataset = nullptr; // owned by `file`
    bool textsReplaced = false;
    std::optional<std::vector<std::uint8_t>> pixels; // a copy, made on first use
};

ParsedFile::ParsedFile(std::string_view bytes, std::string where)
    : state_(std::make_unique<State>())
    , where_(std::move(where)) {
    requireDataDictionary();
    refuseDeflateBomb(bytes, where_);
    DcmInputBufferStream stream;
    stream.setBuffer(bytes.data(), static_cast<offile_off_t>(bytes.size()));
    stream.setEos();
    state_->file.transferInit();
    const OFCondition read = state_->file.read(stream, EXS_Unknown, EGL_noChange, DCM_MaxReadLength);
    state_->file.transferEnd();
    check(read.bad() ? read.text() : nullptr);
}

ParsedFile::ParsedFile(const std::filesystem::path& file)
    : state_(std::make_unique<State>())
    , where_(file.string()) {
    requireDataDictionary();
    if (!std::filesystem::is_regular_file(file)) // no FIFOs or folders
        throw Error(ErrorCode::NotFound, "there is no such file", where_, "Check the path");
    const OFCondition meta =
        state_->file.loadFile(file.c_str(), EXS_Unknown, EGL_noChange, kLazyBytes, ERM_metaOnly);
    if (meta.good() &&
        metaText(state_->file, DCM_TransferSyntaxUID) == UID_DeflatedExplicitVRLittleEndianTransferSyntax)
        refuseDeflateBomb(readTextFile(file), where_);
    const OFCondition read =
        state_->file.loadFile(file.c_str(), EXS_Unknown, EGL_noChange, kLazyBytes, ERM_autoDetect);
    check(read.bad() ? read.text() : nullptr);
}

ParsedFile::~ParsedFile() = default;

void ParsedFile::check(const char* trouble) {
    state_->dataset = state_->file.getDataset();
    if (trouble != nullptr || state_->dataset->isEmpty())
        throw Error(
            ErrorCode::InvalidFormat,
            fmt::format("not a readable DICOM file: {}", trouble != nullptr ? trouble : "it has no content"),
            where_, "Export it again from its source");
    state_->textsReplaced = state_->dataset->convertToUTF8().bad();
}

DataItem ParsedFile::root() const {
    return DataItem(*state_->dataset, state_->textsReplaced);
}

std::string ParsedFile::mediaClass() const {
    return metaText(state_->file, DCM_MediaStorageSOPClassUID);
}

std::string ParsedFile::transferSyntax() const {
    const std::string stated = metaText(state_->file, DCM_TransferSyntaxUID);
    return stated.empty() ? DcmXfer(state_->dataset->getOriginalXfer()).getXferID() : stated;
}

bool ParsedFile::compressed() const {
    DcmElement* element = nullptr;
    if (state_->dataset->findAndGetElement(DCM_PixelData, element).good())
        if (auto* pixels = dynamic_cast<DcmPixelData*>(element)) {
            E_TransferSyntax syntax = EXS_Unknown;
            const DcmRepresentationParameter* parameter = nullptr;
            pixels->getOriginalRepresentationKey(syntax, parameter);
            return DcmXfer(syntax).isEncapsulated();
        }
    return DcmXfer(state_->dataset->getOriginalXfer()).isEncapsulated();
}

std::span<const std::uint8_t> ParsedFile::pixelBytes() const {
    if (!state_->pixels)
        state_->pixels = compressed() ? std::vector<std::uint8_t>() : littleEndianPixels(*state_->dataset);
    return *state_->pixels;
}

bool ParsedFile::textsReplaced() const {
    return state_->textsReplaced;
}

DcmDataset& ParsedFile::dataset() const {
    return *state_->dataset;
}

DcmFileFormat& ParsedFile::format() const {
    return state_->file;
}

} // namespace vrft
