// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vision_input/preprocess.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace {

// Pillow Resample.c, PRECISION_BITS: coefficients in 22-bit fixed point.
constexpr int kPrecisionBits = 32 - 8 - 2;
constexpr double kBicubicA = -0.5;
constexpr double kBicubicSupport = 2.0;

double bicubic(double x) {
    x = std::abs(x);
    if (x < 1.0) return ((kBicubicA + 2.0) * x - (kBicubicA + 3.0)) * x * x + 1;
    if (x < 2.0) return (((x - 5) * x + 8) * x - 4) * kBicubicA;
    return 0.0;
}

// Which input samples make one output sample, and with what weights.
struct Window {
    int first = 0;
    std::vector<int> weights;
};

std::vector<Window> windowsOf(int inSize, int outSize) {
    const double scale = static_cast<double>(inSize) / outSize;
    const double filterScale = std::max(scale, 1.0);
    const double support = kBicubicSupport * filterScale;
    std::vector<Window> windows(static_cast<std::size_t>(outSize));
    std::vector<double> weights;
    for (int out = 0; out < outSize; ++out) {
        const double center = (out + 0.5) * scale;
        const int first = std::max(0, static_cast<int>(center - support + 0.5));
        const int end = std::min(inSize, static_cast<int>(center + support + 0.5));
        weights.clear();
        double sum = 0;
        for (int x = first; x < end; ++x) {
            weights.push_back(bicubic((x - center + 0.5) * (1.0 / filterScale)));
            sum += weights.back();
        }
        Window& window = windows[static_cast<std::size_t>(out)];
        window.first = first;
        for (const double weight : weights) {
            const double fixed = (sum != 0.0 ? weight / sum : weight) * (1 << kPrecisionBits);
            window.weights.push_back(static_cast<int>(fixed < 0 ? fixed - 0.5 : fixed + 0.5));
        }
    }
    return windows;
}

std::uint8_t weigh(const Window& window, const std::uint8_t* samples, std::size_t stride) {
    int sum = 1 << (kPrecisionBits - 1);
    for (const int weight : window.weights) {
        sum += *samples * weight;
        samples += stride;
    }
    return static_cast<std::uint8_t>(std::clamp(sum >> kPrecisionBits, 0, 255));
}

Image resizedAcross(const Image& image, int width) {
    Image result{width, image.height, image.channels, {}};
    const auto channels = static_cast<std::size_t>(image.channels);
    const std::size_t rowBytes = static_cast<std::size_t>(image.width) * channels;
    const std::vector<Window> windows = windowsOf(image.width, width);
    result.pixels.reserve(windows.size() * static_cast<std::size_t>(image.height) * channels);
    for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); ++y) {
        for (const Window& window : windows) {
            const std::uint8_t* first =
                image.pixels.data() + y * rowBytes + static_cast<std::size_t>(window.first) * channels;
            for (std::size_t c = 0; c < channels; ++c)
                result.pixels.push_back(weigh(window, first + c, channels));
        }
    }
    return result;
}

Image resizedDown(const Image& image, int height) {
    Image result{image.width, height, image.channels, {}};
    const std::size_t rowBytes =
        static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels);
    const std::vector<Window> windows = windowsOf(image.height, height);
    result.pixels.reserve(windows.size() * rowBytes);
    for (const Window& window : windows) {
        const std::uint8_t* first = image.pixels.data() + static_cast<std::size_t>(window.first) * rowBytes;
        for (std::size_t x = 0; x < rowBytes; ++x)
            result.pixels.push_back(weigh(window, first + x, rowBytes));
    }
    return result;
}

} // namespace

Image resizeBicubic(const Image& image, Size size) {
    checkImage(image, "resize");
    if (size.width < 1 || size.height < 1 || size.width > kMaxImageSide || size.height > kMaxImageSide)
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("a size of {} x {} pixels", size.width, size.height), "resize",
                    fmt::format("Sides from 1 to {} are possible", kMaxImageSide));
    Image across = size.width == image.width ? image : resizedAcross(image, size.width);
    return size.height == image.height ? across : resizedDown(across, size.height);
}

} // namespace vrft
