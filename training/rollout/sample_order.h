// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Which samples a step sees: passes over the training samples, each pass in its own seeded order.
//
// The order of a pass is a Fisher-Yates shuffle from `order/SEED/PASS` (formats.md §1), so the position alone
// says what comes next: it is all a checkpoint stores. Thread rule: one object belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vrft {

class SampleOrder {
public:
    // `samples` > 0; `position` counts samples from the start of pass 0.
    SampleOrder(std::uint64_t seed, std::size_t samples, std::uint64_t position = 0);

    // The next `count` indices, all different and none of `used` (what the step has drawn before): where two
    // passes meet, a sample that is already there is passed over. Fewer when there are no more.
    std::vector<std::size_t> take(std::size_t count, std::span<const std::size_t> used = {});

    std::uint64_t position() const { return position_; }

private:
    std::size_t next();

    std::uint64_t seed_;
    std::size_t samples_;
    std::uint64_t position_;
    std::uint64_t pass_ = UINT64_MAX; // of `order_`
    std::vector<std::size_t> order_;
};

} // namespace vrft
