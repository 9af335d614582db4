// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/chart_board.h"

#include <QGridLayout>
#include <QTimer>
#include <algorithm>

namespace vrft::ui {

namespace {

constexpr int kEdge = 14;
constexpr int kGap = 12;
constexpr int kLeastHeight = 160;
constexpr int kMostHeight = 280;

// What of a plan the eye sees, to leave charts alone that stay the same.
QString lookOf(const ChartPlan& plan) {
    QString look = plan.id + plan.title + plan.sentence;
    for (const PlanSeries& series : plan.series)
        look += series.name;
    for (const PlanLine& line : plan.lines)
        look += line.name;
    return look;
}

} // namespace

ChartBoard::ChartBoard(QWidget* parent)
    : QScrollArea(parent) {
    setObjectName(QStringLiteral("charts"));
    setAccessibleName(tr("Charts"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* middle = new QWidget(this);
    grid_ = new QGridLayout(middle);
    grid_->setContentsMargins(16, kEdge, 16, kEdge);
    grid_->setSpacing(kGap);
    grid_->setColumnStretch(0, 1);
    grid_->setColumnStretch(1, 1);
    setWidget(middle);
}

ChartCard* ChartBoard::card(const QString& id) const {
    for (ChartCard* card : cards_)
        if (card->chart().plan().id == id) return card;
    return nullptr;
}

void ChartBoard::show(const RunPicture& run) {
    const bool anew = run.line.id != run_;
    run_ = run.line.id;
    if (anew) cursor_.pin(std::nullopt);
    const int last = run.metrics && run.metrics->size() > 0 ? run.metrics->steps().back() : 0;
    cursor_.setWhole(std::max(run.line.totalSteps, last));
    if (anew) cursor_.reset();
    const std::vector<ChartPlan> plans = chartPlans(run);
    while (cards_.size() > plans.size()) {
        std::erase(toFill_, cards_.back());
        delete cards_.back();
        cards_.pop_back();
    }
    while (cards_.size() < plans.size()) {
        const int place = static_cast<int>(cards_.size());
        auto* card = new ChartCard(cursor_, widget());
        connect(card, &ChartCard::answersWanted, this, &ChartBoard::answersWanted);
        grid_->addWidget(card, place / 2, place % 2);
        grid_->setRowStretch(place / 2, 1);
        cards_.push_back(card);
    }
    fitCards();
    const bool filling = !toFill_.empty();
    shown_.resize(plans.size());
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const bool other = anew || shown_[i] != lookOf(plans[i]);
        if (anew) cards_[i]->setColumns(nullptr, true); // no curve of another run under this one's title
        if (other) {
            cards_[i]->setPlan(plans[i]);
            shown_[i] = lookOf(plans[i]);
        }
        const bool waits = std::find(toFill_.begin(), toFill_.end(), cards_[i]) != toFill_.end();
        if (!waits && (other || columns_ != run.metrics)) toFill_.push_back(cards_[i]);
        std::vector<std::pair<int, int>> bands;
        for (const RunAlarm& alarm : run.alarms)
            if (concerns(alarm, plans[i])) bands.emplace_back(alarm.fromStep, alarm.toStep);
        cards_[i]->setBands(bands);
    }
    columns_ = run.metrics;
    fillAnew_ = fillAnew_ || anew;
    if (!filling && !toFill_.empty()) QTimer::singleShot(0, this, &ChartBoard::fillNext);
}

// New figures of a long run take some milliseconds a chart: the hand comes between.
void ChartBoard::fillNext() {
    if (toFill_.empty()) return;
    toFill_.front()->setColumns(columns_, fillAnew_);
    toFill_.erase(toFill_.begin());
    fillAnew_ = fillAnew_ && !toFill_.empty();
    if (!toFill_.empty()) QTimer::singleShot(0, this, &ChartBoard::fillNext);
}

void ChartBoard::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    fitCards();
}

// Three rows fill the page; the others are below.
void ChartBoard::fitCards() {
    const int room = viewport()->height() - 2 * kEdge - 2 * kGap;
    for (ChartCard* card : cards_)
        card->setMinimumHeight(std::clamp(room / 3, kLeastHeight, kMostHeight));
}

void ChartBoard::chooseFirst() {
    if (!cards_.empty()) cards_.front()->chart().setFocus(Qt::OtherFocusReason);
}

} // namespace vrft::ui
