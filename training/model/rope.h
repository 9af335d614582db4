// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Rotary position embedding: tables for the decoder's three position rows and for the vision tower's patches,
// and the rotation itself.
//
// A head of size E is rotated by E/2 angles; tables hold cos and sin of those E/2 only (the reference stores
// them twice). Angles are computed in fp32 like the reference. Source: transformers modeling_qwen2_5_vl.py.
// Thread rule: pure functions and values.
#pragma once

#include "training/torch_compat.h"

#include <array>

namespace vrft {

struct RopeTable {
    torch::Tensor cos_N1F; // [rows, 1, E/2]; the middle dimension spreads over heads
    torch::Tensor sin_N1F;
};

// theta^(-2i/size), i = 0..size/2-1, fp32.
torch::Tensor inverseFrequencies(std::int64_t size, double theta);

// Angle i of a token is (position in row t, h or w) * inverse frequency i; `section` says how many leading
// frequencies belong to t, then h, then w (M-RoPE). positions_3N int64.
RopeTable mropeTable(const torch::Tensor& positions_3N, const torch::Tensor& inverse_F,
                     const std::array<int, 3>& section, torch::ScalarType type);

// The same with one position for all three rows: text. positions [...] int64; tables [..., 1, E/2].
RopeTable textRopeTable(const torch::Tensor& positions, const torch::Tensor& inverse_F,
                        torch::ScalarType type);

// Angles of a patch: its row times the inverse frequencies of size E/2, then its column times the same.
RopeTable visionRopeTable(const torch::Tensor& patchRows_N, const torch::Tensor& patchColumns_N,
                          std::int64_t headDim, torch::ScalarType type);

// heads_NHE [rows, heads, E], any strides: (a, b) -> (a cos - b sin, b cos + a sin) on the halves of each
// head.
torch::Tensor applyRope(const torch::Tensor& heads_NHE, const RopeTable& table);

} // namespace vrft
