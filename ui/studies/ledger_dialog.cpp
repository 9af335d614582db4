// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studies/ledger_dialog.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"

#include <QDateTime>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QProgressBar>
#include <QTreeView>
#include <QVBoxLayout>
#include <numeric>

namespace vrft::ui {

namespace {

struct LedgerRow {
    ImportState state;
    const char* icon;
    Token ink;
};

constexpr std::array<LedgerRow, 5> kRows{{{ImportState::Stored, "check", Token::Good},
                                          {ImportState::Present, "check", Token::Text2},
                                          {ImportState::Conflict, "caution", Token::Caution},
                                          {ImportState::Unreadable, "alarm", Token::Alarm},
                                          {ImportState::NotDicom, "info", Token::Text2}}};

constexpr qsizetype kMostNotes = 4;

bool isTrouble(ImportState state) {
    return state != ImportState::Stored && state != ImportState::Present;
}

QString pathsOf(const ImportRequest& request) {
    if (request.paths.empty()) return {};
    const QString first = qs(request.paths[0].filename().string());
    return request.paths.size() == 1
               ? first
               : LedgerDialog::tr("%1 and %2 more")
                     .arg(first, grouped(static_cast<qint64>(request.paths.size()) - 1));
}

} // namespace

LedgerDialog::LedgerDialog(QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Import ledger"));
    setAccessibleName(tr("Import ledger"));
    resize(720, 560);
    head_ = makeLabel({}, TextKind::Head, this);
    head_->setObjectName(QStringLiteral("ledgerHead"));
    head_->setWordWrap(true);
    rate_ = makeLabel({}, TextKind::Caption, this);
    busy_ = new QProgressBar(this);
    busy_->setTextVisible(false);
    busy_->setAccessibleName(tr("Import under way"));
    auto* top = new QHBoxLayout;
    top->addWidget(head_, 1);
    top->addWidget(rate_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(8);
    all->addLayout(top);
    all->addWidget(busy_);
    all->addWidget(makeRows());
    notes_ = makeLabel({}, TextKind::Second, this);
    notes_->setObjectName(QStringLiteral("ledgerNotes"));
    notes_->setWordWrap(true);
    all->addWidget(notes_);
    all->addWidget(makeTroubles(), 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(makeButtons());
    showOnly(std::nullopt);
}

QWidget* LedgerDialog::makeRows() {
    auto* area = new QWidget(this);
    auto* grid = new QGridLayout(area);
    grid->setContentsMargins(0, 4, 0, 4);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    grid->setColumnMinimumWidth(3, 72);
    int line = 0;
    for (const LedgerRow& row : kRows) {
        const auto at = static_cast<std::size_t>(row.state);
        auto* picture = new QLabel(area);
        picture->setPixmap(
            iconPixmap(QString::fromLatin1(row.icon), 16, colour(row.ink), devicePixelRatioF()));
        counts_[at] = makeLabel(QStringLiteral("0"), TextKind::Head, area);
        grid->addWidget(picture, line, 0);
        grid->addWidget(makeLabel(importStateWord(row.state), TextKind::Body, area), line, 1);
        grid->addWidget(counts_[at], line, 2, Qt::AlignRight);
        if (isTrouble(row.state)) {
            shows_[at] = makeButton(tr("Show"), ButtonKind::Link, area);
            shows_[at]->setObjectName(QStringLiteral("show-") + qs(importStateName(row.state)));
            shows_[at]->setAutoDefault(false);
            connect(shows_[at], &QPushButton::clicked, this, [this, state = row.state] {
                showOnly(troubles_.shownOnly() == state ? std::nullopt : std::optional(state));
                showCounts();
            });
            grid->addWidget(shows_[at], line, 3, Qt::AlignRight);
        }
        grid->setRowMinimumHeight(line, 24);
        ++line;
    }
    grid->addWidget(makeLine(Qt::Horizontal, area), line++, 0, 1, 4);
    found_ = makeLabel(QStringLiteral("0"), TextKind::Head, area);
    found_->setObjectName(QStringLiteral("found"));
    sum_ = makeLabel({}, TextKind::Body, area);
    sum_->setObjectName(QStringLiteral("sum"));
    grid->addWidget(makeLabel(tr("Files found"), TextKind::Head, area), line, 1);
    grid->addWidget(found_, line, 2, Qt::AlignRight);
    grid->addWidget(sum_, line, 3, Qt::AlignRight);
    return area;
}

QWidget* LedgerDialog::makeTroubles() {
    auto* area = new QWidget(this);
    troublesHead_ = makeLabel({}, TextKind::Caption, area);
    troublesHead_->setWordWrap(true);
    table_ = new QTreeView(area);
    table_->setObjectName(QStringLiteral("troubles"));
    table_->setAccessibleName(tr("Files with trouble"));
    table_->setRootIsDecorated(false);
    table_->setUniformRowHeights(true);
    table_->setModel(&troubles_);
    table_->setTextElideMode(Qt::ElideMiddle); // names of files differ at their ends
    table_->header()->resizeSection(TroubleModel::kFile, 150);
    table_->header()->resizeSection(TroubleModel::kFate, 120);
    table_->header()->setStretchLastSection(false);
    table_->header()->setSectionResizeMode(TroubleModel::kReason, QHeaderView::Stretch);
    table_->header()->resizeSection(TroubleModel::kTag, 84);
    table_->header()->resizeSection(TroubleModel::kByte, 80);
    auto* all = new QVBoxLayout(area);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(troublesHead_);
    all->addWidget(table_, 1);
    all->addStretch(0);
    return area;
}

QWidget* LedgerDialog::makeButtons() {
    auto* area = new QWidget(this);
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const auto add = [&](ButtonKind kind, const char* name) {
        auto* button = makeButton({}, kind, area);
        button->setObjectName(QString::fromLatin1(name));
        button->setAutoDefault(false);
        return button;
    };
    save_ = add(ButtonKind::Plain, "saveLedger");
    save_->setText(tr("Save as CSV…"));
    save_->setAccessibleName(save_->text());
    save_->setToolTip(tr("Every file of this import with its fate"));
    again_ = add(ButtonKind::Plain, "again");
    pause_ = add(ButtonKind::Plain, "pauseImport");
    close_ = add(ButtonKind::Filled, "closeLedger");
    close_->setDefault(true);
    connect(save_, &QPushButton::clicked, this, &LedgerDialog::chooseCsv);
    connect(again_, &QPushButton::clicked, this, [this] {
        if (state_ == State::Stopped)
            Q_EMIT againWanted();
        else
            Q_EMIT unreadableWanted();
    });
    connect(pause_, &QPushButton::clicked, this, [this] {
        paused_ = !paused_;
        Q_EMIT pauseWanted(paused_);
        showState();
    });
    connect(close_, &QPushButton::clicked, this, [this] {
        if (state_ != State::Running) return accept();
        state_ = State::Stopping;
        showState();
        Q_EMIT stopWanted();
    });
    row->addWidget(save_);
    row->addWidget(again_);
    row->addStretch(1);
    row->addWidget(pause_);
    row->addWidget(close_);
    return area;
}

void LedgerDialog::keyPressEvent(QKeyEvent* event) {
    // Enter presses the button that has the focus; never Stop by chance.
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && state_ == State::Running)
        event->accept();
    else
        QDialog::keyPressEvent(event);
}

void LedgerDialog::begin(const ImportRequest& request) {
    state_ = State::Running;
    paused_ = false;
    ledger_ = {};
    showOnly(std::nullopt);
    troubles_.clear();
    setWindowTitle(tr("Import ledger · %1").arg(pathsOf(request)));
    add({});
}

void LedgerDialog::add(const ImportProgress& progress) {
    ledger_ = progress.ledger;
    troubles_.append(progress.rows);
    if (progress.finished) state_ = progress.stopped ? State::Stopped : State::Ended;
    showHead(progress);
    showCounts();
    showState();
}

void LedgerDialog::showPast(const ImportInfo& info, const std::vector<ImportRow>& troubles) {
    state_ = info.end == ImportEnd::Done ? State::Ended : State::Stopped;
    ledger_ = {};
    ledger_.import = info.id;
    ledger_.counts = info.counts;
    ledger_.found = std::accumulate(info.counts.begin(), info.counts.end(), std::int64_t{0});
    showOnly(std::nullopt);
    troubles_.clear();
    troubles_.append(troubles);
    const auto request = importRequestFromText(info.request);
    if (request) setWindowTitle(tr("Import ledger · %1").arg(pathsOf(*request)));
    const QString when = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(info.started * 1000))
                             .toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    head_->setText(state_ == State::Ended ? tr("Import of %1").arg(when)
                                          : tr("Import of %1, not ended. What is stored stays.").arg(when));
    rate_->clear();
    showCounts();
    showState();
}

void LedgerDialog::say(const QString& text) {
    head_->setText(text);
}

std::vector<std::filesystem::path> LedgerDialog::unreadable() const {
    std::vector<std::filesystem::path> paths;
    for (const ImportRow& row : troubles_.rows()) {
        if (row.state != ImportState::Unreadable) continue;
        std::filesystem::path path = row.source;
        std::error_code code;
        if (!std::filesystem::exists(path, code)) path = row.source.substr(0, row.source.rfind('#'));
        if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(std::move(path));
    }
    return paths;
}

void LedgerDialog::showHead(const ImportProgress& progress) {
    const QString time = tr("%1 s").arg(figure(progress.seconds, 1));
    if (!progress.finished)
        head_->setText(tr("Bringing files in"));
    else if (progress.stopped)
        head_->setText(tr("Stopped after %1. What is stored stays.").arg(time));
    else if (!progress.trouble.isEmpty())
        head_->setText(progress.trouble);
    else
        head_->setText(tr("Finished in %1").arg(time));
    const double rate = progress.seconds > 0 ? static_cast<double>(ledger_.found) / progress.seconds : 0;
    rate_->setText(tr("%1 files a second").arg(grouped(static_cast<qint64>(rate))));
}

void LedgerDialog::showCounts() {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        counts_[i]->setText(grouped(ledger_.counts[i]));
        sum += ledger_.counts[i];
        if (shows_[i] != nullptr) shows_[i]->setVisible(ledger_.counts[i] > 0);
    }
    found_->setText(grouped(ledger_.found));
    const bool adds = sum == ledger_.found;
    sum_->setText(adds ? tr("adds up") : tr("%1 in work").arg(grouped(ledger_.found - sum)));
    setKind(sum_, adds ? QStringLiteral("good") : QStringLiteral("caution"));
    // How many files there are is known once the folders are walked.
    busy_->setRange(0, static_cast<int>(std::max<std::int64_t>(0, ledger_.expected)));
    busy_->setValue(static_cast<int>(std::min(ledger_.found, ledger_.expected)));
    QStringList notes;
    for (const std::string& note : ledger_.notes)
        if (notes.size() < kMostNotes) notes << qs(note);
    if (std::ssize(ledger_.notes) > kMostNotes)
        notes << tr("and %1 more").arg(grouped(std::ssize(ledger_.notes) - kMostNotes));
    notes_->setText(notes.join(QLatin1Char('\n')));
    notes_->setVisible(!notes.isEmpty());
    const auto rows = static_cast<qint64>(troubles_.rows().size());
    table_->setVisible(rows > 0);
    if (rows == 0)
        troublesHead_->setText(tr("No file had trouble."));
    else if (const auto only = troubles_.shownOnly())
        troublesHead_->setText(tr("%1: %2.").arg(
            importStateWord(*only), counted(troubles_.rowCount(), tr("1 file"), tr("%1 files"))));
    else
        troublesHead_->setText(counted(rows, tr("1 file with a remark. The others are not affected."),
                                       tr("%1 files with a remark. The others are not affected.")));
}

void LedgerDialog::showState() {
    const bool going = state_ == State::Running || state_ == State::Stopping;
    busy_->setVisible(going);
    if (state_ == State::Stopping) head_->setText(tr("Stopping. What is stored stays."));
    if (state_ == State::Running && paused_) head_->setText(tr("Paused. What was met so far is stored."));
    close_->setText(going ? tr("Stop") : tr("Close"));
    close_->setAccessibleName(close_->text());
    close_->setToolTip(going ? tr("Stop now; what is stored stays") : tr("Close (Escape)"));
    close_->setEnabled(state_ != State::Stopping);
    pause_->setVisible(going);
    pause_->setEnabled(state_ == State::Running);
    pause_->setText(paused_ ? tr("Go on") : tr("Pause"));
    pause_->setAccessibleName(pause_->text());
    pause_->setToolTip(paused_ ? tr("Go on with the import")
                               : tr("Let the import rest; what was met is stored"));
    const auto unreadable = ledger_.counts[static_cast<std::size_t>(ImportState::Unreadable)];
    again_->setVisible(state_ == State::Stopped || (state_ == State::Ended && unreadable > 0));
    again_->setText(state_ == State::Stopped
                        ? tr("Try again")
                        : counted(unreadable, tr("Try it again"), tr("Try the %1 again")));
    again_->setAccessibleName(again_->text());
    again_->setToolTip(state_ == State::Stopped
                           ? tr("Import what was asked once more; what is here already is passed over")
                           : tr("Look at the unreadable files once more"));
    save_->setEnabled(!going && ledger_.import > 0);
}

void LedgerDialog::showOnly(std::optional<ImportState> state) {
    troubles_.showOnly(state);
    for (std::size_t i = 0; i < shows_.size(); ++i) {
        const auto of = static_cast<ImportState>(i);
        if (shows_[i] == nullptr) continue;
        shows_[i]->setText(state == of ? tr("Show all") : tr("Show"));
        shows_[i]->setAccessibleName(state == of ? tr("Show all files with a remark")
                                                 : tr("Show only: %1").arg(importStateWord(of)));
        shows_[i]->setToolTip(shows_[i]->accessibleName());
    }
}

void LedgerDialog::chooseCsv() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the ledger"),
                                                      QStringLiteral("ledger.csv"), tr("Tables (*.csv)"));
    if (!file.isEmpty()) Q_EMIT saveWanted(file);
}

} // namespace vrft::ui
