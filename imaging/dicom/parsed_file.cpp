// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/parsed_file.h"

#include "core/error.h"
#include "imaging/dicom/dcmtk_support.h"
#include "imaging/dicom/prescan.h"
#include "imaging/dicom/text_fallback.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
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

// Texts DCMTK couldn't convert, in place; false where bytes beyond ASCII became '?'. PS3.5 6.1.2.3 says of
// which kinds the character set is.
bool convertTexts(DcmItem& item, std::string_view charset) {
    bool all = true;
    for (DcmObject* object = item.nextInContainer(nullptr); object != nullptr;
         object = item.nextInContainer(object)) {
        if (auto* sequence = dynamic_cast<DcmSequenceOfItems*>(object)) {
            for (DcmObject* entry = sequence->nextInContainer(nullptr); entry != nullptr;
                 entry = sequence->nextInContainer(entry))
                if (auto* inner = dynamic_cast<DcmItem*>(entry)) all = convertTexts(*inner, charset) && all;
            continue;
        }
        auto* text = dynamic_cast<DcmByteString*>(object);
        if (text == nullptr || !text->isAffectedBySpecificCharacterSet()) continue;
        OFString raw;
        if (text->getOFStringArray(raw).bad()) continue;
        const bool plain = std::all_of(raw.begin(), raw.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x80 && c != '\x1b';
        });
        if (plain) continue;
        std::string shown(raw.data(), raw.size());
        if (const auto converted = convertByFallback(shown, charset)) {
            shown = *converted;
        } else {
            std::replace_if(
                shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; },
                '?');
            all = false;
        }
        text->putOFStringArray(OFString(shown.data(), shown.size()));
    }
    return all;
}

// The first `count` bytes, with a true length of the meta header: DCMTK goes by it.
std::string startOf(ByteSource& bytes, const Prescan& scan, std::uint64_t count) {
    const auto read = bytes.read(0, static_cast<std::size_t>(count));
    std::string start(reinterpret_cast<const char*>(read.data()), read.size());
    if (!scan.wrongGroupLength) return start;
    const std::uint64_t length = scan.dataSetStart - *scan.wrongGroupLength - 4;
    for (std::size_t i = 0; i < 4; ++i)
        start[static_cast<std::size_t>(*scan.wrongGroupLength) + i] =
            static_cast<char>(length >> (8 * i) & 0xFF);
    return start;
}

// Whether DCMTK will read the data set in the encoding it was walked in: it makes up its own mind where the
// transfer syntax is missing, malformed or unknown to it. For this it gets the meta header and no value.
bool toolkitAgrees(ByteSource& bytes, const Prescan& scan) {
    constexpr std::size_t kTagAndKind_bytes = 6;
    const std::string start = startOf(bytes, scan, scan.dataSetStart + kTagAndKind_bytes);
    DcmInputBufferStream stream;
    stream.setBuffer(start.data(), static_cast<offile_off_t>(start.size()));
    stream.setEos();
    DcmFileFormat file;
    file.transferInit();
    static_cast<void>(file.read(stream, EXS_Unknown, EGL_noChange, DCM_MaxReadLength));
    file.transferEnd();
    const DcmXfer used(file.getDataset()->getOriginalXfer());
    if (used.getXfer() == EXS_Unknown) return true; // there is no data set to read
    return used.isImplicitVR() == (scan.encoding == Encoding::ImplicitLittle) &&
           used.isBigEndian() == (scan.encoding == Encoding::ExplicitBig);
}

// DCMTK follows nesting by recursion and trusts lengths: only files whose structure holds get there. It
// trusts the declared encoding too, so a data set of another one would be walked here otherwise than there.
// Gives the bytes it may have where that isn't the file as it stands: without those behind sound pixels that
// are no elements (it would take what they claim), and with a true length of the meta header.
std::optional<std::string> requireSound(ByteSource& bytes, const std::string& where) {
    const Prescan scan = prescan(bytes);
    const auto encoding = std::find_if(scan.notes.begin(), scan.notes.end(), [](const Finding& note) {
        return note.kind == FindingKind::Encoding;
    });
    const bool cut = scan.soundEnd && !scan.inflated.empty(); // a deflated data set can't be
    if (!scan.fault && encoding == scan.notes.end() && !cut) {
        if (toolkitAgrees(bytes, scan)) {
            if (!scan.soundEnd && !scan.wrongGroupLength) return std::nullopt;
            return startOf(bytes, scan, scan.soundEnd.value_or(bytes.size()));
        }
        throw Error(
            ErrorCode::InvalidFormat,
            fmt::format("not a readable DICOM file: the transfer syntax is unknown ({}) and the data set "
                        "doesn't tell how it is encoded",
                        scan.transferSyntax),
            where, "Export it again from its source");
    }
    const Finding fault =
        scan.fault ? *scan.fault
        : encoding != scan.notes.end()
            ? *encoding
            : Finding{
                  FindingKind::Trailing, {}, *scan.soundEnd, "bytes behind the pixel data are no elements"};
    std::string place;
    if (fault.tag != Tag{}) place = fmt::format(", tag ({:04x},{:04x})", fault.tag.group, fault.tag.element);
    throw Error(fault.kind == FindingKind::InflateBomb ? ErrorCode::Unsupported : ErrorCode::InvalidFormat,
                fmt::format("not a readable DICOM file: {}{}, byte {}", fault.reason, place, fault.offset),
                where, "Export it again from its source");
}

} // namespace

struct ParsedFile::State {
    DcmFileFormat file;
    DcmDataset* dataset = nullptr; // owned by `file`
    bool unreadable = false;       // no text beyond ASCII can be read
    bool textsReplaced = false;
    std::optional<std::vector<std::uint8_t>> pixels; // a copy, made on first use
};

ParsedFile::ParsedFile(std::string_view bytes, std::string where)
    : state_(std::make_unique<State>())
    , where_(std::move(where)) {
    requireDataDictionary();
    MemoryBytes source(bytes);
    const std::optional<std::string> mended = requireSound(source, where_);
    parse(mended ? std::string_view(*mended) : bytes);
}

void ParsedFile::parse(std::string_view bytes) {
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
    FileBytes source(file);
    if (const auto mended = requireSound(source, where_)) {
        parse(*mended);
        return;
    }
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
    if (state_->dataset->convertToUTF8().good()) return;
    OFString charset;
    state_->dataset->findAndGetOFStringArray(DCM_SpecificCharacterSet, charset);
    const std::string_view set(charset.data(), charset.size());
    state_->unreadable = !convertByFallback("", set).has_value();
    state_->textsReplaced = state_->unreadable || !convertTexts(*state_->dataset, set);
}

DataItem ParsedFile::root() const {
    return DataItem(*state_->dataset, state_->unreadable);
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
