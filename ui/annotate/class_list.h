// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The classes or grades of a task, one row and one key each. One control: arrow keys inside, Tab past it.
//
// Shows and says what was chosen; decides nothing. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include <QStringList>
#include <QWidget>

namespace vrft::ui {

class ClassList : public QWidget {
    Q_OBJECT
public:
    explicit ClassList(QWidget* parent = nullptr);

    struct Row {
        QString key; // on the cap; empty: none
        QString name;
        QString detail; // in the tool tip
    };
    void setRows(const std::vector<Row>& rows);
    void setChosen(int row); // -1: none
    int count() const { return static_cast<int>(rows_.size()); }
    int chosen() const { return chosen_; }
    QRect rowRect(int row) const;
    QSize sizeHint() const override;

Q_SIGNALS:
    void picked(int row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    int rowAt(QPoint at) const;

    std::vector<Row> rows_;
    int chosen_ = -1;
    int hovered_ = -1;
    int current_ = 0; // with the keyboard
};

} // namespace vrft::ui
