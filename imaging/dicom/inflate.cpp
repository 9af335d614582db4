// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/inflate.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>
#include <zlib.h>

namespace vrft {

namespace {

// A stream over memory; zlib takes at most 4 GiB at once, so longer input is fed in parts.
class Inflater {
public:
    explicit Inflater(std::span<const std::uint8_t> input)
        : rest_(input) {
        if (inflateInit2(&stream_, -MAX_WBITS) != Z_OK)
            throw Error(ErrorCode::Internal, "zlib can't be started");
    }
    ~Inflater() { inflateEnd(&stream_); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    // The number of bytes put into `output`; 0 at the end of the stream or where it breaks.
    std::size_t next(std::span<std::uint8_t> output) {
        stream_.next_out = output.data();
        stream_.avail_out = static_cast<uInt>(output.size());
        while (stream_.avail_out > 0 && code_ == Z_OK) {
            if (stream_.avail_in == 0 && !rest_.empty()) {
                const std::size_t part = std::min<std::size_t>(rest_.size(), 1U << 30);
                stream_.next_in = const_cast<Bytef*>(rest_.data()); // zlib's interface isn't const
                stream_.avail_in = static_cast<uInt>(part);
                rest_ = rest_.subspan(part);
            }
            code_ = inflate(&stream_, Z_NO_FLUSH);
        }
        return output.size() - stream_.avail_out;
    }
    bool complete() const { return code_ == Z_STREAM_END; }

private:
    std::span<const std::uint8_t> rest_;
    z_stream stream_{};
    int code_ = Z_OK;
};

} // namespace

std::uint64_t inflatedSize(std::string_view deflated, std::uint64_t limit) {
    Inflater inflater({reinterpret_cast<const std::uint8_t*>(deflated.data()), deflated.size()});
    std::array<std::uint8_t, 1U << 16> buffer{};
    std::uint64_t total = 0;
    for (std::size_t got = 1; got > 0 && total < limit; total += got)
        got = inflater.next(buffer);
    return std::min(total, limit);
}

std::vector<std::uint8_t> inflateExactly(std::span<const std::uint8_t> deflated, std::size_t size,
                                         const std::string& where) {
    Inflater inflater(deflated);
    std::vector<std::uint8_t> bytes(size + 2); // room to notice a longer stream
    const std::size_t got = inflater.next(bytes);
    if (got < size || got > size + size % 2) // a frame of an odd length may be padded to an even one
        throw Error(ErrorCode::InvalidFormat,
                    fmt::format("a deflated frame is broken: {} bytes where {} are needed", got, size), where,
                    "Export the image again from its source");
    bytes.resize(size);
    return bytes;
}

} // namespace vrft
