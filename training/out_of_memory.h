// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Whether an exception says that memory ran out: std::bad_alloc, a CUDA device's, or LibTorch's allocator of
// the CPU (which has no class of its own for it). Thread rule: pure function.
#pragma once

#include <exception>

namespace vrft {

bool isOutOfMemory(const std::exception& problem);

} // namespace vrft
