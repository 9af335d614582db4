// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/decoder.h"

#include "training/model/attention.h"
#include "training/model/rms_norm.h"

#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace vrft {

namespace {

using torch::Tensor;

constexpr double kHidden = -std::numeric_limits<double>::infinity();

// [S * G * T, K, E] -> [S * K * G, T, E]
Tensor keysPerMember(const Tensor& keys_NKE, std::int64_t prompts, std::int64_t members) {
    const std::int64_t heads = keys_NKE.size(1);
    const std::int64_t headDim = keys_NKE.size(2);
    return keys_NKE.view({prompts, members, -1, heads, headDim})
        .permute({0, 3, 1, 2, 4})
        .reshape({prompts * heads * members, -1, headDim});
}

} // namespace

Decoder::Decoder(const TextConfig& config, const Weights& weights)
    : config_(config)
    , embedding_(weights.at("model.embed_tokens.weight"))
    , finalNorm_(weights.at("model.norm.weight"))
    , head_(config.tieEmbeddings ? embedding_ : weights.at("lm_head.weight"))
    , inverseFrequencies_(inverseFrequencies(config.headDim(), config.ropeTheta).to(embedding_.device())) {
    for (int i = 0; i < config.numLayers; ++i) {
        const std::string name = fmt::format("model.layers.{}.", i);
        layers_.push_back(
            {weights.at(name + "input_layernorm.weight"),
             weights.at(name + "post_attention_layernorm.weight"), weights.linear(name + "self_attn.q_proj"),
             weights.linear(name + "self_attn.k_proj"), weights.linear(name + "self_attn.v_proj"),
             weights.linear(name + "self_attn.o_proj"), weights.linear(name + "mlp.gate_proj"),
             weights.linear(name + "mlp.up_proj"), weights.linear(name + "mlp.down_proj")});
    }
}

std::vector<std::pair<std::string, Linear*>> Decoder::linears() {
    std::vector<std::pair<std::string, Linear*>> all;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const std::string name = fmt::format("model.layers.{}.", i);
        Layer& layer = layers_[i];
        all.insert(all.end(), {{name + "self_attn.q_proj", &layer.q},
                               {name + "self_attn.k_proj", &layer.k},
                               {name + "self_attn.v_proj", &layer.v},
                               {name + "self_attn.o_proj", &layer.o},
                               {name + "mlp.gate_proj", &layer.gate},
                               {name + "mlp.up_proj", &layer.up},
                               {name + "mlp.down_proj", &layer.down}});
    }
    return all;
}

Tensor Decoder::embed(const Tensor& ids_N) const {
    return at::embedding(embedding_, ids_N).to(finalNorm_.scalar_type());
}

RopeTable Decoder::rope(const Tensor& positions_3N) const {
    return mropeTable(positions_3N, inverseFrequencies_, config_.mropeSection, finalNorm_.scalar_type());
}

RopeTable Decoder::textRope(const Tensor& positions) const {
    return textRopeTable(positions, inverseFrequencies_, finalNorm_.scalar_type());
}

Decoder::Projected Decoder::projectKeys(const Layer& layer, const Tensor& x_ND, const RopeTable& rope) const {
    const std::int64_t headDim = config_.headDim();
    return {{},
            applyRope(layer.k(x_ND).view({-1, config_.numKvHeads, headDim}), rope),
            layer.v(x_ND).view({-1, config_.numKvHeads, headDim})};
}

Decoder::Projected Decoder::project(const Layer& layer, const Tensor& x_ND, const RopeTable& rope) const {
    Projected projected = projectKeys(layer, x_ND, rope);
    projected.query_NHE = applyRope(layer.q(x_ND).view({-1, config_.numHeads, config_.headDim()}), rope);
    return projected;
}

Tensor Decoder::finish(const Layer& layer, const Tensor& x_ND, const Tensor& attended_ND) const {
    const Tensor mid_ND = x_ND + layer.o(attended_ND);
    const Tensor normed_ND = rmsNorm(mid_ND, layer.postNorm, config_.rmsNormEps);
    return mid_ND + layer.down(at::silu(layer.gate(normed_ND)) * layer.up(normed_ND));
}

// Rows (query head of the group, token), columns token: hidden where the column comes later.
Tensor Decoder::causalMask(std::int64_t tokens) const {
    if (!causal_.defined() || causal_.size(1) != tokens) {
        const Tensor one_TT =
            torch::full({tokens, tokens}, kHidden, finalNorm_.options().requires_grad(false)).triu_(1);
        causal_ = one_TT.repeat({config_.numHeads / config_.numKvHeads, 1});
    }
    return causal_;
}

Tensor Decoder::attend(const Projected& own, const PrefixKeys* shared, const Tensor& sharedMask,
                       const Tensor& causal_RT, std::int64_t prompts, std::int64_t members) const {
    const std::int64_t kvHeads = config_.numKvHeads;
    const std::int64_t perKv = config_.numHeads / kvHeads;
    const std::int64_t headDim = config_.headDim();
    const std::int64_t tokens = own.key_NKE.size(0) / (prompts * members);
    AttentionInput input;
    input.query_BQE = own.query_NHE.view({prompts, members, tokens, kvHeads, perKv, headDim})
                          .permute({0, 3, 1, 4, 2, 5})
                          .reshape({prompts * kvHeads, members * perKv * tokens, headDim});
    input.key_CTE = keysPerMember(own.key_NKE, prompts, members);
    input.value_CTE = keysPerMember(own.value_NKE, prompts, members);
    input.ownMask_RT = causal_RT;
    input.causal = true;
    if (shared != nullptr) {
        input.sharedKey_BLE = shared->key_BLE;
        input.sharedValue_BLE = shared->value_BLE;
        input.sharedMask_S1L = sharedMask;
    }
    return attention(input)
        .view({prompts, kvHeads, members, perKv, tokens, headDim})
        .permute({0, 2, 4, 1, 3, 5})
        .reshape({prompts * members * tokens, config_.hiddenSize});
}

std::vector<Tensor> Decoder::parametersOf(const Layer& layer) {
    std::vector<Tensor> parameters{layer.inputNorm, layer.postNorm};
    for (const Linear* linear : {&layer.q, &layer.k, &layer.v, &layer.o, &layer.gate, &layer.up, &layer.down})
        for (const Tensor& tensor : {linear->weight, linear->bias, linear->loraA, linear->loraB})
            if (tensor.defined()) parameters.push_back(tensor);
    return parameters;
}

std::vector<Tensor> Decoder::run(const Layer& layer, const std::vector<Tensor>& inputs,
                                 const RecomputedBody& body) const {
    return recompute_ ? recomputed(body, inputs, parametersOf(layer)) : body(inputs);
}

std::vector<PrefixKeys> Decoder::prefix(const Tensor& x_ND, const RopeTable& rope,
                                        std::int64_t prompts) const {
    std::vector<PrefixKeys> result;
    const Tensor causal = causalMask(x_ND.size(0) / prompts);
    Tensor h_ND = x_ND;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const bool last = i + 1 == layers_.size(); // of the last layer only keys and values are ever used
        const Layer& layer = layers_[i];
        const auto through = [this, &layer, rope, causal, prompts, last](const std::vector<Tensor>& inputs) {
            const Tensor normed_ND = rmsNorm(inputs[0], layer.inputNorm, config_.rmsNormEps);
            const Projected own =
                last ? projectKeys(layer, normed_ND, rope) : project(layer, normed_ND, rope);
            std::vector<Tensor> results{keysPerMember(own.key_NKE, prompts, 1),
                                        keysPerMember(own.value_NKE, prompts, 1)};
            if (!last)
                results.push_back(finish(layer, inputs[0], attend(own, nullptr, {}, causal, prompts, 1)));
            return results;
        };
        const std::vector<Tensor> results = run(layer, {h_ND}, through);
        result.push_back({results[0], results[1]});
        if (!last) h_ND = results[2];
    }
    return result;
}

Tensor Decoder::extend(const Tensor& x_ND, const RopeTable& rope, const Prefix& prefix, std::int64_t prompts,
                       std::int64_t members) const {
    const Tensor causal = causalMask(x_ND.size(0) / (prompts * members));
    Tensor h_ND = x_ND;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const Layer& layer = layers_[i];
        const auto through = [this, &layer, rope, causal, padding = prefix.paddingMask_S1L, prompts,
                              members](const std::vector<Tensor>& inputs) -> std::vector<Tensor> {
            const Projected own =
                project(layer, rmsNorm(inputs[0], layer.inputNorm, config_.rmsNormEps), rope);
            PrefixKeys shared;
            if (inputs.size() > 1) shared = {inputs[1], inputs[2]};
            return {finish(
                layer, inputs[0],
                attend(own, inputs.size() > 1 ? &shared : nullptr, padding, causal, prompts, members))};
        };
        std::vector<Tensor> inputs{h_ND};
        if (!prefix.layers.empty())
            inputs.insert(inputs.end(), {prefix.layers[i].key_BLE, prefix.layers[i].value_BLE});
        h_ND = run(layer, inputs, through)[0];
    }
    return rmsNorm(h_ND, finalNorm_, config_.rmsNormEps);
}

DecodeCache Decoder::makeCache(Prefix prefix, std::int64_t prompts, std::int64_t members,
                               std::int64_t steps) const {
    DecodeCache cache;
    cache.prompts = prompts;
    cache.members = members;
    cache.used = prefix.layers.front().key_BLE.size(1);
    const std::int64_t columns = cache.used + steps * members;
    for (PrefixKeys& layer : prefix.layers) {
        const auto grown = [&](const Tensor& part_BLE) {
            Tensor all = at::empty({part_BLE.size(0), columns, part_BLE.size(2)}, part_BLE.options());
            all.narrow(1, 0, cache.used).copy_(part_BLE);
            return all;
        };
        cache.layers.push_back({grown(layer.key_BLE), grown(layer.value_BLE)});
        layer = {};
    }
    const auto options = finalNorm_.options().requires_grad(false);
    Tensor mask_SGC = torch::zeros({prompts, members, columns}, options);
    if (prefix.paddingMask_S1L.defined())
        mask_SGC.narrow(2, 0, cache.used).copy_(prefix.paddingMask_S1L.expand({-1, members, -1}));
    const Tensor others_GG = torch::full({members, members}, kHidden, options).fill_diagonal_(0);
    mask_SGC.narrow(2, cache.used, steps * members)
        .copy_(others_GG.repeat({1, steps}).expand({prompts, -1, -1}));
    cache.mask_SG1C = mask_SGC.unsqueeze(2);
    return cache;
}

Tensor Decoder::step(const Tensor& x_ND, const RopeTable& rope, DecodeCache& cache) const {
    Tensor h_ND = x_ND;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const Layer& layer = layers_[i];
        const Projected own = project(layer, rmsNorm(h_ND, layer.inputNorm, config_.rmsNormEps), rope);
        h_ND = finish(layer, h_ND, stepAttend(own, cache.layers[i], cache));
    }
    cache.used += cache.members;
    return rmsNorm(h_ND, finalNorm_, config_.rmsNormEps);
}

Tensor Decoder::stepAttend(const Projected& own, const PrefixKeys& keys, DecodeCache& cache) const {
    const std::int64_t prompts = cache.prompts;
    const std::int64_t members = cache.members;
    const std::int64_t kvHeads = config_.numKvHeads;
    const std::int64_t perKv = config_.numHeads / kvHeads;
    const std::int64_t headDim = config_.headDim();
    const std::int64_t columns = cache.used + members;
    // [S * G, K, E] -> columns of the cache [S, K, G, E]
    const auto append = [&](const Tensor& cached_BCE, const Tensor& own_NKE) {
        cached_BCE.narrow(1, cache.used, members)
            .view({prompts, kvHeads, members, headDim})
            .copy_(own_NKE.view({prompts, members, kvHeads, headDim}).transpose(1, 2));
        return cached_BCE.narrow(1, 0, columns);
    };
    const Tensor key_BCE = append(keys.key_BLE, own.key_NKE);
    const Tensor value_BCE = append(keys.value_BLE, own.value_NKE);
    const Tensor query_BQE = own.query_NHE.view({prompts, members, kvHeads, perKv, headDim})
                                 .transpose(1, 2)
                                 .mul(1.0 / std::sqrt(static_cast<double>(headDim)))
                                 .reshape({prompts * kvHeads, members * perKv, headDim});
    Tensor scores_BQC = at::bmm(query_BQE, key_BCE.transpose(1, 2));
    scores_BQC.view({prompts, kvHeads, members, perKv, columns})
        .add_(cache.mask_SG1C.narrow(3, 0, columns).unsqueeze(1));
    return at::bmm(at::softmax(scores_BQC, -1), value_BCE)
        .view({prompts, kvHeads, members, perKv, headDim})
        .transpose(1, 2)
        .reshape({prompts * members, config_.hiddenSize});
}

} // namespace vrft
