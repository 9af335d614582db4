// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_sheet.h"

#include "ui/shell/key_bindings.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/key_cap.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kGap = 32;
constexpr int kMostWidth = 1200; // of the smallest window
constexpr int kMostHeight = 640;

void addRow(QGridLayout& grid, int row, const QString& name, const QString& keys, QWidget* parent) {
    auto* cap = makeLabel(keys, TextKind::Caption, parent);
    cap->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    grid.addWidget(makeLabel(name, TextKind::Second, parent), row, 0);
    grid.addWidget(cap, row, 1);
}

// Groups of one name are one column.
std::vector<KeyGroup> joined(const std::vector<KeyGroup>& groups) {
    std::vector<KeyGroup> columns;
    for (const KeyGroup& group : groups) {
        const auto same = std::find_if(columns.begin(), columns.end(),
                                       [&](const KeyGroup& column) { return column.name == group.name; });
        if (same == columns.end()) {
            columns.push_back(group);
            continue;
        }
        same->actions += group.actions;
        same->hands.insert(same->hands.end(), group.hands.begin(), group.hands.end());
    }
    return columns;
}

// Beside each other as far as there is room, then below.
QWidget* inRows(const std::vector<QWidget*>& columns) {
    auto* sheet = new QWidget;
    auto* rows = new QVBoxLayout(sheet);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(16);
    QHBoxLayout* row = nullptr;
    int used = 0;
    for (QWidget* column : columns) {
        const int width = column->sizeHint().width() + kGap;
        if (row == nullptr || used + width > kMostWidth) {
            if (row != nullptr) row->addStretch(1);
            row = new QHBoxLayout;
            row->setSpacing(kGap);
            rows->addLayout(row);
            used = 0;
        }
        row->addWidget(column);
        used += width;
    }
    if (row != nullptr) row->addStretch(1);
    rows->addStretch(1);
    return sheet;
}

} // namespace

KeySheet::KeySheet(const std::vector<KeyGroup>& groups, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Keys"));
    setAccessibleName(tr("Keys"));
    std::vector<QWidget*> columns;
    for (const KeyGroup& group : joined(groups)) {
        auto* column = new QWidget(this);
        auto* grid = new QGridLayout(column);
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setHorizontalSpacing(24);
        grid->setVerticalSpacing(4);
        int row = 0;
        grid->addWidget(makeLabel(group.name, TextKind::Head, column), row++, 0, 1, 2);
        QStringList said; // several actions may share one line ("1 … 9")
        for (const QAction* action : group.actions) {
            const QString shared = action->property("keys").toString();
            const QString keys =
                shared.isEmpty() ? action->shortcut().toString(QKeySequence::NativeText) : shared;
            if (keys.isEmpty() || said.contains(keys)) continue;
            said << keys;
            // "Undo: Draw box 1" is what it would do now; the sheet says what the key is for.
            addRow(*grid, row++, shared.isEmpty() ? KeyBindings::nameOf(*action) : tr("Class or grade"), keys,
                   column);
        }
        for (const auto& [name, keys] : group.hands)
            addRow(*grid, row++, name, keys, column);
        grid->setRowStretch(row, 1);
        columns.push_back(column);
    }
    auto* scroll = new QScrollArea(this);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(inRows(columns));
    const QSize room = scroll->widget()->sizeHint();
    scroll->setMinimumSize(std::min(room.width(), kMostWidth) +
                               scroll->verticalScrollBar()->sizeHint().width(),
                           std::min(room.height(), kMostHeight));
    auto* close = makeCloseButton(*this, ButtonKind::Filled);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(close);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(12);
    all->addWidget(scroll, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addLayout(foot);
}

} // namespace vrft::ui
