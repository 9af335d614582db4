// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Softmax attention over shared keys (a prompt, for all its completions) and own keys (of one completion), as
// one differentiable step that keeps only the probabilities. Where nothing is shared and LibTorch has fused
// attention, that is taken and not even they are kept.
//
// Batch entries B are prompt x key/value head. Each has G members (completions), each with R query rows
// (query heads of the group x tokens) and T own keys. With G = 1 and no shared keys this is plain attention.
// Thread rule: pure function.
#pragma once

#include "training/torch_compat.h"

namespace vrft {

struct AttentionInput {
    torch::Tensor query_BQE;     // [B, G * R, E]
    torch::Tensor key_CTE;       // [B * G, T, E]
    torch::Tensor value_CTE;     // [B * G, T, E]
    torch::Tensor ownMask_RT;    // added to scores; undefined = all visible
    torch::Tensor sharedKey_BLE; // undefined = none
    torch::Tensor sharedValue_BLE;
    torch::Tensor
        sharedMask_S1L;  // added to scores; S divides B (one row per prompt); undefined = all visible
    bool causal = false; // ownMask_RT hides the keys after a row's own token, and nothing else
};

// softmax(E^-0.5 q k^T + mask) v -> [B, G * R, E].
torch::Tensor attention(const AttentionInput& input);

} // namespace vrft
