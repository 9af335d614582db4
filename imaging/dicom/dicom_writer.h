// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Makes DICOM files of images: ultrasound images (the phantoms) and Secondary Capture (wrapped images and
// volumes).
//
// The same values give the same bytes, whatever the day or the DICOM toolkit's version: nothing is stamped
// with the clock, and the implementation UID is our own. Not for modifying existing files. Errors:
// Error(InvalidArgument) for an inconsistent image or UID. Units: spacing in mm, between rows then between
// columns (DICOM order). Thread rule: pure function. Source: DICOM PS3.3 A.6 (US Image), A.8.1 (Secondary
// Capture), PS3.10.
#pragma once

#include "core/study/study.h"
#include "core/vision_input/image.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vrft {

enum class DicomKind { Ultrasound, SecondaryCapture };

// Grey samples of 16 bits; value = stored * slope + intercept.
struct DeepPixels {
    int width = 0;
    int height = 0;
    bool isSigned = false;
    std::vector<std::uint16_t> samples; // two's complement where signed
    double slope = 1;
    double intercept = 0;
    std::optional<std::uint16_t> padding; // stands for "no value" (PS3.3 C.7.5.1.1.2)
};

// Where a slice lies in its frame of reference (PS3.3 C.7.6.2): directions of rows and of columns, centre of
// the first pixel; mm in the patient's LPS axes.
struct ImagePlane {
    std::array<double, 6> orientation{};
    std::array<double, 3> position_mm{};
    double thickness_mm = 0;
};

// A decimal string of at most 16 characters (PS3.5 6.2); exact where they suffice, else 10 digits.
std::string decimalString(double value);

// What goes into the file. Of `instance` only sopUid, number, spacing_mm and burnedIn are taken.
struct DicomDraft {
    DicomKind kind = DicomKind::SecondaryCapture;
    Patient patient;
    Study study;
    Series series; // modality is made from `kind` if empty
    Instance instance;
    std::string derivation; // Derivation Description, may be empty
    Image pixels;           // unless `deep`
    std::optional<DeepPixels> deep;
    std::optional<ImagePlane> plane;          // with series.frameOfReferenceUid
    std::optional<std::array<int, 2>> moment; // of a volume over time: number from 1, of how many
};

// A Part 10 file, explicit VR little endian.
std::string makeDicom(const DicomDraft& draft);

} // namespace vrft
