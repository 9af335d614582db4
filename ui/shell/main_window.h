// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window: menu bar, rail, workplaces, status bar, and what they share.
//
// Owns the workspace's thread. Knows workplaces by what they all are (ui/workspace/workplace.h); Studies
// alone also by name, for a workspace begins there. Doesn't decode, query or store anything itself.
// Ownership: borrows themes and frames, which must outlive it. Thread rule: UI thread.
#pragma once

#include "ui/shell/commands.h"
#include "ui/shell/key_bindings.h"
#include "ui/shell/language.h"
#include "ui/viewer/frame_source.h"
#include "ui/widgets/themes.h"
#include "ui/workspace/workspace_thread.h"

#include <QMainWindow>
#include <filesystem>

class QLabel;
class QMenu;
class QMenuBar;
class QPushButton;
class QStackedWidget;

namespace vrft::ui {

class CommandPalette;
class Rail;
class SampleJob;
class StatusBar;
class StudiesPage;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Themes& themes, FrameSource& frames, QWidget* parent = nullptr);
    ~MainWindow() override;

    // Opens the workspace in `folder`; `create`: makes it where there is none.
    void openWorkspace(const std::filesystem::path& folder, bool create);

    void openSample(); // in the place of workspaces; made there where it isn't

    // Makes the window anew in that language, with what is open and shown; says why where something would
    // break off. The language is remembered.
    void setLanguage(Language language);

    StudiesPage& studies() { return *studies_; }
    const std::vector<Workplace*>& workplaces() const { return workplaces_; } // in the order of work
    Workplace& current() const;
    void goTo(const PlaceLink& link); // another workplace, and what to show there
    StatusBar& status() { return *status_; }
    WorkspaceThread& workspace() { return workspace_; }

Q_SIGNALS:
    void refusalShown(); // the dialog of a refused workspace is up

protected:
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void makeParts();
    void takeApart();
    QString unfinished() const;
    void makeActions();
    void makeMenus();
    void makeTopBar();
    void makeFrame();
    void addWorkplace(Workplace* page);
    void showWorkplace(int index);
    void showEdit(const SteppedEdit& edit);
    void commitAll();
    void leaveAll();
    void fillMenus();
    void bindKeys();
    KeyGroup windowKeys() const;
    void connectWorkspace();
    void chooseWorkspace();
    void makeWorkspace();
    void importTask();
    void fillRecent();
    void showTrash();
    void showBackups();
    void restore(const QString& backup, const QString& when);
    void refused(const Trouble& trouble);
    void setUndo(const StoredState& state);
    void setReader(const QString& reader);
    void showSettings();
    void showKeys();
    void showAbout();
    void showLog();
    void showPalette();
    std::vector<Command> commands();
    std::vector<Command> commandsOfStudies(const QString& typed);
    void jumpArea(int direction);
    void setOnlyImage(bool only);
    QAction* addAction(const QString& name, const QKeySequence& keys);

    Themes& themes_;
    FrameSource& frames_;
    WorkspaceThread workspace_;
    std::filesystem::path wanted_; // the workspace asked for last
    QWidget* topBar_ = nullptr;
    QMenuBar* menus_ = nullptr;
    QLabel* title_ = nullptr;
    Rail* rail_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    std::vector<Workplace*> workplaces_; // in the order of work; `pages_` has them by the same index
    QList<QAction*> goActions_;          // to each of them
    StudiesPage* studies_ = nullptr;
    StatusBar* status_ = nullptr;
    QPushButton* search_ = nullptr; // looks like a field; opens the palette
    CommandPalette* commandPalette_ = nullptr;
    LibraryPointer library_; // of the open workspace, for the palette

    KeyBindings keyBindings_;
    SampleJob* sampleJob_ = nullptr;
    QMenu* recent_ = nullptr;
    QMenu* workspaceMenu_ = nullptr;
    QMenu* editMenu_ = nullptr;
    QMenu* viewMenu_ = nullptr;
    QMenu* goMenu_ = nullptr;
    QMenu* runMenu_ = nullptr;
    QMenu* themeMenu_ = nullptr;
    QAction* new_ = nullptr;
    QAction* open_ = nullptr;
    QAction* task_ = nullptr;
    QAction* sample_ = nullptr;
    QAction* trash_ = nullptr;
    QAction* backups_ = nullptr;
    QAction* quit_ = nullptr;
    QAction* undo_ = nullptr;
    QAction* redo_ = nullptr;
    QAction* hideLeft_ = nullptr;
    QAction* hideRight_ = nullptr;
    QAction* onlyImage_ = nullptr;
    QAction* nextArea_ = nullptr;
    QAction* previousArea_ = nullptr;
    QAction* settings_ = nullptr;
    QAction* keys_ = nullptr;
    QAction* log_ = nullptr;
    QAction* about_ = nullptr;
    QAction* palette_ = nullptr;
};

} // namespace vrft::ui
