// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Knowledge workplace: tasks and classes at the left, what is known about the chosen one in the middle,
// what comes of it at the right.
//
// Every edit is stored as it is made, one journal row each. Ownership: the parent's; borrows workspace and
// frame source. Thread rule: UI thread.
#pragma once

#include "ui/knowledge/knowledge_model.h"
#include "ui/knowledge/starter_packs.h"
#include "ui/knowledge/task_facts.h"
#include "ui/viewer/thumbnails.h"
#include "ui/workspace/policies.h"
#include "ui/workspace/workplace.h"
#include "ui/workspace/workspace_thread.h"

#include <QThreadPool>

class QLabel;
class QMenu;
class QPushButton;
class QStackedWidget;

namespace vrft::ui {

class ChangesView;
class ClassEditor;
class ElidedLabel;
class ExemplarList;
class NextStep;
class PageBar;
class PromptPanel;
class RewardPanel;
class RowList;
class Segments;
class Splitter;

class KnowledgePage : public Workplace {
    Q_OBJECT
public:
    KnowledgePage(WorkspaceThread& workspace, FrameSource& frames, QWidget* parent = nullptr);

    KnowledgeModel& model() { return model_; }
    void importFile(const QString& file);
    void exportFile(const QString& file);
    void addPack(const StarterPack& pack);

    QList<QWidget*> areas() const override; // lists, editor, consequences
    void enter() override;
    void commit() override;
    void setAutosave(int milliseconds) override;
    void open(const PlaceLink& link) override; // `what`: id of a task
    bool shows(const std::string& entity) const override;
    void showEdit(const SteppedEdit& edit) override;
    void setLeftHidden(bool hidden) override;
    void setRightHidden(bool hidden) override;
    std::any state() const override;
    void setState(const std::any& state) override;
    std::vector<KeyGroup> keyGroups() const override;
    MenuActions menuActions() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeActions();
    QWidget* makeLists();
    QWidget* makeBar();
    QWidget* makeMiddle();
    QWidget* makeRight();
    void connectModel();
    void connectWorkspace();

    void setWorkspaceOpen(bool open);
    void showTasks();
    void showClasses();
    void showChosen();
    void showVersion();
    void showNarrow();
    void store(const Task& task, const QString& action, const FieldOf& place,
               const std::optional<std::vector<ClassMove>>& moves);
    void readTaskFacts(bool labels);
    void takeFacts(TaskFacts facts, bool labels);
    void readPolicyList();
    void showExemplars();
    const ImageEntry* entryOf(const ImageRef& image, QString* patient) const;
    void showImages();
    void compareWith(const std::string& version);
    void restoreCompared();
    void fillVersions();

    void newTask();
    void choosePack();
    void chooseImport();
    void chooseExport();
    void removeTask();
    void addClass();
    void removeClass();
    void moveClass(const std::string& id, int row);
    void askRename(const std::string& id, int labels);
    void askRegrade(const std::string& id, int labels);
    void setDrafts(std::function<void(Drafts&)> change);

    WorkspaceThread& workspace_;
    KnowledgeModel model_;
    Thumbnails thumbnails_;
    LibraryPointer library_;
    TaskFacts facts_; // of the chosen task
    Drafts drafts_;
    std::optional<Task> compared_; // the version that changes are shown against
    std::string comparedVersion_;
    bool rightHidden_ = false;
    bool narrow_ = false;
    bool open_ = false;    // a workspace is
    bool ownEdit_ = false; // the tasks that come next are those this page has stored
    bool asking_ = false;  // a dialog about labels is up

    QAction* new_;
    QAction* packs_;
    QAction* bringIn_;
    QAction* export_;
    QAction* removeTask_;
    QAction* addClass_;
    QAction* removeClass_;
    QAction* classUp_;
    QAction* classDown_;
    QAction* fromStudy_;
    QStackedWidget* stack_;
    NextStep* none_;
    Splitter* splitter_;
    Splitter* halves_;
    QWidget* left_;
    QWidget* middle_;
    QWidget* right_;
    RowList* tasks_;
    RowList* classes_;
    QLabel* classesHead_;
    QLabel* classesNote_;
    ElidedLabel* title_;
    QLabel* versionTag_;
    QLabel* versionHash_;
    ElidedLabel* versionWho_;
    Segments* side_;
    QPushButton* versions_;
    QMenu* versionMenu_;
    QLabel* problem_; // of what belongs to no field
    QWidget* draft_;  // "check first"
    ClassEditor* editor_;
    ExemplarList* exemplars_;
    ChangesView* changes_;
    RewardPanel* reward_;
    PromptPanel* prompt_;
    QThreadPool pool_; // ends before the rest goes
};

} // namespace vrft::ui
