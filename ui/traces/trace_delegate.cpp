// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_delegate.h"

#include "ui/traces/trace_list.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/row_ground.h"

#include <QPainter>

namespace vrft::ui {

namespace {

constexpr int kTraceRow = 48;
constexpr int kTraceThumbnail = 40;

} // namespace

QSize TraceDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {120, kTraceRow};
}

void TraceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    painter->save();
    const QRect cell = option.rect;
    paintRowGround(*painter, option);
    const QRect picture(cell.left() + 12, cell.top() + 4, kTraceThumbnail, kTraceThumbnail);
    painter->fillRect(picture, Qt::black);
    const auto thumbnail = index.data(TraceList::kThumbnail).value<QImage>();
    if (!thumbnail.isNull()) {
        const QSize size = thumbnail.size().scaled(picture.size(), Qt::KeepAspectRatio);
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->drawImage(
            QRect(picture.center() - QPoint(size.width() / 2 - 1, size.height() / 2 - 1), size), thumbnail);
    }
    QFont font = option.font;
    QRect words(picture.right() + 9, cell.top() + 5, cell.right() - picture.right() - 17, 19);
    QRect second = words.translated(0, 18);
    const QVariant right = index.data(TraceList::kRight);
    font.setPixelSize(12);
    painter->setFont(font);
    if (right.isValid()) { // a mark and its word
        const bool good = right.toBool();
        const QString word = good ? TraceList::tr("right") : TraceList::tr("wrong");
        const QColor ink = colour(good ? Token::Good : Token::Alarm);
        const int width = painter->fontMetrics().horizontalAdvance(word);
        painter->setPen(ink);
        painter->drawText(words, Qt::AlignRight | Qt::AlignVCenter, word);
        painter->drawPixmap(words.right() - width - 18, words.center().y() - 6,
                            iconPixmap(good ? QStringLiteral("check") : QStringLiteral("cross"), 14, ink,
                                       painter->device()->devicePixelRatioF()));
        words.setRight(words.right() - width - 22);
    }
    QString state;
    if (index.data(TraceList::kJudged).toBool()) state = TraceList::tr("judged");
    if (index.data(TraceList::kSuperseded).toBool()) state = TraceList::tr("replaced");
    if (!state.isEmpty()) {
        painter->setPen(colour(Token::Text3));
        painter->drawText(second, Qt::AlignRight | Qt::AlignVCenter, state);
        second.setRight(second.right() - painter->fontMetrics().horizontalAdvance(state) - 8);
    }
    painter->setPen(colour(Token::Text2));
    painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data(TraceList::kWords).toString(),
                                                        Qt::ElideRight, second.width()));
    font.setPixelSize(13);
    painter->setFont(font);
    painter->setPen(colour(Token::Text));
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data(TraceList::kSample).toString(),
                                                        Qt::ElideRight, words.width()));
    if (option.state.testFlag(QStyle::State_HasFocus))
        painter->fillRect(QRect(cell.left(), cell.top(), 3, cell.height()), colour(Token::Focus));
    painter->restore();
}

} // namespace vrft::ui
