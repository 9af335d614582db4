// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/frame_decoder.h"

#include "core/error.h"
#include "imaging/dicom/codecs.h"
#include "imaging/dicom/colour.h"
#include "imaging/dicom/pixel_source.h"

#include <fmt/format.h>

namespace vrft {

struct DicomImage::State {
    ParsedFile file;
    PixelLayout layout;
    std::string uid;
    TransferSyntax syntax = TransferSyntax::Native;
    std::unique_ptr<PixelSource> source;

    explicit State(const std::filesystem::path& path)
        : file(path) {}
    State(std::string_view bytes, std::string where)
        : file(bytes, std::move(where)) {}
};

namespace {

SampleType sampleTypeOf(const PixelLayout& layout) {
    if (layout.isFloat) return layout.bitsAllocated == 32 ? SampleType::F32 : SampleType::F64;
    switch (layout.sampleBytes()) {
    case 1:
        return layout.isSigned ? SampleType::I8 : SampleType::U8;
    case 2:
        return layout.isSigned ? SampleType::I16 : SampleType::U16;
    default:
        return layout.isSigned ? SampleType::I32 : SampleType::U32;
    }
}

// Keeps `bits` bits of each sample from bit `lowest` on and extends the sign (PS3.5 8.1.1).
template <typename T>
void keepBits(std::vector<std::uint8_t>& bytes, int lowest, int bits, bool isSigned) {
    const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
    const std::uint64_t sign = isSigned ? std::uint64_t{1} << (bits - 1) : 0;
    for (std::size_t at = 0; at + sizeof(T) <= bytes.size(); at += sizeof(T)) {
        T sample;
        std::memcpy(&sample, bytes.data() + at, sizeof(T));
        std::uint64_t value = (std::uint64_t{sample} >> lowest) & mask;
        if ((value & sign) != 0) value |= ~mask;
        sample = static_cast<T>(value);
        std::memcpy(bytes.data() + at, &sample, sizeof(T));
    }
}

void keepStoredBits(std::vector<std::uint8_t>& bytes, const PixelLayout& layout, int lowest, int bits) {
    const int container = static_cast<int>(layout.sampleBytes()) * 8;
    if (layout.bitsAllocated == 1 || (lowest == 0 && bits >= container)) return;
    switch (layout.sampleBytes()) {
    case 1:
        return keepBits<std::uint8_t>(bytes, lowest, bits, layout.isSigned);
    case 2:
        return keepBits<std::uint16_t>(bytes, lowest, bits, layout.isSigned);
    default:
        return keepBits<std::uint32_t>(bytes, lowest, bits, layout.isSigned);
    }
}

// Samples as they lie uncompressed in a file (planes, 4:2:2, unused bits, YBR) into those of a StoredFrame.
std::vector<std::uint8_t> fromFileLayout(std::vector<std::uint8_t> bytes, const PixelLayout& layout) {
    if (layout.isFloat) return bytes;
    if (layout.photometric == "YBR_FULL_422") bytes = expand422(bytes);
    if (layout.planar && layout.channels == 3)
        bytes = interleaved(bytes, static_cast<std::size_t>(layout.sampleBytes()));
    keepStoredBits(bytes, layout, layout.highBit + 1 - layout.bitsStored, layout.bitsStored);
    if (layout.photometric.starts_with("YBR")) ybrToRgb(bytes);
    return bytes;
}

CodedSamples decodeCoded(TransferSyntax syntax, const CodedFrame& frame) {
    switch (syntax) {
    case TransferSyntax::Rle:
        return decodeRle(frame);
    case TransferSyntax::Jpeg:
    case TransferSyntax::JpegLs:
        return decodeJpeg(frame);
    case TransferSyntax::Jpeg2000:
        return decodeJpeg2000(frame);
    case TransferSyntax::HtJpeg2000:
        return decodeHtJpeg2000(frame);
    case TransferSyntax::DeflatedFrame:
        return decodeDeflatedFrame(frame);
    case TransferSyntax::Native:
    case TransferSyntax::Unknown:
        break;
    }
    throw Error(ErrorCode::Unsupported,
                fmt::format("pixels of transfer syntax {} aren't supported", frame.uid), frame.where,
                "Convert it to an uncompressed syntax");
}

std::vector<std::uint8_t> codedSamples(const CodedFrame& frame, TransferSyntax syntax) {
    const PixelLayout& layout = frame.layout;
    CodedSamples samples = decodeCoded(syntax, frame);
    if (layout.bitsAllocated == 1 && samples.bytes.size() < layout.samples())
        samples.bytes = unpackBits(samples.bytes, 0, layout.samples());
    if (syntax == TransferSyntax::DeflatedFrame) return fromFileLayout(std::move(samples.bytes), layout);
    // JPEG 2000 and JPEG-LS know how many bits they coded. Where they coded a sign that the header doesn't
    // know of, or the other way round, the bits are read as the header says.
    if (samples.precision > 0)
        keepStoredBits(samples.bytes, layout, 0, std::min(samples.precision, layout.bitsStored));
    else
        keepStoredBits(samples.bytes, layout, layout.highBit + 1 - layout.bitsStored, layout.bitsStored);
    if (samples.ybr) ybrToRgb(samples.bytes);
    return std::move(samples.bytes);
}

} // namespace

DicomImage::DicomImage(const std::filesystem::path& file)
    : state_(std::make_unique<State>(file)) {
    prepare();
}

DicomImage::DicomImage(std::string_view bytes, std::string where)
    : state_(std::make_unique<State>(bytes, std::move(where))) {
    prepare();
}

DicomImage::~DicomImage() = default;

void DicomImage::prepare() {
    State& s = *state_;
    s.uid = s.file.transferSyntax();
    s.syntax = transferSyntaxOf(s.uid);
    s.layout = readPixelLayout(s.file.root());
    const bool compressed = s.syntax != TransferSyntax::Native && s.syntax != TransferSyntax::DeflatedFrame;
    if (const auto problem = layoutProblem(s.file.root(), s.layout, compressed))
        throw Error(problem->code, fmt::format("the image can't be shown: {}", problem->text), s.file.where(),
                    "Leave it out or export it again from its source");
    if (s.syntax == TransferSyntax::Unknown)
        throw Error(ErrorCode::Unsupported,
                    fmt::format("the image can't be shown: transfer syntax {} isn't supported", s.uid),
                    s.file.where(), "Convert it to an uncompressed syntax");
    s.source = std::make_unique<PixelSource>(s.file, s.layout, s.syntax);
}

const PixelLayout& DicomImage::layout() const {
    return state_->layout;
}

DataItem DicomImage::root() const {
    return state_->file.root();
}

const std::string& DicomImage::where() const {
    return state_->file.where();
}

StoredFrame DicomImage::frame(int index) const {
    const State& s = *state_;
    if (index < 0 || index >= s.layout.frames)
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("there is no frame {}: the image has {}", index, s.layout.frames),
                    s.file.where(), "Frames count from 0");
    StoredFrame frame{s.layout.width, s.layout.height, s.layout.channels, sampleTypeOf(s.layout), {}};
    if (s.syntax == TransferSyntax::Native) {
        frame.bytes = fromFileLayout(s.source->nativeFrame(index), s.layout);
    } else {
        const std::vector<std::uint8_t> code = s.source->codedFrame(index);
        frame.bytes = codedSamples({code, s.layout, s.uid, s.file.where()}, s.syntax);
    }
    if (frame.bytes.size() != s.layout.samples() * s.layout.sampleBytes())
        throw Error(ErrorCode::Internal, "a decoder gave another number of samples than asked for",
                    s.file.where());
    return frame;
}

} // namespace vrft
