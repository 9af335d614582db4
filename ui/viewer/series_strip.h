// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Under the image: the series of the study as pictures, those of several stacks once a stack, and where in
// the open one we are.
//
// Ownership: the parent's; borrows cursor and thumbnails. Thread rule: UI thread.
#pragma once

#include "ui/viewer/stack_book.h"
#include "ui/viewer/stack_cursor.h"
#include "ui/viewer/thumbnails.h"

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QSlider;

namespace vrft::ui {

class ElidedLabel;

// The pictures. A row of choices: arrow keys move along it.
class SeriesRow : public QWidget {
    Q_OBJECT
public:
    SeriesRow(StackCursor& cursor, StackBook& stacks, Thumbnails& thumbnails, QWidget* parent = nullptr);
    QSize sizeHint() const override;

    QStringList names() const; // of the pictures, in their order

Q_SIGNALS:
    void chosen(std::size_t series, int stack);
    void besideChosen(std::size_t series, int stack); // to be opened side by side

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    // One picture: a series, or one of its stacks.
    struct Cell {
        std::size_t series = 0;
        int stack = 0;
        FrameAddress first;
        int images = 0;
        QString name;
    };

    void arrange();
    std::vector<Cell> cellsOf(std::size_t series) const;
    int count() const { return static_cast<int>(cells_.size()); }
    int current() const;
    int cellAt(const QPoint& point) const; // -1: none
    QRect place(int index) const;

    StackCursor& cursor_;
    StackBook& stacks_;
    Thumbnails& thumbnails_;
    std::vector<Cell> cells_;
};

class SeriesStrip : public QWidget {
    Q_OBJECT
public:
    SeriesStrip(StackCursor& cursor, StackBook& stacks, Thumbnails& thumbnails, QAction* previous,
                QAction* next, QWidget* parent = nullptr);

    // What is there to compare with, in words, beside a button that opens it; empty: nothing.
    void setComparison(const QString& text);

Q_SIGNALS:
    void chosen(std::size_t series, int stack);
    void besideChosen(std::size_t series, int stack);
    void comparisonWanted();

private:
    void follow();

    StackCursor& cursor_;
    SeriesRow* row_;
    QLabel* place_;
    ElidedLabel* note_;
    QPushButton* compare_;
    QString comparison_;
    QSlider* slider_;
    QSlider* second_; // along the second axis of a stack
};

} // namespace vrft::ui
