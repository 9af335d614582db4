// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/decoding/client.h"

#include "imaging/decoding/child_process.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void throwCondemned(const std::string& why, const std::string& file) {
    throw Error(ErrorCode::Unsupported, why, file, "Leave the file out or export it again from its source");
}

Image imageOf(DecodedFrame frame) {
    return {frame.stored.width, frame.stored.height, frame.stored.channels, std::move(frame.stored.bytes)};
}

} // namespace

DecodeClient::DecodeClient(DecodeSettings settings)
    : settings_(std::move(settings)) {}

DecodeClient::~DecodeClient() = default;

DecodeClient::Key DecodeClient::keyOf(const DecodeRequest& request) {
    std::error_code trouble;
    const auto changed = fs::last_write_time(request.file, trouble);
    const bool whole = request.task == DecodeTask::Header || request.task == DecodeTask::Tags;
    const int frame = request.task == DecodeTask::Headers ? -2 : whole ? -1 : request.frame;
    return {request.file, trouble ? fs::file_time_type() : changed, frame};
}

DecodedFrame DecodeClient::frame(const fs::path& file, int index) {
    return askFrame({0, DecodeTask::Frame, file.string(), index, {}, 0});
}

Image DecodeClient::render(const fs::path& file, int index, const std::optional<Window>& window, int size) {
    return imageOf(askRendering({0, DecodeTask::Render, file.string(), index, window, size}));
}

RenderedFrame DecodeClient::renderFrame(const fs::path& file, int index, const DisplayWish& wish) {
    DecodedFrame frame =
        askRendering({0, DecodeTask::Render, file.string(), index, wish.window, 0, wish.wholeRange});
    RenderedFrame rendered;
    if (frame.window) rendered.render.window = {frame.window->centre, frame.window->width};
    rendered.render.invert = frame.stored.channels == 1 && frame.photometric == "MONOCHROME1";
    if (const auto& spacing = frame.attributes.spacing_mm)
        rendered.spacingMm = {(*spacing)[1], (*spacing)[0]};
    rendered.image = imageOf(std::move(frame));
    return rendered;
}

FileHeader DecodeClient::header(const fs::path& file) {
    return headerFromText(askDocument({0, DecodeTask::Header, file.string(), 0, {}, 0}));
}

std::vector<std::optional<FileHeader>> DecodeClient::headers(std::span<const std::string> files) {
    if (files.empty()) return {};
    DecodeRequest request;
    request.task = DecodeTask::Headers;
    request.file = files.front();
    request.files.assign(files.begin(), files.end());
    try {
        return headersFromText(askDocument(std::move(request)), files.size());
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) throw;
    }
    std::vector<std::optional<FileHeader>> headers;
    for (const std::string& file : files) {
        try {
            headers.emplace_back(header(file));
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) throw;
            headers.emplace_back();
        }
    }
    return headers;
}

std::vector<TagNode> DecodeClient::tags(const fs::path& file) {
    return tagsFromText(askDocument({0, DecodeTask::Tags, file.string(), 0, {}, 0}));
}

void DecodeClient::prepare() {
    try {
        if (child_ == nullptr) startChild();
    } catch (const Error&) {
        child_.reset(); // asked again, and told, by who needs it
    }
}

void DecodeClient::cancel() {
    cancelled_ = true;
}

DecodedFrame DecodeClient::askFrame(DecodeRequest request) {
    const Json reply = ask(request);
    DecodedFrame frame = replyFromJson(reply, request.id, child_->shared().size());
    readShared(child_->shared(), frame);
    return frame;
}

DecodedFrame DecodeClient::askRendering(DecodeRequest request) {
    const std::string file = request.file;
    DecodedFrame frame = askFrame(std::move(request));
    if (frame.stored.type != SampleType::U8)
        throw Error(ErrorCode::InvalidFormat,
                    "the decoding program answers nonsense: a rendering of other samples", file,
                    "Leave the file out");
    return frame;
}

std::string DecodeClient::askDocument(DecodeRequest request) {
    const Json reply = ask(request);
    const std::uint64_t bytes =
        documentFromJson(reply, request.id, std::min(child_->shared().size(), kMaxDocumentBytes));
    const auto text = child_->shared().first(static_cast<std::size_t>(bytes));
    return {text.begin(), text.end()};
}

void DecodeClient::startChild() {
    try {
        child_ = std::make_unique<ChildProcess>(
            settings_.program,
            std::vector<std::string>{"serve", "--memory-mb", std::to_string(settings_.memoryBytes >> 20)},
            settings_.sharedBytes);
    } catch (const Error& error) {
        throw Error(ErrorCode::Io, error.summary(), settings_.program.string(),
                    "Install vrftaug-data beside this program, then open the image again");
    }
    ++starts_;
}

Json DecodeClient::ask(DecodeRequest& request) {
    const Key key = keyOf(request);
    if (const auto known = condemned_.find(key); known != condemned_.end())
        throwCondemned(known->second, key.file);
    if (child_ == nullptr || !child_->running()) startChild();
    request.id = ++lastId_;
    const auto begun = std::chrono::steady_clock::now();
    if (!child_->send(jsonLine(requestToJson(request)))) condemn(key, false);
    const auto line = child_->receive(settings_.limit, cancelled_);
    if (cancelled_) {
        child_.reset(); // its answer would be taken for that to the next request
        throw Error(ErrorCode::Cancelled, "reading was stopped", key.file);
    }
    if (!line) condemn(key, std::chrono::steady_clock::now() - begun >= settings_.limit);
    try {
        return parseJson(*line, key.file);
    } catch (const Error&) {
        condemn(key, false);
    }
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
