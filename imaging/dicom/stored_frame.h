// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// One frame of stored values: what lies in a file after decompression and before any look-up table.
//
// Not an image to look at: that is display.h's business. Ownership: values. Thread rule: values.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace vrft {

enum class SampleType { U8, I8, U16, I16, U32, I32, F32, F64 };

struct StoredFrame {
    int width = 0;
    int height = 0;
    int channels = 0; // 1, or 3 interleaved: RGB
    SampleType type = SampleType::U8;
    std::vector<std::uint8_t> bytes; // little endian, rows from top to bottom

    std::size_t samples() const {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
               static_cast<std::size_t>(channels);
    }

    // Calls `use` with a value of the sample type for each sample in order.
    template <typename Use>
    void forEach(Use use) const {
        switch (type) {
        case SampleType::U8:
            return walk<std::uint8_t>(use);
        case SampleType::I8:
            return walk<std::int8_t>(use);
        case SampleType::U16:
            return walk<std::uint16_t>(use);
        case SampleType::I16:
            return walk<std::int16_t>(use);
        case SampleType::U32:
            return walk<std::uint32_t>(use);
        case SampleType::I32:
            return walk<std::int32_t>(use);
        case SampleType::F32:
            return walk<float>(use);
        case SampleType::F64:
            return walk<double>(use);
        }
    }

private:
    template <typename T, typename Use>
    void walk(Use& use) const {
        for (std::size_t at = 0; at + sizeof(T) <= bytes.size(); at += sizeof(T)) {
            T value;
            std::memcpy(&value, bytes.data() + at, sizeof(T)); // the machines we run on are little endian
            use(value);
        }
    }
};

// NumPy's name of the type, such as "<i2" (formats: decode writes .npy).
std::string_view npyType(SampleType type);

// The frame as a version 1.0 .npy file in C order: (rows, columns) or (rows, columns, 3).
std::string encodeNpy(const StoredFrame& frame);

} // namespace vrft
