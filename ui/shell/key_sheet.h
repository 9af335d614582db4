// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// All keys on one page, by group, as they are set now.
//
// Reads the actions it is given; changes none. Ownership: the caller's. Thread rule: UI thread.
#pragma once

#include <QAction>
#include <QDialog>
#include <QList>
#include <QString>
#include <utility>
#include <vector>

namespace vrft::ui {

struct KeyGroup {
    QString name;
    QList<QAction*> actions;                        // those without a key are left out
    std::vector<std::pair<QString, QString>> fixed; // keys and mouse that belong to no action: name, key
};

class KeySheet : public QDialog {
    Q_OBJECT
public:
    explicit KeySheet(const std::vector<KeyGroup>& groups, QWidget* parent = nullptr);
};

} // namespace vrft::ui
