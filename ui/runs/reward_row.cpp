// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/reward_row.h"

#include "ui/runs/launch_model.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/text.h"
#include "ui/workspace/reward_words.h"

#include <QLineEdit>
#include <QProcess>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <cmath>

namespace vrft::ui {

namespace {

constexpr int kNumberWidth = 72;  // pixels
constexpr int kCreditWidth = 104; // a quarter, five times over
constexpr int kMostGrades = 8;    // distances shown

GradeDistance ownTable(const std::vector<double>& credits) {
    GradeDistance distance;
    distance.preset = GradeDistance::Preset::Table;
    distance.table = credits;
    return distance;
}

} // namespace

QString commandText(const std::vector<std::string>& command) {
    QStringList words;
    for (const std::string& word : command) {
        QString text = qs(word);
        const bool plain =
            !text.isEmpty() && !text.contains(QLatin1Char(' ')) && !text.contains(QLatin1Char('"'));
        if (!plain)
            text = QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"\"")) +
                   QLatin1Char('"');
        words << text;
    }
    return words.join(QLatin1Char(' '));
}

std::vector<std::string> commandFromText(const QString& text) {
    std::vector<std::string> command;
    for (const QString& word : QProcess::splitCommand(text))
        command.push_back(utf8(word));
    return command;
}

RewardRow::RewardRow(const RewardSpec& spec, const Task& task, QWidget* parent)
    : QWidget(parent)
    , spec_(spec) {
    setObjectName(QStringLiteral("reward_") + qs(spec.name));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 10);
    column->setSpacing(6);
    addHead(column);
    meaning_ = makeLabel(rewardMeaning(spec, task), TextKind::Second, this);
    meaning_->setWordWrap(true);
    column->addWidget(meaning_);
    parameters_ = new QVBoxLayout;
    parameters_->setSpacing(6);
    column->addLayout(parameters_);
    addParameters(task);
    showSign();
}

void RewardRow::addHead(QVBoxLayout* column) {
    const QString name = rewardName(spec_.name);
    weight_ = new NumberField(tr("Weight of %1").arg(name), {-100, 100, false}, false, this);
    weight_->edit()->setObjectName(QStringLiteral("edit_weight_") + qs(spec_.name));
    weight_->setFixedWidth(kNumberWidth);
    weight_->setValue(spec_.weight);
    numbers_.push_back(weight_);
    connect(weight_, &NumberField::valueTyped, this, [this](double value) {
        spec_.weight = value;
        showSign();
        Q_EMIT changed();
    });
    connect(weight_, &NumberField::validChanged, this, &RewardRow::changed);
    auto* remove = makeButton(tr("Take out"), ButtonKind::Link, this);
    remove->setObjectName(QStringLiteral("remove_") + qs(spec_.name));
    remove->setAutoDefault(false); // Return ends the typing of a number
    remove->setAccessibleName(tr("Take out %1").arg(name));
    remove->setToolTip(tr("Take out the reward %1").arg(name));
    connect(remove, &QPushButton::clicked, this, &RewardRow::removeWanted);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(makeLabel(name, TextKind::Head, this), 1);
    if (spec_.name == "recitation" || spec_.name == "imitation") {
        sign_ = new Combo(this);
        sign_->setObjectName(QStringLiteral("sign_") + qs(spec_.name));
        sign_->addItems({tr("Penalise"), tr("Reward")});
        sign_->setAccessibleName(tr("Sign of %1").arg(name));
        sign_->setToolTip(tr("Whether this likeness loses or earns points: the sign of the weight"));
        connect(sign_, &QComboBox::activated, this, [this](int chosen) {
            const double size = std::abs(spec_.weight);
            spec_.weight = chosen == 0 ? -size : size;
            weight_->setValue(spec_.weight);
            Q_EMIT changed();
        });
        row->addWidget(sign_);
    }
    row->addWidget(weight_);
    row->addWidget(remove);
    column->addLayout(row);
}

void RewardRow::showSign() {
    if (sign_ == nullptr) return;
    const QSignalBlocker quiet(sign_);
    sign_->setCurrentIndex(spec_.weight < 0 ? 0 : 1);
}

QWidget* RewardRow::firstField() const {
    if (auto* command = findChild<QLineEdit*>(QStringLiteral("externalCommand"))) return command;
    return weight_->edit();
}

QString RewardRow::trouble() const {
    for (const NumberField* number : numbers_)
        if (number->isVisibleTo(this) && !number->valid()) return number->trouble();
    return {};
}

NumberField* RewardRow::addNumber(QVBoxLayout* column, const QString& object, const QString& caption,
                                  const NumberField::Bounds& bounds, double value,
                                  const std::function<void(double)>& write) {
    auto* field = new NumberField(caption, bounds, false, this);
    field->edit()->setObjectName(object);
    field->setFixedWidth(kNumberWidth);
    field->setValue(value);
    numbers_.push_back(field);
    connect(field, &NumberField::valueTyped, this, [this, write](double typed) {
        write(typed);
        Q_EMIT changed();
    });
    connect(field, &NumberField::validChanged, this, &RewardRow::changed);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* label = makeLabel(caption, TextKind::Caption, this);
    label->setWordWrap(true);
    row->addWidget(label, 1);
    row->addWidget(field);
    column->addLayout(row);
    return field;
}

Combo* RewardRow::addChoice(const char* object, const QString& caption, const QStringList& choices,
                            int chosen, const std::function<void(int)>& write) {
    auto* combo = new Combo(this);
    combo->setObjectName(QString::fromLatin1(object));
    combo->addItems(choices);
    combo->setCurrentIndex(chosen);
    combo->setAccessibleName(caption);
    combo->setToolTip(caption);
    connect(combo, &QComboBox::activated, this, [this, write](int index) {
        write(index);
        Q_EMIT changed();
    });
    auto* label = makeLabel(caption, TextKind::Caption, this);
    label->setWordWrap(true);
    parameters_->addWidget(label);
    parameters_->addWidget(combo);
    return combo;
}

void RewardRow::addParameters(const Task& task) {
    constexpr double kMany = 1'000'000;
    if (spec_.name == "fuzzy_grade") addGrades(task);
    if (spec_.name == "boxes")
        addChoice("boxMeasure", tr("Measured by"), {tr("Overlap (IoU)"), tr("Overlap and distance (GIoU)")},
                  spec_.measure == BoxMeasure::Giou ? 1 : 0,
                  [this](int index) { spec_.measure = index == 1 ? BoxMeasure::Giou : BoxMeasure::Iou; });
    if (spec_.name == "recitation" || spec_.name == "imitation")
        addNumber(parameters_,
                  spec_.name == "recitation" ? QStringLiteral("recitationWords")
                                             : QStringLiteral("imitationWords"),
                  tr("Fewest words; shorter reasoning gets the worst of the weight"), {0, kMany, true},
                  spec_.minWords, [this](double value) { spec_.minWords = static_cast<int>(value); });
    if (spec_.name == "imitation")
        addChoice(
            "imitationOf", tr("Compared with the reasoning of"),
            {tr("The image, else its class"), tr("Any class")}, spec_.exemplars == ExemplarsOf::Task ? 1 : 0,
            [this](int index) { spec_.exemplars = index == 1 ? ExemplarsOf::Task : ExemplarsOf::Class; });
    if (spec_.name == "overlong") {
        addNumber(parameters_, QStringLiteral("overlongMax"), tr("Most tokens"), {1, kMany, true}, spec_.max,
                  [this](double value) { spec_.max = static_cast<int>(value); });
        addNumber(parameters_, QStringLiteral("overlongBuffer"),
                  tr("Tokens before that which cost more and more"), {0, kMany, true}, spec_.buffer,
                  [this](double value) { spec_.buffer = static_cast<int>(value); });
    }
    if (spec_.name == "repetition")
        addNumber(parameters_, QStringLiteral("repetitionWords"), tr("Words in a row that count as repeated"),
                  {1, 16, true}, spec_.n, [this](double value) { spec_.n = static_cast<int>(value); });
    if (spec_.name == "external") addCommand();
}

// The task's table is shown here and written in Knowledge; one of this run's own stands here.
void RewardRow::addGrades(const Task& task) {
    const int grades = gradeRange(task).count();
    QStringList steps;
    for (int distance = 0; distance < std::min(grades, kMostGrades); ++distance) {
        steps << tr("%1 off: %2").arg(distance).arg(figure(task.distance.score(distance, grades), 4));
        credits_.push_back(distanceOf(spec_, task).score(distance, grades));
    }
    auto* known = new QWidget(this);
    auto* own = new QWidget(this);
    addChoice("gradesFrom", tr("Credit for near grades"),
              {tr("As the task’s knowledge has it"), tr("A table of this run’s own")}, spec_.distance ? 1 : 0,
              [this, known, own](int index) {
                  spec_.distance.reset();
                  if (index == 1) spec_.distance = ownTable(credits_);
                  known->setVisible(index == 0);
                  own->setVisible(index == 1);
              });
    auto* label = makeLabel(steps.join(QStringLiteral(" · ")), TextKind::Caption, known);
    label->setObjectName(QStringLiteral("gradeTable"));
    label->setWordWrap(true);
    auto* change = makeButton(tr("In Knowledge"), ButtonKind::Link, known);
    change->setObjectName(QStringLiteral("changeGrades"));
    change->setAutoDefault(false);
    change->setToolTip(tr("Where the credit for near grades is written; these rewards aren’t taken"));
    connect(change, &QPushButton::clicked, this, &RewardRow::knowledgeWanted);
    auto* row = new QHBoxLayout(known);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(label, 1);
    row->addWidget(change);
    auto* table = new QVBoxLayout(own);
    table->setContentsMargins(0, 0, 0, 0);
    table->setSpacing(6);
    addOwnTable(table, grades);
    parameters_->addWidget(known);
    parameters_->addWidget(own);
    known->setVisible(!spec_.distance);
    own->setVisible(spec_.distance.has_value());
    connect(this, &RewardRow::changed, this, [this, task] { meaning_->setText(rewardMeaning(spec_, task)); });
}

// The right grade always earns 1.
void RewardRow::addOwnTable(QVBoxLayout* column, int grades) {
    for (std::size_t distance = 1; distance < credits_.size(); ++distance) {
        NumberField* credit =
            addNumber(column, QStringLiteral("credit%1").arg(distance), tr("Credit, %1 off").arg(distance),
                      {0, 1, false}, credits_[distance], [this, distance](double value) {
                          credits_[distance] = value;
                          spec_.distance = ownTable(credits_);
                      });
        credit->setFixedWidth(kCreditWidth);
    }
    if (grades > kMostGrades) column->addWidget(makeLabel(tr("Farther off: 0"), TextKind::Caption, this));
}

void RewardRow::addCommand() {
    auto* command = new QLineEdit(commandText(spec_.command), this);
    command->setObjectName(QStringLiteral("externalCommand"));
    command->setAccessibleName(tr("Command"));
    command->setPlaceholderText(tr("/usr/bin/python3 /home/me/judge.py"));
    command->setToolTip(
        tr("A program and its arguments, with whole paths. It is started without a shell, as you, "
           "and reads and prints JSON lines"));
    connect(command, &QLineEdit::textEdited, this, [this](const QString& text) {
        spec_.command = commandFromText(text);
        Q_EMIT changed();
    });
    parameters_->addWidget(makeLabel(tr("Command"), TextKind::Caption, this));
    parameters_->addWidget(command);
    addNumber(parameters_, QStringLiteral("externalSilence"), tr("Longest silence, seconds"),
              {0.1, 3600, false}, spec_.timeout_s, [this](double value) { spec_.timeout_s = value; });
    addChoice(
        "externalFailure", tr("If it hangs, dies or prints something else"),
        {tr("The run stops"), tr("Those answers count 0")}, spec_.onFailure == ExternalFailure::Zero ? 1 : 0,
        [this](int index) { spec_.onFailure = index == 1 ? ExternalFailure::Zero : ExternalFailure::Stop; });
}

} // namespace vrft::ui
