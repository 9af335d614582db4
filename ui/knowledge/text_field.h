// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One text of a task: its name above, the field, and below it why what was typed was refused.
//
// What is typed is one line, also where the field has several: line breaks become blanks. Ctrl+Z takes back
// typing while there is some, then the window's last edit. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace vrft::ui {

class TextField : public QWidget {
    Q_OBJECT
public:
    // `lines` 1: a single-line field; more: one of that height.
    TextField(const QString& name, const QString& toolTip, int lines, QWidget* parent = nullptr);

    void setText(const QString& text); // tells nobody
    QString text() const;
    void setProblem(const QString& problem); // empty: none
    void setFieldName(const QString& objectName);
    QWidget* field() const;

Q_SIGNALS:
    void typed(const QString& text);
    void left(); // Return, or the focus went elsewhere: store it

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool typing_ = false; // since it was left or set
    QLineEdit* line_ = nullptr;
    QPlainTextEdit* lines_ = nullptr;
    QLabel* problem_;
};

} // namespace vrft::ui
