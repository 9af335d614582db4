// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the workstation and its decoding child say to each other: JSON lines on a socket, samples in shared
// memory.
//
// A request: {"id":7,"do":"frame","file":"/x.dcm","frame":0}, or "do":"render" with
// "window":[centre,width]|null and "size":N (longest side, 0 as it is). A reply: {"id":7, what describes the
// samples} or {"id":7,"error":{code, what, where, next}}; its samples lie at the start of the shared memory
// until the next request. The child has read foreign bytes, so its replies are checked like a foreign file.
// Errors: Error(InvalidFormat). Ownership: values. Thread rule: pure functions.
#pragma once

#include "core/error.h"
#include "core/json.h"
#include "imaging/dicom/frame_attributes.h"
#include "imaging/dicom/stored_frame.h"

#include <cstdint>
#include <optional>
#include <string>

namespace vrft {

struct DecodeRequest {
    std::uint64_t id = 0;
    bool render = false; // 8-bit grey or RGB through the display pipeline instead of stored values
    std::string file;
    int frame = 0;
    std::optional<Window> window; // render only; none: as the header says
    int size = 0;                 // render only: pixels of the longest side
};

// A frame of stored values with what is needed to show it.
struct DecodedFrame {
    StoredFrame stored; // 8-bit grey or RGB after a render request
    int frames = 1;     // of the image
    int bitsStored = 8;
    std::string photometric;
    bool needsRender = false;   // a palette or look-up tables: ask for a rendering instead of windowing here
    FrameAttributes attributes; // without its look-up tables
};

Json requestToJson(const DecodeRequest& request);
DecodeRequest requestFromJson(const Json& json);

// Everything but the samples.
Json replyToJson(std::uint64_t id, const DecodedFrame& frame);
Json errorReply(std::uint64_t id, const Error& error);

// Throws the error that a reply carries. Otherwise gives the description, with `stored.bytes` still empty,
// and checks that its samples fit into `roomBytes`.
DecodedFrame replyFromJson(const Json& json, std::uint64_t id, std::uint64_t roomBytes);

std::uint64_t sampleBytesOf(const StoredFrame& frame); // that its description asks for

} // namespace vrft
