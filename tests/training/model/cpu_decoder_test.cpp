// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Decoding without LibTorch's operations beside decoding with them.
#include "tests/training/model/decoding_loop.h"
#include "training/model/cpu_decoder.h"
#include "training/model/cpu_kernels.h"
#include "training/model/sampler.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace vrft;
using test::apart;
using test::randomFloat;
using torch::Tensor;
using Loop = test::DecodingLoop;

namespace {

constexpr int kSteps = 19; // more than a vector holds

} // namespace

TEST_CASE("few_rows_products_equal_those_of_libtorch_and_rows_do_not_see_each_other") {
    for (const auto& [rows, inputs, outputs] : std::vector<std::array<std::int64_t, 3>>{
             {1, 16, 2}, {3, 37, 19}, {8, 64, 33}, {15, 7, 5}, {64, 48, 31}, {2, 640, 1}}) {
        const Tensor x = randomFloat({rows, inputs}, 1);
        const Tensor w = randomFloat({outputs, inputs}, 2);
        const Tensor bias = randomFloat({outputs}, 3);
        Tensor y = torch::empty({rows, outputs});
        cpu::product(x.data_ptr<float>(), rows, inputs, w.data_ptr<float>(), outputs, bias.data_ptr<float>(),
                     0.5F, y.data_ptr<float>());
        const Tensor expected =
            at::linear(x.to(torch::kFloat64) * 0.5, w.to(torch::kFloat64), bias.to(torch::kFloat64));
        CHECK(apart(y, expected) < 1e-6 * std::sqrt(static_cast<double>(inputs)) * 10);
        for (std::int64_t row = 0; row < rows; ++row) {
            Tensor one = torch::empty({1, outputs});
            cpu::product(x[row].data_ptr<float>(), 1, inputs, w.data_ptr<float>(), outputs,
                         bias.data_ptr<float>(), 0.5F, one.data_ptr<float>());
            CHECK(torch::equal(one[0], y[row]));
            Tensor many = y.clone();
            cpu::addProduct(x.data_ptr<float>(), rows, inputs, w.data_ptr<float>(), outputs, 1.7F,
                            many.data_ptr<float>());
            cpu::addProduct(x[row].data_ptr<float>(), 1, inputs, w.data_ptr<float>(), outputs, 1.7F,
                            one.data_ptr<float>());
            CHECK(torch::equal(one[0], many[row]));
        }
        cpu::addProduct(x.data_ptr<float>(), rows, inputs, w.data_ptr<float>(), outputs, 2.0F,
                        y.data_ptr<float>());
        CHECK(apart(y, expected * 5 - 4 * bias) < 1e-5 * std::sqrt(static_cast<double>(inputs)) * 10);
    }
}

TEST_CASE("exponentials_sums_and_maxima_are_right_to_the_last_places") {
    for (const std::int64_t count : {1, 15, 16, 17, 1000}) {
        const Tensor logits = randomFloat({count}, 5, 20);
        logits[0] = -1e30; // suppressed
        if (count > 3) logits[2] = -86.0;
        Tensor weights = logits.clone();
        const float most = cpu::largest(logits.data_ptr<float>(), count);
        CHECK(most == logits.max().item<float>());
        const double sum = cpu::expAndSum(weights.data_ptr<float>(), count, most);
        const Tensor expected = (logits.to(torch::kFloat64) - static_cast<double>(most)).exp();
        CHECK(sum == doctest::Approx(expected.sum().item<double>()).epsilon(1e-6));
        CHECK(((weights.to(torch::kFloat64) - expected).abs() / (expected + 1e-38)).max().item<double>() <
              1e-5);
        if (count > 1) CHECK(weights[0].item<float>() == 0.0F);
        CHECK(cpu::dot(weights.data_ptr<float>(), weights.data_ptr<float>(), count) ==
              doctest::Approx(expected.square().sum().item<double>()).epsilon(1e-6));
        Tensor gate = randomFloat({count}, 6, 30);
        const Tensor up = randomFloat({count}, 7);
        const Tensor product = at::silu(gate) * up;
        cpu::siluTimes(gate.data_ptr<float>(), up.data_ptr<float>(), count);
        CHECK(apart(gate, product) < 1e-5);
    }
}

TEST_CASE("weights_choose_the_interval_a_number_falls_into") {
    const std::vector<float> weights = {0, 1, 0, 2, 1, 0};
    CHECK(sampleToken(weights, 4, 0.0) == 1);
    CHECK(sampleToken(weights, 4, 0.249) == 1);
    CHECK(sampleToken(weights, 4, 0.25) == 3);
    CHECK(sampleToken(weights, 4, 0.7499) == 3);
    CHECK(sampleToken(weights, 4, 0.75) == 4);
    CHECK(sampleToken(weights, 4.1, 0.9999) == 4); // a total rounded up falls back to the last there is
}

TEST_CASE("steps_equal_those_of_libtorch_with_and_without_adapters") {
    const torch::NoGradGuard noGrad;
    for (const bool adapters : {false, true})
        for (const ModelConfig& config :
             {test::decoderConfig(24, 4, 2, 18), test::decoderConfig(64, 4, 1, 40),
              test::decoderConfig(256, 2, 2, 96)}) {
            CAPTURE(config.text.hiddenSize);
            const Decoder decoder = test::randomDecoder(config, adapters);
            REQUIRE(CpuDecoder::fits(decoder));
            const Loop loop(decoder);
            DecodeCache cache = decoder.makeCache(loop.prefix, 2, 3, kSteps);
            CpuDecoder onCpu(decoder, loop.prefix, loop.lengths, 3, kSteps);
            for (int step = 0; step < kSteps; ++step) {
                CAPTURE(step);
                const Tensor expected = decoder.step(loop.inputs(step), loop.rope(step), cache);
                const Tensor x_ND = loop.inputs(step).clone();
                onCpu.step(x_ND, loop.rope(step));
                CHECK(apart(x_ND, expected) < 2e-4 * expected.abs().max().item<double>());
            }
        }
}

TEST_CASE("a_completion_decodes_to_the_same_bits_alone") {
    const torch::NoGradGuard noGrad;
    const ModelConfig config = test::decoderConfig(64, 4, 2, 40);
    const Decoder decoder = test::randomDecoder(config, true);
    const Loop loop(decoder);
    CpuDecoder together(decoder, loop.prefix, loop.lengths, 3, kSteps);
    Prefix second; // of the second prompt alone, without its padding
    for (const PrefixKeys& layer : loop.prefix.layers)
        second.layers.push_back({layer.key_BLE.narrow(0, 2, 2).narrow(1, 0, 3).contiguous(),
                                 layer.value_BLE.narrow(0, 2, 2).narrow(1, 0, 3).contiguous()});
    const std::vector<std::int64_t> three = {3};
    CpuDecoder alone(decoder, second, three, 1, kSteps);
    for (int step = 0; step < kSteps; ++step) {
        const Tensor all = loop.inputs(step).clone();
        const Tensor one = all.narrow(0, 4, 1).clone();
        const RopeTable rope = loop.rope(step);
        together.step(all, rope);
        alone.step(one, {rope.cos_N1F.narrow(0, 4, 1), rope.sin_N1F.narrow(0, 4, 1)});
        CHECK(torch::equal(all[4], one[0]));
    }
}

TEST_CASE("weights_in_bf16_decode_as_the_same_numbers_in_single_precision") {
    const torch::NoGradGuard noGrad;
    const ModelConfig config = test::decoderConfig(64, 4, 2, 42);
    const Decoder half = test::randomDecoder(config, true, torch::kBFloat16);
    REQUIRE(CpuDecoder::fits(half));
    const Loop loop(half);
    DecodeCache cache = half.makeCache(loop.prefix, 2, 3, kSteps);
    CpuDecoder onCpu(half, loop.prefix, loop.lengths, 3, kSteps);
    for (int step = 0; step < kSteps; ++step) {
        CAPTURE(step);
        const Tensor expected = half.step(loop.inputs(step), loop.rope(step), cache);
        const Tensor x_ND = loop.inputs(step).clone();
        onCpu.step(x_ND, loop.rope(step));
        CHECK(apart(x_ND, expected) < 2e-4 * expected.abs().max().item<double>());
    }
}

TEST_CASE("weights_of_another_kind_are_left_to_libtorch") {
    Decoder decoder = test::randomDecoder(test::decoderConfig(24, 4, 2, 18), false);
    CHECK(CpuDecoder::fits(decoder));
    Linear& up = *decoder.linears()[5].second;
    up.weight = up.weight.to(torch::kFloat16);
    CHECK_FALSE(CpuDecoder::fits(decoder));
}
