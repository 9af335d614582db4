// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_log_dialog.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace vrft::ui {

RunLogDialog::RunLogDialog(const QString& title, const QString& text, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(title);
    resize(760, 480);
    auto* words = new QPlainTextEdit(this);
    words->setObjectName(QStringLiteral("log"));
    words->setAccessibleName(title);
    words->setToolTip(tr("The newest line is the last"));
    words->setReadOnly(true);
    words->setPlainText(text.isEmpty() ? tr("The log is empty.") : text);
    QFont font(QStringLiteral("Noto Sans Mono"));
    font.setPixelSize(12);
    words->setFont(font);
    words->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto* close = makeCloseButton(*this);
    close->setObjectName(QStringLiteral("closeLog"));
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(close);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 16);
    all->setSpacing(12);
    all->addWidget(words, 1);
    all->addLayout(row);
    words->verticalScrollBar()->setValue(words->verticalScrollBar()->maximum());
}

} // namespace vrft::ui
