// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Runs the text of training/gpu/kernels.cuh on the processor: a block after the other, each of its threads a
// fiber that goes on when all it waits for (warp or block) have come. Tells whether the kernels compute the
// right numbers and agree on their barriers; not how fast they are, and no race between threads that no
// barrier parts.
//
// Source of the registers' layout in multiply(): PTX ISA, "Matrix Fragments for mma.m16n8k16". Thread rule:
// one thread.
#pragma once

#include "training/gpu/launcher.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <stdexcept>
#include <ucontext.h>
#include <vector>

namespace vrft::test {

struct Index {
    unsigned x = 0;
    unsigned y = 0;
};

class EmulatedBlock {
public:
    static EmulatedBlock*& current() {
        static EmulatedBlock* block = nullptr;
        return block;
    }

    EmulatedBlock(Index place, unsigned size, unsigned sharedBytes, std::function<void()> body)
        : block(place)
        , threads(size)
        , dynamic((sharedBytes + 15) / 16 * 16 + 16)
        , body_(std::move(body))
        , fibers_(size)
        , warps_((size + 31) / 32) {}

    void run() {
        current() = this;
        for (unsigned i = 0; i < threads; ++i)
            start(i);
        for (unsigned left = threads; left > 0;) {
            bool any = false;
            for (unsigned i = 0; i < threads; ++i) {
                Fiber& fiber = fibers_[i];
                if (fiber.done || (fiber.barrier != nullptr && fiber.barrier->generation == fiber.awaited))
                    continue;
                any = true;
                thread = i;
                ::swapcontext(&scheduler_, &fiber.context);
                if (fiber.done) --left;
            }
            if (!any) throw std::logic_error("the threads of a block wait for each other");
        }
        current() = nullptr;
    }

    void waitForBlock() { wait(whole_, threads); }

    // Every lane's value, as all 32 gave it to this same call.
    template <typename Value>
    std::array<Value, 32> exchange(const Value& value) {
        Warp& warp = warps_[thread / 32];
        const unsigned lane = thread % 32;
        auto& slots = warp.slots[fibers_[thread].exchanges++ % 2];
        static_assert(sizeof(Value) <= sizeof slots[0]);
        std::memcpy(slots[lane].data(), &value, sizeof value);
        wait(warp.barrier, 32);
        std::array<Value, 32> all;
        for (unsigned i = 0; i < 32; ++i)
            std::memcpy(&all[i], slots[i].data(), sizeof value);
        return all;
    }

    Index block;
    unsigned threads;
    unsigned thread = 0;
    std::vector<std::byte> dynamic;

private:
    struct Barrier {
        unsigned arrived = 0;
        unsigned generation = 0;
    };
    struct Fiber {
        ucontext_t context;
        std::unique_ptr<std::byte[]> stack;
        const Barrier* barrier = nullptr;
        unsigned awaited = 0;
        unsigned exchanges = 0;
        bool done = false;
    };
    struct Warp {
        Barrier barrier;
        std::array<std::array<std::array<std::byte, 32>, 32>, 2> slots;
    };

    void start(unsigned index) {
        constexpr std::size_t kStack = 48 * 1024;
        Fiber& fiber = fibers_[index];
        fiber.stack.reset(new std::byte[kStack]);
        ::getcontext(&fiber.context);
        fiber.context.uc_stack.ss_sp = fiber.stack.get();
        fiber.context.uc_stack.ss_size = kStack;
        fiber.context.uc_link = &scheduler_;
        ::makecontext(&fiber.context, &EmulatedBlock::enter, 0);
    }

    static void enter() {
        EmulatedBlock& self = *current();
        const unsigned index = self.thread;
        self.body_();
        self.fibers_[index].done = true;
    }

    void wait(Barrier& barrier, unsigned count) {
        Fiber& fiber = fibers_[thread];
        if (++barrier.arrived == count) {
            barrier.arrived = 0;
            ++barrier.generation;
            return;
        }
        fiber.barrier = &barrier;
        fiber.awaited = barrier.generation;
        ::swapcontext(&fiber.context, &scheduler_);
        fiber.barrier = nullptr;
    }

    std::function<void()> body_;
    std::vector<Fiber> fibers_;
    std::vector<Warp> warps_;
    Barrier whole_;
    ucontext_t scheduler_;
};

// Calls kernel() for every thread of every block.
inline void emulate(const gpu::LaunchShape& shape, const std::function<void()>& kernel) {
    for (unsigned y = 0; y < shape.rows; ++y)
        for (unsigned x = 0; x < shape.blocks; ++x)
            EmulatedBlock({x, y}, shape.threads, shape.sharedBytes, kernel).run();
}

} // namespace vrft::test

// What CUDA has of its own, for the text of kernels.cuh behind this header.
#define VRFT_EMULATED
#define VRFT_UNROLL
#define VRFT_UNROLL_BY_4
#define VRFT_KERNEL(threads) static void
#define VRFT_KERNELS_TOGETHER(threads, blocks) static void
#define VRFT_DYNAMIC_SHARED(name) float* const name = vrft::test::alignedShared()
#define __device__
#define __shared__ static
#define __align__(bytes) __attribute__((aligned(bytes)))
#define threadIdx (vrft::test::Index{vrft::test::EmulatedBlock::current()->thread, 0})
#define blockIdx (vrft::test::EmulatedBlock::current()->block)
#define blockDim (vrft::test::Index{vrft::test::EmulatedBlock::current()->threads, 1})

struct uint4 {
    unsigned x, y, z, w;
};
struct float4 {
    float x, y, z, w;
};

namespace vrft::test {

inline float* alignedShared() {
    auto& bytes = EmulatedBlock::current()->dynamic;
    void* place = bytes.data();
    std::size_t size = bytes.size();
    return static_cast<float*>(std::align(16, 16, place, size));
}

} // namespace vrft::test

inline void __syncthreads() {
    vrft::test::EmulatedBlock::current()->waitForBlock();
}

inline unsigned emulatedLane() {
    return vrft::test::EmulatedBlock::current()->thread % 32;
}

template <typename Value>
Value __shfl_xor_sync(unsigned, Value value, int distance) {
    const unsigned lane = emulatedLane();
    return vrft::test::EmulatedBlock::current()->exchange(value)[lane ^ static_cast<unsigned>(distance)];
}

template <typename Value>
Value __shfl_up_sync(unsigned, Value value, int distance) {
    const auto lane = static_cast<int>(emulatedLane());
    const auto all = vrft::test::EmulatedBlock::current()->exchange(value);
    return lane < distance ? value : all[static_cast<std::size_t>(lane - distance)];
}

template <typename Value>
Value __shfl_sync(unsigned, Value value, int lane) {
    return vrft::test::EmulatedBlock::current()->exchange(value)[static_cast<std::size_t>(lane)];
}

inline unsigned __ballot_sync(unsigned, bool yes) {
    const auto all = vrft::test::EmulatedBlock::current()->exchange(yes);
    unsigned bits = 0;
    for (unsigned i = 0; i < 32; ++i)
        bits |= all[i] ? 1U << i : 0U;
    return bits;
}

inline int __ffs(int bits) {
    return bits == 0 ? 0 : std::countr_zero(static_cast<unsigned>(bits)) + 1;
}

inline unsigned __float_as_uint(float value) {
    return std::bit_cast<unsigned>(value);
}

inline float __uint_as_float(unsigned value) {
    return std::bit_cast<float>(value);
}

inline float rsqrtf(float value) {
    return 1.0F / std::sqrt(value);
}

inline int min(int a, int b) {
    return a < b ? a : b;
}

inline void waitForInputs() {}

inline void letNextStart() {}

inline uint4 readOnce(const uint4* from) {
    return *from;
}

inline void multiply(float (&c)[4], unsigned a0, unsigned a1, unsigned a2, unsigned a3, unsigned b0,
                     unsigned b1) {
    const std::array<unsigned, 6> own = {a0, a1, a2, a3, b0, b1};
    const unsigned lane = emulatedLane();
    const auto all = vrft::test::EmulatedBlock::current()->exchange(own);
    const auto half = [&](unsigned at, unsigned reg, unsigned k) {
        return __uint_as_float((all[at][reg] >> (k % 2 * 16) & 0xffffU) << 16);
    };
    for (unsigned i = 0; i < 4; ++i) {
        const unsigned row = lane / 4 + i / 2 * 8;
        const unsigned column = lane % 4 * 2 + i % 2;
        for (unsigned k = 0; k < 16; ++k)
            c[i] += half(row % 8 * 4 + k % 8 / 2, row / 8 + 2 * (k / 8), k) *
                    half(column * 4 + k % 8 / 2, 4 + k / 8, k);
    }
}
