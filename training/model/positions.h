// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// M-RoPE positions of a prompt with still images (get_rope_index of the reference).
//
// Text advances one counter for all three rows; an image of H x W merged cells that starts at p has t = p,
// h = p + y, w = p + x and the counter goes on at p + max(H, W). Thread rule: pure function.
// Errors: Mismatch when image tokens and images don't agree.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vrft {

struct MergedGrid {
    int height = 0; // merged cells
    int width = 0;
};

struct MropePositions {
    std::vector<std::int64_t> rows;      // t, h, w one after the other: 3 * ids.size()
    std::int64_t next = 0;               // position of a token appended to the prompt
    std::int64_t delta = 0;              // next - ids.size(): "rope_delta" of the reference
    std::vector<std::int64_t> imageRows; // indexes of the image tokens
};

MropePositions mropePositions(std::span<const int> ids, int imageId, std::span<const MergedGrid> images);

} // namespace vrft
