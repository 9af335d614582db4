// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/marks_key.h"

#include <QKeyEvent>

namespace vrft::ui {

MarksKey::MarksKey(const QList<ImageView*>& views, QObject* parent)
    : QObject(parent)
    , views_(views) {
    for (ImageView* view : views_)
        view->installEventFilter(this);
}

void MarksKey::listenAt(QWidget* list) {
    list->installEventFilter(this);
}

QString MarksKey::words() {
    return tr("Hide all marks");
}

QString MarksKey::held() {
    return tr("Space, held");
}

void MarksKey::hide(bool hidden) {
    if (std::exchange(hidden_, hidden) == hidden) return;
    for (ImageView* view : views_)
        view->setHideMarks(hidden);
}

bool MarksKey::eventFilter(QObject*, QEvent* event) {
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide) {
        hide(false); // its release goes elsewhere
        return false;
    }
    const bool press = event->type() == QEvent::KeyPress;
    if (!press && event->type() != QEvent::KeyRelease) return false;
    const auto& key = static_cast<const QKeyEvent&>(*event);
    if (key.key() != Qt::Key_Space || key.modifiers() != Qt::NoModifier) return false;
    if (!key.isAutoRepeat()) hide(press); // X11 repeats a held key as presses and releases
    return true;
}

} // namespace vrft::ui
