// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/rewards_dialog.h"

#include "core/error.h"
#include "core/files.h"
#include "ui/runs/launch_model.h"
#include "ui/runs/preview_table.h"
#include "ui/runs/reward_row.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/page_bar.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/text.h"
#include "ui/workspace/engine_program.h"
#include "ui/workspace/program_job.h"
#include "ui/workspace/reward_words.h"

#include <QApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPointer>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QThreadPool>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>

namespace vrft::ui {

namespace {

constexpr int kRowsWidth = 420; // pixels, at least
constexpr int kMostTroubles = 3;

bool judgesAnswers(const RewardSpec& spec) {
    return spec.name == "accuracy" || spec.name == "fuzzy_grade" || spec.name == "boxes";
}

// Where a new one begins.
RewardSpec freshSpec(const std::string& name) {
    RewardSpec spec;
    spec.name = name;
    spec.weight = name == "format" ? 0.5 : name == "recitation" ? -0.2 : name == "imitation" ? 0.2 : 1;
    return spec;
}

QString troubleWords(const RewardTrouble& trouble) {
    const QString reference = figure(trouble.reference, 3);
    const QString other = figure(trouble.other, 3);
    switch (trouble.what) {
    case RewardTrouble::What::NothingCounts:
        return RewardsDialog::tr("Every weight is 0: no answer earns more than another.");
    case RewardTrouble::What::CancelsOut:
        return RewardsDialog::tr("The weights cancel out: the reference answer earns %1.").arg(reference);
    case RewardTrouble::What::RightDoesNotPay:
        return RewardsDialog::tr("Being right doesn’t pay: the reference answer earns %1, a wrong one %2.")
            .arg(reference, other);
    case RewardTrouble::What::RightLoses:
        return RewardsDialog::tr("Being right loses points: the reference answer earns %1, a wrong one %2.")
            .arg(reference, other);
    case RewardTrouble::What::TrickPays:
        return RewardsDialog::tr("“%1” earns %2, the reference answer %3.")
            .arg(madeWords(trouble.trick), other, reference);
    }
    return {};
}

} // namespace

RewardsDialog::RewardsDialog(RewardsWish wish, QWidget* parent)
    : QDialog(parent)
    , wish_(std::move(wish))
    , stage_(wish_.recipe.stages.size() - 1)
    , table_(new PreviewTable(this)) {
    setWindowTitle(tr("Rewards"));
    setAccessibleName(tr("Rewards"));
    resize(1120, 700);
    auto* columns = new QHBoxLayout;
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(makeRewards());
    columns->addWidget(makeLine(Qt::Vertical, this));
    columns->addWidget(makePreview(), 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(columns, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(makeFoot());
    for (const Stage& stage : wish_.recipe.stages)
        stages_.push_back({stage.rewards, stage.combine});
    showStage(stage_);
    if (!rows_.empty()) rows_.front()->firstField()->setFocus();
}

RewardsDialog::~RewardsDialog() = default;

// Only where there are several.
void RewardsDialog::makeStages(QBoxLayout* column) {
    if (wish_.recipe.stages.size() < 2) return;
    auto* which = new Combo(this);
    which->setObjectName(QStringLiteral("rewardStage"));
    which->setAccessibleName(tr("Stage"));
    which->setToolTip(tr("The stage of the run whose rewards are shown"));
    for (const Stage& stage : wish_.recipe.stages)
        which->addItem(tr("Stage %1").arg(harmlessLine(qs(stage.name), 40)));
    which->setCurrentIndex(static_cast<int>(stage_));
    connect(which, &QComboBox::activated, this, [this](int index) {
        stages_[stage_] = {rewards(), combine()};
        showStage(static_cast<std::size_t>(index));
    });
    column->addWidget(which);
}

void RewardsDialog::showStage(std::size_t stage) {
    stage_ = stage;
    source_.reset();
    table_->setSource({});
    combine_->setCurrentIndex(stages_[stage].combine == Combine::NormaliseEach ? 1 : 0);
    fillRows(stages_[stage].rewards, {});
    findRuns();
}

void RewardsDialog::findRuns() {
    QThreadPool::globalInstance()->start(
        [runs = wish_.runs, task = ground().task, turn = stage_, dialog = QPointer(this)] {
            auto found = previewRuns(runs, task);
            QMetaObject::invokeMethod(
                qApp,
                [dialog, turn, found = std::move(found)] {
                    if (dialog && dialog->stage_ == turn) dialog->fillRuns(found);
                },
                Qt::QueuedConnection);
        });
}

// The stage that is shown is judged with its answers.
QString RewardsDialog::otherStageTrouble() const {
    for (std::size_t i = 0; i < stages_.size(); ++i) {
        if (i == stage_) continue;
        try {
            checkRewards(stages_[i].rewards, wish_.grounds[i].task);
        } catch (const Error& problem) {
            return tr("Stage %1: %2")
                .arg(harmlessLine(qs(wish_.recipe.stages[i].name), 40), qs(problem.what()));
        }
    }
    return {};
}

QWidget* RewardsDialog::makeRewards() {
    auto* panel = new QWidget(this);
    panel->setObjectName(QStringLiteral("panel"));
    panel->setAttribute(Qt::WA_StyledBackground);
    panel->setMinimumWidth(kRowsWidth);
    panel->setMaximumWidth(kRowsWidth + 60);
    auto* bar = new PageBar(PageBar::Of::Panel, tr("Rewards"), panel);
    add_ = makeButton(tr("Add"), ButtonKind::Plain, bar);
    add_->setObjectName(QStringLiteral("addReward"));
    add_->setAccessibleName(tr("Add a reward"));
    add_->setToolTip(tr("Add a reward"));
    add_->setIcon(icon(QStringLiteral("plus")));
    add_->setAutoDefault(false);
    addMenu_ = new QMenu(add_);
    add_->setMenu(addMenu_);
    bar->addAtRight(add_);
    combine_ = new Combo(panel);
    combine_->setObjectName(QStringLiteral("combineRewards"));
    combine_->addItem(tr("Added up for each answer"));
    combine_->addItem(tr("Each brought to one scale first"));
    combine_->setAccessibleName(tr("How rewards are put together"));
    combine_->setToolTip(
        tr("Added up, then compared with the other answers to the image; or each reward compared by "
           "itself, so that one that hardly varies counts as much"));
    connect(combine_, &QComboBox::activated, this, &RewardsDialog::rescore);
    auto* together = new QVBoxLayout;
    together->setContentsMargins(16, 8, 16, 8);
    together->setSpacing(8);
    makeStages(together);
    together->addWidget(combine_);
    rowsPlace_ = new QWidget(panel);
    rowsColumn_ = new QVBoxLayout(rowsPlace_);
    rowsColumn_->setContentsMargins(0, 0, 0, 0);
    rowsColumn_->setSpacing(0);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar);
    column->addLayout(together);
    column->addWidget(makeLine(Qt::Horizontal, panel));
    rowsScroll_ = makeScrolling(rowsPlace_, panel);
    column->addWidget(rowsScroll_, 1);
    return panel;
}

QWidget* RewardsDialog::makePreview() {
    auto* panel = new QWidget(this);
    panel->setObjectName(QStringLiteral("panel"));
    panel->setAttribute(Qt::WA_StyledBackground);
    auto* bar = new PageBar(PageBar::Of::Panel, tr("What answers would earn"), panel);
    runs_ = new Combo(bar);
    runs_->setObjectName(QStringLiteral("previewRun"));
    runs_->setAccessibleName(tr("Answers of"));
    runs_->setToolTip(tr("Whose answers are scored: those of a run asked the same, or made-up ones"));
    runs_->setMinimumContentsLength(20);
    connect(runs_, &QComboBox::activated, this, &RewardsDialog::readSource);
    ask_ = makeButton(tr("Ask the program"), ButtonKind::Plain, bar);
    ask_->setObjectName(QStringLiteral("askExternal"));
    ask_->setAutoDefault(false);
    ask_->setToolTip(tr("Start the external reward’s program and have it score these answers"));
    connect(ask_, &QPushButton::clicked, this, &RewardsDialog::askExternal);
    bar->addAtRight(ask_);
    bar->addAtRight(runs_);
    sourceWords_ = makeLabel(tr("Looking for answers…"), TextKind::Second, panel);
    sourceWords_->setObjectName(QStringLiteral("previewWords"));
    sourceWords_->setWordWrap(true);
    sourceWords_->setContentsMargins(16, 8, 16, 8);
    askWords_ = makeLabel({}, TextKind::Second, panel);
    askWords_->setObjectName(QStringLiteral("askWords"));
    askWords_->setWordWrap(true);
    askWords_->setContentsMargins(16, 8, 16, 8);
    askWords_->hide();
    answers_ = new QTreeView(panel);
    answers_->setObjectName(QStringLiteral("previewAnswers"));
    answers_->setModel(table_);
    answers_->setAccessibleName(tr("Answers and what they would earn"));
    answers_->setToolTip(tr("One row an answer; arrow keys go through them"));
    answers_->setRootIsDecorated(false);
    answers_->setUniformRowHeights(true);
    answers_->setSelectionBehavior(QAbstractItemView::SelectRows);
    answers_->setTabKeyNavigation(false);
    answers_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    answers_->header()->setStretchLastSection(false);
    answers_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    answers_->header()->setSectionResizeMode(PreviewTable::Why, QHeaderView::Stretch);
    connect(answers_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RewardsDialog::showAnswer);
    said_ = makeLabel({}, TextKind::Body, panel);
    setKind(said_, QStringLiteral("reasoning"));
    said_->setObjectName(QStringLiteral("previewSaid"));
    parts_ = makeLabel({}, TextKind::Second, panel);
    parts_->setObjectName(QStringLiteral("previewParts"));
    auto* details = new QWidget(panel);
    auto* inside = new QVBoxLayout(details);
    inside->setContentsMargins(16, 12, 16, 12);
    inside->setSpacing(8);
    for (QLabel* label : {said_, parts_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        inside->addWidget(label);
    }
    inside->addStretch(1);
    auto* below = makeScrolling(details, panel);
    below->setMinimumHeight(8 * said_->fontMetrics().lineSpacing());
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar);
    column->addWidget(sourceWords_);
    column->addWidget(askWords_);
    auto* table = new QHBoxLayout;
    table->setContentsMargins(8, 0, 8, 0);
    table->addWidget(answers_);
    column->addLayout(table, 3);
    column->addWidget(makeLine(Qt::Horizontal, panel));
    column->addWidget(below, 2);
    return panel;
}

QWidget* RewardsDialog::makeFoot() {
    auto* foot = new QWidget(this);
    icon_ = new QLabel(foot);
    icon_->setFixedSize(18, 18);
    words_ = makeLabel({}, TextKind::Second, foot);
    words_->setObjectName(QStringLiteral("rewardsWords"));
    words_->setWordWrap(true);
    words_->setMinimumHeight(2 * words_->fontMetrics().lineSpacing());
    take_ = makeButton(tr("Take these rewards"), ButtonKind::Filled, foot);
    take_->setObjectName(QStringLiteral("takeRewards"));
    take_->setAutoDefault(false); // Return ends the typing of a number, not the dialog
    take_->setShortcut(Qt::CTRL | Qt::Key_Return);
    auto* cancel = makeButton(tr("Cancel"), ButtonKind::Plain, foot);
    cancel->setAutoDefault(false);
    connect(take_, &QPushButton::clicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(8);
    row->addWidget(icon_, 0, Qt::AlignVCenter);
    row->addWidget(words_, 1);
    row->addWidget(cancel);
    row->addWidget(take_);
    return foot;
}

std::vector<StageRewards> RewardsDialog::stages() const {
    std::vector<StageRewards> all = stages_;
    all[stage_] = {rewards(), combine()};
    return all;
}

std::vector<RewardSpec> RewardsDialog::rewards() const {
    std::vector<RewardSpec> specs;
    for (const RewardRow* row : rows_)
        specs.push_back(row->spec());
    return specs;
}

Combine RewardsDialog::combine() const {
    return combine_->currentIndex() == 1 ? Combine::NormaliseEach : Combine::Sum;
}

void RewardsDialog::fillRows(const std::vector<RewardSpec>& specs, const std::string& focus) {
    while (QLayoutItem* item = rowsColumn_->takeAt(0)) {
        if (QWidget* old = item->widget()) { // which may be telling us so just now
            old->hide();
            old->setParent(nullptr);
            old->deleteLater();
        }
        delete item;
    }
    rows_.clear();
    for (const RewardSpec& spec : specs) {
        auto* row = new RewardRow(spec, ground().task, rowsPlace_);
        rows_.push_back(row);
        rowsColumn_->addWidget(row);
        rowsColumn_->addWidget(makeLine(Qt::Horizontal, rowsPlace_));
        connect(row, &RewardRow::changed, this, &RewardsDialog::edited);
        connect(row, &RewardRow::knowledgeWanted, this, [this] { done(kKnowledgeWanted); });
        connect(row, &RewardRow::removeWanted, this, [this, name = spec.name] {
            std::vector<RewardSpec> left = rewards();
            std::erase_if(left, [&](const RewardSpec& one) { return one.name == name; });
            fillRows(left, left.empty() ? std::string() : left.front().name);
        });
        row->show();
        if (spec.name == focus) row->firstField()->setFocus();
    }
    rowsColumn_->addStretch(1);
    fillAdd();
    edited();
}

// Those that this kind of task can earn and that aren't there yet.
void RewardsDialog::fillAdd() {
    addMenu_->clear();
    for (const std::string_view name : rewardNames()) {
        const std::string text(name);
        if (!rewardUnsuitable(text, ground().task.kind).empty()) continue;
        if (std::ranges::any_of(rows_, [&](const RewardRow* row) { return row->spec().name == text; }))
            continue;
        connect(addMenu_->addAction(rewardName(text)), &QAction::triggered, this, [this, text] {
            // On the next turn: the menu is filled anew.
            QMetaObject::invokeMethod(
                this, [this, text] { add(text); }, Qt::QueuedConnection);
        });
    }
    add_->setEnabled(!addMenu_->isEmpty());
}

void RewardsDialog::add(const std::string& name) {
    std::vector<RewardSpec> specs = rewards();
    specs.push_back(freshSpec(name));
    fillRows(specs, name);
    rowsPlace_->layout()->activate();
    rowsPlace_->adjustSize();
    rowsScroll_->ensureWidgetVisible(rows_.back(), 0, 0);
}

void RewardsDialog::fillRuns(const std::vector<PreviewRun>& runs) {
    const QSignalBlocker quiet(runs_);
    runs_->clear();
    for (const PreviewRun& run : runs)
        runs_->addItem(run.name, qs(run.folder));
    runs_->addItem(tr("Made-up answers"), QString());
    runs_->setCurrentIndex(0); // the newest run
    readSource();
}

void RewardsDialog::readSource() {
    stopAsking({});
    external_.clear();
    PreviewWish wish{ground().task, ground().dataset, wish_.runs, utf8(runs_->currentData().toString())};
    QThreadPool::globalInstance()->start([wish = std::move(wish), turn = ++reading_,
                                          dialog = QPointer(this)] {
        auto source = readPreview(wish);
        QMetaObject::invokeMethod(
            qApp,
            [dialog, turn, source = std::move(source)] {
                if (!dialog || dialog->reading_ != turn) return;
                dialog->source_ = source;
                dialog->table_->setSource(source);
                const bool made = !source->groups.empty() && source->groups.front().answers.front().made;
                dialog->sourceWords_->setText(
                    !source->trouble.isEmpty() ? source->trouble
                    : made
                        ? tr("No policy said these: they are honest and dishonest answers to images of this "
                             "dataset.")
                        : tr("The newest answers of that run, the answers to one image together."));
                setKind(dialog->sourceWords_,
                        source->trouble.isEmpty() ? QStringLiteral("second") : QStringLiteral("alarm"));
                dialog->rescore();
                if (dialog->table_->rowCount() > 0)
                    dialog->answers_->setCurrentIndex(dialog->table_->index(0, 0));
                dialog->showAnswer();
            },
            Qt::QueuedConnection);
    });
}

void RewardsDialog::edited() {
    const std::vector<RewardSpec> specs = rewards();
    const auto found = std::ranges::find(specs, "external", &RewardSpec::name);
    ask_->setVisible(found != specs.end());
    if (found == specs.end() || found->command != askedCommand_) external_.clear(); // another program's words
    if (found == specs.end()) stopAsking({});
    rescore();
}

void RewardsDialog::rescore() {
    QString trouble;
    for (const RewardRow* row : rows_)
        if (trouble.isEmpty()) trouble = row->trouble();
    if (!trouble.isEmpty()) trouble = tr("A number can’t be used. %1.").arg(trouble);
    if (trouble.isEmpty()) trouble = otherStageTrouble();
    if (!trouble.isEmpty()) {
        ++scoring_;
        PreviewScores scores;
        scores.problem = trouble;
        showTroubles(scores);
        return;
    }
    PreviewSourcePointer source = source_;
    if (!source) source = std::make_shared<PreviewSource>(PreviewSource{ground().task, {}, {}, {}, {}, {}});
    QThreadPool::globalInstance()->start([source, specs = rewards(), combine = combine(),
                                          scale = wish_.recipe.objective.advantageScale, external = external_,
                                          turn = ++scoring_, dialog = QPointer(this)] {
        auto scores = scorePreview(*source, specs, combine, scale, external);
        QMetaObject::invokeMethod(
            qApp,
            [dialog, turn, source, scores = std::move(scores)] {
                if (!dialog || dialog->scoring_ != turn) return;
                if (dialog->source_ == source) dialog->take(scores);
                dialog->showTroubles(scores);
            },
            Qt::QueuedConnection);
    });
}

void RewardsDialog::take(const PreviewScores& scores) {
    table_->setScores(scores);
    showAnswer();
}

void RewardsDialog::showTroubles(const PreviewScores& scores) {
    const bool possible = scores.problem.isEmpty();
    take_->setEnabled(possible);
    take_->setToolTip(possible ? tr("Take these rewards for the new run (%1)")
                                     .arg(take_->shortcut().toString(QKeySequence::NativeText))
                               : plainToolTip(scores.problem));
    QStringList lines;
    for (const RewardTrouble& trouble : scores.troubles)
        if (lines.size() < kMostTroubles) lines << troubleWords(trouble);
    const std::vector<RewardSpec> specs = rewards();
    if (possible && lines.isEmpty() && std::ranges::none_of(specs, judgesAnswers))
        lines << tr("Nothing here compares the answer with the reference.");
    const bool asked =
        std::ranges::find(specs, "external", &RewardSpec::name) == specs.end() || !external_.empty();
    QString text = !possible ? scores.problem
                   : lines.isEmpty()
                       ? tr("The reference answer earns most, and no trick that was tried earns as much.")
                       : lines.join(QLatin1Char(' '));
    if (possible && !asked)
        text += QLatin1Char(' ') + tr("The external reward wasn’t asked and counts 0 here.");
    const bool good = possible && lines.isEmpty();
    words_->setText(text);
    words_->setToolTip(plainToolTip(text));
    setKind(words_, good       ? QStringLiteral("second")
                    : possible ? QStringLiteral("caution")
                               : QStringLiteral("alarm"));
    const Token ink = good ? Token::Good : possible ? Token::Caution : Token::Alarm;
    icon_->setPixmap(iconPixmap(good       ? QStringLiteral("check")
                                : possible ? QStringLiteral("caution")
                                           : QStringLiteral("alarm"),
                                18, colour(ink), devicePixelRatioF()));
}

void RewardsDialog::showAnswer() {
    const QModelIndex current = answers_->currentIndex();
    if (!current.isValid()) {
        said_->clear();
        parts_->clear();
        return;
    }
    said_->setText(harmlessLine(qs(table_->answerOf(current.row()).text), 4000));
    const PreviewScore* score = table_->scoreOf(current.row());
    parts_->setText(score == nullptr ? QString() : partsText(*score));
}

void RewardsDialog::askExternal() {
    if (job_ != nullptr) {
        stopAsking(tr("Stopped."));
        return;
    }
    const std::vector<RewardSpec> specs = rewards();
    const auto spec = std::ranges::find(specs, "external", &RewardSpec::name);
    if (spec == specs.end() || !source_) return;
    files_ = std::make_unique<QTemporaryDir>();
    const std::filesystem::path file = std::filesystem::path(utf8(files_->path())) / "rewards.json";
    try {
        writeFileAtomic(file, jsonPretty(externalRules(*source_, *spec)), false);
    } catch (const Error& problem) {
        stopAsking(qs(problem.what()));
        return;
    }
    external_.clear();
    askedCommand_ = spec->command;
    job_ = new ProgramJob(engineProgram(),
                          {QStringLiteral("score"), QStringLiteral("--rewards"), qs(file.string())}, this);
    connect(job_, &ProgramJob::record, this, [this](const Json& record) {
        if (!record.is_object() || !record.contains("rewards") || !record["id"].is_string()) return;
        const QStringList place = qs(record["id"].get<std::string>()).split(QLatin1Char('/'));
        const Json& said = record["rewards"]["external"];
        if (place.size() != 2 || !said.is_object()) return;
        external_[{place[0].toULongLong(), place[1].toULongLong()}] = {said["score"].get<double>(),
                                                                       said["reason"].get<std::string>()};
    });
    connect(job_, &ProgramJob::finished, this, [this] {
        stopAsking(tr("The program scored %1 answers.").arg(external_.size()));
        rescore();
    });
    connect(job_, &ProgramJob::failed, this, [this](const QString& trouble) {
        stopAsking(trouble);
        setKind(askWords_, QStringLiteral("alarm"));
        rescore();
    });
    ask_->setText(tr("Stop"));
    askWords_->setText(tr("The program is asked…"));
    setKind(askWords_, QStringLiteral("second"));
    askWords_->show();
    job_->start(QByteArray::fromStdString(externalLines(*source_)));
}

void RewardsDialog::stopAsking(const QString& words) {
    if (job_ != nullptr) {
        job_->disconnect(this);
        job_->stop();
        job_->deleteLater();
        job_ = nullptr;
    }
    ask_->setText(tr("Ask the program"));
    ask_->setAccessibleName(ask_->text());
    askWords_->setText(words);
    askWords_->setVisible(!words.isEmpty());
}

} // namespace vrft::ui
