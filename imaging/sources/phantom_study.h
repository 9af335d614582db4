// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A phantom as an ultrasound image of a plainly synthetic patient: PHANTOM^0001, dates and UIDs from the seed
// alone.
//
// Thread rule: pure functions.
#pragma once

#include "imaging/dicom/dicom_writer.h"
#include "imaging/sources/phantom.h"

#include <cstdint>
#include <string>

namespace vrft {

// "PHANTOM-0001" for patient 0.
std::string phantomPatientId(int patient);

// SOP instance UID of image `image` of patient `patient` (both from 0): the truth finds its image by it.
std::string phantomSopUid(std::uint64_t seed, int patient, int image);

// "phantoms-SEED/PHANTOM-0001/2.dcm": the source name in a workspace; natural order is patient, then image.
std::string phantomSource(std::uint64_t seed, int patient, int image);

// One study and series per patient. Spacing scales with the image's side, so that the field stays the same.
DicomDraft phantomDicom(std::uint64_t seed, int patient, int image, const Phantom& phantom);

} // namespace vrft
