// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/study_page.h"

#include "core/error.h"
#include "core/files.h"
#include "ui/runs/figure_table.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/text.h"
#include "ui/workspace/run_names.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPointer>
#include <QScrollArea>
#include <QThreadPool>
#include <QUrl>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kMostSeedRows = 10;

QVBoxLayout* cardIn(QVBoxLayout* column, QWidget* parent, QWidget** card = nullptr) {
    auto* frame = new QFrame(parent);
    frame->setProperty("kind", QStringLiteral("panelCard"));
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(12, 10, 12, 12);
    inside->setSpacing(8);
    column->addWidget(frame);
    if (card != nullptr) *card = frame;
    return inside;
}

// A small file of the study, read off the window's thread.
template <typename Take>
void withStudyFile(QWidget* context, const std::filesystem::path& file, Take take) {
    QThreadPool::globalInstance()->start([context = QPointer<QWidget>(context), file, take] {
        std::string text;
        QString trouble;
        try {
            text = readTextFile(file);
        } catch (const Error& problem) {
            trouble = harmlessLine(qs(problem.what()), 600);
        }
        QMetaObject::invokeMethod(
            qApp,
            [context, take, text, trouble] {
                if (context) take(text, trouble);
            },
            Qt::QueuedConnection);
    });
}

} // namespace

StudyPage::StudyPage(QWidget* parent)
    : QWidget(parent) {
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeHead());
    all->addWidget(makeLine(Qt::Horizontal, this));
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(12);
    trouble_ = makeLabel({}, TextKind::Body, content);
    setKind(trouble_, QStringLiteral("alarm"));
    trouble_->setObjectName(QStringLiteral("studyTrouble"));
    trouble_->setWordWrap(true);
    column->addWidget(trouble_);

    QVBoxLayout* card = cardIn(column, content);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    datasets_ = new Combo(content);
    datasets_->setObjectName(QStringLiteral("studyDataset"));
    datasets_->setAccessibleName(tr("Dataset of the table"));
    datasets_->setToolTip(tr("Dataset whose table is shown"));
    connect(datasets_, &QComboBox::activated, this, [this](int index) {
        dataset_ = datasets_->itemData(index).toString();
        fill();
    });
    of_ = makeLabel({}, TextKind::Second, content);
    of_->setWordWrap(true);
    head->addWidget(datasets_);
    head->addWidget(of_, 1);
    card->addLayout(head);
    forest_ = new StudyForest(content);
    card->addWidget(forest_);
    legend_ = makeLabel({}, TextKind::Caption, content);
    legend_->setObjectName(QStringLiteral("studyLegend"));
    legend_->setWordWrap(true);
    card->addWidget(legend_);
    conclusion_ = makeLabel({}, TextKind::Body, content);
    conclusion_->setObjectName(QStringLiteral("studyConclusion"));
    conclusion_->setWordWrap(true);
    card->addWidget(conclusion_);
    notes_ = makeLabel({}, TextKind::Body, content);
    setKind(notes_, QStringLiteral("caution"));
    notes_->setObjectName(QStringLiteral("studyNotes"));
    notes_->setWordWrap(true);
    card->addWidget(notes_);

    QVBoxLayout* below = cardIn(column, content, &seedCard_);
    auto* seedHead = new QHBoxLayout;
    seedHead->setSpacing(8);
    seedsOf_ = makeLabel({}, TextKind::Head, content);
    seedsOf_->setObjectName(QStringLiteral("studySeedsOf"));
    openRun_ = makeButton(tr("Open run"), ButtonKind::Plain, content);
    openRun_->setObjectName(QStringLiteral("openStudyRun"));
    openRun_->setToolTip(tr("Shows the chosen run in Runs (Return, double-click)"));
    connect(openRun_, &QPushButton::clicked, this, &StudyPage::openSeed);
    seedHead->addWidget(seedsOf_, 1);
    seedHead->addWidget(openRun_);
    below->addLayout(seedHead);
    seeds_ = new FigureTable(tr("Runs of the strategy"), kMostSeedRows, content);
    seeds_->setObjectName(QStringLiteral("studySeedTable"));
    connect(seeds_, &QAbstractItemView::activated, this, &StudyPage::openSeed);
    below->addWidget(seeds_);
    column->addStretch(1);
    scroll_ = makeScrolling(content, this);
    scroll_->setAccessibleName(tr("Study of strategies"));
    all->addWidget(scroll_, 1);
    connect(forest_, &StudyForest::rowChosen, this, &StudyPage::fillSeeds);
    connect(forest_, &StudyForest::rowOpened, this, [this] {
        if (seedCard_->isVisible()) seeds_->setFocus(Qt::OtherFocusReason);
    });
    fill();
}

QWidget* StudyPage::makeHead() {
    auto* bar = new QWidget(this);
    bar->setObjectName(QStringLiteral("panel"));
    bar->setAttribute(Qt::WA_StyledBackground);
    title_ = makeLabel({}, TextKind::Head, bar);
    title_->setObjectName(QStringLiteral("studyTitle"));
    state_ = makeLabel({}, TextKind::Second, bar);
    state_->setObjectName(QStringLiteral("studyState"));
    state_->setWordWrap(true);
    auto* buttons = new QWidget(bar);
    auto* flow = new QHBoxLayout(buttons);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(8);
    const auto add = [&](const QString& text, const char* name, const QString& tip) {
        QPushButton* button = makeButton(text, ButtonKind::Plain, buttons);
        button->setObjectName(QLatin1String(name));
        button->setToolTip(tip);
        flow->addWidget(button);
        return button;
    };
    stop_ = add(tr("Stop"), "stopStudy",
                tr("Takes its runs out of the queue; the one at work ends after its step"));
    resume_ = add(tr("Resume"), "resumeStudy",
                  tr("Puts what isn’t finished into the queue again; finished runs stay as they are"));
    csv_ =
        add(tr("Copy as CSV"), "copyStudyTable", tr("The whole table as text, with all figures and seeds"));
    figure_ =
        add(tr("Copy figure"), "copyStudyFigure", tr("The forest plot as a drawing (SVG) and as its text"));
    files_ = add(tr("Show files"), "showStudyFiles",
                 tr("Opens the folder with table.md, table.csv and figure.svg"));
    connect(stop_, &QPushButton::clicked, this, [this] {
        stop_->setEnabled(false);
        Q_EMIT stopWanted();
    });
    connect(resume_, &QPushButton::clicked, this, &StudyPage::resumeWanted);
    connect(csv_, &QPushButton::clicked, this, &StudyPage::copyTable);
    connect(figure_, &QPushButton::clicked, this, &StudyPage::copyFigure);
    connect(files_, &QPushButton::clicked, this, &StudyPage::showFiles);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(title_);
    words->addWidget(state_);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(8);
    row->addLayout(words, 1);
    row->addWidget(buttons);
    return bar;
}

void StudyPage::show(const StudyPointer& study, const RunsPointer& runs) {
    const bool other = !study_ || !study || study_->id != study->id;
    study_ = study;
    runs_ = runs;
    if (other) orderTrouble_.clear();
    fill();
}

void StudyPage::setTrouble(const QString& text) {
    orderTrouble_ = text;
    fill();
}

void StudyPage::setBusy(bool busy) {
    busy_ = busy;
    fill();
}

const StudyDatasetTable* StudyPage::shownTable() const {
    if (!study_) return nullptr;
    for (const StudyDatasetTable& table : study_->datasets)
        if (table.name == dataset_) return &table;
    return study_->datasets.empty() ? nullptr : &study_->datasets.front();
}

const RunLine* StudyPage::lineOf(const QString& run) const {
    if (!runs_) return nullptr;
    for (const RunLine& line : runs_->lines)
        if (line.id == run) return &line;
    return nullptr;
}

QString StudyPage::wordsOf(const RunLine& line) const {
    if (line.state == RunState::Working) return tr("step %1").arg(grouped(line.step));
    // The table of one that is finished comes in a moment.
    const bool quiet =
        line.state == RunState::New || line.state == RunState::Waiting || line.state == RunState::Finished;
    return quiet ? QString() : run_words::state(line.state);
}

void StudyPage::fill() {
    fillDatasets();
    fillState();
    const StudyDatasetTable* table = shownTable();
    forest_->setVisible(table != nullptr);
    QString legend;
    if (table != nullptr) {
        StudyRunWords words;
        for (const StudyStrategyRow& row : table->rows)
            for (const StudySeed& seed : row.seeds)
                if (const RunLine* line = seed.finished ? nullptr : lineOf(seed.run))
                    words[seed.run] = wordsOf(*line);
        forest_->set(*table, words);
        of_->setText(
            tr("from %1 · test patients, which chose nothing · mean over seeds, 95 % interval over seeds")
                .arg(table->policy));
        QStringList parts;
        if (table->majority)
            parts << tr("dashed: always the commonest answer %1").arg(run_words::share(*table->majority));
        if (table->plain) parts << tr("line: plain RFT %1").arg(run_words::share(*table->plain));
        parts << tr(
            "Intervals speak of seeds, not of other patients; several rows are compared, and that isn’t "
            "corrected for.");
        legend = parts.join(QStringLiteral(" · "));
        conclusion_->setText(studyConclusion(*table));
    }
    legend_->setText(legend);
    legend_->setVisible(table != nullptr);
    conclusion_->setVisible(table != nullptr && !conclusion_->text().isEmpty());
    of_->setVisible(table != nullptr);
    notes_->setText(study_ ? study_->notes.join(QLatin1Char('\n')) : QString());
    notes_->setVisible(!notes_->text().isEmpty());
    fillSeeds();
}

void StudyPage::fillDatasets() {
    const QSignalBlocker quiet(datasets_);
    QStringList names;
    if (study_)
        for (const StudyDatasetTable& table : study_->datasets)
            names << table.name;
    QStringList shown;
    for (int i = 0; i < datasets_->count(); ++i)
        shown << datasets_->itemData(i).toString();
    if (names != shown) {
        datasets_->clear();
        for (const QString& name : names)
            datasets_->addItem(name, name);
    }
    if (const StudyDatasetTable* table = shownTable()) dataset_ = table->name;
    datasets_->setCurrentIndex(std::max(0, datasets_->findData(dataset_)));
    datasets_->setVisible(!names.isEmpty());
    datasets_->setEnabled(names.size() > 1);
}

void StudyPage::fillState() {
    title_->setText(study_ ? study_->name : QString());
    int working = 0;
    int waiting = 0;
    QStringList failed;
    if (study_)
        for (const QString& run : study_->openRuns())
            if (const RunLine* line = lineOf(run)) {
                if (engineHolds(line->state)) ++working;
                if (line->state == RunState::Waiting) ++waiting;
                if (line->state == RunState::Failed || line->state == RunState::Gone ||
                    line->state == RunState::Unreadable)
                    failed << line->name;
            }
    const bool going = working + waiting > 0;
    const bool finished = study_ && study_->total > 0 && study_->done == study_->total;
    QStringList state;
    if (study_ && study_->total > 0) state << tr("%1 of %2 runs done").arg(study_->done).arg(study_->total);
    if (busy_)
        state << tr("its runs are being made");
    else if (working > 0)
        state << tr("one is trained now");
    else if (waiting > 0)
        state << tr("waiting for the engine");
    else if (study_ && !finished && study_->total > 0)
        state << tr("stopped");
    state_->setText(state.join(QStringLiteral(" · ")));
    stop_->setVisible(going);
    stop_->setEnabled(going && !busy_);
    // Runs that wait for an engine that died are put in again, too.
    const bool stuck = working == 0 && waiting > 0 && runs_ && !runs_->queueTrouble.isEmpty();
    resume_->setVisible((!going || stuck) && study_ && !finished);
    resume_->setEnabled(!busy_);
    const bool table = study_ && !study_->datasets.empty();
    csv_->setEnabled(table);
    figure_->setEnabled(table);
    files_->setEnabled(study_ != nullptr);
    QStringList trouble;
    if (!orderTrouble_.isEmpty()) trouble << orderTrouble_;
    if (study_ && !study_->trouble.isEmpty()) trouble << study_->trouble;
    if (!failed.isEmpty())
        trouble << tr("Not finished by itself: %1. Open the run to see why; Resume tries it again.")
                       .arg(enumerated(failed));
    if (waiting > 0 && runs_ && !runs_->queueTrouble.isEmpty()) trouble << runs_->queueTrouble;
    trouble_->setText(trouble.join(QLatin1Char('\n')));
    trouble_->setVisible(!trouble.isEmpty());
}

void StudyPage::fillSeeds() {
    const StudyStrategyRow* row = forest_->isHidden() ? nullptr : forest_->chosen();
    const bool any = row != nullptr && !row->seeds.empty();
    seedCard_->setVisible(any);
    if (!any) return;
    const int before = seeds_->currentIndex().row();
    const bool same = seedsOf_->text() == row->name;
    seedsOf_->setText(row->name);
    std::vector<std::vector<FigureCell>> rows;
    seedRuns_.clear();
    for (const StudySeed& seed : row->seeds) {
        const RunLine* line = lineOf(seed.run);
        QString state = seed.finished ? tr("finished") : tr("its folder isn’t there");
        if (!seed.finished && line != nullptr)
            state = line->state == RunState::Working
                        ? tr("step %1 of %2").arg(grouped(line->step), grouped(line->totalSteps))
                        : run_words::state(line->state);
        rows.push_back({{tr("seed %1").arg(seed.seed)},
                        {seed.value ? run_words::share(*seed.value) : QStringLiteral("—")},
                        {seed.rise ? run_words::signedShare(*seed.rise) : QStringLiteral("—")},
                        {state},
                        {harmlessLine(shortRunName(utf8(seed.run)), 120), harmlessLine(seed.run, 200)}});
        seedRuns_ << seed.run;
    }
    const StudyDatasetTable* table = shownTable();
    seeds_->set({{tr("Seed"), {}, false},
                 {table != nullptr && table->boxes ? tr("Overlap") : tr("Accuracy")},
                 {tr("From the start")},
                 {tr("State"), {}, false},
                 {tr("Run"), {}, false}},
                std::move(rows));
    const int chosen = same && before >= 0 && before < seedRuns_.size() ? before : 0;
    seeds_->setCurrentIndex(seeds_->model()->index(chosen, 0));
}

void StudyPage::openSeed() {
    const int row = seeds_->currentIndex().row();
    if (row < 0 || row >= seedRuns_.size()) return;
    if (lineOf(seedRuns_[row]) == nullptr)
        return setTrouble(tr("%1 isn’t in this workspace any more.").arg(harmlessLine(seedRuns_[row], 120)));
    Q_EMIT runWanted(seedRuns_[row]);
}

void StudyPage::copyTable() {
    if (!study_) return;
    withStudyFile(this, study_->folder / "table.csv",
                  [this](const std::string& text, const QString& trouble) {
                      if (!trouble.isEmpty()) return setTrouble(trouble);
                      QGuiApplication::clipboard()->setText(qs(text));
                      Q_EMIT said(tr("The table is in the clipboard"));
                  });
}

void StudyPage::copyFigure() {
    if (!study_) return;
    withStudyFile(this, study_->folder / "figure.svg",
                  [this](const std::string& text, const QString& trouble) {
                      if (!trouble.isEmpty()) return setTrouble(trouble);
                      auto* drawing = new QMimeData; // the clipboard's
                      drawing->setData(QStringLiteral("image/svg+xml"), QByteArray::fromStdString(text));
                      drawing->setText(qs(text));
                      QGuiApplication::clipboard()->setMimeData(drawing);
                      Q_EMIT said(tr("The figure is in the clipboard"));
                  });
}

void StudyPage::showFiles() {
    if (!study_) return;
    const QString folder = qs(study_->folder.string());
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
        setTrouble(tr("No program here shows folders. It is at %1.").arg(harmlessLine(folder, 400)));
}

} // namespace vrft::ui
