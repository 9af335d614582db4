// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// JPEG 2000 Part 1 through OpenJPEG, straight from the code stream (PS3.5 A.4.4).
#include "imaging/dicom/codecs.h"

#include "core/error.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <memory>
#include <openjpeg.h>

namespace vrft {

namespace {

struct Memory {
    std::span<const std::uint8_t> bytes;
    std::size_t at = 0;
};

OPJ_SIZE_T readMemory(void* buffer, OPJ_SIZE_T count, void* user) {
    auto& memory = *static_cast<Memory*>(user);
    const std::size_t take = std::min<std::size_t>(count, memory.bytes.size() - memory.at);
    if (take == 0) return static_cast<OPJ_SIZE_T>(-1);
    std::memcpy(buffer, memory.bytes.data() + memory.at, take);
    memory.at += take;
    return take;
}

OPJ_OFF_T skipMemory(OPJ_OFF_T count, void* user) {
    auto& memory = *static_cast<Memory*>(user);
    if (count < 0) return -1;
    memory.at += std::min(static_cast<std::size_t>(count), memory.bytes.size() - memory.at);
    return count;
}

OPJ_BOOL seekMemory(OPJ_OFF_T to, void* user) {
    auto& memory = *static_cast<Memory*>(user);
    if (to < 0 || static_cast<std::size_t>(to) > memory.bytes.size()) return OPJ_FALSE;
    memory.at = static_cast<std::size_t>(to);
    return OPJ_TRUE;
}

void keepMessage(const char* message, void* user) {
    auto& text = *static_cast<std::string*>(user);
    if (text.empty()) text = message;
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
}

void dropMessage(const char*, void*) {}

// OpenJPEG's codecs and streams are both void pointers to the compiler.
struct CodecDeleter {
    void operator()(opj_codec_t* codec) const { opj_destroy_codec(codec); }
};
struct StreamDeleter {
    void operator()(opj_stream_t* stream) const { opj_stream_destroy(stream); }
};
struct PictureDeleter {
    void operator()(opj_image_t* picture) const { opj_image_destroy(picture); }
};
using Codec = std::unique_ptr<opj_codec_t, CodecDeleter>;
using Stream = std::unique_ptr<opj_stream_t, StreamDeleter>;
using Picture = std::unique_ptr<opj_image_t, PictureDeleter>;

Stream streamOver(Memory& memory) {
    Stream stream(opj_stream_default_create(OPJ_TRUE));
    opj_stream_set_user_data(stream.get(), &memory, nullptr);
    opj_stream_set_user_data_length(stream.get(), memory.bytes.size());
    opj_stream_set_read_function(stream.get(), readMemory);
    opj_stream_set_skip_function(stream.get(), skipMemory);
    opj_stream_set_seek_function(stream.get(), seekMemory);
    return stream;
}

// What the code stream's header says against the data set's, before anything of the image's size is taken.
void checkPicture(const opj_image_t& picture, const CodedFrame& frame) {
    requireSameSize(frame.layout, picture.x1 - picture.x0, picture.y1 - picture.y0, picture.numcomps,
                    frame.where);
    for (OPJ_UINT32 c = 0; c < picture.numcomps; ++c) {
        const opj_image_comp_t& component = picture.comps[c];
        if (component.dx != 1 || component.dy != 1)
            throw Error(ErrorCode::Unsupported, "JPEG 2000 with subsampled components isn't supported",
                        frame.where, "Convert it to an uncompressed syntax");
        if (component.prec < 1 || component.prec > 32 ||
            static_cast<int>(component.prec) > std::max(8, frame.layout.bitsAllocated) ||
            component.prec != picture.comps[0].prec || component.sgnd != picture.comps[0].sgnd)
            throwBrokenFrame(fmt::format("{} bits a sample in the code stream, {} in the header",
                                         component.prec, frame.layout.bitsAllocated),
                             frame.where);
    }
}

CodedSamples samplesOf(const opj_image_t& picture, const CodedFrame& frame) {
    const auto width = static_cast<std::size_t>(frame.layout.sampleBytes());
    const auto channels = static_cast<std::size_t>(frame.layout.channels);
    CodedSamples samples;
    samples.precision = static_cast<int>(picture.comps[0].prec);
    samples.isSigned = picture.comps[0].sgnd != 0;
    samples.bytes.resize(static_cast<std::size_t>(frame.layout.samples()) * width);
    for (std::size_t c = 0; c < channels; ++c) {
        const opj_image_comp_t& component = picture.comps[c];
        if (component.data == nullptr || component.w != static_cast<OPJ_UINT32>(frame.layout.width) ||
            component.h != static_cast<OPJ_UINT32>(frame.layout.height))
            throwBrokenFrame("a component is missing", frame.where);
        std::uint8_t* out = samples.bytes.data() + c * width;
        for (std::size_t i = 0; i < samples.bytes.size() / width / channels; ++i, out += width * channels)
            std::memcpy(out, &component.data[i], width); // little endian: the low bytes
    }
    return samples;
}

} // namespace

CodedSamples decodeJpeg2000(const CodedFrame& frame) {
    const bool boxed = frame.code.size() > 8 && frame.code[0] == 0; // a JP2 file instead of its code stream
    std::string trouble;
    Memory memory{frame.code};
    const Stream stream = streamOver(memory);
    const Codec codec(opj_create_decompress(boxed ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K));
    opj_set_error_handler(codec.get(), keepMessage, &trouble);
    opj_set_warning_handler(codec.get(), dropMessage, nullptr);
    opj_set_info_handler(codec.get(), dropMessage, nullptr);
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    opj_image_t* raw = nullptr;
    // Strict: a code stream cut short is an error, not an image with a blurred end.
    const bool begun = opj_setup_decoder(codec.get(), &parameters) == OPJ_TRUE &&
                       opj_decoder_set_strict_mode(codec.get(), OPJ_TRUE) == OPJ_TRUE &&
                       opj_read_header(stream.get(), codec.get(), &raw) == OPJ_TRUE;
    const Picture picture(raw);
    if (!begun || picture == nullptr)
        throwBrokenFrame(trouble.empty() ? "its JPEG 2000 header is broken" : trouble, frame.where);
    checkPicture(*picture, frame);
    if (opj_decode(codec.get(), stream.get(), picture.get()) != OPJ_TRUE)
        throwBrokenFrame(trouble.empty() ? "its JPEG 2000 code stream is broken" : trouble, frame.where);
    CodedSamples samples = samplesOf(*picture, frame);
    // The multiple component transform is undone by the decoder; what a header calls YBR_FULL stays so.
    samples.ybr = frame.layout.photometric == "YBR_FULL" || frame.layout.photometric == "YBR_FULL_422";
    return samples;
}

} // namespace vrft
