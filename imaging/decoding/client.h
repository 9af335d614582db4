// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Pixels and headers for the workstation without touching a foreign byte: a persistent child reads and
// decodes
// (`vrftaug-data serve`), this class asks, waits no longer than the limit, and starts a new child where one
// has gone.
//
// A file that kills the child or makes it too slow is an Error for that request, and again at once for the
// next one for the same frame, until the file changes. A child that ended while nothing was asked costs
// nobody an answer. Keeps nothing: caching is for who shows the frames. Calls block: keep them off the thread
// of the window. Errors: those of decoding as the child found them; Error(Unsupported) for what ended it;
// Error(Io) when it can't be started; Error(Cancelled). Ownership: values. Thread rule: one thread, but for
// `cancel`; several clients, several children.
#pragma once

#include "core/vision_input/image.h"
#include "imaging/decoding/documents.h"
#include "imaging/decoding/protocol.h"
#include "imaging/dicom/render_frame.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

class ChildProcess;

struct DecodeSettings {
    std::filesystem::path program;                      // vrftaug-data
    std::chrono::milliseconds limit{10'000};            // for one request
    std::uint64_t memoryBytes = std::uint64_t{3} << 30; // address space of the child, shared memory included
    std::uint64_t sharedBytes = std::uint64_t{512} << 20; // the largest frame
};

class DecodeClient {
public:
    explicit DecodeClient(DecodeSettings settings);
    ~DecodeClient();
    DecodeClient(const DecodeClient&) = delete;
    DecodeClient& operator=(const DecodeClient&) = delete;

    // Stored values with what is needed to show them.
    DecodedFrame frame(const std::filesystem::path& file, int index);

    // 8-bit grey or RGB, through `window` if there is one; `size` is the longest side in pixels, 0 as it is.
    Image render(const std::filesystem::path& file, int index, const std::optional<Window>& window = {},
                 int size = 0);
    // What renderFrame (render_frame.h) gives.
    RenderedFrame renderFrame(const std::filesystem::path& file, int index, const DisplayWish& wish = {});

    FileHeader header(const std::filesystem::path& file);
    // Of several files in one request; nothing for those that can't be read. Where they end the child
    // together they are asked for one by one.
    std::vector<std::optional<FileHeader>> headers(std::span<const std::string> files);
    std::vector<TagNode> tags(const std::filesystem::path& file); // as readTagTree

    void prepare(); // starts the child before it is needed; trouble with it is told by the first request
    void cancel();  // any thread: the call under way and all later ones end with Error(Cancelled)
    int starts() const { return starts_; } // of the child

private:
    // A file as it is now: path and time of its last change. Frame -1: the file as a whole; -2: it and others
    // in one request.
    struct Key {
        std::string file;
        std::filesystem::file_time_type changed;
        int frame = 0;
        auto operator<=>(const Key&) const = default;
    };

    static Key keyOf(const DecodeRequest& request);
    Json ask(DecodeRequest& request); // the reply to it; gives it its id
    DecodedFrame askFrame(DecodeRequest request);
    DecodedFrame askRendering(DecodeRequest request);
    std::string askDocument(DecodeRequest request);
    void startChild();
    [[noreturn]] void condemn(const Key& key, bool late);

    DecodeSettings settings_;
    std::unique_ptr<ChildProcess> child_;
    std::map<Key, std::string> condemned_; // why
    std::uint64_t lastId_ = 0;
    int starts_ = 0;
    std::atomic<bool> cancelled_ = false;
};

} // namespace vrft
