// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// High-throughput JPEG 2000 (ISO 15444-15) through OpenJPH.
#include "imaging/dicom/codecs.h"

#include "core/error.h"

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

thread_local std::string messages;

ssize_t keepMessages(void*, const char* text, std::size_t size) {
    if (messages.size() < 1024) messages.append(text, size);
    return static_cast<ssize_t>(size);
}

// OpenJPH 0.9 writes what it has to say to streams, errors as well as "the file ended early" (its other way,
// configure_error, does nothing). A null stream makes it crash.
void listenToLibrary() {
    static const bool done = [] {
        cookie_io_functions_t functions{};
        functions.write = keepMessages;
        std::FILE* stream = ::fopencookie(nullptr, "w", functions); // lives as long as the process
        if (stream == nullptr) throw Error(ErrorCode::Internal, "no stream can be made for OpenJPH");
        std::setvbuf(stream, nullptr, _IONBF, 0);
        ojph::set_error_stream(stream);
        ojph::set_warning_stream(stream);
        ojph::set_info_stream(stream);
        return true;
    }();
    static_cast<void>(done);
    messages.clear();
}

std::string firstMessage(const char* otherwise) {
    std::string text = messages.substr(0, messages.find('\n'));
    const std::size_t start = text.find(": "); // after the place in OpenJPH's own sources
    if (start != std::string::npos) text.erase(0, start + 2);
    return text.empty() ? otherwise : text;
}

// Quality layers of the COD marker (ISO 15444-1 A.6.1); 0 if the main header has none.
int layersOf(std::span<const std::uint8_t> code) {
    for (std::size_t at = 2; at + 9 <= code.size();) {
        if (code[at] != 0xFF || code[at + 1] == 0x90) return 0; // a tile begins
        if (code[at + 1] == 0x52) return code[at + 6] << 8 | code[at + 7];
        at += 2U + (std::size_t{code[at + 2]} << 8 | code[at + 3]);
    }
    return 0;
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
    // The lossy transform overshoots, and OpenJPH 0.9 leaves it to us to come back into the range.
    const std::int64_t span = std::int64_t{1} << samples.precision;
    const std::int64_t lowest = samples.isSigned ? -span / 2 : 0;
    std::vector<std::size_t> nextRow(channels);
    for (std::size_t line = 0; line < rows * channels; ++line) {
        ojph::ui32 component = 0;
        const ojph::line_buf* values = stream.pull(component);
        if (values == nullptr || component >= channels || nextRow[component] >= rows ||
            values->size < columns)
            throwBrokenFrame("its lines are incomplete", frame.where);
        std::uint8_t* out =
            samples.bytes.data() + (nextRow[component]++ * columns * channels + component) * width;
        for (std::size_t x = 0; x < columns; ++x, out += channels * width) {
            const std::int64_t value = std::clamp<std::int64_t>(values->i32[x], lowest, lowest + span - 1);
            std::memcpy(out, &value, width); // little endian: the low bytes
        }
    }
    return samples;
}

} // namespace

CodedSamples decodeHtJpeg2000(const CodedFrame& frame) {
    // OpenJPH 0.9 crashes on more than one quality layer; OpenJPEG decodes them.
    if (layersOf(frame.code) > 1) return decodeJpeg2000(frame);
    listenToLibrary();
    CodedSamples samples;
    try {
        ojph::mem_infile input;
        input.open(frame.code.data(), frame.code.size());
        ojph::codestream stream;
        stream.read_headers(&input);
        checkSizes(stream, frame);
        messages.clear(); // what it said of the header doesn't change pixels
        stream.create();
        samples = pullSamples(stream, frame);
        stream.close();
    } catch (const Error&) {
        throw;
    } catch (const std::exception&) {
        throwBrokenFrame(firstMessage("its HTJ2K code stream is broken"), frame.where);
    } catch (const char* text) { // OpenJPH throws these, too
        throwBrokenFrame(text, frame.where);
    }
    // It goes on where data are missing and fills the rest in: those pixels would be made up.
    if (!messages.empty()) throwBrokenFrame(firstMessage(""), frame.where);
    samples.ybr = frame.layout.photometric == "YBR_FULL" || frame.layout.photometric == "YBR_FULL_422";
    return samples;
}

} // namespace vrft
