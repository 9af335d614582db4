// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/knowledge_page.h"

#include "core/store/journal.h"
#include "core/store/workspace.h"
#include "ui/knowledge/changes_view.h"
#include "ui/knowledge/class_editor.h"
#include "ui/knowledge/exemplar_list.h"
#include "ui/knowledge/prompt_panel.h"
#include "ui/knowledge/row_lists.h"
#include "ui/knowledge/task_words.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/next_step.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"

#include <QMenu>
#include <QStackedWidget>

namespace vrft::ui {

namespace {

constexpr int kNarrow = 1120; // below: editor and what comes of it take turns
constexpr std::size_t kHashShown = 8;
constexpr int kVersionsListed = 25;

struct Stored {
    QString trouble; // at the field
    std::optional<Trouble> failed;
};

} // namespace

void KnowledgePage::connectModel() {
    connect(&model_, &KnowledgeModel::tasksChanged, this, &KnowledgePage::showTasks);
    connect(&model_, &KnowledgeModel::chosen, this, &KnowledgePage::showChosen);
    connect(&model_, &KnowledgeModel::typed, this, &KnowledgePage::showClasses);
    connect(&model_, &KnowledgeModel::ordered, this, &KnowledgePage::store);
    connect(&model_, &KnowledgeModel::problemsChanged, this, [this] {
        const QString text = model_.problem(TaskField::Classes);
        problem_->setText(text);
        problem_->setVisible(!text.isEmpty());
    });
    connect(tasks_, &RowList::picked, &model_, &KnowledgeModel::chooseTask);
    connect(classes_, &RowList::picked, &model_, &KnowledgeModel::chooseClass);
    connect(classes_, &RowList::moved, this, &KnowledgePage::moveClass);
    connect(editor_, &ClassEditor::renameWanted, this, &KnowledgePage::askRename);
    connect(editor_, &ClassEditor::regradeWanted, this, &KnowledgePage::askRegrade);
    connect(changes_, &ChangesView::restoreWanted, this, &KnowledgePage::restoreCompared);
    connect(side_, &Segments::chosenByHand, this, &KnowledgePage::showNarrow);
    connect(exemplars_, &ExemplarList::wanted, this, [this](const ImageRef& image) {
        Q_EMIT placeWanted(
            {WorkplaceKind::Studies, QStringLiteral("%1 %2").arg(qs(image.sopUid)).arg(image.frame)});
    });
}

void KnowledgePage::connectWorkspace() {
    connect(&workspace_, &WorkspaceThread::tasks, &model_, &KnowledgeModel::setTasks);
    connect(&workspace_, &WorkspaceThread::tasks, this, [this] {
        const bool own = std::exchange(ownEdit_, false); // labels are as they were
        readTaskFacts(!own || model_.task() == nullptr || facts_.task != model_.task()->id);
    });
    connect(&workspace_, &WorkspaceThread::refused, this, [this] { setWorkspaceOpen(false); });
    connect(&workspace_, &WorkspaceThread::opened, this, [this] {
        setWorkspaceOpen(true);
        readPolicyList();
    });
    connect(&workspace_, &WorkspaceThread::library, this, [this](const LibraryPointer& library) {
        library_ = library;
        showImages();
        showExemplars();
    });
}

void KnowledgePage::setAutosave(int milliseconds) {
    editor_->setTypingDelay(milliseconds);
}

QList<QWidget*> KnowledgePage::areas() const {
    return {left_, middle_, right_};
}

void KnowledgePage::enter() {
    readTaskFacts(true);
    readPolicyList();
    if (stack_->currentWidget() == splitter_) tasks_->setFocus();
}

void KnowledgePage::commit() {
    editor_->commit();
}

void KnowledgePage::open(const PlaceLink& link) {
    model_.chooseTask(utf8(link.what));
}

std::any KnowledgePage::state() const {
    const TaskClass* chosen = model_.chosenClass();
    return std::pair(model_.task() == nullptr ? std::string() : model_.task()->id,
                     chosen == nullptr ? std::string() : chosen->id);
}

void KnowledgePage::setState(const std::any& state) {
    if (const auto* of = std::any_cast<std::pair<std::string, std::string>>(&state))
        model_.beginWith(of->first, of->second);
}

bool KnowledgePage::shows(const std::string& entity) const {
    return entity == "task";
}

void KnowledgePage::showEdit(const SteppedEdit& edit) {
    model_.chooseTask(edit.key);
}

void KnowledgePage::setLeftHidden(bool hidden) {
    left_->setVisible(!hidden);
}

void KnowledgePage::setRightHidden(bool hidden) {
    rightHidden_ = hidden;
    showNarrow();
}

std::vector<KeyGroup> KnowledgePage::keyGroups() const {
    return {{tr("Knowledge"),
             {new_, export_, addClass_, removeClass_, classUp_, classDown_, packs_, bringIn_, removeTask_},
             {{tr("Store what is typed"), tr("Return, or a pause")},
              {tr("Edit a credit"), tr("Return or a digit")}}}};
}

MenuActions KnowledgePage::menuActions() const {
    MenuActions menus;
    menus.workspace = {bringIn_, export_, packs_};
    menus.edit = {new_, addClass_, removeClass_, classUp_, classDown_, removeTask_};
    return menus;
}

void KnowledgePage::resizeEvent(QResizeEvent* event) {
    Workplace::resizeEvent(event);
    narrow_ = width() < kNarrow + left_->minimumWidth();
    showNarrow();
}

void KnowledgePage::showNarrow() {
    side_->setVisible(narrow_ && !rightHidden_);
    const bool editor = !narrow_ || rightHidden_ || side_->chosen() == 0;
    middle_->setVisible(editor);
    right_->setVisible(!rightHidden_ && (!narrow_ || !editor));
}

// --- What is shown ---

void KnowledgePage::setWorkspaceOpen(bool open) {
    open_ = open;
    for (QAction* action : {new_, packs_, bringIn_})
        action->setEnabled(open);
    if (open)
        none_->setWords(
            tr("No task yet"),
            tr("A task says what is asked of an image, which answers there are, and what experts know "
               "about each. Make one, begin with a starter pack, or bring in a file."));
    else
        none_->setWords(tr("No workspace is open"),
                        tr("Tasks live in a workspace. Open one in Studies first."));
    showTasks();
}

void KnowledgePage::showTasks() {
    std::vector<RowList::Row> rows;
    for (const Task& task : model_.tasks()) {
        const auto drafts = drafts_.find(task.id);
        const bool unchecked = drafts != drafts_.end() && !drafts->second.empty();
        rows.push_back(
            {task.id, {}, qs(task.name), taskSummary(task), {}, unchecked ? tr("check first") : QString()});
    }
    tasks_->setRows(rows);
    if (model_.task() != nullptr) tasks_->choose(model_.task()->id);
    stack_->setCurrentIndex(!open_ || model_.tasks().empty() ? 0 : 1);
}

void KnowledgePage::showClasses() {
    const Task* task = model_.shown();
    if (task == nullptr) return classes_->setRows({});
    std::vector<RowList::Row> rows;
    int unlabelled = 0;
    for (std::size_t i = 0; i < task->classes.size(); ++i) {
        const TaskClass& item = task->classes[i];
        const auto count = facts_.task == task->id ? facts_.accepted.find(item.id) : facts_.accepted.end();
        const int labelled = count == facts_.accepted.end() ? 0 : count->second;
        unlabelled += labelled == 0 ? 1 : 0;
        rows.push_back({item.id,
                        item.grade ? QString::number(*item.grade) : QString::number(i + 1),
                        className(item),
                        {},
                        grouped(labelled),
                        {}});
    }
    classes_->setRows(rows);
    if (const TaskClass* item = model_.chosenClass()) classes_->choose(item->id);
    const bool graded = task->kind == TaskKind::Grading;
    classesHead_->setText(graded ? tr("Grades") : tr("Classes"));
    addClass_->setText(graded ? tr("Add a grade") : tr("Add a class"));
    const bool fixed = task->kind == TaskKind::Localisation;
    addClass_->setEnabled(!fixed);
    removeClass_->setEnabled(!fixed && task->classes.size() > 2);
    classesNote_->setText(
        fixed ? tr("A localisation finds one thing.")
        : unlabelled > 0
            ? tr("%1 of %2 have no labelled image yet.").arg(unlabelled).arg(task->classes.size())
            : tr("Drag to reorder. Renaming what has labels asks what becomes of them."));
}

void KnowledgePage::showChosen() {
    const Task* task = model_.task();
    for (QAction* action : {export_, removeTask_, addClass_, removeClass_, classUp_, classDown_})
        action->setEnabled(task != nullptr);
    if (task == nullptr) return;
    title_->setWholeText(qs(task->name));
    tasks_->choose(task->id);
    showClasses();
    const TaskClass* item = model_.chosenClass();
    const auto drafts = drafts_.find(task->id);
    draft_->setVisible(item != nullptr && drafts != drafts_.end() && drafts->second.contains(item->id));
    if (facts_.task != task->id) {
        facts_ = {};
        compared_.reset();
        comparedVersion_.clear();
        readTaskFacts(true);
    }
    showExemplars();
    showVersion();
}

// The number of a version is its place in the history.
void KnowledgePage::showVersion() {
    const Task* task = model_.task();
    if (task == nullptr || facts_.task != task->id) return changes_->hide();
    const auto& history = facts_.history;
    const std::string now = knowledgeVersion(*task);
    const auto at = std::ranges::find(history, now, &KnowledgeVersion::version);
    versionTag_->setVisible(at != history.end());
    if (at != history.end()) {
        versionTag_->setText(tr("Version %1").arg(at - history.begin() + 1));
        versionWho_->setWholeText(tr("%1, %2").arg(qs(at->who), timeWords(at->time, Journal::now())));
    }
    versionHash_->setText(qs(now.substr(0, kHashShown)));
    versionHash_->setToolTip(qs(now));
    versions_->setEnabled(history.size() > 1);
    const auto compared = std::ranges::find(history, comparedVersion_, &KnowledgeVersion::version);
    changes_->setVisible(compared_.has_value() && compared != history.end());
    if (!compared_ || compared == history.end()) return;
    const auto number = compared - history.begin() + 1;
    changes_->setChanges(tr("Changes since version %1").arg(number), taskChanges(*compared_, *task),
                         tr("Restore version %1").arg(number));
}

void KnowledgePage::fillVersions() {
    versionMenu_->clear();
    const Task* task = model_.task();
    if (task == nullptr) return;
    const std::string now = knowledgeVersion(*task);
    int listed = 0;
    for (std::size_t i = facts_.history.size(); i-- > 0 && listed < kVersionsListed;) {
        const KnowledgeVersion& version = facts_.history[i];
        if (version.version == now) continue;
        ++listed;
        auto* action =
            versionMenu_->addAction(tr("Changes since version %1   %2, %3")
                                        .arg(i + 1)
                                        .arg(qs(version.who), timeWords(version.time, Journal::now()))
                                        .replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(version.version == comparedVersion_);
        connect(action, &QAction::triggered, this, [this, which = version.version] { compareWith(which); });
    }
}

void KnowledgePage::compareWith(const std::string& version) {
    const Task* task = model_.task();
    if (task == nullptr) return;
    comparedVersion_ = version;
    workspace_.read(
        this,
        [id = task->id, version](Workspace& workspace) { return workspace.tasks().atVersion(id, version); },
        [this, version](const Task& old) {
            if (version != comparedVersion_ || model_.task() == nullptr || model_.task()->id != old.id)
                return;
            compared_ = old;
            showVersion();
        });
}

void KnowledgePage::restoreCompared() {
    if (!compared_) return;
    const auto at = std::ranges::find(facts_.history, comparedVersion_, &KnowledgeVersion::version);
    if (at == facts_.history.end()) return;
    const auto number = at - facts_.history.begin() + 1;
    model_.put(*compared_, tr("Restore version %1 of %2").arg(number).arg(qs(compared_->name)));
    Q_EMIT said(tr("Version %1 is the newest again").arg(number));
}

// --- To and from the store ---

void KnowledgePage::store(const Task& task, const QString& action, const FieldOf& place,
                          const std::optional<std::vector<ClassMove>>& moves) {
    workspace_.read(
        this,
        [task, name = utf8(action), moves](Workspace& workspace) -> Stored {
            try {
                if (moves)
                    workspace.annotations().putTask(task, *moves, name);
                else
                    workspace.tasks().put(task, name);
                return {};
            } catch (const Error& error) {
                Stored stored{inWords(error.summary(), error.next()), {}};
                if (error.code() != ErrorCode::Mismatch) stored.failed = troubleOf(error);
                return stored;
            }
        },
        [this, place, labels = moves.has_value()](const Stored& stored) {
            model_.answer(place, stored.trouble);
            ownEdit_ = !labels;
            if (stored.failed) Q_EMIT workspace_.failed(*stored.failed);
        },
        WorkspaceThread::Change::Tasks);
}

void KnowledgePage::readTaskFacts(bool labels) {
    const Task* task = model_.task();
    if (task == nullptr || !isVisible()) return;
    workspace_.read(
        this,
        [id = task->id, labels](Workspace& workspace) {
            return std::pair(readFacts(workspace, id, labels), readDrafts(workspace.folder()));
        },
        [this, labels](const std::pair<TaskFacts, Drafts>& found) {
            drafts_ = found.second;
            takeFacts(found.first, labels);
        });
}

void KnowledgePage::takeFacts(TaskFacts facts, bool labels) {
    if (model_.task() == nullptr || model_.task()->id != facts.task) return;
    if (labels)
        facts_ = std::move(facts);
    else if (facts_.task == facts.task)
        facts_.history = std::move(facts.history);
    editor_->setNumLabels(facts_.labels);
    showTasks();
    showImages();
    showChosen();
    // At first against the version before this one.
    if (comparedVersion_.empty() && facts_.history.size() > 1) {
        const std::string now = knowledgeVersion(*model_.task());
        const auto at = std::ranges::find(facts_.history, now, &KnowledgeVersion::version);
        if (at != facts_.history.begin() && at != facts_.history.end()) compareWith(std::prev(at)->version);
    }
}

void KnowledgePage::readPolicyList() {
    if (workspace_.folder().empty()) return;
    pool_.start([this, folder = workspace_.folder()] {
        auto list = readPolicies(folder);
        QMetaObject::invokeMethod(
            this, [this, list = std::move(list)] { prompt_->setPolicies(list); }, Qt::QueuedConnection);
    });
}

const ImageEntry* KnowledgePage::entryOf(const ImageRef& image, QString* patient) const {
    const auto place = library_ ? library_->placeOf(image.sopUid) : std::nullopt;
    if (!place) return nullptr;
    if (patient != nullptr) *patient = qs(library_->patients[place->patient].patient.id);
    for (const ImageEntry& entry : library_->series(*place).images)
        if (entry.instance.sopUid == image.sopUid) return &entry;
    return nullptr;
}

void KnowledgePage::showImages() {
    std::vector<PromptImage> images;
    std::map<QString, int> numbers;
    const auto add = [&](const ImageRef& image) {
        QString patient;
        const ImageEntry* entry = entryOf(image, &patient);
        if (entry == nullptr) return;
        images.push_back({tr("%1, image %2").arg(patient).arg(++numbers[patient]),
                          {entry->file, image.frame},
                          {entry->instance.columns, entry->instance.rows}});
    };
    for (const ImageRef& image : facts_.images)
        add(image);
    constexpr std::size_t kSome = 12;
    for (std::size_t i = 0; library_ && images.empty() && i < std::min(library_->patients.size(), kSome); ++i)
        for (const StudyEntry& study : library_->patients[i].studies)
            for (const SeriesEntry& series : study.series)
                if (!series.images.empty() && series.num_frames > 0 && images.size() < kSome)
                    add({series.images.front().instance.sopUid, 0});
    prompt_->setImages(std::move(images));
}

void KnowledgePage::showExemplars() {
    const TaskClass* item = model_.chosenClass();
    std::vector<ExemplarCard> cards;
    for (const Exemplar& exemplar : facts_.exemplars) {
        if (item == nullptr || exemplar.taskClass != item->id) continue;
        ExemplarCard card;
        card.image = exemplar.image;
        card.reader = qs(exemplar.reader);
        card.reasoning = qs(exemplar.reasoning);
        card.boxes = exemplar.boxes;
        const ImageEntry* entry = entryOf(exemplar.image, &card.patient);
        if (entry == nullptr) continue;
        card.address = {entry->file, exemplar.image.frame};
        card.size = {entry->instance.columns, entry->instance.rows};
        cards.push_back(std::move(card));
    }
    exemplars_->setCards(std::move(cards));
}

} // namespace vrft::ui
