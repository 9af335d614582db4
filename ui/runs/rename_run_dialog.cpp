// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/rename_run_dialog.h"

#include "core/error.h"
#include "core/run/run_folder.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace vrft::ui {

RenameRunDialog::RenameRunDialog(const QString& name, QStringList others, QWidget* parent)
    : QDialog(parent)
    , before_(name)
    , others_(std::move(others))
    , name_(new QLineEdit(name, this))
    , words_(makeLabel({}, TextKind::Caption, this))
    , rename_(makeButton(tr("Rename"), ButtonKind::Filled, this)) {
    setWindowTitle(tr("Rename the run"));
    setAccessibleName(tr("Rename the run"));
    setMinimumWidth(440);
    name_->setObjectName(QStringLiteral("newRunName"));
    name_->setAccessibleName(tr("Name of the run"));
    name_->setToolTip(tr("Name of the run"));
    name_->setMaxLength(80);
    name_->selectAll();
    words_->setObjectName(QStringLiteral("newRunNameWords"));
    words_->setWordWrap(true);
    rename_->setObjectName(QStringLiteral("renameRun"));
    rename_->setDefault(true);
    auto* close = makeCloseButton(*this);
    auto* caption = makeLabel(tr("Name"), TextKind::Caption, this);
    caption->setBuddy(name_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(rename_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(4);
    all->addWidget(caption);
    all->addWidget(name_);
    all->addWidget(words_);
    all->addSpacing(12);
    all->addLayout(buttons);
    connect(name_, &QLineEdit::textChanged, this, &RenameRunDialog::check);
    connect(rename_, &QPushButton::clicked, this, &QDialog::accept);
    check();
}

QString RenameRunDialog::name() const {
    return name_->text().trimmed();
}

void RenameRunDialog::check() {
    QString problem;
    try {
        checkRunName(utf8(name()));
    } catch (const Error&) {
        problem = name().isEmpty()
                      ? tr("Type a name.")
                      : tr("A name holds none of / \\ : * ? \" < > |, doesn’t begin with a point "
                           "and isn’t longer than a line.");
    }
    rename_->setEnabled(problem.isEmpty() && name() != before_);
    rename_->setToolTip(problem.isEmpty() ? tr("Gives the run this name (Enter)") : plainToolTip(problem));
    setKind(words_, problem.isEmpty() ? QStringLiteral("caption") : QStringLiteral("alarm"));
    words_->setText(!problem.isEmpty()         ? problem
                    : others_.contains(name()) ? tr("Another run has this name. The list shows what differs "
                                                    "between them.")
                                               : tr("Its folder, its traces and verdicts stay as they are."));
}

} // namespace vrft::ui
