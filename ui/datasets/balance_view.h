// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How many images each class has in each split, as bars with their figures.
//
// A row that is clicked, or Enter on it, shows its samples. Every bar's numbers are in its tool tip and in
// the accessible description. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/datasets/dataset_draft.h"

#include <QWidget>

namespace vrft::ui {

class BalanceView : public QWidget {
    Q_OBJECT
public:
    explicit BalanceView(QWidget* parent = nullptr);

    void show(const DatasetDraft& draft);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

Q_SIGNALS:
    void rowPicked(int row);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QString rowWords(const ClassBalance& row) const;
    int nameWidth() const;

    std::vector<ClassBalance> rows_;
    std::int64_t sum_ = 0;
    int current_ = 0;
    int hovered_ = -1;
};

// "■ train 784" in the colour of a split.
class SplitLegend : public QWidget {
    Q_OBJECT
public:
    explicit SplitLegend(QWidget* parent = nullptr);
    void show(const std::array<std::int64_t, 3>& counts);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList texts_;
};

} // namespace vrft::ui
