// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Opening, making and restoring workspaces.
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "ui/shell/backups_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/trash_dialog.h"
#include "ui/studies/empty_page.h"
#include "ui/studies/studies_page.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/text.h"
#include "ui/workspace/log.h"
#include "ui/workspace/sample_job.h"

#include <QDateTime>
#include <QFileDialog>
#include <QMenu>

namespace vrft::ui {

namespace {

// "M. Sato opened it on reading-room-2 today at 08:14." What the lock file says is text of a file.
QString holderWords(const std::optional<WorkspaceHolder>& holder) {
    if (!holder) return MainWindow::tr("Another program has it open.");
    const QDateTime since = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(holder->since * 1000));
    const QString time =
        since.date() == QDate::currentDate()
            ? MainWindow::tr("today at %1").arg(since.toString(QStringLiteral("HH:mm")))
            : MainWindow::tr("on %1").arg(since.toString(QStringLiteral("yyyy-MM-dd HH:mm")));
    const auto plain = [](const std::string& text) { return qs(text).simplified().left(80); };
    return MainWindow::tr("%1 opened it on %2 %3 and it is still in use (process %4).")
        .arg(plain(holder->user), plain(holder->machine), time)
        .arg(holder->process);
}

} // namespace

void MainWindow::openWorkspace(const std::filesystem::path& folder, bool create) {
    leaveAll();
    wanted_ = folder;
    workspace_.open(folder, preferences::reader(), create);
}

void MainWindow::chooseWorkspace() {
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Open a workspace"), preferences::workspacePlace());
    if (!folder.isEmpty()) openWorkspace(utf8(folder), false);
}

void MainWindow::makeWorkspace() {
    // A folder that isn't there yet is typed as the name; an empty one may be chosen.
    QFileDialog dialog(this, tr("New workspace: the name of its folder"), preferences::workspacePlace());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setFileMode(QFileDialog::AnyFile);
    dialog.setOptions(QFileDialog::ShowDirsOnly | QFileDialog::DontConfirmOverwrite);
    dialog.setLabelText(QFileDialog::Accept, tr("Make"));
    dialog.selectFile(tr("My workspace"));
    if (dialog.exec() != QDialog::Accepted) return;
    const QString folder = dialog.selectedFiles().value(0);
    if (!folder.isEmpty()) openWorkspace(utf8(folder), true);
}

void MainWindow::importTask() {
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Import a task"), {}, tr("Tasks (*.json);;All files (*)"));
    if (file.isEmpty()) return;
    workspace_.order([task = std::filesystem::path(utf8(file)), action = utf8(tr("Import task"))](
                         Workspace& workspace) { workspace.tasks().put(readTask(task), action); },
                     WorkspaceThread::Change::Any);
}

void MainWindow::refused(const Trouble& trouble) {
    qCWarning(windowLog).noquote() << trouble.text();
    const QString name = qs(wanted_.filename().string());
    const bool locked = trouble.code == ErrorCode::Locked;
    Message message;
    message.icon = locked ? QStringLiteral("lock") : QStringLiteral("caution");
    message.title = locked ? tr("Workspace already open") : tr("Workspace can’t be opened");
    message.head =
        locked ? tr("“%1” is open in another window").arg(name) : tr("“%1” can’t be opened").arg(name);
    const QString where = qs(wanted_.string());
    if (locked)
        message.text =
            tr("%1 Two programs writing to one workspace could lose work, so this one did not open it. "
               "Nothing was changed.\n\nClose it there, then try again.\n\n%2")
                .arg(holderWords(trouble.holder), where);
    else
        message.text = tr("%1\n\nNothing was changed.\n\n%2").arg(trouble.text(), where);
    message.buttons = {tr("Try again"), tr("Open another…"), tr("Not now")};
    MessageDialog dialog(message, this);
    QTimer::singleShot(0, &dialog, [this] { Q_EMIT refusalShown(); });
    dialog.exec();
    if (dialog.choice() == 0)
        openWorkspace(wanted_, false);
    else if (dialog.choice() == 1)
        chooseWorkspace();
}

void MainWindow::openSample() {
    const std::filesystem::path folder =
        std::filesystem::path(utf8(preferences::workspacePlace())) / "sample";
    if (Workspace::isWorkspace(folder)) return openWorkspace(folder, false);
    if (sampleJob_ != nullptr) return;
    sampleJob_ = new SampleJob(folder, this);
    sample_->setEnabled(false);
    const QString words =
        tr("Making the sample: 300 made-up patients with tasks, labels and datasets. It takes "
           "some seconds.");
    studies_->emptyPage().setBusy(words, true);
    status_->say(words);
    const auto ended = [this] {
        sample_->setEnabled(true);
        studies_->emptyPage().setBusy({});
        sampleJob_->deleteLater();
        sampleJob_ = nullptr;
    };
    connect(sampleJob_, &SampleJob::made, this, [this, ended](const QString& made) {
        ended();
        openWorkspace(utf8(made), false);
    });
    connect(sampleJob_, &SampleJob::failed, this, [this, ended](const QString& text) {
        ended();
        if (text.isEmpty()) return;
        studies_->emptyPage().setTrouble(text);
        status_->say(text);
    });
    connect(&studies_->emptyPage(), &EmptyPage::stopWanted, sampleJob_, &SampleJob::stop);
    sampleJob_->start();
}

void MainWindow::fillRecent() {
    recent_->clear();
    for (const QString& folder : preferences::recentWorkspaces()) {
        const std::filesystem::path path = utf8(folder);
        QAction* action = recent_->addAction(
            QStringLiteral("%1   %2").arg(qs(path.filename().string()), qs(path.parent_path().string())));
        action->setEnabled(path != workspace_.folder());
        connect(action, &QAction::triggered, this, [this, path] { openWorkspace(path, false); });
    }
    if (recent_->isEmpty()) recent_->addAction(tr("None yet"))->setEnabled(false);
}

void MainWindow::showTrash() {
    TrashDialog(workspace_, this).exec();
}

void MainWindow::showBackups() {
    BackupsDialog dialog(workspace_, this);
    connect(&dialog, &BackupsDialog::restoreWanted, this, &MainWindow::restore, Qt::QueuedConnection);
    dialog.exec();
}

void MainWindow::restore(const QString& backup, const QString& when) {
    Message message;
    message.icon = QStringLiteral("caution");
    message.title = tr("Restore a backup");
    message.head = tr("Go back to the state of %1?").arg(when);
    message.text =
        tr("Labels, tasks and imports made since then will no longer be shown. The present state is "
           "kept as a backup first, so you can come back to it. Images and datasets stay.");
    message.buttons = {tr("Restore"), tr("Not now")};
    MessageDialog dialog(message, this);
    dialog.exec();
    if (dialog.choice() != 0) return;
    leaveAll();
    wanted_ = workspace_.folder();
    workspace_.restore(utf8(backup));
    status_->say(tr("Back at the state of %1").arg(when));
}

} // namespace vrft::ui
