// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Imports in the Studies workplace: the one that goes on, its ledger, and one that was cut off.
#include "core/error.h"
#include "core/files.h"
#include "core/store/workspace.h"
#include "ui/studies/browser.h"
#include "ui/studies/empty_page.h"
#include "ui/studies/ledger_dialog.h"
#include "ui/studies/published_set.h"
#include "ui/studies/studies_page.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/text.h"
#include "ui/workspace/log.h"

#include <QApplication>
#include <QPointer>
#include <QThreadPool>
#include <numeric>

namespace vrft::ui {

void StudiesPage::connectLedger() {
    connect(browser_, &Browser::ledgerWanted, this, &StudiesPage::showLedger);
    connect(ledger_, &LedgerDialog::stopWanted, this, [this] {
        if (job_ != nullptr) job_->stop();
    });
    connect(ledger_, &LedgerDialog::pauseWanted, this, [this](bool paused) {
        if (job_ != nullptr) job_->setPaused(paused);
    });
    connect(ledger_, &LedgerDialog::againWanted, this, [this] { begin(request_, std::nullopt); });
    connect(ledger_, &LedgerDialog::unreadableWanted, this, [this] {
        begin({request_.link, request_.match, ledger_->unreadable()}, std::nullopt);
    });
    connect(ledger_, &LedgerDialog::saveWanted, this, &StudiesPage::saveLedger);
    setWorkspaceOpen(false);
    connect(&workspace_, &WorkspaceThread::refused, this, [this] { setWorkspaceOpen(false); });
    connect(&workspace_, &WorkspaceThread::opened, this, [this] {
        setWorkspaceOpen(true);
        lastImport_.reset();
        if (std::exchange(filterOf_, workspace_.folder()) != workspace_.folder()) browser_->clearFilter();
        notice_->hide();
        ledger_->hide();
        browser_->setLedgerThere(false);
    });
    connect(&workspace_, &WorkspaceThread::lastImport, this, &StudiesPage::lastImport);
    connect(notice_, &NoticeBar::actionWanted, this, [this] {
        if (lastImport_) begin(*importRequestFromText(lastImport_->request), lastImport_->id);
    });
    connect(notice_, &NoticeBar::dismissed, this, [this] {
        workspace_.order([id = lastImport_->id](Workspace& workspace) {
            workspace.imports().finish(id, ImportEnd::Cancelled);
        });
    });
}

void StudiesPage::setWorkspaceOpen(bool open) {
    open_ = open;
    import_->setEnabled(open);
    importFiles_->setEnabled(open);
    setAcceptDrops(open);
    empty_->setWorkspaceOpen(open);
    if (!open) stack_->setCurrentWidget(empty_);
}

void StudiesPage::startImport(std::vector<std::filesystem::path> paths) {
    if (importing() || !open_) return;
    std::vector<std::filesystem::path> sets;
    std::copy_if(paths.begin(), paths.end(), std::back_inserter(sets), isPublishedSet);
    if (sets.empty()) return begin({false, {}, std::move(paths)}, std::nullopt);
    const int look = ++num_looks_;
    Q_EMIT said(tr("Reading %1").arg(qs(sets.front().filename().string())));
    QThreadPool::globalInstance()->start([page = QPointer(this), look, sets, paths = std::move(paths)] {
        const SetWords words = readPublishedSets(sets);
        QMetaObject::invokeMethod(
            qApp,
            [page, look, words, paths] {
                if (page && page->num_looks_ == look) page->agreeToSets(words, paths);
            },
            Qt::QueuedConnection);
    });
}

// A published set brings more than images, so that is said before.
void StudiesPage::agreeToSets(const SetWords& words, const std::vector<std::filesystem::path>& paths) {
    if (words.text.isEmpty()) return begin({false, {}, paths}, std::nullopt);
    Message message;
    message.icon = QStringLiteral("dataset");
    message.title = tr("Import a published set");
    message.head = tr("Bring in %1?").arg(words.names);
    message.text =
        tr("%1\n\nWith the images come the task, the published labels (of the reader “source”, never "
           "undone by Ctrl+Z) and the official splits as a plan of their own. A set names no patients: "
           "each image counts as one.")
            .arg(words.text);
    message.buttons = {tr("Bring in"), tr("Not now")};
    auto* dialog = new MessageDialog(message, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, this, [this, dialog, paths] {
        if (dialog->choice() == 0) begin({false, {}, paths}, std::nullopt);
    });
    dialog->open();
}

void StudiesPage::begin(ImportRequest request, std::optional<std::int64_t> goesOn) {
    if (importing() || request.paths.empty() || !open_) return;
    commit();
    notice_->hide();
    lastImport_.reset();
    request_ = request;
    job_ = new ImportJob(workspace_, std::move(request), goesOn, this);
    // What was told before a job was left may still be on its way.
    connect(job_, &ImportJob::progress, this,
            [this, job = job_](const std::shared_ptr<const ImportProgress>& progress) {
                if (job == job_) importProgress(*progress);
            });
    qCInfo(importsLog).noquote() << "import of" << qs(request_.paths.front().string()) << "and"
                                 << request_.paths.size() - 1 << "more begins, by"
                                 << (request_.link ? "linking" : "copying");
    ledger_->begin(request_);
    ledger_->show();
    browser_->setLedgerThere(true);
    empty_->setBusy(tr("Bringing files in."));
    job_->start();
}

void StudiesPage::importProgress(const ImportProgress& progress) {
    ledger_->add(progress);
    if (!progress.finished) return;
    QStringList counts;
    for (const ImportState state : kImportStates)
        counts << QStringLiteral("%1 %2")
                      .arg(qs(importStateName(state)))
                      .arg(progress.ledger.counts[static_cast<std::size_t>(state)]);
    const QString words = QStringLiteral("import %1: %2")
                              .arg(progress.stopped ? QStringLiteral("stopped") : QStringLiteral("ended"),
                                   counts.join(QStringLiteral(", ")));
    if (progress.trouble.isEmpty())
        qCInfo(importsLog).noquote() << words;
    else
        qCWarning(importsLog).noquote() << words + QStringLiteral(". ") + harmlessLine(progress.trouble);
    empty_->setBusy({});
    job_->deleteLater();
    job_ = nullptr;
}

void StudiesPage::leaveImport() {
    if (job_ == nullptr) return;
    job_->leave();
    delete std::exchange(job_, nullptr);
    ledger_->hide();
}

void StudiesPage::lastImport(const ImportInfo& import) {
    if (importing()) return;
    lastImport_ = import;
    browser_->setLedgerThere(true);
    const auto request = importRequestFromText(import.request);
    if (import.end != ImportEnd::Running || !request || request->paths.empty()) return;
    const auto count = std::accumulate(import.counts.begin(), import.counts.end(), std::int64_t{0});
    notice_->say(tr("An import did not end"),
                 tr("Of “%1”, %2 files were looked at before the program closed. What is stored is safe; "
                    "going on passes over it.")
                     .arg(qs(request->paths[0].filename().string()), grouped(count)),
                 tr("Go on with it"), tr("Leave it"));
}

void StudiesPage::showLedger() {
    if (!lastImport_) return ledger_->show();
    workspace_.read(
        this,
        [id = lastImport_->id](Workspace& workspace) {
            std::vector<ImportRow> troubles;
            workspace.imports().rows(id, std::nullopt, [&](const ImportRow& row) {
                if (!row.reason.empty()) troubles.push_back(row);
            });
            return troubles;
        },
        [this, info = *lastImport_](const std::vector<ImportRow>& troubles) {
            if (importing()) return;
            request_ = importRequestFromText(info.request).value_or(ImportRequest{});
            ledger_->showPast(info, troubles);
            ledger_->show();
        });
}

void StudiesPage::saveLedger(const QString& file) {
    workspace_.read(
        this,
        [file, id = ledger_->import()](Workspace& workspace) {
            std::string text = importCsvHeader();
            workspace.imports().rows(id, std::nullopt,
                                     [&](const ImportRow& row) { text += importCsvLine(row); });
            try {
                writeFileAtomic(std::filesystem::path(utf8(file)), text);
            } catch (const Error& error) {
                return troubleOf(error).text();
            }
            return tr("Saved as %1").arg(file);
        },
        [this](const QString& said) { ledger_->say(said); });
}

} // namespace vrft::ui
