// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Every difference between LibTorch 1.13 and the current 2.x that our sources meet, in one place.
#pragma once

#include <torch/version.h>

#define VRFT_TORCH_AT_LEAST(major, minor)                                                                    \
    (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

#include <torch/types.h>

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
