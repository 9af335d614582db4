// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rail at the left: the workplaces in the order of work, at its foot keys and settings. Fixed, never
// collapses.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include <QAbstractButton>
#include <QWidget>

class QAction;

namespace vrft::ui {

class RailButton : public QAbstractButton {
    Q_OBJECT
public:
    RailButton(const QString& icon, const QString& name, QAction* action, bool workplace, QWidget* parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QString icon_;
    bool workplace_;
};

class Rail : public QWidget {
    Q_OBJECT
public:
    Rail(QAction* studies, QAction* keys, QAction* settings, QWidget* parent = nullptr);
};

} // namespace vrft::ui
