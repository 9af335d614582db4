// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The command palette: a field over the window and under it what the typed letters mean. Arrow keys and
// Enter, or a click; Escape gives the focus back.
//
// Doesn't know what its commands do. Ownership: the window's, over whose children it lies. Thread rule: UI
// thread.
#pragma once

#include "ui/shell/commands.h"

#include <QFrame>
#include <QPointer>

class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace vrft::ui {

class CommandPalette : public QFrame {
    Q_OBJECT
public:
    using Search = std::function<std::vector<Command>(const QString& typed)>;

    explicit CommandPalette(QWidget* window);

    // `search`: what else fits, asked at every letter.
    void open(std::vector<Command> commands, Search search);
    QStringList shown() const;                          // names, from top to bottom; for tests
    void setAnchor(QWidget* field) { anchor_ = field; } // whose place it takes at the window's top

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void place();
    void run(const QListWidgetItem* item);
    void leave(bool focusBack);
    void step(int rows);

    std::vector<Command> commands_;
    Search search_;
    std::vector<Command> shown_; // beside the rows of the list
    QLineEdit* field_;
    QListWidget* list_;
    QPointer<QWidget> anchor_;
    QPointer<QWidget> focusBefore_;
};

} // namespace vrft::ui
