// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Several engines that train one run together: each computes its parts of a step, all get the sums and go on
// alike.
//
// Started by torchrun, Slurm or a hand through the usual variables: RANK, WORLD_SIZE, MASTER_ADDR,
// MASTER_PORT, LOCAL_RANK. LibTorch's c10d carries the bytes: Gloo, and NCCL for gradients on GPUs where it
// was there when this was built (untested). It doesn't know policies, steps or files. Every rank calls the
// same functions in the same order.
//
// A step is divided into parts, whichever rank computes them, and sums run over the parts as a fixed tree. So
// one rank that computes two parts one after the other gets the bits of two ranks with a part each. Thread
// rule: the training thread. Errors: Error(Io) when another rank is gone or silent (VRFT_RANK_TIMEOUT
// seconds, 1800); Error(InvalidArgument | Unsupported) about the variables.
#pragma once

#include "training/torch_compat.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vrft {

class Ranks {
public:
    static std::unique_ptr<Ranks> alone();
    // What the variables say; alone without WORLD_SIZE, or with 1.
    static std::unique_ptr<Ranks> fromEnvironment();
    static bool compiledIn(); // whether this build can do more than one

    virtual ~Ranks() = default;
    Ranks(const Ranks&) = delete;
    Ranks& operator=(const Ranks&) = delete;

    int rank() const { return rank_; }
    int size() const { return size_; }
    bool first() const { return rank_ == 0; } // the one that writes the run's folder

    // Into how many parts a step is divided; a multiple of size(), else it becomes size().
    void divide(int parts);
    int parts() const { return parts_; }
    // This rank's parts of a list of `count`, as [from, to) each; together they are one range.
    std::vector<std::pair<std::size_t, std::size_t>> ownParts(std::size_t count) const;

    // Every rank's text, in order of rank.
    virtual std::vector<std::string> gather(const std::string& own) = 0;
    std::string fromFirst(const std::string& text); // of rank 0; the others' is ignored

    // The sum over all ranks' tensors, in place: the same bits on every rank. Each rank gives tensors of the
    // same shapes, float or double.
    virtual void sum(std::span<torch::Tensor> tensors) = 0;

protected:
    Ranks(int rank, int size)
        : rank_(rank)
        , size_(size)
        , parts_(size) {}

private:
    int rank_;
    int size_;
    int parts_;
};

// Adds lists of tensors that come one after the other, as a tree that depends only on how many came.
class TreeSum {
public:
    void add(std::vector<torch::Tensor> leaf); // becomes the sum's own
    bool empty() const { return branches_.empty(); }
    std::vector<torch::Tensor> take();

private:
    struct Branch {
        int height = 0;
        std::vector<torch::Tensor> sum;
    };
    void join();
    std::vector<Branch> branches_;
};

} // namespace vrft
