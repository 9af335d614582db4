// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/strategy_panel.h"

#include "core/error.h"
#include "ui/runs/threshold_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/page_bar.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/switch.h"
#include "ui/widgets/text.h"
#include "ui/workspace/reward_words.h"
#include "ui/workspace/run_names.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QVBoxLayout>
#include <algorithm>

namespace vrft::ui {

namespace {

constexpr double kRecitation = 0.2; // of the presets
constexpr int kMostDifferences = 8;
constexpr int kSavedRole = Qt::UserRole + 1; // name of a saved recipe

// A table's new body: the old one goes with everything in it.
QWidget* anew(QWidget*& old, QVBoxLayout* column) {
    const int at = column->indexOf(old);
    delete old;
    old = new QWidget(column->parentWidget());
    column->insertWidget(at, old);
    old->show(); // now, not at the layout's next turn
    return old;
}

} // namespace

StrategyPanel::StrategyPanel(LaunchModel& model, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , all_(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    all_->setContentsMargins(0, 0, 0, 0);
    all_->setSpacing(0);
    auto* bar = new PageBar(PageBar::Of::Panel, tr("Strategy"), this);
    changed_ = makeLabel(tr("changed"), TextKind::Caption, bar);
    preset_ = new Combo(bar);
    preset_->setObjectName(QStringLiteral("runPreset"));
    preset_->setAccessibleName(tr("Preset"));
    preset_->setToolTip(tr("Preset: a strategy of the paper, to take as it is or to change below"));
    preset_->setMinimumContentsLength(22);
    bar->addAtRight(changed_);
    bar->addAtRight(preset_);
    all_->addWidget(bar);

    knowledge_ = addPart("partKnowledge", tr("Knowledge prompts"),
                         tr("Each image comes with the written definition of every class."), true);
    localise_ = addPart("partLocalise", tr("Localise first"),
                        tr("The model first learns to box what is asked about, then to judge it."), false);
    recitation_ = addPart("partRecitation", tr("Recitation reward"), {}, true);
    fuzzy_ = addPart("partFuzzy", tr("Fuzzy grades"),
                     tr("An answer one grade off still earns part of the reward."), false);
    recitation_.how->addItems({tr("Penalise"), tr("Reward")});
    recitation_.how->setAccessibleName(tr("Recitation"));
    recitation_.how->setToolTip(tr("Whether repeating the knowledge text loses or earns points"));
    recitation_.how->setObjectName(QStringLiteral("recitationHow"));
    knowledge_.how->setAccessibleName(tr("Version of the knowledge"));
    knowledge_.how->setToolTip(tr("Knowledge of the day the dataset was frozen, or of today"));
    knowledge_.how->setObjectName(QStringLiteral("knowledgeVersion"));

    auto* rewards = new PageBar(PageBar::Of::Panel, tr("Rewards"), this);
    together_ = makeLabel({}, TextKind::Grey, rewards);
    rewards->addAfterTitle(together_);
    edit_ = makeButton(tr("Edit…"), ButtonKind::Link, rewards);
    edit_->setObjectName(QStringLiteral("editRewards"));
    edit_->setAccessibleName(tr("Edit the rewards"));
    edit_->setToolTip(tr("Weights, signs and parameters, with what answers would earn"));
    connect(edit_, &QPushButton::clicked, this, &StrategyPanel::editRewardsWanted);
    rewards->addAtRight(edit_);
    all_->addWidget(rewards);
    rewards_ = new QWidget(this);
    all_->addWidget(rewards_);
    range_ = makeLabel({}, TextKind::Second, this);
    range_->setObjectName(QStringLiteral("rewardRange"));
    range_->setWordWrap(true);
    range_->setContentsMargins(16, 4, 16, 12);
    all_->addWidget(range_);

    all_->addWidget(makeLine(Qt::Horizontal, this));
    auto* alarms = new PageBar(PageBar::Of::Panel, tr("Alarms"), this);
    alarms_ = makeLabel({}, TextKind::Grey, alarms);
    alarms_->setObjectName(QStringLiteral("alarmsChanged"));
    alarms->addAfterTitle(alarms_);
    editAlarms_ = makeButton(tr("Edit…"), ButtonKind::Link, alarms);
    editAlarms_->setObjectName(QStringLiteral("editAlarms"));
    editAlarms_->setAccessibleName(tr("Edit the thresholds of alarms"));
    editAlarms_->setToolTip(tr("From where on the run is in trouble, with the usual values"));
    connect(editAlarms_, &QPushButton::clicked, this, &StrategyPanel::editAlarmsWanted);
    alarms->addAtRight(editAlarms_);
    all_->addWidget(alarms);

    differences_ = new QWidget(this);
    auto* column = new QVBoxLayout(differences_);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(0);
    column->addWidget(makeLine(Qt::Horizontal, differences_));
    auto* differs = new PageBar(PageBar::Of::Panel, tr("Against the run before"), differences_);
    differsFrom_ = makeLabel({}, TextKind::Grey, differs);
    differs->addAfterTitle(differsFrom_);
    column->addWidget(differs);
    differTable_ = new QWidget(differences_);
    column->addWidget(differTable_);
    all_->addWidget(differences_);
    all_->addStretch(1);

    connectParts();
    connect(&model_, &LaunchModel::changed, this, &StrategyPanel::fill);
    fill();
}

StrategyPanel::Part StrategyPanel::addPart(const char* object, const QString& name, const QString& text,
                                           bool choice) {
    auto* box = new QWidget(this);
    Part part{new Switch(name, box), makeLabel(name, TextKind::Head, box),
              makeLabel(text, TextKind::Second, box), makeLabel({}, TextKind::Caption, box), nullptr};
    part.on->setObjectName(QString::fromLatin1(object));
    part.text->setWordWrap(true);
    part.why->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(part.head, 1);
    if (choice) {
        part.how = new Combo(box);
        head->addWidget(part.how);
    }
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addLayout(head);
    words->addWidget(part.text);
    words->addWidget(part.why);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(12);
    row->addWidget(part.on, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    all_->addWidget(box);
    all_->addWidget(makeLine(Qt::Horizontal, this));
    return part;
}

void StrategyPanel::change(const std::function<void(RecipeChoice&)>& how) {
    RecipeChoice choice = model_.choice();
    how(choice);
    model_.setChoice(choice);
}

void StrategyPanel::connectParts() {
    connect(preset_, &QComboBox::activated, this, [this](int index) {
        // A preset is taken whole: budget and objective stay as they were typed, its parts don't.
        if (const QString saved = preset_->itemData(index, kSavedRole).toString(); !saved.isEmpty()) {
            if (const auto found = saved_.find(saved); found != saved_.end()) model_.setChoice(found->second);
            return;
        }
        change([&](RecipeChoice& choice) {
            choice.preset = utf8(preset_->itemData(index).toString());
            choice.edited.reset();
            choice.supervised.reset();
            choice.knowledgePrompt.reset();
            choice.localiseFirst.reset();
            choice.fuzzyGrades.reset();
            choice.recitationWeight.reset();
            choice.rewards.clear();
            choice.weights.clear();
        });
    });
    const auto onSwitch = [this](const Part& part, std::function<void(RecipeChoice&, bool)> write) {
        connect(part.on, &QAbstractButton::clicked, this, [this, write = std::move(write)](bool on) {
            change([&](RecipeChoice& choice) { write(choice, on); });
        });
    };
    onSwitch(knowledge_, [](RecipeChoice& choice, bool on) { choice.knowledgePrompt = on; });
    onSwitch(localise_, [](RecipeChoice& choice, bool on) { choice.localiseFirst = on; });
    onSwitch(fuzzy_, [](RecipeChoice& choice, bool on) { choice.fuzzyGrades = on; });
    const auto recite = [this](bool on) {
        change([&](RecipeChoice& choice) {
            choice.weights.erase("recitation");
            choice.recitationWeight = !on                                    ? 0
                                      : recitation_.how->currentIndex() == 1 ? kRecitation
                                                                             : -kRecitation;
        });
    };
    connect(recitation_.on, &QAbstractButton::clicked, this, recite);
    connect(recitation_.how, &QComboBox::activated, this, [recite] { recite(true); });
    connect(knowledge_.how, &QComboBox::activated, this,
            [this](int index) { model_.choosePresentKnowledge(index == 1); });
}

void StrategyPanel::fill() {
    fillPreset();
    fillParts();
    fillRewards();
    fillAlarms();
    fillDifferences();
}

void StrategyPanel::fillPreset() {
    const QSignalBlocker quiet(preset_);
    preset_->clear();
    const PresetContext context = model_.context();
    auto* items = qobject_cast<QStandardItemModel*>(preset_->model());
    const auto add = [&](std::string_view name) {
        preset_->addItem(presetWords(name), qs(name));
        const QString why = qs(presetRefused(name, context));
        if (why.isEmpty() || items == nullptr) return;
        QStandardItem* item = items->item(preset_->count() - 1);
        item->setEnabled(false);
        item->setToolTip(plainToolTip(why));
    };
    add("vrft-aug"); // the whole method first, then its parts
    for (const std::string_view name : presetNames())
        if (name != "vrft-aug") add(name);
    const std::optional<Recipe>& recipe = model_.recipe();
    const int chosen = addSaved(items);
    preset_->setCurrentIndex(
        chosen >= 0 ? chosen : preset_->findData(qs(recipe ? recipe->preset : model_.choice().preset)));
    changed_->setVisible(chosen < 0 && recipe && !isPreset(*recipe, model_.choice(), context));
}

// Recipes kept under a name, after the presets; the one that is taken as it is, -1: none.
int StrategyPanel::addSaved(QStandardItemModel* items) {
    saved_.clear();
    int chosen = -1;
    if (!model_.offer().recipes.empty()) preset_->insertSeparator(preset_->count());
    for (const SavedRecipe& recipe : model_.offer().recipes) {
        const QString name = qs(recipe.name);
        preset_->addItem(harmlessLine(name));
        preset_->setItemData(preset_->count() - 1, name, kSavedRole);
        std::string why = recipe.problem;
        if (why.empty()) try {
                saved_.emplace(name, choiceFromText(recipe.text, model_.context()));
            } catch (const Error& problem) {
                why = problem.what();
            }
        if (why.empty() && saved_.at(name) == model_.choice()) chosen = preset_->count() - 1;
        QStandardItem* item = items == nullptr ? nullptr : items->item(preset_->count() - 1);
        if (item == nullptr) continue;
        item->setEnabled(why.empty());
        item->setToolTip(plainToolTip(why.empty() ? tr("A recipe saved in this workspace") : qs(why)));
    }
    return chosen;
}

void StrategyPanel::showPart(const Part& part, bool on, const QString& why) {
    part.on->setChecked(on);
    const bool possible = why.isEmpty() || on;
    part.on->setEnabled(possible);
    part.head->setEnabled(possible);
    part.text->setEnabled(possible);
    part.why->setText(why);
    part.why->setVisible(!why.isEmpty());
    part.on->setToolTip(why.isEmpty() ? part.head->text() : plainToolTip(titled(part.head->text(), why)));
    if (part.how != nullptr) part.how->setEnabled(possible);
}

void StrategyPanel::fillParts() {
    const std::optional<Recipe>& recipe = model_.recipe();
    const Strategy strategy = recipe ? recipe->strategy() : Strategy{};
    const Task* task = model_.task();
    const bool known = task != nullptr && !knowledgeText(*task).empty();
    const bool grading = task != nullptr && task->kind == TaskKind::Grading;
    const bool localises = task != nullptr && task->kind == TaskKind::Localisation;
    const QString unknown = known ? QString() : tr("Nothing is written about this task yet: see Knowledge.");

    showPart(knowledge_, strategy.knowledgePrompt, unknown);
    {
        const QSignalBlocker quiet(knowledge_.how);
        knowledge_.how->clear();
        const OfferedDataset* offered = model_.dataset();
        if (offered != nullptr && offered->problem.empty()) {
            knowledge_.how->addItem(offered->frozenVersion > 0
                                        ? tr("Version %1, as frozen").arg(offered->frozenVersion)
                                        : tr("As frozen"));
            if (model_.knowledgeDiffers())
                knowledge_.how->addItem(tr("Version %1, of today").arg(offered->presentVersion));
            knowledge_.how->setCurrentIndex(model_.presentKnowledge() ? 1 : 0);
        }
        knowledge_.how->setVisible(known && knowledge_.how->count() > 1);
    }
    showPart(localise_, strategy.localiseFirst,
             localises                   ? tr("This task asks for boxes already.")
             : model_.boxes() == nullptr ? tr("No dataset with boxes is frozen in this workspace.")
                                         : QString());
    {
        const QSignalBlocker quiet(recitation_.how);
        if (strategy.recitationWeight != 0)
            recitation_.how->setCurrentIndex(strategy.recitationWeight > 0 ? 1 : 0);
    }
    recitation_.text->setText(strategy.recitationWeight > 0
                                  ? tr("Reasoning close to the knowledge text earns points.")
                                  : tr("Reasoning that only repeats the knowledge text loses points."));
    showPart(recitation_, strategy.recitationWeight != 0, unknown);
    showPart(fuzzy_, strategy.fuzzyGrades, grading ? QString() : tr("This task has no grades."));
}

void StrategyPanel::fillRewards() {
    const std::optional<Recipe>& recipe = model_.recipe();
    const Task* task = model_.task();
    edit_->setEnabled(recipe && task != nullptr);
    together_->setText(recipe && recipe->stages.back().combine == Combine::NormaliseEach
                           ? tr("each brought to one scale")
                           : tr("added up for each answer"));
    if (!recipe || task == nullptr) {
        rewards_->hide();
        range_->hide();
        return;
    }
    rewards_->show();
    range_->show();
    const Stage& stage = recipe->stages.back();
    QStringList names;
    for (const RewardSpec& spec : stage.rewards)
        names << qs(spec.name) + rewardMeaning(spec, *task);
    if (names != shownRewards_) {
        shownRewards_ = names;
        weights_.clear();
        auto* grid = new QGridLayout(anew(rewards_, all_));
        grid->setContentsMargins(16, 4, 16, 4);
        grid->setHorizontalSpacing(12);
        grid->setVerticalSpacing(4);
        grid->setColumnStretch(2, 1);
        const QStringList heads{tr("Part"), tr("Weight"), tr("What it measures")};
        for (int column = 0; column < heads.size(); ++column)
            grid->addWidget(makeLabel(heads[column], TextKind::Caption, rewards_), 0, column);
        int line = 1;
        for (const RewardSpec& spec : stage.rewards) {
            const QString name = rewardName(spec.name);
            grid->addWidget(makeLabel(name, TextKind::Body, rewards_), line, 0);
            auto* weight = new NumberField(tr("Weight of %1").arg(name), {-100, 100, false}, false, rewards_);
            weight->edit()->setObjectName(QStringLiteral("weight_") + qs(spec.name));
            weight->setFixedWidth(72);
            connect(weight, &NumberField::valueTyped, this, [this, reward = spec.name](double value) {
                // On the next turn: the row that is typed in may go with what is typed.
                QMetaObject::invokeMethod(
                    this,
                    [this, reward, value] {
                        change([&](RecipeChoice& choice) {
                            if (reward == "recitation")
                                choice.recitationWeight = value;
                            else
                                choice.weights[reward] = value;
                        });
                    },
                    Qt::QueuedConnection);
            });
            weights_.push_back(weight);
            grid->addWidget(weight, line, 1);
            auto* meaning = makeLabel(rewardMeaning(spec, *task), TextKind::Second, rewards_);
            meaning->setWordWrap(true);
            grid->addWidget(meaning, line++, 2);
        }
    }
    for (std::size_t i = 0; i < weights_.size(); ++i)
        weights_[i]->setValue(stage.rewards[i].weight);
    const RewardRange range = rewardRange(stage);
    QString text = tr("Highest possible reward %1. A completely wrong answer in the right form earns %2.")
                       .arg(figure(range.highest, 3), figure(range.wrongInForm, 3));
    if (stage.method == Method::Sft)
        text += QLatin1Char(' ') + tr("A supervised run is judged by it, not trained by it.");
    range_->setText(text);
}

void StrategyPanel::fillAlarms() {
    const std::optional<Recipe>& recipe = model_.recipe();
    editAlarms_->setEnabled(recipe.has_value());
    const int numChanged = recipe ? changedThresholds(recipe->health) : 0;
    alarms_->setText(numChanged == 0 ? tr("usual") : tr("%1 changed").arg(numChanged));
    alarms_->setAccessibleName(tr("Alarms: %1").arg(alarms_->text()));
    setKind(alarms_, kindName(numChanged == 0 ? TextKind::Grey : TextKind::Second));
}

void StrategyPanel::fillDifferences() {
    const std::optional<LastRun>& last = model_.offer().last;
    const std::optional<Recipe>& recipe = model_.recipe();
    const OfferedDataset* offered = model_.dataset();
    differences_->setVisible(last && recipe && offered != nullptr);
    if (differences_->isHidden()) return;

    std::vector<RecipeDifference> found;
    const RunInfo& before = last->info;
    const auto main = before.datasets.find("main");
    if (main != before.datasets.end() && main->second.hash != offered->hash) {
        const OfferedDataset* old = model_.offer().dataset(main->second.hash);
        const auto name = [this](const OfferedDataset& item) {
            return utf8(tr("%1, version %2").arg(qs(item.dataset.task.name)).arg(item.version));
        };
        found.push_back(
            {"dataset", old == nullptr ? main->second.hash.substr(0, 8) : name(*old), name(*offered)});
    }
    if (const PolicyEntry* policy = model_.policy()) {
        const auto place = resolveRunPath(model_.offer().workspace / "runs" / last->name, before.policy.path);
        if (place != policy->place.lexically_normal())
            found.push_back(
                {"policy", place.filename() == "policy" ? utf8(tr("a tuned one")) : place.filename().string(),
                 policy->name});
    }
    if (const Task* task = model_.task(); task != nullptr && before.knowledge.text != knowledgeText(*task))
        found.push_back({"knowledge", utf8(tr("other text")), utf8(model_.knowledgeName())});
    for (RecipeDifference& difference : recipeDifferences(before.recipe, *recipe))
        found.push_back(std::move(difference));

    differsFrom_->setText(found.empty()       ? tr("nothing differs: the same run again")
                          : found.size() == 1 ? tr("differs in one point")
                                              : tr("differs in %1 points").arg(found.size()));
    auto* column = qobject_cast<QVBoxLayout*>(differences_->layout());
    auto* grid = new QGridLayout(anew(differTable_, column));
    grid->setContentsMargins(16, 4, 16, 4);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    for (int part = 0; part < 3; ++part)
        grid->setColumnStretch(part, 1);
    if (found.empty()) return;
    const auto cell = [&](int line, int part, TextKind kind, const QString& text) {
        auto* label = new ElidedLabel(kind, differTable_);
        label->setWholeText(text);
        grid->addWidget(label, line, part);
    };
    cell(0, 1, TextKind::Caption, before.name.empty() ? qs(last->name) : shortRunName(before.name));
    cell(0, 2, TextKind::Caption, tr("This run"));
    const auto valueOf = [](const std::string& key, const std::string& value) {
        const bool name = key == "dataset" || key == "policy" || key == "knowledge";
        return key == "preset" ? presetWords(value) : name ? qs(value) : settingValue(value);
    };
    int line = 1;
    for (const RecipeDifference& difference : found) {
        if (line > kMostDifferences) {
            cell(line, 0, TextKind::Caption,
                 tr("and %1 more").arg(static_cast<int>(found.size()) - kMostDifferences));
            break;
        }
        cell(line, 0, TextKind::Body, settingName(difference.key));
        cell(line, 1, TextKind::Second,
             difference.before.empty() ? QStringLiteral("—") : valueOf(difference.key, difference.before));
        cell(line++, 2, TextKind::Head,
             difference.now.empty() ? QStringLiteral("—") : valueOf(difference.key, difference.now));
    }
}

} // namespace vrft::ui
