// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Space, held: all marks are hidden until it is let go.
//
// Listens at the views themselves and at lists beside them whose own use of Space is nothing one needs; a
// button, a field or a group of classes keeps it. Ownership: the parent's; borrows the views. Thread rule: UI
// thread.
#pragma once

#include "ui/viewer/image_view.h"

#include <QList>
#include <QObject>

namespace vrft::ui {

class MarksKey : public QObject {
    Q_OBJECT
public:
    MarksKey(const QList<ImageView*>& views, QObject* parent);
    void listenAt(QWidget* list); // also while this has the focus
    static QString words();       // for the sheet of keys: "Hide all marks", with `held` its key
    static QString held();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void hide(bool hidden);

    QList<ImageView*> views_;
    bool hidden_ = false;
};

} // namespace vrft::ui
