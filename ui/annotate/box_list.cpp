// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/annotate/box_list.h"

#include "ui/widgets/icons.h"

#include <QKeyEvent>

namespace vrft::ui {

namespace {

constexpr int kBoxRowHeight = 28;

} // namespace

BoxList::BoxList(QWidget* parent)
    : QListWidget(parent) {
    setObjectName(QStringLiteral("boxes"));
    setAccessibleName(tr("Boxes on this image"));
    setToolTip(tr("Boxes on this image. Delete removes the chosen one."));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setUniformItemSizes(true);
    setIconSize({16, 16});
    connect(this, &QListWidget::currentRowChanged, this, &BoxList::chosen);
}

void BoxList::setBoxes(const QStringList& texts) {
    QStringList before;
    for (int i = 0; i < count(); ++i)
        before << item(i)->text();
    if (before == texts) return; // a click into the list may be under way
    const QSignalBlocker quiet(this);
    const int row = currentRow();
    clear();
    for (const QString& text : texts) {
        auto* added = new QListWidgetItem(icon(QStringLiteral("box"), Token::Good), text, this);
        added->setSizeHint({0, kBoxRowHeight});
    }
    setCurrentRow(row < count() ? row : -1);
    updateGeometry();
}

void BoxList::choose(int index) {
    const QSignalBlocker quiet(this);
    setCurrentRow(index);
    if (index < 0) clearSelection();
}

QSize BoxList::sizeHint() const {
    return {200, std::max(1, count()) * kBoxRowHeight + 2};
}

void BoxList::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) && currentRow() >= 0)
        Q_EMIT removal(currentRow());
    else
        QListWidget::keyPressEvent(event);
}

} // namespace vrft::ui
