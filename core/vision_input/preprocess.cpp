// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vision_input/preprocess.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr int kMaxSideRatio = 200;

// uint8 -> normalised value, rounded to float where the reference rounds: after the rescaling (done in
// double) and after each step of the normalisation.
std::array<float, 256> normalisation(double mean, double std) {
    std::array<float, 256> table{};
    for (std::size_t value = 0; value < table.size(); ++value) {
        const auto rescaled = static_cast<float>(static_cast<double>(value) * (1.0 / 255.0));
        table[value] = (rescaled - static_cast<float>(mean)) / static_cast<float>(std);
    }
    return table;
}

std::vector<float> normalisedPlanes(const Image& image, const PreprocessorConfig& config) {
    const std::size_t area = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
    const auto channels = static_cast<std::size_t>(image.channels);
    std::vector<float> planes(3 * area);
    for (std::size_t c = 0; c < 3; ++c) {
        const std::array<float, 256> table = normalisation(config.mean[c], config.std[c]);
        const std::size_t source = channels == 3 ? c : 0;
        for (std::size_t i = 0; i < area; ++i)
            planes[c * area + i] = table[image.pixels[i * channels + source]];
    }
    return planes;
}

} // namespace

Size smartResize(Size size, int factor, std::int64_t minPixels, std::int64_t maxPixels) {
    if (size.width < 1 || size.height < 1 || factor < 1 || minPixels < 1 || maxPixels < minPixels)
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("a size of {} x {} with factor {} and {} to {} pixels", size.width,
                                size.height, factor, minPixels, maxPixels),
                    "image size", "Check the policy's preprocessor_config.json");
    const double height = size.height;
    const double width = size.width;
    if (std::max(height, width) / std::min(height, width) > kMaxSideRatio)
        throw Error(ErrorCode::Unsupported,
                    fmt::format("an image of {} x {} pixels: one side is over {} times the other", size.width,
                                size.height, kMaxSideRatio),
                    "image size", "Cut it first");
    // nearbyint rounds half to even, like Python's round.
    double outHeight = std::nearbyint(height / factor) * factor;
    double outWidth = std::nearbyint(width / factor) * factor;
    if (outHeight * outWidth > static_cast<double>(maxPixels)) {
        const double beta = std::sqrt(height * width / static_cast<double>(maxPixels));
        outHeight = std::floor(height / beta / factor) * factor;
        outWidth = std::floor(width / beta / factor) * factor;
    } else if (outHeight * outWidth < static_cast<double>(minPixels)) {
        const double beta = std::sqrt(static_cast<double>(minPixels) / (height * width));
        outHeight = std::ceil(height * beta / factor) * factor;
        outWidth = std::ceil(width * beta / factor) * factor;
    }
    const double least = factor;
    return {static_cast<int>(std::max(outWidth, least)), static_cast<int>(std::max(outHeight, least))};
}

Size modelSize(Size imageSize, const PreprocessorConfig& config) {
    return smartResize(imageSize, config.factor(), config.minPixels, config.maxPixels);
}

std::vector<float> patchify(std::span<const float> samplesChw, int channels, Size size,
                            const PreprocessorConfig& config) {
    const auto width = static_cast<std::size_t>(size.width);
    const auto height = static_cast<std::size_t>(size.height);
    const auto patch = static_cast<std::size_t>(config.patch);
    const auto merge = static_cast<std::size_t>(config.merge);
    const auto factor = static_cast<std::size_t>(config.factor());
    if (width == 0 || height == 0 || width % factor != 0 || height % factor != 0 ||
        samplesChw.size() != static_cast<std::size_t>(channels) * width * height)
        throw Error(ErrorCode::InvalidArgument,
                    fmt::format("{} samples for {} channels of {} x {} don't make patches of {} by {}",
                                samplesChw.size(), channels, size.width, size.height, config.patch,
                                config.merge),
                    "patches", "Resize to multiples of the patch first");
    std::vector<float> values;
    values.reserve(samplesChw.size() * static_cast<std::size_t>(config.temporalPatch));
    const auto appendPatch = [&](std::size_t top, std::size_t left) {
        for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c) {
            for (int frame = 0; frame < config.temporalPatch; ++frame) {
                for (std::size_t row = 0; row < patch; ++row) {
                    const auto first = samplesChw.begin() +
                                       static_cast<std::ptrdiff_t>((c * height + top + row) * width + left);
                    values.insert(values.end(), first, first + static_cast<std::ptrdiff_t>(patch));
                }
            }
        }
    };
    for (std::size_t blockTop = 0; blockTop < height; blockTop += factor) {
        for (std::size_t blockLeft = 0; blockLeft < width; blockLeft += factor) {
            for (std::size_t unit = 0; unit < merge * merge; ++unit)
                appendPatch(blockTop + unit / merge * patch, blockLeft + unit % merge * patch);
        }
    }
    return values;
}

Patches preprocess(const Image& image, const PreprocessorConfig& config) {
    checkImage(image, "preprocess");
    Patches patches;
    patches.modelSize = modelSize({image.width, image.height}, config);
    patches.gridH = patches.modelSize.height / config.patch;
    patches.gridW = patches.modelSize.width / config.patch;
    patches.merge = config.merge;
    const Image resized = resizeBicubic(image, patches.modelSize);
    patches.values = patchify(normalisedPlanes(resized, config), 3, patches.modelSize, config);
    return patches;
}

} // namespace vrft
