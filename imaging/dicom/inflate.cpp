// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/inflate.h"

#include "core/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <zlib.h>

namespace vrft {

namespace {

constexpr std::size_t kMostAtOnce_bytes = 1U << 30; // zlib counts in 32 bits

Inflater::More partsOf(std::span<const std::uint8_t> all) {
    return [rest = all]() mutable {
        const auto part = rest.first(std::min(rest.size(), kMostAtOnce_bytes));
        rest = rest.subspan(part.size());
        return part;
    };
}

} // namespace

struct Inflater::State {
    More more;
    z_stream stream{};
    int code = Z_OK;
    bool starved = false;
};

Inflater::Inflater(Format format, More more)
    : state_(std::make_unique<State>()) {
    state_->more = std::move(more);
    if (inflateInit2(&state_->stream, format == Format::Raw ? -MAX_WBITS : 16 + MAX_WBITS) != Z_OK)
        throw Error(ErrorCode::Internal, "zlib can't be started");
}

Inflater::Inflater(Format format, std::span<const std::uint8_t> all)
    : Inflater(format, partsOf(all)) {}

Inflater::~Inflater() {
    inflateEnd(&state_->stream);
}

std::size_t Inflater::next(std::span<std::uint8_t> output) {
    z_stream& stream = state_->stream;
    const std::size_t room = std::min(output.size(), kMostAtOnce_bytes);
    stream.next_out = output.data();
    stream.avail_out = static_cast<uInt>(room);
    while (stream.avail_out > 0 && state_->code == Z_OK) {
        if (stream.avail_in == 0) {
            const auto part = state_->more();
            stream.next_in = const_cast<Bytef*>(part.data()); // zlib's interface isn't const
            stream.avail_in = static_cast<uInt>(part.size());
            state_->starved = part.empty();
        }
        state_->code = inflate(&stream, Z_NO_FLUSH);
    }
    return room - stream.avail_out;
}

bool Inflater::complete() const {
    return state_->code == Z_STREAM_END;
}

bool Inflater::starved() const {
    return state_->starved && !complete();
}

std::uint64_t Inflater::used() const {
    return state_->stream.total_in;
}

std::vector<std::uint8_t> inflateExactly(std::span<const std::uint8_t> deflated, std::size_t size,
                                         const std::string& where) {
    Inflater inflater(Inflater::Format::Raw, deflated);
    std::vector<std::uint8_t> bytes(size + 2); // room to notice a longer stream
    std::size_t got = 0;
    for (std::size_t part = 1; part > 0 && got < bytes.size(); got += part)
        part = inflater.next(std::span(bytes).subspan(got));
    if (got < size || got > size + size % 2) // a frame of an odd length may be padded to an even one
        throw Error(ErrorCode::InvalidFormat,
                    fmt::format("a deflated frame is broken: {} bytes where {} are needed", got, size), where,
                    "Export the image again from its source");
    bytes.resize(size);
    return bytes;
}

} // namespace vrft
