// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The products and sums of a decoding step on the processor, in single precision: few rows against large
// matrices that are read once and never copied (a BLAS packs them anew for every token).
//
// A row's result doesn't depend on the rows beside it, nor on the number of threads. Matrices are dense and
// row-major. Thread rule: pure functions; they use LibTorch's threads. Not for gradients. Kernels are chosen
// by the processor when first asked for: AVX-512, AVX2 with FMA, or plain.
#pragma once

#include <cstdint>

namespace vrft::cpu {

// Sizes of transposed keys and of scores are rounded up to this many entries.
inline constexpr std::int64_t kLane = 16;
inline std::int64_t roundedUp(std::int64_t count) {
    return (count + kLane - 1) / kLane * kLane;
}

// A weight matrix, in single precision or bf16 (then each number becomes single as it is read).
struct Matrix {
    Matrix(const float* numbers)
        : single(numbers) {}
    explicit Matrix(const std::uint16_t* numbers)
        : half(numbers) {}
    const float* single = nullptr;
    const std::uint16_t* half = nullptr;
};

// y [rows, outputs] = scale * x [rows, inputs] w^T + bias, with w [outputs, inputs]; `bias` may be null.
void product(const float* x, std::int64_t rows, std::int64_t inputs, Matrix w, std::int64_t outputs,
             const float* bias, float scale, float* y);
// y += scale * x w^T.
void addProduct(const float* x, std::int64_t rows, std::int64_t inputs, const float* w, std::int64_t outputs,
                float scale, float* y);

// scores[j] = query . key j, for `count` keys stored transposed, [size, stride]; stride is a multiple of
// kLane, and so many scores are written.
void scores(const float* query, std::int64_t size, const float* keys, std::int64_t stride, std::int64_t count,
            float* scores);
// out [size] += sum of weights[j] * values[j], values [count, size].
void addWeighted(const float* weights, std::int64_t count, const float* values, std::int64_t size,
                 float* out);

// values[i] = exp(values[i] - most), below about -87 exactly 0; returns their sum.
double expAndSum(float* values, std::int64_t count, float most);
float largest(const float* values, std::int64_t count);
double dot(const float* a, const float* b, std::int64_t count);

// y = x / sqrt(mean(x^2) + eps) * weight, one row; y may be x.
void rmsNormRow(const float* x, const float* weight, std::int64_t size, double eps, float* y);
// gate[i] = silu(gate[i]) * up[i].
void siluTimes(float* gate, const float* up, std::int64_t count);

} // namespace vrft::cpu
