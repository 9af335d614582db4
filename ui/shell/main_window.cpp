// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/datasets/datasets_page.h"
#include "ui/knowledge/knowledge_page.h"
#include "ui/runs/training_page.h"
#include "ui/shell/device_probe.h"
#include "ui/shell/edit_names.h"
#include "ui/shell/preferences.h"
#include "ui/shell/rail.h"
#include "ui/shell/status_bar.h"
#include "ui/studies/studies_page.h"
#include "ui/traces/review_page.h"
#include "ui/widgets/text.h"
#include "ui/workspace/log.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace vrft::ui {

MainWindow::MainWindow(Themes& themes, FrameSource& frames, QWidget* parent)
    : QMainWindow(parent)
    , themes_(themes)
    , frames_(frames) {
    setMinimumSize(1280, 800);
    resize(QSize(1600, 1000).boundedTo(screen()->availableSize()));
    makeParts();
    if (const QByteArray place = QSettings().value(QStringLiteral("window")).toByteArray(); !place.isEmpty())
        restoreGeometry(place);
}

void MainWindow::makeParts() {
    setWindowTitle(tr("VRFT-Aug Workstation"));
    makeActions();
    makeTopBar();
    makeMenus();
    makeFrame();
    bindKeys();
    connectWorkspace();
    for (Workplace* page : workplaces_)
        page->setAutosave(preferences::autosave_ms());
    setReader(preferences::reader());
    studies_->showOthersAction()->setChecked(preferences::othersShown());
    connect(studies_->showOthersAction(), &QAction::toggled, this, &preferences::setOthersShown);
    status_->setMemory(frames_.usedBytes(), frames_.budgetBytes());
}

// The workspace goes first: its thread may still tell things to the page.
MainWindow::~MainWindow() {
    leaveAll();
    workspace_.disconnect();
    workspace_.close();
}

void MainWindow::makeFrame() {
    auto* middle = new QWidget(this);
    pages_ = new QStackedWidget(middle);
    status_ = new StatusBar(undo_, settings_, middle);
    studies_ = new StudiesPage(workspace_, frames_, sample_, open_);
    addWorkplace(studies_);
    addWorkplace(new KnowledgePage(workspace_, frames_));
    addWorkplace(new DatasetsPage(workspace_, frames_));
    addWorkplace(new TrainingPage(workspace_));
    addWorkplace(new ReviewPage(workspace_, frames_));
    rail_ = new Rail(goActions_, keys_, settings_, middle);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(rail_);
    row->addWidget(pages_, 1);
    auto* all = new QVBoxLayout(middle);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(row, 1);
    all->addWidget(status_);
    setCentralWidget(middle);
    connect(status_, &StatusBar::runWanted, this, [this] { goTo({WorkplaceKind::Training, {}}); });
    connect(status_, &StatusBar::languageWanted, this, &MainWindow::setLanguage, Qt::QueuedConnection);
    auto* probe = new DeviceProbe(middle);
    connect(probe, &DeviceProbe::known, status_, &StatusBar::setDevice);
    probe->start();
    QWidget::setTabOrder(rail_, pages_);
    showWorkplace(0);
}

void MainWindow::addWorkplace(Workplace* page) {
    const int index = static_cast<int>(workplaces_.size());
    workplaces_.push_back(page);
    pages_->addWidget(page);
    QAction* go = addAction(page->name(), QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + index)));
    go->setData(page->icon());
    goActions_ << go;
    connect(go, &QAction::triggered, this, [this, index] { showWorkplace(index); });
    connect(page, &Workplace::said, status_, &StatusBar::say);
    connect(page, &Workplace::settingsWanted, settings_, &QAction::trigger);
    connect(page, &Workplace::said, this,
            [](const QString& text) { qCInfo(windowLog).noquote() << harmlessLine(text); });
    connect(page, &Workplace::badgeChanged, this,
            [this, index](int count, bool alarm, const QString& meaning) {
                rail_->setBadge(index, count, alarm, meaning);
            });
    connect(page, &Workplace::placeWanted, this, &MainWindow::goTo);
    connect(page, &Workplace::runChanged, status_, &StatusBar::setRun);
}

Workplace& MainWindow::current() const {
    return *workplaces_[static_cast<std::size_t>(pages_->currentIndex())];
}

void MainWindow::showWorkplace(int index) {
    current().commit();
    pages_->setCurrentIndex(index);
    rail_->choose(index);
    fillMenus();
    hideLeft_->setChecked(false);
    hideRight_->setChecked(false);
    current().enter();
}

void MainWindow::goTo(const PlaceLink& link) {
    for (std::size_t i = 0; i < workplaces_.size(); ++i) {
        if (workplaces_[i]->kind() != link.place) continue;
        showWorkplace(static_cast<int>(i));
        if (!link.what.isEmpty()) workplaces_[i]->open(link);
    }
}

void MainWindow::showEdit(const SteppedEdit& edit) {
    for (std::size_t i = 0; i < workplaces_.size(); ++i) {
        if (!workplaces_[i]->shows(edit.entity)) continue;
        if (&current() != workplaces_[i]) showWorkplace(static_cast<int>(i));
        workplaces_[i]->showEdit(edit);
        return;
    }
}

void MainWindow::commitAll() {
    for (Workplace* page : workplaces_)
        page->commit();
}

void MainWindow::leaveAll() {
    for (Workplace* page : workplaces_)
        page->leave();
}

void MainWindow::connectWorkspace() {
    connect(&workspace_, &WorkspaceThread::opened, this, [this](const QString& folder) {
        preferences::rememberWorkspace(folder);
        qCInfo(windowLog).noquote() << "opened" << folder;
        library_.reset();
        const QString name = qs(std::filesystem::path(utf8(folder)).filename().string());
        title_->setText(tr("Workspace %1").arg(name));
        title_->setToolTip(folder);
        setWindowTitle(tr("%1 — VRFT-Aug Workstation").arg(name));
    });
    connect(&workspace_, &WorkspaceThread::library, this,
            [this](const LibraryPointer& library) { library_ = library; });
    connect(&workspace_, &WorkspaceThread::refused, this, &MainWindow::refused);
    connect(&workspace_, &WorkspaceThread::failed, this, [this](const Trouble& trouble) {
        qCWarning(windowLog).noquote() << trouble.text();
        status_->setFailed(trouble.text());
    });
    connect(&workspace_, &WorkspaceThread::stored, this,
            [this](const std::shared_ptr<const StoredState>& state) {
                status_->setStored(*state);
                setUndo(*state);
            });
    connect(&workspace_, &WorkspaceThread::stepped, this, [this](const SteppedEdit& edit) {
        showEdit(edit);
        const QString name = editName(edit.action);
        status_->say(edit.undone ? tr("Undone: %1").arg(name) : tr("Done again: %1").arg(name));
    });
    connect(&studies_->labels(), &LabelModel::edited, status_, &StatusBar::setStoring);
    connect(&studies_->labels(), &LabelModel::removed, status_, &StatusBar::setStoring);
    connect(&frames_, &FrameSource::memoryChanged, this,
            [this] { status_->setMemory(frames_.usedBytes(), frames_.budgetBytes()); });
}

void MainWindow::setUndo(const StoredState& state) {
    undo_->setEnabled(state.undo.has_value());
    undo_->setText(state.undo ? tr("Undo: %1").arg(editName(qs(state.undo->action))) : tr("Undo"));
    redo_->setEnabled(state.redo.has_value());
    redo_->setText(state.redo ? tr("Redo: %1").arg(editName(qs(state.redo->action))) : tr("Redo"));
}

void MainWindow::setReader(const QString& reader) {
    commitAll();
    preferences::setReader(reader);
    workspace_.setReader(reader);
    for (Workplace* page : workplaces_)
        page->setReader(reader);
    status_->setReader(reader);
}

// Focus order: rail, left dock, page, right dock, status bar.
void MainWindow::jumpArea(int direction) {
    QList<QWidget*> areas{rail_};
    areas += current().areas();
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
    current().setLeftHidden(only || hideLeft_->isChecked());
    current().setRightHidden(only || hideRight_->isChecked());
    current().setOnlyImage(only);
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    current().enter();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    commitAll();
    QSettings().setValue(QStringLiteral("window"), saveGeometry());
    hide(); // gone for the eye while the import comes to its end
    leaveAll();
    event->accept();
}

} // namespace vrft::ui
