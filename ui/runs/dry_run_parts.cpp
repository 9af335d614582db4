// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/dry_run_parts.h"

#include "ui/viewer/marks.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <algorithm>

namespace vrft::ui {

namespace {

constexpr int kPictureSide = 128;
constexpr int kBarHeight = 12;
constexpr int kGap = 12;
constexpr QRgb kBarDark = 0xFF56B4E9; // s1 of the series
constexpr QRgb kBarLight = 0xFF0072B2;

} // namespace

PictureLabel::PictureLabel(QWidget* parent)
    : QWidget(parent) {
    setFixedSize(kPictureSide, kPictureSide);
}

void PictureLabel::setPicture(const QImage& image, const QString& name) {
    image_ = image;
    setAccessibleName(name);
    setToolTip(name);
    update();
}

void PictureLabel::setBoxes(const std::vector<Box>& reference, const std::vector<Box>& predicted) {
    reference_ = reference;
    predicted_ = predicted;
    update();
}

void PictureLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Qt::black);
    if (image_.isNull()) return;
    const QSize size = image_.size().scaled(rect().size(), Qt::KeepAspectRatio);
    const QRect place(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size);
    painter.drawImage(place, image_);
    const double scale = static_cast<double>(size.width()) / image_.width();
    painter.setClipRect(place);
    const auto draw = [&](const std::vector<Box>& boxes, BoxRole role) {
        for (const Box& box : boxes)
            if (box.valid())
                drawBox(painter,
                        QRectF(QPointF(box.x1, box.y1) * scale, QPointF(box.x2, box.y2) * scale)
                            .translated(place.topLeft()),
                        role, false);
    };
    draw(reference_, BoxRole::Reference);
    draw(predicted_, BoxRole::Predicted);
}

MemoryBars::MemoryBars(QWidget* parent)
    : QWidget(parent) {
    setAccessibleName(tr("Memory"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

int MemoryBars::rowHeight() const {
    return fontMetrics().height() + 8;
}

void MemoryBars::setBars(std::vector<Bar> bars, double whole) {
    bars_ = std::move(bars);
    whole_ = whole;
    QStringList words;
    for (const Bar& bar : bars_)
        words << QStringLiteral("%1 %2").arg(bar.name, bytesText(bar.bytes));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    setToolTip(tr("%1 of %2").arg(words.join(QStringLiteral(", ")), bytesText(whole_)));
    updateGeometry();
    update();
}

QSize MemoryBars::sizeHint() const {
    return {240, rowHeight() * static_cast<int>(bars_.size())};
}

void MemoryBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    int names = 0;
    int amounts = 0;
    for (const Bar& bar : bars_) {
        names = std::max(names, fontMetrics().horizontalAdvance(bar.name));
        amounts = std::max(amounts, fontMetrics().horizontalAdvance(bytesText(bar.bytes)));
    }
    const int left = names + kGap;
    const int width = std::max(0, this->width() - left - amounts - kGap);
    int top = 0;
    for (const Bar& bar : bars_) {
        const int middle = top + rowHeight() / 2;
        painter.setPen(colour(Token::Text));
        painter.drawText(QRect(0, top, names, rowHeight()), Qt::AlignVCenter | Qt::AlignLeft, bar.name);
        const QRect track(left, middle - kBarHeight / 2, width, kBarHeight);
        painter.fillRect(track, colour(Token::Line));
        const double share = whole_ > 0 ? std::clamp(bar.bytes / whole_, 0.0, 1.0) : 0;
        const bool fits = bar.bytes <= whole_;
        const QColor ink =
            fits ? QColor::fromRgb(theme().dark() ? kBarDark : kBarLight) : colour(Token::AlarmLine);
        painter.fillRect(QRect(track.topLeft(), QSize(static_cast<int>(share * width), kBarHeight)), ink);
        painter.drawText(QRect(this->width() - amounts, top, amounts, rowHeight()),
                         Qt::AlignVCenter | Qt::AlignRight, bytesText(bar.bytes));
        top += rowHeight();
    }
}

} // namespace vrft::ui
