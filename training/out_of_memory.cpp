// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/out_of_memory.h"

#include "training/torch_compat.h"

#include <new>
#include <string_view>

#include <c10/util/Exception.h>
#include <malloc.h>

namespace vrft {

bool isOutOfMemory(const std::exception& problem) {
    if (dynamic_cast<const std::bad_alloc*>(&problem) != nullptr) return true;
    if (dynamic_cast<const c10::OutOfMemoryError*>(&problem) != nullptr) return true;
    const auto* const other = dynamic_cast<const c10::Error*>(&problem);
    if (other == nullptr) return false;
    const std::string_view text = other->what_without_backtrace();
    const auto says = [text](std::string_view words) { return text.find(words) != std::string_view::npos; };
    if (says("DefaultCPUAllocator") && says("you tried to allocate")) return true;
    return says("CUDA error: out of memory") || says("CUBLAS_STATUS_ALLOC_FAILED") ||
           says("CUDNN_STATUS_ALLOC_FAILED");
}

void returnFreedBlocks() {
    constexpr int kLargeBlock = 1 << 17; // bytes; a smaller one costs more to get anew than it is worth
    ::mallopt(M_MMAP_THRESHOLD, kLargeBlock);
}

} // namespace vrft
