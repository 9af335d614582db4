// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One frame of a file as the viewer wants it, and a small picture of one. Blocking: for a worker's thread.
//
// What is replaced when files are decoded in another process. Errors: Error, as imaging throws them. Thread
// rule: one thread per FileDecoder.
#pragma once

#include "ui/viewer/frame_source.h"

#include <functional>
#include <memory>

namespace vrft {
class DicomImage;
}

namespace vrft::ui {

class FrameDecoder {
public:
    virtual ~FrameDecoder() = default;
    virtual ViewerFrame frame(const FrameAddress& address) = 0;
    virtual QImage thumbnail(const FrameAddress& address, int side) = 0;
};

// Decodes in this process. Keeps the file it used last open, for the frames of one object.
class FileDecoder final : public FrameDecoder {
public:
    FileDecoder();
    ~FileDecoder() override;
    ViewerFrame frame(const FrameAddress& address) override;
    QImage thumbnail(const FrameAddress& address, int side) override;

private:
    const DicomImage& open(const std::string& file);

    std::string file_;
    std::unique_ptr<DicomImage> image_;
};

} // namespace vrft::ui
