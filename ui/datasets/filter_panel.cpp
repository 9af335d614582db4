// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/filter_panel.h"

#include "ui/datasets/field.h"
#include "ui/datasets/note_line.h"
#include "ui/viewer/presets.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/page_bar.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/text.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QDate>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

// As it is spoken; a code nobody knows stays a code.
QString modalityName(const QString& code) {
    static const std::map<QString, const char*> kNames = {
        {QStringLiteral("US"), QT_TRANSLATE_NOOP("FilterPanel", "Ultrasound (US)")},
        {QStringLiteral("MG"), QT_TRANSLATE_NOOP("FilterPanel", "Mammography (MG)")},
        {QStringLiteral("CR"), QT_TRANSLATE_NOOP("FilterPanel", "Radiography (CR)")},
        {QStringLiteral("DX"), QT_TRANSLATE_NOOP("FilterPanel", "Radiography (DX)")},
        {QStringLiteral("SM"), QT_TRANSLATE_NOOP("FilterPanel", "Slide microscopy (SM)")},
        {QStringLiteral("OP"), QT_TRANSLATE_NOOP("FilterPanel", "Ophthalmic photography (OP)")},
        {QStringLiteral("OT"), QT_TRANSLATE_NOOP("FilterPanel", "Other (OT)")}};
    const auto found = kNames.find(code);
    return found == kNames.end() ? code : QCoreApplication::translate("FilterPanel", found->second);
}

constexpr int kNarrowest = 240;
constexpr int kScrollBar = 10;

QString windowKey(const DraftChoice& choice) {
    if (choice.window) return QStringLiteral("%1,%2").arg((*choice.window)[0]).arg((*choice.window)[1]);
    return choice.wholeRange ? QStringLiteral("range") : QString();
}

QVBoxLayout* formIn(QVBoxLayout* all) {
    auto* column = new QVBoxLayout;
    column->setContentsMargins(16, 12, 16, 8);
    column->setSpacing(4);
    all->addLayout(column);
    return column;
}

void choose(Combo* combo, const QVariant& data) {
    const int index = combo->findData(data);
    combo->setCurrentIndex(std::max(0, index));
    combo->setItemData(combo->currentIndex(), combo->currentText(), Qt::ToolTipRole);
}

} // namespace

FilterPanel::FilterPanel(DatasetModel& model, QWidget* parent)
    : QWidget(parent)
    , model_(model) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* inside = new QWidget(this);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeImages(column);
    column->addWidget(makeLine(Qt::Horizontal, inside));
    auto* shown = makeLabel(tr("How images are shown to the model"), TextKind::Head, inside);
    shown->setWordWrap(true); // a title of a panel, but longer than most
    shown->setContentsMargins(12, 10, 12, 10);
    column->addWidget(shown);
    column->addWidget(makeLine(Qt::Horizontal, inside));
    makeShown(column);
    column->addStretch(1);
    auto* scroll = makeScrolling(inside, this);
    setMinimumWidth(std::max(kNarrowest, inside->minimumSizeHint().width() + kScrollBar));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(new PageBar(PageBar::Of::Panel, tr("Which images"), this));
    all->addWidget(scroll, 1);
    connect(&model_, &DatasetModel::tasksChanged, this, &FilterPanel::fillTasks);
    connect(&model_, &DatasetModel::choiceChanged, this, &FilterPanel::showChoice);
    connect(&model_, &DatasetModel::pictureChanged, this, &FilterPanel::showPicture);
    fillTasks();
    showPicture();
}

void FilterPanel::makeImages(QVBoxLayout* all) {
    QVBoxLayout* column = formIn(all);
    QWidget* parent = all->parentWidget();
    tasks_ = new Combo(parent);
    tasks_->setObjectName(QStringLiteral("datasetTask"));
    addField(column, tr("Task"), tasks_, tr("The task whose labels become a dataset"));
    modality_ = new Combo(parent);
    modality_->setObjectName(QStringLiteral("modality"));
    addField(column, tr("Modality"), modality_, tr("Only images of one kind of examination"));
    label_ = new Combo(parent);
    label_->setObjectName(QStringLiteral("labelledBy"));
    label_->addItem(tr("Labelled by any reader"));
    label_->addItem(tr("Labelled by me"));
    label_->addItem(tr("Complete, with every attribute"));
    addField(column, tr("Label"), label_, tr("Whose accepted labels count, and how much they must say"));
    disagree_ = new Combo(parent);
    disagree_->setObjectName(QStringLiteral("disagree"));
    disagree_->addItem(tr("Take the accepted label"));
    disagree_->addItem(tr("Leave the image out"));
    addField(column, tr("When readers disagree"), disagree_,
             tr("What becomes of an image about which two readers say different things"));
    column->addWidget(makeLabel(tr("Study date"), TextKind::Caption, parent));
    from_ = makeDate(tr("Study date from"), &DraftChoice::dateFrom);
    to_ = makeDate(tr("Study date to"), &DraftChoice::dateTo);
    from_->setParent(parent);
    to_->setParent(parent);
    from_->setObjectName(QStringLiteral("dateFrom"));
    to_->setObjectName(QStringLiteral("dateTo"));
    auto* dates = new QHBoxLayout;
    dates->setSpacing(8);
    dates->addWidget(from_, 1);
    dates->addWidget(makeLabel(tr("to"), TextKind::Second, parent));
    dates->addWidget(to_, 1);
    column->addLayout(dates);
    dateTrouble_ = makeLabel({}, TextKind::Caption, parent);
    dateTrouble_->setObjectName(QStringLiteral("dateTrouble"));
    dateTrouble_->setWordWrap(true);
    dateTrouble_->setVisible(false);
    column->addWidget(dateTrouble_);
    column->addSpacing(8);
    withBox_ = new QCheckBox(tr("With at least one box"), parent);
    withBox_->setObjectName(QStringLiteral("withBox"));
    withBox_->setAccessibleName(withBox_->text());
    withBox_->setToolTip(tr("Only images on which something is marked"));
    column->addWidget(withBox_);

    connect(tasks_, &QComboBox::activated, this,
            [this] { model_.chooseTask(utf8(tasks_->currentData().toString())); });
    connect(modality_, &QComboBox::activated, this, [this] {
        model_.change(
            [this](DraftChoice& choice) { choice.modality = utf8(modality_->currentData().toString()); });
    });
    connect(label_, &QComboBox::activated, this, [this](int index) {
        model_.change([index](DraftChoice& choice) { choice.labelledBy = static_cast<LabelledBy>(index); });
    });
    connect(disagree_, &QComboBox::activated, this, [this](int index) {
        model_.change(
            [index](DraftChoice& choice) { choice.onDisagreement = static_cast<OnDisagreement>(index); });
    });
    connect(withBox_, &QCheckBox::toggled, this,
            [this](bool on) { model_.change([on](DraftChoice& choice) { choice.withBox = on; }); });
}

void FilterPanel::makeShown(QVBoxLayout* all) {
    QVBoxLayout* column = formIn(all);
    QWidget* parent = all->parentWidget();
    window_ = new Combo(parent);
    window_->setObjectName(QStringLiteral("shownWindow"));
    addField(column, tr("Window"), window_,
             tr("How grey values become the 8 bits that are frozen; colour and 8-bit images without a window "
                "stay as they are"));
    policy_ = new Combo(parent);
    policy_->setObjectName(QStringLiteral("policy"));
    addField(column, tr("Size, as seen by"), policy_,
             tr("The policy resizes every image itself; the dataset keeps it as it is"));
    size_ = makeLabel({}, TextKind::Second, parent);
    size_->setObjectName(QStringLiteral("seenSize"));
    size_->setWordWrap(true);
    column->addWidget(size_);
    caution_ = new NoteLine(QStringLiteral("sizeCaution"), parent);
    column->addWidget(caution_);
    connect(window_, &QComboBox::activated, this, [this] {
        const QString key = window_->currentData().toString();
        model_.change([&](DraftChoice& choice) {
            choice.wholeRange = key == QStringLiteral("range");
            choice.window.reset();
            if (const QStringList parts = key.split(QLatin1Char(',')); parts.size() == 2)
                choice.window = {parts[0].toDouble(), parts[1].toDouble()};
        });
    });
    connect(policy_, &QComboBox::activated, this, [this] {
        model_.change(
            [this](DraftChoice& choice) { choice.policy = utf8(policy_->currentData().toString()); });
    });
}

QLineEdit* FilterPanel::makeDate(const QString& name, std::string DraftChoice::*date) {
    auto* field = new QLineEdit(this);
    field->setAccessibleName(name);
    field->setToolTip(tr("%1: a date like 2025-06-30, or nothing").arg(name));
    field->setPlaceholderText(tr("any date"));
    connect(field, &QLineEdit::editingFinished, this, [this, field, date] { takeDate(field, date); });
    return field;
}

void FilterPanel::takeDate(QLineEdit* field, std::string DraftChoice::*date) {
    const QString text = field->text().trimmed();
    const QDate read = QDate::fromString(text, QStringLiteral("yyyy-MM-dd"));
    const bool fits = text.isEmpty() || read.isValid();
    setKind(dateTrouble_, fits ? QStringLiteral("caption") : QStringLiteral("alarm"));
    dateTrouble_->setVisible(!fits);
    dateTrouble_->setText(fits ? QString() : tr("“%1” is no date. Write it like 2025-06-30.").arg(text));
    if (!fits) return;
    model_.change([&](DraftChoice& choice) {
        choice.*date = text.isEmpty() ? std::string() : utf8(read.toString(QStringLiteral("yyyyMMdd")));
    });
}

void FilterPanel::fillTasks() {
    tasks_->clear();
    for (const Task& task : model_.tasks())
        tasks_->addItem(qs(task.name), qs(task.id));
    tasks_->setEnabled(tasks_->count() > 0);
    showChoice();
}

void FilterPanel::fillModalities() {
    if (modality_->view()->isVisible()) return; // someone chooses
    modality_->clear();
    modality_->addItem(tr("Any"), QString());
    if (const auto& picture = model_.picture())
        for (const QString& code : picture->draft->library->modalities)
            modality_->addItem(modalityName(code), code);
    const QString chosen = qs(model_.choice().modality);
    if (modality_->findData(chosen) < 0) modality_->addItem(modalityName(chosen), chosen);
    choose(modality_, chosen);
}

void FilterPanel::fillWindows() {
    if (window_->view()->isVisible()) return; // someone chooses
    window_->clear();
    window_->addItem(tr("From the header"), QString());
    window_->addItem(tr("Whole range of each image"), QStringLiteral("range"));
    const auto& picture = model_.picture();
    if (picture && picture->draft->library->modalities.contains(QStringLiteral("CT")))
        for (const Preset& preset : customaryWindows("CT"))
            window_->addItem(preset.name,
                             QStringLiteral("%1,%2").arg(preset.window.centre).arg(preset.window.width));
    const QString chosen = windowKey(model_.choice());
    if (window_->findData(chosen) < 0) window_->addItem(chosen, chosen);
    choose(window_, chosen);
}

void FilterPanel::fillPolicies() {
    if (policy_->view()->isVisible()) return; // someone chooses
    policy_->clear();
    if (const auto& picture = model_.picture())
        for (const PolicyEyes& policy : picture->policies)
            policy_->addItem(qs(policy.name), qs(policy.name));
    policy_->setEnabled(policy_->count() > 0);
    const std::string& chosen = model_.choice().policy;
    choose(policy_, chosen.empty() ? policy_->itemData(0) : QVariant(qs(chosen)));
}

void FilterPanel::showChoice() {
    const DraftChoice& choice = model_.choice();
    choose(tasks_, qs(choice.task));
    fillModalities();
    fillWindows();
    label_->setCurrentIndex(static_cast<int>(choice.labelledBy));
    disagree_->setCurrentIndex(static_cast<int>(choice.onDisagreement));
    const QSignalBlocker quiet(withBox_);
    withBox_->setChecked(choice.withBox);
    if (!from_->hasFocus()) from_->setText(qs(displayDate(choice.dateFrom)));
    if (!to_->hasFocus()) to_->setText(qs(displayDate(choice.dateTo)));
}

void FilterPanel::showPicture() {
    fillModalities();
    fillWindows();
    fillPolicies();
    const auto& picture = model_.picture();
    const auto* seen = picture && picture->draft->seen ? &*picture->draft->seen : nullptr;
    caution_->say({}, NoteLine::Weight::Plain);
    if (!picture) return size_->clear();
    if (picture->policies.empty()) {
        size_->setText(tr("There is no policy in this workspace yet."));
        return;
    }
    for (const PolicyEyes& policy : picture->policies)
        if (!policy.config && qs(policy.name) == policy_->currentData().toString()) {
            size_->setText(policy.trouble);
            return;
        }
    if (seen == nullptr) return size_->clear();
    QString text =
        tr("%1 × %2 pixels, %3 image tokens").arg(seen->seen.width).arg(seen->seen.height).arg(seen->tokens);
    if (seen->several)
        text += tr(" for the most frequent size, %1 × %2").arg(seen->stored.width).arg(seen->stored.height);
    size_->setText(text);
    if (seen->smallestBox > 0 && seen->smallestBox < seen->patch) {
        caution_->say(
            tr("The smallest box is %1 pixels wide at this size.").arg(figure(seen->smallestBox, 1)),
            NoteLine::Weight::Caution);
    }
}

} // namespace vrft::ui
