// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/colour.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace vrft {

std::vector<std::uint8_t> expand422(std::span<const std::uint8_t> bytes) {
    std::vector<std::uint8_t> full;
    full.reserve(bytes.size() / 2 * 3);
    for (std::size_t i = 0; i + 3 < bytes.size(); i += 4)
        for (const std::size_t y : {i, i + 1})
            full.insert(full.end(), {bytes[y], bytes[i + 2], bytes[i + 3]});
    return full;
}

std::vector<std::uint8_t> interleaved(std::span<const std::uint8_t> planes, std::size_t sampleBytes) {
    std::vector<std::uint8_t> pixels(planes.size());
    const std::size_t plane = planes.size() / 3;
    for (std::size_t i = 0; i < plane / sampleBytes; ++i)
        for (std::size_t c = 0; c < 3; ++c)
            std::memcpy(&pixels[(3 * i + c) * sampleBytes], &planes[c * plane + i * sampleBytes],
                        sampleBytes);
    return pixels;
}

void ybrToRgb(std::vector<std::uint8_t>& samples) {
    const auto rounded = [](double value) {
        return static_cast<std::uint8_t>(std::clamp(std::floor(value + 0.5), 0.0, 255.0));
    };
    for (std::size_t i = 0; i + 2 < samples.size(); i += 3) {
        const double y = samples[i];
        const double cb = samples[i + 1] - 128.0;
        const double cr = samples[i + 2] - 128.0;
        samples[i] = rounded(y + 1.402 * cr);
        samples[i + 1] = rounded(y - 0.114 * 1.772 / 0.587 * cb - 0.299 * 1.402 / 0.587 * cr);
        samples[i + 2] = rounded(y + 1.772 * cb);
    }
}

} // namespace vrft
