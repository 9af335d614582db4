// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Buttons side by side, one of them chosen: views of the same thing. Arrow keys go from one to the next.
//
// Thread rule: UI thread.
#pragma once

#include <QButtonGroup>
#include <QStringList>
#include <QWidget>

namespace vrft::ui {

class Segments : public QWidget {
    Q_OBJECT
public:
    // `name`: of the choice as a whole, for accessibility.
    Segments(const QString& name, const QStringList& texts, QWidget* parent = nullptr);
    int chosen() const { return group_.checkedId(); }
    void choose(int index); // tells nobody
    QAbstractButton* button(int index) const { return group_.button(index); }

Q_SIGNALS:
    void chosenByHand(int index);

private:
    QButtonGroup group_;
};

} // namespace vrft::ui
