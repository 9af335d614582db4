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
    void setBadge(int count, bool alarm, const QString& meaning);
    bool wordsFit() const; // in one line or two

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showToolTip();
    bool oneLine() const;
    QRect wordsRect(bool twoLines) const;

    QString icon_;
    QAction* action_;
    bool workplace_;
    int badge_ = 0;
    QString meaning_;
    bool badgeAlarm_ = false;
};

class Rail : public QWidget {
    Q_OBJECT
public:
    // `workplaces`: one action each, in the order of work, its data() the name of its icon.
    Rail(const QList<QAction*>& workplaces, QAction* keys, QAction* settings, QWidget* parent = nullptr);
    void choose(int workplace);
    // 0: none. `meaning` says what is counted, in the tool tip.
    void setBadge(int workplace, int count, bool alarm, const QString& meaning);

private:
    QList<RailButton*> workplaces_;
};

} // namespace vrft::ui
