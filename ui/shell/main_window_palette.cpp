// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the command palette offers: every action of the window and of the workplace in view, workspaces, and
// patients by name.
#include "ui/shell/command_palette.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/studies/studies_page.h"
#include "ui/widgets/text.h"

#include <QMenu>
#include <QStackedWidget>

namespace vrft::ui {

namespace {

constexpr std::size_t kMostStudies = 8;

// Each action once, under the heading it was met first.
class Collection {
public:
    void add(const QList<QAction*>& actions, const QString& detail) {
        for (QAction* action : actions) {
            if (action->isSeparator() || action->menu() != nullptr || !action->isVisible()) continue;
            if (action->text().isEmpty() || !met_.insert(action).second) continue;
            commands.push_back(commandOf(action, detail));
        }
    }
    void leaveOut(const QList<QAction*>& actions) { met_.insert(actions.begin(), actions.end()); }

    std::vector<Command> commands;

private:
    std::set<const QAction*> met_;
};

} // namespace

std::vector<Command> MainWindow::commands() {
    Collection all;
    all.leaveOut(goActions_ + QList<QAction*>{palette_});
    for (int i = 0; i < goActions_.size(); ++i) {
        Command go = commandOf(goActions_[i], tr("Workplace"));
        go.name = tr("Go to %1").arg(go.name);
        go.icon = goActions_[i]->data().toString();
        go.enabled = i != pages_->currentIndex();
        go.reason = tr("In view");
        all.commands.push_back(std::move(go));
    }
    for (const KeyGroup& group : current().keyGroups())
        all.add(group.actions, group.name);
    const MenuActions here = current().menuActions();
    for (const QList<QAction*>& actions : {here.edit, here.view, here.go, here.run})
        all.add(actions, current().name());
    for (const Workplace* page : workplaces_)
        all.add(page->menuActions().workspace, workspaceMenu_->title());
    all.add(windowKeys().actions, tr("Window"));
    all.add(themeMenu_->actions(), themeMenu_->title());
    for (const QString& folder : preferences::recentWorkspaces()) {
        const std::filesystem::path path = utf8(folder);
        Command open;
        open.name = tr("Open workspace %1").arg(qs(path.filename().string()));
        open.detail = folder;
        open.icon = QStringLiteral("folder");
        open.enabled = path != workspace_.folder();
        open.reason = tr("Open now");
        open.run = [this, path] { openWorkspace(path, false); };
        all.commands.push_back(std::move(open));
    }
    return std::move(all.commands);
}

std::vector<Command> MainWindow::commandsOfStudies(const QString& typed) {
    std::vector<Command> found;
    if (!library_) return found;
    for (const FoundStudy& study : findStudies(*library_, typed, kMostStudies)) {
        Command command;
        command.name = study.name;
        command.detail = study.detail;
        command.icon = QStringLiteral("person");
        command.run = [this, image = study.image] {
            goTo({WorkplaceKind::Studies, QStringLiteral("%1 %2").arg(qs(image.sopUid)).arg(image.frame)});
        };
        found.push_back(std::move(command));
    }
    return found;
}

void MainWindow::showPalette() {
    commandPalette_->open(commands(), [this](const QString& typed) { return commandsOfStudies(typed); });
}

} // namespace vrft::ui
