// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The pieces of a prompt as one text to read and copy: what knowledge added on its own ground with a bar at
// its left, the image in its place.
//
// Shows texts as they are, control characters as visible signs. Ownership: the parent's. Thread rule: UI
// thread.
#pragma once

#include "ui/knowledge/prompt_text.h"

#include <QPixmap>
#include <QTextEdit>

namespace vrft::ui {

struct PromptPart {
    QString head; // above it; empty: none
    std::vector<PromptPiece> pieces;
};

class PromptView : public QTextEdit {
    Q_OBJECT
public:
    explicit PromptView(QWidget* parent = nullptr);

    void setParts(std::vector<PromptPart> parts);
    void setPicture(const QPixmap& picture, const QString& words); // stands where the image stands

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void addPart(QTextCursor& cursor, const PromptPart& part);

    std::vector<PromptPart> parts_;
    QPixmap picture_;
    QString pictureWords_;
};

} // namespace vrft::ui
