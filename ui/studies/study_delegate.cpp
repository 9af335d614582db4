// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studies/study_delegate.h"

#include "ui/studies/study_tree.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/row_ground.h"

#include <QPainter>

namespace vrft::ui {

namespace {

constexpr int kPatientRow = 48;
constexpr int kSeriesRow = 28;
constexpr int kThumbnail = 40;

} // namespace

StudyDelegate::StudyDelegate(Thumbnails& thumbnails, QObject* parent)
    : QStyledItemDelegate(parent)
    , thumbnails_(thumbnails) {}

QSize StudyDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const bool patient = index.data(StudyTree::kLevel).toInt() == static_cast<int>(StudyTree::Level::Patient);
    return {60, patient ? std::max(kPatientRow, textPixels(kPatientRow)) : textPixels(kSeriesRow)};
}

void StudyDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    painter->save();
    const QRect cell = option.rect;
    paintRowGround(*painter, option);
    const bool patient = index.data(StudyTree::kLevel).toInt() == static_cast<int>(StudyTree::Level::Patient);
    if (index.column() == StudyTree::kPatient && patient) {
        paintPatient(*painter, cell, index);
    } else {
        QRect words = cell.adjusted(8, 0, -8, 0);
        const bool first = index.column() == StudyTree::kPatient;
        if (first) { // a branch: down and to the right
            painter->setPen(colour(Token::Text3));
            const int x = cell.left() + 24;
            painter->drawLine(x, cell.top() + 6, x, cell.center().y());
            painter->drawLine(x, cell.center().y(), x + 6, cell.center().y());
            words.setLeft(x + 14);
        }
        QString text = index.data().toString();
        if (first && twoLineDates_)
            text += QStringLiteral(" · ") + index.siblingAtColumn(StudyTree::kImages).data().toString();
        const bool label = index.column() == StudyTree::kLabel && text != QStringLiteral("—");
        QFont font = option.font;
        font.setBold(label && patient);
        painter->setFont(font);
        painter->setPen(colour(first || label ? Token::Text : Token::Text2));
        const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
        const bool warning = index.data(StudyTree::kWarning).toBool();
        const QString shown =
            painter->fontMetrics().elidedText(text, Qt::ElideRight, words.width() - (warning ? 20 : 0));
        painter->drawText(words, static_cast<int>(alignment), shown);
        if (warning) {
            const int x = words.left() + painter->fontMetrics().horizontalAdvance(shown) + 6;
            painter->drawPixmap(x, cell.center().y() - 7,
                                iconPixmap(QStringLiteral("caution"), 14, colour(Token::Caution),
                                           painter->device()->devicePixelRatioF()));
        }
    }
    if (option.state.testFlag(QStyle::State_HasFocus) && index.column() == StudyTree::kPatient)
        painter->fillRect(QRect(cell.left(), cell.top(), 3, cell.height()), colour(Token::Focus));
    painter->restore();
}

void StudyDelegate::paintPatient(QPainter& painter, const QRect& cell, const QModelIndex& index) const {
    const QRect picture(cell.left() + 8, cell.top() + 4, kThumbnail, kThumbnail);
    const QVariant address = index.data(StudyTree::kAddress);
    if (address.isValid())
        thumbnails_.paint(painter, picture, address.value<FrameAddress>());
    else
        painter.fillRect(picture, colour(Token::Raised));
    const QRect words(picture.right() + 9, cell.top() + 5, cell.right() - picture.right() - 13,
                      textPixels(19));
    QFont font = painter.font();
    font.setPixelSize(textPixels(13));
    painter.setFont(font);
    painter.setPen(colour(Token::Text));
    // Numbers differ at their ends.
    const bool number = index.data() == index.data(StudyTree::kSecondLine);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(
                         index.data().toString(), number ? Qt::ElideMiddle : Qt::ElideRight, words.width()));
    font.setPixelSize(textPixels(12));
    painter.setFont(font);
    painter.setPen(colour(Token::Text2));
    QString second = index.data(StudyTree::kSecondLine).toString();
    if (twoLineDates_) // the number last: it may be cut, and is in the tool tip
        second = QStringLiteral("%1 · %2 · %3")
                     .arg(index.siblingAtColumn(StudyTree::kDate).data().toString(),
                          index.siblingAtColumn(StudyTree::kImages).data().toString(), second);
    painter.drawText(words.translated(0, textPixels(18)), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(second, Qt::ElideRight, words.width()));
}

} // namespace vrft::ui
