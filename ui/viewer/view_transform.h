// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From image to screen and back: zoom, place and the shape of pixels.
//
// Image coordinates are continuous, pixel i covers [i, i+1). Screen coordinates are logical pixels of the
// view; zoom 1 shows one image column on one device pixel. Thread rule: values.
#pragma once

#include "core/box.h"

#include <QPointF>
#include <QRectF>
#include <QSize>

namespace vrft::ui {

class ViewTransform {
public:
    // `aspect`: height of a pixel by its width.
    void setImage(Size image, double aspect);
    void setView(QSize view, double devicePixelRatio);

    void fit();
    void actualSize(); // zoom 1, centred
    void zoomAt(QPointF screen, double factor);
    void pan(QPointF screenDelta);
    bool fitted() const { return fitted_; }
    double zoom() const { return zoom_; } // device pixels per image column

    QPointF toScreen(double x, double y) const;
    QPointF toImage(QPointF screen) const;
    QRectF toScreen(const Box& box) const;
    QRectF imageOnScreen() const;
    double scaleX() const { return zoom_ / devicePixelRatio_; } // logical pixels per column
    double scaleY() const { return scaleX() * aspect_; }

private:
    void keepInReach();

    Size image_;
    double aspect_ = 1;
    QSize view_;
    double devicePixelRatio_ = 1;
    double zoom_ = 1;
    QPointF offset_; // of the image's corner on the screen
    bool fitted_ = true;
};

} // namespace vrft::ui
