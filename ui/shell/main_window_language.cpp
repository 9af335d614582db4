// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window in another language: everything in it is made anew, since texts are given to widgets once.
#include "ui/shell/command_palette.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/shell/status_bar.h"
#include "ui/studies/studies_page.h"
#include "ui/widgets/text.h"

#include <QStackedWidget>

namespace vrft::ui {

QString MainWindow::unfinished() const {
    if (sampleJob_ != nullptr) return tr("The sample is being made");
    for (const Workplace* page : workplaces_)
        if (const QString words = page->unfinished(); !words.isEmpty()) return words;
    return {};
}

void MainWindow::setLanguage(Language language) {
    if (language == spoken()) return;
    if (const QString words = unfinished(); !words.isEmpty()) {
        status_->say(tr("%1. Choose the language again when that has ended").arg(words));
        return;
    }
    preferences::setLanguage(language);
    commitAll();
    std::vector<std::any> states;
    for (const Workplace* page : workplaces_)
        states.push_back(page->state());
    leaveAll();
    const int place = pages_->currentIndex();
    const std::filesystem::path folder = workspace_.folder();
    setUpdatesEnabled(false);
    takeApart();
    speak(language);
    makeParts();
    for (std::size_t i = 0; i < workplaces_.size(); ++i)
        workplaces_[i]->setState(states[i]);
    showWorkplace(place);
    setUpdatesEnabled(true);
    if (!folder.empty()) openWorkspace(folder, false); // tells the new pages what there is
}

// As at the window's end: nobody listens to the workspace any more, then the pages go, then their actions.
void MainWindow::takeApart() {
    workspace_.disconnect();
    frames_.disconnect(this);
    setMenuWidget(nullptr);
    delete commandPalette_;
    delete takeCentralWidget();
    keyBindings_.forget();
    workplaces_.clear();
    goActions_.clear();
    library_.reset();
    const QList<QAction*> actions = this->actions();
    qDeleteAll(actions);
}

} // namespace vrft::ui
