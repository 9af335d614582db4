// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/change_pictures.h"

#include "ui/viewer/thumbnails.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/row_ground.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QImageReader>
#include <QPainter>

namespace vrft::ui {

namespace {

constexpr int kKept = 80; // device pixels: 40 logical ones at 200 %
constexpr int kBetween = 20;

} // namespace

ChangePictures::ChangePictures(QObject* parent)
    : QObject(parent) {
    reader_.setMaxThreadCount(1);
}

ChangePictures::~ChangePictures() {
    reader_.clear();
    reader_.waitForDone();
}

std::optional<QImage> ChangePictures::picture(const std::filesystem::path& file) {
    const auto [at, fresh] = known_.try_emplace(file);
    if (fresh)
        reader_.start([this, file] {
            QImageReader reader(qs(file.string()), "png");
            QImage small = reader.read();
            if (!small.isNull())
                small = small.convertToFormat(QImage::Format_RGB32)
                            .scaled(kKept, kKept, Qt::KeepAspectRatio, Qt::SmoothTransformation);
            QMetaObject::invokeMethod(
                this,
                [this, file, small] {
                    known_[file] = small;
                    Q_EMIT arrived();
                },
                Qt::QueuedConnection);
        });
    return at->second;
}

ChangePictureDelegate::ChangePictureDelegate(const std::vector<VersionChange>& changes,
                                             ChangePictures& pictures, Thumbnails& thumbnails,
                                             QObject* parent)
    : QStyledItemDelegate(parent)
    , changes_(changes)
    , pictures_(pictures)
    , thumbnails_(thumbnails) {}

int ChangePictureDelegate::widthFor(const std::vector<VersionChange>& changes) {
    const bool two = std::any_of(changes.begin(), changes.end(),
                                 [](const VersionChange& change) { return change.pictures.size() > 1; });
    return two ? 2 * kSide + kBetween + 16 : kSide + 16;
}

void ChangePictureDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const {
    painter->save();
    paintRowGround(*painter, option);
    const VersionChange& change = changes_[static_cast<std::size_t>(index.row())];
    QRect place(option.rect.left() + 8, option.rect.top() + (kRow - kSide) / 2, kSide, kSide);
    if (change.frame) thumbnails_.paint(*painter, place, *change.frame);
    for (std::size_t i = 0; i < change.pictures.size(); ++i) {
        if (i > 0) {
            painter->setPen(colour(Token::Text2));
            painter->drawText(QRect(place.right() + 1, place.top(), kBetween, kSide), Qt::AlignCenter,
                              QString(QChar(0x2192)));
            place.translate(kSide + kBetween, 0);
        }
        const std::optional<QImage> image = pictures_.picture(change.pictures[i]);
        if (image && image->isNull()) {
            painter->fillRect(place, colour(Token::TileGrey));
            painter->drawPixmap(
                place.center() - QPoint(8, 8),
                iconPixmap(QStringLiteral("caution"), 18, Qt::white, painter->device()->devicePixelRatioF()));
            continue;
        }
        painter->fillRect(place, Qt::black);
        if (!image) continue;
        const QSize size = image->size().scaled(place.size(), Qt::KeepAspectRatio);
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->drawImage(QRect(place.center() - QPoint(size.width() / 2 - 1, size.height() / 2 - 1), size),
                           *image);
    }
    painter->restore();
}

} // namespace vrft::ui
