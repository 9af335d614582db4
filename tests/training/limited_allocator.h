// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// LibTorch's allocator of the CPU with a limit and a count. Beyond the limit the real one is asked for more
// than there can be, so that what is thrown is what it throws.
#pragma once

#include "training/torch_compat.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <mutex>
#include <unordered_map>

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

namespace vrft::test {

class LimitedAllocator final : public c10::Allocator {
public:
    // From the first call on LibTorch allocates through it, to the program's end.
    static LimitedAllocator& get() {
        static LimitedAllocator* const allocator = new LimitedAllocator; // outlives every tensor
        return *allocator;
    }

    std::size_t used() const { return used_; }
    std::size_t peak() const { return peak_; }
    void forgetPeak() { peak_ = used_; }
    void limitTo(std::size_t bytes) { limit_ = bytes; }
    void unlimit() { limit_ = std::numeric_limits<std::size_t>::max(); }

#if VRFT_TORCH_AT_LEAST(2, 3)
    c10::DataPtr allocate(std::size_t bytes) override {
        return counted(bytes);
    }
    void copy_data(void* to, const void* from, std::size_t bytes) const override {
        default_copy_data(to, from, bytes);
    }
#else
    c10::DataPtr allocate(std::size_t bytes) const override {
        return counted(bytes);
    }
#endif

    c10::DeleterFnPtr raw_deleter() const override {
        return &LimitedAllocator::release;
    }

private:
    // Size by address: LibTorch asks for plain pointers, too, which leave no room beside them.
    struct Blocks {
        std::mutex mutex;
        std::unordered_map<void*, std::size_t> sizes;
    };
    static Blocks& blocks() {
        static Blocks* const all = new Blocks;
        return *all;
    }

    LimitedAllocator()
        : real_(c10::GetCPUAllocator()) {
        c10::SetCPUAllocator(this, std::numeric_limits<std::uint8_t>::max());
    }

    c10::DataPtr counted(std::size_t bytes) const {
        constexpr std::size_t kMoreThanThereIs = std::size_t{1} << 60;
        void* const data = real_->raw_allocate(used_ + bytes > limit_ ? kMoreThanThereIs : bytes);
        const std::lock_guard lock(blocks().mutex);
        blocks().sizes[data] = bytes;
        used_ += bytes;
        peak_ = std::max(peak_, used_);
        return {data, data, &LimitedAllocator::release, c10::Device(c10::DeviceType::CPU)};
    }
    static void release(void* data) {
        {
            const std::lock_guard lock(blocks().mutex);
            const auto found = blocks().sizes.find(data);
            if (found != blocks().sizes.end()) { // else of before it was asked
                used_ -= found->second;
                blocks().sizes.erase(found);
            }
        }
        get().real_->raw_deallocate(data);
    }

    c10::Allocator* real_;
    inline static std::size_t used_ = 0;
    inline static std::size_t peak_ = 0;
    inline static std::size_t limit_ = std::numeric_limits<std::size_t>::max();
};

} // namespace vrft::test
