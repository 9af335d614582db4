// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One frame of a file as the viewer wants it, a small picture of one, and what its header says: all of it
// read by a child process (imaging/decoding/client.h), so that no foreign byte is parsed in the window's own.
//
// Blocking: for a worker's thread. Keeps no frames. Errors: Error, as the client throws them. Thread rule:
// one thread per object, but for `cancel`.
#pragma once

#include "imaging/decoding/client.h"
#include "ui/viewer/frame_source.h"

namespace vrft::ui {

class FrameDecoder {
public:
    virtual ~FrameDecoder() = default;
    virtual void prepare() = 0; // gets ready for the first frame
    virtual ViewerFrame frame(const FrameAddress& address) = 0;
    virtual QImage thumbnail(const FrameAddress& address, int side) = 0;
    // Nothing for a file that can't be read.
    virtual std::vector<std::optional<FileHeader>> headers(std::span<const std::string> files) = 0;
    virtual std::vector<TagNode> tags(const std::string& file) = 0;
    virtual void cancel() = 0; // any thread: the call under way and all later ones fail soon
};

class ChildDecoder final : public FrameDecoder {
public:
    explicit ChildDecoder(DecodeSettings settings);
    void prepare() override { client_.prepare(); }
    ViewerFrame frame(const FrameAddress& address) override;
    QImage thumbnail(const FrameAddress& address, int side) override;
    std::vector<std::optional<FileHeader>> headers(std::span<const std::string> files) override {
        return client_.headers(files);
    }
    std::vector<TagNode> tags(const std::string& file) override { return client_.tags(file); }
    void cancel() override { client_.cancel(); }

private:
    DecodeClient client_;
};

// With vrftaug-data where this program finds it.
std::unique_ptr<FrameDecoder> makeDecoder();

} // namespace vrft::ui
