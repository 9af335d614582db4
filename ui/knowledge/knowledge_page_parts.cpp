// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the Knowledge page is made of, from left to right.
#include "ui/knowledge/changes_view.h"
#include "ui/knowledge/class_editor.h"
#include "ui/knowledge/exemplar_list.h"
#include "ui/knowledge/knowledge_page.h"
#include "ui/knowledge/prompt_panel.h"
#include "ui/knowledge/reward_panel.h"
#include "ui/knowledge/row_lists.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/next_step.h"
#include "ui/widgets/page_bar.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/splitter.h"

#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

QPushButton* buttonOf(QAction* action, ButtonKind kind, const QString& picture, QWidget* parent) {
    auto* button = makeButton(action->text(), kind, parent);
    if (!picture.isEmpty()) {
        button->setIcon(icon(picture, kind == ButtonKind::Link ? Token::AccentText : Token::Text));
        button->setIconSize({14, 14});
    }
    followKey(button, action, action->text());
    button->setEnabled(action->isEnabled());
    QObject::connect(action, &QAction::changed, button,
                     [button, action] { button->setEnabled(action->isEnabled()); });
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace

KnowledgePage::KnowledgePage(WorkspaceThread& workspace, FrameSource& frames, QWidget* parent)
    : Workplace(WorkplaceKind::Knowledge, tr("Knowledge"), QStringLiteral("knowledge"), parent)
    , workspace_(workspace)
    , thumbnails_(frames)
    , stack_(new QStackedWidget(this))
    , splitter_(new Splitter(QStringLiteral("knowledge"), {272, 1240}, this)) {
    pool_.setMaxThreadCount(1);
    makeActions();
    none_ = new NextStep(1, this);
    none_->addStep(new_);
    none_->addOther(packs_);
    none_->addOther(bringIn_);
    left_ = makeLists();
    auto* right = new QWidget(splitter_);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    halves_ = new Splitter(QStringLiteral("knowledge/halves"), {648, 560}, right);
    middle_ = makeMiddle();
    right_ = makeRight();
    halves_->addWidget(middle_);
    halves_->addWidget(right_);
    halves_->setStretchFactor(0, 1);
    halves_->setStretchFactor(1, 1);
    halves_->setChildrenCollapsible(false);
    halves_->restore();
    column->addWidget(makeBar());
    column->addWidget(halves_, 1);
    splitter_->addWidget(left_);
    splitter_->addWidget(right);
    splitter_->setStretchFactor(0, 0);
    splitter_->setStretchFactor(1, 1);
    splitter_->setChildrenCollapsible(false);
    splitter_->restore();
    stack_->addWidget(none_);
    stack_->addWidget(splitter_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(stack_);
    connectModel();
    connectWorkspace();
    setWorkspaceOpen(false);
    showChosen();
}

void KnowledgePage::makeActions() {
    const auto make = [this](const QString& name, const QKeySequence& keys) {
        auto* action = new QAction(name, this);
        action->setShortcut(keys);
        addAction(action);
        return action;
    };
    new_ = make(tr("New task…"), Qt::CTRL | Qt::Key_N);
    new_->setObjectName(QStringLiteral("newTask"));
    packs_ = make(tr("Starter packs…"), {});
    bringIn_ = make(tr("Import knowledge…"), {});
    export_ = make(tr("Export this task…"), Qt::CTRL | Qt::Key_E);
    removeTask_ = make(tr("Remove this task"), {});
    addClass_ = make(tr("Add a class"), Qt::CTRL | Qt::Key_Return);
    removeClass_ = make(tr("Remove this class"), Qt::CTRL | Qt::Key_Delete);
    classUp_ = make(tr("Class further up"), Qt::ALT | Qt::Key_Up);
    classDown_ = make(tr("Class further down"), Qt::ALT | Qt::Key_Down);
    fromStudy_ = make(tr("From a study…"), {});
    connect(new_, &QAction::triggered, this, &KnowledgePage::newTask);
    connect(packs_, &QAction::triggered, this, &KnowledgePage::choosePack);
    connect(bringIn_, &QAction::triggered, this, &KnowledgePage::chooseImport);
    connect(export_, &QAction::triggered, this, &KnowledgePage::chooseExport);
    connect(removeTask_, &QAction::triggered, this, &KnowledgePage::removeTask);
    connect(addClass_, &QAction::triggered, this, &KnowledgePage::addClass);
    connect(removeClass_, &QAction::triggered, this, &KnowledgePage::removeClass);
    const auto move = [this](int by) {
        const Task* task = model_.task();
        const TaskClass* item = model_.chosenClass();
        if (task == nullptr || item == nullptr) return;
        const auto at = std::ranges::find(task->classes, item->id, &TaskClass::id) - task->classes.begin();
        moveClass(item->id, static_cast<int>(at) + by);
    };
    connect(classUp_, &QAction::triggered, this, [move] { move(-1); });
    connect(classDown_, &QAction::triggered, this, [move] { move(1); });
    connect(fromStudy_, &QAction::triggered, this, [this] {
        const QString what = facts_.images.empty()
                                 ? QString()
                                 : QStringLiteral("%1 %2")
                                       .arg(QString::fromStdString(facts_.images.front().sopUid))
                                       .arg(facts_.images.front().frame);
        Q_EMIT placeWanted({WorkplaceKind::Studies, what});
    });
}

QWidget* KnowledgePage::makeLists() {
    auto* dock = new QWidget(splitter_);
    dock->setObjectName(QStringLiteral("panel"));
    dock->setAttribute(Qt::WA_StyledBackground);
    dock->setMinimumWidth(224);
    auto* head = new PageBar(PageBar::Of::Panel, tr("Tasks"), dock);
    auto* make = buttonOf(new_, ButtonKind::Plain, QStringLiteral("plus"), head);
    make->setText(tr("New…"));
    make->setObjectName(QStringLiteral("newTaskButton"));
    head->addAtRight(make);
    tasks_ = new RowList(QStringLiteral("taskList"), tr("Tasks"), dock);
    auto* classHead = new PageBar(PageBar::Of::Panel, {}, dock);
    classesHead_ = makeLabel({}, TextKind::Head, classHead);
    classHead->addAfterTitle(classesHead_);
    classHead->addAfterTitle(makeLabel(tr("labelled images"), TextKind::Caption, classHead));
    auto* add = buttonOf(addClass_, ButtonKind::Link, QStringLiteral("plus"), classHead);
    add->setText({});
    add->setObjectName(QStringLiteral("addClass"));
    add->setFixedWidth(28);
    classHead->addAtRight(add);
    classes_ = new RowList(QStringLiteral("knowledgeClasses"), tr("Classes"), dock);
    classes_->setMovable(true);
    classesNote_ = makeLabel({}, TextKind::Caption, dock);
    classesNote_->setWordWrap(true);
    auto* note = new QVBoxLayout;
    note->setContentsMargins(12, 8, 12, 8);
    note->addWidget(classesNote_);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(8, 4, 8, 8);
    foot->setSpacing(0);
    const std::pair<QAction*, QString> links[] = {{bringIn_, QStringLiteral("import")},
                                                  {export_, QStringLiteral("export")},
                                                  {packs_, QStringLiteral("knowledge")}};
    for (const auto& [action, picture] : links)
        foot->addWidget(buttonOf(action, ButtonKind::Link, picture, dock), 0, Qt::AlignLeft);
    auto* all = new QVBoxLayout(dock);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(head);
    all->addWidget(tasks_, 2);
    all->addWidget(makeLine(Qt::Horizontal, dock));
    all->addWidget(classHead);
    all->addWidget(classes_, 3);
    all->addLayout(note);
    all->addWidget(makeLine(Qt::Horizontal, dock));
    all->addLayout(foot);
    return dock;
}

QWidget* KnowledgePage::makeBar() {
    auto* bar = new PageBar(PageBar::Of::Page, {}, this);
    title_ = new ElidedLabel(TextKind::Head, bar);
    setKind(title_, QStringLiteral("pageTitle"));
    title_->setObjectName(QStringLiteral("knowledgeTitle"));
    versionTag_ = makeTag({}, QStringLiteral("tag"), bar);
    versionTag_->setObjectName(QStringLiteral("versionTag"));
    versionHash_ = makeLabel({}, TextKind::Caption, bar);
    setKind(versionHash_, QStringLiteral("mono"));
    versionWho_ = new ElidedLabel(TextKind::Caption, bar);
    side_ = new Segments(tr("View"), {tr("Editor"), tr("What comes of it")}, bar);
    versions_ = makeButton(tr("Versions"), ButtonKind::Plain, bar);
    versions_->setObjectName(QStringLiteral("versions"));
    versions_->setIcon(ui::icon(QStringLiteral("chevron-down")));
    versions_->setIconSize({12, 12});
    versions_->setLayoutDirection(Qt::RightToLeft);
    versions_->setToolTip(tr("Earlier versions: compare with one"));
    versionMenu_ = new QMenu(versions_);
    connect(versionMenu_, &QMenu::aboutToShow, this, &KnowledgePage::fillVersions);
    connect(versions_, &QPushButton::clicked, this,
            [this] { versionMenu_->popup(versions_->mapToGlobal(QPoint(0, versions_->height()))); });
    bar->addAfterTitle(title_);
    bar->addAfterTitle(versionTag_);
    bar->addAfterTitle(versionHash_);
    bar->addAfterTitle(versionWho_);
    bar->addAtRight(side_);
    bar->addAtRight(versions_);
    return bar;
}

QWidget* KnowledgePage::makeMiddle() {
    auto* scroll = new QScrollArea(halves_);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(420);
    auto* body = new QWidget(scroll);
    body->setObjectName(QStringLiteral("page"));
    body->setAttribute(Qt::WA_StyledBackground);
    problem_ = makeLabel({}, TextKind::Caption, body);
    setKind(problem_, QStringLiteral("problem"));
    problem_->setObjectName(QStringLiteral("knowledgeProblem"));
    problem_->setWordWrap(true);
    problem_->hide();
    draft_ = new QWidget(body);
    auto* draftRow = new QHBoxLayout(draft_);
    draftRow->setContentsMargins(0, 0, 0, 0);
    auto* words =
        makeLabel(tr("From a starter pack: read every line before it is used."), TextKind::Second, draft_);
    words->setWordWrap(true);
    auto* checked = makeButton(tr("I have checked this class"), ButtonKind::Plain, draft_);
    checked->setObjectName(QStringLiteral("classChecked"));
    checked->setToolTip(tr("Takes the mark “check first” off this class"));
    draftRow->addWidget(makeTag(tr("check first"), QStringLiteral("tagCaution"), draft_));
    draftRow->addWidget(words, 1);
    draftRow->addWidget(checked);
    connect(checked, &QPushButton::clicked, this, [this] {
        const Task* task = model_.task();
        const TaskClass* item = model_.chosenClass();
        if (task == nullptr || item == nullptr) return;
        setDrafts([id = task->id, which = item->id](Drafts& drafts) { drafts[id].erase(which); });
    });
    editor_ = new ClassEditor(model_, body);
    exemplars_ = new ExemplarList(thumbnails_, fromStudy_, body);
    changes_ = new ChangesView(body);
    changes_->hide();
    auto* all = new QVBoxLayout(body);
    all->setContentsMargins(16, 12, 16, 16);
    all->setSpacing(16);
    all->addWidget(problem_);
    all->addWidget(draft_);
    all->addWidget(editor_);
    all->addWidget(exemplars_);
    all->addWidget(changes_);
    all->addStretch(1);
    scroll->setWidget(body);
    return scroll;
}

QWidget* KnowledgePage::makeRight() {
    auto* column = new QWidget(halves_);
    column->setMinimumWidth(400);
    column->setObjectName(QStringLiteral("panel"));
    column->setAttribute(Qt::WA_StyledBackground);
    reward_ = new RewardPanel(model_, column);
    prompt_ = new PromptPanel(model_, thumbnails_, column);
    auto* all = new QVBoxLayout(column);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(reward_);
    all->addWidget(makeLine(Qt::Horizontal, column));
    all->addWidget(prompt_, 1);
    return column;
}

} // namespace vrft::ui
