// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How marks look on an image: boxes with handles, measurements, tags, each line with a black halo so that it
// holds on white tissue and on black.
//
// Draws only; what is under the pointer is answered by `gripAt`, where a tag has room by `tagPlace`. All in
// screen coordinates. Thread rule: UI
// thread.
#pragma once

#include "core/box.h"

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QRectF>
#include <QString>
#include <QStringList>
#include <span>

namespace vrft::ui {

enum class BoxRole { Reference, SecondReader, Suggestion, Predicted };

struct ViewBox {
    Box box; // image coordinates
    BoxRole role = BoxRole::Reference;
    QString tag;
    bool editable = true;
    bool lit = false; // spoken of just now
};

// The part of a box that is under the pointer.
enum class Grip { None, Inside, Left, Right, Top, Bottom, TopLeft, TopRight, BottomLeft, BottomRight };

inline constexpr double kGripReach = 8; // logical pixels, at every zoom

Grip gripAt(const QRectF& box, QPointF pointer);
Qt::CursorShape cursorOf(Grip grip);
// `box` with the grip moved by `delta` (image pixels), kept inside the image and at least one pixel wide;
// `keepRatio` keeps the shape of the box at corners.
Box withGripMoved(const Box& box, Grip grip, QPointF delta, Size image, bool keepRatio);

void drawBox(QPainter& painter, const QRectF& rect, BoxRole role, bool chosen, bool lit = false);
// A tag stands above its box, else below it or beside it: the first place inside `view` where it covers none
// of `taken`; where there is none the first that covers none, at last above the box all the same.
QRectF tagPlace(const QRectF& box, QSizeF tag, const QRectF& view, std::span<const QRectF> taken);
QSizeF tagSize(const QFont& font, const QString& tag);
void drawTag(QPainter& painter, const QRectF& at, const QString& tag, BoxRole role);
void drawLength(QPainter& painter, QPointF a, QPointF b, const QStringList& text, bool chosen);
void drawRegion(QPainter& painter, const QRectF& rect, const QStringList& text, bool chosen);

} // namespace vrft::ui
