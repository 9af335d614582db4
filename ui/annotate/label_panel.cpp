// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/annotate/label_panel.h"

#include "ui/annotate/ask_panel.h"
#include "ui/annotate/box_list.h"
#include "ui/annotate/class_list.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/text.h"

#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>

namespace vrft::ui {

namespace {

constexpr int kWidestReader = 160; // pixels: the panel's name stands beside it

// The key of a class: its grade where all grades are digits, else its place from 1 on; -1: none.
int keyOf(const Task& task, std::size_t index) {
    const bool graded = std::all_of(task.classes.begin(), task.classes.end(), [](const TaskClass& item) {
        return item.grade && *item.grade >= 0 && *item.grade <= 9;
    });
    if (graded) return *task.classes[index].grade;
    return index < 9 ? static_cast<int>(index) + 1 : -1;
}

QString kindWord(TaskKind kind) {
    switch (kind) {
    case TaskKind::Classification:
        return LabelPanel::tr("classification");
    case TaskKind::Grading:
        return LabelPanel::tr("grading");
    case TaskKind::Localisation:
        return LabelPanel::tr("localisation");
    }
    return {};
}

} // namespace

void LabelPanel::makeActions() {
    for (int digit = 0; digit <= 9; ++digit) {
        auto* action = new QAction(tr("Class or grade %1").arg(digit), this);
        action->setShortcut(QKeySequence(Qt::Key_0 + digit));
        action->setProperty("keys", QStringLiteral("0 … 9"));
        addAction(action);
        connect(action, &QAction::triggered, this, [this, digit] {
            const auto row = std::find(keys_.begin(), keys_.end(), digit);
            if (row != keys_.end()) pickRow(static_cast<int>(row - keys_.begin()));
        });
        actions_ << action;
    }
    showOthers_ = new QAction(tr("Other readers’ labels before mine"), this);
    showOthers_->setObjectName(QStringLiteral("showOthers"));
    showOthers_->setCheckable(true);
    showOthers_->setShortcut(Qt::Key_O);
    addAction(showOthers_);
    connect(showOthers_, &QAction::toggled, &model_, &LabelModel::setOthersShown);
    makeBoxActions();
    next_ = new QAction(tr("Next unlabelled image"), this);
    next_->setShortcut(Qt::Key_N);
    addAction(next_);
    connect(next_, &QAction::triggered, this, &LabelPanel::goToNext);
    back_ = new QAction(tr("Back to the image before"), this);
    back_->setShortcut(Qt::SHIFT | Qt::Key_N);
    back_->setEnabled(false);
    addAction(back_);
    connect(back_, &QAction::triggered, this, &LabelPanel::goBack);
    actions_ << showOthers_ << back_ << next_;
}

// Boxes without a mouse: one in the middle, which the arrow keys move and, with Alt, stretch.
void LabelPanel::makeBoxActions() {
    const auto add = [this](const QString& name, const QKeySequence& keys, auto work) {
        auto* action = new QAction(name, this);
        action->setShortcut(keys);
        addAction(action);
        connect(action, &QAction::triggered, this, work);
        actions_ << action;
    };
    add(tr("Put a box in the middle"), Qt::SHIFT | Qt::Key_B, [this] { placeBox(); });
    add(tr("Chosen box wider"), Qt::ALT | Qt::Key_Right, [this] { stretchBox(1, 0); });
    add(tr("Chosen box narrower"), Qt::ALT | Qt::Key_Left, [this] { stretchBox(-1, 0); });
    add(tr("Chosen box taller"), Qt::ALT | Qt::Key_Down, [this] { stretchBox(0, 1); });
    add(tr("Chosen box lower"), Qt::ALT | Qt::Key_Up, [this] { stretchBox(0, -1); });
}

void LabelPanel::placeBox() {
    const auto& frame = view_.frame();
    if (!frame || model_.task() == nullptr || !model_.image()) return;
    const double width = frame->width;
    const double height = frame->height;
    model_.addBox({std::floor(width * 3 / 8), std::floor(height * 3 / 8), std::ceil(width * 5 / 8),
                   std::ceil(height * 5 / 8)});
    if (const Annotation* said = model_.own()) view_.chooseBox(static_cast<int>(said->boxes.size()) - 1);
    view_.setFocus();
}

void LabelPanel::stretchBox(int wider, int taller) {
    const Annotation* said = model_.own();
    const auto& frame = view_.frame();
    if (said == nullptr || model_.subject() < 0 || !frame) return;
    Box box = said->boxes[static_cast<std::size_t>(model_.subject())];
    box.x2 = std::clamp(box.x2 + wider, box.x1 + 1, std::max<double>(box.x1 + 1, frame->width));
    box.y2 = std::clamp(box.y2 + taller, box.y1 + 1, std::max<double>(box.y1 + 1, frame->height));
    if (box != said->boxes[static_cast<std::size_t>(model_.subject())])
        model_.changeBox(model_.subject(), box);
}

void LabelPanel::connectParts() {
    connect(tasks_, &QComboBox::activated, this, [this](int index) {
        commitReasoning();
        model_.chooseTask(utf8(tasks_->itemData(index).toString()));
    });
    connect(classes_, &ClassList::picked, this, &LabelPanel::pickRow);
    connect(clear_, &QPushButton::clicked, &model_, &LabelModel::clear);
    connect(nextButton_, &QPushButton::clicked, this, &LabelPanel::goToNext);
    connect(boxes_, &BoxList::chosen, &view_, &ImageView::chooseBox);
    connect(boxes_, &BoxList::removal, &model_, &LabelModel::removeBox);
    connect(&view_, &ImageView::boxChosen, boxes_, &BoxList::choose);
    connect(&view_, &ImageView::boxChosen, this, [this](int box) {
        commitReasoning(); // it is about the one chosen before
        model_.setSubject(box);
    });
    connect(backButton_, &QPushButton::clicked, this, &LabelPanel::goBack);
    connect(&view_, &ImageView::boxDrawn, this, [this](const Box& box) {
        model_.addBox(box);
        const Annotation* said = model_.own();
        if (said != nullptr) view_.chooseBox(static_cast<int>(said->boxes.size()) - 1);
    });
    connect(&view_, &ImageView::boxChanged, &model_, &LabelModel::changeBox);
    connect(&view_, &ImageView::boxRemoved, &model_, &LabelModel::removeBox);
    connect(reasoning_, &QPlainTextEdit::textChanged, typing_, qOverload<>(&QTimer::start));
    connect(typing_, &QTimer::timeout, this, &LabelPanel::commitReasoning);
    reasoning_->installEventFilter(this);
    connect(&view_, &ImageView::frameShown, this, &LabelPanel::showBoxes); // their sizes in mm
    connect(ask_, &AskPanel::changed, this, &LabelPanel::showBoxes);
    connect(&model_, &LabelModel::taskChosen, this, &LabelPanel::showTask);
    connect(&model_, &LabelModel::changed, this, &LabelPanel::showImage);
    connect(&model_, &LabelModel::labelsChanged, this, &LabelPanel::showStatus);
}

bool LabelPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == reasoning_ && event->type() == QEvent::FocusOut) commitReasoning();
    return QWidget::eventFilter(watched, event);
}

void LabelPanel::commitReasoning() {
    typing_->stop();
    if (reasoning_->isEnabled() && reasoning_->document()->isModified()) {
        reasoning_->document()->setModified(false);
        model_.setReasoning(reasoning_->toPlainText());
    }
}

void LabelPanel::setTypingDelay(int milliseconds) {
    typing_->setInterval(milliseconds);
}

void LabelPanel::setReaderName(const QString& reader) {
    const QString text = tr("Reader: %1").arg(reader);
    reader_->setText(fontMetrics().elidedText(text, Qt::ElideRight, kWidestReader));
    reader_->setAccessibleName(text);
    reader_->setToolTip(plainToolTip(tr("%1. Who labels: Settings").arg(text)));
}

void LabelPanel::pickRow(int row) {
    const Task* task = model_.task();
    if (task == nullptr || !model_.image()) return;
    if (task->kind != TaskKind::Localisation) return model_.chooseClass(row);
    if (row == 0)
        drawBox_->trigger();
    else
        model_.sayNone();
}

void LabelPanel::goToNext() {
    commitReasoning();
    const auto image = model_.nextUnlabelled();
    if (!image) return;
    if (model_.image()) leftBehind_.push_back(*model_.image());
    Q_EMIT imageWanted(*image);
}

void LabelPanel::goBack() {
    commitReasoning();
    if (leftBehind_.empty()) return;
    const ImageRef image = leftBehind_.back();
    leftBehind_.pop_back();
    Q_EMIT imageWanted(image);
}

void LabelPanel::setLeftBehind(std::vector<ImageRef> images) {
    leftBehind_ = std::move(images);
    showStatus();
}

void LabelPanel::showTask() {
    const QSignalBlocker quiet(tasks_);
    tasks_->clear();
    for (const Task& task : model_.tasks())
        tasks_->addItem(QStringLiteral("%1  ·  %2").arg(qs(task.name), kindWord(task.kind)), qs(task.id));
    const Task* task = model_.task();
    tasks_->setEnabled(task != nullptr);
    shownTask_ = task == nullptr ? std::string() : task->id;
    std::vector<ClassList::Row> rows;
    keys_.clear();
    if (task != nullptr) {
        tasks_->setCurrentIndex(tasks_->findData(qs(task->id)));
        for (std::size_t i = 0; i < task->classes.size(); ++i) {
            const TaskClass& item = task->classes[i];
            QString name = qs(item.name);
            if (!name.isEmpty()) name[0] = name[0].toUpper();
            if (item.grade) name = tr("%1 (grade %2)").arg(name).arg(*item.grade);
            if (task->kind == TaskKind::Localisation) name = tr("%1: draw a box").arg(name);
            keys_.push_back(keyOf(*task, i));
            rows.push_back({keys_[i] < 0 ? QString() : QString::number(keys_[i]), name, qs(item.definition)});
        }
        if (task->kind == TaskKind::Localisation) {
            keys_.push_back(2);
            rows.push_back(
                {QStringLiteral("2"), tr("None on this image"), tr("The image was read and shows none")});
        }
    }
    classes_->setRows(rows);
    writeTask_->setVisible(task == nullptr);
    ofTask_->setVisible(task != nullptr);
    question_->setText(task == nullptr ? tr("This workspace has no task yet. Write one in Knowledge: what is "
                                            "asked, and which answers there are.")
                                       : qs(task->question));
    if (task != nullptr) showFindings(*task);
    showImage();
}

void LabelPanel::showFindings(const Task& task) {
    attributes_.clear();
    qDeleteAll(findings_->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    delete findings_->layout();
    auto* form = new QFormLayout(findings_);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(4);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    for (const Attribute& attribute : taskAttributes(task)) {
        auto* box = new Combo(findings_);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        QString name = qs(attribute.name);
        box->setAccessibleName(name);
        box->setToolTip(attribute.how.empty() ? name : qs(attribute.how));
        box->addItem(QStringLiteral("—"), QString());
        for (const std::string& value : attribute.values)
            box->addItem(qs(value), qs(value));
        connect(box, &QComboBox::activated, this, [this, box, key = attribute.name](int index) {
            model_.setAttribute(key, utf8(box->itemData(index).toString()));
        });
        attributes_[attribute.name] = box;
        if (!name.isEmpty()) name[0] = name[0].toUpper();
        auto* label = makeLabel(name, TextKind::Second, findings_);
        label->setMinimumWidth(84);
        label->setBuddy(box);
        form->addRow(label, box);
    }
}

void LabelPanel::showImage() {
    const Task* task = model_.task();
    const bool open = task != nullptr && model_.image().has_value();
    classes_->setEnabled(open);
    reasoning_->setEnabled(open);
    drawBox_->setEnabled(open);
    int row = model_.chosenClass();
    const Annotation* said = model_.own();
    if (task != nullptr && task->kind == TaskKind::Localisation && said != nullptr && said->boxes.empty())
        row = 1;
    classes_->setChosen(open ? row : -1);
    for (const auto& [name, box] : attributes_) {
        box->setEnabled(open);
        box->setCurrentIndex(std::max(0, box->findData(qs(model_.attribute(name)))));
    }
    const bool some = open && !attributes_.empty();
    findings_->setVisible(some);
    noFindings_->setVisible(!some);
    noFindings_->setText(!open ? tr("Choose an image first.") : tr("This task lists no findings."));
    showSubject();
    const QString reasoning = qs(model_.reasoning());
    if (!reasoning_->document()->isModified() && reasoning_->toPlainText() != reasoning) {
        const QSignalBlocker quiet(reasoning_);
        reasoning_->setPlainText(reasoning);
        reasoning_->document()->setModified(false);
    }
    showBoxes();
    showStatus();
}

// What findings and reasoning are about.
void LabelPanel::showSubject() {
    const int box = model_.subject() + 1;
    findingsHead_->setText(box > 0 ? tr("Findings, box %1").arg(box) : tr("Findings"));
    reasoningHead_->setText(box > 0 ? tr("Reasoning for box %1").arg(box) : tr("Reasoning"));
    reasoning_->setAccessibleName(reasoningHead_->text());
}

QString LabelPanel::boxText(int index, const Box& box) const {
    const double width = box.x2 - box.x1;
    const double height = box.y2 - box.y1;
    const QString name = tr("Box %1").arg(index + 1);
    const auto& frame = view_.frame();
    if (frame && frame->attributes.spacing_mm) {
        const auto& spacing = *frame->attributes.spacing_mm;
        return tr("%1   %2 × %3 mm").arg(name, figure(width * spacing[1], 1), figure(height * spacing[0], 1));
    }
    return tr("%1   %2 × %3 pixels").arg(name, figure(width, 0), figure(height, 0));
}

void LabelPanel::showBoxes() {
    std::vector<ViewBox> marks;
    QStringList texts;
    const bool accepted = model_.ownAccepted();
    if (const Annotation* said = model_.own()) {
        for (std::size_t i = 0; i < said->boxes.size(); ++i) {
            const QString tag =
                model_.draft() ? tr("Box %1, not stored yet").arg(i + 1) : tr("Box %1").arg(i + 1);
            marks.push_back(
                {said->boxes[i], accepted ? BoxRole::Reference : BoxRole::SecondReader, tag, true});
            texts << boxText(static_cast<int>(i), said->boxes[i]);
        }
    }
    for (const StoredAnnotation* other : model_.others())
        for (const Box& box : other->annotation.boxes)
            marks.push_back({box, other->accepted ? BoxRole::Reference : BoxRole::SecondReader,
                             other->accepted ? tr("Reference, %1").arg(qs(other->annotation.reader))
                                             : qs(other->annotation.reader),
                             false});
    for (ViewBox& suggested : ask_->boxes())
        marks.push_back(std::move(suggested));
    boxes_->setBoxes(texts);
    boxes_->setVisible(!texts.isEmpty());
    noBoxes_->setVisible(texts.isEmpty());
    view_.setBoxes(std::move(marks));
    boxes_->choose(view_.chosenBox() < texts.size() ? view_.chosenBox() : -1);
    model_.setSubject(view_.chosenBox()); // boxes that went take the choice with them
}

void LabelPanel::showStatus() {
    const Task* task = model_.task();
    const bool open = task != nullptr && model_.image().has_value();
    const Annotation* said = model_.own();
    clear_->setVisible(open && said != nullptr);
    setKind(status_, model_.draft() ? QStringLiteral("caution") : QStringLiteral("grey"));
    if (!open)
        status_->setText(task == nullptr ? QString() : tr("Choose an image first."));
    else if (model_.draft())
        status_->setText(tr("Not stored yet: choose a label."));
    else if (said == nullptr)
        status_->setText(tr("Not labelled yet. Press a key or click."));
    else
        status_->setText(tr("Your label"));
    QStringList readings;
    for (const StoredAnnotation* other : model_.others()) {
        const QString words = model_.labelText(other->annotation);
        readings << (other->accepted ? tr("%1: %2, the reference") : tr("%1: %2"))
                        .arg(qs(other->annotation.reader), words);
    }
    if (model_.othersHidden())
        readings << tr("Another reading: hidden until yours is complete (%1 shows it).")
                        .arg(showOthers_->shortcut().toString(QKeySequence::NativeText));
    others_->setText(readings.join(QLatin1Char('\n')));
    others_->setVisible(!readings.isEmpty());
    const int missing = task == nullptr ? 0 : model_.countUnlabelled();
    const int read = task == nullptr ? 0 : model_.countUnlabelledRead();
    const int all = model_.countImages();
    if (task == nullptr || all == 0)
        left_->setText(tr("Nothing to label yet."));
    else if (model_.counting())
        left_->setText(tr("Counting what is left…"));
    else if (missing == 0)
        left_->setText(tr("You have labelled every image for this task."));
    else if (read == missing)
        left_->setText(tr("%1 of %2 images left").arg(grouped(missing), grouped(all)));
    else if (read > 0)
        left_->setText(tr("%1 left in the list, %2 in all").arg(grouped(read), grouped(missing)));
    else
        left_->setText(tr("None left in the list, %1 in all").arg(grouped(missing)));
    nextButton_->setEnabled(read > 0);
    next_->setEnabled(read > 0);
    back_->setEnabled(!leftBehind_.empty());
    backButton_->setEnabled(!leftBehind_.empty());
}

} // namespace vrft::ui
