// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/knowledge_model.h"

#include "core/error.h"
#include "ui/widgets/text.h"

#include <utility>

namespace vrft::ui {

QString inWords(const std::string& what, const std::string& next) {
    QString text = qs(what);
    if (!text.isEmpty()) text[0] = text[0].toUpper();
    if (!text.endsWith(QLatin1Char('.'))) text += QLatin1Char('.');
    if (!next.empty()) text += QLatin1Char(' ') + qs(next) + QLatin1Char('.');
    return text;
}

TaskClass* classOf(Task& task, const std::string& id) {
    const auto found = std::ranges::find(task.classes, id, &TaskClass::id);
    return found == task.classes.end() ? nullptr : &*found;
}

const Task* KnowledgeModel::find(const std::string& id) const {
    const auto found = std::ranges::find(tasks_, id, &Task::id);
    return found == tasks_.end() ? nullptr : &*found;
}

const Task* KnowledgeModel::task() const {
    return find(task_);
}

const Task* KnowledgeModel::shown() const {
    return shown_ ? &*shown_ : task();
}

const TaskClass* KnowledgeModel::chosenClass() const {
    const Task* task = shown();
    return task == nullptr ? nullptr : findClass(*task, class_);
}

void KnowledgeModel::beginWith(const std::string& task, const std::string& ofClass) {
    task_ = task;
    class_ = ofClass;
}

void KnowledgeModel::setTasks(std::shared_ptr<const std::vector<Task>> tasks) {
    if (numOrdered_ > 0) return; // older than what was ordered; the answer brings another
    const bool same = tasks_ == *tasks;
    const std::optional<Task> before = task() == nullptr ? std::nullopt : std::optional(*task());
    tasks_ = *tasks;
    if (same) return;
    if (task() == nullptr) task_ = tasks_.empty() ? std::string() : tasks_.front().id;
    const Task* now = task();
    if (now != nullptr && findClass(*now, class_) == nullptr)
        class_ = now->classes.empty() ? std::string() : now->classes.front().id;
    Q_EMIT tasksChanged();
    if (now != nullptr && before && *now == *before) return;
    if (now == nullptr || !before || before->id != now->id) {
        forget();
    } else if (!pending_ && problems_.empty()) { // an edit was undone or done again: its class is looked at
        const auto other = std::ranges::find_if(now->classes, [&](const TaskClass& item) {
            const TaskClass* old = findClass(*before, item.id);
            return old == nullptr || *old != item;
        });
        if (other != now->classes.end() && other->id != class_) {
            class_ = other->id;
            forget();
        }
    }
    show();
    Q_EMIT chosen();
}

void KnowledgeModel::chooseTask(const std::string& id) {
    if (id == task_ || find(id) == nullptr) return;
    commit();
    task_ = id;
    class_ = task()->classes.empty() ? std::string() : task()->classes.front().id;
    forget();
    Q_EMIT chosen();
}

void KnowledgeModel::chooseClass(const std::string& id) {
    if (id == class_) return;
    commit();
    class_ = id;
    forget();
    Q_EMIT chosen();
}

void KnowledgeModel::forget() {
    pending_.reset();
    shown_.reset();
    if (!problems_.empty()) {
        problems_.clear();
        Q_EMIT problemsChanged();
    }
}

void KnowledgeModel::show() {
    shown_.reset();
    if (pending_ && task() != nullptr) {
        shown_ = *task();
        pending_->apply(*shown_);
    }
}

void KnowledgeModel::type(TaskEdit edit) {
    if (task() == nullptr) return;
    if (pending_ && pending_->place != edit.place) commit();
    pending_ = std::move(edit);
    show();
    Q_EMIT typed();
}

void KnowledgeModel::abandon() {
    if (!pending_) return;
    const FieldOf place = std::exchange(pending_, std::nullopt)->place;
    if (problems_.erase(place) > 0) Q_EMIT problemsChanged(); // of what was typed there before
    show();
    Q_EMIT chosen();
}

void KnowledgeModel::edit(TaskEdit edit) {
    type(std::move(edit));
    commit();
}

void KnowledgeModel::commit() {
    if (!pending_ || task() == nullptr) return;
    const TaskEdit edit = *std::exchange(pending_, std::nullopt);
    show();
    Task next = *task();
    edit.apply(next);
    const bool hadProblem = problems_.erase(edit.place) > 0;
    if (next == *task()) {
        if (hadProblem) Q_EMIT problemsChanged();
        return;
    }
    try {
        validateTask(next, next.id);
    } catch (const Error& refused) {
        problems_[edit.place] = inWords(refused.summary(), refused.next());
        Q_EMIT problemsChanged();
        Q_EMIT typed(); // what is stored is shown again
        return;
    }
    if (hadProblem) Q_EMIT problemsChanged();
    *std::ranges::find(tasks_, task_, &Task::id) = next;
    if (findClass(next, class_) == nullptr) class_ = next.classes.front().id;
    ++numOrdered_;
    Q_EMIT ordered(next, edit.action, edit.place, edit.moves);
    Q_EMIT tasksChanged();
    Q_EMIT chosen();
}

void KnowledgeModel::commitWithLabels(const std::vector<ClassMove>& moves) {
    if (pending_) pending_->moves = moves;
    commit();
}

void KnowledgeModel::put(const Task& task, const QString& action) {
    commit();
    const auto there = std::ranges::find(tasks_, task.id, &Task::id);
    if (there == tasks_.end())
        tasks_.insert(std::ranges::lower_bound(tasks_, task.id, {}, &Task::id), task);
    else
        *there = task;
    task_ = task.id;
    if (findClass(task, class_) == nullptr)
        class_ = task.classes.empty() ? std::string() : task.classes.front().id;
    forget();
    ++numOrdered_;
    Q_EMIT ordered(task, action, TaskField::Classes, std::nullopt);
    Q_EMIT tasksChanged();
    Q_EMIT chosen();
}

void KnowledgeModel::answer(const FieldOf& place, const QString& trouble) {
    --numOrdered_;
    if (trouble.isEmpty()) return;
    problems_[place] = trouble;
    Q_EMIT problemsChanged();
}

QString KnowledgeModel::problem(const FieldOf& place) const {
    const auto found = problems_.find(place);
    return found == problems_.end() ? QString() : found->second;
}

} // namespace vrft::ui
