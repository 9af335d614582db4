// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// High-throughput JPEG 2000 (ISO 15444-15) through OpenJPH.
#include "imaging/dicom/codecs.h"

#include "core/error.h"

#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <openjph/ojph_arch.h>
#include <openjph/ojph_codestream.h>
#include <openjph/ojph_file.h>
#include <openjph/ojph_mem.h>
#include <openjph/ojph_message.h>
#include <openjph/ojph_params.h>

namespace vrft {

namespace {

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor" // OpenJPH's base class; the one object is never deleted

// OpenJPH ends a decoding by calling this; the text becomes the error's.
class ThrowingMessage : public ojph::message_error {
public:
    void operator()(int, const char*, int, const char* format, ...) override {
        char text[256];
        va_list arguments;
        va_start(arguments, format);
        std::vsnprintf(text, sizeof text, format, arguments);
        va_end(arguments);
        throw std::runtime_error(text);
    }
};

#pragma GCC diagnostic pop

void quietLibrary() {
    static const bool done = [] {
        static ThrowingMessage thrower;
        ojph::configure_error(&thrower);
        ojph::set_warning_stream(nullptr);
        ojph::set_info_stream(nullptr);
        return true;
    }();
    static_cast<void>(done);
}

void checkSizes(ojph::codestream& stream, const CodedFrame& frame) {
    const ojph::param_siz sizes = stream.access_siz();
    const ojph::point extent = sizes.get_image_extent();
    const ojph::point offset = sizes.get_image_offset();
    const ojph::ui32 channels = sizes.get_num_components();
    requireSameSize(frame.layout, std::uint64_t{extent.x} - offset.x, std::uint64_t{extent.y} - offset.y,
                    channels, frame.where);
    for (ojph::ui32 c = 0; c < channels; ++c) {
        const ojph::point step = sizes.get_downsampling(c);
        if (step.x != 1 || step.y != 1)
            throw Error(ErrorCode::Unsupported, "HTJ2K with subsampled components isn't supported",
                        frame.where, "Convert it to an uncompressed syntax");
        const ojph::ui32 bits = sizes.get_bit_depth(c);
        if (bits < 1 || static_cast<int>(bits) > std::max(8, frame.layout.bitsAllocated) ||
            bits != sizes.get_bit_depth(0) || sizes.is_signed(c) != sizes.is_signed(0))
            throwBrokenFrame(fmt::format("{} bits a sample in the code stream, {} in the header", bits,
                                         frame.layout.bitsAllocated),
                             frame.where);
    }
}

CodedSamples pullSamples(ojph::codestream& stream, const CodedFrame& frame) {
    const auto width = static_cast<std::size_t>(frame.layout.sampleBytes());
    const auto channels = static_cast<std::size_t>(frame.layout.channels);
    const auto columns = static_cast<std::size_t>(frame.layout.width);
    const auto rows = static_cast<std::size_t>(frame.layout.height);
    CodedSamples samples;
    samples.precision = static_cast<int>(stream.access_siz().get_bit_depth(0));
    samples.isSigned = stream.access_siz().is_signed(0);
    samples.bytes.resize(rows * columns * channels * width);
    std::vector<std::size_t> nextRow(channels);
    for (std::size_t line = 0; line < rows * channels; ++line) {
        ojph::ui32 component = 0;
        const ojph::line_buf* values = stream.pull(component);
        if (values == nullptr || component >= channels || nextRow[component] >= rows || values->size < columns)
            throwBrokenFrame("its lines are incomplete", frame.where);
        std::uint8_t* out =
            samples.bytes.data() + (nextRow[component]++ * columns * channels + component) * width;
        for (std::size_t x = 0; x < columns; ++x, out += channels * width)
            std::memcpy(out, &values->i32[x], width); // little endian: the low bytes
    }
    return samples;
}

} // namespace

CodedSamples decodeHtJpeg2000(const CodedFrame& frame) {
    quietLibrary();
    CodedSamples samples;
    try {
        ojph::mem_infile input;
        input.open(frame.code.data(), frame.code.size());
        ojph::codestream stream;
        stream.read_headers(&input);
        checkSizes(stream, frame);
        stream.create();
        samples = pullSamples(stream, frame);
        stream.close();
    } catch (const Error&) {
        throw;
    } catch (const std::exception& error) {
        throwBrokenFrame(error.what(), frame.where);
    }
    samples.ybr = frame.layout.photometric == "YBR_FULL" || frame.layout.photometric == "YBR_FULL_422";
    return samples;
}

} // namespace vrft
