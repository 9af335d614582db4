// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/compare_view.h"

#include "ui/runs/case_card.h"
#include "ui/runs/chart_card.h"
#include "ui/runs/compare_list.h"
#include "ui/runs/evaluation_figures.h"
#include "ui/runs/figure_table.h"
#include "ui/runs/launch_model.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"
#include "ui/workspace/run_names.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace vrft::ui {

namespace {

constexpr int kSideBySide = 1180; // of the page: below, cards stack
constexpr int kMostSettings = 8;
constexpr int kMostEndRows = 12;
constexpr int kChartHeight = 260;
constexpr qsizetype kMostIntervals = 3;
constexpr int kSettle_ms = 60;
constexpr qsizetype kLongestValue = 120;

QFrame* makePanelCard(QWidget* parent, const QString& title, QLabel* beside, QWidget* content) {
    auto* card = new QFrame(parent);
    card->setProperty("kind", QStringLiteral("panelCard"));
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(makeLabel(title, TextKind::Head, card));
    head->addWidget(beside, 1);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(content);
    column->addStretch(1);
    return card;
}

QString valueWords(const SettingRow& row, const std::string& value) {
    if (value.empty()) return QStringLiteral("—");
    const QString words = row.key == "preset" ? presetName(qs(value)) : settingValue(value);
    return harmlessLine(words, kLongestValue);
}

// Whether right answers had a true reason, as a row; empty where no run has one to judge.
std::vector<FigureCell> reasonRow(const std::vector<ComparedRun>& runs, bool test) {
    std::vector<FigureCell> row = {
        {CompareView::tr("Right for the right reason"),
         CompareView::tr(
             "Of the right answers, those whose reasoning names attributes of the image and every "
             "one truly; interval over patients")}};
    std::optional<double> best;
    for (const ComparedRun& run : runs)
        if (const auto& reason = test ? run.testReason : run.heldOutReason)
            best = std::max(best.value_or(0), reason->share.value);
    if (!best) return {};
    for (const ComparedRun& run : runs) {
        const auto& reason = test ? run.testReason : run.heldOutReason;
        if (!reason) {
            row.push_back(
                {QStringLiteral("—"), CompareView::tr("No right answers that are kept and could be judged")});
            continue;
        }
        const FigureWithBounds share{reason->share.value, reason->share.low, reason->share.high};
        row.push_back({withBounds(share, FigureKind::Share),
                       CompareView::tr("%1 of %2 right answers").arg(reason->reasoned).arg(reason->right),
                       share.value == *best});
    }
    return row;
}

} // namespace

QString CompareView::nothingMarked() {
    return tr("Mark two runs or more in the list to see them beside each other.");
}

CompareView::CompareView(QWidget* parent)
    : QWidget(parent)
    , splitter_(new Splitter(QStringLiteral("compare"), {232, 1280}, this))
    , list_(new CompareList(this))
    , page_(new QWidget(this))
    , nothing_(makeLabel(nothingMarked(), TextKind::Grey, page_))
    , trouble_(makeLabel({}, TextKind::Body, page_))
    , scroll_(new QScrollArea(page_))
    , cards_(new QWidget(scroll_))
    , grid_(new QGridLayout)
    , settingsCount_(makeLabel({}, TextKind::Second, cards_))
    , settings_(new FigureTable(tr("How the recipes differ"), kMostSettings, cards_))
    , chart_(new ChartCard(cursor_, cards_))
    , across_(new Segments(tr("What stands across"), {tr("By step"), tr("By time")}, chart_))
    , cases_(new CaseCard(cards_))
    , endOf_(makeLabel({}, TextKind::Second, cards_))
    , end_(new FigureTable(tr("At the end of each run"), kMostEndRows, cards_)) {
    pool_.setMaxThreadCount(1);
    soon_.setSingleShot(true);
    soon_.setInterval(kSettle_ms);
    connect(&soon_, &QTimer::timeout, this, &CompareView::read);
    page_->setObjectName(QStringLiteral("page"));
    page_->setAttribute(Qt::WA_StyledBackground);
    page_->setMinimumWidth(420);
    page_->installEventFilter(this);
    nothing_->setObjectName(QStringLiteral("nothingCompared"));
    nothing_->setWordWrap(true);
    nothing_->setMargin(16);
    setKind(trouble_, QStringLiteral("alarm"));
    trouble_->setObjectName(QStringLiteral("compareTrouble"));
    trouble_->setWordWrap(true);
    trouble_->setContentsMargins(16, 8, 16, 0);
    trouble_->hide();
    settingsCount_->setObjectName(QStringLiteral("settingsCount"));
    settings_->setObjectName(QStringLiteral("comparedSettings"));
    endOf_->setObjectName(QStringLiteral("endOf"));
    end_->setObjectName(QStringLiteral("comparedEnd"));
    settingsCard_ = makePanelCard(cards_, tr("How the recipes differ"), settingsCount_, settings_);
    endCard_ = makePanelCard(cards_, tr("At the end of each run"), endOf_, end_);
    across_->setObjectName(QStringLiteral("comparedAcross"));
    chart_->addAtRight(across_);
    chart_->setMinimumHeight(kChartHeight);
    grid_->setSpacing(12);
    auto* column = new QVBoxLayout(cards_);
    column->setContentsMargins(16, 14, 16, 14);
    column->addLayout(grid_);
    column->addStretch(1);
    scroll_->setWidget(cards_);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setAccessibleName(tr("Runs compared"));
    scroll_->hide();
    auto* page = new QVBoxLayout(page_);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(trouble_);
    page->addWidget(nothing_);
    page->addWidget(scroll_, 1);
    page->addStretch(0);
    splitter_->addWidget(list_);
    splitter_->addWidget(page_);
    splitter_->setStretchFactor(1, 1);
    splitter_->restore();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter_);
    connect(&list_->model(), &CompareListModel::chosenChanged, this, [this] { soon_.start(); });
    connect(across_, &Segments::chosenByHand, this, [this] {
        if (shown_) showChart(true);
    });
    connect(cases_, &CaseCard::pairChosen, this, &CompareView::readPair);
    connect(cases_, &CaseCard::openWanted, this, &CompareView::openWanted);
    arrange();
}

void CompareView::setFolder(const std::filesystem::path& runs) {
    runs_ = runs;
    ++asked_;
    ++askedPair_;
    newsOf_.clear();
}

// Held-out figures of a run that works grow, and one that ends has test figures.
void CompareView::setRuns(const RunsPointer& runs) {
    names_.clear();
    for (const RunLine& line : runs->lines)
        names_[line.id] = run_words::wholeName(line);
    list_->set(runs);
    QString news;
    const QStringList ids = compared();
    for (const RunLine& line : runs->lines)
        if (ids.contains(line.id))
            news += QStringLiteral("%1 %2 %3 %4;")
                        .arg(line.id, names_[line.id])
                        .arg(static_cast<int>(line.state))
                        .arg(line.heldOut.value_or(-1));
    if (news == newsOf_) return;
    newsOf_ = news;
    soon_.start();
}

void CompareView::add(const QString& run) {
    list_->model().choose(run, true);
    list_->view()->setCurrentIndex(list_->model().find(run));
}

void CompareView::setCompared(const QStringList& runs) {
    for (const QString& run : runs)
        list_->model().choose(run, true);
}

QStringList CompareView::compared() const {
    return list_->model().chosen();
}

void CompareView::setLeftHidden(bool hidden) {
    list_->setVisible(!hidden);
}

void CompareView::read() {
    const QStringList ids = compared();
    const int asked = ++asked_;
    if (ids.size() < 2 || runs_.empty()) {
        show(nullptr);
        return;
    }
    nothing_->setText(tr("Comparing the runs…")); // seen while no other comparison is
    QStringList names;
    for (const QString& id : ids)
        names << names_[id];
    pool_.start([this, asked, runs = runs_, ids, names] {
        const ComparisonPointer picture = readComparison(runs, ids, names);
        QMetaObject::invokeMethod(this, [this, asked, picture] {
            if (asked == asked_) show(picture);
        });
    });
}

void CompareView::show(const ComparisonPointer& picture) {
    const bool anew = !shown_ || !picture || shown_->ids != picture->ids;
    shown_ = picture;
    ++askedPair_;
    const bool any = picture != nullptr && picture->ids.size() >= 2;
    nothing_->setText(nothingMarked());
    nothing_->setVisible(!any);
    scroll_->setVisible(any);
    trouble_->setText(picture ? picture->troubles.join(QLatin1Char('\n')) : QString());
    trouble_->setVisible(!trouble_->text().isEmpty());
    tellNote();
    if (!any) return;
    showSettings();
    showChart(anew);
    showEnd();
    std::vector<Token> colours;
    for (qsizetype i = 0; i < picture->ids.size(); ++i)
        colours.push_back(colourOf(i));
    cases_->setRuns(picture->ids, picture->names, colours);
    readPair();
}

void CompareView::readPair() {
    const auto [first, second] = cases_->chosenPair();
    if (!shown_ || first < 0 || second < 0) return;
    const int asked = ++askedPair_;
    cases_->showWaiting();
    pool_.start([this, asked, shown = shown_, first = first, second = second] {
        const CasesPointer cases =
            readCases(shown, static_cast<std::size_t>(first), static_cast<std::size_t>(second));
        QMetaObject::invokeMethod(this, [this, asked, cases] {
            if (asked == askedPair_) cases_->show(cases);
        });
    });
}

Token CompareView::colourOf(qsizetype run) const {
    return list_->model().colourOf(shown_->ids[run]).value_or(Token::S1);
}

void CompareView::showSettings() {
    const RunComparison& comparison = shown_->comparison;
    settingsCount_->setText(
        tr("%1 of %2 settings").arg(comparison.numDifferent()).arg(comparison.settings.size()));
    std::vector<FigureColumn> columns = {{{}, {}, false}};
    for (qsizetype i = 0; i < shown_->names.size(); ++i)
        columns.push_back({shown_->names[i], colourOf(i), false});
    std::vector<std::vector<FigureCell>> rows;
    for (const SettingRow& row : comparison.settings) {
        if (!row.differs()) continue;
        rows.push_back({{settingName(row.key), qs(row.key)}});
        for (const std::string& value : row.values) {
            // The value only one run has is what sets it apart.
            const auto same = std::count(row.values.begin(), row.values.end(), value);
            rows.back().push_back({valueWords(row, value), {}, same == 1});
        }
    }
    if (rows.empty()) rows.push_back({{tr("Nothing differs: the same recipe, dataset and policy")}});
    settings_->set(std::move(columns), std::move(rows));
}

void CompareView::showChart(bool anew) {
    ChartPlan plan;
    plan.id = QStringLiteral("compared");
    plan.title = shown_->boxes ? tr("Held-out box overlap") : tr("Held-out accuracy");
    across_->button(1)->setEnabled(shown_->across != Across::Steps);
    across_->button(1)->setToolTip(shown_->across == Across::Steps
                                       ? tr("No run says how long it worked")
                                       : tr("Over the time each run worked: sampling, scoring and updates, "
                                            "without evaluations and pauses"));
    if (shown_->across == Across::Steps) across_->choose(0);
    plan.sentence = byTime()
                        ? tr("Each run on its held-out patients, over the seconds it sampled, scored and "
                             "learned; bands are 95 % intervals over patients.")
                        : tr("Each run on its held-out patients; bands are 95 % intervals over patients.");
    plan.headValue = false;
    // More than three intervals over each other can't be told apart.
    const bool intervals = shown_->names.size() <= kMostIntervals;
    for (qsizetype i = 0; i < shown_->names.size(); ++i)
        plan.series.push_back({fmt::format("{}/value", i), shown_->names[i], colourOf(i), true,
                               intervals ? fmt::format("{}/low", i) : std::string(),
                               intervals ? fmt::format("{}/high", i) : std::string()});
    if (shown_->majority)
        plan.lines = {{tr("always the commonest answer %1").arg(run_words::share(*shown_->majority)),
                       *shown_->majority}};
    if (byTime()) plan.across = shown_->across;
    cursor_.setWhole(std::max(1, byTime() ? shown_->tenths : shown_->steps));
    if (anew) {
        cursor_.pin(std::nullopt);
        cursor_.reset();
    }
    chart_->setPlan(plan);
    chart_->setColumns(byTime() ? shown_->timeCurves : shown_->curves, anew);
}

bool CompareView::byTime() const {
    return across_->chosen() == 1;
}

void CompareView::showEnd() {
    const std::vector<ComparedRun>& runs = shown_->comparison.runs;
    const bool test =
        std::any_of(runs.begin(), runs.end(), [](const ComparedRun& run) { return run.wholeRun(); });
    endOf_->setText(test ? tr("test patients, which chose nothing")
                         : tr("held-out patients, at the best checkpoint so far"));
    std::vector<FigureColumn> columns = {{{}, {}, false}};
    for (qsizetype i = 0; i < shown_->names.size(); ++i)
        columns.push_back({shown_->names[i], colourOf(i), false});
    std::vector<std::vector<FigureCell>> rows;
    for (const EvaluationFigure& of : evaluationFigures()) {
        std::vector<std::optional<FigureWithBounds>> values;
        std::optional<double> best;
        for (const ComparedRun& run : runs) {
            const std::optional<Json>& document = test ? run.test : run.heldOut;
            values.push_back(document ? figureIn(*document, of.key) : std::nullopt);
            if (!values.back()) continue;
            const double value = values.back()->value;
            if (!best || (of.lowerIsBetter ? value < *best : value > *best)) best = value;
        }
        if (!best) continue;
        rows.push_back({{of.name, of.meaning}});
        for (const auto& value : values) {
            FigureCell cell{QStringLiteral("—"), test ? tr("Not finished") : tr("Not evaluated yet")};
            if (value)
                cell = {withBounds(*value, of.kind), {}, value->value == *best && of.key != "majority"};
            rows.back().push_back(cell);
        }
    }
    if (auto row = reasonRow(runs, test); !row.empty()) rows.push_back(std::move(row));
    end_->set(std::move(columns), std::move(rows));
    endCard_->setVisible(end_->numRows() > 0);
}

void CompareView::tellNote() {
    if (!shown_ || shown_->comparison.runs.size() < 2) return list_->setNote({}, true);
    std::set<std::string> datasets;
    QStringList unfinished;
    QStringList mute;
    const std::vector<ComparedRun>& runs = shown_->comparison.runs;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        datasets.insert(runs[i].datasetHash);
        if (runs[i].cases.empty()) mute << shown_->names[static_cast<qsizetype>(i)];
        if (!runs[i].wholeRun()) unfinished << shown_->names[static_cast<qsizetype>(i)];
    }
    QStringList words;
    if (datasets.size() > 1)
        words << tr(
            "The runs hold out different images: figures and curves don’t stand on the same patients.");
    if (!unfinished.isEmpty()) words << tr("Not finished: %1.").arg(unfinished.join(QStringLiteral(", ")));
    if (!mute.isEmpty())
        words << tr("Without answers, so not compared case by case: %1.").arg(enumerated(mute));
    if (words.isEmpty())
        return list_->setNote(tr("Same dataset and same held-out patients: the figures can be compared."),
                              true);
    list_->setNote(words.join(QLatin1Char(' ')), false);
}

void CompareView::arrange() {
    const int columns = page_->width() >= kSideBySide ? 2 : 1;
    if (columns == columns_) return;
    columns_ = columns;
    int place = 0;
    for (QWidget* card :
         {settingsCard_, static_cast<QWidget*>(chart_), static_cast<QWidget*>(cases_), endCard_}) {
        grid_->removeWidget(card);
        grid_->addWidget(card, place / columns, place % columns);
        ++place;
    }
    grid_->setColumnStretch(0, 1);
    grid_->setColumnStretch(1, columns == 2 ? 1 : 0);
}

bool CompareView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == page_ && event->type() == QEvent::Resize) arrange();
    return QWidget::eventFilter(watched, event);
}

} // namespace vrft::ui
