// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/thumbnails.h"

#include "ui/widgets/icons.h"

#include <QPainter>

namespace vrft::ui {

namespace {

constexpr std::size_t kMostPictures = 4000; // about 300 MB at worst, 80 MB as a rule

} // namespace

Thumbnails::Thumbnails(FrameSource& source, QObject* parent)
    : QObject(parent)
    , source_(source) {
    connect(&source_, &FrameSource::thumbnail, this,
            [this](const FrameAddress& address, const QImage& picture) {
                asked_.erase(address);
                if (picture.isNull())
                    damaged_.insert(address);
                else
                    pictures_[address] = QPixmap::fromImage(picture);
                Q_EMIT arrived();
            });
}

QPixmap Thumbnails::picture(const FrameAddress& address) {
    if (const auto found = pictures_.find(address); found != pictures_.end()) return found->second;
    if (damaged_.contains(address) || address.file.empty()) return {};
    if (asked_.insert(address).second) {
        if (pictures_.size() > kMostPictures) pictures_.clear();
        if (asked_.size() > kMostPictures) asked_ = {address};
        source_.requestThumbnail(address, kSide);
    }
    return {};
}

void Thumbnails::paint(QPainter& painter, const QRect& rect, const FrameAddress& address) {
    const QPixmap image = picture(address);
    if (damaged(address)) {
        painter.fillRect(rect, colour(Token::TileGrey));
        painter.drawPixmap(rect.center() - QPoint(8, 8), iconPixmap(QStringLiteral("caution"), 18, Qt::white,
                                                                    painter.device()->devicePixelRatioF()));
        return;
    }
    painter.fillRect(rect, Qt::black);
    if (image.isNull()) return;
    const QSize shown = image.size().scaled(rect.size(), Qt::KeepAspectRatio);
    const QRect target(rect.center() - QPoint(shown.width() / 2, shown.height() / 2) + QPoint(1, 1), shown);
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(target.intersected(rect), image);
    painter.restore();
}

} // namespace vrft::ui
