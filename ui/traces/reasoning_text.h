// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The model's reasoning, set to be read: as high as it is long, with what repeats the knowledge text under a
// solid line and what names a place under a dotted one.
//
// The text is data: never taken for rich text. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/traces/trace.h"

#include <QTextEdit>

namespace vrft::ui {

class ReasoningText : public QTextEdit {
    Q_OBJECT
public:
    explicit ReasoningText(QWidget* parent = nullptr);

    void setReasoning(const QString& text, std::vector<TextMark> marks);
    void setMarksShown(bool shown);                  // of repeated knowledge
    void light(const std::optional<vrft::Box>& box); // the words that name it
    // The mark under a place of the viewport; -1: none.
    int markAt(QPoint at) const;
    const std::vector<TextMark>& marks() const { return marks_; }
    int litMark() const { return lit_; }

Q_SIGNALS:
    void placeHovered(const std::optional<vrft::Box>& box);

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitHeight();
    void drawMarks();
    void hover(int mark);

    std::vector<TextMark> marks_;
    int lit_ = -1;
    int pinned_ = -1; // by a click
    bool repeatsShown_ = true;
};

} // namespace vrft::ui
