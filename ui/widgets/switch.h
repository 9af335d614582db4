// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A switch for what takes effect at once. Its name stands beside it.
//
// Thread rule: UI thread.
#pragma once

#include <QAbstractButton>

namespace vrft::ui {

class Switch : public QAbstractButton {
    Q_OBJECT
public:
    explicit Switch(const QString& name, QWidget* parent = nullptr);
    QSize sizeHint() const override { return {32, 24}; }

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace vrft::ui
