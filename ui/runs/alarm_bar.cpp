// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/alarm_bar.h"

#include "ui/runs/answers_panel.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace vrft::ui {

AlarmBar::AlarmBar(QWidget* parent)
    : QWidget(parent)
    , picture_(new QLabel(this))
    , head_(makeLabel({}, TextKind::Head, this))
    , when_(makeLabel({}, TextKind::Second, this))
    , evidence_(makeLabel({}, TextKind::Body, this))
    , advice_(makeLabel({}, TextKind::Second, this))
    , exampleRow_(new QHBoxLayout)
    , examples_(makeButton(tr("Show three examples"), ButtonKind::Plain, this))
    , log_(makeButton(tr("Show log"), ButtonKind::Plain, this))
    , end_(makeButton(tr("End it and go on"), ButtonKind::Plain, this))
    , dismiss_(makeButton(tr("Not a problem"), ButtonKind::Link, this))
    , older_(new QVBoxLayout) {
    setObjectName(QStringLiteral("alarms"));
    setAccessibleName(tr("Alarms"));
    head_->setObjectName(QStringLiteral("alarmHead"));
    evidence_->setObjectName(QStringLiteral("alarmEvidence"));
    examples_->setObjectName(QStringLiteral("alarmExamples"));
    log_->setObjectName(QStringLiteral("showLog"));
    end_->setObjectName(QStringLiteral("endEngine"));
    dismiss_->setObjectName(QStringLiteral("dismissAlarm"));
    log_->setToolTip(tr("What the engine of this run said last"));
    end_->setToolTip(tr("Ends the engine that is silent; the run goes on from what was saved"));
    dismiss_->setToolTip(tr("Closes this alarm; your name and the time are kept with the run"));
    for (QLabel* label : {head_, evidence_, advice_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    when_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    auto* first = new QHBoxLayout;
    first->setSpacing(12);
    first->addWidget(head_, 1);
    first->addWidget(when_, 0, Qt::AlignTop);
    exampleRow_->setSpacing(8);
    exampleRow_->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton* button : {examples_, log_, end_, dismiss_})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addLayout(first);
    words->addWidget(evidence_);
    words->addWidget(advice_);
    words->addLayout(exampleRow_);
    words->addLayout(buttons);
    auto* newest = new QHBoxLayout;
    newest->setContentsMargins(16, 10, 12, 10);
    newest->setSpacing(10);
    newest->addWidget(picture_, 0, Qt::AlignTop);
    newest->addLayout(words, 1);
    older_->setContentsMargins(16, 0, 12, 0);
    older_->setSpacing(0);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(newest);
    all->addLayout(older_);
    connect(examples_, &QPushButton::clicked, this, [this] {
        if (!alarms_.empty()) Q_EMIT examplesWanted(alarms_.front());
    });
    connect(log_, &QPushButton::clicked, this, &AlarmBar::logWanted);
    connect(end_, &QPushButton::clicked, this, &AlarmBar::endWanted);
    connect(dismiss_, &QPushButton::clicked, this, [this] {
        if (!alarms_.empty()) Q_EMIT dismissed(RunAlarm(alarms_.front()));
    });
    hide();
}

void AlarmBar::show(const RunPicture& run) {
    alarms_ = run.alarms;
    setVisible(!alarms_.empty());
    if (alarms_.empty()) return;
    const RunAlarm& newest = alarms_.front();
    const QString place = run.line.id + QLatin1Char('/') + newest.key;
    if (place != examplesOf_) clearExamples();
    examplesOf_ = place;
    run_ = run.line.id;
    const Token ink = newest.broken ? Token::Alarm : Token::Caution;
    picture_->setPixmap(iconPixmap(QStringLiteral("caution"), 18, colour(ink), devicePixelRatioF()));
    setKind(head_, newest.broken ? QStringLiteral("alarmHead") : QStringLiteral("cautionHead"));
    head_->setText(newest.head);
    QString when = newest.fromStep == newest.toStep
                       ? tr("step %1").arg(grouped(newest.toStep))
                       : tr("steps %1 to %2").arg(grouped(newest.fromStep), grouped(newest.toStep));
    if (run.line.state == RunState::Gone || run.line.state == RunState::Silent) {
        when = run.lastSign ? tr("last sign %1").arg(run_words::clock(*run.lastSign)) : QString();
    }
    when_->setText(when);
    evidence_->setText(newest.evidence);
    evidence_->setVisible(!newest.evidence.isEmpty());
    advice_->setText(newest.advice);
    advice_->setVisible(!newest.advice.isEmpty());
    const bool engine = run.line.state == RunState::Gone || run.line.state == RunState::Silent ||
                        run.line.state == RunState::Failed;
    examples_->setVisible(!newest.lasting);
    dismiss_->setVisible(!newest.lasting);
    log_->setVisible(newest.lasting && engine);
    end_->setVisible(newest.lasting && run.line.state == RunState::Silent);
    fillOlder();
    update();
}

void AlarmBar::fillOlder() {
    while (QLayoutItem* item = older_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (std::size_t i = 1; i < alarms_.size(); ++i) {
        QLabel* line = makeLabel(tr("%1 · step %2").arg(alarms_[i].head, grouped(alarms_[i].toStep)),
                                 TextKind::Second, this);
        line->setWordWrap(true);
        line->setContentsMargins(28, 4, 0, 8);
        line->setToolTip(plainToolTip(alarms_[i].evidence));
        older_->addWidget(line);
    }
}

void AlarmBar::clearExamples() {
    while (exampleRow_->count() > 1) {
        QLayoutItem* item = exampleRow_->takeAt(0);
        delete item->widget();
        delete item;
    }
}

void AlarmBar::showExamples(const QString& alarm, const AnswersPointer& answers) {
    if (run_ + QLatin1Char('/') + alarm != examplesOf_) return;
    clearExamples();
    if (answers->all.empty()) {
        const QString words =
            answers->trouble.isEmpty() ? tr("The answers of that step aren’t kept.") : answers->trouble;
        exampleRow_->insertWidget(0, makeLabel(words, TextKind::Second, this));
        return;
    }
    int place = 0;
    for (const RunAnswer& answer : answers->all)
        exampleRow_->insertWidget(place++, makeExample(answer, this));
}

void AlarmBar::paintEvent(QPaintEvent*) {
    if (alarms_.empty()) return;
    QPainter painter(this);
    const bool broken = alarms_.front().broken;
    const QColor line = colour(broken ? Token::AlarmLine : Token::Caution);
    painter.fillRect(rect(), colour(broken ? Token::AlarmGround : Token::CautionGround));
    painter.setPen(line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.fillRect(QRect(0, 0, 4, height()), line);
}

} // namespace vrft::ui
