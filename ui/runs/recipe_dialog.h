// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// All settings of a run as text: the resolved recipe, to read and to change, with the first error in words as
// it is typed.
//
// Thread rule: UI thread. Ownership: the caller's.
#pragma once

#include "ui/runs/recipe_choice.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace vrft::ui {

class RecipeDialog : public QDialog {
    Q_OBJECT
public:
    RecipeDialog(const Recipe& recipe, const PresetContext& context, QWidget* parent = nullptr);
    const RecipeChoice& choice() const { return choice_; } // once accepted

private:
    void check();

    PresetContext context_;
    RecipeChoice choice_;
    QPlainTextEdit* text_;
    QLabel* trouble_;
    QPushButton* take_;
};

} // namespace vrft::ui
