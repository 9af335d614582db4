// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a finished run reached on the test patients: figures beside those of its start, classes, confusion,
// calibration; and what any run with a checkpoint reached on other datasets.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/runs/evaluation_figures.h"

#include <QScrollArea>
#include <memory>

class QGridLayout;
class QLabel;

namespace vrft::ui {

class ExternalCard;
class FigureTable;
struct RunPicture;

// How often answers were right by the probability they were given with: a bar a bin, the diagonal being
// perfect calibration.
class ReliabilityDiagram : public QWidget {
    Q_OBJECT
public:
    explicit ReliabilityDiagram(QWidget* parent = nullptr);
    void set(const std::vector<ReliabilityBin>& bins);
    QSize sizeHint() const override { return {240, 200}; }
    QSize minimumSizeHint() const override { return {160, 160}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<ReliabilityBin> bins_;
};

class TestResult : public QScrollArea {
    Q_OBJECT
public:
    explicit TestResult(QWidget* parent = nullptr);
    void show(const RunPicture& run);
    ExternalCard& external() { return *external_; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    void showFigures(const TestFigures& figures);

    std::shared_ptr<const TestFigures> shown_;
    QGridLayout* grid_;
    QLabel* of_;
    ExternalCard* external_;
    FigureTable* figures_;
    FigureTable* classes_;
    FigureTable* confusion_;
    FigureTable* calibration_;
    ReliabilityDiagram* diagram_;
    QLabel* calibrationWords_;
    QWidget* figuresCard_;
    QWidget* classesCard_;
    QWidget* confusionCard_;
    QWidget* calibrationCard_;
    int columns_ = 0;
};

} // namespace vrft::ui
