// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Actions, menus and the small dialogs behind them.
#include "ui/shell/key_sheet.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/shell/settings_dialog.h"
#include "ui/shell/status_bar.h"
#include "ui/studies/studies_page.h"
#include "ui/viewer/viewer_panel.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/icons.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>

namespace vrft::ui {

QAction* MainWindow::addAction(const QString& name, const QKeySequence& keys) {
    auto* action = new QAction(name, this);
    action->setShortcut(keys);
    QWidget::addAction(action);
    return action;
}

void MainWindow::makeActions() {
    new_ = addAction(tr("New workspace…"), {});
    open_ = addAction(tr("Open workspace…"), QKeySequence(QKeySequence::Open));
    sample_ = addAction(tr("Open the sample"), {});
    task_ = addAction(tr("Import a task…"), {});
    task_->setObjectName(QStringLiteral("importTask"));
    trash_ = addAction(tr("Trash…"), {});
    backups_ = addAction(tr("Backups…"), {});
    new_->setObjectName(QStringLiteral("newWorkspace"));
    sample_->setObjectName(QStringLiteral("openSample"));
    trash_->setObjectName(QStringLiteral("showTrash"));
    backups_->setObjectName(QStringLiteral("showBackups"));
    quit_ = addAction(tr("Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    undo_ = addAction(tr("Undo"), QKeySequence(Qt::CTRL | Qt::Key_Z));
    redo_ = addAction(tr("Redo"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    redo_->setObjectName(QStringLiteral("redo"));
    undo_->setIcon(icon(QStringLiteral("undo")));
    redo_->setIcon(icon(QStringLiteral("redo")));
    undo_->setEnabled(false);
    redo_->setEnabled(false);
    studiesAction_ = addAction(tr("Studies"), QKeySequence(Qt::CTRL | Qt::Key_1));
    hideLeft_ = addAction(tr("Hide the browser"), QKeySequence(Qt::CTRL | Qt::Key_B));
    hideRight_ = addAction(tr("Hide the label panel"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_B));
    onlyImage_ = addAction(tr("Only the image"), QKeySequence(Qt::Key_F11));
    for (QAction* action : {hideLeft_, hideRight_, onlyImage_})
        action->setCheckable(true);
    nextArea_ = addAction(tr("Next area"), QKeySequence(Qt::Key_F6));
    previousArea_ = addAction(tr("Previous area"), QKeySequence(Qt::SHIFT | Qt::Key_F6));
    settings_ = addAction(tr("Settings…"), QKeySequence(Qt::CTRL | Qt::Key_Comma));
    keys_ = addAction(tr("Keys"), QKeySequence(Qt::Key_Question));
    about_ = addAction(tr("About"), {});
    about_->setObjectName(QStringLiteral("about"));

    connect(new_, &QAction::triggered, this, &MainWindow::makeWorkspace);
    connect(open_, &QAction::triggered, this, &MainWindow::chooseWorkspace);
    connect(task_, &QAction::triggered, this, &MainWindow::importTask);
    connect(sample_, &QAction::triggered, this, &MainWindow::openSample);
    connect(trash_, &QAction::triggered, this, &MainWindow::showTrash);
    connect(backups_, &QAction::triggered, this, &MainWindow::showBackups);
    connect(quit_, &QAction::triggered, this, &QWidget::close);
    connect(undo_, &QAction::triggered, this, [this] {
        studies_->commit();
        workspace_.undo();
    });
    connect(redo_, &QAction::triggered, this, [this] { workspace_.redo(); });
    connect(studiesAction_, &QAction::triggered, this, [this] { studies_->viewer().view().setFocus(); });
    connect(hideLeft_, &QAction::toggled, this, [this](bool on) { studies_->setLeftHidden(on); });
    connect(hideRight_, &QAction::toggled, this, [this](bool on) { studies_->setRightHidden(on); });
    connect(onlyImage_, &QAction::toggled, this, &MainWindow::setOnlyImage);
    connect(nextArea_, &QAction::triggered, this, [this] { jumpArea(1); });
    connect(previousArea_, &QAction::triggered, this, [this] { jumpArea(-1); });
    connect(settings_, &QAction::triggered, this, &MainWindow::showSettings);
    connect(keys_, &QAction::triggered, this, &MainWindow::showKeys);
    connect(about_, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::makeTopBar() {
    topBar_ = new QWidget(this);
    topBar_->setObjectName(QStringLiteral("topBar"));
    topBar_->setAttribute(Qt::WA_StyledBackground);
    topBar_->setFixedHeight(32);
    menus_ = new QMenuBar(topBar_);
    menus_->setAccessibleName(tr("Menus"));
    title_ = makeLabel({}, TextKind::Head, topBar_);
    title_->setAlignment(Qt::AlignCenter);
    auto* row = new QHBoxLayout(topBar_);
    row->setContentsMargins(8, 0, 8, 0);
    row->addWidget(menus_, 1);
    row->addWidget(title_, 1);
    row->addStretch(1);
    setMenuWidget(topBar_);
}

void MainWindow::makeMenus() {
    QMenu* workspace = menus_->addMenu(tr("Workspace"));
    workspace->addActions({new_, open_});
    recent_ = workspace->addMenu(tr("Open recent"));
    connect(recent_, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    workspace->addAction(sample_);
    workspace->addSeparator();
    workspace->addActions({studies_->importAction(), studies_->importFilesAction(), task_});
    workspace->addSeparator();
    workspace->addActions({trash_, backups_});
    workspace->addSeparator();
    workspace->addActions({settings_, quit_});
    QMenu* edit = menus_->addMenu(tr("Edit"));
    edit->addActions({undo_, redo_});
    edit->addSeparator();
    edit->addActions({studies_->filterAction(), studies_->trashAction()});
    QMenu* view = menus_->addMenu(tr("View"));
    view->addActions(studies_->viewer().viewActions());
    view->addSeparator();
    view->addActions({studies_->showOthersAction(), hideLeft_, hideRight_, onlyImage_});
    view->addSeparator();
    QMenu* look = view->addMenu(tr("Theme"));
    auto* choices = new QActionGroup(look);
    for (const auto& [choice, name] :
         {std::pair(ThemeChoice::System, tr("As the system")), std::pair(ThemeChoice::Dark, tr("Dark")),
          std::pair(ThemeChoice::Light, tr("Light"))}) {
        QAction* action = look->addAction(name);
        action->setCheckable(true);
        choices->addAction(action);
        connect(look, &QMenu::aboutToShow, action,
                [this, action, choice = choice] { action->setChecked(themes_.choice() == choice); });
        connect(action, &QAction::triggered, this, [this, choice = choice] {
            themes_.choose(choice);
            preferences::setThemeChoice(choice);
        });
    }
    QMenu* go = menus_->addMenu(tr("Go"));
    go->addActions(studies_->viewer().goActions());
    const QList<QAction*> labels = studies_->labelActions();
    go->addActions(labels.mid(labels.size() - 2)); // back, next unlabelled
    go->addSeparator();
    go->addActions({studiesAction_, nextArea_, previousArea_});
    QMenu* help = menus_->addMenu(tr("Help"));
    help->addActions({keys_, about_});
}

void MainWindow::bindKeys() {
    QList<QAction*> labels;
    QList<QAction*> classes; // digits are the classes
    for (QAction* action : studies_->labelActions())
        (action->property("keys").isValid() ? classes : labels) << action;
    keyBindings_.add(tr("Image"), studies_->viewer().viewActions());
    keyBindings_.add(tr("Label"), labels);
    keyBindings_.addFixed(tr("Label"), classes);
    keyBindings_.add(tr("Window"), windowActions());
}

QList<QAction*> MainWindow::windowActions() const {
    return studies_->viewer().goActions() + QList<QAction*>{undo_,
                                                            redo_,
                                                            studies_->filterAction(),
                                                            studies_->trashAction(),
                                                            studies_->importAction(),
                                                            studies_->importFilesAction(),
                                                            new_,
                                                            open_,
                                                            sample_,
                                                            task_,
                                                            trash_,
                                                            backups_,
                                                            studiesAction_,
                                                            hideLeft_,
                                                            hideRight_,
                                                            onlyImage_,
                                                            nextArea_,
                                                            previousArea_,
                                                            settings_,
                                                            keys_,
                                                            about_,
                                                            quit_};
}

void MainWindow::showSettings() {
    SettingsDialog dialog(themes_, keyBindings_, this);
    connect(&dialog, &SettingsDialog::autosaveChanged, this, [this](int milliseconds) {
        preferences::setAutosave_ms(milliseconds);
        studies_->setAutosave(milliseconds);
    });
    connect(&dialog, &SettingsDialog::readerChanged, this, &MainWindow::setReader);
    connect(&dialog, &SettingsDialog::memoryChanged, this, [this](int megabytes) {
        preferences::setImageMemory_mb(megabytes);
        frames_.setBudget(static_cast<std::uint64_t>(megabytes) << 20);
    });
    dialog.exec();
}

void MainWindow::showKeys() {
    const std::vector<KeyGroup> groups{{tr("Image"),
                                        studies_->viewer().viewActions(),
                                        {{tr("Window and level"), tr("right drag")},
                                         {tr("Move the image"), tr("middle drag")},
                                         {tr("Zoom at the pointer"), tr("Ctrl + wheel")},
                                         {tr("Fit"), tr("double-click")}}},
                                       {tr("Label"),
                                        studies_->labelActions(),
                                        {{tr("Move the chosen box"), tr("arrow keys")},
                                         {tr("Move it by 10"), tr("Shift + arrow keys")},
                                         {tr("Remove what is chosen"), tr("Delete")},
                                         {tr("Let go, back to the pointer"), tr("Escape")}}},
                                       {tr("Window"), windowActions(), {}}};
    KeySheet(groups, this).exec();
}

void MainWindow::showAbout() {
    Message message;
    message.icon = QStringLiteral("info");
    message.title = tr("About");
    message.head = tr("VRFT-Aug Workstation %1").arg(QStringLiteral(VRFT_VERSION));
    message.text =
        tr("For research only, not for diagnosis.\n\nNothing leaves this computer. The window is licensed "
           "under the GNU General Public License, version 3 or later; it is made with Qt.");
    message.buttons = {tr("Close")};
    MessageDialog(message, this).exec();
}

} // namespace vrft::ui
