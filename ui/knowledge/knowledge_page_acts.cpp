// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with tasks and classes as wholes.
#include "core/error.h"
#include "core/files.h"
#include "core/store/annotations_table.h"
#include "core/store/workspace.h"
#include "ui/knowledge/class_editor.h"
#include "ui/knowledge/knowledge_dialogs.h"
#include "ui/knowledge/knowledge_page.h"
#include "ui/knowledge/task_words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/text.h"

#include <QFileDialog>
#include <QStackedWidget>

namespace vrft::ui {

void KnowledgePage::newTask() {
    commit();
    std::vector<std::string> taken;
    for (const Task& task : model_.tasks())
        taken.push_back(task.id);
    NewTaskDialog dialog(taken, this);
    if (dialog.exec() != QDialog::Accepted) return;
    const Task task = dialog.task();
    model_.put(task, tr("New task %1").arg(qs(task.name)));
    editor_->focusName();
}

void KnowledgePage::choosePack() {
    commit();
    PackDialog dialog(readPacks(), this);
    if (dialog.exec() == QDialog::Accepted) addPack(dialog.chosen());
}

// A task of that id is never written over: the draft comes beside it.
void KnowledgePage::addPack(const StarterPack& pack) {
    std::vector<std::string> taken;
    for (const Task& task : model_.tasks())
        taken.push_back(task.id);
    Task task = pack.task;
    if (model_.find(task.id) != nullptr) task.id = idFrom(qs(task.id), taken);
    std::set<std::string> classes;
    for (const TaskClass& item : task.classes)
        classes.insert(item.id);
    setDrafts([id = task.id, classes](Drafts& drafts) { drafts[id] = classes; });
    model_.put(task, tr("Starter pack %1").arg(qs(task.name)));
}

void KnowledgePage::setDrafts(std::function<void(Drafts&)> change) {
    workspace_.read(
        this,
        [change = std::move(change)](Workspace& workspace) {
            Drafts drafts = readDrafts(workspace.folder());
            change(drafts);
            writeDrafts(workspace.folder(), drafts);
            return drafts;
        },
        [this](const Drafts& drafts) {
            drafts_ = drafts;
            showTasks();
            showChosen();
        });
}

void KnowledgePage::chooseImport() {
    commit();
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Import knowledge"), {}, tr("Tasks (*.json);;All files (*)"));
    if (!file.isEmpty()) importFile(file);
}

void KnowledgePage::importFile(const QString& file) {
    struct Read {
        std::optional<Task> task;
        QString trouble;
    };
    pool_.start([this, file] {
        Read read;
        try {
            read.task = readTask(std::filesystem::path(utf8(file)));
        } catch (const Error& error) {
            read.trouble = QString::fromUtf8(error.what());
        }
        QMetaObject::invokeMethod(
            this,
            [this, read] {
                problem_->setText(read.trouble);
                problem_->setVisible(!read.trouble.isEmpty());
                if (read.task)
                    model_.put(*read.task, tr("Import task %1").arg(qs(read.task->name)));
                else if (stack_->currentIndex() == 0)
                    Q_EMIT said(read.trouble);
            },
            Qt::QueuedConnection);
    });
}

void KnowledgePage::chooseExport() {
    commit();
    if (model_.task() == nullptr) return;
    const QString file = QFileDialog::getSaveFileName(this, tr("Export this task"),
                                                      qs(model_.task()->id) + QStringLiteral(".json"),
                                                      tr("Tasks (*.json);;All files (*)"));
    if (!file.isEmpty()) exportFile(file);
}

void KnowledgePage::exportFile(const QString& file) {
    if (model_.task() == nullptr) return;
    pool_.start([this, file, task = *model_.task()] {
        QString words = tr("Exported: %1").arg(file);
        try {
            writeFileAtomic(std::filesystem::path(utf8(file)), jsonPretty(taskToJson(task)));
        } catch (const Error& error) {
            words = QString::fromUtf8(error.what());
        }
        QMetaObject::invokeMethod(
            this, [this, words] { Q_EMIT said(words); }, Qt::QueuedConnection);
    });
}

void KnowledgePage::removeTask() {
    commit();
    const Task* task = model_.task();
    if (task == nullptr) return;
    const QString action = tr("Remove task %1").arg(qs(task->name));
    workspace_.order(
        [id = task->id, name = utf8(action)](Workspace& workspace) { workspace.tasks().remove(id, name); },
        WorkspaceThread::Change::Tasks);
    Q_EMIT said(tr("Removed: %1. Its labels stay and come back with it.").arg(qs(task->name)));
}

void KnowledgePage::addClass() {
    commit();
    const Task* task = model_.task();
    if (task == nullptr || task->kind == TaskKind::Localisation) return;
    std::vector<std::string> ids;
    std::set<QString> names;
    for (const TaskClass& item : task->classes) {
        ids.push_back(item.id);
        names.insert(qs(item.name).toLower());
    }
    QString name = tr("new class");
    for (int i = 2; names.contains(name.toLower()); ++i)
        name = tr("new class %1").arg(i);
    TaskClass added;
    added.id = idFrom(name, ids);
    added.name = utf8(name);
    if (task->kind == TaskKind::Grading) added.grade = gradeRange(*task).high + 1;
    model_.edit(
        {TaskField::Classes, addClass_->text(), [added](Task& edited) { edited.classes.push_back(added); }});
    model_.chooseClass(added.id);
    editor_->focusName();
}

void KnowledgePage::removeClass() {
    commit();
    const Task* task = model_.task();
    const TaskClass* item = model_.chosenClass();
    if (task == nullptr || item == nullptr || task->kind == TaskKind::Localisation) return;
    const TaskClass gone = *item;
    std::optional<std::vector<ClassMove>> moves;
    if (const int labels = editor_->numLabels(gone.id); labels > 0) {
        RemapDialog dialog(*task, gone, {}, labels, this);
        if (dialog.exec() != QDialog::Accepted) return;
        moves = {{gone.id, dialog.target()}};
    }
    model_.edit({TaskField::Classes, tr("Remove %1").arg(qs(gone.name)),
                 [id = gone.id](Task& edited) {
                     std::erase_if(edited.classes, [&id](const TaskClass& other) { return other.id == id; });
                 },
                 moves});
}

void KnowledgePage::moveClass(const std::string& id, int row) {
    commit();
    const Task* task = model_.task();
    if (task == nullptr || row < 0 || row >= static_cast<int>(task->classes.size())) return;
    const TaskClass* item = findClass(*task, id);
    if (item == nullptr) return;
    model_.edit({TaskField::Classes, tr("Move %1").arg(qs(item->name)), [id, row](Task& edited) {
                     const auto from = std::ranges::find(edited.classes, id, &TaskClass::id);
                     if (from == edited.classes.end()) return;
                     TaskClass moved = std::move(*from);
                     edited.classes.erase(from);
                     edited.classes.insert(edited.classes.begin() + row, std::move(moved));
                 }});
}

// The edit that was typed waits in the model. Asked once the event that left the field is over.
void KnowledgePage::askRename(const std::string& id, int labels) {
    QTimer::singleShot(0, this, [this, id, labels] {
        const FieldOf place{TaskField::ClassName, id};
        if (asking_ || !model_.typingIn(place)) return; // the dialog takes the focus: left once more
        const TaskClass* stored = findClass(*model_.task(), id);
        const TaskClass* typed = findClass(*model_.shown(), id);
        if (stored == nullptr || typed == nullptr) return;
        RemapDialog dialog(*model_.task(), *stored, qs(typed->name), labels, this);
        asking_ = true;
        const bool accepted = dialog.exec() == QDialog::Accepted;
        asking_ = false;
        if (!accepted) return model_.abandon();
        const std::string target = dialog.target();
        if (target.empty()) return model_.commit();
        model_.commitWithLabels({{id, target}});
    });
}

// As `askRename`: the grade typed waits in the model. One that can't be is refused without a question.
void KnowledgePage::askRegrade(const std::string& id, int labels) {
    QTimer::singleShot(0, this, [this, id, labels] {
        const FieldOf place{TaskField::Grade, id};
        if (asking_ || !model_.typingIn(place)) return;
        const TaskClass* stored = findClass(*model_.task(), id);
        const TaskClass* typed = findClass(*model_.shown(), id);
        if (stored == nullptr || typed == nullptr) return;
        if (stored->grade == typed->grade) return model_.commit();
        try {
            validateTask(*model_.shown(), model_.shown()->id);
        } catch (const Error&) {
            return model_.commit();
        }
        MessageDialog dialog(
            {QStringLiteral("caution"),
             tr("Change the grade of a class that has labels"),
             tr("%1 labels of grade %2 become grade %3.")
                 .arg(grouped(labels))
                 .arg(*stored->grade)
                 .arg(*typed->grade),
             tr("They stay labels of “%1”. Datasets that are frozen keep the grades they have. "
                "Labels and grade are one step to undo.")
                 .arg(qs(stored->name)),
             {tr("Change the grade"), tr("Keep it as it is")}},
            this);
        asking_ = true;
        dialog.exec();
        asking_ = false;
        if (dialog.choice() != 0) return model_.abandon();
        model_.commitWithLabels({});
    });
}

} // namespace vrft::ui
