// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The kernels of training/gpu, run on the processor, beside decoding with LibTorch's operations.
#include "tests/training/gpu/emulation.h"
#include "tests/training/model/decoding_loop.h"
#include "training/gpu/cuda_program.h"
#include "training/model/gpu_decoder.h"
#include "training/model/sampler.h"
#include "training/model/token_log_prob.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <functional>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-const-variable"
#define VRFT_TILES 1
#define VRFT_HALF 0
#define VRFT_HEADS 2
#define VRFT_SIZE 16
namespace single {
#include "training/gpu/kernels.cuh"
#include "training/gpu/kernels_attend.cuh"
#include "training/gpu/kernels_linear.cuh"
} // namespace single
#undef VRFT_HALF
#undef VRFT_HEADS
#undef VRFT_SIZE
#define VRFT_HALF 1
#define VRFT_HEADS 1
#define VRFT_SIZE 32
namespace half {
#include "training/gpu/kernels.cuh"
#include "training/gpu/kernels_attend.cuh"
#include "training/gpu/kernels_linear.cuh"
} // namespace half
#undef VRFT_TILES
#define VRFT_TILES 4
namespace wide {
#include "training/gpu/kernels.cuh"
#include "training/gpu/kernels_attend.cuh"
#include "training/gpu/kernels_linear.cuh"
} // namespace wide
#pragma GCC diagnostic pop

using namespace vrft;
using test::apart;
using torch::Tensor;
using Loop = test::DecodingLoop;

namespace {

class Emulated final : public gpu::Launcher {
public:
    explicit Emulated(const gpu::KernelOptions& options)
        : options_(options) {}

private:
    template <typename Arguments>
    void call(void (*ofSingle)(Arguments), void (*ofHalf)(Arguments), void (*ofWide)(Arguments),
              const gpu::LaunchShape& shape, const void* arguments) const {
        const auto given = *static_cast<const Arguments*>(arguments);
        const auto kernel = options_.tiles > 1 ? ofWide : options_.half ? ofHalf : ofSingle;
        test::emulate(shape, [&] { kernel(given); });
    }
    void launchRaw(const char* name, const gpu::LaunchShape& shape, const void* arguments) override {
        const std::string kernel = name;
#define VRFT_EMULATE(NAME)                                                                                   \
    if (kernel == #NAME) return call(single::NAME, half::NAME, wide::NAME, shape, arguments);
        VRFT_EMULATE(embedRows)
        VRFT_EMULATE(normRows)
        VRFT_EMULATE(lowRows)
        VRFT_EMULATE(linearOne)
        VRFT_EMULATE(linearLong)
        VRFT_EMULATE(linearGated)
        VRFT_EMULATE(linearTwo)
        VRFT_EMULATE(attendRows)
        VRFT_EMULATE(chooseTokens)
        FAIL("no such kernel: " << kernel);
    }
    gpu::KernelOptions options_;
};

struct Case {
    ModelConfig config;
    bool half = false;
    bool adapters = false;
    bool greedy = false;
    std::int64_t members = 3;
    std::int64_t promptTokens = 4;
    int steps = 3;
};

using RunSteps = std::function<void(const GpuDecoder&, int steps)>;

// Decodes with the kernels, and with LibTorch's operations fed with the tokens that the kernels drew.
void compareLoops(const Case& given, torch::Device device, const RunSteps& run) {
    CAPTURE(given.half);
    CAPTURE(given.adapters);
    CAPTURE(given.greedy);
    CAPTURE(given.members);
    const torch::NoGradGuard noGrad;
    constexpr double kTemperature = 0.8;
    const Decoder decoder = test::randomDecoder(given.config, given.adapters,
                                                given.half ? torch::kBFloat16 : torch::kFloat32, device);
    const Loop loop(decoder, given.members, given.promptTokens);
    REQUIRE(GpuDecoder::fits(decoder, loop.rows));
    std::vector<Tensor> cos;
    std::vector<Tensor> sin;
    for (int t = 0; t < given.steps; ++t) {
        cos.push_back(loop.rope(t).cos_N1F);
        sin.push_back(loop.rope(t).sin_N1F);
    }
    const Tensor first =
        (torch::arange(loop.rows, torch::kInt64) * 5 % given.config.text.vocabSize).to(device);
    GpuSampling sampling;
    sampling.temperature = kTemperature;
    sampling.mask_V = torch::zeros({given.config.text.vocabSize});
    sampling.mask_V[3] = -1e30;
    sampling.mask_V = sampling.mask_V.to(device);
    if (!given.greedy) sampling.uniforms_TN = (test::randomDouble({given.steps, loop.rows}, 7) + 1) / 2;
    const GpuDecoder onGpu(decoder, loop.prefix, loop.lengths, given.members, given.steps,
                           {at::stack(cos), at::stack(sin)}, first, sampling);
    run(onGpu, given.steps);
    const Tensor all = onGpu.chosen_T3N().cpu();

    DecodeCache cache = decoder.makeCache(loop.prefix, 2, given.members, given.steps);
    Tensor ids = first;
    double worst = 0;
    for (int t = 0; t < given.steps; ++t) {
        CAPTURE(t);
        const Tensor hidden = decoder.step(decoder.embed(ids), loop.rope(t), cache);
        const Tensor logProbs =
            at::log_softmax(headLogits(hidden, decoder.head(), sampling.mask_V, kTemperature), 1).cpu();
        const Tensor drawn = all[t];
        const Tensor now = drawn[0].to(torch::kInt64);
        ids = now.to(device);
        const Tensor chosen = logProbs.gather(1, now.unsqueeze(1)).squeeze(1);
        // The rows that products of bf16 take are rounded to 8 bits.
        const double allowed = given.half ? 0.1 : 2e-4;
        worst = std::max(worst, apart(drawn[1], chosen));
        CHECK(apart(drawn[1], chosen) < allowed);
        CHECK(apart(drawn[2], -(logProbs.exp() * logProbs).sum(1)) < allowed);
        if (given.greedy) {
            CHECK(apart(chosen, logProbs.amax(1)) < allowed);
            continue;
        }
        // The number falls into the chosen token's stretch.
        const Tensor reached = at::cumsum(logProbs.to(torch::kFloat64).exp(), 1);
        for (std::int64_t row = 0; row < loop.rows; ++row) {
            const double uniform = sampling.uniforms_TN[t][row].item<double>();
            const auto id = now[row].item<std::int64_t>();
            CHECK(reached[row][id].item<double>() > uniform - allowed);
            if (id > 0) CHECK(reached[row][id - 1].item<double>() <= uniform + allowed);
        }
    }
    MESSAGE("largest difference of a log-probability: " << worst);
}

void emulate(const Case& given) {
    compareLoops(given, torch::kCPU, [&](const GpuDecoder& decoder, int steps) {
        Emulated emulated(decoder.kernels());
        for (int t = 0; t < steps; ++t)
            decoder.step(emulated);
    });
}

} // namespace

TEST_CASE("kernels_decode_as_libtorch_does_in_single_precision") {
    for (const bool adapters : {false, true})
        emulate({test::decoderConfig(64, 4, 2, 48, 48, 2), false, adapters, !adapters});
}

TEST_CASE("kernels_decode_more_rows_than_a_block_multiplies") {
    Case given{test::decoderConfig(64, 2, 2, 64, 48, 1), true, true, false};
    given.members = 18;
    given.steps = 2;
    emulate(given);
}

TEST_CASE("kernels_multiply_many_inputs") {
    Case given{test::decoderConfig(64, 2, 2, 4128, 48, 1), true, true, true};
    given.steps = 1;
    emulate(given);
}

TEST_CASE("kernels_decode_as_libtorch_does_in_bf16") {
    for (const bool adapters : {false, true})
        emulate({test::decoderConfig(64, 2, 2, 96, 48, 2), true, adapters, adapters});
}

TEST_CASE("sizes_that_the_kernels_do_not_know_are_left_to_libtorch") {
    CHECK(GpuDecoder::fits(test::randomDecoder(test::decoderConfig(64, 4, 2, 48, 48), true), 128));
    CHECK_FALSE(GpuDecoder::fits(test::randomDecoder(test::decoderConfig(64, 4, 2, 48, 48), true), 129));
    CHECK_FALSE(GpuDecoder::fits(test::randomDecoder(test::decoderConfig(64, 4, 2, 48, 23), true), 6));
    CHECK_FALSE(GpuDecoder::fits(test::randomDecoder(test::decoderConfig(24, 4, 2, 48, 48), true), 6));
}

// scripts/gpu-check sets VRFT_TEST_DEVICE.
TEST_CASE("kernels_decode_as_libtorch_does_on_a_gpu") {
    const char* const device = std::getenv("VRFT_TEST_DEVICE");
    if (device == nullptr || !torch::Device(device).is_cuda()) {
        MESSAGE("skipped: no GPU is asked for (VRFT_TEST_DEVICE)");
        return;
    }
    const auto run = [](const GpuDecoder& decoder, int steps) {
        gpu::CudaSteps all(decoder.kernels());
        all.record([&](gpu::Launcher& launcher) { decoder.step(launcher); });
        all.run(steps);
        all.wait();
    };
    for (const bool half : {false, true})
        for (const auto& [members, width, heads, kvHeads] :
             std::vector<std::array<int, 4>>{{3, 64, 4, 2},
                                             {4, 512, 4, 1},
                                             {8, 1024, 8, 2},
                                             {16, 512, 8, 8},
                                             {32, 256, 2, 1},
                                             {7, 2048, 16, 2}}) {
            Case given{
                test::decoderConfig(width, heads, kvHeads, 2 * width + 64, width == 2048 ? 32768 : 4096, 3),
                half, members != 4, members == 8};
            given.members = members;
            given.promptTokens = 8 * members + 1;
            given.steps = 40;
            compareLoops(given, torch::Device(device), run);
        }
}
