// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/render_frame.h"

#include "core/error.h"

namespace vrft {

RenderedFrame renderFrame(const std::filesystem::path& path, int frame, const DisplayWish& wish) {
    const DicomImage image(path);
    const PixelLayout& layout = image.layout();
    if (layout.width > kMaxImageSide || layout.height > kMaxImageSide)
        throw Error(ErrorCode::Unsupported, "the image is too large", path.string(), "Leave it out");
    const FrameAttributes attributes = FrameAttributeReader(image.root(), layout.isSigned).read(frame);
    DisplayedFrame shown = display(image, image.frame(frame), attributes, wish);
    RenderedFrame rendered;
    rendered.image = std::move(shown.image);
    if (shown.window) rendered.render.window = {shown.window->centre, shown.window->width};
    rendered.render.invert = shown.inverted;
    if (const auto& spacing = attributes.spacing_mm) rendered.spacingMm = {(*spacing)[1], (*spacing)[0]};
    return rendered;
}

} // namespace vrft
