// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Arrays of NumPy's .npz files (a ZIP of .npy files): integers, C order.
//
// Not for writing, floats, records or pickled objects. Sizes are checked against the header before memory is
// taken. Errors: Error(InvalidFormat or Unsupported) naming file and array. Ownership: values. Thread rule:
// pure functions. Source: NumPy's format description, numpy/lib/format.py, versions 1 to 3.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vrft {

struct NpyArray {
    char kind = 'u';   // 'u' unsigned, 'i' signed, 'b' truth values
    int itemBytes = 1; // 1, 2, 4, 8
    bool bigEndian = false;
    std::vector<std::size_t> shape;
    std::vector<std::uint8_t> bytes; // items in C order

    std::size_t count() const;
    std::int64_t integerAt(std::size_t index) const;
    std::string describe() const; // "uint8 (546, 28, 28)"
};

inline constexpr std::uint64_t kMaxNpyBytes = std::uint64_t{2} << 30;

NpyArray parseNpy(std::string_view bytes, const std::string& where);

// All arrays by name, without ".npy".
std::map<std::string, NpyArray> readNpz(const std::filesystem::path& file);

} // namespace vrft
