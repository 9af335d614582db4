// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Completions of a list of requests, sampled by the ranks of a run together: each samples its parts, all get
// all.
//
// Which tokens come out depends on the requests, their seeds and the number of parts, not on which rank
// samples them. Thread rule: the thread of policy and ranks. Errors: of both.
#pragma once

#include "training/parallel/ranks.h"
#include "training/policy.h"

namespace vrft {

// result[i][k] belongs to requests[i].seeds[k]. `ranks` null: one engine, one part.
std::vector<std::vector<Completion>> generateTogether(const Policy& policy,
                                                      std::span<const GenerationRequest> requests,
                                                      const SamplingOptions& options, Ranks* ranks);

} // namespace vrft
