// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A list to choose one from, with the program's own chevron.
//
// The wheel changes it only while it has the focus, so that scrolling a panel changes no value. A text that
// has no room ends in an ellipsis and is whole in the tool tip. Thread rule: UI thread.
#pragma once

#include <QComboBox>

namespace vrft::ui {

class Combo : public QComboBox {
    Q_OBJECT
public:
    explicit Combo(QWidget* parent = nullptr);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    QString shownText() const; // elided
};

} // namespace vrft::ui
