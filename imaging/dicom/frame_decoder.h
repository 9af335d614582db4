// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The one way from a DICOM file to stored values, frame by frame, for every transfer syntax this program
// knows (PS3.5 8 and Annex A).
//
// Stored values are what lies in the file after decompression and before any look-up table: unused high bits
// dropped, signs extended, palette indexes as they are, three samples as RGB. Never an invented pixel: pixel
// data that are cut short, contradict their header or can't be decoded are an Error. Not here: windows and
// palettes (display.h). Trusts its input as far as DCMTK and the codecs do: files of unknown origin belong
// into a process with limits. Errors: Error(InvalidFormat), Error(Unsupported), Error(InvalidArgument) for a
// frame that isn't there. Ownership: a DicomImage owns its parsed file; frames are values. Thread rule: one
// thread per object.
#pragma once

#include "imaging/dicom/parsed_file.h"
#include "imaging/dicom/pixel_layout.h"
#include "imaging/dicom/stored_frame.h"

#include <filesystem>
#include <memory>
#include <string_view>

namespace vrft {

class DicomImage {
public:
    // Frames are read from the file as they are asked for: it must stay as it is meanwhile.
    explicit DicomImage(const std::filesystem::path& file);
    DicomImage(std::string_view bytes, std::string where); // the bytes may go afterwards
    ~DicomImage();
    DicomImage(const DicomImage&) = delete;
    DicomImage& operator=(const DicomImage&) = delete;

    const PixelLayout& layout() const;
    DataItem root() const;
    const std::string& where() const;

    // Frames count from 0.
    StoredFrame frame(int index) const;

private:
    void prepare();

    struct State;
    std::unique_ptr<State> state_;
};

} // namespace vrft
