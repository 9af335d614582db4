// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// JPEG and JPEG-LS through DCMTK. Each frame becomes a data set of its own whose attributes are ours, so that
// DCMTK never computes a size from a file's header.
#include "imaging/dicom/codecs.h"

#include "core/error.h"
#include "imaging/dicom/dcmtk_support.h"
#include "imaging/dicom/jpeg_header.h"
#include "imaging/dicom/jpegls_thresholds.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <fmt/format.h>

namespace vrft {

namespace {

void registerCodecs() {
    static const bool done = [] {
        DJDecoderRegistration::registerCodecs(EDC_photometricInterpretation, EUC_never, EPC_colorByPixel);
        DJLSDecoderRegistration::registerCodecs(EJLSUC_never, EJLSPC_colorByPixel);
        return true;
    }();
    static_cast<void>(done);
}

// Chosen by the code stream's own process: the data set's transfer syntax may be a sister of it.
E_TransferSyntax processOf(const JpegHeader& header, const std::string& where) {
    switch (header.process) {
    case 0xC0:
        return EXS_JPEGProcess1;
    case 0xC1:
        return EXS_JPEGProcess2_4;
    case 0xC2:
        return EXS_JPEGProcess10_12;
    case 0xC3:
        return EXS_JPEGProcess14;
    case 0xF7:
        return EXS_JPEGLSLossy; // decodes lossless too
    default:
        break;
    }
    throw Error(ErrorCode::Unsupported, fmt::format("JPEG process {:#x} isn't supported", header.process),
                where, "Convert it to an uncompressed syntax");
}

void put(DcmDataset& dataset, const DcmTagKey& tag, int value) {
    dataset.putAndInsertUint16(tag, static_cast<Uint16>(value));
}

// The attributes DCMTK's codecs look at (PS3.3 C.7.6.3), of one frame.
void describe(DcmDataset& dataset, const JpegHeader& header, bool toRgb) {
    const int bits = header.precision <= 8 ? 8 : 16;
    put(dataset, DCM_SamplesPerPixel, static_cast<int>(header.components.size()));
    dataset.putAndInsertString(DCM_PhotometricInterpretation, header.components.size() == 1 ? "MONOCHROME2"
                                                              : toRgb                       ? "YBR_FULL"
                                                                                            : "RGB");
    if (header.components.size() == 3) put(dataset, DCM_PlanarConfiguration, 0);
    put(dataset, DCM_Rows, header.height);
    put(dataset, DCM_Columns, header.width);
    put(dataset, DCM_BitsAllocated, bits);
    put(dataset, DCM_BitsStored, header.precision);
    put(dataset, DCM_HighBit, header.precision - 1);
    put(dataset, DCM_PixelRepresentation, 0);
    dataset.putAndInsertString(DCM_NumberOfFrames, "1");
}

std::vector<std::uint8_t> decodeByDcmtk(const CodedFrame& frame, const JpegHeader& header, bool toRgb) {
    DcmDataset dataset;
    describe(dataset, header, toRgb);
    auto sequence = std::make_unique<DcmPixelSequence>(DcmTag(DCM_PixelData, EVR_OB));
    const auto addItem = [&](std::span<const std::uint8_t> bytes) {
        auto item = std::make_unique<DcmPixelItem>(DcmTag(DCM_Item, EVR_OB));
        if (!bytes.empty()) item->putUint8Array(bytes.data(), static_cast<unsigned long>(bytes.size()));
        if (sequence->insert(item.get()).good()) static_cast<void>(item.release());
    };
    addItem({}); // the offset table
    const bool jpegLs = header.process == 0xF7;
    std::vector<std::uint8_t> even = jpegLs ? withDefaultThresholds(frame.code, header.precision)
                                            : std::vector(frame.code.begin(), frame.code.end());
    if (even.size() % 2 != 0) even.push_back(0);
    addItem(even);
    DcmPixelData pixels(DcmTag(DCM_PixelData, EVR_OB));
    pixels.putOriginalRepresentation(processOf(header, frame.where), nullptr, sequence.release());
    const std::size_t size =
        static_cast<std::size_t>(frame.layout.samples()) * (header.precision <= 8 ? 1 : 2);
    std::vector<std::uint8_t> bytes(size + size % 2);
    Uint32 fragment = 1;
    OFString model;
    startCollectingWarnings();
    const OFCondition decoded = pixels.getUncompressedFrame(&dataset, 0, fragment, bytes.data(),
                                                            static_cast<Uint32>(bytes.size()), model);
    const std::string warnings = collectedWarnings();
    if (decoded.bad()) throwBrokenFrame(decoded.text(), frame.where);
    // The JPEG library goes on after damage and fills the rest in: those pixels would be made up.
    if (!warnings.empty()) throwBrokenFrame(warnings, frame.where);
    bytes.resize(size);
    return bytes;
}

// Into samples as wide as the header says.
std::vector<std::uint8_t> widened(std::vector<std::uint8_t> bytes, std::size_t from, std::size_t to) {
    if (from == to) return bytes;
    std::vector<std::uint8_t> wide(bytes.size() / from * to);
    for (std::size_t i = 0; i < bytes.size() / from; ++i)
        for (std::size_t b = 0; b < from; ++b)
            wide[i * to + b] = bytes[i * from + b];
    return wide;
}

} // namespace

CodedSamples decodeJpeg(const CodedFrame& frame) {
    requireDataDictionary();
    registerCodecs();
    const auto header = readJpegHeader(frame.code);
    if (!header) throwBrokenFrame("its JPEG header is broken", frame.where);
    const PixelLayout& layout = frame.layout;
    requireSameSize(layout, static_cast<std::uint64_t>(header->width),
                    static_cast<std::uint64_t>(header->height), header->components.size(), frame.where);
    if (header->precision < 2 || header->precision > std::min(16, layout.bitsAllocated))
        throwBrokenFrame(fmt::format("{} bits a sample in the code stream, {} in the header",
                                     header->precision, layout.bitsAllocated),
                         frame.where);
    const bool ybr = header->ybr(layout.photometric.starts_with("YBR"));
    const bool jpegLs = header->process == 0xF7;
    CodedSamples samples;
    if (jpegLs) samples.precision = header->precision;
    samples.ybr = ybr && jpegLs; // JPEG's own library converts, JPEG-LS has no colour space
    samples.bytes = widened(decodeByDcmtk(frame, *header, ybr && !jpegLs), header->precision <= 8 ? 1 : 2,
                            static_cast<std::size_t>(layout.sampleBytes()));
    return samples;
}

} // namespace vrft
