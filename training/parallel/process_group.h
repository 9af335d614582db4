// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Ranks over LibTorch's process groups; where the build has no Gloo, the words that say so. Private to this
// folder.
#pragma once

#include "training/parallel/ranks.h"

#include <chrono>
#include <memory>
#include <string>

namespace vrft {

struct RankPlace {
    int rank = 0;
    int size = 1;
    std::string address; // where rank 0 listens
    int port = 0;
    std::string interface; // of the network; empty: lo where rank 0 is this machine, else the host's name
    bool storeIsServed = false; // by torchrun, not by rank 0
    std::string attempt;        // torchrun's, so that a restart doesn't find the keys of the one before
    std::chrono::seconds timeout{1800};
};

std::unique_ptr<Ranks> openProcessGroup(const RankPlace& place);

} // namespace vrft
