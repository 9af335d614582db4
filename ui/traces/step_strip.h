// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The same sample over the steps of a run: a square for each stored step, upper row right, lower row wrong; a
// click or the arrow keys go there.
//
// Where squares would be narrower than 6 px, neighbours share one, by majority. Ownership: the parent's.
// Thread rule: UI thread.
#pragma once

#include "core/traces/trace_search.h"

#include <QWidget>
#include <optional>
#include <vector>

namespace vrft::ui {

class StepStrip : public QWidget {
    Q_OBJECT
public:
    struct Step {
        TraceRow row;
        std::optional<bool> right; // none: not measured
    };
    explicit StepStrip(QWidget* parent = nullptr);

    void setSteps(std::vector<Step> steps, std::int64_t chosen);
    QSize sizeHint() const override { return {300, 34}; }
    int numSquares() const;
    QRectF square(int index) const;

Q_SIGNALS:
    void chosen(const vrft::TraceRow& row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Bin {
        std::size_t first = 0;
        std::size_t last = 0; // included
        std::optional<bool> right;
    };
    void makeBins();
    QString words(const Bin& bin) const;
    int binAt(QPointF at) const;
    void choose(std::size_t step);

    std::vector<Step> steps_;
    std::vector<Bin> bins_; // of these steps at this width
    std::optional<std::size_t> chosen_;
};

} // namespace vrft::ui
