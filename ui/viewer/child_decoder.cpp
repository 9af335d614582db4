// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/child_decoder.h"

#include "imaging/dicom/frame_plane.h"
#include "ui/viewer/presets.h"
#include "ui/workspace/data_program.h"

namespace vrft::ui {

namespace {

// 32 bits a pixel: what QPainter draws without a conversion.
QImage toPicture(int width, int height, int channels, const std::vector<std::uint8_t>& samples) {
    QImage picture(width, height, QImage::Format_RGB32);
    const std::uint8_t* at = samples.data();
    for (int y = 0; y < height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < width; ++x, at += channels)
            line[x] = channels == 3 ? qRgb(at[0], at[1], at[2]) : qRgb(at[0], at[0], at[0]);
    }
    return picture;
}

QImage toPicture(const Image& image) {
    return toPicture(image.width, image.height, image.channels, image.pixels);
}

} // namespace

ChildDecoder::ChildDecoder(DecodeSettings settings)
    : client_(std::move(settings)) {}

ViewerFrame ChildDecoder::frame(const FrameAddress& address) {
    DecodedFrame decoded = client_.frame(address.file, address.frame);
    ViewerFrame result;
    result.width = decoded.stored.width;
    result.height = decoded.stored.height;
    result.window = decoded.window.value_or(Window{128, 256, WindowFunction::Linear, {}});
    result.inverted = decoded.photometric == "MONOCHROME1";
    result.plane = planeOf(decoded.attributes, result.height, result.width);
    result.attributes = std::move(decoded.attributes);
    const StoredFrame& stored = decoded.stored;
    if (decoded.picture.channels != 0)
        result.picture = toPicture(decoded.picture);
    else if (stored.channels == 3)
        result.picture = toPicture(stored.width, stored.height, 3, stored.bytes);
    const bool colour = stored.channels == 3 || decoded.picture.channels == 3;
    if (colour) return result;
    result.stored = std::move(decoded.stored);
    result.wholeRange = wholeRangeOf(result);
    return result;
}

QImage ChildDecoder::thumbnail(const FrameAddress& address, int side) {
    return toPicture(client_.render(address.file, address.frame, {}, side));
}

std::unique_ptr<FrameDecoder> makeDecoder() {
    DecodeSettings settings;
    settings.program = dataProgram();
    return std::make_unique<ChildDecoder>(std::move(settings));
}

} // namespace vrft::ui
