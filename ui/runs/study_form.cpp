// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/study_form.h"

#include "core/error.h"
#include "ui/runs/launch_model.h"
#include "ui/runs/start_bar.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"
#include "ui/workspace/engine_program.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kNumberWidth = 120;
constexpr int kPolicyWidth = 240;

QVBoxLayout* addCard(QVBoxLayout* column, const QString& title, const QString& text, QWidget* parent) {
    auto* card = new QFrame(parent);
    card->setProperty("kind", QStringLiteral("panelCard"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(12, 10, 12, 12);
    inside->setSpacing(6);
    inside->addWidget(makeLabel(title, TextKind::Head, card));
    auto* words = makeLabel(text, TextKind::Second, card);
    words->setWordWrap(true);
    inside->addWidget(words);
    column->addWidget(card);
    return inside;
}

} // namespace

StudyForm::StudyForm(QWidget* parent)
    : QWidget(parent) {
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(12);
    column->addWidget(makeStrategies());
    column->addWidget(makeDatasets());
    column->addWidget(makeBudget());
    column->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    auto* scroll = makeScrolling(content, this);
    scroll->setAccessibleName(tr("What the study is made of"));
    all->addWidget(scroll, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(makeBar());
    offer_.launch = std::make_shared<LaunchOffer>();
    setFocusProxy(name_);
    fill();
}

QWidget* StudyForm::makeStrategies() {
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout* card = addCard(
        column, tr("Strategies"),
        tr("Each is a row of the table. Every other one is held against plain RFT, seed by seed."), box);
    for (const std::string& preset : studyPresets()) {
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        auto* check = new QCheckBox(presetWords(preset), box);
        check->setObjectName(QStringLiteral("row_") + qs(preset));
        check->setAccessibleName(presetWords(preset));
        check->setToolTip(plainToolTip(tr("%1: a row of the study").arg(presetWords(preset))));
        auto* why = makeLabel({}, TextKind::Caption, box);
        why->setWordWrap(true);
        row->addWidget(check);
        row->addWidget(why, 1);
        card->addLayout(row);
        rows_[preset] = check;
        why_[preset] = why;
        connect(check, &QCheckBox::clicked, this, [this, preset](bool on) {
            if (on)
                choice_.rows.insert(preset);
            else
                choice_.rows.erase(preset);
            changed();
        });
    }
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    sweep_ = new QCheckBox(tr("Sweep of the recitation weight"), box);
    sweep_->setObjectName(QStringLiteral("studySweep"));
    sweep_->setToolTip(tr("A row for each weight, with the knowledge in the prompt"));
    weights_ = new QLineEdit(box);
    weights_->setObjectName(QStringLiteral("sweepWeights"));
    weights_->setAccessibleName(tr("Weights of the sweep"));
    weights_->setToolTip(tr("Weights of the sweep, with commas between them"));
    weights_->setMaxLength(200);
    row->addWidget(sweep_);
    row->addWidget(weights_, 1);
    card->addLayout(row);
    sweepWhy_ = makeLabel({}, TextKind::Caption, box);
    sweepWhy_->setObjectName(QStringLiteral("sweepTrouble"));
    sweepWhy_->setWordWrap(true);
    card->addWidget(sweepWhy_);
    connect(sweep_, &QCheckBox::clicked, this, [this](bool on) {
        choice_.sweep = on;
        changed();
    });
    connect(weights_, &QLineEdit::textEdited, this, [this](const QString& text) {
        sweepTrouble_.clear();
        try {
            choice_.weights = weightsFromText(text);
        } catch (const Error& problem) {
            sweepTrouble_ = qs(problem.summary());
        }
        changed();
    });
    return box;
}

QWidget* StudyForm::makeDatasets() {
    datasetBox_ = new QWidget(this);
    auto* column = new QVBoxLayout(datasetBox_);
    column->setContentsMargins(0, 0, 0, 0);
    datasetColumn_ =
        addCard(column, tr("Datasets and start policies"),
                tr("Each is a table of its own. Figures are of its test patients."), datasetBox_);
    noDataset_ =
        makeLabel(tr("No dataset is frozen yet. Freeze one in Dataset."), TextKind::Body, datasetBox_);
    noDataset_->setObjectName(QStringLiteral("noStudyDataset"));
    noDataset_->setWordWrap(true);
    datasetColumn_->addWidget(noDataset_);
    freeze_ = makeButton(tr("Go to Dataset"), ButtonKind::Link, datasetBox_);
    freeze_->setObjectName(QStringLiteral("studyToDataset"));
    connect(freeze_, &QPushButton::clicked, this, &StudyForm::datasetPlaceWanted);
    datasetColumn_->addWidget(freeze_, 0, Qt::AlignLeft);
    return datasetBox_;
}

QWidget* StudyForm::makeBudget() {
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout* card =
        addCard(column, tr("Name, seeds and steps"),
                tr("Every strategy is trained once a seed: fewer than two seeds give no interval."), box);
    name_ = new QLineEdit(box);
    name_->setObjectName(QStringLiteral("studyName"));
    name_->setAccessibleName(tr("Name of the study"));
    name_->setToolTip(tr("Name of the study; date and time are put before it"));
    name_->setPlaceholderText(QStringLiteral("strategies"));
    name_->setMaxLength(40);
    name_->setMaximumWidth(kPolicyWidth * 2);
    connect(name_, &QLineEdit::textEdited, this, [this](const QString& text) {
        choice_.name = text;
        changed();
    });
    card->addWidget(makeLabel(tr("Name"), TextKind::Caption, box));
    card->addWidget(name_);
    seeds_ = new NumberField(tr("Seeds"), {1, kMostStudySeeds, true}, true, box);
    seeds_->edit()->setObjectName(QStringLiteral("studySeeds"));
    steps_ = new NumberField(tr("Steps"), {2, kMaxSteps, true}, true, box);
    steps_->edit()->setObjectName(QStringLiteral("studySteps"));
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    for (NumberField* field : {seeds_, steps_}) {
        field->setMinimumWidth(kNumberWidth);
        row->addWidget(field);
        connect(field, &NumberField::validChanged, this, &StudyForm::changed);
    }
    row->addStretch(1);
    card->addLayout(row);
    connect(seeds_, &NumberField::valueTyped, this, [this](double value) {
        choice_.seeds = static_cast<int>(value);
        changed();
    });
    connect(steps_, &NumberField::valueTyped, this, [this](double value) {
        choice_.steps = static_cast<int>(value);
        changed();
    });
    return box;
}

QWidget* StudyForm::makeBar() {
    verdict_ = new StartBar(QStringLiteral("studyVerdict"), this);
    start_ = makeButton(tr("Start study"), ButtonKind::Filled, verdict_);
    start_->setObjectName(QStringLiteral("startStudy"));
    start_->setShortcut(Qt::CTRL | Qt::Key_Return);
    connect(start_, &QPushButton::clicked, this, &StudyForm::startWanted);
    verdict_->addButton(start_);
    return verdict_;
}

QWidget* StudyForm::firstField() const {
    return rows_.at(studyPresets().front());
}

void StudyForm::setOffer(const StudyOffer& offer) {
    const bool otherWorkspace = offer.launch->workspace != offer_.launch->workspace;
    offer_ = offer;
    if (otherWorkspace && !begun_) choice_ = firstStudyChoice(*offer_.launch);
    if (choice_.datasets.empty() && choice_.rows.empty()) choice_ = firstStudyChoice(*offer_.launch);
    keepOffered(choice_, *offer_.launch);
    fill();
}

void StudyForm::beginWith(const StudyChoice& choice) {
    choice_ = choice;
    begun_ = !choice.rows.empty() || !choice.datasets.empty();
    fill();
}

void StudyForm::setBusy(bool busy) {
    busy_ = busy;
    fill();
}

void StudyForm::setTrouble(const QString& text) {
    trouble_ = text;
    fill();
}

void StudyForm::changed() {
    if (filling_) return;
    begun_ = true;
    trouble_.clear();
    fill();
}

QString StudyForm::missing() const {
    if (offer_.launch->workspace.empty()) return tr("No workspace is open.");
    if (!offer_.engineFound)
        return tr("The engine isn’t where it should be (%1). Install the program completely, or set its "
                  "place "
                  "in Settings.")
            .arg(qs(engineProgram().string()));
    if (offer_.launch->datasets.empty()) return tr("No dataset is frozen yet. Freeze one in Dataset.");
    if (choice_.datasets.empty()) return tr("Choose a dataset.");
    for (const auto& [hash, policy] : choice_.datasets)
        if (policy.empty()) return tr("No policy is here yet. Add one in New run.");
    if (choice_.rows.empty() && !choice_.sweep) return tr("Choose a strategy.");
    if (choice_.sweep && !sweepTrouble_.isEmpty()) return sweepTrouble_;
    for (const NumberField* field : {seeds_, steps_})
        if (!field->valid()) return tr("A number can’t be used. %1.").arg(field->trouble());
    return {};
}

void StudyForm::fillDatasets() {
    const LaunchOffer& offer = *offer_.launch;
    QString shown;
    for (const OfferedDataset& dataset : offer.datasets)
        shown += qs(dataset.hash) + qs(dataset.problem) + QLatin1Char('\n');
    for (const PolicyEntry& policy : offer.policies)
        shown += qs(policy.place.string()) + qs(policy.problem) + QLatin1Char('\n');
    if (shown != shownDatasets_) {
        shownDatasets_ = shown;
        for (const auto& [hash, row] : datasets_)
            delete row.box->parentWidget();
        datasets_.clear();
        for (const OfferedDataset& dataset : offer.datasets) {
            auto* line = new QWidget(datasetBox_);
            auto* row = new QHBoxLayout(line);
            row->setContentsMargins(0, 0, 0, 0);
            row->setSpacing(8);
            const QString name =
                tr("%1, version %2")
                    .arg(harmlessLine(
                        qs(dataset.dataset.task.name.empty() ? dataset.name : dataset.dataset.task.name), 60))
                    .arg(dataset.version);
            auto* box = new QCheckBox(name, line);
            box->setObjectName(QStringLiteral("dataset_") + qs(dataset.name));
            box->setAccessibleName(name);
            box->setEnabled(dataset.problem.empty());
            box->setToolTip(plainToolTip(dataset.problem.empty()
                                             ? qs(dataset.name)
                                             : tr("It can’t be used: %1").arg(qs(dataset.problem))));
            auto* policy = new Combo(line);
            policy->setObjectName(QStringLiteral("policy_") + qs(dataset.name));
            policy->setAccessibleName(tr("Start policy for %1").arg(name));
            policy->setToolTip(plainToolTip(tr("Every strategy on %1 starts from this policy").arg(name)));
            policy->setMinimumWidth(kPolicyWidth);
            for (const PolicyEntry& entry : offer.policies)
                if (entry.problem.empty())
                    policy->addItem(harmlessLine(qs(entry.name), 80), qs(entry.place.string()));
            connect(box, &QCheckBox::clicked, this, [this, hash = dataset.hash](bool on) {
                const OfferedDataset* chosen = offer_.launch->dataset(hash);
                if (!on)
                    choice_.datasets.erase(hash);
                else if (chosen != nullptr) {
                    const PolicyEntry* start = offer_.launch->startFor(chosen->dataset.task.id);
                    choice_.datasets[hash] = start == nullptr ? std::filesystem::path() : start->place;
                }
                changed();
            });
            connect(policy, &QComboBox::activated, this, [this, policy, hash = dataset.hash](int index) {
                choice_.datasets[hash] = utf8(policy->itemData(index).toString());
                changed();
            });
            row->addWidget(box, 1);
            row->addWidget(policy);
            datasetColumn_->addWidget(line);
            datasets_[dataset.hash] = {box, policy};
        }
        // As they stand on the page: after the strategies, before name, seeds and steps.
        QWidget* before = weights_;
        for (const OfferedDataset& dataset : offer.datasets) {
            const DatasetRow& row = datasets_.at(dataset.hash);
            setTabOrder(before, row.box);
            setTabOrder(row.box, row.policy);
            before = row.policy;
        }
        setTabOrder(before, freeze_);
        setTabOrder(freeze_, name_);
    }
    for (const auto& [hash, row] : datasets_) {
        const auto chosen = choice_.datasets.find(hash);
        row.box->setChecked(chosen != choice_.datasets.end());
        row.policy->setEnabled(chosen != choice_.datasets.end());
        const OfferedDataset* dataset = offer.dataset(hash);
        const PolicyEntry* start = dataset == nullptr ? nullptr : offer.startFor(dataset->dataset.task.id);
        if (chosen != choice_.datasets.end())
            row.policy->setCurrentIndex(row.policy->findData(qs(chosen->second.string())));
        else if (start != nullptr)
            row.policy->setCurrentIndex(row.policy->findData(qs(start->place.string())));
    }
    noDataset_->setVisible(offer.datasets.empty());
    freeze_->setVisible(offer.datasets.empty());
}

void StudyForm::fill() {
    filling_ = true;
    fillDatasets();
    if (name_->text() != choice_.name) name_->setText(choice_.name);
    for (const auto& [preset, box] : rows_)
        box->setChecked(choice_.rows.contains(preset));
    sweep_->setChecked(choice_.sweep);
    weights_->setEnabled(choice_.sweep);
    if (sweepTrouble_.isEmpty() && !weights_->hasFocus()) weights_->setText(weightsText(choice_.weights));
    sweepWhy_->setText(choice_.sweep ? sweepTrouble_ : QString());
    sweepWhy_->setVisible(!sweepWhy_->text().isEmpty());
    seeds_->setValue(choice_.seeds);
    steps_->setValue(choice_.steps);
    filling_ = false;

    const QString lacks = missing();
    StudyForecast forecast;
    if (lacks.isEmpty()) forecast = studyForecast(choice_, *offer_.launch, offer_.speeds);
    for (const auto& [preset, label] : why_) {
        const auto out = forecast.leftOut.find(strategyName(preset));
        label->setText(out == forecast.leftOut.end() ? QString() : out->second);
    }
    const bool none = lacks.isEmpty() && forecast.runs == 0;
    const auto say = [&](const char* icon, Token ink, const QString& head, const QString& text) {
        verdict_->say(QLatin1String(icon), ink, head, text);
    };
    const QString runs = counted(forecast.runs, tr("1 run"), tr("%1 runs")) + QStringLiteral(" · ") +
                         counted(forecast.steps, tr("1 step"), tr("%1 steps"));
    if (busy_)
        say("clock", Token::Text2, tr("The runs of the study are being made"),
            tr("Datasets and policies are checked, then they go into the queue."));
    else if (!lacks.isEmpty())
        say("caution", Token::Caution, lacks, {});
    else if (none)
        say("caution", Token::Caution, tr("Every strategy is left out on these datasets"), {});
    else if (!trouble_.isEmpty())
        say("alarm", Token::Alarm, tr("The study couldn’t be started"), trouble_);
    else
        say("check", Token::Good, runs,
            forecast.total_s
                ? tr("About %1 in all, as fast as earlier runs here. It goes on when the window is closed.")
                      .arg(durationText(*forecast.total_s))
                : tr("No run with a policy of this size was trained here yet: how long it takes is known "
                     "after "
                     "the first."));
    start_->setEnabled(!busy_ && lacks.isEmpty() && !none);
    start_->setToolTip(start_->isEnabled() ? tr("Start study (Ctrl+Return)")
                                           : plainToolTip(verdict_->head()));
}

} // namespace vrft::ui
