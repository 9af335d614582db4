// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// One decoding step in eight launches a layer, for few rows: every weight is read from memory once and everything beside
// that is small. CUDA's run-time compiler makes it for the device at hand; tests run the same text on the processor.
//
// Set before: VRFT_HALF (weights are bf16, else float), VRFT_TILES (rows / 8, rounded up), VRFT_HEADS (query heads a
// block of `attend` works on together; divides the heads of a key/value head), VRFT_SIZE (of a head: 16, 32, 64, 128).
// Every sum is taken in one order only. Source of the products' register layout: PTX ISA, mma.m16n8k16.

using namespace vrft::gpu;

namespace {

constexpr int kWarp = 32;
constexpr int kRowWarps = 16;    // a block of embed, norm and low
constexpr int kAttendWarps = 16; // of attend
constexpr int kChooseWarps = 32; // of choose
constexpr int kRows = VRFT_TILES * 8;
constexpr int kMaxRank = 64;
constexpr unsigned kAll = 0xffffffffu;

#if VRFT_HALF
typedef unsigned short Weight;
#else
typedef float Weight;
#endif

__device__ inline unsigned short toHalf(float value) {
    const unsigned bits = __float_as_uint(value);
    return static_cast<unsigned short>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

__device__ inline float fromWeight(unsigned short weight) { return __uint_as_float(static_cast<unsigned>(weight) << 16); }
__device__ inline float fromWeight(float weight) { return weight; }
__device__ inline void setWeight(unsigned short* to, float value) { *to = toHalf(value); }
__device__ inline void setWeight(float* to, float value) { *to = value; }

#ifndef VRFT_EMULATED
#define VRFT_UNROLL _Pragma("unroll")
#define VRFT_UNROLL_BY_4 _Pragma("unroll 4")
#define VRFT_KERNEL(threads) extern "C" __global__ void __launch_bounds__(threads)
#define VRFT_KERNELS_TOGETHER(threads, blocks) extern "C" __global__ void __launch_bounds__(threads, blocks)
#define VRFT_DYNAMIC_SHARED(name) extern __shared__ __align__(16) float name[]

// Weights are read once: past the caches.
__device__ inline uint4 readOnce(const uint4* from) {
    uint4 value;
    asm("ld.global.nc.L1::no_allocate.v4.u32 {%0, %1, %2, %3}, [%4];"
        : "=r"(value.x), "=r"(value.y), "=r"(value.z), "=r"(value.w)
        : "l"(from));
    return value;
}

// Launches overlap where the device can: a kernel starts while the one before it still works, and waits here before it
// touches what that one makes.
__device__ inline void waitForInputs() {
#if __CUDA_ARCH__ >= 900
    asm volatile("griddepcontrol.wait;" ::: "memory");
#endif
}
__device__ inline void letNextStart() {
#if __CUDA_ARCH__ >= 900
    asm volatile("griddepcontrol.launch_dependents;");
#endif
}

__device__ inline void multiply(float (&c)[4], unsigned a0, unsigned a1, unsigned a2, unsigned a3, unsigned b0, unsigned b1) {
    asm("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
        : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
        : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "r"(b0), "r"(b1));
}
#endif

template <typename Number>
__device__ inline Number warpSum(Number value) {
    for (int distance = kWarp / 2; distance > 0; distance /= 2)
        value += __shfl_xor_sync(kAll, value, distance);
    return value;
}

__device__ inline float warpMost(float value) {
    for (int distance = kWarp / 2; distance > 0; distance /= 2)
        value = fmaxf(value, __shfl_xor_sync(kAll, value, distance));
    return value;
}

template <int kDistance, int kLeft, int kCount>
__device__ inline void spreadStep(float (&values)[kCount], int lane) {
    if constexpr (kDistance > 0) {
        if constexpr (kLeft > 1) {
            const bool upper = (lane & kDistance) != 0;
VRFT_UNROLL
            for (int i = 0; i < kLeft / 2; ++i) {
                const float send = upper ? values[i] : values[i + kLeft / 2];
                const float keep = upper ? values[i + kLeft / 2] : values[i];
                values[i] = keep + __shfl_xor_sync(kAll, send, kDistance);
            }
        } else {
            values[0] += __shfl_xor_sync(kAll, values[0], kDistance);
        }
        spreadStep<kDistance / 2, (kLeft > 1 ? kLeft / 2 : 1)>(values, lane);
    }
}

// Values of each group of kLanes lanes, summed: lane l keeps the sum of value l / (kLanes / kCount) in values[0].
template <int kLanes, int kCount>
__device__ inline void spreadSums(float (&values)[kCount], int lane) {
    spreadStep<kLanes / 2, kCount>(values, lane);
}

// values[i] of all threads of a block of kRowWarps, summed; valid until the next call.
template <int kCount>
__device__ inline const float* blockSums(float (&values)[kCount]) {
    __shared__ float parts[kRowWarps][kCount];
    __shared__ float totals[kCount];
    constexpr int kLanesOfValue = kWarp / kCount;
    const int lane = threadIdx.x % kWarp;
    spreadSums<kWarp>(values, lane);
    if (lane % kLanesOfValue == 0) parts[threadIdx.x / kWarp][lane / kLanesOfValue] = values[0];
    __syncthreads();
    if (threadIdx.x < kCount) {
        float sum = 0;
        for (int w = 0; w < kRowWarps; ++w)
            sum += parts[w][threadIdx.x];
        totals[threadIdx.x] = sum;
    }
    __syncthreads();
    return totals;
}

__device__ void normRow(const NormArguments& a, int row) {
    Weight* const to = static_cast<Weight*>(a.normed) + static_cast<long long>(row) * a.width;
    const int stride = blockDim.x;
    if (row >= a.rows) {
        for (int k = threadIdx.x; k < a.width; k += stride)
            setWeight(to + k, 0);
        return;
    }
    constexpr int kKept = 8; // of a thread; more are read again
    const float* const x = a.x + static_cast<long long>(row) * a.width;
    float kept[kKept];
    float squares[1] = {0};
VRFT_UNROLL
    for (int i = 0; i < kKept; ++i) {
        const int k = static_cast<int>(threadIdx.x) + i * stride;
        kept[i] = k < a.width ? x[k] : 0;
        squares[0] += kept[i] * kept[i];
    }
    const int further = static_cast<int>(threadIdx.x) + kKept * stride;
    for (int k = further; k < a.width; k += stride)
        squares[0] += x[k] * x[k];
    const float inverse = rsqrtf(blockSums(squares)[0] / static_cast<float>(a.width) + a.eps);
VRFT_UNROLL
    for (int i = 0; i < kKept; ++i) {
        const int k = static_cast<int>(threadIdx.x) + i * stride;
        if (k < a.width) setWeight(to + k, kept[i] * inverse * a.weight[k]);
    }
    for (int k = further; k < a.width; k += stride)
        setWeight(to + k, x[k] * inverse * a.weight[k]);
}

constexpr int kRowsTogether = VRFT_TILES > 1 ? 16 : 8;

// One row of an adapter's A times every row of x, normalised.
__device__ void normLow(const NormArguments& a, int index) {
    int part = 0;
    int row = index;
    int together = 0;
    for (int p = 0; p < kParts; ++p)
        together += a.rank[p];
    while (row >= a.rank[part])
        row -= a.rank[part++];
    const float* const from = a.a[part] + static_cast<long long>(row) * a.width;
    for (int first = 0; first < a.rows; first += kRowsTogether) {
        const int count = min(kRowsTogether, a.rows - first);
        float sums[2 * kRowsTogether] = {}; // products, then squares
VRFT_UNROLL_BY_4
        for (int k = threadIdx.x; k < a.width; k += blockDim.x) {
            const float weight = from[k] * a.weight[k];
VRFT_UNROLL
            for (int r = 0; r < kRowsTogether; ++r) {
                const float x = a.x[static_cast<long long>(first + min(r, count - 1)) * a.width + k];
                sums[r] += x * weight;
                sums[kRowsTogether + r] += x * x;
            }
        }
        const float* const totals = blockSums(sums);
        const int r = threadIdx.x;
        if (r < count)
            a.low[(first + r) * together + index] =
                totals[r] * rsqrtf(totals[kRowsTogether + r] / static_cast<float>(a.width) + a.eps);
    }
}

} // namespace

// A block a row.
VRFT_KERNEL(kRowWarps * kWarp) embedRows(EmbedArguments a) {
    letNextStart();
    waitForInputs();
    const int row = blockIdx.x;
    if (row == 0 && threadIdx.x == 0) ++*a.step;
    const Weight* const from = static_cast<const Weight*>(a.embedding) + static_cast<long long>(a.ids[row]) * a.width;
    for (int k = threadIdx.x; k < a.width; k += blockDim.x)
        a.x[static_cast<long long>(row) * a.width + k] = fromWeight(from[k]);
}

// A block a padded row, then one for each row of the adapters' A.
VRFT_KERNEL(kRowWarps * kWarp) normRows(NormArguments a) {
    letNextStart();
    waitForInputs();
    const int block = blockIdx.x;
    if (block < a.paddedRows)
        normRow(a, block);
    else
        normLow(a, block - a.paddedRows);
}

// Blocks [rank, splits].
VRFT_KERNEL(kRowWarps * kWarp) lowRows(LowArguments a) {
    letNextStart();
    waitForInputs();
    const float* const from = a.a + static_cast<long long>(blockIdx.x) * a.width;
    const int share = (a.width + a.splits - 1) / a.splits;
    const int begin = static_cast<int>(blockIdx.y) * share;
    const int end = min(a.width, begin + share);
    for (int first = 0; first < a.rows; first += kRowsTogether) {
        const int count = min(kRowsTogether, a.rows - first);
        float sums[kRowsTogether] = {};
VRFT_UNROLL_BY_4
        for (int k = begin + static_cast<int>(threadIdx.x); k < end; k += blockDim.x) {
            const float weight = from[k];
VRFT_UNROLL
            for (int r = 0; r < kRowsTogether; ++r)
                sums[r] += a.x[static_cast<long long>(first + min(r, count - 1)) * a.width + k] * weight;
        }
        const float* const totals = blockSums(sums);
        const int r = threadIdx.x;
        if (r < count) a.low[(static_cast<long long>(blockIdx.y) * a.rows + first + r) * a.rank + blockIdx.x] = totals[r];
    }
}
