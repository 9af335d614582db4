// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The right of Review, above the verdict: the reasoning with its answer, rewards, word pieces and attributes;
// and the prompt it answered.
//
// Blind, nothing of reward and reference is in it. Ownership: the parent's; borrows the model. Thread rule:
// UI thread.
#pragma once

#include "ui/traces/review_model.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QScrollArea;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace vrft::ui {

class ElidedLabel;
class ReasoningText;
class TokenView;

class ReasoningPanel : public QWidget {
    Q_OBJECT
public:
    explicit ReasoningPanel(ReviewModel& model, QWidget* parent = nullptr);
    ReasoningText& text() { return *text_; }

private:
    QWidget* makeReasoning();
    QWidget* makePrompt();
    QScrollArea* scrolled(QWidget* content);
    QVBoxLayout* addSection(QVBoxLayout* column, QWidget*& section);
    void showTrace();
    void showNotice();
    void showAnswer(const Trace& trace);
    void showRewards(const Trace* trace);
    void showPieces(const Trace* trace);
    void showAttributes(const Trace* trace);
    void showPrompt(const Trace* trace);

    ReviewModel& model_;
    QTabBar* tabs_;
    QStackedWidget* pages_;
    QLabel* notice_; // replaced, another text, no think element
    ReasoningText* text_;
    ElidedLabel* answer_;
    QLabel* tag_;
    QWidget* legend_;
    QWidget* legendRepeats_;
    QWidget* legendPlaces_;
    QWidget* rewardsSection_ = nullptr;
    QWidget* rewards_ = nullptr; // made anew for each trace
    QVBoxLayout* rewardsColumn_ = nullptr;
    QLabel* total_ = nullptr;
    QLabel* advantage_ = nullptr;
    QWidget* piecesSection_ = nullptr;
    TokenView* pieces_ = nullptr;
    QLabel* pieceWords_ = nullptr;
    QWidget* attributesSection_ = nullptr;
    QVBoxLayout* attributesColumn_ = nullptr;
    QLabel* attributesTrue_ = nullptr;
    QWidget* attributes_ = nullptr; // made anew for each trace
    QLabel* system_ = nullptr;
    QLabel* questionBefore_ = nullptr;
    QLabel* knowledge_ = nullptr;
    QLabel* questionAfter_ = nullptr;
    QLabel* promptNote_ = nullptr;
};

} // namespace vrft::ui
