// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/external_card.h"

#include "ui/runs/figure_table.h"
#include "ui/runs/run_picture.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kMostExternalRows = 24;

}

ExternalCard::ExternalCard(QWidget* parent)
    : QFrame(parent)
    , ask_(makeButton(tr("On another dataset…"), ButtonKind::Plain, this))
    , stop_(makeButton(tr("Stop"), ButtonKind::Plain, this))
    , progressRow_(new QWidget(this))
    , doing_(makeLabel({}, TextKind::Second, progressRow_))
    , progress_(new QProgressBar(progressRow_))
    , trouble_(makeLabel({}, TextKind::Body, this))
    , column_(new QVBoxLayout(this)) {
    setProperty("kind", QStringLiteral("panelCard"));
    ask_->setObjectName(QStringLiteral("externalAsk"));
    stop_->setObjectName(QStringLiteral("externalStop"));
    stop_->setToolTip(tr("Ends the evaluation; what it has found so far is dropped"));
    doing_->setObjectName(QStringLiteral("externalDoing"));
    progress_->setObjectName(QStringLiteral("externalProgress"));
    progress_->setAccessibleName(tr("Datasets answered"));
    progress_->setToolTip(tr("Datasets answered"));
    progress_->setTextVisible(false);
    trouble_->setObjectName(QStringLiteral("externalTrouble"));
    setKind(trouble_, QStringLiteral("alarm"));
    trouble_->setWordWrap(true);
    auto* words = makeLabel(tr("The best checkpoint on the test patients of its own dataset and of another "
                               "that asks the same question."),
                            TextKind::Second, this);
    words->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(makeLabel(tr("On another dataset"), TextKind::Head, this), 1);
    head->addWidget(ask_);
    auto* progress = new QHBoxLayout(progressRow_);
    progress->setContentsMargins(0, 0, 0, 0);
    progress->setSpacing(8);
    progress->addWidget(doing_, 1);
    progress->addWidget(progress_, 1);
    progress->addWidget(stop_);
    column_->setContentsMargins(12, 10, 12, 12);
    column_->setSpacing(8);
    column_->addLayout(head);
    column_->addWidget(words);
    column_->addWidget(progressRow_);
    column_->addWidget(trouble_);
    connect(ask_, &QPushButton::clicked, this, &ExternalCard::wanted);
    connect(stop_, &QPushButton::clicked, this, &ExternalCard::stopWanted);
    refresh();
}

void ExternalCard::show(const RunPicture& run) {
    run_ = run.line.id;
    whyNot_ = canBeEvaluated(run) ? QString() : tr("The run has no checkpoint that could be evaluated");
    if (run.external != shown_) {
        shown_ = run.external;
        showTables();
    }
    refresh();
}

void ExternalCard::setWork(const ExternalWork& work) {
    work_ = work;
    refresh();
}

void ExternalCard::refresh() {
    const bool own = work_.run == run_;
    ask_->setEnabled(!work_.working && whyNot_.isEmpty());
    ask_->setToolTip(work_.working        ? tr("An evaluation is going on already")
                     : !whyNot_.isEmpty() ? whyNot_
                                          : tr("Choose another frozen dataset; both are answered anew"));
    progressRow_->setVisible(own && work_.working);
    doing_->setText(work_.of > 0 && !work_.text.isEmpty()
                        ? tr("%1 · %2 of %3 datasets done").arg(work_.text).arg(work_.done).arg(work_.of)
                        : tr("Starting…"));
    progress_->setRange(0, work_.of);
    progress_->setValue(work_.done);
    trouble_->setText(work_.trouble);
    trouble_->setVisible(own && !work_.trouble.isEmpty());
}

void ExternalCard::showTables() {
    delete tables_;
    tables_ = nullptr;
    if (!shown_ || shown_->empty()) return;
    tables_ = new QWidget(this);
    auto* column = new QVBoxLayout(tables_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (const ExternalFigures& of : *shown_) {
        auto* words =
            makeLabel(tr("Internal: %1. External: %2. The checkpoint of step %3; intervals are 95 %, "
                         "by bootstrap over patients.")
                          .arg(of.internal, of.external, grouped(of.step)),
                      TextKind::Second, tables_);
        words->setObjectName(QStringLiteral("externalOf"));
        words->setWordWrap(true);
        column->addWidget(words);
        if (of.trainedOn > 0) {
            auto* caution =
                makeLabel(counted(of.trainedOn,
                                  tr("The run was trained on 1 of the external test images: it says "
                                     "nothing new."),
                                  tr("The run was trained on %1 of the external test images: they "
                                     "say nothing new.")),
                          TextKind::Body, tables_);
            caution->setObjectName(QStringLiteral("externalCaution"));
            setKind(caution, QStringLiteral("caution"));
            caution->setWordWrap(true);
            column->addWidget(caution);
        }
        auto* table = new FigureTable(tr("Figures on %1 and on %2").arg(of.internal, of.external),
                                      kMostExternalRows, tables_);
        table->setObjectName(QStringLiteral("externalFigures"));
        std::vector<std::vector<FigureCell>> rows;
        for (const ExternalFigures::Row& row : of.rows)
            rows.push_back({{row.name, row.meaning},
                            {row.internal},
                            {row.external, {}, true},
                            {row.difference, tr("External minus internal")}});
        table->set({{{}, {}, false}, {tr("Internal")}, {tr("External")}, {tr("Difference")}},
                   std::move(rows));
        column->addWidget(table);
    }
    column_->addWidget(tables_);
}

} // namespace vrft::ui
