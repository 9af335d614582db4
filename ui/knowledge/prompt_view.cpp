// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/prompt_view.h"

#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

namespace vrft::ui {

namespace {

constexpr int kInjected = QTextFormat::UserProperty + 1;
constexpr int kPictureHeight = 68;

QString roleWord(const std::string& role) {
    if (role == "system") return PromptView::tr("System");
    if (role == "user") return PromptView::tr("User");
    return qs(role);
}

} // namespace

PromptView::PromptView(QWidget* parent)
    : QTextEdit(parent) {
    setReadOnly(true);
    setObjectName(QStringLiteral("promptView"));
    setAccessibleName(tr("The prompt"));
    setToolTip(tr("The prompt, byte for byte"));
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(12);
}

void PromptView::setParts(std::vector<PromptPart> parts) {
    parts_ = std::move(parts);
    build();
}

void PromptView::setPicture(const QPixmap& picture, const QString& words) {
    if (picture.cacheKey() == picture_.cacheKey() && words == pictureWords_) return;
    picture_ = picture;
    pictureWords_ = words;
    build();
}

void PromptView::changeEvent(QEvent* event) {
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange) build();
}

void PromptView::build() {
    const int at = verticalScrollBar()->value();
    document()->clear();
    QTextCursor cursor(document());
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (i > 0) cursor.insertBlock();
        addPart(cursor, parts_[i]);
    }
    verticalScrollBar()->setValue(at);
}

void PromptView::addPart(QTextCursor& cursor, const PromptPart& part) {
    QTextCharFormat caption;
    caption.setForeground(colour(Token::Text3));
    caption.setProperty(QTextFormat::FontPixelSize, 12);
    QTextCharFormat plain;
    plain.setForeground(colour(Token::Text));
    QTextBlockFormat block;
    block.setLineHeight(135, QTextBlockFormat::ProportionalHeight);
    QTextBlockFormat captionBlock;
    captionBlock.setTopMargin(8);
    QTextBlockFormat imageBlock;
    imageBlock.setBottomMargin(6);
    QTextBlockFormat injected = block;
    injected.setLeftMargin(12);
    injected.setRightMargin(8);
    injected.setProperty(kInjected, true);

    const auto line = [&cursor](const QTextBlockFormat& format, const QTextCharFormat& ink) {
        if (!cursor.atStart()) cursor.insertBlock();
        cursor.setBlockFormat(format);
        cursor.setBlockCharFormat(ink);
    };
    if (!part.head.isEmpty()) {
        QTextCharFormat head = plain;
        head.setFontWeight(QFont::Bold);
        line(captionBlock, head);
        cursor.insertText(part.head, head);
    }
    bool onLine = false; // the text goes on where the piece before ended
    for (const PromptPiece& piece : part.pieces) {
        switch (piece.kind) {
        case PromptPiece::Kind::Role:
            line(captionBlock, caption);
            cursor.insertText(roleWord(piece.text), caption);
            onLine = false;
            break;
        case PromptPiece::Kind::Image: {
            line(imageBlock, caption);
            if (!picture_.isNull()) {
                const qreal ratio = devicePixelRatioF();
                QImage scaled =
                    picture_.scaledToHeight(qRound(kPictureHeight * ratio), Qt::SmoothTransformation)
                        .toImage();
                scaled.setDevicePixelRatio(ratio);
                cursor.insertImage(scaled);
                cursor.insertText(QStringLiteral("  "), caption);
            }
            cursor.insertText(pictureWords_, caption);
            onLine = false;
            break;
        }
        case PromptPiece::Kind::Text:
        case PromptPiece::Kind::Knowledge: {
            const bool mark = piece.kind == PromptPiece::Kind::Knowledge;
            const QStringList lines = harmless(qs(piece.text)).split(QLatin1Char('\n'));
            for (qsizetype i = 0; i < lines.size(); ++i) {
                if (i > 0 || !onLine) line(mark ? injected : block, plain);
                // A piece begins in the line the one before has ended with a line break.
                if (i == 0 && onLine && !lines[0].isEmpty()) cursor.setBlockFormat(mark ? injected : block);
                cursor.insertText(lines[i], plain);
            }
            onLine = true;
            break;
        }
        }
    }
}

// The ground of what was injected, from its first line to its last without gaps, under the text.
void PromptView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const QAbstractTextDocumentLayout& layout = *document()->documentLayout();
    const QPointF shift(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
    const double margin = document()->documentMargin();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (!block.blockFormat().boolProperty(kInjected)) continue;
        QRectF ground = layout.blockBoundingRect(block);
        while (block.next().isValid() && block.next().blockFormat().boolProperty(kInjected)) {
            block = block.next();
            ground |= layout.blockBoundingRect(block);
        }
        ground.setLeft(margin);
        ground.setRight(document()->textWidth() - margin);
        ground.translate(shift);
        painter.fillRect(ground.adjusted(0, -2, 0, 2), colour(Token::Mark));
        painter.fillRect(QRectF(ground.left(), ground.top() - 2, 3, ground.height() + 4),
                         colour(Token::Caution));
    }
    painter.end();
    QTextEdit::paintEvent(event);
}

} // namespace vrft::ui
