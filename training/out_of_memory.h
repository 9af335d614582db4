// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// When memory runs out, and that no more of it is held than is used.
#pragma once

#include <exception>

namespace vrft {

// Whether an exception says that memory ran out: std::bad_alloc, a CUDA device's or its libraries', or LibTorch's
// allocator of the CPU (which have no class of their own for it). A pure function.
bool isOutOfMemory(const std::exception& problem);

// From here on large blocks go back to the system when they are freed. The C library's own rule, which learns
// to keep them, leaves the process with pieces that fit nothing: of a policy of 82 million parameters it held
// more than twice what was used. A small policy's many small blocks are cheaper kept (an eighth of a step's
// time). Changes the whole process.
void returnFreedBlocks();

} // namespace vrft
