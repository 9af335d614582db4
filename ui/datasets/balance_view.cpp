// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/balance_view.h"

#include "ui/widgets/series.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace vrft::ui {

namespace {

constexpr int kBalanceRow = 28;
constexpr int kBar = 16;
constexpr int kFigures = 108; // count and share at the right
constexpr int kSwatch = 10;

} // namespace

BalanceView::BalanceView(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("balance"));
    setAccessibleName(tr("Balance of the classes"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Click a class to see its samples"));
}

void BalanceView::show(const DatasetDraft& draft) {
    rows_ = draft.balance;
    sum_ = static_cast<std::int64_t>(draft.samples.size());
    QStringList words;
    for (const ClassBalance& row : rows_)
        words << rowWords(row);
    setAccessibleDescription(words.join(QStringLiteral("\n")));
    updateGeometry();
    update();
}

QString BalanceView::rowWords(const ClassBalance& row) const {
    return tr("%1: %2 images, %3 train, %4 held out, %5 test")
        .arg(row.name, grouped(row.sum()), grouped(row.counts[0]), grouped(row.counts[1]),
             grouped(row.counts[2]));
}

QSize BalanceView::sizeHint() const {
    return {400, std::max(1, static_cast<int>(rows_.size())) * kBalanceRow};
}

int BalanceView::nameWidth() const {
    int widest = 60;
    for (const ClassBalance& row : rows_)
        widest = std::max(widest, fontMetrics().horizontalAdvance(row.name) + 12);
    return std::min(widest, width() / 3);
}

void BalanceView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    std::int64_t most = 1;
    for (const ClassBalance& row : rows_)
        most = std::max(most, row.sum());
    const int names = nameWidth();
    const int room = std::max(1, width() - names - kFigures);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const ClassBalance& row = rows_[i];
        const int top = static_cast<int>(i) * kBalanceRow;
        const QRect all(0, top, width(), kBalanceRow);
        if (static_cast<int>(i) == hovered_) painter.fillRect(all, colour(Token::Hover));
        if (hasFocus() && static_cast<int>(i) == current_) {
            painter.setPen(QPen(colour(Token::Focus), 2));
            painter.drawRect(all.adjusted(1, 1, -1, -1));
        }
        painter.setPen(colour(Token::Text));
        painter.drawText(QRect(0, top, names - 8, kBalanceRow), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(row.name, Qt::ElideRight, names - 8));
        double at = names;
        for (std::size_t split = 0; split < row.counts.size(); ++split) {
            const double width = static_cast<double>(row.counts[split]) / static_cast<double>(most) * room;
            if (width <= 0) continue;
            const double gap = split > 0 && at > names ? 1 : 0;
            painter.fillRect(
                QRectF(at + gap, top + (kBalanceRow - kBar) / 2, std::max(1.0, width - gap), kBar),
                seriesColour(static_cast<int>(split)));
            at += width;
        }
        painter.drawText(QRect(width() - kFigures, top, 52, kBalanceRow), Qt::AlignRight | Qt::AlignVCenter,
                         grouped(row.sum()));
        painter.setPen(colour(Token::Text3));
        const QString share =
            sum_ == 0 ? QStringLiteral("—")
                      : QStringLiteral("%1 %").arg(
                            figure(100.0 * static_cast<double>(row.sum()) / static_cast<double>(sum_), 0));
        painter.drawText(QRect(width() - 52, top, 52, kBalanceRow), Qt::AlignRight | Qt::AlignVCenter, share);
    }
}

bool BalanceView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto row = static_cast<std::size_t>(std::max(0, help->pos().y() / kBalanceRow));
    if (row < rows_.size()) QToolTip::showText(help->globalPos(), plainToolTip(rowWords(rows_[row])), this);
    return true;
}

void BalanceView::mousePressEvent(QMouseEvent* event) {
    const int row = event->position().toPoint().y() / kBalanceRow;
    if (event->button() != Qt::LeftButton || row >= static_cast<int>(rows_.size())) return;
    current_ = row;
    update();
    Q_EMIT rowPicked(row);
}

void BalanceView::mouseMoveEvent(QMouseEvent* event) {
    hovered_ = event->position().toPoint().y() / kBalanceRow;
    update();
}

void BalanceView::leaveEvent(QEvent*) {
    hovered_ = -1;
    update();
}

void BalanceView::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(rows_.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Up:
        current_ = std::max(0, current_ - 1);
        break;
    case Qt::Key_Down:
        current_ = std::clamp(current_ + 1, 0, std::max(0, last));
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (current_ <= last) Q_EMIT rowPicked(current_);
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    update();
}

void BalanceView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void BalanceView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

SplitLegend::SplitLegend(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void SplitLegend::show(const std::array<std::int64_t, 3>& counts) {
    texts_.clear();
    for (const Split split : kSplits)
        texts_ << QStringLiteral("%1 %2").arg(splitWord(split),
                                              grouped(counts[static_cast<std::size_t>(split)]));
    setAccessibleName(texts_.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize SplitLegend::sizeHint() const {
    int width = 0;
    for (const QString& text : texts_)
        width += kSwatch + 6 + fontMetrics().horizontalAdvance(text) + 14;
    return {width, 20};
}

void SplitLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    int at = 0;
    for (int i = 0; i < texts_.size(); ++i) {
        painter.fillRect(at, (height() - kSwatch) / 2, kSwatch, kSwatch, seriesColour(i));
        at += kSwatch + 6;
        painter.setPen(colour(Token::Text2));
        const int width = fontMetrics().horizontalAdvance(texts_[i]);
        painter.drawText(QRect(at, 0, width + 2, height()), Qt::AlignVCenter | Qt::AlignLeft, texts_[i]);
        at += width + 14;
    }
}

} // namespace vrft::ui
