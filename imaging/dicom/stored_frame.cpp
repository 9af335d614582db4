// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/stored_frame.h"

#include <fmt/format.h>

namespace vrft {

std::string_view npyType(SampleType type) {
    switch (type) {
    case SampleType::U8:
        return "|u1";
    case SampleType::I8:
        return "|i1";
    case SampleType::U16:
        return "<u2";
    case SampleType::I16:
        return "<i2";
    case SampleType::U32:
        return "<u4";
    case SampleType::I32:
        return "<i4";
    case SampleType::F32:
        return "<f4";
    case SampleType::F64:
        return "<f8";
    }
    return {};
}

std::string encodeNpy(const StoredFrame& frame) {
    const std::string shape = frame.channels == 1
                                  ? fmt::format("({}, {})", frame.height, frame.width)
                                  : fmt::format("({}, {}, {})", frame.height, frame.width, frame.channels);
    std::string header =
        fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': {}, }}", npyType(frame.type), shape);
    constexpr std::size_t kPrefix = 10; // magic, version, length
    header.append(63 - (kPrefix + header.size()) % 64, ' ');
    header += '\n';
    std::string npy("\x93NUMPY\x01\x00", 8);
    npy += static_cast<char>(header.size() & 0xFF);
    npy += static_cast<char>(header.size() >> 8);
    npy += header;
    npy.append(reinterpret_cast<const char*>(frame.bytes.data()), frame.bytes.size());
    return npy;
}

} // namespace vrft
