// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studies/ledger_dialog.h"

#include "core/error.h"
#include "core/files.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

struct LedgerRow {
    ImportState state;
    const char* icon;
    Token ink;
    QString name;
};

std::array<LedgerRow, 5> ledgerRows() {
    return {
        {{ImportState::Stored, "check", Token::Good, LedgerDialog::tr("Stored")},
         {ImportState::Present, "check", Token::Text2, LedgerDialog::tr("Already here")},
         {ImportState::Conflict, "caution", Token::Caution, LedgerDialog::tr("Same number, other content")},
         {ImportState::Unreadable, "alarm", Token::Alarm, LedgerDialog::tr("Unreadable")},
         {ImportState::NotDicom, "info", Token::Text2, LedgerDialog::tr("Not DICOM")}}};
}

QString stateWord(ImportState state) {
    for (const LedgerRow& row : ledgerRows())
        if (row.state == state) return row.name;
    return {};
}

QString csvField(const QString& text) {
    QString field = text;
    return QLatin1Char('"') + field.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

} // namespace

LedgerDialog::LedgerDialog(QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Import ledger"));
    setAccessibleName(tr("Import ledger"));
    resize(640, 520);
    head_ = makeLabel({}, TextKind::Head, this);
    rate_ = makeLabel({}, TextKind::Caption, this);
    busy_ = new QProgressBar(this);
    busy_->setRange(0, 0);
    busy_->setTextVisible(false);
    busy_->setAccessibleName(tr("Import under way"));
    troublesHead_ = makeLabel({}, TextKind::Caption, this);
    troubles_ = new QTreeWidget(this);
    troubles_->setAccessibleName(tr("Files with trouble"));
    troubles_->setRootIsDecorated(false);
    troubles_->setUniformRowHeights(true);
    troubles_->setHeaderLabels({tr("File"), tr("What"), tr("Why")});
    troubles_->header()->resizeSection(0, 180);
    troubles_->header()->resizeSection(1, 150);
    auto* top = new QHBoxLayout;
    top->addWidget(head_, 1);
    top->addWidget(rate_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(8);
    all->addLayout(top);
    all->addWidget(busy_);
    all->addWidget(makeRows());
    all->addWidget(troublesHead_);
    all->addWidget(troubles_, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(makeButtons());
}

QWidget* LedgerDialog::makeRows() {
    auto* area = new QWidget(this);
    auto* grid = new QGridLayout(area);
    grid->setContentsMargins(0, 4, 0, 4);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    int line = 0;
    for (const LedgerRow& row : ledgerRows()) {
        auto* picture = new QLabel(area);
        picture->setPixmap(
            iconPixmap(QString::fromLatin1(row.icon), 16, colour(row.ink), devicePixelRatioF()));
        QLabel* count = makeLabel(QStringLiteral("0"), TextKind::Head, area);
        counts_[static_cast<std::size_t>(row.state)] = count;
        grid->addWidget(picture, line, 0);
        grid->addWidget(makeLabel(row.name, TextKind::Body, area), line, 1);
        grid->addWidget(count, line, 2, Qt::AlignRight);
        ++line;
    }
    grid->addWidget(makeLine(Qt::Horizontal, area), line++, 0, 1, 4);
    found_ = makeLabel(QStringLiteral("0"), TextKind::Head, area);
    found_->setObjectName(QStringLiteral("found"));
    sum_ = makeLabel({}, TextKind::Body, area);
    grid->addWidget(makeLabel(tr("Files found"), TextKind::Head, area), line, 1);
    grid->addWidget(found_, line, 2, Qt::AlignRight);
    grid->addWidget(sum_, line, 3);
    return area;
}

QWidget* LedgerDialog::makeButtons() {
    auto* area = new QWidget(this);
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    save_ = makeButton(tr("Save as CSV…"), ButtonKind::Plain, area);
    save_->setAutoDefault(false);
    connect(save_, &QPushButton::clicked, this, &LedgerDialog::saveAsCsv);
    close_ = makeButton(tr("Close"), ButtonKind::Filled, area);
    close_->setObjectName(QStringLiteral("closeLedger"));
    close_->setDefault(true);
    connect(close_, &QPushButton::clicked, this, [this] {
        if (progress_ && progress_->finished)
            accept();
        else
            Q_EMIT stopWanted();
    });
    row->addWidget(save_);
    row->addStretch(1);
    row->addWidget(close_);
    return area;
}

void LedgerDialog::show(std::shared_ptr<const ImportProgress> progress) {
    progress_ = std::move(progress);
    const ImportLedger& ledger = progress_->ledger;
    const QString time = tr("%1 s").arg(figure(progress_->seconds, 1));
    if (!progress_->finished)
        head_->setText(tr("Bringing files in"));
    else if (progress_->stopped)
        head_->setText(tr("Stopped after %1. What is stored stays.").arg(time));
    else if (!progress_->trouble.isEmpty())
        head_->setText(progress_->trouble);
    else
        head_->setText(tr("Finished in %1").arg(time));
    head_->setWordWrap(true);
    const double rate = progress_->seconds > 0 ? static_cast<double>(ledger.found) / progress_->seconds : 0;
    rate_->setText(tr("%1 files a second").arg(grouped(static_cast<qint64>(rate))));
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        counts_[i]->setText(grouped(ledger.counts[i]));
        sum += ledger.counts[i];
    }
    found_->setText(grouped(ledger.found));
    const bool adds = sum == ledger.found;
    sum_->setText(adds ? tr("adds up") : tr("%1 in work").arg(grouped(ledger.found - sum)));
    setKind(sum_, adds ? QStringLiteral("good") : QStringLiteral("caution"));
    busy_->setVisible(!progress_->finished);
    close_->setText(progress_->finished ? tr("Close") : tr("Stop"));
    close_->setAccessibleName(close_->text());
    close_->setToolTip(progress_->finished ? tr("Close (Escape)")
                                           : tr("Stop after this batch; what is stored stays"));
    save_->setEnabled(progress_->finished);
    showRows();
}

void LedgerDialog::showRows() {
    const auto& rows = progress_->rows;
    for (int i = troubles_->topLevelItemCount(); i < static_cast<int>(rows.size()); ++i) {
        const ImportRow& row = rows[static_cast<std::size_t>(i)];
        const QString file = qs(std::filesystem::path(row.source).filename().string());
        auto* item = new QTreeWidgetItem(troubles_, {file, stateWord(row.state), qs(row.reason)});
        item->setToolTip(0, qs(row.source));
        item->setToolTip(2, qs(row.reason));
    }
    troubles_->setVisible(!rows.empty());
    troublesHead_->setText(rows.empty() ? tr("No file had trouble.")
                                        : tr("%1 files with a remark. The others are not affected.")
                                              .arg(grouped(static_cast<qint64>(rows.size()))));
}

void LedgerDialog::saveAsCsv() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the ledger"),
                                                      QStringLiteral("ledger.csv"), tr("Tables (*.csv)"));
    if (file.isEmpty()) return;
    QString text = QStringLiteral("source,state,reason\n");
    for (const ImportRow& row : progress_->rows)
        text +=
            QStringList{csvField(qs(row.source)), qs(importStateName(row.state)), csvField(qs(row.reason))}
                .join(QLatin1Char(',')) +
            QLatin1Char('\n');
    try {
        writeFileAtomic(std::filesystem::path(utf8(file)), utf8(text));
        head_->setText(tr("Saved as %1").arg(file));
    } catch (const Error& error) {
        head_->setText(qs(error.what()));
    }
}

} // namespace vrft::ui
