// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bars above pages and panels: a title at the left, what belongs to it after it, controls at the right.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace vrft::ui {

class PageBar : public QWidget {
    Q_OBJECT
public:
    enum class Of { Page, Panel }; // 48 high with the page's title; 40 high
    PageBar(Of of, const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void addAfterTitle(QWidget* widget); // from left to right
    void addAtRight(QWidget* widget);    // from left to right

private:
    QHBoxLayout* row_;
    QLabel* title_;
    int numLeft_ = 1;
};

} // namespace vrft::ui
