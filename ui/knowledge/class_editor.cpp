// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/class_editor.h"

#include "ui/knowledge/attribute_rows.h"
#include "ui/knowledge/text_field.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chips.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QSpinBox>
#include <QTimer>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

QLabel* problemLabel(const QString& objectName, QWidget* parent) {
    QLabel* label = makeLabel({}, TextKind::Caption, parent);
    setKind(label, QStringLiteral("problem"));
    label->setObjectName(objectName);
    label->setWordWrap(true);
    label->hide();
    return label;
}

void tellProblem(QLabel* label, const QString& text) {
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

} // namespace

ClassEditor::ClassEditor(KnowledgeModel& model, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , pause_(new QTimer(this))
    , taskName_(new TextField(tr("Name of the task"), tr("How people call the task"), 1, this))
    , question_(
          new TextField(tr("Question, as the model is asked"), tr("The first line of the prompt"), 1, this))
    , name_(new TextField(tr("Name, an answer that means it"),
                          tr("What the model may answer; of a grade its number is asked for"), 1, this))
    , gradeLabel_(makeLabel(tr("Grade"), TextKind::Caption, this))
    , grade_(new QSpinBox(this))
    , gradeProblem_(problemLabel(QStringLiteral("gradeProblem"), this))
    , synonyms_(new Chips(tr("Also accepted"), tr("Add"), this))
    , synonymsProblem_(problemLabel(QStringLiteral("synonymsProblem"), this))
    , definition_(new TextField(
          tr("Definition"), tr("What the class means, in words that can be checked on the image"), 3, this))
    , attributes_(new AttributeRows(this))
    , attributesProblem_(problemLabel(QStringLiteral("attributesProblem"), this)) {
    taskName_->setFieldName(QStringLiteral("taskName"));
    question_->setFieldName(QStringLiteral("question"));
    name_->setFieldName(QStringLiteral("className"));
    definition_->setFieldName(QStringLiteral("definition"));
    synonyms_->setObjectName(QStringLiteral("synonyms"));
    attributes_->setObjectName(QStringLiteral("attributes"));
    grade_->setObjectName(QStringLiteral("grade"));
    grade_->setAccessibleName(tr("Grade"));
    grade_->setToolTip(tr("The number the model answers with"));
    grade_->setRange(-1000, 1000);
    grade_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    grade_->setKeyboardTracking(false);
    grade_->setMinimumWidth(64);
    gradeLabel_->setBuddy(grade_);
    pause_->setSingleShot(true);
    pause_->setInterval(1500);

    auto* task = new QHBoxLayout;
    task->setSpacing(12);
    task->addWidget(taskName_, 2);
    task->addWidget(question_, 3);
    auto* grade = new QVBoxLayout;
    grade->setSpacing(4);
    grade->addWidget(gradeLabel_);
    grade->addWidget(grade_);
    grade->addStretch(1);
    auto* names = new QHBoxLayout;
    names->setSpacing(12);
    names->addWidget(name_, 1);
    names->addLayout(grade);
    auto* look = new QHBoxLayout;
    auto* add = makeButton(tr("Attribute"), ButtonKind::Plain, this);
    add->setObjectName(QStringLiteral("addAttribute"));
    add->setIcon(icon(QStringLiteral("plus")));
    add->setIconSize({12, 12});
    add->setAccessibleName(tr("Add an attribute"));
    add->setToolTip(tr("Add an attribute: something to look for"));
    look->addWidget(makeLabel(tr("What to look for"), TextKind::Head, this));
    look->addStretch(1);
    look->addWidget(add);
    auto* also = new QVBoxLayout;
    also->setSpacing(4);
    also->addWidget(makeLabel(tr("Also accepted"), TextKind::Caption, this));
    also->addWidget(synonyms_);
    also->addWidget(synonymsProblem_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(12);
    all->addLayout(task);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addLayout(names);
    all->addWidget(gradeProblem_);
    all->addLayout(also);
    all->addWidget(definition_);
    all->addLayout(look);
    all->addWidget(attributes_);
    all->addWidget(attributesProblem_);

    connect(add, &QPushButton::clicked, attributes_, &AttributeRows::addRow);
    connectFields();
    show();
}

void ClassEditor::connectFields() {
    connect(pause_, &QTimer::timeout, this, [this] {
        if (!asks(TaskField::ClassName) && !asks(TaskField::Grade)) model_.commit();
    });
    connect(taskName_, &TextField::typed, this, [this] {
        type(TaskField::Name, tr("Rename task"),
             [name = utf8(taskName_->text())](Task& task) { task.name = name; });
    });
    connect(question_, &TextField::typed, this, [this] {
        type(TaskField::Question, tr("Question"),
             [text = utf8(question_->text())](Task& task) { task.question = text; });
    });
    connect(name_, &TextField::typed, this, [this] {
        typeClass(TaskField::ClassName, tr("Name of %1"),
                  [name = utf8(name_->text())](TaskClass& item) { item.name = name; });
    });
    connect(definition_, &TextField::typed, this, [this] {
        typeClass(TaskField::Definition, tr("Definition of %1"),
                  [text = utf8(definition_->text())](TaskClass& item) { item.definition = text; });
    });
    connect(grade_, &QSpinBox::valueChanged, this, [this](int grade) {
        typeClass(TaskField::Grade, tr("Grade of %1"), [grade](TaskClass& item) { item.grade = grade; });
        if (asks(TaskField::Grade))
            Q_EMIT regradeWanted(shownClass_, numLabels(shownClass_));
        else
            model_.commit();
    });
    connect(synonyms_, &Chips::changed, this, [this](const QStringList& texts) {
        std::vector<std::string> list;
        for (const QString& text : texts)
            list.push_back(utf8(text));
        typeClass(TaskField::Synonyms, tr("Synonyms of %1"),
                  [list](TaskClass& item) { item.synonyms = list; });
        model_.commit();
    });
    connect(attributes_, &AttributeRows::typed, this, [this](const QString& attribute) {
        const QString action = attribute.isEmpty()
                                   ? tr("Attributes of %1")
                                   : tr("Attribute %1 of %2").arg(attribute, QStringLiteral("%1"));
        typeClass(TaskField::Attributes, action,
                  [list = attributes_->attributes()](TaskClass& item) { item.attributes = list; });
    });
    connect(attributes_, &AttributeRows::left, &model_, &KnowledgeModel::commit);
    for (TextField* field : {taskName_, question_, definition_})
        connect(field, &TextField::left, &model_, &KnowledgeModel::commit);
    connect(name_, &TextField::left, this, &ClassEditor::leaveName);
    connect(&model_, &KnowledgeModel::chosen, this, &ClassEditor::show);
    connect(&model_, &KnowledgeModel::problemsChanged, this, &ClassEditor::showProblems);
}

void ClassEditor::setTypingDelay(int milliseconds) {
    pause_->setInterval(milliseconds);
}

void ClassEditor::setNumLabels(std::map<std::string, int> labels) {
    labels_ = std::move(labels);
}

int ClassEditor::numLabels(const std::string& taskClass) const {
    const auto found = labels_.find(taskClass);
    return found == labels_.end() ? 0 : found->second;
}

void ClassEditor::focusName() {
    name_->field()->setFocus();
}

void ClassEditor::commit() {
    synonyms_->commit();
    model_.commit();
}

void ClassEditor::type(TaskField field, QString action, std::function<void(Task&)> apply) {
    model_.type({{field, {}}, std::move(action), std::move(apply)});
    pause_->start();
}

void ClassEditor::typeClass(TaskField field, const QString& what, std::function<void(TaskClass&)> apply) {
    const Task* task = model_.task();
    const TaskClass* item = task == nullptr ? nullptr : findClass(*task, shownClass_);
    if (item == nullptr) return;
    model_.type({{field, shownClass_},
                 what.arg(qs(item->name)),
                 [id = shownClass_, apply = std::move(apply)](Task& edited) {
                     if (TaskClass* found = classOf(edited, id)) apply(*found);
                 }});
    pause_->start();
}

bool ClassEditor::asks(TaskField field) const {
    return model_.typingIn({field, shownClass_}) && numLabels(shownClass_) > 0;
}

void ClassEditor::leaveName() {
    const Task* task = model_.task();
    const TaskClass* stored = task == nullptr ? nullptr : findClass(*task, shownClass_);
    const bool other = stored != nullptr && utf8(name_->text()) != stored->name;
    if (asks(TaskField::ClassName) && other)
        Q_EMIT renameWanted(shownClass_, numLabels(shownClass_));
    else
        model_.commit();
}

void ClassEditor::show() {
    const Task* task = model_.task();
    const TaskClass* item = model_.chosenClass();
    setEnabled(task != nullptr && item != nullptr);
    if (task == nullptr || item == nullptr) return;
    const bool other = task->id != shownTask_ || item->id != shownClass_;
    shownTask_ = task->id;
    shownClass_ = item->id;
    if (other) attributes_->forgetNew();
    // What is being typed and what was refused stays as it was typed.
    const auto fill = [&](TextField* field, const FieldOf& place, const std::string& text) {
        if (other || (!model_.typingIn(place) && model_.problem(place).isEmpty())) field->setText(qs(text));
    };
    fill(taskName_, TaskField::Name, task->name);
    fill(question_, TaskField::Question, task->question);
    fill(name_, {TaskField::ClassName, item->id}, item->name);
    fill(definition_, {TaskField::Definition, item->id}, item->definition);
    const bool graded = task->kind == TaskKind::Grading;
    gradeLabel_->setVisible(graded);
    grade_->setVisible(graded);
    if (other || model_.problem({TaskField::Grade, item->id}).isEmpty()) {
        const QSignalBlocker quiet(grade_);
        grade_->setValue(item->grade.value_or(0));
    }
    if (other || model_.problem({TaskField::Synonyms, item->id}).isEmpty()) {
        QStringList synonyms;
        for (const std::string& synonym : item->synonyms)
            synonyms << qs(synonym);
        synonyms_->setTexts(synonyms);
    }
    const FieldOf attributes{TaskField::Attributes, item->id};
    if (other || (!model_.typingIn(attributes) && model_.problem(attributes).isEmpty()))
        attributes_->setAttributes(item->attributes);
    showProblems();
}

void ClassEditor::showProblems() {
    taskName_->setProblem(model_.problem(TaskField::Name));
    question_->setProblem(model_.problem(TaskField::Question));
    name_->setProblem(model_.problem({TaskField::ClassName, shownClass_}));
    definition_->setProblem(model_.problem({TaskField::Definition, shownClass_}));
    tellProblem(gradeProblem_, model_.problem({TaskField::Grade, shownClass_}));
    tellProblem(synonymsProblem_, model_.problem({TaskField::Synonyms, shownClass_}));
    tellProblem(attributesProblem_, model_.problem({TaskField::Attributes, shownClass_}));
}

} // namespace vrft::ui
