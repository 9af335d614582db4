// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/buttons.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"

#include <QAction>
#include <QStyle>

namespace vrft::ui {

namespace {

QString kindName(ButtonKind kind) {
    switch (kind) {
    case ButtonKind::Plain:
        return QStringLiteral("plain");
    case ButtonKind::Filled:
        return QStringLiteral("filled");
    case ButtonKind::Link:
        return QStringLiteral("link");
    case ButtonKind::Chip:
        return QStringLiteral("chip");
    }
    return {};
}

} // namespace

QString kindName(TextKind kind) {
    switch (kind) {
    case TextKind::Body:
        return QStringLiteral("body");
    case TextKind::Head:
        return QStringLiteral("head");
    case TextKind::Title:
        return QStringLiteral("title");
    case TextKind::Caption:
        return QStringLiteral("caption");
    case TextKind::Second:
        return QStringLiteral("second");
    case TextKind::Grey:
        return QStringLiteral("grey");
    }
    return {};
}

QPushButton* makeButton(const QString& text, ButtonKind kind, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setProperty("kind", kindName(kind));
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setCheckable(kind == ButtonKind::Chip);
    if (kind == ButtonKind::Link) button->setCursor(Qt::PointingHandCursor);
    if (kind == ButtonKind::Chip) { // a chosen chip shows the cross that takes it away, behind its words
        button->setLayoutDirection(Qt::RightToLeft);
        button->setIconSize({10, 10});
        QObject::connect(button, &QPushButton::toggled, button, [button](bool on) {
            button->setIcon(on ? icon(QStringLiteral("cross")) : QIcon());
        });
    }
    return button;
}

QToolButton* makeToolButton(QAction* action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setIconSize({18, 18});
    button->setFixedSize(28, 28);
    button->setFocusPolicy(Qt::TabFocus);
    const auto follow = [button, action] {
        button->setAccessibleName(action->text());
        button->setToolTip(withKey(action->text(), action->shortcut()));
    };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    return button;
}

QLabel* makeLabel(const QString& text, TextKind kind, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("kind", kindName(kind));
    label->setTextFormat(Qt::PlainText);
    return label;
}

void setKind(QWidget* widget, const QString& kind) {
    if (widget->property("kind").toString() == kind) return;
    widget->setProperty("kind", kind);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QLabel* makeTag(const QString& text, const QString& kind, QWidget* parent) {
    QLabel* tag = makeLabel(text, TextKind::Body, parent);
    setKind(tag, kind);
    tag->setMinimumHeight(20);
    tag->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    return tag;
}

QFrame* makeLine(Qt::Orientation orientation, QWidget* parent) {
    auto* line = new QFrame(parent);
    line->setProperty("kind", QStringLiteral("line"));
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

} // namespace vrft::ui
