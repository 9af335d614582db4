// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a row of the browser looks: thumbnail and two lines for a patient, a branch line for what unfolds.
//
// Paints only; pictures come from Thumbnails when a row is first seen. Thread rule: UI thread.
#pragma once

#include "ui/viewer/thumbnails.h"

#include <QStyledItemDelegate>

namespace vrft::ui {

class StudyDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    StudyDelegate(Thumbnails& thumbnails, QObject* parent = nullptr);
    void setTwoLineDates(bool on) { twoLineDates_ = on; } // narrow: date and images under the name

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintPatient(QPainter& painter, const QRect& cell, const QModelIndex& index) const;

    Thumbnails& thumbnails_;
    bool twoLineDates_ = false;
};

} // namespace vrft::ui
