// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The decoding child's requests and replies: the first byte says which; any line is refused or read, and what
// is read fits into the shared memory.
#include "core/error.h"
#include "imaging/decoding/protocol.h"
#include "imaging/decoding/service.h"
#include "tests/fuzz/fuzz.h"

#include <vector>

using namespace vrft;
using namespace vrft::test;

namespace {

constexpr std::uint64_t kRoom_bytes = 1 << 16;

void readReply(std::string_view line) {
    try {
        static const std::vector<std::uint8_t> shared(kRoom_bytes);
        DecodedFrame frame = replyFromJson(parseJson(line, "fuzz"), 7, kRoom_bytes);
        require(sharedBytesOf(frame) <= kRoom_bytes, "what is read fits into the shared memory");
        readShared(shared, frame);
        const Json again = replyToJson(7, frame);
        DecodedFrame same = replyFromJson(again, 7, kRoom_bytes);
        readShared(shared, same);
        require(replyToJson(7, same) == again, "a reply survives its way");
    } catch (const Error&) {
        // Refused, or an error the reply carries.
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view line = textOf(data + 1, size - 1);
    if (data[0] % 2 == 0) {
        readReply(line);
        return 0;
    }
    static std::vector<std::uint8_t> pixels(kRoom_bytes);
    static DecodeService service(pixels);
    const Json answer = parseJson(service.answer(line), "fuzz");
    require(answer.contains("id"), "every request has an answer");
    return 0;
}
