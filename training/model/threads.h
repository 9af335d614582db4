// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The number of threads that products run on, LibTorch's own and its BLAS's.
//
// at::set_num_threads doesn't reach OpenBLAS's pthread build: its workers then spin beside ours. With small
// matrices that made a training step 4 times slower in processor time (2 cores), and sums depend on it.
// Thread rule: call it before any work, from one thread.
#pragma once

namespace vrft {

void setComputeThreads(int threads); // from 1

} // namespace vrft
