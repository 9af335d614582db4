// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Attention of one token a row over its prompt's keys and its own, and the choice of the next token. Behind kernels.cuh.

// Blocks [heads / VRFT_HEADS, rows]. Shared: scores [VRFT_HEADS, columns], then parts [warps, VRFT_HEADS, size].
VRFT_KERNEL(kAttendWarps * kWarp) attendRows(AttendArguments a) {
    letNextStart();
    waitForInputs();
    constexpr int kSize = VRFT_SIZE;
    constexpr int kHalf = kSize / 2;
    constexpr int kLanes = kSize / 4;          // a key, four numbers each
    constexpr int kKeys = kWarp / kLanes;      // of a warp at once
    constexpr int kStride = kKeys * kAttendWarps;
    constexpr int kBatch = 8; // keys of a lane on their way
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

    const int scoreStride = a.promptColumns + a.steps;
    const auto keyAt = [&](int column) {
        return column < length          ? a.promptKeys + shared + static_cast<long long>(column) * kSize
               : column + 1 < columns ? a.ownKeys + own + static_cast<long long>(column - length) * kSize
                                        : key;
    };
    const auto valueAt = [&](int column) {
        return column < length          ? a.promptValues + shared + static_cast<long long>(column) * kSize
               : column + 1 < columns ? a.ownValues + own + static_cast<long long>(column - length) * kSize
                                        : value;
    };
    for (int first = warp * kKeys; first < columns; first += kStride * kBatch) {
        float4 keys[kBatch];
VRFT_UNROLL
        for (int i = 0; i < kBatch; ++i)
            keys[i] = *reinterpret_cast<const float4*>(keyAt(min(first + i * kStride + sub, columns - 1)) + four);
VRFT_UNROLL
        for (int i = 0; i < kBatch; ++i) {
            float dots[VRFT_HEADS];
VRFT_UNROLL
            for (int h = 0; h < VRFT_HEADS; ++h) {
                const float* const q = query[h] + four;
                dots[h] = q[0] * keys[i].x + q[1] * keys[i].y + q[2] * keys[i].z + q[3] * keys[i].w;
            }
            spreadSums<kLanes>(dots, lane);
            constexpr int kLanesOfHead = kLanes / VRFT_HEADS;
            const int column = first + i * kStride + sub;
            if (lane % kLanesOfHead == 0 && column < columns)
                scores[lane % kLanes / kLanesOfHead * scoreStride + column] = dots[0];
        }
    }
    __syncthreads();
    if (warp < VRFT_HEADS) {
        float* const mineScores = scores + warp * scoreStride;
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
    for (int first = warp * kKeys; first < columns; first += kStride * kBatch) {
        float4 values[kBatch];
VRFT_UNROLL
        for (int i = 0; i < kBatch; ++i)
            values[i] = *reinterpret_cast<const float4*>(valueAt(min(first + i * kStride + sub, columns - 1)) + four);
VRFT_UNROLL
        for (int i = 0; i < kBatch; ++i) {
            const int column = first + i * kStride + sub;
            if (column >= columns) continue;
VRFT_UNROLL
            for (int h = 0; h < VRFT_HEADS; ++h) {
                const float weight = scores[h * scoreStride + column];
                sums[h].x += weight * values[i].x;
                sums[h].y += weight * values[i].y;
                sums[h].z += weight * values[i].z;
                sums[h].w += weight * values[i].w;
            }
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
    float* const mixed = &query[0][0]; // nobody needs the queries any more
    for (int i = threadIdx.x; i < VRFT_HEADS * kSize; i += blockDim.x) {
        float sum = 0;
        for (int w = 0; w < kAttendWarps; ++w)
            sum += parts[w * VRFT_HEADS * kSize + i];
        sum *= inverse[i / kSize];
        mixed[i] = sum;
        setWeight(static_cast<Weight*>(a.out) + (static_cast<long long>(row) * a.heads + head) * kSize + i, sum);
    }
    __syncthreads();
    // What the output's adapter takes of these heads.
    for (int r = warp; r < a.rank; r += kAttendWarps) {
        const float* const from = a.a + (static_cast<long long>(r) * a.heads + head) * kSize;
        float sum = 0;
        for (int i = lane; i < VRFT_HEADS * kSize; i += kWarp)
            sum += from[i] * mixed[i];
        sum = warpSum(sum);
        if (lane == 0) a.low[(static_cast<long long>(blockIdx.x) * a.rows + row) * a.rank + r] = sum;
    }
}

// A block a row. Each warp has a stretch of the vocabulary.
VRFT_KERNEL(kChooseWarps * kWarp) chooseTokens(ChooseArguments a) {
    letNextStart();
    waitForInputs();
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
VRFT_UNROLL_BY_4
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
VRFT_UNROLL_BY_4
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
