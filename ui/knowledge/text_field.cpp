// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/text_field.h"

#include "ui/widgets/buttons.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace vrft::ui {

TextField::TextField(const QString& name, const QString& toolTip, int lines, QWidget* parent)
    : QWidget(parent)
    , problem_(makeLabel({}, TextKind::Caption, this)) {
    if (lines == 1) {
        line_ = new QLineEdit(this);
        connect(line_, &QLineEdit::textEdited, this, [this](const QString& text) {
            typing_ = true;
            Q_EMIT typed(text);
        });
    } else {
        lines_ = new QPlainTextEdit(this);
        lines_->setTabChangesFocus(true);
        lines_->setFixedHeight(lines * 20 + 18);
        connect(lines_, &QPlainTextEdit::textChanged, this, [this] {
            typing_ = true;
            Q_EMIT typed(this->text());
        });
    }
    field()->setAccessibleName(name);
    field()->setToolTip(toolTip);
    field()->installEventFilter(this);
    auto* label = makeLabel(name, TextKind::Caption, this);
    label->setBuddy(field());
    setKind(problem_, QStringLiteral("problem"));
    problem_->setWordWrap(true);
    problem_->hide();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    all->addWidget(label);
    all->addWidget(field());
    all->addWidget(problem_);
}

QWidget* TextField::field() const {
    return line_ != nullptr ? static_cast<QWidget*>(line_) : lines_;
}

void TextField::setFieldName(const QString& objectName) {
    field()->setObjectName(objectName);
    problem_->setObjectName(objectName + QStringLiteral("Problem"));
}

QString TextField::text() const {
    const QString text = line_ != nullptr ? line_->text() : lines_->toPlainText();
    return text.simplified();
}

void TextField::setText(const QString& text) {
    if (text == this->text()) return;
    typing_ = false;
    const QSignalBlocker quiet(field());
    if (line_ != nullptr) {
        line_->setText(text);
        line_->setCursorPosition(0); // long ones are read from their beginning
    } else {
        lines_->setPlainText(text);
    }
}

void TextField::setProblem(const QString& problem) {
    problem_->setText(problem);
    problem_->setVisible(!problem.isEmpty());
}

bool TextField::eventFilter(QObject* watched, QEvent* event) {
    if (watched != field()) return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut) {
        typing_ = false;
        Q_EMIT left();
    } else if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            typing_ = false;
            Q_EMIT left();
            return true;
        }
    } else if (event->type() == QEvent::ShortcutOverride) {
        const auto* keys = static_cast<QKeyEvent*>(event);
        if (!typing_ && (keys->matches(QKeySequence::Undo) || keys->matches(QKeySequence::Redo))) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace vrft::ui
