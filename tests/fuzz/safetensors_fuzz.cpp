// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A safetensors file: refused in words, or tensors of sizes that can be counted in any order, which tile the
// data.
#include "core/error.h"
#include "core/policies/safetensors.h"
#include "tests/fuzz/fuzz.h"

using namespace vrft;
using namespace vrft::test;

namespace {

std::int64_t countedBytes(const TensorView& view) {
    auto bytes = static_cast<std::int64_t>(dataTypeBytes(view.type));
    bool empty = false;
    for (const std::int64_t size : view.shape) {
        require(size >= 0, "no size is below 0");
        empty = empty || size == 0;
        if (size > 0) require(!__builtin_mul_overflow(bytes, size, &bytes), "the sizes can be counted");
    }
    return empty ? 0 : bytes;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static InputFolder folder;
    try {
        const SafetensorsFile file(folder.put("input.safetensors", textOf(data, size)));
        std::size_t bytes = 0;
        unsigned sum = 0;
        for (const auto& [name, view] : file.tensors()) {
            require(view.bytes.size() == static_cast<std::size_t>(countedBytes(view)),
                    "a tensor has its bytes");
            bytes += view.bytes.size();
            for (const std::byte byte : view.bytes)
                sum += std::to_integer<unsigned>(byte);
        }
        require(bytes + 8 <= size, "the data lies in the file");
        require(sum <= 255U * bytes, "every byte can be read");
    } catch (const Error& error) {
        require(!error.summary().empty(), "a refusal has words");
    }
    return 0;
}
