// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/decoding/client.h"

#include "imaging/decoding/child_process.h"

#include <fmt/format.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void throwCondemned(const std::string& why, const std::string& file) {
    throw Error(ErrorCode::Unsupported, why, file, "Leave the file out or export it again from its source");
}

} // namespace

DecodeClient::DecodeClient(DecodeSettings settings)
    : settings_(std::move(settings))
    , cache_(settings_.cacheBytes) {}

DecodeClient::~DecodeClient() = default;

DecodeClient::Key DecodeClient::keyOf(const fs::path& file, int index) {
    std::error_code trouble;
    const auto changed = fs::last_write_time(file, trouble);
    return {file.string(), trouble ? fs::file_time_type() : changed, index};
}

std::shared_ptr<const DecodedFrame> DecodeClient::cached(const fs::path& file, int index) {
    return cache_.find(keyOf(file, index));
}

std::shared_ptr<const DecodedFrame> DecodeClient::frame(const fs::path& file, int index) {
    const Key key = keyOf(file, index);
    if (auto found = cache_.find(key)) return found;
    auto made = std::make_shared<const DecodedFrame>(ask({0, false, key.file, index, {}, 0}, key));
    cache_.put(key, made, made->stored.bytes.size());
    return made;
}

Image DecodeClient::render(const fs::path& file, int index, const std::optional<Window>& window, int size) {
    const Key key = keyOf(file, index);
    DecodedFrame frame = ask({0, true, key.file, index, window, size}, key);
    if (frame.stored.type != SampleType::U8)
        throw Error(ErrorCode::InvalidFormat,
                    "the decoding program answers nonsense: a rendering of other samples", key.file,
                    "Leave the file out");
    return {frame.stored.width, frame.stored.height, frame.stored.channels, std::move(frame.stored.bytes)};
}

DecodedFrame DecodeClient::ask(DecodeRequest request, const Key& key) {
    if (const auto known = condemned_.find(key); known != condemned_.end())
        throwCondemned(known->second, key.file);
    if (child_ == nullptr) {
        child_ = std::make_unique<ChildProcess>(
            settings_.program,
            std::vector<std::string>{"serve", "--memory-mb", std::to_string(settings_.memoryBytes >> 20)},
            settings_.sharedBytes);
        ++starts_;
    }
    request.id = ++lastId_;
    const auto begun = std::chrono::steady_clock::now();
    if (!child_->send(jsonLine(requestToJson(request)))) condemn(key, false);
    const auto line = child_->receive(settings_.limit);
    if (!line) condemn(key, std::chrono::steady_clock::now() - begun >= settings_.limit);
    Json reply;
    try {
        reply = parseJson(*line, key.file);
    } catch (const Error&) {
        condemn(key, false);
    }
    DecodedFrame frame = replyFromJson(reply, request.id, child_->shared().size());
    const auto bytes = child_->shared().first(static_cast<std::size_t>(sampleBytesOf(frame.stored)));
    frame.stored.bytes.assign(bytes.begin(), bytes.end());
    return frame;
}

void DecodeClient::condemn(const Key& key, bool late) {
    const std::string how = child_->end();
    child_.reset();
    const std::string why = late ? fmt::format("decoding took longer than {} s and was stopped",
                                               static_cast<double>(settings_.limit.count()) / 1000.0)
                                 : fmt::format("the file ended the decoding program: {}", how);
    condemned_[key] = why;
    throwCondemned(why, key.file);
}

} // namespace vrft
