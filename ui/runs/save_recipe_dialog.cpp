// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/save_recipe_dialog.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace vrft::ui {

SaveRecipeDialog::SaveRecipeDialog(const std::vector<SavedRecipe>& saved, const QString& suggestion,
                                   QWidget* parent)
    : QDialog(parent)
    , name_(new QLineEdit(suggestion, this))
    , trouble_(makeLabel({}, TextKind::Caption, this))
    , saved_(new QListWidget(this))
    , remove_(makeButton(tr("Remove"), ButtonKind::Plain, this))
    , save_(makeButton(tr("Save recipe"), ButtonKind::Filled, this)) {
    setWindowTitle(tr("Save recipe"));
    setAccessibleName(tr("Save recipe"));
    setMinimumWidth(440);
    name_->setObjectName(QStringLiteral("recipeName"));
    name_->setAccessibleName(tr("Name"));
    name_->setToolTip(tr("Name under which the recipe stands among the presets"));
    name_->selectAll();
    trouble_->setObjectName(QStringLiteral("recipeNameTrouble"));
    trouble_->setWordWrap(true);
    saved_->setObjectName(QStringLiteral("savedRecipes"));
    saved_->setAccessibleName(tr("Saved recipes"));
    saved_->setToolTip(tr("Saved recipes: choose one to take its name, or to remove it"));
    saved_->setTabKeyNavigation(false);
    for (const SavedRecipe& recipe : saved)
        saved_->addItem(qs(recipe.name));
    remove_->setObjectName(QStringLiteral("removeRecipe"));
    remove_->setToolTip(tr("Moves the chosen recipe to the trash folder of the workspace"));
    remove_->setEnabled(false);
    save_->setObjectName(QStringLiteral("keepRecipe"));
    save_->setDefault(true);
    auto* cancel = makeCloseButton(*this);
    cancel->setObjectName(QStringLiteral("closeRecipes"));
    auto* words =
        makeLabel(tr("Everything under “Budget”, “Objective” and “Strategy” is kept, with the seed, "
                     "and can be chosen for other runs in this workspace."),
                  TextKind::Second, this);
    words->setWordWrap(true);
    auto* caption = makeLabel(tr("Name"), TextKind::Caption, this);
    caption->setBuddy(name_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(save_);
    auto* listed = new QHBoxLayout;
    listed->setSpacing(8);
    listed->addWidget(saved_, 1);
    listed->addWidget(remove_, 0, Qt::AlignTop);
    auto* heading = makeLabel(tr("Saved recipes"), TextKind::Caption, this);
    heading->setVisible(!saved.empty());
    saved_->setVisible(!saved.empty());
    remove_->setVisible(!saved.empty());
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(4);
    all->addWidget(words);
    all->addSpacing(8);
    all->addWidget(caption);
    all->addWidget(name_);
    all->addWidget(trouble_);
    all->addSpacing(8);
    all->addWidget(heading);
    all->addLayout(listed, 1);
    all->addSpacing(8);
    all->addLayout(buttons);
    connect(name_, &QLineEdit::textChanged, this, &SaveRecipeDialog::check);
    connect(saved_, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* now) {
        remove_->setEnabled(now != nullptr);
        if (now != nullptr) name_->setText(now->text());
    });
    connect(remove_, &QPushButton::clicked, this, &SaveRecipeDialog::remove);
    connect(save_, &QPushButton::clicked, this, &QDialog::accept);
    check();
}

QString SaveRecipeDialog::name() const {
    return name_->text().trimmed();
}

bool SaveRecipeDialog::taken(const QString& name) const {
    return !saved_->findItems(name, Qt::MatchFixedString | Qt::MatchCaseSensitive).isEmpty();
}

void SaveRecipeDialog::check() {
    const QString problem = qs(recipeNameProblem(utf8(name())));
    save_->setEnabled(problem.isEmpty());
    const bool replaces = problem.isEmpty() && taken(name());
    save_->setText(replaces ? tr("Replace recipe") : tr("Save recipe"));
    save_->setToolTip(problem.isEmpty() ? save_->text() : plainToolTip(problem));
    trouble_->setText(!problem.isEmpty() ? problem
                      : replaces         ? tr("There is one of this name: it is replaced.")
                                         : QString());
    setKind(trouble_, problem.isEmpty() ? QStringLiteral("caption") : QStringLiteral("alarm"));
}

void SaveRecipeDialog::remove() {
    const QListWidgetItem* chosen = saved_->currentItem();
    if (chosen == nullptr) return;
    Q_EMIT removeWanted(chosen->text());
    delete chosen;
    check();
}

} // namespace vrft::ui
