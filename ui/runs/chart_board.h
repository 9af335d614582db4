// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The charts of a run in two columns, all looking at one step.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/runs/chart_card.h"

#include <QScrollArea>

class QGridLayout;

namespace vrft::ui {

class ChartBoard : public QScrollArea {
    Q_OBJECT
public:
    explicit ChartBoard(QWidget* parent = nullptr);

    void show(const RunPicture& run);
    StepCursor& cursor() { return cursor_; }
    ChartCard* card(const QString& id) const;
    const std::vector<ChartCard*>& cards() const { return cards_; }
    void chooseFirst(); // the focus goes to the first chart

Q_SIGNALS:
    void answersWanted(int step);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitCards();
    void fillNext();

    StepCursor cursor_;
    QGridLayout* grid_;
    std::vector<ChartCard*> cards_;
    QString run_;
    std::shared_ptr<const MetricColumns> columns_;
    std::vector<ChartCard*> toFill_; // one in each turn of the event loop
    bool fillAnew_ = false;          // axes begin anew too
    std::vector<QString> shown_;     // titles and references of the plans
};

} // namespace vrft::ui
