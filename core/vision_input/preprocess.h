// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// From an 8-bit image to the rows of patches that Qwen2-VL and Qwen2.5-VL read.
//
// Still images only. Grey becomes RGB by repetition. Equal to the slow (PIL) processor of Hugging Face
// transformers; the fast one (torchvision) differs by about one grey level at some pixels. Thread rule: pure
// functions. Source: transformers image_processing_qwen2_vl.py, Pillow Resample.c.
#pragma once

#include "core/box.h"
#include "core/json.h"
#include "core/vision_input/image.h"

#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace vrft {

// Defaults are the class defaults of the reference, used for keys that a file leaves out.
struct PreprocessorConfig {
    std::int64_t minPixels = 56 * 56;
    std::int64_t maxPixels = 28 * 28 * 1280;
    int patch = 14;
    int temporalPatch = 2;
    int merge = 2;
    std::array<double, 3> mean = {0.48145466, 0.4578275, 0.40821073}; // RGB
    std::array<double, 3> std = {0.26862954, 0.26130258, 0.27577711};

    int factor() const { return patch * merge; }
    bool operator==(const PreprocessorConfig&) const = default;
};

// The file of a policy folder that says how images are prepared: preprocessor_config.json, else
// processor_config.json (its image_processor), which transformers 5 writes instead.
std::string preprocessorName(const std::filesystem::path& policyFolder);

// That file: `min_pixels`/`max_pixels`, or `size` with
// shortest_edge/longest_edge or min_pixels/max_pixels. Error(Unsupported) where the file asks for another
// filter, rescaling or step.
PreprocessorConfig readPreprocessor(const std::filesystem::path& policyFolder);
PreprocessorConfig preprocessorFromJson(const Json& document, const std::string& where);

// The size the policy sees: multiples of `factor` (round half to even), at least `factor` a side, area within
// [minPixels, maxPixels] as far as the aspect allows. Error(Unsupported) for a ratio of sides above 200.
Size smartResize(Size size, int factor, std::int64_t minPixels, std::int64_t maxPixels);

// Bicubic, a = -0.5, support widened when shrinking; horizontal pass, then vertical, each in 22-bit fixed
// point and rounded to 8 bits: byte-equal to Image.resize(BICUBIC) of Pillow up to 12 (13 swaps the passes
// when the height shrinks more). An equal size gives an unchanged copy.
Image resizeBicubic(const Image& image, Size size);

// Planar samples [channels, height, width] -> [gridH * gridW, channels * T * p * p], both temporal frames
// equal. Rows: blocks of merge x merge patches, row-major, row-major inside a block. Columns: channel, frame,
// row, column.
std::vector<float> patchify(std::span<const float> samplesChw, int channels, Size size,
                            const PreprocessorConfig& config);

struct Patches {
    int gridH = 0; // patches
    int gridW = 0;
    int merge = 2;
    Size modelSize; // pixels: the frame of boxes in model text (Qwen2.5-VL)
    std::vector<float> values;

    int rows() const { return gridH * gridW; }
    int tokens() const { return gridH * gridW / (merge * merge); } // image pads in the prompt
};

// The same size decision without reading pixels: what a prompt will cost.
Size modelSize(Size imageSize, const PreprocessorConfig& config);
Patches preprocess(const Image& image, const PreprocessorConfig& config);

} // namespace vrft
