// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The thread that owns the workspace. Everything the window wants from the store is a message to it; what
// comes back are signals with immutable values, delivered in the window's thread.
//
// Orders are worked off one after another, each edit one durable transaction. The library is read bit by bit
// between them. No call here waits, except `close`, which waits for what was ordered before, and
// `withWorkspace`. Errors: never thrown across, except by `withWorkspace`; `refused` for opening, `failed`
// for everything else, both in words. Ownership: owns thread and workspace. Thread rule: call from the thread
// it lives in; `withWorkspace` and `libraryChanged` from any.
#pragma once

#include "core/annotation/annotation.h"
#include "core/error.h"
#include "core/knowledge/task.h"
#include "core/store/imports_table.h"
#include "core/store/workspace.h"
#include "ui/workspace/labels.h"
#include "ui/workspace/library.h"
#include "ui/workspace/library_reader.h"
#include "ui/workspace/workplace.h"

#include <QObject>
#include <QPointer>
#include <QThread>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace vrft::ui {

struct Trouble {
    ErrorCode code = ErrorCode::Internal;
    QString what;
    QString where;
    QString next;
    std::optional<WorkspaceHolder> holder; // of a workspace that is Locked
    QString text() const;                  // one line
};
Trouble troubleOf(const Error& error);

class WorkspaceThread : public QObject {
    Q_OBJECT
public:
    using Work = std::function<void(Workspace&)>;

    explicit WorkspaceThread(QObject* parent = nullptr);
    ~WorkspaceThread() override;

    // Opens the workspace in `folder`, or makes one there when `create` is set and there is none.
    void open(const std::filesystem::path& folder, const QString& reader, bool create);
    void close();
    const std::filesystem::path& folder() const { return folder_; } // of the open one; empty: none

    void setReader(const QString& reader);
    void readTask(const std::string& task); // answered by taskLabels
    void put(const Annotation& annotation, const QString& action);
    void remove(std::int64_t annotation, const ImageRef& image, const QString& action);
    void undo();
    void redo();

    enum class Change {
        None,
        Tasks, // tasks alone
        Added, // studies came to those there were
        Any
    };
    // Any other work there; exceptions become `failed`. `change`: what it does to studies and tasks.
    void order(Work work, Change change = Change::None);
    // Waits until `use` was worked off there and throws what it threw; Error(Cancelled) where no workspace is
    // open. For a thread that must be done before this object goes.
    void withWorkspace(const Work& use);
    void libraryChanged(Change change); // answered by library, once it is read
    // What `ask` finds there is given to `take` here, if `context` still lives then.
    template <typename Ask, typename Take>
    void read(QObject* context, Ask ask, Take take, Change change = Change::None) {
        order(
            [this, context = QPointer<QObject>(context), ask = std::move(ask),
             take = std::move(take)](Workspace& workspace) {
                auto found = ask(workspace);
                QMetaObject::invokeMethod(
                    this,
                    [context, take, found = std::move(found)] {
                        if (context) take(found);
                    },
                    Qt::QueuedConnection);
            },
            change);
    }
    // Goes back to a backup of the open workspace; the present state becomes one first. Answered as `open`
    // is.
    void restore(const std::filesystem::path& backup);

Q_SIGNALS:
    void opened(const QString& folder);
    void refused(const vrft::ui::Trouble& trouble);
    void failed(const vrft::ui::Trouble& trouble);
    void library(vrft::ui::LibraryPointer library);
    void tasks(std::shared_ptr<const std::vector<vrft::Task>> tasks);
    void taskLabels(vrft::ui::TaskLabelsPointer labels);
    void imageLabels(std::shared_ptr<const vrft::ui::ImageLabels> labels);
    void stored(std::shared_ptr<const vrft::ui::StoredState> state);
    // The import before the workspace was opened; one that is `Running` was cut off.
    void lastImport(const vrft::ImportInfo& import);
    // An edit was undone or done again: show it.
    void stepped(const vrft::ui::SteppedEdit& edit);

private:
    void post(std::function<void()> work);
    void openThere(const std::filesystem::path& folder, const std::string& reader, bool create);
    void step(bool undo);
    void readOn();
    void tellTasks();
    void tellStored();
    void tellImage(const ImageRef& image, bool answersEdit);

    QThread thread_;
    QObject* there_;                       // lives in thread_
    std::unique_ptr<Workspace> workspace_; // thread_ only
    double stepped_ = 0;   // when something was last undone or redone; Unix seconds, thread_ only
    LibraryReader reader_; // thread_ only
    bool reading_ = false; // thread_ only
    std::filesystem::path folder_;
};

} // namespace vrft::ui
