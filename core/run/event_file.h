// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// TensorBoard's event file, as bytes: TFRecord framing around Event messages with scalars and texts.
//
// Writes what tensorboard.summary.writer.record_writer and protobuf write for the same messages, byte for
// byte (tests/data/run/tensorboard.tfevents); reads nothing. The few messages needed are encoded here rather
// than by a protobuf library. Times are Unix seconds. Thread rule: values and pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace vrft {

// CRC-32C (Castagnoli), as in RFC 3720.
std::uint32_t crc32c(std::string_view bytes);
// The mask that TFRecord lays over it, so that a checksum of data with checksums in it stays one.
std::uint32_t maskedCrc32c(std::string_view bytes);

class EventFile {
public:
    // `time` of the record every event file begins with: its format's version.
    explicit EventFile(double time);

    // All scalars of a step as one event; a value is kept in single precision.
    using Scalars = std::span<const std::pair<std::string, double>>;
    void addScalars(std::int64_t step, double time, Scalars scalars);

    // TensorBoard shows `markdown` as such; codeBlock() is for what must be shown literally.
    void addText(std::int64_t step, double time, const std::string& tag, const std::string& markdown);

    const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_;
};

// A Markdown code block: no word of it is read as Markdown or HTML. Control characters but line breaks and
// tabs become U+FFFD.
std::string codeBlock(std::string_view text);

} // namespace vrft
