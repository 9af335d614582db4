// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/training_page.h"

#include "ui/runs/alarm_bar.h"
#include "ui/runs/answers_panel.h"
#include "ui/runs/chart_board.h"
#include "ui/runs/compare_list.h"
#include "ui/runs/compare_view.h"
#include "ui/runs/new_run_view.h"
#include "ui/runs/run_head.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_log_dialog.h"
#include "ui/runs/run_view.h"
#include "ui/runs/study_page.h"
#include "ui/runs/study_view.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/next_step.h"
#include "ui/widgets/page_bar.h"
#include "ui/widgets/text.h"
#include "ui/workspace/run_names.h"

#include <QAction>
#include <QListView>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

enum TrainingTab { kNewRunTab, kRunsTab, kCompareTab, kStudyTab };

// What a page hands to the one made in another language.
using TrainingState = std::tuple<int, QString, NewRunState, QStringList, StudyViewState>;

} // namespace

TrainingPage::TrainingPage(WorkspaceThread& workspace, QWidget* parent)
    : Workplace(WorkplaceKind::Training, tr("Training"), QStringLiteral("training"), parent)
    , workspace_(workspace) {
    makeActions();
    bar_ = new PageBar(PageBar::Of::Page, tr("Training"), this);
    tabs_ = new QTabBar(bar_);
    tabs_->setObjectName(QStringLiteral("trainingTabs"));
    tabs_->setAccessibleName(tr("Parts of Training"));
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    tabs_->setUsesScrollButtons(false); // the bar has room for all its tabs
    tabs_->addTab(tr("New run"));
    tabs_->setTabToolTip(0, tr("Choose dataset, policy and strategy, try them out, start"));
    tabs_->addTab(tr("Runs"));
    tabs_->setTabToolTip(1, tr("Watch runs and direct them"));
    tabs_->addTab(tr("Compare"));
    tabs_->setTabToolTip(2, tr("Runs beside each other: recipes, curves, answers case by case"));
    tabs_->addTab(tr("Study of strategies"));
    tabs_->setTabToolTip(3, study_->toolTip());
    bar_->addAtRight(tabs_);
    pages_ = new QStackedWidget(this);
    runsPages_ = new QStackedWidget(pages_);
    empty_ = new NextStep(static_cast<int>(WorkplaceKind::Training), runsPages_);
    view_ = new RunView({pause_, stop_, goOn_, review_}, runsPages_);
    runsPages_->addWidget(empty_);
    runsPages_->addWidget(view_);
    newRunView_ = new NewRunView(workspace_, pages_);
    pages_->addWidget(newRunView_);
    compareView_ = new CompareView(pages_);
    pages_->addWidget(runsPages_);
    pages_->addWidget(compareView_);
    studyView_ = new StudyView(workspace_, pages_);
    pages_->addWidget(studyView_);
    tabs_->setCurrentIndex(kRunsTab);
    pages_->setCurrentIndex(kRunsTab);
    view_->list().setNewRunAction(newRun_);
    view_->list().setRowActions(
        {goOn_, pause_, stop_, review_, compare_, thresholds_, rename_, tensorboard_, remove_});
    empty_->setWords(tr("No runs yet"), tr("Choose a frozen dataset and a policy; a dry run shows what will "
                                           "happen before anything is spent."));
    empty_->addStep(newRun_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(bar_);
    all->addWidget(pages_, 1);
    connect(tabs_, &QTabBar::currentChanged, this, [this](int tab) {
        pages_->setCurrentIndex(tab);
        bar_->setTitle(tab == kNewRunTab    ? tr("New run")
                       : tab == kCompareTab ? tr("Compare runs")
                       : tab == kStudyTab   ? tr("Study of strategies")
                                            : tr("Training"));
    });
    connectNewRun();
    connectThread();
    connectView();
    connectCompare();
    connectStudy();
    connectExternal();
    updateActions();
}

QAction* TrainingPage::makeAction(const QString& text, const QKeySequence& keys, const char* name) {
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    addAction(action);
    return action;
}

void TrainingPage::makeActions() {
    newRun_ = makeAction(tr("New run…"), QKeySequence(Qt::CTRL | Qt::Key_T), "newRunAction");
    compare_ = makeAction(tr("Compare"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), "compareRunAction");
    compare_->setToolTip(tr("Puts the run beside those compared"));
    connect(compare_, &QAction::triggered, this, [this] { compareRun(chosen_); });
    study_ =
        makeAction(tr("Study of strategies"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Y), "studyAction");
    study_->setToolTip(tr("Strategies × datasets × seeds as one table with intervals"));
    connect(study_, &QAction::triggered, this, [this] {
        tabs_->setCurrentIndex(kStudyTab);
        studyView_->list()->setFocus(Qt::OtherFocusReason);
    });
    pause_ = makeAction(tr("Pause"), Qt::Key_P, "pauseRunAction");
    stop_ = makeAction(tr("Stop"), QKeySequence(Qt::CTRL | Qt::Key_Period), "stopRunAction");
    stop_->setIcon(vrft::ui::icon(QStringLiteral("stop")));
    goOn_ = makeAction(tr("Resume"), Qt::Key_G, "goOnRunAction");
    review_ = makeAction(tr("Open in Review"), Qt::Key_R, "openInReviewAction");
    table_ = makeAction(tr("Charts"), Qt::Key_C, "chartsAction");
    connect(pause_, &QAction::triggered, this, [this] {
        const bool paused = view_->run() && view_->run()->line.state == RunState::Paused;
        runs_.tell(&RunsWorker::want, chosen_, paused ? Want::Run : Want::Pause);
        pause_->setEnabled(false); // until the engine has heard
    });
    connect(stop_, &QAction::triggered, this, [this] {
        runs_.tell(&RunsWorker::want, chosen_, Want::Stop);
        stop_->setEnabled(false);
        Q_EMIT said(tr("Stopping after this step, with everything saved"));
    });
    connect(goOn_, &QAction::triggered, this, [this] {
        view_->setTrouble({});
        runs_.tell(&RunsWorker::start, chosen_);
        goOn_->setEnabled(false);
    });
    connect(review_, &QAction::triggered, this, [this] {
        if (const RunAnswer* answer = view_->answers().chosen())
            openInReview(answer->id);
        else if (!chosen_.isEmpty())
            openInReview({});
    });
    connect(table_, &QAction::triggered, this, [this] { view_->charts().chooseFirst(); });
    makeRunActions();
}

void TrainingPage::connectThread() {
    connect(&workspace_, &WorkspaceThread::opened, this, [this](const QString& folder) {
        const std::filesystem::path runs = std::filesystem::path(utf8(folder)) / "runs";
        folder_ = runs;
        runs_.tell(&RunsWorker::setFolder, runs);
        compareView_->setFolder(runs);
        if (!chosen_.isEmpty())
            runs_.tell(&RunsWorker::choose, chosen_); // asked for before; where it isn't there, the first
    });
    connect(&runs_.worker(), &RunsWorker::listed, this, &TrainingPage::setRuns);
    connect(&runs_.worker(), &RunsWorker::shown, this, &TrainingPage::setRun);
    connect(&runs_.worker(), &RunsWorker::stepRead, this,
            [this](const QString& run, const AnswersPointer& answers) {
                if (run == chosen_) view_->showAnswersOf(answers);
            });
    connect(&runs_.worker(), &RunsWorker::examplesRead, this,
            [this](const QString& run, const QString& alarm, const AnswersPointer& answers) {
                if (run == chosen_) view_->alarms().showExamples(alarm, answers);
            });
    connect(&runs_.worker(), &RunsWorker::logRead, this,
            [this](const QString&, const QString& text) { showLog(text); });
    connect(&runs_.worker(), &RunsWorker::failed, this, [this](const QString& text) {
        view_->setTrouble(text);
        if (tabs_->currentIndex() == kStudyTab) studyView_->page().setTrouble(text);
        updateActions();
    });
}

void TrainingPage::connectView() {
    connect(&view_->list(), &RunList::chosenByHand, this, &TrainingPage::choose);
    connect(&view_->list(), &RunList::queueStartWanted, this,
            [this] { runs_.tell(&RunsWorker::startQueue); });
    connect(&view_->charts(), &ChartBoard::answersWanted, this,
            [this](int step) { runs_.tell(&RunsWorker::readStep, chosen_, step); });
    connect(&view_->answers(), &AnswersPanel::openWanted, this, &TrainingPage::openInReview);
    AlarmBar& alarms = view_->alarms();
    connect(&alarms, &AlarmBar::examplesWanted, this,
            [this](const RunAlarm& alarm) { runs_.tell(&RunsWorker::readExamples, chosen_, alarm); });
    connect(&alarms, &AlarmBar::dismissed, this, [this](const RunAlarm& alarm) {
        runs_.tell(&RunsWorker::dismiss, chosen_, alarm, reader_);
        Q_EMIT said(tr("“%1” is no problem, says %2").arg(alarm.head, reader_));
    });
    connect(&alarms, &AlarmBar::openWanted, this, &TrainingPage::openInReview);
    connect(&alarms, &AlarmBar::logWanted, this, [this] { runs_.tell(&RunsWorker::readLog, chosen_); });
    connect(&alarms, &AlarmBar::thresholdsWanted, this, &TrainingPage::showThresholds);
    connect(&alarms, &AlarmBar::endWanted, this, [this] { runs_.tell(&RunsWorker::endAndStart, chosen_); });
}

void TrainingPage::connectCompare() {
    connect(compareView_, &CompareView::openWanted, this,
            [this](const QString& run, const QString& completion) {
                Q_EMIT placeWanted({WorkplaceKind::Review, run + QLatin1Char(' ') + completion});
            });
}

void TrainingPage::connectStudy() {
    connect(studyView_, &StudyView::startWanted, this,
            [this](const std::filesystem::path& study, const QStringList& runs) {
                runs_.tell(&RunsWorker::startStudy, study, runs);
            });
    connect(studyView_, &StudyView::stopWanted, this,
            [this](const QStringList& runs) { runs_.tell(&RunsWorker::stopRuns, runs); });
    connect(studyView_, &StudyView::runWanted, this, &TrainingPage::openRun);
    connect(studyView_, &StudyView::said, this, &TrainingPage::said);
    connect(studyView_, &StudyView::datasetPlaceWanted, this, [this] {
        Q_EMIT placeWanted({WorkplaceKind::Dataset, {}});
    });
}

void TrainingPage::compareRun(const QString& run) {
    compareView_->add(run);
    tabs_->setCurrentIndex(kCompareTab);
    compareView_->list().view()->setFocus(Qt::OtherFocusReason);
}

void TrainingPage::connectNewRun() {
    connect(newRun_, &QAction::triggered, this, &TrainingPage::showNewRun);
    connect(newRunView_, &NewRunView::said, this, &TrainingPage::said);
    connect(newRunView_, &NewRunView::started, this, [this](const QString& run) {
        runs_.tell(&RunsWorker::look);
        openRun(run);
    });
    connect(newRunView_, &NewRunView::knowledgePlaceWanted, this, [this](const QString& task) {
        Q_EMIT placeWanted({WorkplaceKind::Knowledge, task});
    });
    connect(newRunView_, &NewRunView::datasetPlaceWanted, this, [this] {
        Q_EMIT placeWanted({WorkplaceKind::Dataset, {}});
    });
}

void TrainingPage::showNewRun() {
    tabs_->setCurrentIndex(kNewRunTab);
    newRunView_->setFocus(Qt::OtherFocusReason); // else it goes on to whatever comes next: a weight
}

void TrainingPage::setRuns(const RunsPointer& runs) {
    list_ = runs;
    view_->setRuns(runs);
    compareView_->setRuns(runs);
    studyView_->setRuns(runs);
    if (!comparedBefore_.isEmpty() && !runs->lines.empty()) {
        compareView_->setCompared(comparedBefore_);
        comparedBefore_.clear();
    }
    runsPages_->setCurrentWidget(runs->lines.empty() ? static_cast<QWidget*>(empty_) : view_);
    const bool there = std::any_of(runs->lines.begin(), runs->lines.end(),
                                   [this](const RunLine& line) { return line.id == chosen_; });
    if (!runs->lines.empty() && !there) choose(view_->list().first());
    view_->list().choose(chosen_);
    updateRunActions();
    Q_EMIT badgeChanged(runs->openAlarms, true, tr("Open alarms: %1").arg(runs->openAlarms));
    Q_EMIT runChanged(runs->now);
}

void TrainingPage::setRun(const RunPointer& run) {
    if (run->line.id != chosen_) return;
    view_->show(run);
    updateActions();
}

void TrainingPage::choose(const QString& run) {
    if (run == chosen_) return;
    chosen_ = run;
    view_->setTrouble({});
    runs_.tell(&RunsWorker::choose, run);
}

void TrainingPage::openRun(const QString& run) {
    tabs_->setCurrentIndex(kRunsTab);
    choose(run);
    view_->list().choose(run);
}

void TrainingPage::open(const PlaceLink& link) {
    const QString dataset = QStringLiteral("dataset/");
    if (!link.what.startsWith(dataset)) return openRun(link.what);
    newRunView_->useDataset(link.what.mid(dataset.size()));
    showNewRun();
}

std::any TrainingPage::state() const {
    return TrainingState(tabs_->currentIndex(), chosen_, newRunView_->state(), compareView_->compared(),
                         studyView_->state());
}

void TrainingPage::setState(const std::any& state) {
    const auto* of = std::any_cast<TrainingState>(&state);
    if (of == nullptr) return;
    const auto& [tab, run, newRun, compared, study] = *of;
    tabs_->setCurrentIndex(tab);
    choose(run);
    newRunView_->beginWith(newRun);
    comparedBefore_ = compared; // once the runs are listed
    studyView_->beginWith(study);
}

QString TrainingPage::unfinished() const {
    if (studyView_->busy()) return tr("The runs of a study are being made");
    if (external_.running()) return tr("A run is being evaluated on another dataset");
    return newRunView_->busy() ? tr("A new run is being tried out or made") : QString();
}

void TrainingPage::leave() {
    newRunView_->leave();
}

void TrainingPage::updateActions() {
    updateRunActions();
    const RunPointer& run = view_->run();
    const RunState state = run ? run->line.state : RunState::Unreadable;
    const bool holds = state == RunState::Working || state == RunState::Paused;
    const bool pending = run && run->orderPending;
    const bool paused = state == RunState::Paused;
    const bool asked = paused && run->wanted == Want::Pause;
    const bool stopping = holds && run->wanted == Want::Stop; // the step it is in is finished first
    pause_->setText(pending && run->wanted == Want::Pause ? tr("Pausing…")
                    : paused                              ? tr("Continue")
                                                          : tr("Pause"));
    pause_->setIcon(vrft::ui::icon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    pause_->setToolTip(paused ? tr("Goes on where it paused")
                              : tr("Holds the run in its step; nothing is lost"));
    pause_->setVisible(holds);
    pause_->setEnabled(holds && !pending && !stopping && (!paused || asked));
    stop_->setText(stopping ? tr("Stopping…") : tr("Stop"));
    stop_->setToolTip(state == RunState::Waiting ? tr("Takes the run out of the queue")
                                                 : tr("Ends after this step, with everything saved"));
    stop_->setVisible(holds || state == RunState::Waiting);
    stop_->setEnabled((holds && !stopping) || state == RunState::Waiting);
    goOn_->setVisible(canGoOn(state));
    goOn_->setEnabled(canGoOn(state));
    goOn_->setText(state == RunState::New  ? tr("Start")
                   : run && run->savedStep ? tr("Resume from step %1").arg(grouped(*run->savedStep))
                                           : tr("Begin again"));
    goOn_->setToolTip(state == RunState::New ? tr("Puts it into the queue")
                                             : tr("Goes on exactly where it was saved"));
    review_->setEnabled(run && run->answers && !run->answers->all.empty());
    table_->setEnabled(run && state != RunState::Unreadable);
    compare_->setEnabled(run && state != RunState::Unreadable);
    thresholds_->setEnabled(run && run->info);
}

void TrainingPage::openInReview(const QString& completion) {
    Q_EMIT placeWanted(
        {WorkplaceKind::Review, completion.isEmpty() ? chosen_ : chosen_ + QLatin1Char(' ') + completion});
}

void TrainingPage::showLog(const QString& text) {
    RunLogDialog dialog(tr("Log of %1").arg(shortRunName(utf8(chosen_))), text, this);
    dialog.exec();
}

QList<QWidget*> TrainingPage::areas() const {
    if (tabs_->currentIndex() == kNewRunTab) return QList<QWidget*>{bar_} + newRunView_->areas();
    if (tabs_->currentIndex() == kCompareTab) return {bar_, &compareView_->list(), compareView_->page()};
    if (tabs_->currentIndex() == kStudyTab) return {bar_, studyView_->leftPanel(), studyView_->middle()};
    if (runsPages_->currentWidget() == empty_) return {bar_, empty_};
    return {bar_, &view_->list(), view_->middle(), &view_->answers()};
}

void TrainingPage::enter() {
    runs_.tell(&RunsWorker::look);
    if (runsPages_->currentWidget() == view_ && pages_->currentWidget() == runsPages_)
        view_->list().view()->setFocus(Qt::OtherFocusReason);
    if (pages_->currentWidget() == compareView_) compareView_->list().view()->setFocus(Qt::OtherFocusReason);
    if (pages_->currentWidget() == studyView_) studyView_->list()->setFocus(Qt::OtherFocusReason);
}

void TrainingPage::setLeftHidden(bool hidden) {
    view_->setLeftHidden(hidden);
    compareView_->setLeftHidden(hidden);
    studyView_->setLeftHidden(hidden);
}

void TrainingPage::setRightHidden(bool hidden) {
    view_->setRightHidden(hidden);
}

std::vector<KeyGroup> TrainingPage::keyGroups() const {
    KeyGroup group;
    group.name = tr("Training");
    group.actions << newRun_ << pause_ << stop_ << goOn_ << review_ << compare_ << study_ << table_ << rename_
                  << remove_;
    group.hands = {{tr("Walk from step to step"), QStringLiteral("← →")},
                   {tr("Pin a step"), tr("Click, Space")},
                   {tr("Answers of a step"), tr("Double-click, Enter")},
                   {tr("Zoom the steps"), tr("Wheel, + −")},
                   {tr("The whole run"), QStringLiteral("0")},
                   {tr("Chart as a table"), QStringLiteral("T")}};
    return {group};
}

MenuActions TrainingPage::menuActions() const {
    MenuActions menus;
    menus.run << newRun_ << pause_ << goOn_ << stop_ << thresholds_ << rename_ << tensorboard_ << remove_;
    menus.go << review_ << compare_ << study_;
    menus.view << table_;
    return menus;
}

} // namespace vrft::ui
