// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/new_run_view.h"

#include "core/error.h"
#include "ui/runs/data_panel.h"
#include "ui/runs/dry_run_panel.h"
#include "ui/runs/engine_launch.h"
#include "ui/runs/policy_dialog.h"
#include "ui/runs/recipe_dialog.h"
#include "ui/runs/rewards_dialog.h"
#include "ui/runs/run_files.h"
#include "ui/runs/save_recipe_dialog.h"
#include "ui/runs/start_bar.h"
#include "ui/runs/strategy_panel.h"
#include "ui/runs/thresholds_dialog.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"
#include "ui/workspace/engine_program.h"
#include "ui/workspace/program_job.h"

#include <QApplication>
#include <QLabel>
#include <QPointer>
#include <QResizeEvent>
#include <QScrollArea>
#include <QThreadPool>
#include <QVBoxLayout>
#include <ctime>

namespace vrft::ui {

namespace {

constexpr int kDataWidth = 336; // pixels, at least
constexpr int kStrategyWidth = 392;
constexpr int kDryWidth = 440;

QScrollArea* scrolled(QWidget* content, int least, QWidget* parent) {
    auto* area = makeScrolling(content, parent);
    area->setMinimumWidth(least);
    return area;
}

// `ask` on a thread of the pool, what it found to `take` here, if `context` still lives.
template <typename Ask, typename Take>
void inPool(QWidget* context, Ask ask, Take take) {
    QThreadPool::globalInstance()->start([context = QPointer<QWidget>(context), ask, take] {
        auto found = ask();
        QMetaObject::invokeMethod(
            qApp,
            [context, take, found = std::move(found)] {
                if (context) take(found);
            },
            Qt::QueuedConnection);
    });
}

} // namespace

NewRunView::NewRunView(WorkspaceThread& workspace, QWidget* parent)
    : QWidget(parent)
    , workspace_(workspace)
    , columns_(new Splitter(QStringLiteral("newRun"), {392, 504, 616}, this))
    , stacked_(new QWidget(this))
    , stack_(new QVBoxLayout(stacked_))
    , data_(new DataPanel(model_))
    , strategy_(new StrategyPanel(model_))
    , dry_(new DryRunPanel) {
    setObjectName(QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    dataScroll_ = scrolled(data_, kDataWidth, columns_);
    strategyScroll_ = scrolled(strategy_, kStrategyWidth, columns_);
    dryScroll_ = scrolled(dry_, kDryWidth, columns_);
    stack_->setContentsMargins(0, 0, 0, 0);
    stack_->setSpacing(0);
    stacked_->hide();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(columns_, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(makeStartBar());
    for (QScrollArea* area : {dataScroll_, strategyScroll_, dryScroll_})
        columns_->addWidget(area);
    columns_->setStretchFactor(2, 1);
    columns_->restore();

    connect(&model_, &LaunchModel::changed, this, &NewRunView::showVerdict);
    for (NumberField* field : findChildren<NumberField*>())
        connect(field, &NumberField::validChanged, this, &NewRunView::showVerdict);
    connect(&model_, &LaunchModel::changed, this, [this] { startTrouble_.clear(); });
    connect(data_, &DataPanel::addPolicyWanted, this, &NewRunView::addPolicy);
    connect(data_, &DataPanel::removePolicyWanted, this, &NewRunView::removePolicy);
    connect(data_, &DataPanel::allSettingsWanted, this, &NewRunView::editSettings);
    connect(data_, &DataPanel::datasetPlaceWanted, this, &NewRunView::datasetPlaceWanted);
    connect(strategy_, &StrategyPanel::editRewardsWanted, this, &NewRunView::editRewards);
    connect(strategy_, &StrategyPanel::editAlarmsWanted, this, &NewRunView::editAlarms);
    connect(dry_, &DryRunPanel::runWanted, this, &NewRunView::dryRun);
    connect(dry_, &DryRunPanel::stopWanted, this, &NewRunView::stopDryRun);
    connect(&workspace_, &WorkspaceThread::opened, this, [this] {
        stopDryRun();
        refresh();
    });
    setFocusProxy(data_->firstField());
    showVerdict();
}

NewRunView::~NewRunView() = default;

QList<QWidget*> NewRunView::areas() const {
    return {data_, strategy_, dry_, save_};
}

NewRunState NewRunView::state() const {
    NewRunState state{model_.state(), {}};
    if (dry_->state() == DryRunPanel::State::Done)
        state.tried = {dry_->result(), dry_->ended(), dryFingerprint_};
    return state;
}

void NewRunView::beginWith(const NewRunState& state) {
    model_.beginWith(state.launch);
    if (!state.tried) return;
    dryFingerprint_ = state.tried->fingerprint;
    dry_->show(state.tried->result, state.tried->ended);
    showVerdict();
}

QWidget* NewRunView::makeStartBar() {
    verdict_ = new StartBar(QStringLiteral("verdict"), this);
    save_ = makeButton(tr("Save recipe…"), ButtonKind::Plain, verdict_);
    save_->setObjectName(QStringLiteral("saveRecipe"));
    save_->setToolTip(tr("Keep these settings under a name, or take out kept ones"));
    connect(save_, &QPushButton::clicked, this, &NewRunView::saveRecipe);
    start_ = makeButton(tr("Start run"), ButtonKind::Filled, verdict_);
    start_->setObjectName(QStringLiteral("startRun"));
    start_->setShortcut(Qt::CTRL | Qt::Key_Return);
    connect(start_, &QPushButton::clicked, this, &NewRunView::start);
    verdict_->addButton(save_);
    verdict_->addButton(start_);
    return verdict_;
}

void NewRunView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void NewRunView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

// Three columns become two: data and strategy one scroll.
void NewRunView::arrange() {
    constexpr int kHandles = 2;
    const int needed = leastWidth(data_, kDataWidth) + leastWidth(strategy_, kStrategyWidth) +
                       leastWidth(dry_, kDryWidth) + kHandles;
    const bool narrow = width() < needed;
    if (narrow == narrow_) return;
    narrow_ = narrow;
    if (narrow) {
        dataScroll_->takeWidget();
        strategyScroll_->takeWidget();
        stack_->addWidget(data_);
        stack_->addWidget(strategy_);
        data_->show();
        strategy_->show();
        dataScroll_->setWidget(stacked_);
        stacked_->show();
        strategyScroll_->hide();
    } else {
        dataScroll_->takeWidget();
        stacked_->setParent(this);
        stacked_->hide();
        dataScroll_->setWidget(data_);
        strategyScroll_->setWidget(strategy_);
        strategyScroll_->show();
    }
    data_->show();
    strategy_->show();
    fitColumns();
}

// A column is never narrower than what it holds: it scrolls only down.
int NewRunView::leastWidth(const QWidget* content, int least) {
    constexpr int kScrollBar = 12;
    return std::max(least, content->minimumSizeHint().width() + kScrollBar);
}

void NewRunView::fitColumns() {
    for (const auto& [area, least] :
         {std::pair(dataScroll_, kDataWidth), std::pair(strategyScroll_, kStrategyWidth),
          std::pair(dryScroll_, kDryWidth)})
        if (const QWidget* content = area->widget()) area->setMinimumWidth(leastWidth(content, least));
    // Three columns never hold the window open: it can always shrink to two.
    setMinimumWidth(std::max(leastWidth(data_, kDataWidth), leastWidth(strategy_, kStrategyWidth)) +
                    leastWidth(dry_, kDryWidth) + 1);
}

void NewRunView::refresh() {
    const std::filesystem::path folder = workspace_.folder();
    if (folder.empty()) return;
    workspace_.read(
        this, [](Workspace& workspace) { return readStoredSources(workspace); },
        [this, folder](const StoredSources& stored) {
            inPool(
                this,
                [folder, stored, program = engineProgram()] {
                    return std::pair(readLaunchOffer(folder, stored), std::filesystem::exists(program));
                },
                [this, folder](const std::pair<LaunchOfferPointer, bool>& found) {
                    if (folder != workspace_.folder()) return; // another workspace by now
                    engineFound_ = found.second;
                    take(found.first);
                });
        });
}

void NewRunView::take(const LaunchOfferPointer& offer) {
    model_.setOffer(offer);
    fitColumns();
    if (const std::string wanted = std::exchange(wantedDataset_, {}); !wanted.empty())
        model_.chooseDataset(wanted);
}

void NewRunView::useDataset(const QString& hash) {
    wantedDataset_ = utf8(hash);
    if (isVisible()) refresh(); // else it does when it comes up
}

void NewRunView::leave() {
    stopDryRun();
}

QString NewRunView::runMissing() const {
    if (workspace_.folder().empty()) return tr("No workspace is open.");
    if (!engineFound_)
        return tr("The engine isn’t where it should be (%1). Install the program completely, or set its "
                  "place in "
                  "Settings.")
            .arg(qs(engineProgram().string()));
    for (const NumberField* field : findChildren<NumberField*>())
        if (field->isVisibleTo(this) && !field->valid())
            return tr("A number can’t be used. %1.").arg(field->trouble());
    return model_.missing();
}

void NewRunView::showVerdict() {
    const QString missing = runMissing();
    const bool tried =
        dry_->state() == DryRunPanel::State::Done || dry_->state() == DryRunPanel::State::Failed;
    const bool current = tried && dryFingerprint_ == model_.fingerprint();
    const DryRunResult& result = dry_->result();
    dry_->setStale(tried && !current);
    dry_->setPossible(starting_ ? tr("The run is being made.") : missing);
    data_->setMeasured(current && result.step_s
                           ? tr("About %1 on this computer.").arg(durationText(result.total_s))
                           : QString());
    const bool full = current && result.diskBytes && *result.diskBytes >= result.freeBytes;
    const bool memory = current && result.memory && !result.memory->fits;
    const bool refused = current && dry_->state() == DryRunPanel::State::Failed && result.gold &&
                         result.gold->full < result.gold->samples;
    QString why;
    if (starting_) {
        verdict_->say(QStringLiteral("clock"), Token::Text2, tr("The run is being made"),
                      tr("Dataset and policy are checked, then it goes into the queue."));
        why = tr("The run is being made.");
    } else if (!missing.isEmpty()) {
        verdict_->say(QStringLiteral("caution"), Token::Caution, missing, {});
        why = missing;
    } else if (!startTrouble_.isEmpty()) {
        verdict_->say(QStringLiteral("alarm"), Token::Alarm, tr("The run couldn’t be made"), startTrouble_);
    } else if (refused) {
        why = tr("The reference answers can’t earn the highest reward.");
        verdict_->say(QStringLiteral("alarm"), Token::Alarm, why,
                      tr("What stands in the way is said in the dry run."));
    } else if (full) {
        why = tr("The disk is too small: %1 needed, %2 free.")
                  .arg(bytesText(*result.diskBytes), bytesText(result.freeBytes));
        verdict_->say(QStringLiteral("alarm"), Token::Alarm, why,
                      tr("Make room, or take fewer steps or answers."));
    } else if (memory) {
        verdict_->say(QStringLiteral("caution"), Token::Caution,
                      tr("The memory of this computer is too small"),
                      tr("Take fewer images a step or shorter answers, or the system will end the run."));
    } else if (dry_->state() == DryRunPanel::State::Running) {
        verdict_->say(QStringLiteral("clock"), Token::Text2, tr("The dry run goes on"),
                      tr("Start ends it and begins the run."));
    } else if (current && result.answers && result.answers->mostlyUnreadable()) {
        verdict_->say(QStringLiteral("caution"), Token::Caution,
                      tr("This policy doesn’t answer in the asked form"),
                      tr("It can be started, but will hardly learn: train it supervised first."));
    } else if (current && result.labels && result.labels->shuffled) {
        verdict_->say(
            QStringLiteral("caution"), Token::Caution, tr("Labels look shuffled"),
            tr("It can be started, but can’t learn what isn’t there: see images and labels first."));
    } else if (current && dry_->state() == DryRunPanel::State::Done) {
        verdict_->say(
            QStringLiteral("check"), Token::Good, tr("Ready to start"),
            tr("About %1. It goes on when the window is closed.").arg(durationText(result.total_s)));
    } else if (current) {
        verdict_->say(QStringLiteral("caution"), Token::Caution, tr("The dry run failed"), dryTrouble_);
    } else {
        verdict_->say(QStringLiteral("check"), Token::Good, tr("Ready to start"),
                      tried ? tr("Changed since the dry run.")
                            : tr("Nothing was tried yet: a dry run says within a minute what to expect."));
    }
    save_->setEnabled(model_.recipe().has_value());
    start_->setEnabled(why.isEmpty());
    start_->setToolTip(why.isEmpty() ? tr("Start run (Ctrl+Return)") : plainToolTip(why));
}

void NewRunView::dryRun() {
    stopDryRun();
    if (!runMissing().isEmpty()) return;
    try {
        dryFiles_ = std::make_unique<RunFiles>(model_);
    } catch (const Error& problem) {
        dry_->end(DryRunPanel::State::Failed, qs(problem.what()));
        return;
    }
    dryFingerprint_ = model_.fingerprint();
    dryTrouble_.clear();
    dry_->begin();
    const auto run =
        model_.offer().workspace / "runs" / runFolderName(std::time(nullptr), utf8(model_.name()));
    dryJob_ = new ProgramJob(engineProgram(), dryFiles_->arguments(QStringLiteral("dry-run"), run), this);
    connect(dryJob_, &ProgramJob::record, dry_, &DryRunPanel::take);
    const auto ended = [this](DryRunPanel::State state, const QString& trouble) {
        dryJob_->deleteLater();
        dryJob_ = nullptr;
        dryFiles_.reset();
        dryTrouble_ = trouble;
        dry_->end(state, trouble);
        showVerdict();
    };
    connect(dryJob_, &ProgramJob::finished, this, [ended] { ended(DryRunPanel::State::Done, {}); });
    connect(dryJob_, &ProgramJob::failed, this,
            [ended](const QString& text) { ended(DryRunPanel::State::Failed, text); });
    dryJob_->start();
    showVerdict();
}

void NewRunView::stopDryRun() {
    if (dryJob_ == nullptr) return;
    dryJob_->stop();
    dryJob_->deleteLater();
    dryJob_ = nullptr;
    dryFiles_.reset();
    dry_->end(DryRunPanel::State::Stopped, tr("Stopped. Nothing was written."));
    showVerdict();
}

void NewRunView::start() {
    if (starting_) return;
    if (!runMissing().isEmpty()) {
        showVerdict();
        return;
    }
    stopDryRun(); // the run needs the processor
    startTrouble_.clear();
    const std::string name = runFolderName(std::time(nullptr), utf8(model_.name()));
    const auto run = model_.offer().workspace / "runs" / name;
    try {
        checkRunName(name);
        startFiles_ = std::make_unique<RunFiles>(model_);
    } catch (const Error& problem) {
        startFailed(qs(problem.what()));
        return;
    }
    starting_ = true;
    startJob_ = new ProgramJob(engineProgram(), startFiles_->arguments(QStringLiteral("init"), run), this);
    connect(startJob_, &ProgramJob::finished, this, [this, name] { startTraining(qs(name)); });
    connect(startJob_, &ProgramJob::failed, this, &NewRunView::startFailed);
    startJob_->start();
    showVerdict();
}

void NewRunView::startTraining(const QString& run) {
    startJob_->deleteLater();
    startJob_ = nullptr;
    startFiles_.reset();
    inPool(
        this,
        [runs = model_.offer().workspace / "runs", name = utf8(run)] {
            try {
                launchRun(runs, name);
                return QString();
            } catch (const Error& problem) {
                return qs(problem.what());
            }
        },
        [this, run](const QString& trouble) {
            starting_ = false;
            start_->setEnabled(true);
            start_->setFocus();
            if (trouble.isEmpty()) {
                Q_EMIT started(run);
                refresh(); // it is the run before, from now on
            } else {
                startTrouble_ = tr("The run is made, but no engine could be started: %1").arg(trouble);
            }
            showVerdict();
        });
}

void NewRunView::startFailed(const QString& text) {
    if (startJob_ != nullptr) startJob_->deleteLater();
    startJob_ = nullptr;
    startFiles_.reset();
    starting_ = false;
    startTrouble_ = text;
    showVerdict();
}

void NewRunView::addPolicy() {
    PolicyDialog dialog(workspace_.folder(), this);
    if (dialog.exec() != QDialog::Accepted) return;
    model_.choosePolicy(dialog.folder());
    Q_EMIT said(tr("Policy %1 was added").arg(dialog.name()));
    refresh();
}

void NewRunView::removePolicy() {
    const PolicyEntry* chosen = model_.policy();
    if (chosen == nullptr || chosen->kind == PolicyEntry::Kind::Run) return;
    const std::string name = chosen->name;
    inPool(
        this,
        [workspace = workspace_.folder(), name] {
            try {
                const PolicyRemoval removal = vrft::removePolicy(workspace, name);
                return removal.link
                           ? tr("The link to %1 was taken out; its folder is as it was").arg(qs(name))
                           : tr("Policy %1 is in the trash folder of the workspace").arg(qs(name));
            } catch (const Error& problem) {
                return qs(problem.what());
            }
        },
        [this](const QString& text) {
            model_.choosePolicy({});
            Q_EMIT said(text);
            refresh();
        });
}

void NewRunView::editSettings() {
    if (!model_.recipe()) return;
    RecipeDialog dialog(*model_.recipe(), model_.context(), this);
    if (dialog.exec() == QDialog::Accepted) model_.setChoice(dialog.choice());
}

// What is taken stands in place of the preset's, so that the switches say what it makes of them.
void NewRunView::editRewards() {
    const Task* task = model_.task();
    if (!model_.recipe() || task == nullptr || model_.dataset() == nullptr) return;
    const QString id = qs(task->id);
    RewardsWish wish{*model_.recipe(), {}, model_.offer().workspace / "runs"};
    for (const Stage& stage : wish.recipe.stages) {
        const OfferedDataset* boxes = stage.dataset == "localise" ? model_.boxes() : nullptr;
        wish.grounds.push_back(boxes != nullptr ? RewardGround{boxes->dataset.task, boxes->folder}
                                                : RewardGround{*task, model_.dataset()->folder});
    }
    const std::vector<Stage> before = wish.recipe.stages;
    RewardsDialog dialog(std::move(wish), this);
    const int answer = dialog.exec();
    if (answer == RewardsDialog::kKnowledgeWanted) Q_EMIT knowledgePlaceWanted(id);
    if (answer != QDialog::Accepted) return;
    RecipeChoice choice = model_.choice();
    const std::vector<StageRewards> taken = dialog.stages();
    for (std::size_t i = 0; i < taken.size(); ++i)
        if (i + 1 == taken.size() || taken[i] != StageRewards{before[i].rewards, before[i].combine})
            choice.rewards[before[i].name] = taken[i];
    choice.fuzzyGrades.reset();
    choice.recitationWeight.reset();
    choice.weights.clear();
    model_.setChoice(choice);
}

void NewRunView::editAlarms() {
    if (!model_.recipe()) return;
    ThresholdsDialog dialog(model_.recipe()->health, {}, this);
    if (dialog.exec() != QDialog::Accepted) return;
    RecipeChoice choice = model_.choice();
    choice.health = dialog.thresholds();
    model_.setChoice(choice);
}

// What is saved is what is chosen from now on, so that the preset shows its name.
void NewRunView::saveRecipe() {
    if (!model_.recipe()) return;
    SaveRecipeDialog dialog(model_.offer().recipes, model_.name(), this);
    connect(&dialog, &SaveRecipeDialog::removeWanted, this, &NewRunView::takeOutRecipe);
    if (dialog.exec() != QDialog::Accepted || !model_.recipe()) return;
    inPool(
        this,
        [workspace = workspace_.folder(), name = utf8(dialog.name()), recipe = *model_.recipe()] {
            try {
                vrft::ui::saveRecipe(workspace, name, recipe);
                return std::pair(true, tr("The recipe is saved as %1").arg(qs(name)));
            } catch (const Error& problem) {
                return std::pair(false, qs(problem.what()));
            }
        },
        [this, recipe = *model_.recipe()](const std::pair<bool, QString>& saved) {
            Q_EMIT said(saved.second);
            if (!saved.first) return;
            model_.setChoice(choiceFromText(jsonPretty(recipeToJson(recipe)), model_.context()));
            refresh();
        });
}

void NewRunView::takeOutRecipe(const QString& name) {
    inPool(
        this,
        [workspace = workspace_.folder(), name] {
            try {
                removeRecipe(workspace, utf8(name));
                return tr("The recipe %1 is in the trash folder of the workspace").arg(name);
            } catch (const Error& problem) {
                return qs(problem.what());
            }
        },
        [this](const QString& text) {
            Q_EMIT said(text);
            refresh();
        });
}

} // namespace vrft::ui
