// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/rollout/sample_order.h"

#include <algorithm>
#include <numeric>
#include <span>

#include <fmt/format.h>

#include "core/error.h"
#include "core/hash.h"
#include "core/random.h"

namespace vrft {

SampleOrder::SampleOrder(std::uint64_t seed, std::size_t samples, std::uint64_t position)
    : seed_(seed)
    , samples_(samples)
    , position_(position) {
    if (samples == 0) throw Error(ErrorCode::InvalidArgument, "there are no samples to train on");
}

std::size_t SampleOrder::next() {
    const std::uint64_t pass = position_ / samples_;
    if (pass != pass_) {
        order_.resize(samples_);
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        CounterRandom random(seedFromText(fmt::format("order/{}/{}", seed_, pass)));
        shuffle(std::span<std::size_t>(order_), random);
        pass_ = pass;
    }
    return order_[position_++ % samples_];
}

std::vector<std::size_t> SampleOrder::take(std::size_t count, std::span<const std::size_t> used) {
    std::vector<std::size_t> taken;
    const auto in = [](const auto& list, std::size_t index) {
        return std::find(list.begin(), list.end(), index) != list.end();
    };
    const std::size_t wanted = std::min(count, samples_ - std::min(samples_, used.size()));
    while (taken.size() < wanted) {
        const std::size_t index = next();
        if (!in(taken, index) && !in(used, index)) taken.push_back(index);
    }
    return taken;
}

} // namespace vrft
