// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One line of plain text that is cut with an ellipsis where it lacks room, with the whole of it as tool tip:
// for names that come from files.
//
// Thread rule: UI thread.
#pragma once

#include "ui/widgets/buttons.h"

namespace vrft::ui {

class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(TextKind kind, QWidget* parent = nullptr);
    void setWholeText(const QString& text);
    const QString& wholeText() const { return whole_; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void elide();

    QString whole_;
};

} // namespace vrft::ui
