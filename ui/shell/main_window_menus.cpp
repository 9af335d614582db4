// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Actions, menus and the small dialogs behind them.
#include "ui/shell/about_dialog.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/key_sheet.h"
#include "ui/shell/log_dialog.h"
#include "ui/shell/log_file.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/shell/settings_dialog.h"
#include "ui/shell/status_bar.h"
#include "ui/studies/studies_page.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QTimer>

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
    hideLeft_ = addAction(tr("Hide the left panel"), QKeySequence(Qt::CTRL | Qt::Key_B));
    hideRight_ = addAction(tr("Hide the right panel"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_B));
    onlyImage_ = addAction(tr("Only the image"), QKeySequence(Qt::Key_F11));
    for (QAction* action : {hideLeft_, hideRight_, onlyImage_})
        action->setCheckable(true);
    nextArea_ = addAction(tr("Next area"), QKeySequence(Qt::Key_F6));
    previousArea_ = addAction(tr("Previous area"), QKeySequence(Qt::SHIFT | Qt::Key_F6));
    settings_ = addAction(tr("Settings…"), QKeySequence(Qt::CTRL | Qt::Key_Comma));
    keys_ = addAction(tr("Keys"), QKeySequence(Qt::Key_Question));
    log_ = addAction(tr("Log…"), {});
    log_->setObjectName(QStringLiteral("showLog"));
    about_ = addAction(tr("About"), {});
    about_->setObjectName(QStringLiteral("about"));

    palette_ = addAction(tr("Command palette…"), QKeySequence(Qt::CTRL | Qt::Key_K));
    palette_->setObjectName(QStringLiteral("commandPalette"));
    undo_->setProperty("reason", tr("Nothing to undo"));
    redo_->setProperty("reason", tr("Nothing to redo"));

    connect(new_, &QAction::triggered, this, &MainWindow::makeWorkspace);
    connect(open_, &QAction::triggered, this, &MainWindow::chooseWorkspace);
    connect(task_, &QAction::triggered, this, &MainWindow::importTask);
    connect(sample_, &QAction::triggered, this, &MainWindow::openSample);
    connect(trash_, &QAction::triggered, this, &MainWindow::showTrash);
    connect(backups_, &QAction::triggered, this, &MainWindow::showBackups);
    connect(quit_, &QAction::triggered, this, &QWidget::close);
    connect(undo_, &QAction::triggered, this, [this] {
        commitAll();
        workspace_.undo();
    });
    connect(redo_, &QAction::triggered, this, [this] { workspace_.redo(); });
    connect(hideLeft_, &QAction::toggled, this, [this](bool on) { current().setLeftHidden(on); });
    connect(hideRight_, &QAction::toggled, this, [this](bool on) { current().setRightHidden(on); });
    connect(onlyImage_, &QAction::toggled, this, &MainWindow::setOnlyImage);
    connect(nextArea_, &QAction::triggered, this, [this] { jumpArea(1); });
    connect(previousArea_, &QAction::triggered, this, [this] { jumpArea(-1); });
    connect(settings_, &QAction::triggered, this, &MainWindow::showSettings);
    connect(keys_, &QAction::triggered, this, &MainWindow::showKeys);
    connect(log_, &QAction::triggered, this, &MainWindow::showLog);
    connect(about_, &QAction::triggered, this, &MainWindow::showAbout);
    connect(palette_, &QAction::triggered, this, &MainWindow::showPalette);
}

void MainWindow::makeTopBar() {
    topBar_ = new QWidget(this);
    topBar_->setObjectName(QStringLiteral("topBar"));
    topBar_->setAttribute(Qt::WA_StyledBackground);
    topBar_->setMinimumHeight(32);
    menus_ = new QMenuBar(topBar_);
    menus_->setAccessibleName(tr("Menus"));
    title_ = makeLabel({}, TextKind::Head, topBar_);
    title_->setAlignment(Qt::AlignCenter);
    auto* row = new QHBoxLayout(topBar_);
    row->setContentsMargins(8, 0, 8, 0);
    row->addWidget(menus_, 1);
    row->addWidget(title_, 1);
    search_ = makeButton(tr("Search, or type a command"), ButtonKind::Plain, topBar_);
    search_->setObjectName(QStringLiteral("search"));
    search_->setProperty("kind", QStringLiteral("search"));
    search_->setIcon(icon(QStringLiteral("search"), Token::Text3));
    search_->setIconSize({14, 14});
    followKey(search_, palette_, tr("Search, or type a command"));
    connect(search_, &QPushButton::clicked, palette_, &QAction::trigger);
    auto* inside = new QHBoxLayout(search_);
    inside->setContentsMargins(0, 0, 6, 0);
    inside->addStretch(1);
    inside->addWidget(new KeyCap(palette_, search_));
    search_->setMinimumWidth(search_->sizeHint().width() + 64);
    auto* right = new QHBoxLayout;
    right->addStretch(1);
    right->addWidget(search_);
    row->addLayout(right, 1);
    setMenuWidget(topBar_);
    commandPalette_ = new CommandPalette(this);
    commandPalette_->setAnchor(search_);
}

void MainWindow::makeMenus() {
    workspaceMenu_ = menus_->addMenu(tr("Workspace"));
    recent_ = new QMenu(tr("Open recent"), workspaceMenu_);
    connect(recent_, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    editMenu_ = menus_->addMenu(tr("Edit"));
    viewMenu_ = menus_->addMenu(tr("View"));
    goMenu_ = menus_->addMenu(tr("Go"));
    runMenu_ = menus_->addMenu(tr("Run"));
    menus_->addMenu(tr("Help"))->addActions({keys_, log_, about_});
    themeMenu_ = new QMenu(tr("Theme"), viewMenu_);
    auto* choices = new QActionGroup(themeMenu_);
    for (const auto& [choice, name] :
         {std::pair(ThemeChoice::System, tr("As the system")), std::pair(ThemeChoice::Dark, tr("Dark")),
          std::pair(ThemeChoice::Light, tr("Light"))}) {
        QAction* action = themeMenu_->addAction(name);
        action->setCheckable(true);
        choices->addAction(action);
        connect(themeMenu_, &QMenu::aboutToShow, action,
                [this, action, choice = choice] { action->setChecked(themes_.choice() == choice); });
        connect(action, &QAction::triggered, this, [this, choice = choice] {
            themes_.choose(choice);
            preferences::setThemeChoice(choice);
        });
    }
}

// What can be done in the workplace in view. A menu makes its actions' keys work, so it holds those of no
// other, but for what brings things into the workspace.
void MainWindow::fillMenus() {
    const MenuActions here = current().menuActions();
    const auto fill = [](QMenu* menu, std::initializer_list<QList<QAction*>> groups) {
        menu->clear();
        for (const QList<QAction*>& group : groups) {
            if (group.isEmpty()) continue;
            if (!menu->isEmpty()) menu->addSeparator();
            menu->addActions(group);
        }
        menu->menuAction()->setVisible(!menu->isEmpty());
    };
    QList<QAction*> brought;
    for (const Workplace* page : workplaces_)
        brought += page->menuActions().workspace;
    fill(workspaceMenu_, {{new_, open_, recent_->menuAction(), sample_},
                          brought + QList<QAction*>{task_},
                          {trash_, backups_},
                          {settings_, quit_}});
    fill(editMenu_, {{undo_, redo_}, here.edit});
    fill(viewMenu_, {here.view, {hideLeft_, hideRight_, onlyImage_}, {themeMenu_->menuAction()}});
    fill(goMenu_, {here.go, goActions_ + QList<QAction*>{nextArea_, previousArea_}, {palette_}});
    fill(runMenu_, {here.run});
}

void MainWindow::bindKeys() {
    for (const Workplace* page : workplaces_)
        for (const KeyGroup& group : page->keyGroups())
            keyBindings_.add(group, page->icon());
    keyBindings_.add(windowKeys());
}

KeyGroup MainWindow::windowKeys() const {
    return {tr("Window"),
            QList<QAction*>{undo_, redo_, new_, open_, sample_, task_, trash_, backups_} + goActions_ +
                QList<QAction*>{hideLeft_, hideRight_, onlyImage_, nextArea_, previousArea_, palette_,
                                settings_, keys_, log_, about_, quit_},
            {}};
}

void MainWindow::showSettings() {
    SettingsDialog dialog(themes_, keyBindings_, workspace_.folder(), this);
    connect(&dialog, &SettingsDialog::autosaveChanged, this, [this](int milliseconds) {
        preferences::setAutosave_ms(milliseconds);
        for (Workplace* page : workplaces_)
            page->setAutosave(milliseconds);
    });
    std::optional<Language> chosen;
    connect(&dialog, &SettingsDialog::languageChosen, this,
            [&chosen](Language language) { chosen = language; });
    connect(&dialog, &SettingsDialog::readerChanged, this, &MainWindow::setReader);
    connect(&dialog, &SettingsDialog::memoryChanged, this, [this](int megabytes) {
        preferences::setImageMemory_mb(megabytes);
        frames_.setBudget(static_cast<std::uint64_t>(megabytes) << 20);
    });
    dialog.exec();
    if (!chosen) return;
    // Not here: what was clicked to come here goes too.
    QTimer::singleShot(0, this, [this, language = *chosen] {
        setLanguage(language);
        if (spoken() == language) showSettings(); // where it was chosen, in that language
    });
}

void MainWindow::showKeys() {
    std::vector<KeyGroup> groups = current().keyGroups();
    groups.push_back(windowKeys());
    KeySheet(groups, this).exec();
}

void MainWindow::showAbout() {
    AboutDialog(this).exec();
}

void MainWindow::showLog() {
    LogDialog(LogFile::defaultFolder(), this).exec();
}

} // namespace vrft::ui
