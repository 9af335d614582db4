// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// JPEG files (baseline and progressive, 8 bit, grey or colour) as images.
//
// A damaged or cut file is refused, not filled up. EXIF rotation and colour profiles are ignored. Errors:
// InvalidFormat, Unsupported (CMYK, too large). Thread rule: pure function. Implementation: libjpeg-turbo.
#pragma once

#include "core/vision_input/image.h"

#include <string>
#include <string_view>

namespace vrft {

Image decodeJpeg(std::string_view bytes, const std::string& where);

} // namespace vrft
