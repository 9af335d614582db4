// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Dataset workplace without widgets: the tasks, the reader's choice, the draft that comes of it, the
// frozen versions; kept up to date while someone looks.
//
// The store is read on its own thread, drafts and folders are worked out on a thread of the pool; the last
// draft stays until the next is there. Choices are remembered per workspace and task, in the program's
// settings. Not here: freezing (freeze_job.h). Ownership: borrows the workspace. Thread rule: UI thread.
#pragma once

#include "ui/datasets/dataset_draft.h"
#include "ui/datasets/frozen_versions.h"
#include "ui/workspace/workspace_thread.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <functional>

namespace vrft::ui {

// All that is shown at one time.
struct DatasetPicture {
    DraftPointer draft;
    std::vector<FrozenVersion> versions; // oldest first
    std::vector<PolicyEyes> policies;
};
using DatasetPicturePointer = std::shared_ptr<const DatasetPicture>;

class DatasetModel : public QObject {
    Q_OBJECT
public:
    explicit DatasetModel(WorkspaceThread& workspace, QObject* parent = nullptr);

    const std::vector<Task>& tasks() const;
    const DraftChoice& choice() const { return choice_; }
    const DatasetPicturePointer& picture() const { return picture_; } // nullptr: none yet
    bool working() const { return working_; }                         // on a newer picture than this one
    bool upToDate() const { return !stale_ && !working_; }
    const std::string& reader() const { return reader_; }

    void setReader(const QString& reader);
    void setWatched(bool watched); // whether someone looks: else nothing is worked out
    void chooseTask(const std::string& task);
    void change(const std::function<void(DraftChoice&)>& edit);
    void refresh(); // reads everything anew

    // The differences of two versions, worked out off this thread and given to `take`.
    using TakeChanges = std::function<void(const QString& words, const std::vector<VersionChange>& changes)>;
    void compare(std::shared_ptr<const Dataset> before, std::shared_ptr<const Dataset> after,
                 TakeChanges take);
    // Work for the same thread; it is done before the model goes.
    void onPool(std::function<void()> work) { pool_.start(std::move(work)); }

Q_SIGNALS:
    void tasksChanged();
    void choiceChanged();
    void edited(); // by `change`; choiceChanged follows
    void pictureChanged();
    void workingChanged(bool working);
    void failed(const QString& text); // the store couldn't be read

private:
    void opened();
    void setTasks(std::shared_ptr<const std::vector<Task>> tasks);
    void recall(const std::string& task);
    void order(bool store); // works the next picture out; `store`: what is in the store has changed
    void readStore();
    void workOut();
    void setWorking(bool working);

    WorkspaceThread& workspace_;
    std::shared_ptr<const std::vector<Task>> tasks_;
    LibraryPointer library_;
    DraftSourcePointer source_;
    DraftChoice choice_;
    DatasetPicturePointer picture_;
    std::string reader_;
    bool watched_ = false;
    bool stale_ = true; // what is shown isn't what there is
    bool storeStale_ = true;
    bool working_ = false;
    bool reading_ = false;                   // an answer of the store is on its way
    int asked_ = 0;                          // number of that answer
    int wanted_ = 0;                         // number of the picture asked for last
    QTimer settle_;                          // several changes in a row are one
    std::shared_ptr<VersionReader> folders_; // used on the pool's one thread only
    QThreadPool pool_;                       // ends before the rest goes
};

} // namespace vrft::ui
