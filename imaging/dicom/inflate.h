// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Deflate streams (RFC 1951, and RFC 1952 around it), a piece at a time, so that callers stop where their
// limits are: deflated data sets (PS3.5 A.5), deflated frames (PS3.5 A.4.13), packed volumes.
//
// Errors: Error(Internal) when zlib can't start; broken streams are told by complete(). Ownership: borrows
// the compressed bytes. Thread rule: one thread per object. Implementation: zlib.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace vrft {

class Inflater {
public:
    enum class Format { Raw, Gzip };
    // Gives the next compressed bytes, valid until it is called again; none at the end.
    using More = std::function<std::span<const std::uint8_t>()>;

    Inflater(Format format, More more);
    Inflater(Format format, std::span<const std::uint8_t> all);
    ~Inflater();
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    // Fills `output` as far as the stream goes; 0 at its end and where it breaks.
    std::size_t next(std::span<std::uint8_t> output);

    bool complete() const;      // the stream's end was reached
    bool starved() const;       // it wants bytes that aren't there
    std::uint64_t used() const; // compressed bytes so far

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Exactly `size` bytes. Error(InvalidFormat) for a broken stream and for one that is shorter or longer.
std::vector<std::uint8_t> inflateExactly(std::span<const std::uint8_t> deflated, std::size_t size,
                                         const std::string& where);

} // namespace vrft
