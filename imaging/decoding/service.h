// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The child's side of decoding: answers one request after another and keeps the last files open.
//
// Reads whatever files it is asked for, trusting them as far as DCMTK and the codecs do: it lives in a
// process of its own with limits (client.h starts it). Errors become replies; only a broken request is one's
// own Error. Ownership: `pixels` is shared memory of the caller. Thread rule: one thread.
#pragma once

#include "imaging/decoding/protocol.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace vrft {

class DecodeService {
public:
    explicit DecodeService(std::span<std::uint8_t> pixels);
    ~DecodeService();

    // A reply line without its line break; samples are in the shared memory when it returns.
    std::string answer(std::string_view requestLine);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Maps the shared memory behind `descriptor`, limits this process's memory to `memoryBytes` (0: as it is) and
// answers requests from standard input on standard output until it ends. Error(InvalidArgument) where there
// is no such memory.
void serveDecoding(int descriptor, std::uint64_t memoryBytes);

} // namespace vrft
