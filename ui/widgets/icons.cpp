// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace vrft::ui {

namespace {

class IconEngine final : public QIconEngine {
public:
    IconEngine(QString name, Token ink)
        : name_(std::move(name))
        , ink_(ink) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const int side = std::min(rect.width(), rect.height());
        const QPixmap picture = iconPixmap(name_, side, inkOf(mode), painter->device()->devicePixelRatioF());
        painter->drawPixmap(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2,
                            picture);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal) override {
        return iconPixmap(name_, std::min(size.width(), size.height()), inkOf(mode), 1.0);
    }
    QIconEngine* clone() const override { return new IconEngine(*this); }

private:
    QColor inkOf(QIcon::Mode mode) const { return colour(mode == QIcon::Disabled ? Token::Disabled : ink_); }

    QString name_;
    Token ink_;
};

} // namespace

QIcon icon(const QString& name, Token ink) {
    return QIcon(new IconEngine(name, ink));
}

QPixmap iconPixmap(const QString& name, int side, const QColor& ink, qreal devicePixelRatio) {
    const QString key =
        QStringLiteral("vrft/%1/%2/%3/%4").arg(name).arg(side).arg(ink.rgba()).arg(devicePixelRatio);
    QPixmap picture;
    if (QPixmapCache::find(key, &picture)) return picture;
    QFile file(QStringLiteral(":/vrft/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) return picture;
    QByteArray drawing = file.readAll();
    drawing.replace("currentColor", ink.name().toLatin1());
    QSvgRenderer renderer(drawing);
    const int pixels = qRound(side * devicePixelRatio);
    picture = QPixmap(pixels, pixels);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    renderer.render(&painter);
    painter.end();
    picture.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, picture);
    return picture;
}

} // namespace vrft::ui
