// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/cpu_kernels.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

// Bodies are written once over vectors of 16 floats and compiled for each kind of processor.
#define VRFT_BODY inline __attribute__((always_inline))
#ifdef __x86_64__
#define VRFT_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma")))
#define VRFT_AVX2 __attribute__((target("avx2,fma")))
#endif

namespace vrft::cpu {

namespace {

using Vector = float __attribute__((vector_size(64)));
using Integers = std::int32_t __attribute__((vector_size(64)));
using Doubles = double __attribute__((vector_size(64)));
using Halves = std::uint16_t __attribute__((vector_size(32))); // bf16: the upper half of a float
using Words = std::uint32_t __attribute__((vector_size(64)));

constexpr std::int64_t kRows = 8;     // of x at once
constexpr std::int64_t kAhead = 2048; // weights fetched before they are needed

VRFT_BODY void load(const float* from, Vector& to) {
    std::memcpy(&to, from, sizeof to);
}
VRFT_BODY void loadPart(const float* from, std::int64_t count, Vector& to) {
    to = Vector{};
    std::memcpy(&to, from, static_cast<std::size_t>(count) * sizeof(float));
}
VRFT_BODY void widen(const Halves& from, Vector& to) {
    const Words words = __builtin_convertvector(from, Words) << 16;
    std::memcpy(&to, &words, sizeof to);
}
VRFT_BODY void load(const std::uint16_t* from, Vector& to) {
    Halves halves;
    std::memcpy(&halves, from, sizeof halves);
    widen(halves, to);
}
VRFT_BODY void loadPart(const std::uint16_t* from, std::int64_t count, Vector& to) {
    Halves halves{};
    std::memcpy(&halves, from, static_cast<std::size_t>(count) * sizeof(std::uint16_t));
    widen(halves, to);
}
VRFT_BODY void store(const Vector& from, float* to) {
    std::memcpy(to, &from, sizeof from);
}

// Sums of sixteen vectors, one a lane, in the vectors' order.
VRFT_BODY void sumEach(const Vector (&v)[16], Vector& sums) {
    Vector pairs[8];
    for (int i = 0; i < 8; ++i)
        pairs[i] = __builtin_shufflevector(v[2 * i], v[2 * i + 1], 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25,
                                           12, 28, 13, 29) +
                   __builtin_shufflevector(v[2 * i], v[2 * i + 1], 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27,
                                           14, 30, 15, 31);
    Vector fours[4];
    for (int i = 0; i < 4; ++i)
        fours[i] = __builtin_shufflevector(pairs[2 * i], pairs[2 * i + 1], 0, 1, 16, 17, 4, 5, 20, 21, 8, 9,
                                           24, 25, 12, 13, 28, 29) +
                   __builtin_shufflevector(pairs[2 * i], pairs[2 * i + 1], 2, 3, 18, 19, 6, 7, 22, 23, 10, 11,
                                           26, 27, 14, 15, 30, 31);
    Vector halves[2];
    for (int i = 0; i < 2; ++i)
        halves[i] = __builtin_shufflevector(fours[2 * i], fours[2 * i + 1], 0, 1, 2, 3, 8, 9, 10, 11, 16, 17,
                                            18, 19, 24, 25, 26, 27) +
                    __builtin_shufflevector(fours[2 * i], fours[2 * i + 1], 4, 5, 6, 7, 12, 13, 14, 15, 20,
                                            21, 22, 23, 28, 29, 30, 31);
    sums = __builtin_shufflevector(halves[0], halves[1], 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26,
                                   27) +
           __builtin_shufflevector(halves[0], halves[1], 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29,
                                   30, 31);
}

struct Product {
    const float* x;
    std::int64_t rows;
    std::int64_t inputs;
    Matrix w;
    std::int64_t outputs;
    const float* bias;
    float scale;
    bool add;
    float* y;
};

// kR rows of x against two rows of w; both rows of w may be the same one, when `second` isn't wanted.
template <int kR, typename Weight>
VRFT_BODY void productBlock(const Product& p, const Weight* w, std::int64_t row, std::int64_t output,
                            bool second) {
    Vector sums[16] = {};
    const float* const x = p.x + row * p.inputs;
    const Weight* const w0 = w + output * p.inputs;
    const Weight* const w1 = second ? w0 + p.inputs : w0;
    std::int64_t i = 0;
    for (; i + kLane <= p.inputs; i += kLane) {
        Vector a;
        Vector b;
        load(w0 + i, a);
        load(w1 + i, b);
        // Twice the bandwidth of what the processor fetches by itself.
        __builtin_prefetch(w0 + i + kAhead, 0, 2);
        __builtin_prefetch(w1 + i + kAhead, 0, 2);
        for (int r = 0; r < kR; ++r) {
            Vector each;
            load(x + r * p.inputs + i, each);
            sums[r] += each * a;
            sums[8 + r] += each * b;
        }
    }
    if (i < p.inputs) {
        Vector a;
        Vector b;
        loadPart(w0 + i, p.inputs - i, a);
        loadPart(w1 + i, p.inputs - i, b);
        for (int r = 0; r < kR; ++r) {
            Vector each;
            loadPart(x + r * p.inputs + i, p.inputs - i, each);
            sums[r] += each * a;
            sums[8 + r] += each * b;
        }
    }
    Vector done;
    sumEach(sums, done);
    for (int o = 0; o < (second ? 2 : 1); ++o)
        for (int r = 0; r < kR; ++r) {
            float& to = p.y[(row + r) * p.outputs + output + o];
            const float before = p.add ? to : p.bias != nullptr ? p.bias[output + o] : 0.0F;
            // Said, not left to the compiler, which decides it once for each number of rows.
            to = __builtin_fmaf(p.scale, done[8 * o + r], before);
        }
}

template <typename Weight>
VRFT_BODY void productRows(const Product& p, const Weight* w, std::int64_t first, std::int64_t last) {
    for (std::int64_t output = first; output < last; output += 2) {
        const bool second = output + 1 < last;
        std::int64_t row = 0;
        for (; row + kRows <= p.rows; row += kRows)
            productBlock<8>(p, w, row, output, second);
        if (row + 4 <= p.rows) {
            productBlock<4>(p, w, row, output, second);
            row += 4;
        }
        if (row + 2 <= p.rows) {
            productBlock<2>(p, w, row, output, second);
            row += 2;
        }
        if (row < p.rows) productBlock<1>(p, w, row, output, second);
    }
}

VRFT_BODY void productBody(const Product& p, std::int64_t first, std::int64_t last) {
    if (p.w.half != nullptr)
        productRows(p, p.w.half, first, last);
    else
        productRows(p, p.w.single, first, last);
}

VRFT_BODY void scoresBody(const float* query, std::int64_t size, const float* keys, std::int64_t stride,
                          std::int64_t count, float* out) {
    std::int64_t j = 0;
    for (; j + 4 * kLane <= roundedUp(count); j += 4 * kLane) {
        Vector sums[4] = {};
        for (std::int64_t e = 0; e < size; ++e)
            for (int k = 0; k < 4; ++k) {
                Vector each;
                load(keys + e * stride + j + k * kLane, each);
                sums[k] += query[e] * each;
            }
        for (int k = 0; k < 4; ++k)
            store(sums[k], out + j + k * kLane);
    }
    for (; j < count; j += kLane) {
        Vector sum = {};
        for (std::int64_t e = 0; e < size; ++e) {
            Vector each;
            load(keys + e * stride + j, each);
            sum += query[e] * each;
        }
        store(sum, out + j);
    }
}

VRFT_BODY void addWeightedBody(const float* weights, std::int64_t count, const float* values,
                               std::int64_t size, float* out) {
    std::int64_t e = 0;
    for (; e + 4 * kLane <= size; e += 4 * kLane) {
        Vector sums[4];
        for (int k = 0; k < 4; ++k)
            load(out + e + k * kLane, sums[k]);
        for (std::int64_t j = 0; j < count; ++j)
            for (int k = 0; k < 4; ++k) {
                Vector each;
                load(values + j * size + e + k * kLane, each);
                sums[k] += weights[j] * each;
            }
        for (int k = 0; k < 4; ++k)
            store(sums[k], out + e + k * kLane);
    }
    for (; e + kLane <= size; e += kLane) {
        Vector sum;
        load(out + e, sum);
        for (std::int64_t j = 0; j < count; ++j) {
            Vector each;
            load(values + j * size + e, each);
            sum += weights[j] * each;
        }
        store(sum, out + e);
    }
    for (; e < size; ++e)
        for (std::int64_t j = 0; j < count; ++j)
            out[e] += weights[j] * values[j * size + e];
}

// exp to about one unit in the last place; 0 below -87, no infinity above 88. Source: Cephes expf.
VRFT_BODY void expOf(Vector& x) {
    const Integers tiny = x < -87.0F;
    x = x < -87.0F ? Vector{} - 87.0F : x;
    x = x > 88.0F ? Vector{} + 88.0F : x;
    const Vector shifted = x * 1.44269504088896341F + 12582912.0F; // rounds to a whole number
    const Vector whole = shifted - 12582912.0F;
    const Vector r = (x - whole * 0.693359375F) + whole * 2.12194440e-4F;
    Vector p = r * 1.9875691500e-4F + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * r * r + r + 1.0F;
    const Integers power = (__builtin_convertvector(whole, Integers) + 127) << 23;
    Vector scale;
    std::memcpy(&scale, &power, sizeof scale);
    x = tiny ? Vector{} : p * scale;
}

VRFT_BODY double expAndSumBody(float* values, std::int64_t count, float most) {
    Doubles sum = {};
    for (std::int64_t i = 0; i < count; i += kLane) {
        const std::int64_t part = std::min(kLane, count - i);
        Vector x;
        loadPart(values + i, part, x);
        x -= most;
        expOf(x);
        if (part < kLane)
            for (std::int64_t k = part; k < kLane; ++k)
                x[k] = 0;
        std::memcpy(values + i, &x, static_cast<std::size_t>(part) * sizeof(float));
        const auto low = __builtin_shufflevector(x, x, 0, 1, 2, 3, 4, 5, 6, 7);
        const auto high = __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15);
        sum += __builtin_convertvector(low, Doubles);
        sum += __builtin_convertvector(high, Doubles);
    }
    double total = 0;
    for (int k = 0; k < 8; ++k)
        total += sum[k];
    return total;
}

VRFT_BODY float largestBody(const float* values, std::int64_t count) {
    Vector most = Vector{} - std::numeric_limits<float>::infinity();
    std::int64_t i = 0;
    for (; i + kLane <= count; i += kLane) {
        Vector each;
        load(values + i, each);
        most = each > most ? each : most;
    }
    float result = -std::numeric_limits<float>::infinity();
    for (int k = 0; k < 16; ++k)
        result = std::max(result, most[k]);
    for (; i < count; ++i)
        result = std::max(result, values[i]);
    return result;
}

VRFT_BODY double dotBody(const float* a, const float* b, std::int64_t count) {
    Doubles sum = {};
    for (std::int64_t i = 0; i < count; i += kLane) {
        const std::int64_t part = std::min(kLane, count - i);
        Vector x;
        Vector y;
        loadPart(a + i, part, x);
        loadPart(b + i, part, y);
        x *= y;
        sum += __builtin_convertvector(__builtin_shufflevector(x, x, 0, 1, 2, 3, 4, 5, 6, 7), Doubles);
        sum += __builtin_convertvector(__builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15), Doubles);
    }
    double total = 0;
    for (int k = 0; k < 8; ++k)
        total += sum[k];
    return total;
}

VRFT_BODY void siluTimesBody(float* gate, const float* up, std::int64_t count) {
    for (std::int64_t i = 0; i < count; i += kLane) {
        const std::int64_t part = std::min(kLane, count - i);
        Vector x;
        Vector y;
        loadPart(gate + i, part, x);
        loadPart(up + i, part, y);
        Vector e = -x;
        expOf(e);
        x = x / (1.0F + e) * y;
        std::memcpy(gate + i, &x, static_cast<std::size_t>(part) * sizeof(float));
    }
}

// The bodies as functions of one kind of processor.
#define VRFT_KERNELS(NAME, TARGET)                                                                           \
    struct NAME {                                                                                            \
        TARGET static void product(const Product& p, std::int64_t first, std::int64_t last) {                \
            productBody(p, first, last);                                                                     \
        }                                                                                                    \
        TARGET static void scores(const float* query, std::int64_t size, const float* keys,                  \
                                  std::int64_t stride, std::int64_t count, float* out) {                     \
            scoresBody(query, size, keys, stride, count, out);                                               \
        }                                                                                                    \
        TARGET static void addWeighted(const float* weights, std::int64_t count, const float* values,        \
                                       std::int64_t size, float* out) {                                      \
            addWeightedBody(weights, count, values, size, out);                                              \
        }                                                                                                    \
        TARGET static double expAndSum(float* values, std::int64_t count, float most) {                      \
            return expAndSumBody(values, count, most);                                                       \
        }                                                                                                    \
        TARGET static float largest(const float* values, std::int64_t count) {                               \
            return largestBody(values, count);                                                               \
        }                                                                                                    \
        TARGET static double dot(const float* a, const float* b, std::int64_t count) {                       \
            return dotBody(a, b, count);                                                                     \
        }                                                                                                    \
        TARGET static void siluTimes(float* gate, const float* up, std::int64_t count) {                     \
            siluTimesBody(gate, up, count);                                                                  \
        }                                                                                                    \
    };

struct Kernels {
    decltype(&productBody) product;
    decltype(&scoresBody) scores;
    decltype(&addWeightedBody) addWeighted;
    decltype(&expAndSumBody) expAndSum;
    decltype(&largestBody) largest;
    decltype(&dotBody) dot;
    decltype(&siluTimesBody) siluTimes;
};

template <typename Of>
Kernels kernelsOf() {
    return {&Of::product, &Of::scores, &Of::addWeighted, &Of::expAndSum,
            &Of::largest, &Of::dot,    &Of::siluTimes};
}

VRFT_KERNELS(Plain, )
#ifdef __x86_64__
VRFT_KERNELS(Avx512, VRFT_AVX512)
VRFT_KERNELS(Avx2, VRFT_AVX2)
#endif

Kernels chosen() {
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        return kernelsOf<Avx512>();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return kernelsOf<Avx2>();
#endif
    return kernelsOf<Plain>();
}

const Kernels& kernels() {
    static const Kernels those = chosen();
    return those;
}

void run(const Product& p) {
    constexpr std::int64_t kWorthAThread = 1 << 18; // products of a part
    const std::int64_t pairs = (p.outputs + 1) / 2;
    const std::int64_t grain = std::max<std::int64_t>(1, kWorthAThread / (2 * p.rows * p.inputs));
    at::parallel_for(0, pairs, grain, [&](std::int64_t first, std::int64_t last) {
        kernels().product(p, 2 * first, std::min(2 * last, p.outputs));
    });
}

} // namespace

void product(const float* x, std::int64_t rows, std::int64_t inputs, Matrix w, std::int64_t outputs,
             const float* bias, float scale, float* y) {
    run({x, rows, inputs, w, outputs, bias, scale, false, y});
}

void addProduct(const float* x, std::int64_t rows, std::int64_t inputs, const float* w, std::int64_t outputs,
                float scale, float* y) {
    run({x, rows, inputs, w, outputs, nullptr, scale, true, y});
}

void scores(const float* query, std::int64_t size, const float* keys, std::int64_t stride, std::int64_t count,
            float* scores) {
    kernels().scores(query, size, keys, stride, count, scores);
}

void addWeighted(const float* weights, std::int64_t count, const float* values, std::int64_t size,
                 float* out) {
    kernels().addWeighted(weights, count, values, size, out);
}

double expAndSum(float* values, std::int64_t count, float most) {
    return kernels().expAndSum(values, count, most);
}

float largest(const float* values, std::int64_t count) {
    return kernels().largest(values, count);
}

double dot(const float* a, const float* b, std::int64_t count) {
    return kernels().dot(a, b, count);
}

void rmsNormRow(const float* x, const float* weight, std::int64_t size, double eps, float* y) {
    const auto scale = static_cast<float>(1.0 / std::sqrt(dot(x, x, size) / static_cast<double>(size) + eps));
    for (std::int64_t i = 0; i < size; ++i)
        y[i] = x[i] * scale * weight[i];
}

void siluTimes(float* gate, const float* up, std::int64_t count) {
    kernels().siluTimes(gate, up, count);
}

} // namespace vrft::cpu
