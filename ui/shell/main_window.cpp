// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "core/store/workspace.h"
#include "ui/shell/preferences.h"
#include "ui/shell/rail.h"
#include "ui/shell/status_bar.h"
#include "ui/studies/studies_page.h"
#include "ui/viewer/viewer_panel.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/text.h"

#include <QCloseEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QScreen>
#include <QVBoxLayout>

namespace vrft::ui {

MainWindow::MainWindow(Themes& themes, FrameSource& frames, QWidget* parent)
    : QMainWindow(parent)
    , themes_(themes)
    , frames_(frames) {
    setMinimumSize(1280, 800);
    resize(QSize(1600, 1000).boundedTo(screen()->availableSize()));
    setWindowTitle(tr("VRFT-Aug Workstation"));
    makeActions();
    makeFrame();
    makeTopBar();
    makeMenus();
    connectWorkspace();
    setReader(preferences::reader());
    status_->setMemory(frames_.usedBytes(), frames_.budgetBytes());
    if (const QByteArray place = QSettings().value(QStringLiteral("window")).toByteArray(); !place.isEmpty())
        restoreGeometry(place);
}

// The workspace goes first: its thread may still tell things to the page.
MainWindow::~MainWindow() {
    studies_->leaveImport();
    workspace_.disconnect();
    workspace_.close();
}

void MainWindow::makeFrame() {
    auto* middle = new QWidget(this);
    rail_ = new Rail(studiesAction_, keys_, settings_, middle);
    studies_ = new StudiesPage(workspace_, frames_, open_, middle);
    status_ = new StatusBar(undo_, settings_, middle);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(rail_);
    row->addWidget(studies_, 1);
    auto* all = new QVBoxLayout(middle);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(row, 1);
    all->addWidget(status_);
    setCentralWidget(middle);
}

void MainWindow::connectWorkspace() {
    connect(&workspace_, &WorkspaceThread::opened, this, [this](const QString& folder) {
        preferences::setLastWorkspace(folder);
        const QString name = qs(std::filesystem::path(utf8(folder)).filename().string());
        title_->setText(tr("Workspace %1").arg(name));
        title_->setToolTip(folder);
        setWindowTitle(tr("%1 — VRFT-Aug Workstation").arg(name));
    });
    connect(&workspace_, &WorkspaceThread::refused, this, &MainWindow::refused);
    connect(&workspace_, &WorkspaceThread::failed, this,
            [this](const Trouble& trouble) { status_->setFailed(trouble.text()); });
    connect(&workspace_, &WorkspaceThread::stored, this,
            [this](const std::shared_ptr<const StoredState>& state) {
                status_->setStored(*state);
                setUndo(*state);
            });
    connect(&workspace_, &WorkspaceThread::stepped, this,
            [this](const ImageRef&, const QString& action, bool undone) {
                status_->say(undone ? tr("Undone: %1").arg(action) : tr("Done again: %1").arg(action));
            });
    connect(&studies_->labels(), &LabelModel::edited, status_, &StatusBar::setStoring);
    connect(&studies_->labels(), &LabelModel::removed, status_, &StatusBar::setStoring);
    connect(&frames_, &FrameSource::memoryChanged, this,
            [this] { status_->setMemory(frames_.usedBytes(), frames_.budgetBytes()); });
}

void MainWindow::openWorkspace(const std::filesystem::path& folder, bool create) {
    studies_->commit();
    studies_->leaveImport();
    wanted_ = folder;
    workspace_.open(folder, preferences::reader(), create);
}

void MainWindow::chooseWorkspace() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a workspace"));
    if (!folder.isEmpty()) openWorkspace(utf8(folder), false);
}

void MainWindow::makeWorkspace() {
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Choose an empty folder for the new workspace"));
    if (!folder.isEmpty()) openWorkspace(utf8(folder), true);
}

void MainWindow::refused(const Trouble& trouble) {
    const QString name = qs(wanted_.filename().string());
    const bool locked = trouble.code == ErrorCode::Locked;
    Message message;
    message.icon = locked ? QStringLiteral("lock") : QStringLiteral("caution");
    message.title = locked ? tr("Workspace already open") : tr("Workspace can’t be opened");
    message.head =
        locked ? tr("“%1” is open in another program").arg(name) : tr("“%1” can’t be opened").arg(name);
    const QString where = qs(wanted_.string());
    message.text = locked
                       ? tr("Two programs writing to one workspace could lose work, so this one did not open "
                            "it. Nothing was changed.\n\nClose it there, then try again.\n\n%1")
                             .arg(where)
                       : tr("%1\n\nNothing was changed.\n\n%2").arg(trouble.text(), where);
    message.buttons = {tr("Try again"), tr("Open another…"), tr("Not now")};
    MessageDialog dialog(message, this);
    QTimer::singleShot(0, &dialog, [this] { Q_EMIT refusalShown(); });
    dialog.exec();
    if (dialog.choice() == 0)
        openWorkspace(wanted_, false);
    else if (dialog.choice() == 1)
        chooseWorkspace();
}

void MainWindow::setUndo(const StoredState& state) {
    undo_->setEnabled(state.undo.has_value());
    undo_->setText(state.undo ? tr("Undo: %1").arg(qs(state.undo->action)) : tr("Undo"));
    redo_->setEnabled(state.redo.has_value());
    redo_->setText(state.redo ? tr("Redo: %1").arg(qs(state.redo->action)) : tr("Redo"));
}

void MainWindow::setReader(const QString& reader) {
    studies_->commit();
    preferences::setReader(reader);
    workspace_.setReader(reader);
    studies_->setReader(reader);
    status_->setReader(reader);
}

// Focus order: rail, left dock, page, right dock, status bar.
void MainWindow::jumpArea(int direction) {
    QList<QWidget*> areas{rail_};
    areas += studies_->areas();
    areas << status_;
    areas.removeIf([](const QWidget* area) { return !area->isVisible(); });
    if (areas.isEmpty()) return;
    const QWidget* focus = QApplication::focusWidget();
    qsizetype at = -1;
    for (qsizetype i = 0; i < areas.size(); ++i)
        if (focus != nullptr && (areas[i] == focus || areas[i]->isAncestorOf(focus))) at = i;
    at = at < 0 ? 0 : (at + direction + areas.size()) % areas.size();
    QWidget* target = areas[at];
    if (target->focusPolicy() == Qt::NoFocus)
        for (QWidget* child : target->findChildren<QWidget*>())
            if (child->isVisible() && child->isEnabled() && child->focusPolicy() & Qt::TabFocus) {
                target = child;
                break;
            }
    target->setFocus(Qt::TabFocusReason);
}

void MainWindow::setOnlyImage(bool only) {
    topBar_->setVisible(!only);
    rail_->setVisible(!only);
    status_->setVisible(!only);
    studies_->setLeftHidden(only || hideLeft_->isChecked());
    studies_->setRightHidden(only || hideRight_->isChecked());
    studies_->setOnlyImage(only);
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    studies_->viewer().view().setFocus();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    studies_->commit();
    QSettings().setValue(QStringLiteral("window"), saveGeometry());
    hide(); // gone for the eye while the import comes to its end
    studies_->leaveImport();
    event->accept();
}

} // namespace vrft::ui
