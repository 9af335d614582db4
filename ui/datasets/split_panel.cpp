// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/split_panel.h"

#include "ui/datasets/certificate_card.h"
#include "ui/datasets/field.h"
#include "ui/datasets/note_line.h"
#include "ui/datasets/split_bar.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/icon_mark.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/page_bar.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/text.h"

#include <QAbstractItemView>
#include <QGridLayout>
#include <QProgressBar>
#include <QSpinBox>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

const QString kNewPlan = QStringLiteral("\n"); // no plan's name: one line

constexpr int kNarrowest = 360;
constexpr int kScrollBar = 10;

QString planWords(const SplitPlan& plan) {
    if (plan.official) return SplitPanel::tr("%1, official").arg(qs(plan.name));
    return SplitPanel::tr("%1, %2 / %3 / %4, seed %5")
        .arg(qs(plan.name), figure(plan.ratios[0], 1), figure(plan.ratios[1], 1), figure(plan.ratios[2], 1))
        .arg(plan.seed);
}

// A name nobody has yet: "split-2", "split-3", ...
std::string freeName(const std::vector<SplitPlan>& plans) {
    for (int number = 2;; ++number) {
        const std::string name = "split-" + std::to_string(number);
        if (std::none_of(plans.begin(), plans.end(),
                         [&](const SplitPlan& plan) { return plan.name == name; }))
            return name;
    }
}

QSpinBox* makeSpin(const QString& name, int least, int most, const QString& suffix, QWidget* parent) {
    auto* spin = new QSpinBox(parent);
    spin->setRange(least, most);
    spin->setSuffix(suffix);
    spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
    spin->setKeyboardTracking(false);
    spin->setAccessibleName(name);
    spin->setToolTip(SplitPanel::tr("%1: %2 to %3").arg(name).arg(least).arg(most));
    return spin;
}

} // namespace

SplitPanel::SplitPanel(DatasetModel& model, QAction* freeze, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , freezeAction_(freeze) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* inside = new QWidget(this);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    column->addWidget(makeSplit());
    column->addWidget(makeLine(Qt::Horizontal, inside));
    card_ = new CertificateCard(inside);
    column->addWidget(card_);
    auto* note = new QHBoxLayout;
    note->setSpacing(8);
    auto* lock = new IconMark(QStringLiteral("lock"), Token::Text3, 14, inside);
    auto* words =
        makeLabel(tr("A frozen dataset never changes. It holds no names, dates of birth or patient numbers."),
                  TextKind::Caption, inside);
    words->setWordWrap(true);
    note->addWidget(lock, 0, Qt::AlignTop);
    note->addWidget(words, 1);
    column->addLayout(note);
    column->addStretch(1);
    auto* scroll = makeScrolling(inside, this);
    setMinimumWidth(std::max(kNarrowest, inside->minimumSizeHint().width() + kScrollBar));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(scroll, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(makeFoot(freeze));
    connect(&model_, &DatasetModel::choiceChanged, this, &SplitPanel::refresh);
    connect(&model_, &DatasetModel::workingChanged, this, &SplitPanel::refresh);
    connect(freeze, &QAction::changed, this, [this, freeze] { freeze_->setEnabled(freeze->isEnabled()); });
    refresh();
}

QWidget* SplitPanel::makeSplit() {
    auto* all = new QWidget(this);
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeLabel(tr("Split by patient"), TextKind::Head, all));
    bar_ = new SplitBar(all);
    column->addWidget(bar_);
    column->addSpacing(4);
    plans_ = new Combo(all);
    plans_->setObjectName(QStringLiteral("plan"));
    addField(
        column, tr("Split plan"), plans_,
        tr("Which split each patient has. Patients of a plan never change their split when data is added"));
    planNote_ = makeLabel({}, TextKind::Caption, all);
    planNote_->setObjectName(QStringLiteral("planNote"));
    planNote_->setWordWrap(true);
    column->addWidget(planNote_);
    newPlan_ = makeNewPlan();
    column->addWidget(newPlan_);
    connect(plans_, &QComboBox::activated, this, &SplitPanel::choosePlan);
    connect(bar_, &SplitBar::ratiosEdited, this, [this](const std::array<double, 3>& ratios) {
        model_.change([&](DraftChoice& choice) {
            if (choice.newPlan) choice.newPlan->ratios = ratios;
        });
    });
    return all;
}

QWidget* SplitPanel::makeNewPlan() {
    auto* all = new QWidget(this);
    auto* grid = new QGridLayout(all);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    name_ = new QLineEdit(all);
    name_->setObjectName(QStringLiteral("newPlanName"));
    name_->setAccessibleName(tr("Name of the new plan"));
    name_->setToolTip(tr("Name of the new plan; plans never change, so take one that says what it is for"));
    name_->setMaxLength(60);
    train_ = makeSpin(tr("Train"), 1, 98, tr(" %"), all);
    train_->setObjectName(QStringLiteral("newPlanTrain"));
    heldOut_ = makeSpin(tr("Held out"), 1, 98, tr(" %"), all);
    heldOut_->setObjectName(QStringLiteral("newPlanHeldOut"));
    seed_ = makeSpin(tr("Seed"), 0, 999'999'999, {}, all);
    seed_->setObjectName(QStringLiteral("newPlanSeed"));
    test_ = makeLabel({}, TextKind::Second, all);
    const auto put = [&](QWidget* field, const QString& caption, int row, int at, int span) {
        grid->addWidget(makeLabel(caption, TextKind::Caption, all), row, at, 1, span);
        grid->addWidget(field, row + 1, at, 1, span);
    };
    put(name_, tr("Name"), 0, 0, 3);
    put(seed_, tr("Seed"), 0, 3, 1);
    put(train_, tr("Train"), 2, 0, 1);
    put(heldOut_, tr("Held out"), 2, 1, 1);
    put(test_, tr("Test"), 2, 2, 1);
    connect(name_, &QLineEdit::textEdited, this, &SplitPanel::takeNewPlan);
    for (QSpinBox* spin : {train_, heldOut_, seed_})
        connect(spin, &QSpinBox::valueChanged, this, &SplitPanel::takeNewPlan);
    return all;
}

QWidget* SplitPanel::makeFoot(QAction* freeze) {
    auto* foot = new QWidget(this);
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(16, 10, 16, 12);
    column->setSpacing(6);
    leftOut_ = new NoteLine(QStringLiteral("leftOutWords"), foot);
    reason_ = new NoteLine(QStringLiteral("freezeReason"), foot);
    toVersion_ = makeButton({}, ButtonKind::Link, foot);
    toVersion_->setObjectName(QStringLiteral("toVersion"));
    connect(toVersion_, &QPushButton::clicked, this, [this] {
        if (already_) Q_EMIT versionWanted(*already_);
    });
    progress_ = new QProgressBar(foot);
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Freezing"));
    progressWords_ = makeLabel({}, TextKind::Caption, foot);
    progressWords_->setObjectName(QStringLiteral("freezeProgress"));
    stop_ = makeButton(tr("Stop"), ButtonKind::Link, foot);
    stop_->setObjectName(QStringLiteral("stopFreezing"));
    stop_->setToolTip(tr("Stops freezing; nothing of it stays"));
    connect(stop_, &QPushButton::clicked, this, &SplitPanel::stopWanted);
    auto* state = new QHBoxLayout;
    state->addWidget(progressWords_, 1);
    state->addWidget(stop_);
    compare_ = makeButton({}, ButtonKind::Plain, foot);
    compare_->setObjectName(QStringLiteral("compareDraft"));
    connect(compare_, &QPushButton::clicked, this, &SplitPanel::compareWanted);
    back_ = makeButton(tr("Back to the draft"), ButtonKind::Plain, foot);
    back_->setObjectName(QStringLiteral("backToDraft"));
    back_->setToolTip(tr("Show the next version again"));
    connect(back_, &QPushButton::clicked, this, &SplitPanel::draftWanted);
    freeze_ = makeButton(freeze->text(), ButtonKind::Filled, foot);
    freeze_->setObjectName(QStringLiteral("freeze"));
    freeze_->setMinimumHeight(36);
    connect(freeze_, &QPushButton::clicked, freeze, &QAction::trigger);
    trainWith_ = makeButton(tr("Train with it"), ButtonKind::Filled, foot);
    trainWith_->setObjectName(QStringLiteral("trainWithIt"));
    trainWith_->setToolTip(tr("Go to Training with this dataset chosen"));
    trainWith_->setMinimumHeight(36);
    connect(trainWith_, &QPushButton::clicked, this, &SplitPanel::trainWanted);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(compare_);
    buttons->addWidget(back_);
    buttons->addStretch(1);
    buttons->addWidget(freeze_);
    buttons->addWidget(trainWith_);
    column->addWidget(leftOut_);
    column->addWidget(reason_);
    column->addWidget(toVersion_, 0, Qt::AlignRight); // over the button that was clicked
    column->addWidget(progress_);
    column->addLayout(state);
    column->addLayout(buttons);
    showProgress(0, -1);
    return foot;
}

void SplitPanel::choosePlan(int index) {
    const QString plan = plans_->itemData(index).toString();
    model_.change([&](DraftChoice& choice) {
        if (plan != kNewPlan) {
            choice.plan = utf8(plan);
            choice.newPlan.reset();
        } else if (!choice.newPlan) {
            choice.newPlan = SplitPlan{};
            if (model_.picture()) choice.newPlan->name = freeName(model_.picture()->draft->source->plans);
        }
    });
}

void SplitPanel::takeNewPlan() {
    heldOut_->setMaximum(99 - train_->value());
    model_.change([this](DraftChoice& choice) {
        if (!choice.newPlan) return;
        choice.newPlan->name = utf8(name_->text().trimmed());
        const double train = train_->value();
        const double heldOut = heldOut_->value();
        choice.newPlan->ratios = {train, heldOut, 100 - train - heldOut};
        choice.newPlan->seed = static_cast<std::uint64_t>(seed_->value());
    });
}

void SplitPanel::fillPlans() {
    if (plans_->view()->isVisible()) return; // someone chooses
    const DraftChoice& choice = model_.choice();
    plans_->clear();
    bool official = false;
    if (model_.picture())
        for (const SplitPlan& plan : model_.picture()->draft->source->plans) {
            plans_->addItem(planWords(plan), qs(plan.name));
            official = official || plan.official;
        }
    plans_->addItem(tr("New plan…"), kNewPlan);
    const QString chosen = choice.newPlan     ? kNewPlan
                           : model_.picture() ? qs(model_.picture()->draft->source->plan.name)
                                              : qs(choice.plan);
    plans_->setCurrentIndex(std::max(0, plans_->findData(chosen)));
    planNote_->setText(official ? QString() : tr("No official split came with these studies."));
    planNote_->setVisible(!official && !choice.newPlan);
    newPlan_->setVisible(choice.newPlan.has_value());
    if (!choice.newPlan) return;
    const SplitPlan& plan = *choice.newPlan;
    const std::array<QSignalBlocker, 4> quiet{QSignalBlocker(name_), QSignalBlocker(train_),
                                              QSignalBlocker(heldOut_), QSignalBlocker(seed_)};
    if (name_->text().trimmed() != qs(plan.name)) name_->setText(qs(plan.name));
    train_->setValue(static_cast<int>(std::lround(plan.ratios[0])));
    heldOut_->setMaximum(99 - train_->value());
    heldOut_->setValue(static_cast<int>(std::lround(plan.ratios[1])));
    test_->setText(tr("%1 %").arg(100 - train_->value() - heldOut_->value()));
    seed_->setValue(static_cast<int>(plan.seed));
}

void SplitPanel::show(const FrozenVersion* version) {
    version_ = version == nullptr ? std::nullopt : std::optional(*version);
    refresh();
}

void SplitPanel::refresh() {
    fillPlans();
    const auto& picture = model_.picture();
    const DraftChoice& choice = model_.choice();
    const bool there = picture != nullptr;
    const bool frozen = version_.has_value();
    card_->setVisible(there);
    plans_->setEnabled(!freezing_); // a choice goes back to the draft
    newPlan_->setEnabled(!freezing_);
    bar_->setEditable(choice.newPlan.has_value() && !frozen && !freezing_);
    if (frozen) {
        card_->show(*version_);
        if (version_->dataset) bar_->setRatios(version_->dataset->splitPlan.ratios);
    } else if (there) {
        const DatasetDraft& draft = *picture->draft;
        card_->show(draft);
        if (choice.newPlan)
            bar_->setRatios(choice.newPlan->ratios);
        else if (draft.source->plan.official)
            bar_->setRatios({static_cast<double>(draft.counts[0]), static_cast<double>(draft.counts[1]),
                             static_cast<double>(draft.counts[2])});
        else
            bar_->setRatios(draft.source->plan.ratios);
    }
    leftOut_->say(!frozen && there ? picture->draft->leftOutWords : QString(), NoteLine::Weight::Caution);
    const bool blocked = !frozen && there && !freezing_ && !picture->draft->blocked.isEmpty();
    reason_->say(!said_.isEmpty() ? said_
                 : blocked        ? picture->draft->blocked
                                  : QString(),
                 said_.isEmpty() ? NoteLine::Weight::Caution
                 : alarm_        ? NoteLine::Weight::Alarm
                 : already_      ? NoteLine::Weight::Caution
                                 : NoteLine::Weight::Plain);
    const QString toVersion = already_ ? tr("Show version %1").arg(*already_) : QString();
    toVersion_->setText(toVersion);
    toVersion_->setAccessibleName(toVersion);
    toVersion_->setToolTip(tr("Shows the version that has the same images, labels and splits"));
    freeze_->setText(freezeAction_->text());
    freeze_->setAccessibleName(freezeAction_->text());
    freeze_->setToolTip(
        withKey(tr("Writes this dataset for good, with its certificate"), freezeAction_->shortcut()));
    const std::array<QWidget*, 5> buttons{stop_, trainWith_, freeze_, back_, toVersion_};
    focusWaits_ = focusWaits_ ||
                  std::any_of(buttons.begin(), buttons.end(), [](QWidget* at) { return at->hasFocus(); });
    stop_->setVisible(freezing_);
    toVersion_->setVisible(already_.has_value() && !frozen && !freezing_);
    trainWith_->setVisible(frozen && !freezing_);
    trainWith_->setEnabled(frozen && version_->dataset != nullptr);
    freeze_->setVisible(!frozen && !freezing_);
    back_->setVisible(frozen);
    // What can be done next; nothing between freezing and what came of it.
    QWidget* next = freezing_                                ? stop_
                    : frozen && trainWith_->isEnabled()      ? trainWith_
                    : frozen && !version_->trouble.isEmpty() ? back_
                    : alarm_                                 ? freeze_
                    : toVersion_->isVisibleTo(this)          ? toVersion_
                                                             : static_cast<QWidget*>(nullptr);
    if (focusWaits_ && next != nullptr) {
        next->setFocus();
        focusWaits_ = false;
    }
    const bool comparable = !frozen && there && picture->draft->change.has_value();
    compare_->setVisible(comparable && !freezing_);
    if (comparable) {
        compare_->setText(tr("Compare with version %1").arg(picture->versions.back().number));
        compare_->setAccessibleName(compare_->text());
        compare_->setToolTip(tr("What would change from the version before, image by image"));
    }
}

void SplitPanel::showProgress(qint64 done, qint64 all) {
    const bool before = std::exchange(freezing_, all >= 0);
    progress_->setVisible(freezing_);
    progressWords_->setVisible(freezing_);
    if (freezing_) {
        progress_->setRange(0, static_cast<int>(std::max<qint64>(1, all)));
        progress_->setValue(static_cast<int>(done));
        progressWords_->setText(all == 0 ? tr("Freezing…")
                                         : tr("Freezing: %1 of %2 images").arg(grouped(done), grouped(all)));
    }
    if (freezing_ != before) refresh();
}

void SplitPanel::say(const QString& text, bool alarm) {
    said_ = text;
    alarm_ = alarm;
    already_.reset();
    refresh();
}

void SplitPanel::sayFrozenAlready(int version) {
    said_ = tr("Nothing was written: this is version %1 already.").arg(version);
    alarm_ = false;
    already_ = version;
    refresh();
}

} // namespace vrft::ui
