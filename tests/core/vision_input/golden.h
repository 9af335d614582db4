// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the tests of this room share: the golden files and the synthetic images of make_vision_goldens.py.
#pragma once

#include "core/files.h"
#include "core/json.h"
#include "core/vision_input/image.h"

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace vrft::test {

inline std::vector<Json> goldenLines(const std::string& name) {
    const std::filesystem::path file =
        std::filesystem::path(VRFT_SOURCE_DIR) / "tests" / "data" / "vision_input" / name;
    std::istringstream stream(readTextFile(file));
    std::vector<Json> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(parseJson(line, name));
    return lines;
}

// synthetic() of the script, formula for formula.
inline Image syntheticImage(int width, int height, int channels, int kind) {
    Image image{width, height, channels, {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < channels; ++c) {
                std::uint32_t value = 0;
                if (kind == 0) {
                    const auto mixed = static_cast<std::uint32_t>(
                        (std::int64_t{x} * 37 + y * 71 + c * 113 + 1) * (std::int64_t{x} * y * 13 + 7));
                    value = (mixed * 2654435761U) >> 24;
                } else if (kind == 1) {
                    value = static_cast<std::uint32_t>((x / 5 + y / 7 + c) % 2 * 255);
                } else {
                    value = static_cast<std::uint32_t>((x * 3 + y * 5 + c * 40) % 256);
                }
                image.pixels.push_back(static_cast<std::uint8_t>(value));
            }
        }
    }
    return image;
}

} // namespace vrft::test
