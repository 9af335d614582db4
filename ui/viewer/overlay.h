// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The words around an image: four corners, orientation letters, the plate of a frame that can't be shown.
//
// Draws only. Thread rule: UI thread.
#pragma once

#include "imaging/volume/geometry.h"

#include <QPainter>
#include <QRectF>
#include <QString>
#include <QStringList>
#include <optional>

namespace vrft::ui {

struct OverlayText {
    QStringList topLeft;
    QStringList topRight;
    QStringList bottomLeft;
    QStringList bottomRight;
    QStringList cautions; // below those at the top left
};

void drawCorners(QPainter& painter, const QRectF& view, const OverlayText& text);
// At the four edges; empty where the header has no geometry.
void drawOrientation(QPainter& painter, const QRectF& view, const FramePlane& plane);
// In the middle: "Frame 7 can't be shown" and why.
// Where its words stand; `below`: pixels left free under them.
QRectF troublePlate(const QFont& font, const QRectF& view, const QString& reason, double below);
void drawTrouble(QPainter& painter, const QRectF& view, const QRectF& plate, const QString& head,
                 const QString& reason);
// The mark of a picture that is not yet the one asked for.
void drawWaiting(QPainter& painter, const QRectF& view, const QString& text);

} // namespace vrft::ui
