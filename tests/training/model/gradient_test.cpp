// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Every block against finite differences in double, and against the same thing written with LibTorch's own
// operators.
#include "tests/training/gradient_check.h"
#include "training/model/attention.h"
#include "training/model/decoder.h"
#include "training/model/rms_norm.h"
#include "training/model/rope.h"
#include "training/model/token_log_prob.h"
#include "training/model/vision_tower.h"

#include <doctest/doctest.h>

using namespace vrft;
using test::checkGradients;
using test::randomDouble;
using torch::Tensor;

namespace {

double difference(const Tensor& a, const Tensor& b) {
    return (a - b).abs().max().item<double>();
}

// Random weights of a configuration, in double.
Weights doubleWeights(const ModelConfig& config, std::vector<Tensor>& all, const std::string& prefix) {
    Weights weights;
    std::uint64_t seed = 1;
    for (const TensorSpec& spec : modelTensors(config)) {
        if (!spec.name.starts_with(prefix)) continue;
        Tensor tensor = randomDouble(spec.shape, ++seed, 0.5);
        if (spec.name.find("norm") != std::string::npos || spec.name.find("ln_q") != std::string::npos)
            tensor = tensor + 1;
        all.push_back(tensor);
        weights.add(spec.name, tensor);
    }
    return weights;
}

ModelConfig smallConfig() {
    ModelConfig config;
    config.text = {16, 12, 2, 4, 2, 11, 1e-6, 100.0, {1, 1, 0}, true};
    config.vision.depth = 2;
    config.vision.hiddenSize = 8;
    config.vision.intermediateSize = 6;
    config.vision.numHeads = 2;
    config.vision.patch = 2;
    config.vision.window = 8;
    config.vision.outHiddenSize = 16;
    config.vision.fullAttentionBlocks = {1};
    return config;
}

} // namespace

TEST_CASE("rms_norm_gradient") {
    const Tensor x = randomDouble({5, 7}, 1);
    const Tensor w = randomDouble({7}, 2);
    checkGradients({x, w}, [&] { return rmsNorm(x, w, 1e-6); });
    CHECK(difference(rmsNorm(x, w, 1e-3), x * (x.pow(2).mean(-1, true) + 1e-3).rsqrt() * w) < 1e-12);
}

TEST_CASE("rope_gradient_and_the_reference_formula") {
    const RopeTable table =
        textRopeTable(torch::arange(3, 8, torch::kInt64), inverseFrequencies(8, 100), torch::kFloat64);
    const Tensor x = randomDouble({5, 2, 8}, 1);
    checkGradients({x}, [&] { return applyRope(x, table); });
    const Tensor cos = torch::cat({table.cos_N1F, table.cos_N1F}, -1);
    const Tensor sin = torch::cat({table.sin_N1F, table.sin_N1F}, -1);
    const auto halves = x.chunk(2, -1);
    CHECK(difference(applyRope(x, table), x * cos + torch::cat({-halves[1], halves[0]}, -1) * sin) < 1e-12);
}

TEST_CASE("attention_gradient_and_the_plain_formula") {
    constexpr std::int64_t kBatch = 4, kMembers = 3, kRows = 2, kOwn = 2, kShared = 5, kSize = 6;
    const Tensor query = randomDouble({kBatch, kMembers * kRows, kSize}, 1);
    const Tensor key = randomDouble({kBatch * kMembers, kOwn, kSize}, 2);
    const Tensor value = randomDouble({kBatch * kMembers, kOwn, kSize}, 3);
    const Tensor sharedKey = randomDouble({kBatch, kShared, kSize}, 4);
    const Tensor sharedValue = randomDouble({kBatch, kShared, kSize}, 5);
    const Tensor own = torch::full({kRows, kOwn}, -INFINITY, torch::kFloat64).triu(1);
    Tensor padding = torch::zeros({2, 1, kShared}, torch::kFloat64);
    padding[1][0].narrow(0, 3, 2).fill_(-INFINITY);
    checkGradients({query, key, value, sharedKey, sharedValue}, [&] {
        return attention({query, key, value, own, sharedKey, sharedValue, padding});
    });
    checkGradients({query, key, value}, [&] {
        return attention({query.view({kBatch * kMembers, kRows, kSize}), key, value, {}, {}, {}, {}});
    });

    // Every member alone: its own keys behind the shared ones, masks beside each other.
    const Tensor out = attention({query, key, value, own, sharedKey, sharedValue, padding});
    for (std::int64_t b = 0; b < kBatch; ++b)
        for (std::int64_t g = 0; g < kMembers; ++g) {
            const Tensor q = query[b].narrow(0, g * kRows, kRows);
            const Tensor k = torch::cat({sharedKey[b], key[b * kMembers + g]});
            const Tensor v = torch::cat({sharedValue[b], value[b * kMembers + g]});
            const Tensor mask = torch::cat({padding[b / 2].expand({kRows, kShared}), own}, 1);
            const Tensor plain = torch::softmax(q.mm(k.t()) / std::sqrt(6.0) + mask, -1).mm(v);
            CHECK(difference(out[b].narrow(0, g * kRows, kRows), plain) < 1e-12);
        }
}

TEST_CASE("token_log_prob_gradient_and_the_plain_formula") {
    const Tensor hidden = randomDouble({6, 4}, 1);
    const Tensor head = randomDouble({9, 4}, 2);
    Tensor mask = torch::zeros({9}, torch::kFloat64);
    mask[3] = kSuppressed;
    const Tensor targets = torch::tensor({0, 1, 2, 8, 8, 4}, torch::kInt64);
    checkGradients({hidden, head}, [&] { return tokenLogProbs(hidden, head, mask, targets, 0.7).first; });
    Tensor logits = hidden.mm(head.t()) / 0.7;
    logits.detach().select(1, 3).fill_(-INFINITY);
    const Tensor logProbs = torch::log_softmax(logits.detach(), 1);
    const auto [chosen, entropy] = tokenLogProbs(hidden, head, mask, targets, 0.7);
    CHECK(difference(chosen, logProbs.gather(1, targets.unsqueeze(1)).squeeze(1)) < 1e-12);
    CHECK(difference(entropy, -torch::nan_to_num(logProbs.exp() * logProbs, 0.0).sum(1)) < 1e-12);
    CHECK_FALSE(entropy.requires_grad());
}

TEST_CASE("decoder_gradient_through_prompt_and_completions") {
    const ModelConfig config = smallConfig();
    std::vector<Tensor> parameters;
    const Decoder decoder(config.text, doubleWeights(config, parameters, "model."));
    const Tensor promptIds =
        torch::tensor({1, 2, 3, 4, 5, 6, 7, 8}, torch::kInt64); // two prompts of four tokens
    const Tensor ids = torch::tensor({1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3}, torch::kInt64); // 2 x 3 x 2
    const RopeTable promptRope = decoder.rope(torch::arange(24, torch::kInt64).view({3, 8}));
    const RopeTable rope = decoder.textRope(torch::arange(12, torch::kInt64));
    checkGradients(
        parameters,
        [&] {
            Prefix prefix{decoder.prefix(decoder.embed(promptIds), promptRope, 2), {}};
            return decoder.extend(decoder.embed(ids), rope, prefix, 2, 3);
        },
        6);
}

TEST_CASE("adapter_gradient_through_prompt_and_completions") {
    const ModelConfig config = smallConfig();
    std::vector<Tensor> parameters;
    Decoder decoder(config.text, doubleWeights(config, parameters, "model."));
    std::vector<Tensor> adapters; // A and B of every linear layer, B not at its zero of the start
    std::uint64_t seed = 1000;
    for (const auto& [name, linear] : decoder.linears()) {
        linear->loraA = randomDouble({3, linear->weight.size(1)}, ++seed, 0.5);
        linear->loraB = randomDouble({linear->weight.size(0), 3}, ++seed, 0.5);
        linear->loraScale = 1.5;
        linear->loraEnabled = true;
        adapters.insert(adapters.end(), {linear->loraA, linear->loraB});
    }
    REQUIRE(adapters.size() == 2 * 7 * 2);
    const Tensor promptIds = torch::tensor({1, 2, 3, 4, 5, 6, 7, 8}, torch::kInt64);
    const Tensor ids = torch::tensor({1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3}, torch::kInt64);
    const RopeTable promptRope = decoder.rope(torch::arange(24, torch::kInt64).view({3, 8}));
    const RopeTable rope = decoder.textRope(torch::arange(12, torch::kInt64));
    const auto forward = [&] {
        const Prefix prefix{decoder.prefix(decoder.embed(promptIds), promptRope, 2), {}};
        return decoder.extend(decoder.embed(ids), rope, prefix, 2, 3);
    };
    checkGradients(adapters, forward, 6);

    // The plain formula: W + scale * B A.
    const torch::NoGradGuard noGrad;
    const Tensor adapted = forward();
    for (const auto& [name, linear] : decoder.linears()) {
        linear->weight.add_(linear->loraB.mm(linear->loraA), 1.5);
        linear->loraEnabled = false;
    }
    CHECK(difference(adapted, forward()) < 1e-12);
}

TEST_CASE("vision_tower_gradient") {
    const ModelConfig config = smallConfig();
    std::vector<Tensor> parameters;
    const VisionTower tower(config.vision, doubleWeights(config, parameters, "visual."));
    const Tensor patches = randomDouble({2, 6 * 10, 24}, 3); // windows of four sizes
    checkGradients(
        parameters, [&] { return tower.forward(patches, 6, 10); }, 4);
}
