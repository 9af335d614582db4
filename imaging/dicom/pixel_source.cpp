// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/pixel_source.h"

#include "core/error.h"
#include "imaging/dicom/frame_fragments.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <fmt/format.h>

namespace vrft {

struct PixelSource::State {
    const ParsedFile& file;
    PixelLayout layout;
    TransferSyntax syntax;
    DcmElement* element = nullptr; // owned by the file, like the items
    std::vector<DcmPixelItem*> fragments;
    std::vector<FrameSpan> spans;
};

namespace {

Tag pixelTag(const PixelLayout& layout) {
    if (!layout.isFloat) return tag::kPixelData;
    return layout.bitsAllocated == 32 ? tag::kFloatPixelData : tag::kDoubleFloatPixelData;
}

std::vector<std::uint8_t> bytesOf(DcmPixelItem& item, const std::string& where) {
    const Uint32 length = item.getLength();
    std::vector<std::uint8_t> bytes(length);
    if (length > 0 && item.getPartialValue(bytes.data(), 0, length, nullptr, EBO_LittleEndian).bad())
        throw Error(ErrorCode::InvalidFormat, "a fragment of the pixel data can't be read", where,
                    "Export the image again from its source");
    return bytes;
}

std::vector<std::uint64_t> basicOffsets(const std::vector<std::uint8_t>& table) {
    std::vector<std::uint64_t> offsets;
    for (std::size_t i = 0; i + 3 < table.size(); i += 4)
        offsets.push_back(std::uint64_t{table[i]} | std::uint64_t{table[i + 1]} << 8 |
                          std::uint64_t{table[i + 2]} << 16 | std::uint64_t{table[i + 3]} << 24);
    return offsets;
}

// DCMTK turns OW of a big-endian file into words of the machine's order; a 32-bit sample then has its halves
// the wrong way round.
void swapHalves(std::vector<std::uint8_t>& bytes) {
    for (std::size_t i = 0; i + 3 < bytes.size(); i += 4) {
        std::swap(bytes[i], bytes[i + 2]);
        std::swap(bytes[i + 1], bytes[i + 3]);
    }
}

} // namespace

PixelSource::PixelSource(const ParsedFile& file, const PixelLayout& layout, TransferSyntax syntax)
    : state_(std::make_unique<State>(State{file, layout, syntax, nullptr, {}, {}})) {
    const Tag tag = pixelTag(layout);
    if (file.dataset().findAndGetElement(DcmTagKey(tag.group, tag.element), state_->element).bad() ||
        state_->element == nullptr)
        throw Error(ErrorCode::InvalidFormat, "it has no pixel data", file.where(),
                    "Export the image again from its source");
    if (syntax == TransferSyntax::Native)
        requireNative();
    else
        findFragments();
}

PixelSource::~PixelSource() = default;

void PixelSource::requireNative() const {
    const State& s = *state_;
    constexpr Uint32 kUndefinedLength = 0xFFFFFFFF;
    if (s.element->getLengthField() == kUndefinedLength)
        throw Error(ErrorCode::InvalidFormat, "the pixel data are in fragments, against the transfer syntax",
                    s.file.where(), "Export the image again from its source");
    // In bits and 64-bit: a header may declare a million frames.
    const std::uint64_t bits = s.layout.storedBits() * static_cast<std::uint64_t>(s.layout.frames);
    const std::uint64_t needed = (bits + 7) / 8;
    const std::uint64_t there = s.element->getLengthField();
    if (there < needed)
        throw Error(ErrorCode::InvalidFormat,
                    fmt::format("the pixel data are cut short ({} bytes for {} frames of {})", there,
                                s.layout.frames, (s.layout.storedBits() + 7) / 8),
                    s.file.where(), "Export the image again from its source");
}

void PixelSource::findFragments() {
    State& s = *state_;
    auto* pixels = dynamic_cast<DcmPixelData*>(s.element);
    E_TransferSyntax kind = EXS_Unknown;
    const DcmRepresentationParameter* parameter = nullptr;
    DcmPixelSequence* sequence = nullptr;
    if (pixels != nullptr) pixels->getOriginalRepresentationKey(kind, parameter);
    if (pixels == nullptr || pixels->getEncapsulatedRepresentation(kind, parameter, sequence).bad() ||
        sequence == nullptr)
        throw Error(ErrorCode::InvalidFormat,
                    "the pixel data aren't in fragments as the transfer syntax says", s.file.where(),
                    "Export the image again from its source");
    OffsetTables tables;
    bool first = true;
    std::vector<std::uint64_t> lengths;
    for (DcmObject* object = sequence->nextInContainer(nullptr); object != nullptr;
         object = sequence->nextInContainer(object)) {
        auto* item = dynamic_cast<DcmPixelItem*>(object);
        if (item == nullptr) continue;
        if (first) {
            tables.basic = basicOffsets(bytesOf(*item, s.file.where()));
        } else {
            s.fragments.push_back(item);
            lengths.push_back(item->getLength());
        }
        first = false;
    }
    tables.extended = s.file.root().longWords(tag::kExtendedOffsetTable);
    const auto startsFrame = [&](std::size_t i) {
        std::vector<std::uint8_t> head(std::min<std::uint64_t>(lengths[i], 8));
        return !head.empty() &&
               s.fragments[i]
                   ->getPartialValue(head.data(), 0, static_cast<Uint32>(head.size()), nullptr,
                                     EBO_LittleEndian)
                   .good() &&
               startsCodeStream(s.syntax, head);
    };
    s.spans = spansOfFrames(lengths, tables, static_cast<std::size_t>(s.layout.frames), startsFrame,
                            s.file.where());
}

std::vector<std::uint8_t> PixelSource::nativeFrame(int frame) const {
    const State& s = *state_;
    const std::uint64_t bits = s.layout.storedBits();
    const std::uint64_t firstBit = bits * static_cast<std::uint64_t>(frame);
    const std::uint64_t begin = firstBit / 8;
    const std::uint64_t end = (firstBit + bits + 7) / 8;
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(end - begin));
    if (s.element
            ->getPartialValue(bytes.data(), static_cast<Uint32>(begin), static_cast<Uint32>(bytes.size()),
                              nullptr, EBO_LittleEndian)
            .bad())
        throw Error(ErrorCode::InvalidFormat, fmt::format("the bytes of frame {} can't be read", frame),
                    s.file.where(), "Export the image again from its source");
    if (s.layout.bitsAllocated == 1) return unpackBits(bytes, firstBit % 8, s.layout.samples());
    const bool bigEndian = DcmXfer(s.file.dataset().getOriginalXfer()).getByteOrder() == EBO_BigEndian;
    if (bigEndian && s.layout.bitsAllocated == 32 && !s.layout.isFloat) swapHalves(bytes);
    return bytes;
}

std::vector<std::uint8_t> PixelSource::codedFrame(int frame) const {
    const State& s = *state_;
    const FrameSpan span = s.spans[static_cast<std::size_t>(frame)];
    std::vector<std::uint8_t> code;
    for (std::size_t i = span.first; i < span.first + span.count; ++i) {
        const std::vector<std::uint8_t> part = bytesOf(*s.fragments[i], s.file.where());
        code.insert(code.end(), part.begin(), part.end());
    }
    return code;
}

} // namespace vrft
