// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_head.h"

#include "ui/runs/run_words.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace vrft::ui {

namespace {

// A button that says and does what its action does just now.
QPushButton* buttonOf(QAction* action, const char* name, ButtonKind kind, QWidget* parent) {
    auto* button = makeButton(action->text(), kind, parent);
    button->setObjectName(QLatin1String(name));
    button->setIconSize({14, 14});
    const auto follow = [button, action] {
        button->setText(action->text());
        button->setAccessibleName(action->text());
        button->setIcon(action->icon());
        // Focus doesn't go to the button beside it, which may be Stop; it comes back with the button.
        if (button->hasFocus() && !action->isEnabled()) {
            button->clearFocus();
            button->setProperty("focusComesBack", true);
        }
        button->setEnabled(action->isEnabled());
        if (action->isEnabled() && button->property("focusComesBack").toBool()) {
            button->setProperty("focusComesBack", false);
            if (QApplication::focusWidget() == nullptr) button->setFocus();
        }
        button->setVisible(action->isVisible());
        const QString words = action->toolTip().isEmpty() ? action->text() : action->toolTip();
        button->setToolTip(withKey(words, action->shortcut()));
    };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

QString nowText(const RunPicture& run) {
    switch (run.line.state) {
    case RunState::Working:
    case RunState::Paused:
        return run.phase ? run_words::phase(*run.phase, run.phaseStep) : run_words::state(run.line.state);
    case RunState::New:
        return RunHead::tr("Not started");
    case RunState::Waiting:
        return RunHead::tr("Waits for its turn");
    case RunState::Silent:
    case RunState::Gone:
        return RunHead::tr("Stopped answering");
    case RunState::Unsure:
        return RunHead::tr("Looking for a sign of life of its engine");
    case RunState::Stopped:
        return RunHead::tr("Stopped");
    case RunState::Failed:
        return RunHead::tr("Failed");
    case RunState::Finished:
        return RunHead::tr("Finished");
    case RunState::Unreadable:
        return RunHead::tr("Can’t be read");
    }
    return {};
}

} // namespace

RunHead::RunHead(QAction* pause, QAction* stop, QAction* goOn, QWidget* parent)
    : QWidget(parent)
    , numbers_(new QWidget(this))
    , numberRow_(new QHBoxLayout(numbers_)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("The run"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeBar(pause, stop, goOn));
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(numbers_);
    all->addWidget(makeLine(Qt::Horizontal, this));
    numberRow_->setContentsMargins(0, 0, 0, 0);
    numberRow_->setSpacing(0);
}

QWidget* RunHead::makeBar(QAction* pause, QAction* stop, QAction* goOn) {
    bar_ = new QWidget(this);
    name_ = new ElidedLabel(TextKind::Head, bar_);
    setKind(name_, QStringLiteral("pageTitle"));
    name_->setObjectName(QStringLiteral("runName"));
    middle_ = new QWidget(bar_);
    phase_ = new ElidedLabel(TextKind::Head, middle_);
    phase_->setObjectName(QStringLiteral("runPhase"));
    progressText_ = new ElidedLabel(TextKind::Second, middle_);
    progressText_->setObjectName(QStringLiteral("runProgress"));
    progress_ = new QProgressBar(middle_);
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Steps done"));
    facts_ = new QWidget(bar_);
    left_ = new ElidedLabel(TextKind::Second, facts_);
    left_->setObjectName(QStringLiteral("runLeft"));
    saved_ = new ElidedLabel(TextKind::Second, facts_);
    saved_->setObjectName(QStringLiteral("runSaved"));
    buttons_ = new QWidget(bar_);
    pause_ = buttonOf(pause, "pauseRun", ButtonKind::Plain, buttons_);
    stop_ = buttonOf(stop, "stopRun", ButtonKind::Plain, buttons_);
    goOn_ = buttonOf(goOn, "goOnRun", ButtonKind::Filled, buttons_);
    auto* words = new QHBoxLayout;
    words->setSpacing(12);
    words->addWidget(phase_);
    words->addWidget(progressText_, 1);
    auto* middle = new QVBoxLayout(middle_);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(4);
    middle->addStretch(1);
    middle->addLayout(words);
    middle->addWidget(progress_);
    middle->addStretch(1);
    auto* facts = new QVBoxLayout(facts_);
    facts->setContentsMargins(0, 0, 0, 0);
    facts->setSpacing(0);
    facts->addStretch(1);
    facts->addWidget(left_);
    facts->addWidget(saved_);
    facts->addStretch(1);
    auto* buttons = new QHBoxLayout(buttons_);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(12);
    for (QPushButton* button : {pause_, stop_, goOn_})
        buttons->addWidget(button);
    grid_ = new QGridLayout(bar_);
    grid_->setContentsMargins(16, 8, 16, 8);
    grid_->setHorizontalSpacing(20);
    grid_->setVerticalSpacing(4);
    grid_->setColumnStretch(1, 1);
    bar_->setMinimumHeight(56);
    arrange();
    return bar_;
}

// Name and buttons, progress and facts, in one row where all of it can be read, else in two.
void RunHead::arrange() {
    const auto whole = [](const ElidedLabel* label) {
        return label->fontMetrics().horizontalAdvance(label->wholeText());
    };
    const int name = whole(name_);
    const int middle = whole(phase_) + whole(progressText_) + 12;
    const int facts = std::max(whole(left_), whole(saved_));
    const QMargins margins = grid_->contentsMargins();
    const int room = width() - margins.left() - margins.right() - 3 * grid_->horizontalSpacing() -
                     buttons_->sizeHint().width();
    // Words that grow and shrink with every step don't move the head back and forth.
    const int spare = twoRows_ ? 80 : 0;
    const bool two = name + middle + facts + spare > room;
    if (two == twoRows_ && grid_->count() > 0) return;
    twoRows_ = two;
    for (QWidget* part : {static_cast<QWidget*>(name_), middle_, facts_, buttons_})
        grid_->removeWidget(part);
    grid_->addWidget(name_, 0, 0, 1, two ? 3 : 1);
    grid_->addWidget(buttons_, 0, 3);
    grid_->addWidget(middle_, two ? 1 : 0, two ? 0 : 1, 1, two ? 2 : 1);
    grid_->addWidget(facts_, two ? 1 : 0, 2, 1, two ? 2 : 1);
}

void RunHead::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void RunHead::show(const RunPicture& run) {
    const RunLine& line = run.line;
    name_->setWholeText(run_words::wholeName(line));
    phase_->setWholeText(nowText(run));
    QStringList progress;
    if (line.totalSteps > 0 && line.state != RunState::Unreadable)
        progress << tr("step %1 of %2").arg(grouped(line.step), grouped(line.totalSteps));
    if (run.secondsAStep) progress << tr("%1 a step").arg(durationText(*run.secondsAStep));
    if (!run.notes.isEmpty()) progress << run.notes;
    progressText_->setWholeText(progress.join(QStringLiteral(" · ")));
    progress_->setRange(0, std::max(1, line.totalSteps));
    progress_->setValue(std::min(line.step, line.totalSteps));
    QStringList left;
    if (run.left_s && line.state == RunState::Working)
        left << tr("about %1 left").arg(durationText(*run.left_s));
    const bool dead = line.state == RunState::Gone || line.state == RunState::Silent;
    if (dead && run.lastSign) {
        const QString before = run_words::ago(*run.lastSign, wallTime());
        left << tr("last sign %1").arg(run_words::clock(*run.lastSign)) +
                    (before.isEmpty() ? QString() : QStringLiteral(", ") + before);
    } else if (run.memory_bytes) {
        left << tr("memory up to %1").arg(bytesText(*run.memory_bytes));
    }
    left_->setWholeText(left.join(QStringLiteral(" · ")));
    saved_->setWholeText(run.savedStep ? tr("last saved at step %1").arg(grouped(*run.savedStep))
                                       : QString());
    arrange();
    showNumbers(run);
}

void RunHead::showNumbers(const RunPicture& run) {
    const std::vector<HeadNumber> heads =
        run.line.state == RunState::Unreadable ? std::vector<HeadNumber>{} : headNumbers(run);
    numbers_->setVisible(!heads.empty());
    while (shownNumbers_.size() > heads.size()) {
        delete shownNumbers_.back().area;
        shownNumbers_.pop_back();
    }
    while (shownNumbers_.size() < heads.size()) {
        Number number{new QWidget(numbers_), nullptr, nullptr, nullptr};
        number.name = new ElidedLabel(TextKind::Second, number.area);
        number.value = makeLabel({}, TextKind::Body, number.area);
        setKind(number.value, QStringLiteral("figure"));
        number.below = new ElidedLabel(TextKind::Caption, number.area);
        auto* words = new QVBoxLayout;
        words->setContentsMargins(shownNumbers_.empty() ? 16 : 14, 8, 8, 8);
        words->setSpacing(0);
        words->addWidget(number.name);
        words->addWidget(number.value);
        words->addWidget(number.below);
        auto* row = new QHBoxLayout(number.area);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(0);
        if (!shownNumbers_.empty()) row->addWidget(makeLine(Qt::Vertical, number.area));
        row->addLayout(words, 1);
        numberRow_->addWidget(number.area, 1);
        shownNumbers_.push_back(number);
    }
    for (std::size_t i = 0; i < heads.size(); ++i) {
        const Number& number = shownNumbers_[i];
        number.name->setWholeText(heads[i].name);
        number.value->setText(heads[i].value);
        number.value->setToolTip(plainToolTip(heads[i].meaning));
        number.below->setWholeText(heads[i].below);
        number.area->setAccessibleName(
            QStringLiteral("%1 %2, %3").arg(heads[i].name, heads[i].value, heads[i].below));
        number.area->setToolTip(plainToolTip(heads[i].meaning));
    }
}

} // namespace vrft::ui
