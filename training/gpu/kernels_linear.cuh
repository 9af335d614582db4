// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Products of few rows with large weights: every weight goes from memory to registers once, to the tensor units where it
// is bf16, and what adapters add comes at the end. Behind kernels.cuh.

namespace {

constexpr int kHalfTile = 8; // outputs of half a tile
constexpr int kTile = 2 * kHalfTile;
constexpr int kTwoWarps = VRFT_TILES > 2 ? 4 : 8;  // a block of linearTwo and linearGated
constexpr int kOneWarps = VRFT_TILES > 2 ? 8 : 16; // of the others: few blocks, each with much on its way

// The sums of a tile's products: [warp][output][row].
template <int kTiles, int kSplit>
struct TileSums {
    float value[kSplit][kTiles * kTile][kRows];
};

#if VRFT_HALF

// A warp multiplies every kSplit-th chunk of 32 inputs. Which input a register holds doesn't matter as long as both
// factors agree, so each lane reads 8 neighbouring ones and spends them on two products.
template <int kTiles>
__device__ inline void multiplyChunk(float (&sums)[kTiles][VRFT_TILES][4], const uint4 (&w)[2 * kTiles], const uint4* x,
                                     int rowQuads) {
VRFT_UNROLL
    for (int n = 0; n < VRFT_TILES; ++n) {
        const uint4 value = x[static_cast<long long>(n) * 8 * rowQuads];
VRFT_UNROLL
        for (int tile = 0; tile < kTiles; ++tile) {
            const uint4 first = w[2 * tile];
            const uint4 second = w[2 * tile + 1];
            multiply(sums[tile][n], first.x, second.x, first.y, second.y, value.x, value.y);
            multiply(sums[tile][n], first.z, second.z, first.w, second.w, value.z, value.w);
        }
    }
}

// kDeep: the next chunks are on their way while these are multiplied.
template <int kTiles, int kSplit, bool kDeep, typename Ready>
__device__ inline void multiplyTiles(const Weight* const (&halves)[2 * kTiles], const void* x, int inputs,
                                     TileSums<kTiles, kSplit>& out, Ready ready) {
    constexpr int kAhead = kTiles == 1 ? 4 : 2; // chunks on their way
    const int warp = threadIdx.x / kWarp;
    const int lane = threadIdx.x % kWarp;
    const int group = lane / 4;
    const int quarter = lane % 4;
    const int rowQuads = inputs / 8; // of 16 bytes
    const int chunks = inputs / 32;
    const long long place = static_cast<long long>(group) * rowQuads + quarter;
    const uint4* const rows = static_cast<const uint4*>(x) + place;
    float sums[kTiles][VRFT_TILES][4] = {};
    const auto read = [&](uint4 (&w)[kAhead][2 * kTiles], int first) {
VRFT_UNROLL
        for (int i = 0; i < kAhead; ++i)
VRFT_UNROLL
            for (int half = 0; half < 2 * kTiles; ++half)
                if (first + i * kSplit < chunks)
                    w[i][half] = readOnce(reinterpret_cast<const uint4*>(halves[half]) + place + (first + i * kSplit) * 4);
    };
    uint4 w[kAhead][2 * kTiles];
    uint4 next[kAhead][2 * kTiles];
    read(w, warp); // no kernel before makes weights
    ready();
    for (int first = warp; first < chunks; first += kSplit * kAhead) {
        if (kDeep) read(next, first + kSplit * kAhead);
VRFT_UNROLL
        for (int i = 0; i < kAhead; ++i)
            if (first + i * kSplit < chunks) multiplyChunk<kTiles>(sums, w[i], rows + (first + i * kSplit) * 4, rowQuads);
        if (!kDeep) {
            read(w, first + kSplit * kAhead);
            continue;
        }
VRFT_UNROLL
        for (int i = 0; i < kAhead; ++i)
VRFT_UNROLL
            for (int half = 0; half < 2 * kTiles; ++half)
                w[i][half] = next[i][half];
    }
VRFT_UNROLL
    for (int tile = 0; tile < kTiles; ++tile)
VRFT_UNROLL
        for (int n = 0; n < VRFT_TILES; ++n)
VRFT_UNROLL
            for (int i = 0; i < 4; ++i)
                out.value[warp][tile * kTile + group + i / 2 * kHalfTile][n * 8 + quarter * 2 + i % 2] = sums[tile][n][i];
}

#else

// A warp takes every kSplit-th output over all inputs, four a lane.
template <int kTiles, int kSplit, bool kDeep, typename Ready>
__device__ inline void multiplyTiles(const Weight* const (&halves)[2 * kTiles], const void* x, int inputs,
                                     TileSums<kTiles, kSplit>& out, Ready ready) {
    ready();
    const int warp = threadIdx.x / kWarp;
    const int lane = threadIdx.x % kWarp;
    const float* const rows = static_cast<const float*>(x);
    for (int output = warp; output < kTiles * kTile; output += kSplit) {
        const float* const from = halves[output / kHalfTile] + static_cast<long long>(output % kHalfTile) * inputs;
        float sums[kRows] = {};
        for (int k = lane * 4; k < inputs; k += kWarp * 4) {
            const float4 w = *reinterpret_cast<const float4*>(from + k);
VRFT_UNROLL
            for (int n = 0; n < kRows; ++n) {
                const float4 v = *reinterpret_cast<const float4*>(rows + static_cast<long long>(n) * inputs + k);
                sums[n] += w.x * v.x + w.y * v.y + w.z * v.z + w.w * v.w;
            }
        }
        for (int n = 0; n < kRows; ++n) {
            const float sum = warpSum(sums[n]);
            if (lane == 0)
                for (int other = 0; other < kSplit; ++other)
                    out.value[other][output][n] = other == 0 ? sum : 0;
        }
    }
}

#endif

// Half a tile of outputs of one part.
struct Place {
    int part;
    int first;  // output of the part
    int column; // of out, without first
    int low;    // where the part's columns of low begin
};

__device__ inline Place placeOf(const LinearArguments& a, int output) {
    Place place = {0, output, 0, 0};
    while (place.first >= a.outputs[place.part]) {
        place.first -= a.outputs[place.part];
        place.column += a.outputs[place.part];
        place.low += a.rank[place.part];
        ++place.part;
    }
    return place;
}

// What an adapter adds: its B for these outputs, and what its A made of the rows.
struct HalfAdapter {
    float b[kHalfTile][kMaxRank];
};
struct LowValues {
    float value[kRows][kMaxRank];
};

template <int kTiles, int kSplit, bool kDeep, bool kAdapted>
__device__ inline void linearTiles(const LinearArguments& a) {
    constexpr int kLows = 2; // a block's halves are of two parts at most: gate and up
    letNextStart();
    constexpr int kHalves = 2 * kTiles;
    __shared__ TileSums<kTiles, kSplit> sums;
    __shared__ HalfAdapter adapters[kAdapted ? kHalves : 1];
    __shared__ LowValues low[kAdapted ? kLows : 1];
    Place places[kHalves];
    const Weight* halves[kHalves];
    // Blocks of one tile and other rows are neighbours: the second finds the weights in the cache.
    const int block = static_cast<int>(blockIdx.x) / a.groups;
    const int firstRow = static_cast<int>(blockIdx.x) % a.groups * kRows;
    const int rows = min(kRows, a.rows - firstRow);
    const bool gated = a.kind == kGated;
VRFT_UNROLL
    for (int half = 0; half < kHalves; ++half) {
        // Gated: the same outputs of both parts; else neighbours.
        const int output = gated ? (block * kTiles + half / 2) * kHalfTile + half % 2 * a.outputs[0]
                                 : (block * kHalves + half) * kHalfTile;
        places[half] = placeOf(a, output);
        halves[half] = static_cast<const Weight*>(a.weight[places[half].part]) + static_cast<long long>(places[half].first) * a.inputs;
    }
    const auto ready = [&] {
        if (kAdapted)
            for (int half = 0; half < kHalves; ++half) {
                const int rank = a.rank[places[half].part];
                const float* const from = a.b[places[half].part] + static_cast<long long>(places[half].first) * rank;
                for (int i = threadIdx.x; i < kHalfTile * rank; i += blockDim.x)
                    adapters[half].b[i / rank][i % rank] = from[i];
            }
        waitForInputs();
        if (!kAdapted) return;
        const int lowWidth = a.rank[0] + a.rank[1] + a.rank[2];
        for (int half = 0; half < kLows; ++half) {
            const int rank = a.rank[places[half].part];
            for (int i = threadIdx.x; i < rows * rank; i += blockDim.x) {
                float sum = 0;
                for (int split = 0; split < a.splits; ++split)
                    sum += a.low[(static_cast<long long>(split) * a.rows + firstRow + i / rank) * lowWidth + places[half].low + i % rank];
                low[half].value[i / rank][i % rank] = sum;
            }
        }
    };
    multiplyTiles<kTiles, kSplit, kDeep>(halves, static_cast<const Weight*>(a.x) + static_cast<long long>(firstRow) * a.inputs,
                                         a.inputs, sums, ready);
    __syncthreads();

    const auto result = [&](int half, int output, int row) {
        const Place& place = places[half];
        float y = 0;
        for (int w = 0; w < kSplit; ++w)
            y += sums.value[w][half * kHalfTile + output][row];
        if (a.bias[place.part] != nullptr) y += a.bias[place.part][place.first + output];
        if (kAdapted && a.rank[place.part] > 0) {
            float added = 0;
            for (int r = 0; r < a.rank[place.part]; ++r)
                added += adapters[half].b[output][r] * low[half % kLows].value[row][r];
            y += a.scale[place.part] * added;
        }
        return y;
    };
    const long long width = gated ? a.outputs[0] : a.outputs[0] + a.outputs[1] + a.outputs[2];
    const int resulting = gated ? kTiles : kHalves; // halves that are handed on
    for (int i = threadIdx.x; i < resulting * rows * kHalfTile; i += blockDim.x) {
        const int output = i % kHalfTile;
        const int half = i / kHalfTile % resulting * (gated ? 2 : 1);
        const int row = i / kHalfTile / resulting;
        const long long at = (firstRow + row) * width + (gated ? 0 : places[half].column) + places[half].first + output;
        float y = result(half, output, row);
        if (gated) y = y / (1 + expf(-y)) * result(half + 1, output, row);
        if (a.kind == kAdd) y += a.out[at];
        a.out[at] = y;
        if (a.outAgain != nullptr) setWeight(static_cast<Weight*>(a.outAgain) + at, y);
    }
}

} // namespace

// A block a tile of 16 outputs and VRFT_TILES * 8 rows.
VRFT_KERNELS_TOGETHER(kOneWarps * kWarp, 2) linearOne(LinearArguments a) { linearTiles<1, kOneWarps, false, true>(a); }
// For many inputs.
VRFT_KERNEL(kOneWarps * kWarp) linearLong(LinearArguments a) { linearTiles<1, kOneWarps, true, true>(a); }
// A block two tiles, each half of the gate's outputs and half the same ones of the other part.
VRFT_KERNEL(kTwoWarps * kWarp) linearGated(LinearArguments a) { linearTiles<2, kTwoWarps, false, true>(a); }
// A block two tiles, without adapters: for many outputs.
VRFT_KERNEL(kTwoWarps * kWarp) linearTwo(LinearArguments a) { linearTiles<2, kTwoWarps, false, false>(a); }
