// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The boxes on the image as a list: the same words as on the image, for those who can't see or use a mouse.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include <QListWidget>

namespace vrft::ui {

class BoxList : public QListWidget {
    Q_OBJECT
public:
    explicit BoxList(QWidget* parent = nullptr);
    void setBoxes(const QStringList& texts);
    void choose(int index);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void chosen(int index);
    void removal(int index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace vrft::ui
