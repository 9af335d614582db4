// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The decoding loop of Decoder::step on a CUDA device, with the choice of each token: eight launches a layer
// over few rows, which read every weight once (training/gpu/kernels.cuh).
//
// The same numbers as Decoder::step but for rounding; in bf16 products are summed and handed on in single
// precision. Which token is drawn follows from a row's uniform number and its probabilities alone. No
// gradients, no truncation (top-k, top-p). Names of sizes as in decoder.h. Thread rule: one thread at a time.
// Ownership: shares the decoder's weights, which must stay as they are while it lives.
#pragma once

#include "training/gpu/launcher.h"
#include "training/model/decoder.h"

#include "training/torch_compat.h"

#include <span>
#include <vector>

namespace vrft {

// How tokens are drawn.
struct GpuSampling {
    torch::Tensor mask_V;      // added to logits
    double temperature = 1;    // logits are divided by it first
    torch::Tensor uniforms_TN; // double, a number of [0, 1) for every step and row; undefined: the likeliest
};

class GpuDecoder {
public:
    // Whether the kernels know these sizes and types; the device isn't asked.
    static bool fits(const Decoder& decoder, std::int64_t rows);

    // `lengths`: tokens of each prompt in `prefix`. Tables of all steps, [T, S * G, 1, E/2]; ids_N the first
    // inputs.
    GpuDecoder(const Decoder& decoder, const Prefix& prefix, std::span<const std::int64_t> lengths,
               std::int64_t members, std::int64_t steps, const RopeTable& rope, const torch::Tensor& ids_N,
               const GpuSampling& sampling);

    // What the kernels must be compiled for.
    gpu::KernelOptions kernels() const { return options_; }

    // The launches of one step; each step goes on from the one before. `steps` of them at most.
    void step(gpu::Launcher& launcher) const;

    // [T, 3, S * G] double: id, log-probability and entropy of every token drawn so far.
    const torch::Tensor& chosen_T3N() const { return chosen_T3N_; }

private:
    struct Keys {
        torch::Tensor prompt_BLE; // [S * K, L, E]
        torch::Tensor promptValue_BLE;
        torch::Tensor own_NKTE;
        torch::Tensor ownValue_NKTE;
    };
    void norm(gpu::Launcher& launcher, const torch::Tensor& weight,
              std::span<const Linear* const> adapted) const;
    void low(gpu::Launcher& launcher, const torch::Tensor& x_NI, const Linear& linear) const;
    // out [rows, outputs of all parts] from x; `splits` of what the adapters' A left in low_.
    void linear(gpu::Launcher& launcher, std::span<const Linear* const> parts, const torch::Tensor& x_NI,
                int splits, gpu::LinearKind kind, const torch::Tensor& out, const torch::Tensor& again) const;
    // And what the adapter of `out` takes of it.
    void attend(gpu::Launcher& launcher, const Keys& keys, const Linear& out) const;
    torch::Tensor zeros(std::int64_t rows, std::int64_t width, torch::ScalarType type) const;

    const Decoder& decoder_;
    GpuSampling sampling_;
    gpu::KernelOptions options_;
    RopeTable rope_;
    std::int64_t rows_;
    std::int64_t padded_; // rows, rounded up to whole tiles
    std::int64_t members_;
    std::int64_t steps_;
    std::vector<Keys> keys_; // by layer
    torch::Tensor lengths_S, ids_N, step_1, chosen_T3N_;
    // Single precision beside the weights' type; the latter padded.
    torch::Tensor x_ND, normed_ND, qkv_NC, attended_ND, gated_NF, gatedAgain_NF, low_, logits_NV;
};

} // namespace vrft
