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
#include <algorithm>

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
    , thresholds_(makeButton(tr("Thresholds"), ButtonKind::Link, this))
    , dismiss_(makeButton(tr("Not a problem"), ButtonKind::Link, this))
    , others_(new QVBoxLayout) {
    setObjectName(QStringLiteral("alarms"));
    setAccessibleName(tr("Alarms"));
    head_->setObjectName(QStringLiteral("alarmHead"));
    evidence_->setObjectName(QStringLiteral("alarmEvidence"));
    examples_->setObjectName(QStringLiteral("alarmExamples"));
    log_->setObjectName(QStringLiteral("showLog"));
    end_->setObjectName(QStringLiteral("endEngine"));
    thresholds_->setObjectName(QStringLiteral("alarmThresholds"));
    dismiss_->setObjectName(QStringLiteral("dismissAlarm"));
    log_->setToolTip(tr("What the engine of this run said last"));
    end_->setToolTip(tr("Ends the engine that is silent; the run goes on from what was saved"));
    thresholds_->setToolTip(tr("From where on this run is in trouble"));
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
    for (QPushButton* button : {examples_, log_, end_, dismiss_, thresholds_})
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
    others_->setContentsMargins(40, 0, 12, 8);
    others_->setSpacing(0);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(newest);
    all->addLayout(others_);
    connect(examples_, &QPushButton::clicked, this, [this] {
        if (!alarms_.empty()) Q_EMIT examplesWanted(RunAlarm(shownAlarm()));
    });
    connect(log_, &QPushButton::clicked, this, &AlarmBar::logWanted);
    connect(thresholds_, &QPushButton::clicked, this, &AlarmBar::thresholdsWanted);
    connect(end_, &QPushButton::clicked, this, &AlarmBar::endWanted);
    connect(dismiss_, &QPushButton::clicked, this, [this] {
        if (!alarms_.empty()) Q_EMIT dismissed(RunAlarm(shownAlarm()));
    });
    hide();
}

void AlarmBar::show(const RunPicture& run) {
    alarms_ = run.alarms;
    if (run.line.id != run_) chosen_.clear();
    run_ = run.line.id;
    state_ = run.line.state;
    lastSign_ = run.lastSign;
    setVisible(!alarms_.empty());
    if (!alarms_.empty()) showAlarm();
}

const RunAlarm& AlarmBar::shownAlarm() const {
    const auto chosen = std::find_if(alarms_.begin(), alarms_.end(),
                                     [this](const RunAlarm& alarm) { return alarm.key == chosen_; });
    return chosen == alarms_.end() ? alarms_.front() : *chosen;
}

void AlarmBar::choose(const QString& key) {
    chosen_ = key;
    showAlarm();
    if (!shownAlarm().lasting) Q_EMIT examplesWanted(RunAlarm(shownAlarm()));
}

void AlarmBar::showAlarm() {
    const RunAlarm& alarm = shownAlarm();
    const QString place = run_ + QLatin1Char('/') + alarm.key;
    if (place != examplesOf_) clearExamples();
    examplesOf_ = place;
    const Token ink = alarm.broken ? Token::Alarm : Token::Caution;
    picture_->setPixmap(iconPixmap(QStringLiteral("caution"), 18, colour(ink), devicePixelRatioF()));
    setKind(head_, alarm.broken ? QStringLiteral("alarmHead") : QStringLiteral("cautionHead"));
    head_->setText(alarm.head);
    QString when = alarm.fromStep == alarm.toStep
                       ? tr("step %1").arg(grouped(alarm.toStep))
                       : tr("steps %1 to %2").arg(grouped(alarm.fromStep), grouped(alarm.toStep));
    const bool unseen = state_ == RunState::Gone || state_ == RunState::Silent;
    if (unseen && alarm.lasting)
        when = lastSign_ ? tr("last sign %1").arg(run_words::clock(*lastSign_)) : QString();
    when_->setText(when);
    evidence_->setText(alarm.evidence);
    evidence_->setVisible(!alarm.evidence.isEmpty());
    advice_->setText(alarm.advice);
    advice_->setVisible(!alarm.advice.isEmpty());
    examples_->setVisible(!alarm.lasting);
    dismiss_->setVisible(!alarm.lasting);
    thresholds_->setVisible(!alarm.lasting);
    log_->setVisible(alarm.lasting && (unseen || state_ == RunState::Failed));
    end_->setVisible(alarm.lasting && state_ == RunState::Silent);
    fillOthers();
    update();
}

void AlarmBar::fillOthers() {
    constexpr int kLongestHead = 60;
    QString shown = shownAlarm().key;
    for (const RunAlarm& alarm : alarms_)
        shown += QStringLiteral("\n%1\n%2\n%3").arg(alarm.key, alarm.evidence).arg(alarm.toStep);
    if (shown == othersShown_) return;
    othersShown_ = shown;
    while (QLayoutItem* item = others_->takeAt(0)) {
        if (item->widget() != nullptr) item->widget()->deleteLater(); // it may be the one that was pressed
        delete item;
    }
    for (const RunAlarm& alarm : alarms_) {
        if (&alarm == &shownAlarm()) continue;
        QPushButton* line =
            makeButton(tr("%1 · step %2").arg(harmlessLine(alarm.head, kLongestHead), grouped(alarm.toStep)),
                       ButtonKind::Link, this);
        line->setObjectName(QStringLiteral("otherAlarm"));
        line->setToolTip(plainToolTip(tr("Shows this alarm with its examples: %1").arg(alarm.evidence)));
        connect(line, &QPushButton::clicked, this, [this, key = alarm.key] { choose(key); });
        others_->addWidget(line, 0, Qt::AlignLeft);
    }
}

QWidget* AlarmBar::exampleCard(const RunAnswer& answer) {
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeExample(answer, box));
    QPushButton* open = makeButton(tr("Open in Review"), ButtonKind::Link, box);
    open->setObjectName(QStringLiteral("openExample"));
    open->setAccessibleName(tr("Open the example %1 in Review").arg(answer.id));
    open->setToolTip(tr("This answer with its image, reasoning and rewards"));
    connect(open, &QPushButton::clicked, this, [this, id = answer.id] { Q_EMIT openWanted(id); });
    column->addWidget(open, 0, Qt::AlignLeft);
    return box;
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
        exampleRow_->insertWidget(place++, exampleCard(answer));
}

void AlarmBar::paintEvent(QPaintEvent*) {
    if (alarms_.empty()) return;
    QPainter painter(this);
    const bool broken = shownAlarm().broken;
    const QColor line = colour(broken ? Token::AlarmLine : Token::Caution);
    painter.fillRect(rect(), colour(broken ? Token::AlarmGround : Token::CautionGround));
    painter.setPen(line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.fillRect(QRect(0, 0, 4, height()), line);
}

} // namespace vrft::ui
