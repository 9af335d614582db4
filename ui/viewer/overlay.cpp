// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/overlay.h"

#include "core/error.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"

#include <QFontMetricsF>

namespace vrft::ui {

namespace {

const QColor kCornerPlate(0, 0, 0, 148); // black 58 %
constexpr double kMargin = 10;
constexpr double kLetterRoom = 16; // of the orientation letters between the corners

QFont sized(const QPainter& painter, int pixels, bool bold) {
    QFont font = painter.font();
    font.setPixelSize(textPixels(pixels));
    font.setBold(bold);
    return font;
}

// The height used.
double drawCorner(QPainter& painter, const QRectF& view, const QStringList& lines, Qt::Alignment corner) {
    const QFontMetricsF metrics(painter.font());
    QStringList shown = lines;
    shown.removeAll(QString());
    double width = 0;
    // The line at the edge leaves room for the letter in the middle of it.
    const qsizetype edge = corner & Qt::AlignBottom ? shown.size() - 1 : 0;
    for (qsizetype i = 0; i < shown.size(); ++i) {
        const double room = view.width() / 2 - 2 * kMargin - (i == edge ? kLetterRoom : 0);
        shown[i] = metrics.elidedText(shown[i], Qt::ElideRight, room);
        width = std::max(width, metrics.horizontalAdvance(shown[i]));
    }
    if (shown.isEmpty()) return 0;
    const double line = textPixels(17);
    const double height = line * static_cast<double>(shown.size());
    const double x = corner & Qt::AlignRight ? view.right() - kMargin - width : view.left() + kMargin;
    const double y = corner & Qt::AlignBottom ? view.bottom() - kMargin - height : view.top() + kMargin;
    painter.fillRect(QRectF(x - 4, y - 2, width + 8, height + 4), kCornerPlate);
    for (qsizetype i = 0; i < shown.size(); ++i)
        painter.drawText(QRectF(x, y + line * static_cast<double>(i), width + 1, line),
                         (corner & Qt::AlignRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
                         shown[i]);
    return height;
}

// Below `top`, each with the sign of a caution; whole sentences, on as many lines as they need.
void drawCautions(QPainter& painter, const QRectF& view, double top, const QStringList& cautions) {
    const QPixmap sign = iconPixmap(QStringLiteral("caution"), 14, QColor(mark::kCaution),
                                    painter.device()->devicePixelRatioF());
    painter.setPen(QColor(mark::kCaution));
    const double left = view.left() + kMargin;
    for (const QString& caution : cautions) {
        const QRectF room(left + 20, top + 1, view.right() - kMargin - left - 20, view.height());
        const QRectF words = QFontMetricsF(painter.font()).boundingRect(room, Qt::TextWordWrap, caution);
        painter.fillRect(QRectF(left - 4, top, words.width() + 28, words.height() + 4), kCornerPlate);
        painter.drawPixmap(QPointF(left, top + 3), sign);
        painter.drawText(room, Qt::TextWordWrap, caution);
        top += words.height() + 6;
    }
}

} // namespace

void drawCorners(QPainter& painter, const QRectF& view, const OverlayText& text) {
    painter.save();
    painter.setFont(sized(painter, 12, false));
    painter.setPen(QColor(mark::kCornerText));
    const double height = drawCorner(painter, view, text.topLeft, Qt::AlignLeft | Qt::AlignTop);
    drawCorner(painter, view, text.topRight, Qt::AlignRight | Qt::AlignTop);
    drawCorner(painter, view, text.bottomLeft, Qt::AlignLeft | Qt::AlignBottom);
    drawCorner(painter, view, text.bottomRight, Qt::AlignRight | Qt::AlignBottom);
    drawCautions(painter, view, view.top() + kMargin + height + 6, text.cautions);
    painter.restore();
}

void drawOrientation(QPainter& painter, const QRectF& view, const FramePlane& plane) {
    std::optional<FrameGeometry> geometry;
    try {
        geometry.emplace(plane, std::string());
    } catch (const Error&) {
        return; // impossible directions: no letter is better than a wrong one
    }
    const Vector3 right = geometry->rowDirection();
    const Vector3 down = geometry->columnDirection();
    struct Letter {
        Vector3 towards;
        QPointF at;
    };
    const QPointF middle = view.center();
    painter.save();
    painter.setFont(sized(painter, 16, true));
    for (const Letter& letter :
         {Letter{right * -1.0, {view.left() + 18, middle.y()}},
          Letter{right, {view.right() - 18, middle.y()}}, Letter{down * -1.0, {middle.x(), view.top() + 18}},
          Letter{down, {middle.x(), view.bottom() - 18}}}) {
        const QString text = qs(orientationLetters(letter.towards));
        const double width = std::max(18.0, QFontMetricsF(painter.font()).horizontalAdvance(text) + 8);
        const QRectF plate(letter.at - QPointF(width / 2, 11), QSizeF(width, 22));
        painter.fillRect(plate, kCornerPlate);
        painter.setPen(QColor(mark::kLetters));
        painter.drawText(plate, Qt::AlignCenter, text);
    }
    painter.restore();
}

QRectF troublePlate(const QFont& font, const QRectF& view, const QString& reason, double below) {
    QFont sizedFont = font;
    sizedFont.setPixelSize(textPixels(13));
    const double width = std::min(360.0, view.width() - 32);
    const QRectF words =
        QFontMetricsF(sizedFont).boundingRect(QRectF(0, 0, width - 64, 400), Qt::TextWordWrap, reason);
    const double height = words.height() + textPixels(60) + below;
    return {view.center() - QPointF(width / 2, height / 2), QSizeF(width, height)};
}

void drawTrouble(QPainter& painter, const QRectF& view, const QRectF& plate, const QString& head,
                 const QString& reason) {
    painter.fillRect(view, colour(Token::TileGrey));
    painter.save();
    painter.fillRect(plate, QColor(0x1D, 0x20, 0x23));
    const QPixmap picture = iconPixmap(QStringLiteral("caution"), 18, QColor(mark::kCaution),
                                       painter.device()->devicePixelRatioF());
    painter.drawPixmap(plate.topLeft() + QPointF(16, 16), picture);
    painter.setPen(QColor(mark::kCornerText));
    const double left = plate.left() + 48;
    const double wide = plate.width() - 64;
    painter.setFont(sized(painter, 13, false));
    painter.drawText(QRectF(left, plate.top() + textPixels(40), wide, plate.height() - textPixels(40)),
                     Qt::TextWordWrap, reason);
    painter.setFont(sized(painter, 13, true));
    painter.drawText(QRectF(left, plate.top() + 15, wide, textPixels(20)), Qt::AlignLeft | Qt::AlignVCenter,
                     head);
    painter.restore();
}

void drawWaiting(QPainter& painter, const QRectF& view, const QString& text) {
    painter.save();
    painter.setFont(sized(painter, 12, false));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 16;
    const QRectF plate(view.center().x() - width / 2, view.bottom() - 60, width, 24);
    painter.fillRect(plate, kCornerPlate);
    painter.setPen(QColor(mark::kLetters));
    painter.drawText(plate, Qt::AlignCenter, text);
    painter.restore();
}

} // namespace vrft::ui
