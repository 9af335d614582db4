// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Training workplace: a title bar with its tabs, a new run, runs watched and directed, runs
// compared, strategies studied.
//
// Follows WORKSPACE/runs by a thread of its own; runs go on without it. Ownership: the parent's; borrows the
// workspace. Thread rule: UI thread.
#pragma once

#include "ui/runs/external_dialog.h"
#include "ui/runs/external_job.h"
#include "ui/runs/runs_thread.h"
#include "ui/workspace/workplace.h"
#include "ui/workspace/workspace_thread.h"

#include <QThreadPool>
#include <filesystem>

class QLabel;
class QShortcut;
class QStackedWidget;
class QTabBar;

namespace vrft::ui {

class CompareView;
class NextStep;
class NewRunView;
class PageBar;
class RunView;
class StudyView;

class TrainingPage : public Workplace {
    Q_OBJECT
public:
    explicit TrainingPage(WorkspaceThread& workspace, QWidget* parent = nullptr);

    void showNewRun();
    void openRun(const QString& run);    // the name of its folder
    void compareRun(const QString& run); // beside those compared already

    NewRunView& newRun() { return *newRunView_; }
    RunsThread& runs() { return runs_; }
    RunView& view() { return *view_; }
    CompareView& compare() { return *compareView_; }
    StudyView& study() { return *studyView_; }

    QList<QWidget*> areas() const override; // list, the run, answers
    void enter() override;
    void leave() override;
    void setReader(const QString& reader) override { reader_ = reader; }
    void
    open(const PlaceLink& link) override; // `what`: the name of a run's folder, or dataset/HASH for a new run
    void setLeftHidden(bool hidden) override;
    void setRightHidden(bool hidden) override;
    std::any state() const override;
    void setState(const std::any& state) override;
    QString unfinished() const override;
    std::vector<KeyGroup> keyGroups() const override;
    MenuActions menuActions() const override;

private:
    void makeActions();
    void makeRunActions();
    void updateRunActions();
    void renameRun();
    void exportForTensorboard();
    void showThresholds();
    void connectExternal();
    void offerExternal(); // the datasets the chosen run could be evaluated on
    void chooseExternal(ExternalOrder order, const QString& name, std::vector<ExternalChoice> choices);
    void askToTrash(const QString& run, double bytes);
    const RunLine* chosenLine() const; // null: none is chosen
    void connectNewRun();
    void connectThread();
    void connectView();
    void connectCompare();
    void connectStudy();
    void setRuns(const RunsPointer& runs);
    void setRun(const RunPointer& run);
    void updateActions();
    void choose(const QString& run);
    void openInReview(const QString& completion);
    void showLog(const QString& text);
    QString chosen() const { return chosen_; }
    QAction* makeAction(const QString& text, const QKeySequence& keys, const char* name);

    WorkspaceThread& workspace_;
    RunsThread runs_;
    QString reader_;
    QString chosen_;
    QString asked_; // the run whose size is worked out before it is asked about; empty: none
    RunsPointer list_;
    QStringList comparedBefore_; // of the page before this one
    QAction* pause_;
    QAction* stop_;
    QAction* goOn_;
    QAction* review_;
    QAction* table_;
    QAction* newRun_;
    QAction* compare_;
    QAction* study_;
    QAction* rename_;
    QAction* remove_;
    QAction* tensorboard_;
    QAction* thresholds_;
    QShortcut* whyNot_ = nullptr; // the key of `remove_` where that can't be
    PageBar* bar_;
    QTabBar* tabs_;
    QStackedWidget* pages_;
    QStackedWidget* runsPages_;
    NextStep* empty_;
    RunView* view_;
    NewRunView* newRunView_;
    CompareView* compareView_;
    StudyView* studyView_;
    std::filesystem::path folder_; // WORKSPACE/runs
    ExternalJob external_;
    QThreadPool exporting_; // ends before the rest goes
};

} // namespace vrft::ui
