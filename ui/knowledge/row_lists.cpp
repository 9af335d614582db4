// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/row_lists.h"

#include "ui/widgets/key_cap.h"
#include "ui/widgets/row_ground.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QDropEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QStyledItemDelegate>

namespace vrft::ui {

namespace {

constexpr int kId = Qt::UserRole;
constexpr int kKey = Qt::UserRole + 1;
constexpr int kSecond = Qt::UserRole + 2;
constexpr int kRight = Qt::UserRole + 3;
constexpr int kTag = Qt::UserRole + 4;

class RowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const int line = option.fontMetrics.height();
        return {120, index.data(kSecond).toString().isEmpty() ? line + 18 : 2 * line + 14};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        const QRect cell = option.rect;
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        paintRowGround(*painter, option, RowEdge::Bar);
        QRect words = cell.adjusted(12, 0, -12, 0);
        if (const QString key = index.data(kKey).toString(); !key.isEmpty()) {
            const int width = KeyCap::widthOf(key, option.font);
            KeyCap::paint(*painter, QRect(words.left(), cell.center().y() - 8, width, KeyCap::kHeight), key,
                          colour(Token::Control), colour(Token::Text2));
            words.setLeft(words.left() + width + 10);
        }
        QFont small = option.font;
        small.setPixelSize(12);
        if (const QString tag = index.data(kTag).toString(); !tag.isEmpty()) {
            const int width = QFontMetrics(small).horizontalAdvance(tag) + 12;
            const QRect ground(words.right() - width + 1, cell.center().y() - 9, width, 20);
            painter->fillRect(ground, colour(Token::CautionGround));
            painter->setFont(small);
            painter->setPen(colour(Token::Caution));
            painter->drawText(ground, Qt::AlignCenter, tag);
            words.setRight(ground.left() - 8);
        }
        painter->setFont(option.font);
        if (const QString right = index.data(kRight).toString(); !right.isEmpty()) {
            painter->setPen(colour(Token::Text2));
            painter->drawText(words, Qt::AlignRight | Qt::AlignVCenter, right);
            words.setRight(words.right() - option.fontMetrics.horizontalAdvance(right) - 8);
        }
        const QString second = index.data(kSecond).toString();
        const int line = option.fontMetrics.height();
        QRect first = words;
        if (!second.isEmpty()) first = QRect(words.left(), cell.top() + 7, words.width(), line);
        painter->setPen(colour(Token::Text));
        painter->drawText(
            first, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, first.width()));
        if (!second.isEmpty()) {
            painter->setFont(small);
            painter->setPen(colour(Token::Text2));
            painter->drawText(first.translated(0, line), Qt::AlignLeft | Qt::AlignVCenter,
                              QFontMetrics(small).elidedText(second, Qt::ElideRight, first.width()));
        }
        if (option.state.testFlag(QStyle::State_HasFocus) && selected) {
            painter->setPen(QPen(colour(Token::Focus), 2));
            painter->drawRect(cell.adjusted(1, 1, -1, -1));
        }
        painter->restore();
    }
};

} // namespace

RowList::RowList(const QString& objectName, const QString& name, QWidget* parent)
    : QListWidget(parent) {
    setObjectName(objectName);
    setAccessibleName(name);
    setToolTip(name);
    setItemDelegate(new RowDelegate(this));
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    setTabKeyNavigation(false);
    connect(this, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (!quiet_ && item != nullptr) Q_EMIT picked(utf8(item->data(kId).toString()));
    });
}

void RowList::setRows(const std::vector<Row>& rows) {
    quiet_ = true;
    const QString kept = currentItem() == nullptr ? QString() : currentItem()->data(kId).toString();
    while (count() > static_cast<int>(rows.size()))
        delete takeItem(count() - 1);
    while (count() < static_cast<int>(rows.size()))
        addItem(new QListWidgetItem);
    for (int i = 0; i < count(); ++i) {
        const Row& row = rows[static_cast<std::size_t>(i)];
        QListWidgetItem* shown = item(i);
        shown->setText(row.name);
        shown->setData(kId, qs(row.id));
        shown->setData(kKey, row.key);
        shown->setData(kSecond, row.second);
        shown->setData(kRight, row.right);
        shown->setData(kTag, row.tag);
        shown->setToolTip(plainToolTip(row.name));
        const QStringList said{row.key, row.name, row.second, row.right, row.tag};
        shown->setData(
            Qt::AccessibleTextRole,
            QStringList(said).filter(QRegularExpression(QStringLiteral("."))).join(QStringLiteral(", ")));
    }
    quiet_ = false;
    choose(utf8(kept));
    updateGeometry();
}

void RowList::choose(const std::string& id) {
    quiet_ = true;
    for (int i = 0; i < count(); ++i)
        if (item(i)->data(kId).toString() == qs(id) && currentRow() != i) setCurrentRow(i);
    quiet_ = false;
}

QSize RowList::sizeHint() const {
    int height = 2;
    for (int i = 0; i < count(); ++i)
        height += sizeHintForRow(i);
    return {200, std::max(height, 34)};
}

void RowList::setMovable(bool movable) {
    setDragDropMode(movable ? QAbstractItemView::InternalMove : QAbstractItemView::NoDragDrop);
}

void RowList::dropEvent(QDropEvent* event) {
    const QListWidgetItem* dragged = currentItem();
    if (dragged == nullptr || event->source() != this) return event->ignore();
    const std::string id = utf8(dragged->data(kId).toString());
    const QPoint at = event->position().toPoint();
    const QListWidgetItem* over = itemAt(at);
    int target = over == nullptr ? count() - 1 : row(over);
    if (over != nullptr && at.y() > visualItemRect(over).center().y() && target < row(dragged)) ++target;
    if (over != nullptr && at.y() <= visualItemRect(over).center().y() && target > row(dragged)) --target;
    event->setDropAction(Qt::IgnoreAction); // the rows come back in their new order
    event->accept();
    if (target != row(dragged)) Q_EMIT moved(id, target);
}

} // namespace vrft::ui
