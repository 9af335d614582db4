// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// DICOM tags by number, so that headers and callers need no DCMTK (PS3.6).
#pragma once

#include <cstdint>

namespace vrft {

struct Tag {
    std::uint16_t group = 0;
    std::uint16_t element = 0;
    auto operator<=>(const Tag&) const = default;
};

namespace tag {
inline constexpr Tag kSpecificCharacterSet{0x0008, 0x0005};
inline constexpr Tag kSopClassUid{0x0008, 0x0016};
inline constexpr Tag kSopInstanceUid{0x0008, 0x0018};
inline constexpr Tag kStudyDate{0x0008, 0x0020};
inline constexpr Tag kSeriesDate{0x0008, 0x0021};
inline constexpr Tag kStudyTime{0x0008, 0x0030};
inline constexpr Tag kAccessionNumber{0x0008, 0x0050};
inline constexpr Tag kModality{0x0008, 0x0060};
inline constexpr Tag kManufacturer{0x0008, 0x0070};
inline constexpr Tag kStudyDescription{0x0008, 0x1030};
inline constexpr Tag kSeriesDescription{0x0008, 0x103E};
inline constexpr Tag kPatientName{0x0010, 0x0010};
inline constexpr Tag kPatientId{0x0010, 0x0020};
inline constexpr Tag kPatientBirthDate{0x0010, 0x0030};
inline constexpr Tag kPatientSex{0x0010, 0x0040};
inline constexpr Tag kBodyPartExamined{0x0018, 0x0015};
inline constexpr Tag kImagerPixelSpacing{0x0018, 0x1164};
inline constexpr Tag kStudyInstanceUid{0x0020, 0x000D};
inline constexpr Tag kSeriesInstanceUid{0x0020, 0x000E};
inline constexpr Tag kSeriesNumber{0x0020, 0x0011};
inline constexpr Tag kInstanceNumber{0x0020, 0x0013};
inline constexpr Tag kFrameOfReferenceUid{0x0020, 0x0052};
inline constexpr Tag kLaterality{0x0020, 0x0060};
inline constexpr Tag kImagePosition{0x0020, 0x0032};
inline constexpr Tag kImageOrientation{0x0020, 0x0037};
inline constexpr Tag kSamplesPerPixel{0x0028, 0x0002};
inline constexpr Tag kPhotometric{0x0028, 0x0004};
inline constexpr Tag kPlanarConfiguration{0x0028, 0x0006};
inline constexpr Tag kNumberOfFrames{0x0028, 0x0008};
inline constexpr Tag kRows{0x0028, 0x0010};
inline constexpr Tag kColumns{0x0028, 0x0011};
inline constexpr Tag kPixelSpacing{0x0028, 0x0030};
inline constexpr Tag kBitsAllocated{0x0028, 0x0100};
inline constexpr Tag kBitsStored{0x0028, 0x0101};
inline constexpr Tag kHighBit{0x0028, 0x0102};
inline constexpr Tag kPixelRepresentation{0x0028, 0x0103};
inline constexpr Tag kBurnedInAnnotation{0x0028, 0x0301};
inline constexpr Tag kWindowCentre{0x0028, 0x1050};
inline constexpr Tag kWindowWidth{0x0028, 0x1051};
inline constexpr Tag kRescaleIntercept{0x0028, 0x1052};
inline constexpr Tag kRescaleSlope{0x0028, 0x1053};
inline constexpr Tag kRescaleType{0x0028, 0x1054};
inline constexpr Tag kWindowExplanation{0x0028, 0x1055};
inline constexpr Tag kVoiLutFunction{0x0028, 0x1056};
inline constexpr Tag kRedPaletteDescriptor{0x0028, 0x1101};
inline constexpr Tag kRedPaletteData{0x0028, 0x1201};
inline constexpr Tag kSegmentedRedPaletteData{0x0028, 0x1221};
inline constexpr Tag kModalityLutSequence{0x0028, 0x3000};
inline constexpr Tag kLutDescriptor{0x0028, 0x3002};
inline constexpr Tag kLutExplanation{0x0028, 0x3003};
inline constexpr Tag kLutData{0x0028, 0x3006};
inline constexpr Tag kVoiLutSequence{0x0028, 0x3010};
inline constexpr Tag kPixelMeasuresSequence{0x0028, 0x9110};
inline constexpr Tag kFrameVoiLutSequence{0x0028, 0x9132};
inline constexpr Tag kPixelValueTransformationSequence{0x0028, 0x9145};
inline constexpr Tag kSliceThickness{0x0018, 0x0050};
inline constexpr Tag kSpacingBetweenSlices{0x0018, 0x0088};
inline constexpr Tag kTemporalPositionIndex{0x0020, 0x9128};
inline constexpr Tag kPlanePositionSequence{0x0020, 0x9113};
inline constexpr Tag kPlaneOrientationSequence{0x0020, 0x9116};
inline constexpr Tag kGridFrameOffsetVector{0x3004, 0x000C};
inline constexpr Tag kSharedFunctionalGroups{0x5200, 0x9229};
inline constexpr Tag kPerFrameFunctionalGroups{0x5200, 0x9230};
inline constexpr Tag kExtendedOffsetTable{0x7FE0, 0x0001};
inline constexpr Tag kExtendedOffsetTableLengths{0x7FE0, 0x0002};
inline constexpr Tag kFloatPixelData{0x7FE0, 0x0008};
inline constexpr Tag kDoubleFloatPixelData{0x7FE0, 0x0009};
inline constexpr Tag kPixelData{0x7FE0, 0x0010};
} // namespace tag

} // namespace vrft
