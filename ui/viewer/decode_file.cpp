// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/decode_file.h"

#include "imaging/dicom/display.h"
#include "imaging/dicom/frame_decoder.h"
#include "imaging/dicom/frame_plane.h"
#include "imaging/dicom/render_frame.h"

namespace vrft::ui {

namespace {

// 32 bits a pixel: what QPainter draws without a conversion.
QImage toPicture(const Image& image) {
    QImage picture(image.width, image.height, QImage::Format_RGB32);
    const std::uint8_t* at = image.pixels.data();
    for (int y = 0; y < image.height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < image.width; ++x, at += image.channels)
            line[x] = image.channels == 3 ? qRgb(at[0], at[1], at[2]) : qRgb(at[0], at[0], at[0]);
    }
    return picture;
}

} // namespace

FileDecoder::FileDecoder() = default;
FileDecoder::~FileDecoder() = default;

const DicomImage& FileDecoder::open(const std::string& file) {
    if (!image_ || file_ != file) {
        image_.reset();
        image_ = std::make_unique<DicomImage>(std::filesystem::path(file));
        file_ = file;
    }
    return *image_;
}

ViewerFrame FileDecoder::frame(const FrameAddress& address) {
    const DicomImage& image = open(address.file);
    const PixelLayout& layout = image.layout();
    ViewerFrame result;
    result.attributes = FrameAttributeReader(image.root(), layout.isSigned).read(address.frame);
    result.stored = image.frame(address.frame);
    result.width = result.stored.width;
    result.height = result.stored.height;
    result.inverted = layout.photometric == "MONOCHROME1";
    result.plane = planeOf(result.attributes, layout);
    const bool colour = result.stored.channels == 3 || layout.photometric == "PALETTE COLOR";
    if (colour || result.attributes.windows.empty()) {
        const DisplayedFrame shown = display(image, result.stored, result.attributes);
        result.window = shown.window.value_or(Window{128, 256, WindowFunction::Linear, {}});
        if (colour || (!shown.window && !result.attributes.voiLuts.empty()))
            result.picture = toPicture(shown.image);
    } else {
        result.window = result.attributes.windows[0];
    }
    if (colour) result.stored = {};
    return result;
}

QImage FileDecoder::thumbnail(const FrameAddress& address, int side) {
    const QImage whole = toPicture(renderFrame(address.file, address.frame).image);
    return whole.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

} // namespace vrft::ui
