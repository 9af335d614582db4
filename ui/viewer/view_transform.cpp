// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/view_transform.h"

#include <algorithm>

namespace vrft::ui {

namespace {

constexpr double kLeastZoom = 0.02;
constexpr double kMostZoom = 64;
constexpr double kInReach = 40; // logical pixels of the image that stay in view

} // namespace

void ViewTransform::setImage(Size image, double aspect) {
    const bool same = image == image_ && aspect == aspect_;
    image_ = image;
    aspect_ = aspect;
    if (!same || fitted_) fit();
}

void ViewTransform::setView(QSize view, double devicePixelRatio) {
    const QPointF middle = toImage(QPointF(view_.width() / 2.0, view_.height() / 2.0));
    view_ = view;
    devicePixelRatio_ = devicePixelRatio;
    if (fitted_) return fit();
    offset_ += QPointF(view.width() / 2.0, view.height() / 2.0) - toScreen(middle.x(), middle.y());
}

void ViewTransform::fit() {
    fitted_ = true;
    if (image_.width <= 0 || image_.height <= 0 || view_.isEmpty()) return;
    const double scale = std::min(view_.width() / static_cast<double>(image_.width),
                                  view_.height() / (image_.height * aspect_));
    zoom_ = std::clamp(scale * devicePixelRatio_, kLeastZoom, kMostZoom);
    offset_ = {(view_.width() - image_.width * scaleX()) / 2,
               (view_.height() - image_.height * scaleY()) / 2};
}

void ViewTransform::actualSize() {
    fitted_ = false;
    zoom_ = 1;
    offset_ = {(view_.width() - image_.width * scaleX()) / 2,
               (view_.height() - image_.height * scaleY()) / 2};
}

void ViewTransform::zoomAt(QPointF screen, double factor) {
    const QPointF under = toImage(screen);
    fitted_ = false;
    zoom_ = std::clamp(zoom_ * factor, kLeastZoom, kMostZoom);
    offset_ += screen - toScreen(under.x(), under.y());
    keepInReach();
}

void ViewTransform::pan(QPointF screenDelta) {
    fitted_ = false;
    offset_ += screenDelta;
    keepInReach();
}

void ViewTransform::keepInReach() {
    const QRectF image = imageOnScreen();
    if (image.right() < kInReach) offset_.rx() += kInReach - image.right();
    if (image.bottom() < kInReach) offset_.ry() += kInReach - image.bottom();
    if (image.left() > view_.width() - kInReach) offset_.rx() -= image.left() - (view_.width() - kInReach);
    if (image.top() > view_.height() - kInReach) offset_.ry() -= image.top() - (view_.height() - kInReach);
}

QPointF ViewTransform::toScreen(double x, double y) const {
    return {offset_.x() + x * scaleX(), offset_.y() + y * scaleY()};
}

QPointF ViewTransform::toImage(QPointF screen) const {
    return {(screen.x() - offset_.x()) / scaleX(), (screen.y() - offset_.y()) / scaleY()};
}

QRectF ViewTransform::toScreen(const Box& box) const {
    return {toScreen(box.x1, box.y1), toScreen(box.x2, box.y2)};
}

QRectF ViewTransform::imageOnScreen() const {
    return {offset_, QSizeF(image_.width * scaleX(), image_.height * scaleY())};
}

} // namespace vrft::ui
