// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/dicom_writer.h"

#include "core/error.h"
#include "core/hash.h"
#include "imaging/dicom/dcmtk_support.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <dcmtk/dcmdata/dcostrmb.h>
#include <fmt/format.h>
#include <span>

namespace vrft {
namespace {

// Puts values into a data set; the first refusal becomes an Error naming the tag.
class Putter {
public:
    Putter(DcmItem& item, std::string where)
        : item_(item)
        , where_(std::move(where)) {}

    void text(const DcmTagKey& tag, const std::string& value) {
        check(item_.putAndInsertOFStringArray(tag, OFString(value.data(), value.size())), tag);
    }
    // For attributes that are left out when nothing is known.
    void optionalText(const DcmTagKey& tag, const std::string& value) {
        if (!value.empty()) text(tag, value);
    }
    void number(const DcmTagKey& tag, int value) {
        check(item_.putAndInsertUint16(tag, static_cast<Uint16>(value)), tag);
    }
    void words(const DcmTagKey& tag, const std::vector<std::uint16_t>& values) {
        check(item_.putAndInsertUint16Array(tag, values.data(), static_cast<unsigned long>(values.size())),
              tag);
    }
    void bytes(const DcmTagKey& tag, const std::vector<std::uint8_t>& values) {
        check(item_.putAndInsertUint8Array(tag, values.data(), static_cast<unsigned long>(values.size())),
              tag);
    }

private:
    void check(const OFCondition& condition, const DcmTagKey& tag) const {
        if (condition.bad())
            throw Error(ErrorCode::InvalidArgument,
                        fmt::format("tag {} can't be written: {}", tag.toString().c_str(), condition.text()),
                        where_, "Check the value");
    }

    DcmItem& item_;
    std::string where_;
};

std::string sopClass(DicomKind kind) {
    return kind == DicomKind::Ultrasound ? UID_UltrasoundImageStorage : UID_SecondaryCaptureImageStorage;
}

void putPatientAndStudy(Putter& put, const DicomDraft& draft) {
    put.text(DCM_SpecificCharacterSet, "ISO_IR 192");
    put.text(DCM_PatientName, draft.patient.name);
    put.text(DCM_PatientID, draft.patient.id);
    put.text(DCM_PatientBirthDate, draft.patient.birthDate);
    put.text(DCM_PatientSex, draft.patient.sex);
    put.text(DCM_StudyInstanceUID, draft.study.uid);
    put.text(DCM_StudyDate, draft.study.date);
    put.text(DCM_StudyTime, draft.study.time);
    put.text(DCM_AccessionNumber, draft.study.accession);
    put.text(DCM_ReferringPhysicianName, "");
    put.text(DCM_StudyID, "");
    put.optionalText(DCM_StudyDescription, draft.study.description);
}

void putSeries(Putter& put, const DicomDraft& draft) {
    const std::string modality = draft.kind == DicomKind::Ultrasound ? "US" : "OT";
    put.text(DCM_Modality, draft.series.modality.empty() ? modality : draft.series.modality);
    put.text(DCM_SeriesInstanceUID, draft.series.uid);
    put.text(DCM_SeriesNumber, draft.series.number ? std::to_string(*draft.series.number) : "");
    put.optionalText(DCM_SeriesDate, draft.series.date);
    put.optionalText(DCM_SeriesDescription, draft.series.description);
    put.optionalText(DCM_BodyPartExamined, draft.series.bodyPart);
    put.text(DCM_Laterality, draft.series.laterality);
    put.optionalText(DCM_FrameOfReferenceUID, draft.series.frameOfReferenceUid);
    put.text(DCM_Manufacturer, draft.series.manufacturer);
    if (draft.kind == DicomKind::SecondaryCapture) put.text(DCM_ConversionType, "WSD");
}

void putPlane(Putter& put, const ImagePlane& plane) {
    const auto list = [](std::span<const double> values) {
        std::string text;
        for (const double value : values)
            text += (text.empty() ? "" : "\\") + decimalString(value);
        return text;
    };
    put.text(DCM_ImageOrientationPatient, list(plane.orientation));
    put.text(DCM_ImagePositionPatient, list(plane.position_mm));
    if (plane.thickness_mm > 0) put.text(DCM_SliceThickness, decimalString(plane.thickness_mm));
}

void putLayout(Putter& put, int width, int height, int bits, bool isSigned) {
    put.number(DCM_Rows, height);
    put.number(DCM_Columns, width);
    put.number(DCM_BitsAllocated, bits);
    put.number(DCM_BitsStored, bits);
    put.number(DCM_HighBit, bits - 1);
    put.number(DCM_PixelRepresentation, isSigned ? 1 : 0);
}

void putDeepPixels(Putter& put, const DeepPixels& deep) {
    put.number(DCM_SamplesPerPixel, 1);
    put.text(DCM_PhotometricInterpretation, "MONOCHROME2");
    putLayout(put, deep.width, deep.height, 16, deep.isSigned);
    if (deep.padding) put.number(DCM_PixelPaddingValue, *deep.padding);
    put.text(DCM_RescaleIntercept, decimalString(deep.intercept));
    put.text(DCM_RescaleSlope, decimalString(deep.slope));
    put.text(DCM_RescaleType, "US");
    put.words(DCM_PixelData, deep.samples);
}

void putPixels(Putter& put, const Image& pixels) {
    put.number(DCM_SamplesPerPixel, pixels.channels);
    put.text(DCM_PhotometricInterpretation, pixels.channels == 1 ? "MONOCHROME2" : "RGB");
    if (pixels.channels == 3) put.number(DCM_PlanarConfiguration, 0);
    putLayout(put, pixels.width, pixels.height, 8, false);
    std::vector<std::uint8_t> even = pixels.pixels; // PS3.5 8.1.1: the value has an even length
    if (even.size() % 2 == 1) even.push_back(0);
    put.bytes(DCM_PixelData, even);
}

void putImage(Putter& put, const DicomDraft& draft) {
    const Instance& instance = draft.instance;
    put.text(DCM_SOPClassUID, sopClass(draft.kind));
    put.text(DCM_SOPInstanceUID, instance.sopUid);
    put.text(DCM_InstanceNumber, instance.number ? std::to_string(*instance.number) : "");
    put.text(DCM_ImageType, draft.kind == DicomKind::Ultrasound ? "ORIGINAL\\PRIMARY" : "DERIVED\\SECONDARY");
    put.optionalText(DCM_DerivationDescription, draft.derivation);
    put.text(DCM_PatientOrientation, "");
    if (instance.burnedIn) put.text(DCM_BurnedInAnnotation, *instance.burnedIn ? "YES" : "NO");
    if (instance.spacing_mm)
        put.text(DCM_PixelSpacing,
                 decimalString((*instance.spacing_mm)[0]) + "\\" + decimalString((*instance.spacing_mm)[1]));
    if (draft.plane) putPlane(put, *draft.plane);
    if (draft.moment) {
        put.text(DCM_TemporalPositionIdentifier, std::to_string((*draft.moment)[0]));
        put.text(DCM_NumberOfTemporalPositions, std::to_string((*draft.moment)[1]));
    }
    if (draft.deep)
        putDeepPixels(put, *draft.deep);
    else
        putPixels(put, draft.pixels);
}

// The toolkit fills the meta header in, stamped with its own name and version; ours replaces those, so that
// files made with another version stay byte-equal.
void finishMetaHeader(DcmFileFormat& file, const std::string& where) {
    const OFCondition filled = file.validateMetaInfo(EXS_LittleEndianExplicit, EWM_createNewMeta);
    if (filled.bad())
        throw Error(ErrorCode::Internal, fmt::format("the meta header can't be made: {}", filled.text()),
                    where);
    DcmMetaInfo& meta = *file.getMetaInfo();
    Putter put(meta, where);
    put.text(DCM_ImplementationClassUID, uidFromName("vrftaug", "implementation"));
    put.text(DCM_ImplementationVersionName, "VRFTAUG");
    meta.computeGroupLengthAndPadding(EGL_withGL, EPD_noChange, META_HEADER_DEFAULT_TRANSFERSYNTAX,
                                      EET_ExplicitLength);
}

std::string serialise(DcmFileFormat& file, const std::string& where) {
    constexpr std::size_t kMetaRoom = 4096; // preamble and meta header
    const auto length = file.getDataset()->calcElementLength(EXS_LittleEndianExplicit, EET_ExplicitLength);
    std::string bytes(static_cast<std::size_t>(length) + kMetaRoom, '\0');
    DcmOutputBufferStream stream(bytes.data(), static_cast<offile_off_t>(bytes.size()));
    file.transferInit();
    const OFCondition written = file.write(stream, EXS_LittleEndianExplicit, EET_ExplicitLength, nullptr,
                                           EGL_noChange, EPD_noChange, 0, 0, 0, EWM_dontUpdateMeta);
    file.transferEnd();
    if (written.bad())
        throw Error(ErrorCode::Internal, fmt::format("the DICOM file can't be made: {}", written.text()),
                    where);
    void* start = nullptr;
    offile_off_t used = 0;
    stream.flushBuffer(start, used);
    bytes.resize(static_cast<std::size_t>(used));
    return bytes;
}

} // namespace

std::string decimalString(double value) {
    std::string text = fmt::format("{}", value);
    if (text.size() > 16) text = fmt::format("{:.10g}", value);
    return text;
}

std::string makeDicom(const DicomDraft& draft) {
    if (!draft.deep)
        checkImage(draft.pixels, draft.instance.source);
    else if (draft.deep->samples.size() !=
             static_cast<std::size_t>(draft.deep->width) * static_cast<std::size_t>(draft.deep->height))
        throw Error(ErrorCode::InvalidArgument, "samples and size of the image don't fit together",
                    draft.instance.source);
    requireDataDictionary();
    DcmFileFormat file;
    Putter put(*file.getDataset(), draft.instance.source);
    putPatientAndStudy(put, draft);
    putSeries(put, draft);
    putImage(put, draft);
    finishMetaHeader(file, draft.instance.source);
    return serialise(file, draft.instance.source);
}

} // namespace vrft
