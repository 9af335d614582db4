// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Qwen2.5-VL's text decoder: M-RoPE, grouped-query attention, and three ways through the same layers.
//
//   prefix   keys and values of prompts, computed once (with gradients where they are on)
//   extend   hidden states of completions that see their prompt's keys and their own earlier tokens
//   step     one more token of every completion over a growing key/value cache, without gradients
//
// Sizes: S prompts of L tokens (padded at the right), G completions each of T tokens (padded at the right); K
// key/value heads, each shared by r query heads; E head size; D hidden. Rows are [S * L] or [S * G * T], in
// that order. Thread rule: one thread at a time. Ownership: shares the tensors of Weights. Source:
// modeling_qwen2_5_vl.py.
#pragma once

#include "core/policies/model_config.h"
#include "training/model/linear.h"
#include "training/model/recompute.h"
#include "training/model/rope.h"
#include "training/model/weights.h"

#include "training/torch_compat.h"

#include <string>
#include <vector>

namespace vrft {

// Keys and values of one layer over the prompts: [S * K, L, E].
struct PrefixKeys {
    torch::Tensor key_BLE;
    torch::Tensor value_BLE;
};

// The prompts' keys as completions see them; no layers = completions without a prompt.
struct Prefix {
    std::vector<PrefixKeys> layers;
    torch::Tensor paddingMask_S1L; // 0 or -inf; undefined = prompts of one length
};

// The cache of a decoding loop. Columns: L of the prompt, then for every step one per completion of the
// prompt, of which a completion sees its own (a few wasted products, one dense batch).
struct DecodeCache {
    std::vector<PrefixKeys> layers; // [S * K, L + steps * G, E]
    torch::Tensor mask_SG1C;        // [S, G, 1, columns], 0 or -inf
    std::int64_t prompts = 0;
    std::int64_t members = 0; // G
    std::int64_t used = 0;    // columns
};

struct DecoderLayer {
    torch::Tensor inputNorm;
    torch::Tensor postNorm;
    Linear q, k, v, o;
    Linear gate, up, down;
};

class Decoder {
public:
    Decoder(const TextConfig& config, const Weights& weights);

    torch::Tensor embed(const torch::Tensor& ids_N) const; // [N, D]
    RopeTable rope(const torch::Tensor& positions_3N) const;
    RopeTable textRope(const torch::Tensor& positions) const;

    std::vector<PrefixKeys> prefix(const torch::Tensor& x_ND, const RopeTable& rope,
                                   std::int64_t prompts) const;

    // Final hidden states, normalised: [S * G * T, D].
    torch::Tensor extend(const torch::Tensor& x_ND, const RopeTable& rope, const Prefix& prefix,
                         std::int64_t prompts, std::int64_t members) const;

    // Takes the prefix apart: its keys and those of the cache aren't all there together.
    DecodeCache makeCache(Prefix prefix, std::int64_t prompts, std::int64_t members,
                          std::int64_t steps) const;
    // x_ND [S * G, D] -> final hidden states, normalised, of the same rows.
    torch::Tensor step(const torch::Tensor& x_ND, const RopeTable& rope, DecodeCache& cache) const;

    const torch::Tensor& embedding() const { return embedding_; } // [V, D]
    const torch::Tensor& head() const { return head_; }           // [V, D]
    const torch::Tensor& finalNorm() const { return finalNorm_; }
    const std::vector<DecoderLayer>& layers() const { return layers_; }
    const TextConfig& config() const { return config_; }

    // prefix and extend keep a layer's inputs only and compute it again in the backward pass (gradient
    // checkpointing). Decoding and passes without gradients stay as they are.
    void setRecompute(bool on) { recompute_ = on; }

    // Every linear layer with its name ("model.layers.0.self_attn.q_proj"): where adapters go.
    std::vector<std::pair<std::string, Linear*>> linears();

private:
    using Layer = DecoderLayer;
    struct Projected {
        torch::Tensor query_NHE;
        torch::Tensor key_NKE;
        torch::Tensor value_NKE;
    };
    Projected project(const Layer& layer, const torch::Tensor& x_ND, const RopeTable& rope) const;
    Projected projectKeys(const Layer& layer, const torch::Tensor& x_ND, const RopeTable& rope) const;
    torch::Tensor finish(const Layer& layer, const torch::Tensor& x_ND,
                         const torch::Tensor& attended_ND) const;
    torch::Tensor attend(const Projected& own, const PrefixKeys* shared, const torch::Tensor& sharedMask,
                         const torch::Tensor& causal_RT, std::int64_t prompts, std::int64_t members) const;
    torch::Tensor stepAttend(const Projected& own, const PrefixKeys& keys, DecodeCache& cache) const;
    torch::Tensor causalMask(std::int64_t tokens) const;
    static std::vector<torch::Tensor> parametersOf(const Layer& layer);
    // body(inputs) of one layer, kept or computed again.
    std::vector<torch::Tensor> run(const Layer& layer, const std::vector<torch::Tensor>& inputs,
                                   const RecomputedBody& body) const;

    TextConfig config_;
    bool recompute_ = false;
    torch::Tensor embedding_;
    torch::Tensor finalNorm_;
    torch::Tensor head_;
    std::vector<Layer> layers_;
    torch::Tensor inverseFrequencies_; // [E/2]
    mutable torch::Tensor causal_;     // the mask of the last length asked for
};

} // namespace vrft
