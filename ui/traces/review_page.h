// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Review workplace: traces of runs beside the studies they are about, and the reader's verdict on each.
//
// `open`: PlaceLink::what is RUN, a blank and a completion's id (formats.md §6), or RUN alone. Ownership: the
// parent's; borrows the workspace's thread and the frames. Thread rule: UI thread.
#pragma once

#include "ui/traces/review_model.h"
#include "ui/workspace/workplace.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace vrft::ui {

class BelowImage;
class ElidedLabel;
class FrameSource;
class NextStep;
class NoticeBar;
class PageBar;
class QueuesPanel;
class ReasoningPanel;
class Splitter;
class Switch;
class TraceViewer;
class VerdictBar;

class ReviewPage : public Workplace {
    Q_OBJECT
public:
    ReviewPage(WorkspaceThread& workspace, FrameSource& frames, QWidget* parent = nullptr);

    ReviewModel& model() { return model_; }
    TraceViewer& viewer() { return *viewer_; }
    ReasoningPanel& reasoning() { return *reasoning_; }

    QList<QWidget*> areas() const override; // queues, image, reasoning and verdict
    void enter() override;
    void commit() override;
    void leave() override;
    void setReader(const QString& reader) override;
    void open(const PlaceLink& link) override;
    bool shows(const std::string& entity) const override;
    void showEdit(const SteppedEdit& edit) override;
    void setLeftHidden(bool hidden) override;
    void setRightHidden(bool hidden) override;
    void setOnlyImage(bool only) override;
    std::any state() const override;
    void setState(const std::any& state) override;
    std::vector<KeyGroup> keyGroups() const override;
    MenuActions menuActions() const override;

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void makeActions();
    QWidget* makeBar();
    QWidget* makePage();
    void connectModel();
    void showTitle();
    void showStack();
    void openStudy();
    void exportVerdicts();

    ReviewModel model_;
    QAction* previous_ = nullptr;
    QAction* next_ = nullptr;
    QAction* blind_ = nullptr;
    QAction* search_ = nullptr;
    QAction* refresh_ = nullptr;
    QAction* train_ = nullptr;
    QAction* export_ = nullptr;
    QStackedWidget* stack_;
    NextStep* empty_;
    NoticeBar* notice_;
    Splitter* splitter_;
    Splitter* inner_ = nullptr;
    QWidget* bar_ = nullptr;
    ElidedLabel* title_ = nullptr;
    ElidedLabel* about_ = nullptr;
    QLabel* blindTag_ = nullptr;
    QueuesPanel* queues_;
    TraceViewer* viewer_ = nullptr;
    BelowImage* below_ = nullptr;
    QWidget* right_ = nullptr;
    ReasoningPanel* reasoning_ = nullptr;
    VerdictBar* verdict_ = nullptr;
};

} // namespace vrft::ui
