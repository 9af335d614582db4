// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/dataset_model.h"

#include "core/hash.h"
#include "ui/widgets/text.h"

#include <QSettings>

namespace vrft::ui {

namespace {

constexpr int kSettle_ms = 60;

QString settingsKey(const std::filesystem::path& workspace, const char* name) {
    return QStringLiteral("dataset/%1/%2")
        .arg(qs(sha256Hex(workspace.string())).left(16), QLatin1String(name));
}

} // namespace

DatasetModel::DatasetModel(WorkspaceThread& workspace, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
    , folders_(std::make_shared<VersionReader>()) {
    pool_.setMaxThreadCount(1);
    settle_.setSingleShot(true);
    settle_.setInterval(kSettle_ms);
    connect(&settle_, &QTimer::timeout, this, [this] {
        if (storeStale_)
            readStore();
        else if (!reading_) // else its answer works out
            workOut();
    });
    connect(&workspace_, &WorkspaceThread::opened, this, &DatasetModel::opened);
    connect(&workspace_, &WorkspaceThread::tasks, this, &DatasetModel::setTasks);
    connect(&workspace_, &WorkspaceThread::library, this, [this](LibraryPointer library) {
        library_ = std::move(library);
        order(true);
    });
    connect(&workspace_, &WorkspaceThread::imageLabels, this, [this] { order(true); });
}

const std::vector<Task>& DatasetModel::tasks() const {
    static const std::vector<Task> none;
    return tasks_ ? *tasks_ : none;
}

// Nothing of the workspace before is shown; its tasks and library follow.
void DatasetModel::opened() {
    tasks_.reset();
    library_.reset();
    source_.reset();
    picture_.reset();
    choice_ = {};
    ++asked_;
    ++wanted_;
    reading_ = false;
    setWorking(false);
    stale_ = storeStale_ = true;
    Q_EMIT tasksChanged();
    Q_EMIT pictureChanged();
}

void DatasetModel::setTasks(std::shared_ptr<const std::vector<Task>> tasks) {
    tasks_ = std::move(tasks);
    const auto there = [this](const std::string& id) {
        return std::any_of(this->tasks().begin(), this->tasks().end(),
                           [&](const Task& task) { return task.id == id; });
    };
    if (!there(choice_.task)) {
        const std::string last = utf8(QSettings().value(settingsKey(workspace_.folder(), "task")).toString());
        recall(there(last) ? last : this->tasks().empty() ? std::string() : this->tasks().front().id);
    }
    Q_EMIT tasksChanged();
    Q_EMIT choiceChanged();
    order(true);
}

void DatasetModel::setReader(const QString& reader) {
    reader_ = utf8(reader);
    order(false);
}

void DatasetModel::setWatched(bool watched) {
    watched_ = watched;
    if (watched_ && stale_) order(storeStale_);
}

void DatasetModel::chooseTask(const std::string& task) {
    if (task == choice_.task) return;
    recall(task);
    picture_.reset(); // that of another task
    QSettings().setValue(settingsKey(workspace_.folder(), "task"), qs(task));
    Q_EMIT choiceChanged();
    Q_EMIT pictureChanged();
    order(true);
}

void DatasetModel::change(const std::function<void(DraftChoice&)>& edit) {
    const DraftChoice before = choice_;
    edit(choice_);
    if (choice_ == before) return;
    QSettings().setValue(
        settingsKey(workspace_.folder(), qPrintable(QStringLiteral("task-") + qs(choice_.task))),
        qs(jsonLine(choiceToJson(choice_))));
    Q_EMIT edited();
    Q_EMIT choiceChanged();
    order(choice_.plan != before.plan);
}

void DatasetModel::recall(const std::string& task) {
    choice_ = {};
    const QString kept =
        QSettings()
            .value(settingsKey(workspace_.folder(), qPrintable(QStringLiteral("task-") + qs(task))))
            .toString();
    if (!kept.isEmpty()) {
        try {
            choice_ = choiceFromJson(parseJson(utf8(kept), "settings"));
        } catch (const Error&) {
            choice_ = {}; // settings written by hand: as at first
        }
    }
    choice_.task = task;
}

void DatasetModel::refresh() {
    order(true);
}

void DatasetModel::order(bool store) {
    stale_ = true;
    storeStale_ = storeStale_ || store;
    if (!watched_ || choice_.task.empty() || !library_) return;
    settle_.start();
    setWorking(true);
}

void DatasetModel::setWorking(bool working) {
    if (working == working_) return;
    working_ = working;
    Q_EMIT workingChanged(working);
}

void DatasetModel::readStore() {
    struct Answer {
        DraftSourcePointer source;
        QString trouble;
    };
    storeStale_ = false;
    reading_ = true;
    workspace_.read(
        this,
        [task = choice_.task, plan = choice_.plan](Workspace& workspace) -> Answer {
            try {
                return {readDraftSource(workspace, task, plan), {}};
            } catch (const Error& error) {
                return {nullptr, troubleOf(error).text()};
            }
        },
        [this, number = ++asked_](const Answer& answer) {
            if (number != asked_) return;
            reading_ = false;
            source_ = answer.source;
            if (!answer.trouble.isEmpty()) Q_EMIT failed(answer.trouble);
            workOut();
        });
}

void DatasetModel::workOut() {
    if (!source_ || !library_) return setWorking(false);
    const int number = ++wanted_;
    stale_ = storeStale_;
    pool_.start([this, number, source = source_, library = library_, choice = choice_, reader = reader_,
                 folders = folders_] {
        auto picture = std::make_shared<DatasetPicture>();
        picture->versions = folders->versions(source->workspace, source->frozen);
        picture->policies = folders->policies(source->workspace);
        const Dataset* last = picture->versions.empty() ? nullptr : picture->versions.back().dataset.get();
        const PreprocessorConfig* eyes = nullptr;
        for (const PolicyEyes& policy : picture->policies)
            if (policy.config && (policy.name == choice.policy || eyes == nullptr)) eyes = &*policy.config;
        picture->draft = makeDraft(source, library, choice, reader, last, eyes);
        QMetaObject::invokeMethod(
            this,
            [this, number, picture] {
                if (number != wanted_) return;
                picture_ = picture;
                setWorking(settle_.isActive() || reading_);
                Q_EMIT pictureChanged();
            },
            Qt::QueuedConnection);
    });
}

void DatasetModel::compare(std::shared_ptr<const Dataset> before, std::shared_ptr<const Dataset> after,
                           TakeChanges take) {
    onPool([this, before = std::move(before), after = std::move(after), take = std::move(take)] {
        QMetaObject::invokeMethod(
            this,
            [take, words = versionChangeWords(*before, *after), changes = versionChanges(*before, *after)] {
                take(words, changes);
            },
            Qt::QueuedConnection);
    });
}

} // namespace vrft::ui
