// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/recipe_dialog.h"

#include "core/error.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text.h"

#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace vrft::ui {

RecipeDialog::RecipeDialog(const Recipe& recipe, const PresetContext& context, QWidget* parent)
    : QDialog(parent)
    , context_(context)
    , text_(new QPlainTextEdit(qs(jsonPretty(recipeToJson(recipe))), this))
    , trouble_(makeLabel({}, TextKind::Second, this))
    , take_(makeButton(tr("Take these settings"), ButtonKind::Filled, this)) {
    setWindowTitle(tr("All settings"));
    setAccessibleName(tr("All settings"));
    resize(680, 640);
    text_->setObjectName(QStringLiteral("recipeText"));
    text_->setAccessibleName(tr("Recipe"));
    text_->setToolTip(tr("The recipe as the run will record it"));
    text_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text_->setTabChangesFocus(true);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    trouble_->setObjectName(QStringLiteral("recipeTrouble"));
    trouble_->setWordWrap(true);
    trouble_->setMinimumHeight(2 * trouble_->fontMetrics().lineSpacing());
    take_->setObjectName(QStringLiteral("recipeTake"));
    auto* cancel = makeButton(tr("Cancel"), ButtonKind::Plain, this);
    connect(take_, &QPushButton::clicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(text_, &QPlainTextEdit::textChanged, this, &RecipeDialog::check);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(take_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 12, 16, 12);
    all->setSpacing(8);
    auto* words =
        makeLabel(tr("Everything that defines the run but its data. Keys you leave out take the preset’s "
                     "value."),
                  TextKind::Second, this);
    words->setWordWrap(true);
    all->addWidget(words);
    all->addWidget(text_, 1);
    all->addWidget(trouble_);
    all->addLayout(row);
    check();
}

void RecipeDialog::check() {
    QString trouble;
    try {
        choice_ = choiceFromText(utf8(text_->toPlainText()), context_);
    } catch (const Error& problem) {
        trouble = qs(problem.what());
    }
    take_->setEnabled(trouble.isEmpty());
    take_->setToolTip(trouble.isEmpty() ? take_->text() : plainToolTip(trouble));
    trouble_->setText(trouble.isEmpty() ? tr("These settings can be trained with.") : trouble);
    setKind(trouble_, trouble.isEmpty() ? QStringLiteral("good") : QStringLiteral("alarm"));
}

} // namespace vrft::ui
