// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A button that gives way: where it lacks room its words are cut with an ellipsis, with the whole as tool tip
// and accessible name.
//
// The look is a plain button's until its property `kind` says otherwise. Thread rule: UI thread.
#pragma once

#include <QPushButton>

namespace vrft::ui {

class ElidedButton : public QPushButton {
    Q_OBJECT
public:
    // `least`: letters it always has room for.
    explicit ElidedButton(int least, QWidget* parent = nullptr);
    void setWholeText(const QString& text, const QString& toolTip = {}); // empty tool tip: the text
    const QString& wholeText() const { return whole_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void elide();
    int widthOf(int words) const; // with icon and padding

    QString whole_;
    int least_;
};

} // namespace vrft::ui
