// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What the workstation and its decoding child say to each other: JSON lines on a socket, samples and long
// texts in shared memory.
//
// A request: {"id":7,"do":"frame","file":"/x.dcm","frame":0}; "do":"render" with "window":{..}|null,
// "whole_range":true|false and "size":N (longest side, 0 as it is); "do":"header" and "do":"tags" without a
// frame; "do":"headers" with "files":["/x.dcm",..] in place of "file". A reply: {"id":7, what describes the
// samples}, {"id":7,"document":bytes} or {"id":7,"error":{code, what, where, next}}; samples and documents
// (documents.h) lie at the start of the shared memory until the next request. The child has read foreign
// bytes, so its replies are checked like a foreign file. Errors: Error(InvalidFormat). Ownership: values.
// Thread rule: pure functions.
#pragma once

#include "core/error.h"
#include "core/json.h"
#include "core/vision_input/image.h"
#include "imaging/dicom/frame_attributes.h"
#include "imaging/dicom/stored_frame.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

enum class DecodeTask {
    Frame,   // stored values with what is needed to show them
    Render,  // 8-bit grey or RGB through the display pipeline
    Header,  // where the frames of the file lie
    Headers, // the same of several files
    Tags     // every element
};

struct DecodeRequest {
    std::uint64_t id = 0;
    DecodeTask task = DecodeTask::Frame;
    std::string file;
    int frame = 0;                       // Frame and Render only
    std::optional<Window> window;        // Render only; none: as the header says
    int size = 0;                        // Render only: pixels of the longest side
    bool wholeRange = false;             // Render only: DisplayWish::wholeRange
    std::vector<std::string> files = {}; // Headers only, which has no `file`
};

// A frame of stored values with what is needed to show it.
struct DecodedFrame {
    StoredFrame stored; // 8-bit grey or RGB after a render request
    int frames = 1;     // of the image
    int bitsStored = 8;
    std::string photometric;
    // What the header asks for, else from the smallest to the largest value; none where no window applies.
    // After a render request: the one applied.
    std::optional<Window> window;
    // How it looks where that isn't the stored values through a window: a palette, deep colour, a VOI LUT.
    // Else empty.
    Image picture;
    FrameAttributes attributes; // without VOI LUTs: `picture` has been through them
};

Json requestToJson(const DecodeRequest& request);
DecodeRequest requestFromJson(const Json& json);

// Everything but what lies in the shared memory.
Json replyToJson(std::uint64_t id, const DecodedFrame& frame);
Json errorReply(std::uint64_t id, const Error& error);
Json documentReply(std::uint64_t id, std::uint64_t bytes);

// Throws the error that a reply carries. Otherwise gives the description, with samples, picture and look-up
// table still to be read, and checks that they fit into `roomBytes`.
DecodedFrame replyFromJson(const Json& json, std::uint64_t id, std::uint64_t roomBytes);
// As above; the length of the document.
std::uint64_t documentFromJson(const Json& json, std::uint64_t id, std::uint64_t roomBytes);

std::uint64_t sharedBytesOf(const DecodedFrame& frame); // that its description asks for
// Samples, picture and the modality look-up table, one after another; `shared` has room for them.
void writeShared(const DecodedFrame& frame, std::span<std::uint8_t> shared);
void readShared(std::span<const std::uint8_t> shared, DecodedFrame& frame);

} // namespace vrft
