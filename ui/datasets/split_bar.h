// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The shares of train, held out and test as one bar; where a new plan is made, with two handles to drag.
//
// By keyboard: left and right move the chosen handle by one percent, Space changes to the other. Thread rule:
// UI thread.
#pragma once

#include <QWidget>
#include <array>

namespace vrft::ui {

class SplitBar : public QWidget {
    Q_OBJECT
public:
    explicit SplitBar(QWidget* parent = nullptr);

    void setRatios(const std::array<double, 3>& ratios);            // any positive scale
    const std::array<double, 3>& ratios() const { return ratios_; } // whole percents while they are edited
    void setEditable(bool editable);
    QPoint handlePlace(int handle) const; // 0 or 1
    QSize sizeHint() const override { return {280, 44}; }
    QSize minimumSizeHint() const override { return {120, 44}; }

Q_SIGNALS:
    void ratiosEdited(const std::array<double, 3>& ratios);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    int handleAt(QPoint place) const; // -1: none
    void move(int handle, double percent);
    void describe();

    std::array<double, 3> ratios_{70, 15, 15};
    bool editable_ = false;
    int chosen_ = 0;
    int dragged_ = -1;
};

} // namespace vrft::ui
