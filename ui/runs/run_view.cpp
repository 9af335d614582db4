// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_view.h"

#include "ui/runs/alarm_bar.h"
#include "ui/runs/answers_panel.h"
#include "ui/runs/chart_board.h"
#include "ui/runs/run_head.h"
#include "ui/runs/run_list.h"
#include "ui/runs/test_result.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/splitter.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kNarrow = 1300; // of the page: below, answers are a tab

} // namespace

RunView::RunView(const Actions& actions, QWidget* parent)
    : QWidget(parent)
    , splitter_(new Splitter(QStringLiteral("training"), {208, 900, 360}, this))
    , list_(new RunList(this))
    , middle_(new QWidget(this))
    , head_(new RunHead(actions.pause, actions.stop, actions.goOn, middle_))
    , alarms_(new AlarmBar(middle_))
    , trouble_(makeLabel({}, TextKind::Body, middle_))
    , parts_(new QWidget(middle_))
    , part_(new Segments(tr("Shown"), {tr("Charts"), tr("Latest answers"), tr("Test patients")}, parts_))
    , stack_(new QStackedWidget(middle_))
    , charts_(new ChartBoard(stack_))
    , test_(new TestResult(stack_))
    , unreadable_(makeLabel({}, TextKind::Body, stack_))
    , answers_(new AnswersPanel(actions.openInReview, this)) {
    middle_->setObjectName(QStringLiteral("page"));
    middle_->setAttribute(Qt::WA_StyledBackground);
    middle_->setMinimumWidth(420);
    setKind(trouble_, QStringLiteral("alarm"));
    trouble_->setObjectName(QStringLiteral("runTrouble"));
    trouble_->setWordWrap(true);
    trouble_->setContentsMargins(16, 8, 16, 8);
    trouble_->hide();
    unreadable_->setObjectName(QStringLiteral("unreadable"));
    unreadable_->setWordWrap(true);
    unreadable_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    unreadable_->setMargin(16);
    stack_->addWidget(charts_);
    stack_->addWidget(test_);
    stack_->addWidget(unreadable_);
    part_->setObjectName(QStringLiteral("shownPart"));
    auto* partRow = new QHBoxLayout(parts_);
    partRow->setContentsMargins(16, 8, 16, 0);
    partRow->addWidget(part_);
    partRow->addStretch(1);
    part_->button(kCharts)->setToolTip(tr("Curves of the run"));
    part_->button(kAnswers)->setToolTip(tr("What it answered last"));
    part_->button(kTest)->setToolTip(tr("What its best checkpoint reached on the test patients"));
    updateParts();
    auto* alarmRow = new QVBoxLayout;
    alarmRow->setContentsMargins(16, 0, 16, 0);
    alarmRow->addWidget(alarms_);
    auto* column = new QVBoxLayout(middle_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head_);
    column->addWidget(trouble_);
    column->addSpacing(12);
    column->addLayout(alarmRow);
    column->addWidget(parts_);
    column->addWidget(stack_, 1);
    splitter_->addWidget(list_);
    splitter_->addWidget(middle_);
    splitter_->addWidget(answers_);
    splitter_->setStretchFactor(1, 1);
    splitter_->restore();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter_);
    connect(part_, &Segments::chosenByHand, this, &RunView::showPart);
}

void RunView::setRuns(const RunsPointer& runs) {
    list_->set(runs);
}

void RunView::show(const RunPointer& run) {
    run_ = run;
    head_->show(*run);
    alarms_->show(*run);
    const bool readable = run->line.state != RunState::Unreadable;
    if (readable) charts_->show(*run);
    test_->show(*run);
    updateParts();
    unreadable_->setText(run->line.trouble);
    if (!readable)
        stack_->setCurrentWidget(unreadable_);
    else if (stack_->currentWidget() == unreadable_ || (stack_->currentWidget() == test_ && !hasTest()))
        showPart(part_->chosen());
    answers_->show(*run);
}

void RunView::showAnswersOf(const AnswersPointer& step) {
    if (narrow_) {
        part_->choose(kAnswers);
        showPart(kAnswers);
    }
    answers_->showStep(step);
}

void RunView::setTrouble(const QString& text) {
    trouble_->setText(text);
    trouble_->setVisible(!text.isEmpty());
}

bool RunView::hasTest() const {
    return run_ && (run_->test != nullptr || canBeEvaluated(*run_));
}

void RunView::updateParts() {
    part_->button(kAnswers)->setVisible(narrow_);
    part_->button(kTest)->setVisible(hasTest());
    parts_->setVisible(narrow_ || hasTest());
    const bool there = part_->chosen() == kAnswers ? narrow_ : part_->chosen() != kTest || hasTest();
    if (!there) part_->choose(kCharts);
}

void RunView::showPart(int part) {
    if (run_ && run_->line.state == RunState::Unreadable) return;
    QWidget* shown = charts_;
    if (part == kAnswers && narrow_) shown = answers_;
    if (part == kTest && hasTest()) shown = test_;
    stack_->setCurrentWidget(shown);
}

void RunView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    setNarrow(width() < kNarrow);
}

void RunView::setNarrow(bool narrow) {
    if (narrow == narrow_) return;
    narrow_ = narrow;
    if (narrow) {
        stack_->addWidget(answers_);
    } else {
        stack_->removeWidget(answers_);
        splitter_->addWidget(answers_);
        answers_->setVisible(!rightHidden_);
        splitter_->restore();
    }
    updateParts();
    showPart(part_->chosen());
}

void RunView::setLeftHidden(bool hidden) {
    list_->setVisible(!hidden);
}

void RunView::setRightHidden(bool hidden) {
    rightHidden_ = hidden;
    if (!narrow_) answers_->setVisible(!hidden);
}

} // namespace vrft::ui
