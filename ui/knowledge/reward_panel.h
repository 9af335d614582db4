// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// "How wrong is wrong": what an answer earns for each reference grade, as a table whose cells can be edited,
// and as bars for one reference.
//
// The credits are core/knowledge's GradeDistance, which the reward uses. A cell stands for its distance, so
// editing one edits all at that distance. Ownership: the parent's; borrows the model. Thread rule: UI thread.
#pragma once

#include "ui/knowledge/knowledge_model.h"

#include <QWidget>
#include <vector>

class QLabel;
class QLineEdit;

namespace vrft::ui {

class Combo;

QString credit(double value); // "1", ".25", ".016", "0"

class GradeTable : public QWidget {
    Q_OBJECT
public:
    explicit GradeTable(QWidget* parent = nullptr);

    void setCredits(std::vector<int> grades, std::vector<std::vector<double>> credits); // [reference][answer]
    int reference() const { return row_; } // index of the chosen row
    int answer() const { return column_; }
    QRect cellRect(int row, int column) const;
    void choose(int row, int column);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void chosen();
    void edited(int row, int column, double credit);
    void refused(const QString& text); // typed, but no number between 0 and 1

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void beginEditing(const QString& first);
    void endEditing(bool take);
    QPoint cellAt(QPoint at) const; // column, row; (-1, -1): none

    std::vector<int> grades_;
    std::vector<std::vector<double>> credits_;
    int row_ = 0;
    int column_ = 0;
    QLineEdit* edit_;
};

class RewardBars : public QWidget {
    Q_OBJECT
public:
    explicit RewardBars(QWidget* parent = nullptr);
    void setCredits(std::vector<int> grades, std::vector<double> credits, int reference);
    QSize sizeHint() const override { return {180, 150}; }
    QSize minimumSizeHint() const override { return {120, 110}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<int> grades_;
    std::vector<double> credits_;
    int reference_ = 0; // index
};

class RewardPanel : public QWidget {
    Q_OBJECT
public:
    explicit RewardPanel(KnowledgeModel& model, QWidget* parent = nullptr);

private:
    void show();
    void showBars();
    void choosePreset(int index);
    void editCell(int row, int column, double value);
    void edit(const GradeDistance& distance);
    std::vector<double> creditsByDistance() const;

    KnowledgeModel& model_;
    Combo* preset_;
    GradeTable* table_;
    RewardBars* bars_;
    QLabel* barsHead_;
    QLabel* problem_;
    std::vector<int> grades_;
    std::vector<std::vector<double>> credits_;
};

} // namespace vrft::ui
