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

namespace vrft {

// The optional type of LibTorch's own signatures.
#if VRFT_TORCH_AT_LEAST(2, 5)
using OptionalTensor = std::optional<torch::Tensor>;
#else
using OptionalTensor = c10::optional<torch::Tensor>;
#endif

} // namespace vrft
