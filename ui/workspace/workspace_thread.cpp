// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/workspace_thread.h"

#include "core/store/backups.h"
#include "core/store/measurements_table.h"
#include "core/store/tasks_table.h"
#include "ui/widgets/text.h"
#include "ui/workspace/core_words.h"

#include <QDateTime>
#include <QMetaObject>
#include <future>

namespace vrft::ui {

namespace {

// The images an edit concerns, from what its changes keep of them.
std::set<ImageRef> imagesOf(const std::vector<JournalChange>& changes) {
    std::set<ImageRef> images;
    for (const JournalChange& change : changes) {
        if (change.entity == "measurements") images.insert(MeasurementsTable::imageOfKey(change.key));
        if (change.entity != "annotation") continue;
        const Json& state = change.after.is_null() ? change.before : change.after;
        if (!state.contains("annotation")) continue;
        images.insert(annotationFromJson(state["annotation"], "journal").image);
    }
    return images;
}

} // namespace

QString Trouble::text() const {
    QString line = what;
    if (!where.isEmpty()) line += QStringLiteral(" (%1)").arg(where);
    line += QLatin1Char('.');
    if (!next.isEmpty()) line += QStringLiteral(" %1.").arg(next);
    return line;
}

Trouble troubleOf(const Error& error) {
    QString what = coreWords(qs(error.summary()));
    if (!what.isEmpty()) what[0] = what[0].toUpper();
    return {error.code(), what, qs(error.where()), coreWords(qs(error.next())), {}};
}

WorkspaceThread::WorkspaceThread(QObject* parent)
    : QObject(parent)
    , there_(new QObject) {
    thread_.setObjectName(QStringLiteral("workspace"));
    there_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, there_, &QObject::deleteLater);
    thread_.start();
}

WorkspaceThread::~WorkspaceThread() {
    close();
    thread_.quit();
    thread_.wait();
}

void WorkspaceThread::post(std::function<void()> work) {
    QMetaObject::invokeMethod(
        there_,
        [this, work = std::move(work)] {
            try {
                work();
            } catch (const Error& error) {
                Q_EMIT failed(troubleOf(error));
            } catch (const std::exception& error) {
                Q_EMIT failed({ErrorCode::Internal, qs(error.what()), {}, tr("Start the program again"), {}});
            }
        },
        Qt::QueuedConnection);
}

void WorkspaceThread::open(const std::filesystem::path& folder, const QString& reader, bool create) {
    post([this, folder, name = utf8(reader), create] { openThere(folder, name, create); });
}

void WorkspaceThread::openThere(const std::filesystem::path& folder, const std::string& reader, bool create) {
    try {
        workspace_.reset();
        reader_.startOver();
        WorkspaceOptions options;
        options.user = reader;
        const bool fresh = create && !Workspace::isWorkspace(folder);
        if (fresh) std::filesystem::create_directories(folder.parent_path());
        stepped_ = 0;
        workspace_ = fresh ? Workspace::create(folder, options) : Workspace::open(folder, options);
    } catch (const Error& error) {
        Trouble trouble = troubleOf(error);
        if (error.code() == ErrorCode::Locked) trouble.holder = Workspace::holder(folder);
        Q_EMIT refused(trouble);
        return;
    } catch (const std::exception& error) {
        Q_EMIT refused(
            {ErrorCode::Io, qs(error.what()), qs(folder.string()), tr("Choose another folder"), {}});
        return;
    }
    QMetaObject::invokeMethod(
        this, [this, folder] { folder_ = folder; }, Qt::QueuedConnection);
    Q_EMIT opened(qs(folder.string()));
    tellTasks();
    tellStored();
    if (const auto import = workspace_->imports().latest()) Q_EMIT lastImport(*import);
    libraryChanged(Change::Any);
}

void WorkspaceThread::restore(const std::filesystem::path& backup) {
    post([this, backup] {
        if (!workspace_) return;
        const std::filesystem::path folder = workspace_->folder();
        const std::string reader = workspace_->user();
        workspace_->backups().make(backup);
        workspace_->closeNow();
        workspace_.reset();
        try {
            Backups::restore(folder, backup);
        } catch (const Error& error) {
            Q_EMIT failed(troubleOf(error)); // what was there is there
        }
        openThere(folder, reader, false);
    });
}

void WorkspaceThread::close() {
    QMetaObject::invokeMethod(
        there_, [this] { workspace_.reset(); }, Qt::BlockingQueuedConnection);
    folder_.clear();
}

void WorkspaceThread::order(Work work, Change change) {
    post([this, work = std::move(work), change] {
        if (!workspace_) return;
        work(*workspace_);
        if (change != Change::None) {
            tellTasks();
            if (change != Change::Tasks) libraryChanged(change);
        }
        tellStored();
    });
}

void WorkspaceThread::withWorkspace(const Work& use) {
    std::promise<void> done;
    QMetaObject::invokeMethod(
        there_,
        [&] {
            try {
                if (!workspace_) throw Error(ErrorCode::Cancelled, "the workspace was closed");
                use(*workspace_);
                done.set_value();
            } catch (...) {
                done.set_exception(std::current_exception());
            }
        },
        Qt::QueuedConnection);
    done.get_future().get();
}

void WorkspaceThread::libraryChanged(Change change) {
    post([this, change] {
        if (change == Change::Any) reader_.startOver();
        if (!std::exchange(reading_, true)) readOn();
    });
}

// One bit at a time: an edit that was ordered meanwhile comes before the next.
void WorkspaceThread::readOn() {
    post([this] {
        reading_ = false;
        if (!workspace_) return;
        if (reader_.step(*workspace_)) {
            Q_EMIT library(reader_.picture(*workspace_));
        } else {
            reading_ = true;
            readOn();
        }
    });
}

void WorkspaceThread::tellTasks() {
    Q_EMIT tasks(std::make_shared<const std::vector<Task>>(workspace_->tasks().all()));
}

void WorkspaceThread::setReader(const QString& reader) {
    order([name = utf8(reader)](Workspace& workspace) { workspace.setUser(name); });
}

void WorkspaceThread::readTask(const std::string& task) {
    post([this, task] {
        if (!workspace_) return;
        auto labels = std::make_shared<TaskLabels>();
        labels->task = task;
        for (StoredAnnotation& stored : workspace_->annotations().ofTask(task))
            labels->images[stored.annotation.image].push_back(std::move(stored));
        Q_EMIT taskLabels(labels);
    });
}

void WorkspaceThread::put(const Annotation& annotation, const QString& action) {
    post([this, annotation, name = utf8(action)] {
        if (!workspace_) return;
        try {
            workspace_->annotations().put(std::span(&annotation, 1), name);
        } catch (...) {
            tellImage(annotation.image, true); // what is shown goes back to what is stored
            throw;
        }
        tellImage(annotation.image, true);
        tellStored();
    });
}

void WorkspaceThread::remove(std::int64_t annotation, const ImageRef& image, const QString& action) {
    post([this, annotation, image, name = utf8(action)] {
        if (!workspace_) return;
        try {
            workspace_->annotations().remove(std::span(&annotation, 1), name);
        } catch (...) {
            tellImage(image, true);
            throw;
        }
        tellImage(image, true);
        tellStored();
    });
}

void WorkspaceThread::undo() {
    post([this] { step(true); });
}

void WorkspaceThread::redo() {
    post([this] { step(false); });
}

void WorkspaceThread::step(bool undo) {
    if (!workspace_) return;
    Journal& journal = workspace_->journal();
    const auto edit = undo ? journal.undo() : journal.redo();
    if (!edit) return;
    const auto changes = journal.changes(edit->id);
    const auto images = imagesOf(changes);
    for (const ImageRef& image : images)
        tellImage(image, false);
    const bool others = std::any_of(changes.begin(), changes.end(), [](const JournalChange& change) {
        return change.entity != "annotation" && change.entity != "verdict" && change.entity != "measurements";
    });
    if (others) {
        tellTasks();
        libraryChanged(Change::Any);
    }
    stepped_ = static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1000.0;
    tellStored();
    SteppedEdit told{qs(edit->action), undo, {}, {}, {}};
    if (!changes.empty()) {
        told.entity = changes.front().entity;
        told.key = changes.front().key;
    }
    if (!images.empty()) told.image = *images.begin();
    Q_EMIT stepped(told);
}

void WorkspaceThread::tellStored() {
    auto state = std::make_shared<StoredState>();
    state->undo = workspace_->journal().nextUndo();
    state->redo = workspace_->journal().nextRedo();
    if (const auto edits = workspace_->journal().edits(1); !edits.empty())
        state->time = std::max(edits[0].time, stepped_);
    Q_EMIT stored(state);
}

void WorkspaceThread::tellImage(const ImageRef& image, bool answersEdit) {
    auto labels = std::make_shared<ImageLabels>();
    labels->image = image;
    labels->answersEdit = answersEdit;
    labels->all = workspace_->annotations().ofImage(image);
    Q_EMIT imageLabels(labels);
}

} // namespace vrft::ui
