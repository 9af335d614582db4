// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/decoding/service.h"

#include "imaging/decoding/byte_cache.h"
#include "imaging/decoding/documents.h"
#include "imaging/dicom/dcmtk_support.h"
#include "imaging/dicom/display.h"
#include "imaging/dicom/frame_plane.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kOpenFiles = 16;

// Sanitizers reserve terabytes of address space.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kLimitsMemory = false;
#else
constexpr bool kLimitsMemory = true;
#endif

// A file with what finds its frames' attributes. Large values stay in the file, so open files are counted,
// not weighed.
struct OpenImage {
    explicit OpenImage(const fs::path& path)
        : changed(fs::last_write_time(path))
        , image(path)
        , attributes(image.root(), image.layout().isSigned) {}

    fs::file_time_type changed;
    DicomImage image;
    FrameAttributeReader attributes;
};

// The window that applies without a wish, or the picture where none does (display.h).
void addLook(const DicomImage& image, DecodedFrame& frame) {
    const bool colour = frame.stored.channels == 3 || frame.photometric == "PALETTE COLOR";
    if (!colour && !frame.attributes.windows.empty()) {
        frame.window = frame.attributes.windows[0];
        return;
    }
    DisplayedFrame shown = display(image, frame.stored, frame.attributes);
    frame.window = shown.window;
    const bool asStored =
        frame.stored.channels == 3 && frame.stored.type == SampleType::U8 && frame.bitsStored == 8;
    if ((colour && !asStored) || (!colour && !shown.window && !frame.attributes.voiLuts.empty()))
        frame.picture = std::move(shown.image);
}

FileHeader readHeader(const fs::path& path) {
    const ParsedFile file(path);
    const PixelLayout layout = readPixelLayout(file.root());
    const FrameAttributeReader attributes(file.root(), layout.isSigned);
    FileHeader header;
    // As many as a sequence of frames is read (data_item.h); a lie about their number costs no more.
    const int frames = std::min(layout.frames, static_cast<int>(kMaxSequenceItems));
    for (int frame = 0; frame < frames; ++frame)
        header.planes.push_back(planeOf(attributes.read(frame), layout.height, layout.width));
    return header;
}

std::vector<std::optional<FileHeader>> readHeaders(const std::vector<std::string>& files) {
    std::vector<std::optional<FileHeader>> headers;
    for (const std::string& file : files) {
        try {
            headers.emplace_back(readHeader(file));
        } catch (const Error&) {
            headers.emplace_back(); // why is told to whoever asks for it alone
        }
    }
    return headers;
}

} // namespace

struct DecodeService::State {
    std::span<std::uint8_t> pixels;
    ByteCache<std::string, OpenImage> open{kOpenFiles};

    std::shared_ptr<OpenImage> image(const std::string& file) {
        auto found = open.find(file);
        std::error_code gone;
        if (found && found->changed == fs::last_write_time(file, gone) && !gone) return found;
        open.remove(file);
        if (!fs::exists(file))
            throw Error(ErrorCode::NotFound, "there is no such file", file, "Check the path");
        auto made = std::make_shared<OpenImage>(file);
        open.put(file, made, 1);
        return made;
    }

    DecodedFrame decode(const DecodeRequest& request) {
        const auto opened = image(request.file);
        const PixelLayout& layout = opened->image.layout();
        DecodedFrame frame;
        frame.stored = opened->image.frame(request.frame);
        frame.frames = layout.frames;
        frame.bitsStored = layout.bitsStored;
        frame.photometric = layout.photometric;
        frame.attributes = opened->attributes.read(request.frame);
        if (request.task == DecodeTask::Frame) {
            addLook(opened->image, frame);
            return frame;
        }
        DisplayedFrame shown =
            display(opened->image, frame.stored, frame.attributes, {request.window, request.wholeRange});
        frame.window = shown.window;
        shown.image = withLongestSide(std::move(shown.image), request.size);
        frame.attributes.modalityLut.reset();
        frame.stored = {shown.image.width, shown.image.height, shown.image.channels, SampleType::U8,
                        std::move(shown.image.pixels)};
        return frame;
    }

    std::size_t share(std::string_view document, const std::string& file) {
        if (document.size() > std::min(pixels.size(), kMaxDocumentBytes))
            throw Error(ErrorCode::Unsupported, "its header is too long to be shown", file, "Leave it out");
        std::memcpy(pixels.data(), document.data(), document.size());
        return document.size();
    }

    Json reply(const DecodeRequest& request) {
        if (request.task == DecodeTask::Header)
            return documentReply(request.id, share(headerText(readHeader(request.file)), request.file));
        if (request.task == DecodeTask::Headers)
            return documentReply(request.id, share(headersText(readHeaders(request.files)), {}));
        if (request.task == DecodeTask::Tags)
            return documentReply(
                request.id, share(tagsText(readTagTree(ParsedFile(fs::path(request.file)))), request.file));
        const DecodedFrame frame = decode(request);
        if (const std::uint64_t bytes = sharedBytesOf(frame); bytes > pixels.size())
            throw Error(ErrorCode::Unsupported,
                        fmt::format("the frame needs {} bytes, {} are shared", bytes, pixels.size()),
                        request.file, "Leave it out");
        writeShared(frame, pixels);
        return replyToJson(request.id, frame);
    }
};

DecodeService::DecodeService(std::span<std::uint8_t> pixels)
    : state_(std::make_unique<State>()) {
    state_->pixels = pixels;
}

DecodeService::~DecodeService() = default;

std::string DecodeService::answer(std::string_view requestLine) {
    std::uint64_t id = 0;
    try {
        const DecodeRequest request = requestFromJson(parseJson(requestLine, "request"));
        id = request.id;
        return jsonLine(state_->reply(request));
    } catch (const Error& error) {
        return jsonLine(errorReply(id, error));
    } catch (const std::bad_alloc&) {
        return jsonLine(
            errorReply(id, Error(ErrorCode::Unsupported, "the file needs more memory than is allowed",
                                 std::string(), "Leave it out")));
    } catch (const std::exception& error) {
        return jsonLine(errorReply(id, Error(ErrorCode::Internal, error.what())));
    }
}

void serveDecoding(int descriptor, std::uint64_t memoryBytes) {
    struct stat info {};
    void* shared = MAP_FAILED;
    if (::fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0)
        shared = ::mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ | PROT_WRITE, MAP_SHARED,
                        descriptor, 0);
    if (shared == MAP_FAILED)
        throw Error(ErrorCode::InvalidArgument, "there is no shared memory for the pixels",
                    fmt::format("descriptor {}", descriptor), "The workstation starts this command");
    if (kLimitsMemory && memoryBytes > 0) {
        const rlimit limit{memoryBytes, memoryBytes};
        ::setrlimit(RLIMIT_AS, &limit);
    }
    try {
        requireDataDictionary(); // takes a while: better before the first request than in it
    } catch (const Error&) {
        // Without it each request fails and says so.
    }
    DecodeService service({static_cast<std::uint8_t*>(shared), static_cast<std::size_t>(info.st_size)});
    for (std::string line; std::getline(std::cin, line);)
        std::cout << service.answer(line) << std::endl; // flushed: someone waits
}

} // namespace vrft
