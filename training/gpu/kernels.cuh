// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// One decoding step in nine launches a layer, for few rows: every weight is read from memory once and everything beside
// that is small. CUDA's run-time compiler makes it for the device at hand; tests run the same text on the processor.
//
// Set before: VRFT_HALF (weights are bf16, else float), VRFT_TILES (rows / 8, rounded up), VRFT_HEADS (query heads a
// block of `attend` works on together; divides the heads of a key/value head), VRFT_SIZE (of a head: 16, 32, 64, 128).
// Every sum is taken in one order only. Source of the products' register layout: PTX ISA, mma.m16n8k16.

using namespace vrft::gpu;

namespace {

constexpr int kWarp = 32;
constexpr int kWarps = 8;        // a block of norm, low and linear
constexpr int kAttendWarps = 16; // of attend
constexpr int kChooseWarps = 32; // of choose
constexpr int kTile = 16;        // outputs of one product
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
#define VRFT_KERNEL(threads) extern "C" __global__ void __launch_bounds__(threads)
#define VRFT_DYNAMIC_SHARED(name) extern __shared__ __align__(16) float name[]

// Weights are read once: past the caches.
__device__ inline uint4 readOnce(const uint4* from) {
    uint4 value;
    asm("ld.global.nc.L1::no_allocate.v4.u32 {%0, %1, %2, %3}, [%4];"
        : "=r"(value.x), "=r"(value.y), "=r"(value.z), "=r"(value.w)
        : "l"(from));
    return value;
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

// values[i] of all threads of a block of kWarps, summed: every thread gets all sums.
template <int kCount>
__device__ inline void blockSums(float (&values)[kCount]) {
    __shared__ float parts[kWarps][kCount];
    const int warp = threadIdx.x / kWarp;
    for (int i = 0; i < kCount; ++i) {
        const float sum = warpSum(values[i]);
        if (threadIdx.x % kWarp == 0) parts[warp][i] = sum;
    }
    __syncthreads();
    for (int i = 0; i < kCount; ++i) {
        values[i] = 0;
        for (int w = 0; w < kWarps; ++w)
            values[i] += parts[w][i];
    }
    __syncthreads();
}

__device__ void normRow(const NormArguments& a, int row) {
    Weight* const to = static_cast<Weight*>(a.normed) + static_cast<long long>(row) * a.width;
    if (row >= a.rows) {
        for (int k = threadIdx.x; k < a.width; k += blockDim.x)
            setWeight(to + k, 0);
        return;
    }
    const float* const x = a.x + static_cast<long long>(row) * a.width;
    float squares[1] = {0};
    for (int k = threadIdx.x; k < a.width; k += blockDim.x)
        squares[0] += x[k] * x[k];
    blockSums(squares);
    const float inverse = rsqrtf(squares[0] / static_cast<float>(a.width) + a.eps);
    for (int k = threadIdx.x; k < a.width; k += blockDim.x)
        setWeight(to + k, x[k] * inverse * a.weight[k]);
}

constexpr int kRowsTogether = 8;

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
        for (int k = threadIdx.x; k < a.width; k += blockDim.x) {
            const float weight = from[k] * a.weight[k];
VRFT_UNROLL
            for (int r = 0; r < kRowsTogether; ++r) {
                if (r >= count) continue;
                const float x = a.x[static_cast<long long>(first + r) * a.width + k];
                sums[r] += x * weight;
                sums[kRowsTogether + r] += x * x;
            }
        }
        blockSums(sums);
VRFT_UNROLL
        for (int r = 0; r < kRowsTogether; ++r)
            if (r < count && threadIdx.x == r)
                a.low[(first + r) * together + index] =
                    sums[r] * rsqrtf(sums[kRowsTogether + r] / static_cast<float>(a.width) + a.eps);
    }
}

// The sums of a tile's products: [warp][output][row].
template <int kTiles>
struct TileSums {
    float value[kWarps][kTiles * kTile][kRows];
};

#if VRFT_HALF

// A warp multiplies every kWarps-th chunk of 32 inputs. Which input a register holds doesn't matter as long as both
// factors agree, so each lane reads 8 neighbouring ones and spends them on two products.
template <int kTiles>
__device__ inline void multiplyChunk(float (&sums)[kTiles][VRFT_TILES][4], const uint4 (&w)[kTiles][2], const uint4* x,
                                     int rowQuads) {
VRFT_UNROLL
    for (int n = 0; n < VRFT_TILES; ++n) {
        const uint4 value = x[static_cast<long long>(n) * 8 * rowQuads];
VRFT_UNROLL
        for (int tile = 0; tile < kTiles; ++tile) {
            multiply(sums[tile][n], w[tile][0].x, w[tile][1].x, w[tile][0].y, w[tile][1].y, value.x, value.y);
            multiply(sums[tile][n], w[tile][0].z, w[tile][1].z, w[tile][0].w, w[tile][1].w, value.z, value.w);
        }
    }
}

template <int kTiles>
__device__ inline void multiplyTiles(const Weight* const (&tiles)[kTiles], const void* x, int inputs, TileSums<kTiles>& out) {
    constexpr int kAhead = kTiles == 1 ? 4 : 2; // chunks on their way
    const int warp = threadIdx.x / kWarp;
    const int lane = threadIdx.x % kWarp;
    const int group = lane / 4;
    const int quarter = lane % 4;
    const int rowQuads = inputs / 8; // of 16 bytes
    const int chunks = inputs / 32;
    const uint4* const rows = static_cast<const uint4*>(x) + group * rowQuads + quarter;
    float sums[kTiles][VRFT_TILES][4] = {};
    for (int first = warp; first < chunks; first += kWarps * kAhead) {
        uint4 w[kAhead][kTiles][2];
VRFT_UNROLL
        for (int i = 0; i < kAhead; ++i) {
            const int chunk = first + i * kWarps;
VRFT_UNROLL
            for (int tile = 0; tile < kTiles; ++tile) {
                const uint4* const from = reinterpret_cast<const uint4*>(tiles[tile]) + quarter + static_cast<long long>(chunk) * 4;
                if (chunk < chunks) {
                    w[i][tile][0] = readOnce(from + static_cast<long long>(group) * rowQuads);
                    w[i][tile][1] = readOnce(from + static_cast<long long>(group + 8) * rowQuads);
                }
            }
        }
VRFT_UNROLL
        for (int i = 0; i < kAhead; ++i)
            if (first + i * kWarps < chunks) multiplyChunk<kTiles>(sums, w[i], rows + (first + i * kWarps) * 4, rowQuads);
    }
VRFT_UNROLL
    for (int tile = 0; tile < kTiles; ++tile)
VRFT_UNROLL
        for (int n = 0; n < VRFT_TILES; ++n)
VRFT_UNROLL
            for (int i = 0; i < 4; ++i)
                out.value[warp][tile * kTile + group + i / 2 * 8][n * 8 + quarter * 2 + i % 2] = sums[tile][n][i];
}

#else

// A warp takes every kWarps-th output over all inputs, four a lane.
template <int kTiles>
__device__ inline void multiplyTiles(const Weight* const (&tiles)[kTiles], const void* x, int inputs, TileSums<kTiles>& out) {
    const int warp = threadIdx.x / kWarp;
    const int lane = threadIdx.x % kWarp;
    const float* const rows = static_cast<const float*>(x);
    for (int output = warp; output < kTiles * kTile; output += kWarps) {
        const float* const from = tiles[output / kTile] + static_cast<long long>(output % kTile) * inputs;
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
                for (int other = 0; other < kWarps; ++other)
                    out.value[other][output][n] = other == 0 ? sum : 0;
        }
    }
}

#endif

// A tile of outputs of one part.
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

__device__ inline int ranksTogether(const int* rank) {
    int sum = 0;
    for (int p = 0; p < kParts; ++p)
        sum += rank[p];
    return sum;
}

template <int kTiles>
__device__ inline void linearTiles(const LinearArguments& a) {
    __shared__ TileSums<kTiles> sums;
    __shared__ float low[kTiles][kRows][kMaxRank];
    Place places[kTiles];
    const Weight* tiles[kTiles];
    const int lowWidth = ranksTogether(a.rank);
    // Blocks of one tile and other rows are neighbours: the second finds the weights in the cache.
    const int block = static_cast<int>(blockIdx.x) / a.groups;
    const int firstRow = static_cast<int>(blockIdx.x) % a.groups * kRows;
    const int rows = min(kRows, a.rows - firstRow);
VRFT_UNROLL
    for (int tile = 0; tile < kTiles; ++tile) {
        // Gated: the same outputs of both parts; else neighbouring tiles.
        const int output = a.kind == kGated ? block * kTile + tile * a.outputs[0]
                                            : (block * kTiles + tile) * kTile;
        places[tile] = placeOf(a, output);
        tiles[tile] = static_cast<const Weight*>(a.weight[places[tile].part]) + static_cast<long long>(places[tile].first) * a.inputs;
        const int rank = a.rank[places[tile].part];
        for (int i = threadIdx.x; i < rows * rank; i += blockDim.x) {
            float sum = 0;
            for (int split = 0; split < a.splits; ++split)
                sum += a.low[(static_cast<long long>(split) * a.rows + firstRow + i / rank) * lowWidth + places[tile].low + i % rank];
            low[tile][i / rank][i % rank] = sum;
        }
    }
    multiplyTiles<kTiles>(tiles, static_cast<const Weight*>(a.x) + static_cast<long long>(firstRow) * a.inputs, a.inputs, sums);
    __syncthreads();

    const auto result = [&](int tile, int output, int row) {
        const Place& place = places[tile];
        float y = 0;
        for (int w = 0; w < kWarps; ++w)
            y += sums.value[w][tile * kTile + output][row];
        const int index = place.first + output;
        if (a.bias[place.part] != nullptr) y += a.bias[place.part][index];
        const int rank = a.rank[place.part];
        if (rank > 0) {
            const float* const b = a.b[place.part] + static_cast<long long>(index) * rank;
            float added = 0;
            for (int r = 0; r < rank; ++r)
                added += b[r] * low[tile][row][r];
            y += a.scale[place.part] * added;
        }
        return y;
    };
    const auto put = [&](long long width, int column, int row, float y) {
        const long long at = (firstRow + row) * width + column;
        float* const to = a.out + at;
        const float value = a.kind == kAdd ? *to + y : y;
        *to = value;
        if (a.outAgain != nullptr) setWeight(static_cast<Weight*>(a.outAgain) + at, value);
    };
    const int rowsAndOutputs = rows * kTile;
    if (a.kind == kGated) {
        for (int i = threadIdx.x; i < rowsAndOutputs; i += blockDim.x) {
            const int output = i % kTile;
            const int row = i / kTile;
            const float gate = result(0, output, row);
            put(a.outputs[0], places[0].first + output, row, gate / (1 + expf(-gate)) * result(kTiles - 1, output, row));
        }
        return;
    }
    const long long width = a.outputs[0] + a.outputs[1] + a.outputs[2];
    for (int tile = 0; tile < kTiles; ++tile)
        for (int i = threadIdx.x; i < rowsAndOutputs; i += blockDim.x)
            put(width, places[tile].column + places[tile].first + i % kTile, i / kTile, result(tile, i % kTile, i / kTile));
}

} // namespace

// A block a row.
VRFT_KERNEL(kWarps * kWarp) embedRows(EmbedArguments a) {
    const int row = blockIdx.x;
    if (row == 0 && threadIdx.x == 0) ++*a.step;
    const Weight* const from = static_cast<const Weight*>(a.embedding) + static_cast<long long>(a.ids[row]) * a.width;
    for (int k = threadIdx.x; k < a.width; k += blockDim.x)
        a.x[static_cast<long long>(row) * a.width + k] = fromWeight(from[k]);
}

// A block a padded row, then one for each row of the adapters' A.
VRFT_KERNEL(kWarps * kWarp) normRows(NormArguments a) {
    const int block = blockIdx.x;
    if (block < a.paddedRows)
        normRow(a, block);
    else
        normLow(a, block - a.paddedRows);
}

// Blocks [rank, splits].
VRFT_KERNEL(kWarps * kWarp) lowRows(LowArguments a) {
    const float* const from = a.a + static_cast<long long>(blockIdx.x) * a.width;
    const int share = (a.width + a.splits - 1) / a.splits;
    const int begin = static_cast<int>(blockIdx.y) * share;
    const int end = min(a.width, begin + share);
    for (int first = 0; first < a.rows; first += kRowsTogether) {
        const int count = min(kRowsTogether, a.rows - first);
        float sums[kRowsTogether] = {};
        for (int k = begin + static_cast<int>(threadIdx.x); k < end; k += blockDim.x) {
            const float weight = from[k];
VRFT_UNROLL
            for (int r = 0; r < kRowsTogether; ++r)
                if (r < count) sums[r] += a.x[static_cast<long long>(first + r) * a.width + k] * weight;
        }
        blockSums(sums);
VRFT_UNROLL
        for (int r = 0; r < kRowsTogether; ++r)
            if (r < count && threadIdx.x == r)
                a.low[(static_cast<long long>(blockIdx.y) * a.rows + first + r) * a.rank + blockIdx.x] = sums[r];
    }
}

// A block a tile of 16 outputs and VRFT_TILES * 8 rows.
VRFT_KERNEL(kWarps * kWarp) linearOne(LinearArguments a) { linearTiles<1>(a); }
// A block two tiles.
VRFT_KERNEL(kWarps * kWarp) linearTwo(LinearArguments a) { linearTiles<2>(a); }

// Blocks [heads / VRFT_HEADS, rows]. Shared: scores [VRFT_HEADS, columns], then parts [warps, VRFT_HEADS, size].
VRFT_KERNEL(kAttendWarps * kWarp) attendRows(AttendArguments a) {
    constexpr int kSize = VRFT_SIZE;
    constexpr int kHalf = kSize / 2;
    constexpr int kLanes = kSize / 4;          // a key, four numbers each
    constexpr int kKeys = kWarp / kLanes;      // of a warp at once
    constexpr int kStride = kKeys * kAttendWarps;
    VRFT_DYNAMIC_SHARED(dynamic);
    __shared__ float query[VRFT_HEADS][kSize];
    __shared__ __align__(16) float key[kSize];
    __shared__ float inverse[VRFT_HEADS];
    const int row = blockIdx.y;
    const int head = static_cast<int>(blockIdx.x) * VRFT_HEADS;
    const int perKv = a.heads / a.kvHeads;
    const int kv = head / perKv;
    const int prompt = row / a.members;
    const int length = a.lengths[prompt];
    const int step = *a.step;
    const int columns = length + step + 1;
    float* const scores = dynamic;
    float* const parts = dynamic + VRFT_HEADS * (a.promptColumns + a.steps);
    const int warp = threadIdx.x / kWarp;
    const int lane = threadIdx.x % kWarp;
    const int sub = lane / kLanes;
    const int four = lane % kLanes * 4;

    const float* const mine = a.qkv + static_cast<long long>(row) * (a.heads + 2 * a.kvHeads) * kSize;
    const float* const value = mine + (a.heads + a.kvHeads + kv) * kSize;
    const float* const cos = a.cos + (static_cast<long long>(step) * a.rows + row) * kHalf;
    const float* const sin = a.sin + (static_cast<long long>(step) * a.rows + row) * kHalf;
    const long long own = (static_cast<long long>(row) * a.kvHeads + kv) * a.steps * kSize;
    const long long shared = (static_cast<long long>(prompt) * a.kvHeads + kv) * a.promptColumns * kSize;
    for (int i = threadIdx.x; i < (VRFT_HEADS + 1) * kHalf; i += blockDim.x) {
        const int which = i / kHalf;
        const int at = i % kHalf;
        const float* const from = mine + (which < VRFT_HEADS ? head + which : a.heads + kv) * kSize;
        const float first = from[at] * cos[at] - from[at + kHalf] * sin[at];
        const float second = from[at + kHalf] * cos[at] + from[at] * sin[at];
        if (which < VRFT_HEADS) {
            query[which][at] = first * a.scale;
            query[which][at + kHalf] = second * a.scale;
        } else {
            key[at] = first;
            key[at + kHalf] = second;
        }
    }
    __syncthreads();
    if (head % perKv == 0)
        for (int i = threadIdx.x; i < kSize; i += blockDim.x) {
            a.ownKeys[own + static_cast<long long>(step) * kSize + i] = key[i];
            a.ownValues[own + static_cast<long long>(step) * kSize + i] = value[i];
        }

    for (int first = warp * kKeys; first < columns; first += kStride) {
        const int column = min(first + sub, columns - 1);
        const float* const from = column < length          ? a.promptKeys + shared + static_cast<long long>(column) * kSize
                                  : column + 1 < columns ? a.ownKeys + own + static_cast<long long>(column - length) * kSize
                                                         : key;
        const float4 k = *reinterpret_cast<const float4*>(from + four);
VRFT_UNROLL
        for (int h = 0; h < VRFT_HEADS; ++h) {
            const float* const q = query[h] + four;
            float dot = q[0] * k.x + q[1] * k.y + q[2] * k.z + q[3] * k.w;
            for (int distance = kLanes / 2; distance > 0; distance /= 2)
                dot += __shfl_xor_sync(kAll, dot, distance);
            if (four == 0 && first + sub < columns) scores[h * (a.promptColumns + a.steps) + column] = dot;
        }
    }
    __syncthreads();
    if (warp < VRFT_HEADS) {
        float* const mineScores = scores + warp * (a.promptColumns + a.steps);
        float most = -3.0e38f;
        for (int column = lane; column < columns; column += kWarp)
            most = fmaxf(most, mineScores[column]);
        most = warpMost(most);
        float sum = 0;
        for (int column = lane; column < columns; column += kWarp) {
            const float weight = expf(mineScores[column] - most);
            mineScores[column] = weight;
            sum += weight;
        }
        sum = warpSum(sum);
        if (lane == 0) inverse[warp] = 1 / sum;
    }
    __syncthreads();
    float4 sums[VRFT_HEADS];
VRFT_UNROLL
    for (int h = 0; h < VRFT_HEADS; ++h)
        sums[h].x = sums[h].y = sums[h].z = sums[h].w = 0;
    for (int first = warp * kKeys; first < columns; first += kStride) {
        if (first + sub >= columns) continue;
        const int column = first + sub;
        const float* const from = column < length          ? a.promptValues + shared + static_cast<long long>(column) * kSize
                                  : column + 1 < columns ? a.ownValues + own + static_cast<long long>(column - length) * kSize
                                                         : value;
        const float4 v = *reinterpret_cast<const float4*>(from + four);
VRFT_UNROLL
        for (int h = 0; h < VRFT_HEADS; ++h) {
            const float weight = scores[h * (a.promptColumns + a.steps) + column];
            sums[h].x += weight * v.x;
            sums[h].y += weight * v.y;
            sums[h].z += weight * v.z;
            sums[h].w += weight * v.w;
        }
    }
VRFT_UNROLL
    for (int h = 0; h < VRFT_HEADS; ++h) {
        for (int distance = kLanes; distance < kWarp; distance *= 2) {
            sums[h].x += __shfl_xor_sync(kAll, sums[h].x, distance);
            sums[h].y += __shfl_xor_sync(kAll, sums[h].y, distance);
            sums[h].z += __shfl_xor_sync(kAll, sums[h].z, distance);
            sums[h].w += __shfl_xor_sync(kAll, sums[h].w, distance);
        }
        if (sub == 0) {
            float* const to = parts + (warp * VRFT_HEADS + h) * kSize + four;
            to[0] = sums[h].x;
            to[1] = sums[h].y;
            to[2] = sums[h].z;
            to[3] = sums[h].w;
        }
    }
    __syncthreads();
    for (int i = threadIdx.x; i < VRFT_HEADS * kSize; i += blockDim.x) {
        float sum = 0;
        for (int w = 0; w < kAttendWarps; ++w)
            sum += parts[w * VRFT_HEADS * kSize + i];
        sum *= inverse[i / kSize];
        const long long to = (static_cast<long long>(row) * a.heads + head) * kSize + i;
        a.out[to] = sum;
        setWeight(static_cast<Weight*>(a.outAgain) + to, sum);
    }
}

// A block a row. Each warp has a stretch of the vocabulary.
VRFT_KERNEL(kChooseWarps * kWarp) chooseTokens(ChooseArguments a) {
    __shared__ float warpMosts[kChooseWarps];
    __shared__ int warpPlaces[kChooseWarps];
    __shared__ double warpSums[kChooseWarps];
    __shared__ double warpProducts[kChooseWarps];
    const int row = blockIdx.x;
    const int warp = threadIdx.x / kWarp;
    const int lane = threadIdx.x % kWarp;
    const int share = (a.vocabulary + kChooseWarps - 1) / kChooseWarps;
    const int begin = warp * share;
    const int end = min(a.vocabulary, begin + share);
    const int step = *a.step;
    const float* const logits = a.logits + static_cast<long long>(row) * a.vocabulary;
    const auto logit = [&](int id) { return logits[id] * a.inverseTemperature + a.mask[id]; };

    float most = -3.0e38f;
    int place = a.vocabulary;
    for (int id = begin + lane; id < end; id += kWarp) {
        const float value = logit(id);
        if (value > most) {
            most = value;
            place = id;
        }
    }
    for (int distance = kWarp / 2; distance > 0; distance /= 2) {
        const float otherMost = __shfl_xor_sync(kAll, most, distance);
        const int otherPlace = __shfl_xor_sync(kAll, place, distance);
        if (otherMost > most || (otherMost == most && otherPlace < place)) {
            most = otherMost;
            place = otherPlace;
        }
    }
    if (lane == 0) {
        warpMosts[warp] = most;
        warpPlaces[warp] = place;
    }
    __syncthreads();
    for (int w = 0; w < kChooseWarps; ++w)
        if (warpMosts[w] > most || (warpMosts[w] == most && warpPlaces[w] < place)) {
            most = warpMosts[w];
            place = warpPlaces[w];
        }

    double sum = 0;
    double product = 0; // of weights and logits, from the largest on
    for (int id = begin + lane; id < end; id += kWarp) {
        const float below = logit(id) - most;
        const float weight = expf(below);
        sum += weight;
        if (weight > 0) product += static_cast<double>(weight) * below;
    }
    sum = warpSum(sum);
    product = warpSum(product);
    if (lane == 0) {
        warpSums[warp] = sum;
        warpProducts[warp] = product;
    }
    __syncthreads();
    double total = 0;
    double products = 0;
    for (int w = 0; w < kChooseWarps; ++w) {
        total += warpSums[w];
        products += warpProducts[w];
    }

    // The warp whose stretch holds the target looks through it; the likeliest one stands where rounding leaves none.
    int chosen = place;
    if (a.uniforms != nullptr) {
        const double target = a.uniforms[static_cast<long long>(step) * a.rows + row] * total;
        double before = 0;
        int holder = 0;
        while (holder < kChooseWarps - 1 && before + warpSums[holder] <= target)
            before += warpSums[holder++];
        if (warp != holder) return;
        for (int first = begin; first < end; first += kWarp) {
            const int id = first + lane;
            const float weight = id < end ? expf(logit(id) - most) : 0;
            double cumulated = weight;
            for (int distance = 1; distance < kWarp; distance *= 2) {
                const double other = __shfl_up_sync(kAll, cumulated, distance);
                if (lane >= distance) cumulated += other;
            }
            const unsigned reached = __ballot_sync(kAll, weight > 0 && before + cumulated > target);
            if (reached != 0) {
                chosen = first + __ffs(static_cast<int>(reached)) - 1;
                break;
            }
            before += __shfl_sync(kAll, cumulated, kWarp - 1);
        }
    } else if (warp != 0) {
        return;
    }
    if (lane != 0) return;
    a.ids[row] = chosen;
    double* const out = a.chosen + static_cast<long long>(step) * 3 * a.rows + row;
    out[0] = chosen;
    out[a.rows] = static_cast<double>(logit(chosen) - most) - log(total);
    out[2 * a.rows] = log(total) - products / total;
}
