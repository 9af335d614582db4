// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a run: data, policy and budget at the left, strategy in the middle, dry run at the right, Start with
// the verdict beside it. Where it is narrow, data and strategy stand above each other.
//
// Runs vrftaug-engine as a child for the dry run and for making the run's folder; training itself is the
// queue's (engine_launch.h) and outlives the window. Thread rule: UI thread. Ownership: the parent's; borrows
// the workspace's thread.
#pragma once

#include "ui/runs/dry_run_result.h"
#include "ui/runs/launch_model.h"
#include "ui/widgets/theme.h"
#include "ui/workspace/workspace_thread.h"

#include <QTime>
#include <QWidget>
#include <memory>
#include <optional>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace vrft::ui {

class DataPanel;
class DryRunPanel;
class ProgramJob;
class RunFiles;
class Splitter;
class StrategyPanel;
class StartBar;

// What was chosen, and the dry run that was done with it.
struct NewRunState {
    struct Tried {
        DryRunResult result;
        QTime ended;
        QString fingerprint; // of the run it speaks of
    };
    LaunchState launch;
    std::optional<Tried> tried;
};

class NewRunView : public QWidget {
    Q_OBJECT
public:
    explicit NewRunView(WorkspaceThread& workspace, QWidget* parent = nullptr);
    ~NewRunView() override;

    void
    refresh(); // reads anew what a run can be made of; by itself when it comes up or a workspace was opened
    void leave();                         // ends the children that only this view waits for
    void useDataset(const QString& hash); // once what there is has been read anew
    QList<QWidget*> areas() const;
    LaunchModel& model() { return model_; }
    NewRunState state() const;
    void beginWith(const NewRunState& state); // its choices come once what there is has been read
    bool busy() const { return dryJob_ != nullptr || startJob_ != nullptr || starting_; }

Q_SIGNALS:
    void started(const QString& run); // the name of its folder; it is in the queue
    void said(const QString& text);   // after a policy or recipe was added or taken out
    void datasetPlaceWanted();        // there is none yet
    void knowledgePlaceWanted(const QString& task);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeStartBar();
    void arrange();
    static int leastWidth(const QWidget* content, int least); // pixels
    void fitColumns();
    void take(const LaunchOfferPointer& offer);
    void showVerdict();
    QString runMissing() const; // what keeps engine work from being done; empty: nothing
    void dryRun();
    void stopDryRun();
    void start();
    void startTraining(const QString& run);
    void startFailed(const QString& text);
    void addPolicy();
    void removePolicy();
    void editSettings();
    void editRewards();
    void editAlarms();
    void saveRecipe();
    void takeOutRecipe(const QString& name);

    WorkspaceThread& workspace_;
    LaunchModel model_;
    Splitter* columns_;
    QWidget* stacked_; // data above strategy, in narrow windows
    QVBoxLayout* stack_;
    DataPanel* data_;
    StrategyPanel* strategy_;
    DryRunPanel* dry_;
    QScrollArea* dataScroll_;
    QScrollArea* strategyScroll_;
    QScrollArea* dryScroll_;
    bool narrow_ = false;
    std::string wantedDataset_;

    StartBar* verdict_ = nullptr;
    QPushButton* start_ = nullptr;
    QPushButton* save_ = nullptr;

    std::unique_ptr<RunFiles> dryFiles_;
    ProgramJob* dryJob_ = nullptr;
    QString dryFingerprint_; // of the run the panel speaks of
    QString dryTrouble_;     // it failed, in words
    std::unique_ptr<RunFiles> startFiles_;
    ProgramJob* startJob_ = nullptr;
    QString startTrouble_;
    bool starting_ = false;
    bool engineFound_ = true;
};

} // namespace vrft::ui
