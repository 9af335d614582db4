// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Pixels for the workstation without touching a foreign byte: a persistent child decodes (`vrftaug-data
// serve`), this class asks, waits no longer than the limit, caches, and starts a new child where one has
// died.
//
// A file that kills the child or makes it too slow is an Error for that request, and again at once for the
// next one for the same frame, until the file changes. Calls block: keep them off the thread of the window.
// Errors: those of decoding as the child found them; Error(Unsupported) for frames that ended it; Error(Io)
// when it can't be started. Ownership: frames are shared with the cache and immutable. Thread rule: one
// thread; several clients, several children.
#pragma once

#include "core/vision_input/image.h"
#include "imaging/decoding/byte_cache.h"
#include "imaging/decoding/protocol.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace vrft {

class ChildProcess;

struct DecodeSettings {
    std::filesystem::path program;                      // vrftaug-data
    std::chrono::milliseconds limit{10'000};            // for one request
    std::uint64_t memoryBytes = std::uint64_t{3} << 30; // address space of the child, shared memory included
    std::uint64_t sharedBytes = std::uint64_t{512} << 20; // the largest frame
    std::uint64_t cacheBytes = std::uint64_t{512} << 20;
};

class DecodeClient {
public:
    explicit DecodeClient(DecodeSettings settings);
    ~DecodeClient();
    DecodeClient(const DecodeClient&) = delete;
    DecodeClient& operator=(const DecodeClient&) = delete;

    // Stored values with what is needed to show them.
    std::shared_ptr<const DecodedFrame> frame(const std::filesystem::path& file, int index);

    // The frame if it is cached: for drawing without waiting.
    std::shared_ptr<const DecodedFrame> cached(const std::filesystem::path& file, int index);

    // 8-bit grey or RGB, through `window` if there is one; `size` is the longest side in pixels, 0 as it is.
    Image render(const std::filesystem::path& file, int index, const std::optional<Window>& window = {},
                 int size = 0);

    int starts() const { return starts_; } // of the child
    std::uint64_t cachedBytes() const { return cache_.usedBytes(); }

private:
    // A file as it is now: path and time of its last change.
    struct Key {
        std::string file;
        std::filesystem::file_time_type changed;
        int frame = 0;
        auto operator<=>(const Key&) const = default;
    };

    static Key keyOf(const std::filesystem::path& file, int index);
    DecodedFrame ask(DecodeRequest request, const Key& key);
    [[noreturn]] void condemn(const Key& key, bool late);

    DecodeSettings settings_;
    std::unique_ptr<ChildProcess> child_;
    ByteCache<Key, const DecodedFrame> cache_;
    std::map<Key, std::string> condemned_; // why
    std::uint64_t lastId_ = 0;
    int starts_ = 0;
};

} // namespace vrft
