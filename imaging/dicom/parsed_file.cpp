// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/parsed_file.h"

#include "core/error.h"
#include "imaging/dicom/dcmtk_support.h"
#include "imaging/dicom/text_fallback.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <dcmtk/dcmdata/dcistrmb.h>
#include <fmt/format.h>

namespace vrft {

namespace {

DcmTagKey keyOf(Tag tag) {
    return DcmTagKey(tag.group, tag.element);
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view kPadding(" \t\r\n\0", 5);
    const auto first = text.find_first_not_of(kPadding);
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(kPadding) - first + 1));
}

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

} // namespace

struct ParsedFile::State {
    DcmFileFormat file;
    DcmDataset* dataset = nullptr; // owned by `file`
    std::string unconverted;       // the character set DCMTK couldn't convert
    bool textsReplaced = false;
    std::vector<std::uint8_t> pixels; // a copy
};

ParsedFile::ParsedFile(std::string_view bytes, std::string where)
    : state_(std::make_unique<State>())
    , where_(std::move(where)) {
    requireDataDictionary();
    DcmInputBufferStream stream;
    stream.setBuffer(bytes.data(), static_cast<offile_off_t>(bytes.size()));
    stream.setEos();
    state_->file.transferInit();
    const OFCondition read = state_->file.read(stream, EXS_Unknown, EGL_noChange, DCM_MaxReadLength);
    state_->file.transferEnd();
    state_->dataset = state_->file.getDataset();
    if (read.bad() || state_->dataset->isEmpty())
        throw Error(
            ErrorCode::InvalidFormat,
            fmt::format("not a readable DICOM file: {}", read.bad() ? read.text() : "it has no content"),
            where_, "Export it again from its source");
    if (state_->dataset->convertToUTF8().bad()) {
        OFString charset;
        state_->dataset->findAndGetOFStringArray(DCM_SpecificCharacterSet, charset);
        state_->unconverted.assign(charset.data(), charset.size());
        state_->textsReplaced = !convertByFallback("", state_->unconverted).has_value();
    }
    if (!compressed()) state_->pixels = littleEndianPixels(*state_->dataset);
}

ParsedFile::~ParsedFile() = default;

std::string ParsedFile::text(Tag tag) const {
    OFString value;
    if (state_->dataset->findAndGetOFStringArray(keyOf(tag), value).bad()) return {};
    std::string result = trimmed({value.data(), value.size()});
    if (state_->unconverted.empty()) return result;
    if (const auto converted = convertByFallback(result, state_->unconverted)) return *converted;
    for (char& c : result)
        if (static_cast<unsigned char>(c) >= 0x80) {
            c = '?';
            state_->textsReplaced = true;
        }
    return result;
}

std::optional<double> ParsedFile::number(Tag tag, unsigned long index) const {
    Float64 value = 0;
    if (state_->dataset->findAndGetFloat64(keyOf(tag), value, index).good() && std::isfinite(value))
        return value;
    if (const auto whole = integer(tag, index)) return static_cast<double>(*whole);
    return std::nullopt;
}

std::optional<std::int64_t> ParsedFile::integer(Tag tag, unsigned long index) const {
    Uint16 small = 0;
    if (state_->dataset->findAndGetUint16(keyOf(tag), small, index).good()) return small;
    Sint32 text = 0; // integer strings
    if (state_->dataset->findAndGetSint32(keyOf(tag), text, index).good()) return text;
    return std::nullopt;
}

std::string ParsedFile::mediaClass() const {
    OFString uid;
    if (state_->file.getMetaInfo()->findAndGetOFString(DCM_MediaStorageSOPClassUID, uid).bad()) return {};
    return trimmed({uid.data(), uid.size()});
}

std::string ParsedFile::transferSyntax() const {
    return DcmXfer(state_->dataset->getOriginalXfer()).getXferID();
}

bool ParsedFile::compressed() const {
    return DcmXfer(state_->dataset->getOriginalXfer()).isEncapsulated();
}

std::span<const std::uint8_t> ParsedFile::pixelBytes() const {
    return state_->pixels;
}

bool ParsedFile::textsReplaced() const {
    return state_->textsReplaced;
}

} // namespace vrft
