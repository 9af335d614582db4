// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/threads.h"

#include <ATen/Parallel.h>
#include <dlfcn.h>

namespace vrft {

void setComputeThreads(int threads) {
    at::set_num_threads(threads);
    // Looked up at run time: the BLAS is whatever the machine's alternatives chose.
    if (void* const symbol = ::dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))
        reinterpret_cast<void (*)(int)>(symbol)(threads);
}

} // namespace vrft
