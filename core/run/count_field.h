// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Steps, lengths and serials in the files of a run: whole numbers from 0 that fit where they go. Error naming
// the key otherwise. Thread rule: a pure function.
#pragma once

#include "core/json.h"

#include <cstdint>
#include <fmt/format.h>

namespace vrft {

inline constexpr std::int64_t kLargestSerial = std::int64_t{1} << 53; // every program reads it exactly

// For numbers kept as int.
inline int countField(ObjectReader& reader, const std::string& key) {
    const std::int64_t value = reader.integer(key);
    if (value < 0 || value > INT32_MAX)
        reader.fail(key, fmt::format("is {}, allowed are 0 to {}", value, INT32_MAX));
    return static_cast<int>(value);
}

inline std::int64_t serialField(ObjectReader& reader, const std::string& key) {
    const std::int64_t value = reader.integer(key);
    if (value < 0 || value > kLargestSerial)
        reader.fail(key, fmt::format("is {}, allowed are 0 to {}", value, kLargestSerial));
    return value;
}

} // namespace vrft
