// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the label panel is made of, from top to bottom.
#include "ui/annotate/ask_panel.h"
#include "ui/annotate/box_list.h"
#include "ui/annotate/class_list.h"
#include "ui/annotate/label_panel.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

QVBoxLayout* sectionLayout(QWidget* section) {
    auto* layout = new QVBoxLayout(section);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    return layout;
}

} // namespace

LabelPanel::LabelPanel(LabelModel& model, ImageView& view, QAction* drawBox, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , view_(view)
    , drawBox_(drawBox) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(296);
    makeActions();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeHead());
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(makeBody(), 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(makeFoot());
    connectParts();
    showTask();
}

QWidget* LabelPanel::makeHead() {
    auto* head = new QWidget(this);
    head->setFixedHeight(40);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 12, 0);
    reader_ = makeButton({}, ButtonKind::Link, head);
    reader_->setObjectName(QStringLiteral("labelReader"));
    reader_->setToolTip(tr("Who labels: Settings"));
    connect(reader_, &QPushButton::clicked, this, &LabelPanel::readerWanted);
    row->addWidget(makeLabel(tr("Label"), TextKind::Head, head));
    row->addStretch(1);
    row->addWidget(reader_);
    return head;
}

void LabelPanel::addSection(QVBoxLayout& all, QWidget* content) {
    if (all.count() > 0) all.addWidget(makeLine(Qt::Horizontal, content->parentWidget()));
    all.addWidget(content);
}

QWidget* LabelPanel::makeBody() {
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* body = new QWidget(scroll);
    auto* all = new QVBoxLayout(body);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);

    auto* asked = new QWidget(body);
    QVBoxLayout* top = sectionLayout(asked);
    tasks_ = new Combo(asked);
    tasks_->setObjectName(QStringLiteral("tasks"));
    tasks_->setAccessibleName(tr("Task"));
    tasks_->setToolTip(tr("Task"));
    question_ = makeLabel({}, TextKind::Second, asked);
    question_->setWordWrap(true);
    top->addWidget(makeLabel(tr("Task"), TextKind::Caption, asked));
    top->addWidget(tasks_);
    writeTask_ = makeButton(tr("Write a task"), ButtonKind::Plain, asked);
    writeTask_->setObjectName(QStringLiteral("writeTask"));
    writeTask_->setToolTip(tr("Go to Knowledge, where tasks are written or brought in"));
    connect(writeTask_, &QPushButton::clicked, this, &LabelPanel::taskWanted);
    top->addWidget(question_);
    top->addWidget(writeTask_, 0, Qt::AlignLeft);
    addSection(*all, asked);

    ofTask_ = new QWidget(body);
    auto* parts = new QVBoxLayout(ofTask_);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(0);
    all->addWidget(makeLine(Qt::Horizontal, body));
    all->addWidget(ofTask_);

    auto* said = new QWidget(ofTask_);
    QVBoxLayout* labels = sectionLayout(said);
    classes_ = new ClassList(said);
    status_ = makeLabel({}, TextKind::Grey, said);
    status_->setWordWrap(true);
    others_ = makeLabel({}, TextKind::Second, said);
    others_->setWordWrap(true);
    clear_ = makeButton(tr("Remove my label"), ButtonKind::Link, said);
    clear_->setObjectName(QStringLiteral("clearLabel"));
    auto* row = new QHBoxLayout;
    row->addWidget(status_, 1);
    row->addWidget(clear_);
    labels->addWidget(classes_);
    labels->addLayout(row);
    labels->addWidget(others_);
    addSection(*parts, said);

    auto* found = new QWidget(ofTask_);
    QVBoxLayout* findings = sectionLayout(found);
    findingsHead_ = makeLabel(tr("Findings"), TextKind::Head, found);
    findingsHead_->setObjectName(QStringLiteral("findingsHead"));
    findings->addWidget(findingsHead_);
    noFindings_ = makeLabel({}, TextKind::Grey, found);
    noFindings_->setWordWrap(true);
    findings_ = new QWidget(found);
    findings->addWidget(noFindings_);
    findings->addWidget(findings_);
    addSection(*parts, found);

    addSection(*parts, makeBoxesSection(drawBox_));
    addSection(*parts, makeReasoningSection());
    ask_ = new AskPanel(model_, ofTask_);
    addActions({ask_->askAction(), ask_->acceptAction()});
    actions_.insert(actions_.size() - 2, ask_->askAction()); // the last two are back and next
    actions_.insert(actions_.size() - 2, ask_->acceptAction());
    addSection(*parts, ask_);
    connect(ask_, &AskPanel::begun, scroll, [this, scroll] {
        QTimer::singleShot(0, scroll, [this, scroll] {
            QApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // its height is another by now
            scroll->ensureWidgetVisible(ask_, 0, 0);
        });
    });
    all->addStretch(1);
    scroll->setWidget(body);
    return scroll;
}

QWidget* LabelPanel::makeBoxesSection(QAction* drawBox) {
    auto* section = new QWidget(this);
    QVBoxLayout* layout = sectionLayout(section);
    auto* head = new QHBoxLayout;
    auto* draw = makeButton(tr("Draw"), ButtonKind::Link, section);
    draw->setObjectName(QStringLiteral("drawBox"));
    followKey(draw, drawBox, drawBox->text());
    connect(draw, &QPushButton::clicked, drawBox, &QAction::trigger);
    head->addWidget(makeLabel(tr("Boxes"), TextKind::Head, section));
    head->addStretch(1);
    head->addWidget(draw);
    head->addWidget(new KeyCap(drawBox, section));
    boxes_ = new BoxList(section);
    noBoxes_ = makeLabel(tr("None on this image."), TextKind::Grey, section);
    layout->addLayout(head);
    layout->addWidget(boxes_);
    layout->addWidget(noBoxes_);
    return section;
}

QWidget* LabelPanel::makeReasoningSection() {
    auto* section = new QWidget(this);
    QVBoxLayout* layout = sectionLayout(section);
    reasoning_ = new QPlainTextEdit(section);
    reasoning_->setObjectName(QStringLiteral("reasoning"));
    reasoning_->setAccessibleName(tr("Reasoning"));
    reasoning_->setToolTip(tr("Why, as you would tell a colleague"));
    reasoning_->setTabChangesFocus(true);
    reasoning_->setFixedHeight(84);
    reasoning_->setPlaceholderText(tr("Why, as you would tell a colleague"));
    auto* note = makeLabel(tr("An example for the model, about the chosen box or else the image."),
                           TextKind::Caption, section);
    note->setWordWrap(true);
    reasoningHead_ = makeLabel(tr("Reasoning"), TextKind::Head, section);
    reasoningHead_->setObjectName(QStringLiteral("reasoningHead"));
    layout->addWidget(reasoningHead_);
    layout->addWidget(reasoning_);
    layout->addWidget(note);
    typing_ = new QTimer(this);
    typing_->setSingleShot(true);
    typing_->setInterval(1500);
    return section;
}

QWidget* LabelPanel::makeFoot() {
    auto* foot = new QWidget(this);
    auto* all = new QVBoxLayout(foot);
    all->setContentsMargins(12, 10, 12, 12);
    all->setSpacing(8);
    left_ = makeLabel({}, TextKind::Caption, foot);
    left_->setWordWrap(true);
    nextButton_ = makeButton(tr("Next unlabelled"), ButtonKind::Filled, foot);
    nextButton_->setObjectName(QStringLiteral("nextUnlabelled"));
    followKey(nextButton_, next_, tr("The next image you haven’t labelled for this task"));
    backButton_ = makeButton(tr("Back"), ButtonKind::Plain, foot);
    backButton_->setObjectName(QStringLiteral("back"));
    followKey(backButton_, back_, back_->text());
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(backButton_);
    row->addWidget(nextButton_, 1);
    row->addWidget(new KeyCap(next_, foot));
    all->addWidget(left_);
    all->addLayout(row);
    return foot;
}

} // namespace vrft::ui
