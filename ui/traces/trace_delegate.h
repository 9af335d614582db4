// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Paints a row of the list of traces: thumbnail, sample, first words, whether it is right, whether judged.
//
// Thread rule: UI thread.
#pragma once

#include <QStyledItemDelegate>

namespace vrft::ui {

class TraceDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace vrft::ui
