// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/data_panel.h"

#include "core/error.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/page_bar.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

QVBoxLayout* columnOf(QWidget* widget) {
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(4);
    return column;
}

void addCaption(QVBoxLayout* column, const QString& text, QWidget* field) {
    auto* caption = makeLabel(text, TextKind::Caption, field->parentWidget());
    caption->setBuddy(field);
    column->addWidget(caption);
    column->addWidget(field);
}

} // namespace

DataPanel::DataPanel(LaunchModel& model, QWidget* parent)
    : QWidget(parent)
    , model_(model) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(new PageBar(PageBar::Of::Panel, tr("Data and policy"), this));
    all->addWidget(makeData());
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(new PageBar(PageBar::Of::Panel, tr("Budget"), this));
    all->addWidget(makeBudget());
    all->addWidget(makeLine(Qt::Horizontal, this));
    auto* objective = new PageBar(PageBar::Of::Panel, tr("Objective"), this);
    auto* settings = makeButton(tr("All settings…"), ButtonKind::Link, objective);
    settings->setObjectName(QStringLiteral("allSettings"));
    settings->setToolTip(tr("The whole recipe as text, to read and to change"));
    connect(settings, &QPushButton::clicked, this, &DataPanel::allSettingsWanted);
    objective->addAtRight(settings);
    all->addWidget(objective);
    all->addWidget(makeObjective());
    all->addStretch(1);
    connect(&model_, &LaunchModel::changed, this, &DataPanel::fill);
    fill();
}

QWidget* DataPanel::firstField() const {
    return name_;
}

QWidget* DataPanel::makeData() {
    auto* box = new QWidget(this);
    QVBoxLayout* column = columnOf(box);

    name_ = new QLineEdit(box);
    name_->setObjectName(QStringLiteral("runName"));
    name_->setAccessibleName(tr("Name of the run"));
    name_->setToolTip(tr("Name of the run; date and time are put before it"));
    name_->setMaxLength(80);
    connect(name_, &QLineEdit::editingFinished, this, [this] {
        if (name_->isModified()) model_.setName(name_->text());
        name_->setModified(false);
    });
    addCaption(column, tr("Name"), name_);
    column->addSpacing(8);

    datasets_ = new Combo(box);
    datasets_->setObjectName(QStringLiteral("runDataset"));
    datasets_->setAccessibleName(tr("Dataset"));
    datasets_->setToolTip(tr("Frozen dataset to train on"));
    connect(datasets_, &QComboBox::activated, this,
            [this](int index) { model_.chooseDataset(utf8(datasets_->itemData(index).toString())); });
    addCaption(column, tr("Dataset"), datasets_);
    certificate_ = addCheck(column);
    counts_ = addCheck(column);
    renamed_ = addCheck(column);
    renamed_.text->setObjectName(QStringLiteral("renamedClasses"));
    boxes_ = addCheck(column);
    freeze_ = makeButton(tr("Go to Dataset"), ButtonKind::Link, box);
    connect(freeze_, &QPushButton::clicked, this, &DataPanel::datasetPlaceWanted);
    column->addWidget(freeze_, 0, Qt::AlignLeft);
    column->addSpacing(8);

    policies_ = new Combo(box);
    policies_->setObjectName(QStringLiteral("runPolicy"));
    policies_->setAccessibleName(tr("Policy to tune"));
    policies_->setToolTip(tr("Policy the run starts from"));
    connect(policies_, &QComboBox::activated, this,
            [this](int index) { model_.choosePolicy(utf8(policies_->itemData(index).toString())); });
    addCaption(column, tr("Policy to tune"), policies_);
    complete_ = addCheck(column);
    tokens_ = addCheck(column);
    memory_ = addCheck(column);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* add = makeButton(tr("Add a policy…"), ButtonKind::Link, box);
    add->setObjectName(QStringLiteral("addPolicy"));
    add->setToolTip(tr("Link a Hugging Face folder into the workspace; nothing is copied"));
    connect(add, &QPushButton::clicked, this, &DataPanel::addPolicyWanted);
    removePolicy_ = makeButton(tr("Take out"), ButtonKind::Link, box);
    removePolicy_->setObjectName(QStringLiteral("removePolicy"));
    connect(removePolicy_, &QPushButton::clicked, this, &DataPanel::removePolicyWanted);
    row->addWidget(add);
    row->addWidget(removePolicy_);
    row->addStretch(1);
    column->addLayout(row);
    return box;
}

DataPanel::Check DataPanel::addCheck(QVBoxLayout* column) {
    QWidget* parent = column->parentWidget();
    Check check{new QLabel(parent), makeLabel({}, TextKind::Second, parent)};
    check.picture->setFixedSize(16, 16);
    check.text->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(check.picture, 0, Qt::AlignTop);
    row->addWidget(check.text, 1);
    column->addLayout(row);
    return check;
}

void DataPanel::setCheck(const Check& check, const QString& icon, Token ink, const QString& text) const {
    check.picture->setPixmap(iconPixmap(icon, 16, colour(ink), devicePixelRatioF()));
    check.text->setText(text);
    check.text->setToolTip(plainToolTip(text));
    check.picture->setVisible(!text.isEmpty());
    check.text->setVisible(!text.isEmpty());
    setKind(check.text, ink == Token::Alarm ? QStringLiteral("alarm") : QStringLiteral("second"));
}

NumberField* DataPanel::addNumber(const QString& name, double low, double high, bool whole, bool captioned,
                                  std::function<double(const Recipe&)> read,
                                  std::function<void(RecipeChoice&, double)> write) {
    auto* field = new NumberField(name, {low, high, whole}, captioned, this);
    numbers_.push_back({field, std::move(read)});
    connect(field, &NumberField::valueTyped, this, [this, write = std::move(write)](double value) {
        RecipeChoice choice = model_.choice();
        write(choice, value);
        model_.setChoice(choice);
    });
    return field;
}

QWidget* DataPanel::makeBudget() {
    auto* box = new QWidget(this);
    QVBoxLayout* column = columnOf(box);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    const auto place = [&](NumberField* field, const char* name, int at) {
        field->edit()->setObjectName(QString::fromLatin1(name));
        grid->addWidget(field, at / 2, at % 2, Qt::AlignTop);
    };
    place(addNumber(
              tr("Steps"), 1, kMaxSteps, true, true,
              [](const Recipe& recipe) { return recipe.stages.back().steps; },
              [](RecipeChoice& choice, double value) { choice.steps = static_cast<int>(value); }),
          "runSteps", 0);
    place(addNumber(
              tr("Answers per image"), 2, 1024, true, true,
              [](const Recipe& recipe) { return recipe.sampling.completions; },
              [](RecipeChoice& choice, double value) { choice.completions = static_cast<int>(value); }),
          "runAnswers", 1);
    place(addNumber(
              tr("Images per step"), 1, 4096, true, true,
              [](const Recipe& recipe) { return recipe.sampling.promptsPerStep; },
              [](RecipeChoice& choice, double value) { choice.promptsPerStep = static_cast<int>(value); }),
          "runImages", 2);
    place(addNumber(
              tr("Longest answer, tokens"), 1, 32768, true, true,
              [](const Recipe& recipe) { return recipe.sampling.maxNewTokens; },
              [](RecipeChoice& choice, double value) { choice.maxNewTokens = static_cast<int>(value); }),
          "runLongest", 3);
    column->addLayout(grid);
    answers_ = makeLabel({}, TextKind::Caption, box);
    answers_->setObjectName(QStringLiteral("runBudget"));
    answers_->setWordWrap(true);
    column->addSpacing(4);
    column->addWidget(answers_);
    return box;
}

QWidget* DataPanel::makeObjective() {
    auto* box = new QWidget(this);
    QVBoxLayout* column = columnOf(box);
    method_ = new Segments(tr("Objective"), {tr("Reinforcement"), tr("Supervised")}, box);
    method_->button(0)->setObjectName(QStringLiteral("runReinforcement"));
    method_->button(1)->setObjectName(QStringLiteral("runSupervised"));
    connect(method_, &Segments::chosenByHand, this, [this](int index) {
        RecipeChoice choice = model_.choice();
        choice.supervised = index == 1;
        model_.setChoice(choice);
    });
    column->addWidget(method_);
    column->addSpacing(8);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    int line = 0;
    const auto row = [&](const QString& name, const char* object, NumberField* field) {
        auto* caption = makeLabel(name, TextKind::Second, box);
        caption->setWordWrap(true);
        caption->setBuddy(field->edit());
        field->edit()->setObjectName(QString::fromLatin1(object));
        field->setFixedWidth(112);
        grid->addWidget(caption, line, 0);
        grid->addWidget(field, line++, 1);
    };
    const auto number = [&](const QString& name, const char* object, double low, double high, bool whole,
                            std::function<double(const Recipe&)> read,
                            std::function<void(RecipeChoice&, double)> write) {
        row(name, object, addNumber(name, low, high, whole, false, std::move(read), std::move(write)));
    };
    number(
        tr("Stay near the start (KL)"), "runKl", 0, 100, false,
        [](const Recipe& recipe) { return recipe.objective.kl; },
        [](RecipeChoice& choice, double value) { choice.kl = value; });
    number(
        tr("Learning rate"), "runRate", 0, 1, false, [](const Recipe& recipe) { return recipe.optimiser.lr; },
        [](RecipeChoice& choice, double value) { choice.learningRate = value; });
    number(
        tr("Temperature"), "runTemperature", 0.01, 10, false,
        [](const Recipe& recipe) { return recipe.sampling.temperature; },
        [](RecipeChoice& choice, double value) { choice.temperature = value; });
    number(
        tr("Held-out check every, steps"), "runEvery", 1, kMaxSteps, true,
        [](const Recipe& recipe) { return recipe.evaluation.every; },
        [](RecipeChoice& choice, double value) { choice.evaluateEvery = static_cast<int>(value); });
    number(
        tr("Seed"), "runSeed", 0, 9e15, true,
        [](const Recipe& recipe) { return static_cast<double>(recipe.seed); },
        [](RecipeChoice& choice, double value) { choice.seed = static_cast<std::uint64_t>(value); });
    column->addLayout(grid);
    trained_ = makeLabel({}, TextKind::Caption, box);
    trained_->setWordWrap(true);
    column->addSpacing(4);
    column->addWidget(trained_);
    return box;
}

void DataPanel::fill() {
    if (!name_->isModified()) name_->setText(model_.name());
    fillDatasets();
    fillPolicies();
    showDataset();
    showPolicy();
    showBudget();
}

void DataPanel::fillDatasets() {
    const QSignalBlocker quiet(datasets_);
    datasets_->clear();
    for (const OfferedDataset& item : model_.offer().datasets)
        datasets_->addItem(item.problem.empty()
                               ? tr("%1, version %2").arg(qs(item.dataset.task.name)).arg(item.version)
                               : tr("%1, can’t be used").arg(qs(item.name)),
                           qs(item.hash));
    const OfferedDataset* chosen = model_.dataset();
    datasets_->setCurrentIndex(chosen == nullptr ? -1 : datasets_->findData(qs(chosen->hash)));
    datasets_->setEnabled(datasets_->count() > 0);
    freeze_->setVisible(datasets_->count() == 0);
}

void DataPanel::fillPolicies() {
    const QSignalBlocker quiet(policies_);
    policies_->clear();
    for (const PolicyEntry& item : model_.offer().policies) {
        QString name =
            item.kind == PolicyEntry::Kind::Run ? tr("%1, tuned").arg(qs(item.name)) : qs(item.name);
        if (!item.problem.empty()) name = tr("%1, can’t be used").arg(name);
        policies_->addItem(name, qs(item.place.empty() ? item.name : item.place.string()));
    }
    const PolicyEntry* chosen = model_.policy();
    policies_->setCurrentIndex(chosen == nullptr ? -1 : policies_->findData(qs(chosen->place.string())));
    policies_->setEnabled(policies_->count() > 0);
    const bool own = chosen != nullptr && chosen->kind != PolicyEntry::Kind::Run;
    removePolicy_->setEnabled(own);
    removePolicy_->setToolTip(chosen == nullptr ? tr("No policy is chosen")
                              : !own            ? tr("A tuned policy belongs to its run")
                              : chosen->kind == PolicyEntry::Kind::Link
                                  ? tr("Take the link out of the workspace; its folder stays as it is")
                                  : tr("Move the policy to the workspace’s trash"));
}

void DataPanel::showDataset() {
    const OfferedDataset* chosen = model_.dataset();
    for (const Check& check : {certificate_, counts_, renamed_, boxes_})
        setCheck(check, QStringLiteral("check"), Token::Good, {});
    if (chosen == nullptr) {
        setCheck(counts_, QStringLiteral("info"), Token::Text3,
                 tr("No dataset is frozen yet. Label images, then freeze them in Dataset."));
        return;
    }
    if (!chosen->problem.empty()) {
        setCheck(counts_, QStringLiteral("alarm"), Token::Alarm, qs(chosen->problem));
        return;
    }
    const Dataset& dataset = chosen->dataset;
    const auto samples = [&](Split split) {
        return grouped(dataset.counts[static_cast<std::size_t>(split)].samples);
    };
    if (dataset.certificate.overlap == 0)
        setCheck(certificate_, QStringLiteral("shield"), Token::Good,
                 (dataset.certificate.patientsKnown ? tr("No patient in two splits · %1 patients")
                                                    : tr("No patient in two splits · %1 patients, assumed"))
                     .arg(grouped(dataset.certificate.groups)));
    else
        setCheck(certificate_, QStringLiteral("alarm"), Token::Alarm,
                 tr("%1 patients are in two splits: figures of this dataset prove nothing")
                     .arg(grouped(dataset.certificate.overlap)));
    setCheck(counts_, QStringLiteral("dataset"), Token::Text2,
             tr("%1 train · %2 held out · %3 test")
                 .arg(samples(Split::Train), samples(Split::Val), samples(Split::Test)));
    if (!chosen->renamed.isEmpty() && !model_.presentKnowledge())
        setCheck(
            renamed_, QStringLiteral("caution"), Token::Caution,
            tr("Renamed since it was frozen: %1. The run learns the names of that day; freeze a new version "
               "for those of today.")
                .arg(chosen->renamed));
    if (const OfferedDataset* boxes = model_.boxes(); boxes != nullptr && model_.usesBoxes())
        setCheck(boxes_, QStringLiteral("box"), Token::Text2,
                 tr("Boxes from %1, version %2: %3 train")
                     .arg(qs(boxes->dataset.task.name))
                     .arg(boxes->version)
                     .arg(grouped(boxes->dataset.counts[static_cast<std::size_t>(Split::Train)].samples)));
}

void DataPanel::showPolicy() {
    const PolicyEntry* chosen = model_.policy();
    for (const Check& check : {complete_, tokens_, memory_})
        setCheck(check, QStringLiteral("check"), Token::Good, {});
    if (chosen == nullptr) {
        setCheck(complete_, QStringLiteral("info"), Token::Text3,
                 tr("No policy is here yet. Add a folder of Qwen2.5-VL or Qwen2-VL weights, or a tiny one "
                    "that came with "
                    "the program."));
        return;
    }
    if (!chosen->problem.empty()) {
        setCheck(complete_, QStringLiteral("alarm"), Token::Alarm, qs(chosen->problem));
        return;
    }
    const PolicyDescription& policy = chosen->description;
    setCheck(complete_, QStringLiteral("check"), Token::Good,
             tr("Complete, %1 · %2 parameters")
                 .arg(bytesText(static_cast<double>(policy.bytes)), countText(policy.parameters)));
    if (const OfferedDataset* dataset = model_.dataset();
        dataset != nullptr && dataset->imageSize.width > 0) {
        try {
            setCheck(tokens_, QStringLiteral("eye"), Token::Text2,
                     tr("Sees %1 image tokens per picture of %2 × %3")
                         .arg(imageTokens(policy.preprocessor, dataset->imageSize))
                         .arg(dataset->imageSize.width)
                         .arg(dataset->imageSize.height));
        } catch (const Error& problem) {
            setCheck(tokens_, QStringLiteral("alarm"), Token::Alarm, qs(problem.what()));
        }
    }
    const PolicyMemory need = policyMemory(policy.parameters);
    setCheck(memory_, QStringLiteral("info"), Token::Text2,
             tr("Needs %1 of memory to load, %2 to train, and room for images and answers")
                 .arg(bytesText(static_cast<double>(need.load)), bytesText(static_cast<double>(need.train))));
}

void DataPanel::setMeasured(const QString& text) {
    measured_ = text;
    showBudget();
}

void DataPanel::showBudget() {
    const std::optional<Recipe>& recipe = model_.recipe();
    for (const Number& number : numbers_) {
        number.field->setEnabled(recipe.has_value());
        if (recipe) number.field->setValue(number.read(*recipe));
    }
    if (!recipe) return;
    const bool supervised = recipe->stages.back().method == Method::Sft;
    method_->choose(supervised ? 1 : 0);
    const qint64 steps = recipe->totalSteps();
    const qint64 images = steps * recipe->sampling.promptsPerStep;
    QString text = supervised ? tr("%1 images are imitated in all.").arg(grouped(images))
                              : tr("%1 answers in all.").arg(grouped(images * recipe->sampling.completions));
    if (model_.usesBoxes())
        text += QLatin1Char(' ') + tr("%1 steps on boxes, then %2.")
                                       .arg(grouped(recipe->stages.front().steps))
                                       .arg(grouped(recipe->stages.back().steps));
    if (!measured_.isEmpty()) text += QLatin1Char(' ') + measured_;
    answers_->setText(text);
    trained_->setText(recipe->trainable.kind == TrainableKind::Lora
                          ? tr("Adapters of rank %1 are trained.").arg(recipe->trainable.rank)
                          : tr("All parameters are trained."));
}

} // namespace vrft::ui
