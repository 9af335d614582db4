// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Under the image: the series of the study as pictures, and where in the open one we are.
//
// Ownership: the parent's; borrows cursor and thumbnails. Thread rule: UI thread.
#pragma once

#include "ui/viewer/stack_cursor.h"
#include "ui/viewer/thumbnails.h"

#include <QWidget>

class QAction;
class QLabel;
class QSlider;
class QToolButton;

namespace vrft::ui {

// The pictures. A row of choices: arrow keys move along it.
class SeriesRow : public QWidget {
    Q_OBJECT
public:
    SeriesRow(StackCursor& cursor, Thumbnails& thumbnails, QWidget* parent = nullptr);
    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(std::size_t series);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    int count() const;
    int current() const;
    QRect cell(int index) const;

    StackCursor& cursor_;
    Thumbnails& thumbnails_;
};

class SeriesStrip : public QWidget {
    Q_OBJECT
public:
    SeriesStrip(StackCursor& cursor, Thumbnails& thumbnails, QAction* previous, QAction* next,
                QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(std::size_t series);

private:
    void follow();

    StackCursor& cursor_;
    SeriesRow* row_;
    QLabel* place_;
    QLabel* note_;
    QSlider* slider_;
};

} // namespace vrft::ui
