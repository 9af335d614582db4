// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tasks of a workspace as they are being edited: what is stored, what is typed, and each edit as one task
// to store.
//
// An edit is a function of the stored task, so what is refused in one field holds up no other. What is typed
// is shown at once (`shown`) and stored by `commit`; a refused edit stores nothing and leaves its words at
// its field. No widgets; `ordered` goes to the store, whose answer comes back through `answer`. Ownership:
// values. Thread rule: UI thread.
#pragma once

#include "core/knowledge/task.h"
#include "core/store/annotations_table.h"

#include <QObject>
#include <QString>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vrft::ui {

enum class TaskField {
    Name,
    Question,
    Distance,
    Classes, // their order, one more, one less
    ClassName,
    Grade,
    Synonyms,
    Definition,
    Attributes
};

struct FieldOf {
    FieldOf(TaskField of, std::string ofClass = {})
        : field(of)
        , taskClass(std::move(ofClass)) {}
    TaskField field;
    std::string taskClass; // id; empty: of the task itself
    auto operator<=>(const FieldOf&) const = default;
};

struct TaskEdit {
    FieldOf place;
    QString action; // the name of the edit: "Definition of benign"
    std::function<void(Task&)> apply;
    std::optional<std::vector<ClassMove>> moves = {}; // labels go along, as AnnotationsTable::putTask does
};

class KnowledgeModel : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void beginWith(const std::string& task, const std::string& ofClass); // chosen once there are tasks
    void setTasks(std::shared_ptr<const std::vector<Task>> tasks);       // as stored
    const std::vector<Task>& tasks() const { return tasks_; }
    const Task* task() const;  // chosen, as stored; nullptr: there is none
    const Task* shown() const; // with what is typed
    const Task* find(const std::string& id) const;
    void chooseTask(const std::string& id);
    const TaskClass* chosenClass() const; // as shown
    void chooseClass(const std::string& id);

    void type(TaskEdit edit); // another field's typing is committed before
    bool typing() const { return pending_.has_value(); }
    bool typingIn(const FieldOf& place) const { return pending_ && pending_->place == place; }
    void abandon(); // what is typed
    void commit();
    void commitWithLabels(const std::vector<ClassMove>& moves); // what is typed, with the labels it concerns
    void edit(TaskEdit edit);                                   // both at once
    // A whole task, new or another version of one there is; becomes the chosen one.
    void put(const Task& task, const QString& action);
    // The store's answer to the oldest `ordered` without one; `trouble` is empty where it was stored.
    void answer(const FieldOf& place, const QString& trouble);

    QString problem(const FieldOf& place) const; // empty: none

Q_SIGNALS:
    void tasksChanged();
    void chosen(); // another task or class, or what is stored of them
    void typed();  // `shown` is another
    void problemsChanged();
    void ordered(const vrft::Task& task, const QString& action, const vrft::ui::FieldOf& place,
                 const std::optional<std::vector<vrft::ClassMove>>& moves);

private:
    void forget(); // what belongs to the class or task that was looked at
    void show();

    std::vector<Task> tasks_; // as stored, and as ordered
    std::string task_;
    std::string class_;
    std::optional<TaskEdit> pending_;
    std::optional<Task> shown_; // with `pending_`
    std::map<FieldOf, QString> problems_;
    int numOrdered_ = 0; // without an answer
};

// "Two classes would share the name x. Keep it with one of them."
QString inWords(const std::string& what, const std::string& next);

TaskClass* classOf(Task& task, const std::string& id); // nullptr if none

} // namespace vrft::ui
