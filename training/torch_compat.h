// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// LibTorch as our sources see it: tensors, their operators and autograd, without its modules, optimisers and
// data loaders (which would double the time every source takes to compile); and every difference between 1.13
// and the current 2.x, in one place.
#pragma once

#include <torch/version.h>

#define VRFT_TORCH_AT_LEAST(major, minor)                                                                    \
    (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

#include <torch/autograd.h>
#include <torch/types.h>
#include <torch/utils.h>

#if VRFT_TORCH_AT_LEAST(2, 5)
#include <optional>
#else
#include <c10/util/Optional.h>
#endif
#if VRFT_TORCH_AT_LEAST(2, 1)
#include <ATen/ops/scaled_dot_product_attention.h>
#endif
#if VRFT_TORCH_AT_LEAST(2, 9)
#include <c10/core/CachingDeviceAllocator.h>
#endif

#include <ATen/Context.h>
#include <cstdint>

namespace vrft {

// The optional type of LibTorch's own signatures.
#if VRFT_TORCH_AT_LEAST(2, 5)
using OptionalTensor = std::optional<torch::Tensor>;
#else
using OptionalTensor = c10::optional<torch::Tensor>;
#endif

// softmax(E^-0.5 q k^T) v over [batch, heads, tokens, E] in one kernel that keeps no probabilities; `causal`
// hides the keys behind a query's own place. Only where kFusedAttention; on a GPU its gradient adds in any
// order.
#if VRFT_TORCH_AT_LEAST(2, 1)
inline constexpr bool kFusedAttention = true;
inline torch::Tensor fusedAttention(const torch::Tensor& query, const torch::Tensor& key,
                                    const torch::Tensor& value, bool causal) {
    return at::scaled_dot_product_attention(query, key, value, {}, 0.0, causal);
}
#else
inline constexpr bool kFusedAttention = false;
inline torch::Tensor fusedAttention(const torch::Tensor&, const torch::Tensor&, const torch::Tensor&, bool) {
    return {};
}
#endif

// a b in single precision, of factors in bf16 on a GPU; older versions round the product to bf16 first.
inline torch::Tensor floatProduct(const torch::Tensor& a, const torch::Tensor& b) {
#if VRFT_TORCH_AT_LEAST(2, 9)
    return at::mm(a, b, at::kFloat);
#else
    return at::mm(a, b).to(at::kFloat);
#endif
}

// Kernels of a GPU that add in any order are passed over where there are others.
inline void preferDeterministicKernels() {
    at::globalContext().setDeterministicAlgorithms(true, /*warn_only=*/true);
#if VRFT_TORCH_AT_LEAST(2, 2)
    at::globalContext().setDeterministicFillUninitializedMemory(false);
#endif
}

// Bytes of a CUDA device; 0 where this version can't tell without CUDA's own headers.
struct DeviceBytes {
    std::uint64_t free = 0;
    std::uint64_t total = 0;
    std::uint64_t peak = 0; // taken by tensors at the same time, so far
};

inline DeviceBytes cudaBytes(c10::DeviceIndex index) {
    DeviceBytes bytes;
#if VRFT_TORCH_AT_LEAST(2, 9)
    const auto ask = [&](auto* allocator) {
        constexpr std::size_t kAll = 0; // of all pools
        bytes.peak = static_cast<std::uint64_t>(allocator->getDeviceStats(index).allocated_bytes[kAll].peak);
        if constexpr (requires { allocator->getMemoryInfo(index); })
            std::tie(bytes.free, bytes.total) = allocator->getMemoryInfo(index);
    };
    at::globalContext().lazyInitDevice(at::kCUDA); // before the first tensor there is no allocator to ask
    ask(c10::getDeviceAllocator(at::kCUDA));
#else
    static_cast<void>(index);
#endif
    return bytes;
}

} // namespace vrft
