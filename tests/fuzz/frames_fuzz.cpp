// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Pixels of any bytes: first and last frame decoded, shown, and all tags listed; pixels or an Error.
#include "core/error.h"
#include "imaging/dicom/display.h"
#include "imaging/dicom/tag_tree.h"
#include "tests/fuzz/fuzz.h"

using namespace vrft;
using namespace vrft::test;

namespace {

// Larger frames are allowed, but slow a fuzzer down.
constexpr std::uint64_t kMostSamples = 1 << 20;

void show(const DicomImage& image, int index) {
    const StoredFrame frame = image.frame(index);
    require(frame.bytes.size() >= frame.samples(), "a frame has all its samples");
    const FrameAttributes attributes =
        FrameAttributeReader(image.root(), image.layout().isSigned).read(index);
    const DisplayedFrame shown = display(image, frame, attributes);
    require(shown.image.width == frame.width && shown.image.height == frame.height,
            "what is shown has its size");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = textOf(data, size);
    try {
        static_cast<void>(tagTreeJson(readTagTree(ParsedFile(bytes, "fuzz"))).dump());
        const DicomImage image(bytes, "fuzz");
        if (image.layout().samples() > kMostSamples) return 0;
        show(image, 0);
        if (image.layout().frames > 1) show(image, image.layout().frames - 1);
    } catch (const Error&) {
        // Refused in words.
    }
    return 0;
}
