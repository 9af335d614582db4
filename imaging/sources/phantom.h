// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Ultrasound-like phantoms with one lesion of which everything is known: shape, margin, echo, size, mask,
// box.
//
// Pixels are equal on every machine: our own counter-based generator, integers and the IEEE-exact operations
// + - * / and sqrt on doubles; no libm function enters. Not for physics: nothing here simulates sound.
// Images of one patient share their tissue (layers, echo level); lesions are independent of one another.
// Source of the model: smooth noise, horizontal bands, Rayleigh speckle (magnitude of a filtered complex
// field, Wagner et al., IEEE Trans. Sonics Ultrason. 30, 1983); lesion outlines are ellipses, r(1 + a cos 3t)
// and triangular spikes. Thread rule: pure functions, values.
#pragma once

#include "core/box.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

enum class LesionShape { Oval, Irregular };
enum class LesionMargin { Smooth, Spiculated };
enum class LesionEcho { Dark, Bright };
enum class LesionSize { Small, Medium, Large };

struct PhantomTruth {
    LesionShape shape = LesionShape::Oval;
    LesionMargin margin = LesionMargin::Smooth;
    LesionEcho echo = LesionEcho::Dark;
    LesionSize size = LesionSize::Small;
    Box box; // tight around the mask, pixels of the image, x2 and y2 exclusive

    // 0-4: size (0-2) + irregular + spiculated.
    int grade() const;
    // Two or more of large, irregular, spiculated.
    bool malignant() const;
    // {"shape","oval"}, {"margin","smooth"}, {"echo","dark"}, {"size","small"}: always in this order.
    std::vector<std::pair<std::string, std::string>> attributes() const;
};

struct Phantom {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels; // grey, row by row
    std::vector<std::uint8_t> mask;   // 1 inside the lesion
    PhantomTruth truth;
};

inline constexpr int kPhantomPixels = 48;
inline constexpr double kPhantomSpacingMm = 0.6; // at 48 pixels: a field of 28.8 mm

// Number of images of a patient: 2 to 5, from (seed, patient) alone.
int phantomImageCount(std::uint64_t seed, int patient);

// Image `image` (from 0) of patient `patient` (from 0). `side` is 32 to 256 pixels; everything scales with
// it. Throws Error(InvalidArgument) for another side.
Phantom makePhantom(std::uint64_t seed, int patient, int image, int side = kPhantomPixels);

} // namespace vrft
