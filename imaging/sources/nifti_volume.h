// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// NIfTI-1 and NIfTI-2 volumes (single files, packed or not) as slices of 16 bit with their place in the
// patient.
//
// The first two axes make the slices as they are stored; the affine (sform, else qform, else the voxel sizes)
// is turned from RAS+ to DICOM's LPS. Whole numbers of 8 and 16 bits are kept; wider ones are kept where
// their range fits, and floats are mapped to 16 bits with a rescale, the largest error told. Values that are
// no numbers become the padding value. Not here: header and image in two files, complex and colour volumes,
// sheared slices. Errors: InvalidFormat, Unsupported. Units: mm. Thread rule: pure functions; ownership: a
// volume borrows the bytes. Source: nifti1.h, nifti2.h (NIMH, public domain).
#pragma once

#include "imaging/dicom/dicom_writer.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace vrft {

inline constexpr std::uint64_t kMostNifti_bytes = std::uint64_t{768} << 20; // after unpacking

// The bytes of a .nii inside a .nii.gz.
std::string unpackNifti(std::string_view packed, const std::string& where);

class NiftiVolume {
public:
    NiftiVolume(std::string_view bytes, std::string where);

    int numSlices() const { return size_[2] * size_[3]; } // of all moments
    DeepPixels slice(int index) const;
    ImagePlane plane(int index) const;
    std::array<double, 2> spacing_mm() const; // between rows, between columns
    int numMoments() const { return size_[3]; }
    int momentOf(int index) const { return index / size_[2]; }
    // How values were mapped, in words: "stored values as they are", "... largest error 0.002".
    const std::string& mapping() const { return mapping_; }

private:
    enum class Type { Uint8, Int8, Int16, Uint16, Int32, Uint32, Float32, Float64 };
    void readHeader();
    void readAffine();
    void chooseMapping();
    double sample(std::size_t index) const; // as stored, before scl_slope
    std::uint16_t mapped(double value) const;
    double number(std::uint64_t at, int bytes, bool isSigned, bool isFloat) const;
    std::int64_t whole(std::uint64_t at, int bytes) const;
    [[noreturn]] void fail(bool unsupported, const std::string& what) const;

    std::string_view bytes_;
    std::string where_;
    bool big_ = false;
    bool second_ = false; // NIfTI-2
    Type type_ = Type::Uint8;
    std::array<int, 4> size_{1, 1, 1, 1};
    std::uint64_t dataOffset_ = 0;
    double slope_ = 1; // the file's
    double intercept_ = 0;
    std::array<std::array<double, 4>, 3> affine_{}; // voxel index to LPS mm
    bool mapsRange_ = false;                        // to 1..65535 (0 is padding), else kept
    bool isSigned_ = false;
    double low_ = 0; // of the mapped range
    double step_ = 1;
    bool padded_ = false;
    std::string mapping_;
};

} // namespace vrft
