// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Where the patches of one image lie: their (row, column) in prompt order, the attention windows, and our own
// order, in which windows of equal size stand together.
//
// Patch order of the input: blocks of merge x merge patches, row-major, row-major inside a block. Attention
// inside a window doesn't depend on the order of windows, so ours may differ from the reference's: full
// windows first, then right-edge, bottom-edge and corner ones, and a few batched products serve a whole
// image. Thread rule: pure functions and values. Source: transformers modeling_qwen2_5_vl.py (rot_pos_emb,
// get_window_index).
#pragma once

#include <cstdint>
#include <vector>

namespace vrft {

struct PatchPlace {
    int row = 0;
    int column = 0;
};
std::vector<PatchPlace> patchPlaces(int gridHeight, int gridWidth, int merge);

// The reference's permutation of merged cells and the cumulated window lengths in patches.
struct WindowIndex {
    std::vector<std::int64_t> cells;
    std::vector<std::int64_t> cumulated; // starts with 0
};
WindowIndex windowIndex(int gridHeight, int gridWidth, int merge, int windowCells);

// Windows of one size in our order.
struct WindowClass {
    std::int64_t windows = 0;
    std::int64_t patches = 0; // in each
};

struct VisionLayout {
    std::vector<std::int64_t> patchOrder; // our patch i is the input's patch patchOrder[i]
    std::vector<std::int64_t> cellPlace;  // the input's merged cell i is our cell cellPlace[i]
    std::vector<WindowClass> classes;     // in our order, covering every patch
};
VisionLayout visionLayout(int gridHeight, int gridWidth, int merge, int windowCells);

} // namespace vrft
