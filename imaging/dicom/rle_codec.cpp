// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// RLE as PS3.5 Annex G defines it: one PackBits segment per byte of a sample, the most significant first.
// Written here because a frame is three short loops, and because they must hold against any bytes.
#include "imaging/dicom/codecs.h"

#include <array>
#include <fmt/format.h>

namespace vrft {

namespace {

constexpr std::size_t kHeaderBytes = 64;
constexpr std::size_t kMaxSegments = 15;

std::uint32_t longWord(std::span<const std::uint8_t> bytes, std::size_t at) {
    return bytes[at] | std::uint32_t{bytes[at + 1]} << 8 | std::uint32_t{bytes[at + 2]} << 16 |
           std::uint32_t{bytes[at + 3]} << 24;
}

// Where each segment lies, checked against the frame (PS3.5 G.5).
std::vector<std::span<const std::uint8_t>> segmentsOf(const CodedFrame& frame, std::size_t expected) {
    if (frame.code.size() < kHeaderBytes) throwBrokenFrame("the RLE header is cut short", frame.where);
    const std::size_t count = longWord(frame.code, 0);
    if (count != expected || count > kMaxSegments)
        throwBrokenFrame(fmt::format("{} RLE segments where {} are needed", count, expected), frame.where);
    std::vector<std::span<const std::uint8_t>> segments;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t start = longWord(frame.code, 4 + 4 * i);
        const std::size_t end = i + 1 < count ? longWord(frame.code, 8 + 4 * i) : frame.code.size();
        if (start < kHeaderBytes || end < start || end > frame.code.size())
            throwBrokenFrame("an RLE segment lies outside the frame", frame.where);
        segments.push_back(frame.code.subspan(start, end - start));
    }
    return segments;
}

// Writes `count` bytes, `step` apart. What follows them in the segment is padding.
void unpackSegment(std::span<const std::uint8_t> segment, std::uint8_t* out, std::size_t step,
                   std::size_t count, const std::string& where) {
    std::size_t at = 0;
    std::size_t done = 0;
    while (done < count) {
        if (at >= segment.size()) throwBrokenFrame("an RLE segment is cut short", where);
        const std::uint8_t head = segment[at++];
        if (head == 128) continue; // no operation
        const bool literal = head < 128;
        const std::size_t run = literal ? head + 1U : 257U - head;
        const std::size_t take = std::min(run, count - done);
        if (at + (literal ? take : 1) > segment.size())
            throwBrokenFrame("an RLE segment is cut short", where);
        for (std::size_t i = 0; i < take; ++i)
            out[(done + i) * step] = segment[literal ? at + i : at];
        at += literal ? run : 1;
        done += take;
    }
}

} // namespace

CodedSamples decodeRle(const CodedFrame& frame) {
    const PixelLayout& layout = frame.layout;
    const bool bits = layout.bitsAllocated == 1; // packed bytes, as uncompressed
    const auto width = static_cast<std::size_t>(layout.sampleBytes());
    const auto channels = static_cast<std::size_t>(layout.channels);
    const auto pixels = static_cast<std::size_t>(layout.samples()) / channels;
    const std::size_t count = bits ? (pixels + 7) / 8 : pixels;
    const auto segments = segmentsOf(frame, width * channels);
    CodedSamples samples;
    samples.bytes.resize(count * width * channels);
    for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t b = 0; b < width; ++b)
            unpackSegment(segments[c * width + b], samples.bytes.data() + c * width + (width - 1 - b),
                          width * channels, count, frame.where);
    samples.ybr = layout.photometric.starts_with("YBR");
    return samples;
}

} // namespace vrft
