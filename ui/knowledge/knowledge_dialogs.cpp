// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/knowledge_dialogs.h"

#include "core/error.h"
#include "ui/knowledge/knowledge_model.h"
#include "ui/knowledge/row_lists.h"
#include "ui/knowledge/task_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

// Buttons at the foot, the suggested one filled and last; Escape takes the other.
QPushButton* addFoot(QDialog& dialog, QVBoxLayout& all, const QString& does) {
    auto* foot = new QHBoxLayout;
    auto* leave = makeButton(NewTaskDialog::tr("Cancel"), ButtonKind::Plain, &dialog);
    leave->setObjectName(QStringLiteral("cancel"));
    leave->setToolTip(NewTaskDialog::tr("Nothing is changed (Escape)"));
    auto* go = makeButton(does, ButtonKind::Filled, &dialog);
    go->setObjectName(QStringLiteral("accept"));
    go->setDefault(true);
    foot->addStretch(1);
    foot->addWidget(leave);
    foot->addWidget(go);
    all.addWidget(makeLine(Qt::Horizontal, &dialog));
    all.addLayout(foot);
    QObject::connect(leave, &QPushButton::clicked, &dialog, &QDialog::reject);
    QObject::connect(go, &QPushButton::clicked, &dialog, &QDialog::accept);
    return go;
}

void addField(QVBoxLayout& all, QLabel* label, QWidget* field, const QString& objectName,
              const QString& toolTip) {
    label->setBuddy(field);
    field->setObjectName(objectName);
    field->setAccessibleName(label->text());
    field->setToolTip(toolTip);
    all.addWidget(label);
    all.addWidget(field);
    all.addSpacing(6);
}

} // namespace

NewTaskDialog::NewTaskDialog(std::vector<std::string> taken, QWidget* parent)
    : QDialog(parent)
    , taken_(std::move(taken))
    , kind_(new Combo(this))
    , name_(new QLineEdit(this))
    , question_(new QLineEdit(this))
    , classesHead_(makeLabel({}, TextKind::Caption, this))
    , classes_(new QPlainTextEdit(this))
    , lowestHead_(makeLabel(tr("Lowest grade"), TextKind::Caption, this))
    , lowest_(new QSpinBox(this))
    , problem_(makeLabel({}, TextKind::Caption, this)) {
    setWindowTitle(tr("New task"));
    setMinimumWidth(520);
    kind_->addItem(tr("Classification: one of several names"), static_cast<int>(TaskKind::Classification));
    kind_->addItem(tr("Grading: a grade on an ordered scale"), static_cast<int>(TaskKind::Grading));
    kind_->addItem(tr("Localisation: boxes around what is found"), static_cast<int>(TaskKind::Localisation));
    classes_->setTabChangesFocus(true);
    classes_->setFixedHeight(120);
    lowest_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    lowest_->setRange(-100, 100);
    lowest_->setValue(0);
    setKind(problem_, QStringLiteral("problem"));
    problem_->setObjectName(QStringLiteral("newTaskProblem"));
    problem_->setWordWrap(true);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(4);
    addField(*all, makeLabel(tr("What is asked"), TextKind::Caption, this), kind_,
             QStringLiteral("newTaskKind"), tr("What kind of answer the task wants"));
    addField(*all, makeLabel(tr("Name"), TextKind::Caption, this), name_, QStringLiteral("newTaskName"),
             tr("How people call the task"));
    addField(*all, makeLabel(tr("Question, as the model is asked"), TextKind::Caption, this), question_,
             QStringLiteral("newTaskQuestion"), tr("One sentence that can be answered from the image alone"));
    addField(*all, classesHead_, classes_, QStringLiteral("newTaskClasses"), tr("One a line"));
    addField(*all, lowestHead_, lowest_, QStringLiteral("newTaskLowest"), tr("The grade of the first line"));
    all->addWidget(problem_);
    make_ = addFoot(*this, *all, tr("Make the task"));
    connect(kind_, &QComboBox::currentIndexChanged, this, &NewTaskDialog::showKind);
    connect(name_, &QLineEdit::textChanged, this, &NewTaskDialog::check);
    connect(question_, &QLineEdit::textChanged, this, &NewTaskDialog::check);
    connect(classes_, &QPlainTextEdit::textChanged, this, &NewTaskDialog::check);
    connect(lowest_, &QSpinBox::valueChanged, this, &NewTaskDialog::check);
    showKind();
    name_->setFocus();
}

TaskKind NewTaskDialog::kind() const {
    return static_cast<TaskKind>(kind_->currentData().toInt());
}

void NewTaskDialog::showKind() {
    switch (kind()) {
    case TaskKind::Classification:
        classesHead_->setText(tr("Classes, one a line, as the model must answer them"));
        break;
    case TaskKind::Grading:
        classesHead_->setText(tr("Grades by name, one a line, the lowest first"));
        break;
    case TaskKind::Localisation:
        classesHead_->setText(tr("What is to be found, in one line"));
        break;
    }
    classes_->setAccessibleName(classesHead_->text());
    const bool graded = kind() == TaskKind::Grading;
    lowestHead_->setVisible(graded);
    lowest_->setVisible(graded);
    check();
}

Task NewTaskDialog::made() const {
    Task task;
    task.kind = kind();
    task.name = utf8(name_->text().simplified());
    task.question = utf8(question_->text().simplified());
    task.id = idFrom(name_->text().simplified(), taken_);
    std::vector<std::string> ids;
    for (const QString& line : classes_->toPlainText().split(QLatin1Char('\n'))) {
        const QString name = line.simplified();
        if (name.isEmpty()) continue;
        TaskClass item;
        item.name = utf8(name);
        item.id = idFrom(name, ids);
        ids.push_back(item.id);
        if (task.kind == TaskKind::Grading)
            item.grade = lowest_->value() + static_cast<int>(task.classes.size());
        task.classes.push_back(std::move(item));
    }
    return task;
}

// Nothing is said against what isn't written yet.
void NewTaskDialog::check() {
    const Task task = made();
    const bool begun = !task.name.empty() && !task.question.empty() && !task.classes.empty();
    QString problem;
    try {
        validateTask(task, task.id);
    } catch (const Error& refused) {
        problem = inWords(refused.summary(), refused.next());
    }
    make_->setEnabled(problem.isEmpty());
    make_->setToolTip(problem.isEmpty() ? tr("Make the task; it can be undone") : plainToolTip(problem));
    problem_->setText(begun ? problem : QString());
}

Task NewTaskDialog::task() const {
    return made();
}

PackDialog::PackDialog(std::vector<StarterPack> packs, QWidget* parent)
    : QDialog(parent)
    , packs_(std::move(packs))
    , list_(new RowList(QStringLiteral("packs"), tr("Starter packs"), this)) {
    setWindowTitle(tr("Starter packs"));
    resize(560, 460);
    auto* note =
        makeLabel(tr("Drafts to begin with. Nobody has checked them for your images: an expert must read "
                     "each class before it is used."),
                  TextKind::Second, this);
    note->setWordWrap(true);
    auto* about = makeLabel({}, TextKind::Second, this);
    about->setObjectName(QStringLiteral("packAbout"));
    about->setWordWrap(true);
    about->setMinimumHeight(80);
    about->setAlignment(Qt::AlignTop);
    std::vector<RowList::Row> rows;
    for (const StarterPack& pack : packs_)
        rows.push_back({pack.task.id, {}, qs(pack.task.name), taskSummary(pack.task), {}, tr("check first")});
    static_cast<RowList*>(list_)->setRows(rows);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(8);
    all->addWidget(note);
    all->addWidget(list_, 1);
    all->addWidget(about);
    QPushButton* add = addFoot(*this, *all, tr("Add as a draft"));
    add->setToolTip(tr("Add the task to the workspace; it can be undone"));
    const auto show = [this, about] {
        const StarterPack& pack = chosen();
        QStringList names;
        for (const TaskClass& item : pack.task.classes)
            names << qs(item.name);
        about->setText(QStringLiteral("%1\n%2\n%3")
                           .arg(qs(pack.about), names.join(QStringLiteral(", ")), qs(pack.source)));
    };
    connect(list_, &QListWidget::currentRowChanged, this, show);
    list_->setCurrentRow(0);
    list_->setFocus();
}

const StarterPack& PackDialog::chosen() const {
    return packs_[static_cast<std::size_t>(std::max(0, list_->currentRow()))];
}

RemapDialog::RemapDialog(const Task& task, const TaskClass& item, const QString& newName, int labels,
                         QWidget* parent)
    : QDialog(parent)
    , others_(new Combo(this)) {
    const bool renames = !newName.isEmpty();
    setWindowTitle(renames ? tr("Rename a class that has labels") : tr("Remove a class that has labels"));
    setMinimumWidth(500);
    auto* head = makeLabel(
        renames ? tr("“%1” becomes “%2”. What becomes of its %3 labels?")
                      .arg(qs(item.name), newName, grouped(labels))
                : tr("“%1” goes. What becomes of its %2 labels?").arg(qs(item.name), grouped(labels)),
        TextKind::Head, this);
    head->setWordWrap(true);
    auto* note = makeLabel(tr("Datasets that are frozen keep what they have. It is one step to undo."),
                           TextKind::Second, this);
    note->setWordWrap(true);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(8);
    all->addWidget(head);
    all->addWidget(note);
    auto* become = new QRadioButton(tr("They become labels of"), this);
    become->setObjectName(QStringLiteral("labelsMove"));
    become->setAccessibleName(become->text());
    become->setToolTip(tr("Every label of this class becomes one of the class chosen"));
    if (renames) {
        stay_ = new QRadioButton(tr("They stay with the class, under its new name"), this);
        stay_->setObjectName(QStringLiteral("labelsStay"));
        stay_->setAccessibleName(stay_->text());
        stay_->setToolTip(tr("The class means the same as before"));
        stay_->setChecked(true);
        all->addWidget(stay_);
    } else {
        become->setChecked(true);
    }
    others_->setObjectName(QStringLiteral("labelsTarget"));
    others_->setAccessibleName(tr("Class the labels become"));
    others_->setToolTip(tr("Class the labels become"));
    for (const TaskClass& other : task.classes)
        if (other.id != item.id)
            others_->addItem(other.grade ? QStringLiteral("%1 %2").arg(*other.grade).arg(qs(other.name))
                                         : qs(other.name),
                             qs(other.id));
    auto* row = new QHBoxLayout;
    row->addWidget(become);
    row->addWidget(others_, 1);
    all->addLayout(row);
    (stay_ != nullptr ? stay_ : become)->setFocus();
    connect(others_, &QComboBox::activated, become, [become] { become->setChecked(true); });
    QPushButton* go = addFoot(*this, *all, renames ? tr("Rename") : tr("Remove the class"));
    if (others_->count() == 0) {
        become->setEnabled(false);
        others_->setEnabled(false);
        go->setEnabled(renames);
    }
}

std::string RemapDialog::target() const {
    return stay_ != nullptr && stay_->isChecked() ? std::string() : utf8(others_->currentData().toString());
}

} // namespace vrft::ui
