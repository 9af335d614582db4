// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/token_view.h"

#include "ui/traces/trace_words.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace vrft::ui {

namespace {

constexpr int kLine = 24;
constexpr int kHeight = 20;

QString shownText(const TokenPiece& piece) {
    QString text = piece.text;
    text.replace(QLatin1Char('\n'), QChar(0x23CE));
    return text.isEmpty() ? QStringLiteral("·") : text;
}

} // namespace

TokenView::TokenView(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("wordPieces"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("How sure, word piece by word piece"));
    setToolTip(tr("Point at a word piece, or use the arrow keys"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void TokenView::setPieces(std::vector<TokenPiece> pieces) {
    pieces_ = std::move(pieces);
    choose(-1);
    setFixedHeight(layOut(std::max(width(), 50), &places_));
    update();
}

// A piece that begins with a blank begins a word: the blank is the gap before it.
int TokenView::layOut(int width, std::vector<QRect>* places) const {
    if (places != nullptr) places->clear();
    int x = 0;
    int y = 0;
    for (const TokenPiece& piece : pieces_) {
        const QString text = shownText(piece).trimmed();
        const bool word = piece.text.startsWith(QLatin1Char(' '));
        const int wide = std::max(fontMetrics().horizontalAdvance(text) + 3, 6);
        if (word) x += 4;
        if (x > 0 && x + wide > width) {
            x = 0;
            y += kLine;
        }
        if (places != nullptr) places->push_back({x, y + 2, wide, kHeight});
        x += wide + 1;
    }
    return y + kLine;
}

int TokenView::heightForWidth(int width) const {
    return layOut(width, nullptr);
}

QRect TokenView::pieceRect(int index) const {
    return places_[static_cast<std::size_t>(index)];
}

void TokenView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) setFixedHeight(layOut(width(), &places_));
}

void TokenView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    for (std::size_t i = 0; i < places_.size(); ++i) {
        if (!places_[i].intersects(event->rect())) continue;
        QColor ground = colour(Token::Caution);
        ground.setAlphaF(static_cast<float>(std::clamp(1 - pieces_[i].probability, 0.0, 1.0) * 0.55));
        painter.fillRect(places_[i], ground);
        painter.setPen(colour(Token::Text));
        painter.drawText(places_[i], Qt::AlignCenter, shownText(pieces_[i]).trimmed());
        if (static_cast<int>(i) == chosen_) {
            painter.setPen(colour(Token::Focus));
            painter.drawRect(places_[i].adjusted(0, 0, -1, -1));
        }
    }
    if (hasFocus()) {
        painter.setPen(QPen(colour(Token::Focus), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void TokenView::choose(int index) {
    if (index == chosen_ && index >= 0) return;
    chosen_ = index;
    update();
    QString words;
    if (index >= 0) {
        const TokenPiece& piece = pieces_[static_cast<std::size_t>(index)];
        words = tr("“%1”: probability %2, entropy %3")
                    .arg(shownText(piece).trimmed(), share(piece.probability), figure(piece.entropy, 2));
    }
    setAccessibleDescription(words);
    Q_EMIT told(words);
}

void TokenView::mouseMoveEvent(QMouseEvent* event) {
    for (std::size_t i = 0; i < places_.size(); ++i)
        if (places_[i].contains(event->pos())) return choose(static_cast<int>(i));
}

void TokenView::leaveEvent(QEvent*) {
    choose(-1);
}

void TokenView::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(pieces_.size()) - 1;
    if (event->key() == Qt::Key_Right)
        choose(std::min(chosen_ + 1, last));
    else if (event->key() == Qt::Key_Left)
        choose(std::max(chosen_ - 1, std::min(0, last)));
    else
        QWidget::keyPressEvent(event);
}

} // namespace vrft::ui
