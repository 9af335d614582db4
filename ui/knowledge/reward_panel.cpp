// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/reward_panel.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <cstdlib>

namespace vrft::ui {

namespace {

enum Preset { Geometric, Table, Power };

} // namespace

RewardPanel::RewardPanel(KnowledgeModel& model, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , preset_(new Combo(this))
    , table_(new GradeTable(this))
    , bars_(new RewardBars(this))
    , barsHead_(makeLabel({}, TextKind::Caption, this))
    , problem_(makeLabel({}, TextKind::Caption, this)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    preset_->setObjectName(QStringLiteral("distancePreset"));
    preset_->setAccessibleName(tr("Table"));
    preset_->setToolTip(tr("How the credit falls with the distance from the reference"));
    preset_->addItems({tr("A quarter per grade"), tr("Own table"), tr("Fourth power")});
    preset_->setMinimumContentsLength(16);
    setKind(problem_, QStringLiteral("problem"));
    problem_->setObjectName(QStringLiteral("distanceProblem"));
    problem_->setWordWrap(true);
    problem_->hide();
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    auto* presetLabel = makeLabel(tr("Table"), TextKind::Second, this);
    presetLabel->setBuddy(preset_);
    head->addWidget(makeLabel(tr("How wrong is wrong"), TextKind::Head, this));
    head->addStretch(1);
    head->addWidget(presetLabel);
    head->addWidget(preset_);
    auto* left = new QVBoxLayout;
    left->setSpacing(4);
    left->addWidget(makeLabel(tr("Model’s answer"), TextKind::Caption, this));
    left->addWidget(table_);
    auto* note =
        makeLabel(tr("Rows: reference grade. Double-click a cell to edit it."), TextKind::Caption, this);
    note->setWordWrap(true);
    left->addWidget(note);
    left->addStretch(1);
    auto* right = new QVBoxLayout;
    right->setSpacing(4);
    right->addWidget(barsHead_);
    right->addWidget(bars_, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addLayout(left, 1);
    row->addLayout(right, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 12, 16, 12);
    all->setSpacing(8);
    all->addLayout(head);
    all->addLayout(row);
    all->addWidget(problem_);

    connect(preset_, &QComboBox::activated, this, &RewardPanel::choosePreset);
    connect(table_, &GradeTable::chosen, this, &RewardPanel::showBars);
    connect(table_, &GradeTable::edited, this, &RewardPanel::editCell);
    connect(table_, &GradeTable::refused, this, [this](const QString& text) {
        problem_->setText(text);
        problem_->show();
    });
    connect(&model_, &KnowledgeModel::chosen, this, &RewardPanel::show);
    connect(&model_, &KnowledgeModel::typed, this, &RewardPanel::show);
    connect(&model_, &KnowledgeModel::problemsChanged, this, &RewardPanel::show);
    show();
}

std::vector<double> RewardPanel::creditsByDistance() const {
    const Task* task = model_.task();
    const int count = gradeRange(*task).count();
    std::vector<double> table;
    for (int distance = 0; distance < count; ++distance)
        table.push_back(task->distance.score(distance, count));
    return table;
}

void RewardPanel::editCell(int row, int column, double value) {
    GradeDistance edited;
    edited.preset = GradeDistance::Preset::Table;
    edited.table = creditsByDistance();
    const int distance =
        std::abs(grades_[static_cast<std::size_t>(row)] - grades_[static_cast<std::size_t>(column)]);
    edited.table[static_cast<std::size_t>(distance)] = value;
    edit(edited);
}

void RewardPanel::choosePreset(int index) {
    const Task* task = model_.task();
    if (task == nullptr) return;
    GradeDistance distance;
    switch (index) {
    case Geometric:
        distance.preset = GradeDistance::Preset::Geometric;
        break;
    case Table:
        distance.preset = GradeDistance::Preset::Table;
        distance.table = creditsByDistance();
        break;
    default:
        distance.preset = GradeDistance::Preset::Power;
        break;
    }
    edit(distance);
}

void RewardPanel::edit(const GradeDistance& distance) {
    model_.edit({TaskField::Distance, tr("Credit for near grades"),
                 [distance](Task& task) { task.distance = distance; }});
}

void RewardPanel::show() {
    const Task* task = model_.shown();
    const bool graded = task != nullptr && task->kind == TaskKind::Grading;
    setVisible(graded);
    if (!graded) return;
    grades_.clear();
    for (const TaskClass& item : task->classes)
        grades_.push_back(item.grade.value_or(0));
    std::ranges::sort(grades_);
    const int count = gradeRange(*task).count();
    credits_.clear();
    for (const int reference : grades_) {
        std::vector<double>& row = credits_.emplace_back();
        for (const int answer : grades_)
            row.push_back(task->distance.score(std::abs(reference - answer), count));
    }
    const GradeDistance& distance = task->distance;
    const QString geometric = distance.preset != GradeDistance::Preset::Geometric || distance.base == 0.25
                                  ? tr("A quarter per grade")
                                  : tr("× %1 per grade").arg(credit(distance.base));
    preset_->setItemText(Geometric, geometric);
    preset_->setCurrentIndex(distance.preset == GradeDistance::Preset::Geometric ? Geometric
                             : distance.preset == GradeDistance::Preset::Table   ? Table
                                                                                 : Power);
    const QString problem = model_.problem(TaskField::Distance);
    problem_->setText(problem);
    problem_->setVisible(!problem.isEmpty());
    table_->setCredits(grades_, credits_);
    showBars();
}

void RewardPanel::showBars() {
    if (grades_.empty()) return;
    const auto row = static_cast<std::size_t>(table_->reference());
    if (row >= grades_.size()) return;
    barsHead_->setText(tr("Reward when the reference is %1").arg(grades_[row]));
    bars_->setCredits(grades_, credits_[row], static_cast<int>(row));
}

} // namespace vrft::ui
