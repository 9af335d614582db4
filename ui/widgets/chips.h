// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Short texts as chips, each with a cross that takes it away, and a field that adds one.
//
// Doesn't judge what is typed. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include <QStringList>
#include <QWidget>

class QLineEdit;
class QPushButton;

namespace vrft::ui {

class FlowLayout;

class Chips : public QWidget {
    Q_OBJECT
public:
    // `name`: of what they are, for accessibility; `add`: the words of the button ("Add").
    Chips(const QString& name, const QString& add, QWidget* parent = nullptr);

    void setTexts(const QStringList& texts); // tells nobody
    const QStringList& texts() const { return texts_; }
    void setName(const QString& name);
    void commit(); // what is typed but not a chip yet
    void beginAdding();

Q_SIGNALS:
    void changed(const QStringList& texts); // by hand

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show();
    void take(const QString& text);

    QString name_;
    QStringList texts_;
    FlowLayout* row_;
    QList<QPushButton*> chips_;
    QPushButton* add_;
    QLineEdit* edit_;
};

} // namespace vrft::ui
