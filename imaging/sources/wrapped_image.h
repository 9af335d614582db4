// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Images and volumes that aren't DICOM, wrapped as Secondary Capture (docs: formats, "Workspace"): a PNG,
// JPEG or BMP becomes one patient, study, series and instance; a NIfTI volume one series with positions.
//
// UIDs come from the file's hash, so wrapping again gives the same instances. PatientID is the file's stem.
// Pixels are as decoded: no colour profile, no gamma, no EXIF rotation. Errors: Error(InvalidFormat) broken,
// Unsupported another kind. Thread rule: pure functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace vrft {

enum class SourceKind { None, Png, Jpeg, Bmp, Nifti, PackedNifti };

// By the first bytes (348 suffice); a packed NIfTI also by its name, since any gzip file begins alike.
SourceKind sourceKind(std::string_view start, const std::string& name);

struct WrappedPart {
    std::string place; // in the source: "" or "slice/3"
    std::string dicom; // the file made
    std::string note;  // where pixels aren't as the source has them (png_image.h)
};
void wrapSource(std::string_view content, SourceKind kind, const std::string& name,
                const std::function<void(const WrappedPart& part)>& take);

} // namespace vrft
