// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Makes DICOM files of 8-bit images: ultrasound images (the phantoms) and Secondary Capture (wrapped npz
// images).
//
// The same values give the same bytes, whatever the day or the DICOM toolkit's version: nothing is stamped
// with the clock, and the implementation UID is our own. Not for modifying existing files. Errors:
// Error(InvalidArgument) for an inconsistent image or UID. Units: spacing in mm, between rows then between
// columns (DICOM order). Thread rule: pure function. Source: DICOM PS3.3 A.6 (US Image), A.8.1 (Secondary
// Capture), PS3.10.
#pragma once

#include "core/study/study.h"
#include "core/vision_input/image.h"

#include <string>

namespace vrft {

enum class DicomKind { Ultrasound, SecondaryCapture };

// What goes into the file. Of `instance` only sopUid, number, spacing_mm and burnedIn are taken.
struct DicomDraft {
    DicomKind kind = DicomKind::SecondaryCapture;
    Patient patient;
    Study study;
    Series series; // modality is made from `kind` if empty
    Instance instance;
    std::string derivation; // Derivation Description, may be empty
    Image pixels;
};

// A Part 10 file, explicit VR little endian.
std::string makeDicom(const DicomDraft& draft);

} // namespace vrft
