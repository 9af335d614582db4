// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The decoding loop of Decoder::step on the processor, weights in single precision or bf16 and all else in
// single, without LibTorch's operations: one more token of every completion, over the prompts' keys (kept
// once for all completions of a prompt) and each completion's own.
//
// The same numbers as Decoder::step but for rounding; a completion's don't depend on those beside it. No
// gradients. Names of sizes as in decoder.h. Thread rule: one thread at a time. Ownership: shares the
// decoder's weights, which must stay as they are while it lives.
#pragma once

#include "training/model/cpu_kernels.h"
#include "training/model/decoder.h"

#include "training/torch_compat.h"

#include <span>
#include <vector>

namespace vrft {

// Of single precision or bf16; shares its memory.
cpu::Matrix matrixOf(const torch::Tensor& weight_OI);

class CpuDecoder {
public:
    // Whether all weights are dense and in the processor's memory, matrices in bf16 or single precision.
    static bool fits(const Decoder& decoder);

    // `lengths`: tokens of each prompt in `prefix`; what comes behind is padding.
    CpuDecoder(const Decoder& decoder, const Prefix& prefix, std::span<const std::int64_t> lengths,
               std::int64_t members, std::int64_t steps);

    // x_ND [S * G, D], replaced by the final hidden states, normalised. Tables of the step, [S * G, 1, E/2].
    void step(const torch::Tensor& x_ND, const RopeTable& rope);

private:
    // Keys are transposed, so that scores of neighbouring ones are worked out together.
    struct Keys {
        torch::Tensor prompt_BEL;      // [S * K, E, L], L rounded up
        torch::Tensor promptValue_BLE; // [S * K, L, E]
        torch::Tensor own_NKET;        // [S * G, K, E, T], T rounded up
        torch::Tensor ownValue_NKTE;
    };
    void linear(const float* x, const Linear& layer, float* y);
    void rotate(float* heads, std::int64_t numHeads, const RopeTable& rope) const;
    void append(Keys& keys);
    void attend(const Keys& keys);

    const Decoder& decoder_;
    std::vector<std::int64_t> lengths_;
    std::int64_t members_;
    std::int64_t rows_;
    std::int64_t longest_ = 0; // prompt columns, rounded up
    std::int64_t steps_;       // rounded up
    std::int64_t used_ = 0;    // own columns
    std::vector<Keys> keys_;   // by layer
    torch::Tensor normed_ND, query_ND, key_NC, value_NC, attended_ND, gate_NF, up_NF, low_NR, scores_NHJ;
};

} // namespace vrft
