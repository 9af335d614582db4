// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the program hands to each kernel of kernels.cuh. Compiled twice, by the program's compiler and by
// CUDA's run-time compiler, so: plain types, no includes, nothing that the two lay out differently. Pointers
// are the device's.
//
// Weights and the rows multiplied with them are of the weights' type (bf16 or float), all else is float. Rows
// are padded with zeros to a multiple of 8 where they are multiplied. Ownership: none.
#pragma once

namespace vrft::gpu {

constexpr int kParts = 3; // matrices that one launch multiplies with the same rows (query, key and value)

struct EmbedArguments {
    const void* embedding; // [vocabulary, width]
    const int* ids;        // [rows]
    float* x;              // [rows, width]
    int* step;             // becomes one more: the first launch of a step
    int rows, width;
};

// Rows of x, normalised; and A times them for each adapter, in single precision.
struct NormArguments {
    const float* x;         // [rows, width]
    const float* weight;    // [width]
    void* normed;           // [padded rows, width]
    const float* a[kParts]; // [rank, width]
    int rank[kParts];       // 0: no adapter
    float* low;             // [rows, ranks together]
    int rows, paddedRows, width;
    float eps;
};

// A times rows for one adapter, each of `splits` blocks a part of the width.
struct LowArguments {
    const float* x; // [rows, width]
    const float* a; // [rank, width]
    float* low;     // [splits, rows, rank]
    int rows, width, rank, splits;
};

enum LinearKind : int {
    kStore, // out = y
    kAdd,   // out += y
    kGated  // out = silu(y of part 0) * y of part 1
};

// y = W x + bias + scale B low, for every part: [rows, outputs of all parts] side by side.
struct LinearArguments {
    const void* x;              // [padded rows, inputs]
    const void* weight[kParts]; // [outputs, inputs]
    const float* bias[kParts];  // [outputs] or null
    const float* b[kParts];     // [outputs, rank]
    float scale[kParts];
    int outputs[kParts]; // 0: no such part
    int rank[kParts];
    const float* low; // [splits, rows, ranks together]
    int splits;
    float* out;     // [rows, outputs]
    void* outAgain; // the same in the weights' type, [padded rows, outputs], or null
    int rows, inputs, kind;
    int groups; // of rows, each with blocks of its own
};

// One token of every row against its prompt's keys, its own and itself.
struct AttendArguments {
    const float* qkv;       // [rows, (heads + 2 kvHeads) * size]
    const float *cos, *sin; // [steps, rows, size / 2]
    const int* step;
    const float *promptKeys, *promptValues; // [prompts * kvHeads, promptColumns, size]
    const int* lengths;                     // columns of each prompt that are its own
    float *ownKeys, *ownValues;             // [rows, kvHeads, steps, size]; this step's are written
    void* out;                              // [padded rows, heads * size] of the weights' type
    const float* a;                         // [rank, heads * size] of the adapter that takes it
    float* low;                             // [blocks, rows, rank]: A times the heads of each block
    int rank;
    int rows, members, heads, kvHeads, promptColumns, steps;
    float scale; // of scores
};

// Draws a token of every row from softmax((logits + mask) / temperature); see ChosenTokens.
struct ChooseArguments {
    const float* logits;    // [rows, vocabulary]
    const float* mask;      // [vocabulary], 0 or -inf-like
    const double* uniforms; // [steps, rows]; null: the likeliest
    const int* step;
    int* ids;       // [rows]
    double* chosen; // [steps, 3, rows]: id, log-probability, entropy
    int rows, vocabulary;
    float inverseTemperature;
};

} // namespace vrft::gpu
