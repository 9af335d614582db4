// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The cap of a key, drawn beside the word it triggers ("Draw [B]").
//
// A label, not a control: the key itself belongs to an action. Thread rule: UI thread.
#pragma once

#include <QKeySequence>
#include <QWidget>

class QAction;

namespace vrft::ui {

class KeyCap : public QWidget {
    Q_OBJECT
public:
    explicit KeyCap(const QKeySequence& keys, QWidget* parent = nullptr);
    explicit KeyCap(QAction* action, QWidget* parent = nullptr); // shows its key as it is just now
    void setKeys(const QKeySequence& keys);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    static constexpr int kHeight = 18;
    static int widthOf(const QString& text, const QFont& font);
    static void paint(QPainter& painter, const QRect& rect, const QString& text, const QColor& line,
                      const QColor& ink);
    static QFont capFont(const QFont& base);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString text_;
};

// "Fit (F)": the tool tip of a control with a key.
QString withKey(const QString& name, const QKeySequence& keys);
// Keeps the tool tip of `widget` at `name` and the action's key, also when the user gives it another.
void followKey(QWidget* widget, QAction* action, const QString& name);

} // namespace vrft::ui
