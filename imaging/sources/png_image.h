// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// PNG as a source of images, those with 16 bits and with transparency too.
//
// 16-bit grey stays 16-bit grey; 16-bit colour is reduced to 8 bits, rounded; what is transparent is laid on
// black. Each of these is told by a note. Samples are otherwise as written: no gamma, no colour profile.
// Errors: png_samples.h's. Thread rule: pure function.
#pragma once

#include "core/vision_input/image.h"
#include "imaging/dicom/dicom_writer.h"

#include <optional>
#include <string>
#include <string_view>

namespace vrft {

struct PngPicture {
    Image pixels;                   // unless `deep`
    std::optional<DeepPixels> deep; // 16-bit grey
    std::string note;               // what isn't as written; empty: all is
};

PngPicture readPngPicture(std::string_view bytes, const std::string& where);

} // namespace vrft
