// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/reasoning_text.h"

#include "ui/widgets/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QMouseEvent>
#include <QTextBlockFormat>
#include <QTextCursor>
#include <QWheelEvent>

namespace vrft::ui {

namespace {

constexpr int kLineHeight = 26;

} // namespace

ReasoningText::ReasoningText(QWidget* parent)
    : QTextEdit(parent) {
    setObjectName(QStringLiteral("reasoning"));
    setAccessibleName(tr("Reasoning"));
    setToolTip(tr("Reasoning"));
    setReadOnly(true);
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    viewport()->setMouseTracking(true);
    document()->setDocumentMargin(0);
}

void ReasoningText::setReasoning(const QString& text, std::vector<TextMark> marks) {
    marks_ = std::move(marks);
    lit_ = pinned_ = -1;
    setPlainText(text);
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    QTextBlockFormat format;
    format.setLineHeight(kLineHeight, QTextBlockFormat::FixedHeight);
    cursor.mergeBlockFormat(format);
    drawMarks();
    fitHeight();
}

void ReasoningText::setMarksShown(bool shown) {
    repeatsShown_ = shown;
    drawMarks();
}

void ReasoningText::fitHeight() {
    document()->setTextWidth(viewport()->width());
    setFixedHeight(static_cast<int>(std::ceil(document()->size().height())) + 2);
}

void ReasoningText::resizeEvent(QResizeEvent* event) {
    QTextEdit::resizeEvent(event);
    fitHeight();
}

void ReasoningText::wheelEvent(QWheelEvent* event) {
    event->ignore(); // the panel scrolls
}

void ReasoningText::changeEvent(QEvent* event) {
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) drawMarks();
}

void ReasoningText::drawMarks() {
    QList<QTextEdit::ExtraSelection> list;
    for (std::size_t i = 0; i < marks_.size(); ++i) {
        const TextMark& mark = marks_[i];
        if (mark.kind == TextMark::Kind::RepeatsKnowledge && !repeatsShown_) continue;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        const int last = document()->characterCount() - 1;
        selection.cursor.setPosition(std::min(mark.begin, last));
        selection.cursor.setPosition(std::min(mark.end, last), QTextCursor::KeepAnchor);
        selection.format.setUnderlineColor(colour(Token::Caution));
        selection.format.setUnderlineStyle(mark.kind == TextMark::Kind::RepeatsKnowledge
                                               ? QTextCharFormat::SingleUnderline
                                               : QTextCharFormat::DotLine);
        if (static_cast<int>(i) == lit_) selection.format.setBackground(colour(Token::Selection));
        list << selection;
    }
    setExtraSelections(list);
}

int ReasoningText::markAt(QPoint at) const {
    const int place = document()->documentLayout()->hitTest(at, Qt::ExactHit);
    if (place < 0) return -1;
    for (std::size_t i = 0; i < marks_.size(); ++i)
        if (marks_[i].kind == TextMark::Kind::NamesBox && place >= marks_[i].begin && place < marks_[i].end)
            return static_cast<int>(i);
    return -1;
}

void ReasoningText::hover(int mark) {
    if (mark < 0) mark = pinned_;
    if (mark == lit_) return;
    lit_ = mark;
    drawMarks();
    Q_EMIT placeHovered(mark < 0 ? std::nullopt : marks_[static_cast<std::size_t>(mark)].box);
}

void ReasoningText::mouseMoveEvent(QMouseEvent* event) {
    QTextEdit::mouseMoveEvent(event);
    const int mark = markAt(event->pos());
    viewport()->setCursor(mark < 0 ? Qt::IBeamCursor : Qt::PointingHandCursor);
    hover(mark);
}

void ReasoningText::mousePressEvent(QMouseEvent* event) {
    QTextEdit::mousePressEvent(event);
    const int mark = markAt(event->pos());
    pinned_ = mark == pinned_ ? -1 : mark;
    hover(mark);
}

void ReasoningText::leaveEvent(QEvent* event) {
    QTextEdit::leaveEvent(event);
    hover(-1);
}

void ReasoningText::light(const std::optional<vrft::Box>& box) {
    int mark = pinned_;
    for (std::size_t i = 0; i < marks_.size() && box; ++i)
        if (marks_[i].box == box) mark = static_cast<int>(i);
    if (mark == lit_) return;
    lit_ = mark;
    drawMarks();
}

} // namespace vrft::ui
