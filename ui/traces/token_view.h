// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How sure the policy was, word piece by word piece: the darker the ground, the less sure. Pointer or arrow
// keys choose a piece, which is told in words.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/traces/trace.h"

#include <QWidget>

namespace vrft::ui {

class TokenView : public QWidget {
    Q_OBJECT
public:
    explicit TokenView(QWidget* parent = nullptr);
    void setPieces(std::vector<TokenPiece> pieces);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {300, heightForWidth(std::max(width(), 200))}; }
    QRect pieceRect(int index) const;

Q_SIGNALS:
    void told(const QString& words); // about the piece chosen; empty: none is

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int layOut(int width, std::vector<QRect>* places) const; // the height used
    void choose(int index);

    std::vector<TokenPiece> pieces_;
    std::vector<QRect> places_;
    int chosen_ = -1;
};

} // namespace vrft::ui
