// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the recipe of a new run under a name, and takes kept ones out.
//
// Writes nothing: the caller does, by `name` once accepted and on `removeWanted`. Thread rule: UI thread.
// Ownership: the caller's.
#pragma once

#include "ui/runs/saved_recipes.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace vrft::ui {

class SaveRecipeDialog : public QDialog {
    Q_OBJECT
public:
    SaveRecipeDialog(const std::vector<SavedRecipe>& saved, const QString& suggestion,
                     QWidget* parent = nullptr);
    QString name() const;

Q_SIGNALS:
    void removeWanted(const QString& name);

private:
    void check();
    void remove();
    bool taken(const QString& name) const;

    QLineEdit* name_;
    QLabel* trouble_;
    QListWidget* saved_;
    QPushButton* remove_;
    QPushButton* save_;
};

} // namespace vrft::ui
