// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Studies of strategies: the list at the left; a new one's form, or the chosen one as its table fills.
//
// Start writes WORKSPACE/studies/NAME/study.json, has vrftaug-engine make the runs (`study --prepare`), and
// hands them to the queue; they go on without the window, and opening it reads the folders again. Reads on a
// thread of its own. Ownership: the parent's; borrows the workspace's thread. Thread rule: UI thread.
#pragma once

#include "ui/runs/run_picture.h"
#include "ui/runs/study_choice.h"
#include "ui/runs/study_picture.h"
#include "ui/workspace/workspace_thread.h"

#include <QThreadPool>
#include <QTimer>
#include <QWidget>
#include <filesystem>

class QListView;
class QPushButton;
class QStackedWidget;
class QStandardItemModel;

namespace vrft::ui {

class ProgramJob;
class Splitter;
class StudyForm;
class StudyPage;

// What was chosen and isn't stored anywhere.
struct StudyViewState {
    QString study; // empty: the form
    StudyChoice choice;
};

class StudyView : public QWidget {
    Q_OBJECT
public:
    explicit StudyView(WorkspaceThread& workspace, QWidget* parent = nullptr);
    ~StudyView() override;

    void setRuns(const RunsPointer& runs);
    void choose(const QString& study); // the name of its folder; empty: a new one
    StudyForm& form() { return *form_; }
    StudyPage& page() { return *page_; }
    QListView* list() const { return list_; }
    QWidget* leftPanel() const { return left_; }
    QWidget* middle() const;
    const StudiesPointer& studies() const { return studies_; } // null: not read yet
    bool busy() const { return job_ != nullptr; }
    StudyViewState state() const;
    void beginWith(const StudyViewState& state);
    void setLeftHidden(bool hidden);

Q_SIGNALS:
    void startWanted(const std::filesystem::path& study, const QStringList& runs); // into the queue
    void stopWanted(const QStringList& runs);
    void runWanted(const QString& run);
    void datasetPlaceWanted();
    void said(const QString& text);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refreshOffer();
    void read();
    void take(const StudiesPointer& studies);
    bool awaitsTable() const;
    void fillList();
    void showChosen();
    void start();
    void prepare(const QString& study); // makes its runs, then hands them over
    void prepared(const QString& study);
    void failed(const QString& study, const QString& text);

    WorkspaceThread& workspace_;
    StudiesPointer studies_;
    RunsPointer runs_;
    QString chosen_; // empty: the form
    QString launch_; // its runs are made: into the queue once its table has been read
    ProgramJob* job_ = nullptr;
    QTimer soon_;  // a burst of news is one reading
    QTimer later_; // a table that lags behind its runs
    int asked_ = 0;
    bool decided_ = false; // by hand, or by the page before: else the newest study is shown
    bool everOpened_ = false;
    bool filling_ = false;
    Splitter* splitter_;
    QWidget* left_;
    QPushButton* newStudy_;
    QStandardItemModel* model_;
    QListView* list_;
    QStackedWidget* pages_;
    StudyForm* form_;
    StudyPage* page_;
    QThreadPool pool_; // ends before the rest goes
};

} // namespace vrft::ui
