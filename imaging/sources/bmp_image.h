// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Windows bitmaps as images: uncompressed with 1, 4 or 8 bits and a palette, or 24 or 32 bits.
//
// A palette of greys gives a grey image. Not here: run lengths, bit fields other than blue, green, red,
// embedded JPEG and PNG. The fourth byte of 32 bits is ignored. Errors: InvalidFormat, Unsupported. Thread
// rule: pure function.
#pragma once

#include "core/vision_input/image.h"

#include <string>
#include <string_view>

namespace vrft {

Image decodeBmp(std::string_view bytes, const std::string& where);

} // namespace vrft
