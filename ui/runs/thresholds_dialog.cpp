// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/thresholds_dialog.h"

#include "ui/runs/threshold_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/page_bar.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kThresholdWidth = 88; // pixels
enum ThresholdColumn { kName, kNumber, kAllowed, kUsual, kBack };

double usualValue(const ThresholdField& field) {
    return HealthThresholds().*field.value;
}

} // namespace

ThresholdsDialog::ThresholdsDialog(const HealthThresholds& thresholds, const QString& run, QWidget* parent)
    : QDialog(parent)
    , thresholds_(thresholds)
    , run_(run) {
    const QString title = run.isEmpty() ? tr("Alarms") : tr("Alarms of %1").arg(run);
    setWindowTitle(title);
    setAccessibleName(title);
    resize(760, 680);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeHead());
    all->addWidget(makeScrolling(makeTable(), this), 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(makeFoot());
    showAll();
    if (run_.isEmpty()) rows_.front().number->edit()->setFocus();
}

// A field that still has the focus ends its typing while it goes.
ThresholdsDialog::~ThresholdsDialog() {
    for (const Row& row : rows_)
        if (row.number != nullptr) row.number->disconnect(this);
}

QWidget* ThresholdsDialog::makeHead() {
    auto* bar = new PageBar(PageBar::Of::Panel, tr("From where on a run is in trouble"), this);
    if (!run_.isEmpty()) return bar;
    allUsual_ = makeButton(tr("All usual values"), ButtonKind::Plain, bar);
    allUsual_->setObjectName(QStringLiteral("allUsualThresholds"));
    allUsual_->setToolTip(tr("Every threshold back to its usual value"));
    allUsual_->setAutoDefault(false); // Return ends the typing of a number
    connect(allUsual_, &QPushButton::clicked, this, [this] {
        for (const Row& row : rows_)
            makeUsual(row);
        showAll();
        rows_.front().number->setFocus();
    });
    bar->addAtRight(allUsual_);
    return bar;
}

QWidget* ThresholdsDialog::makeTable() {
    auto* table = new QWidget(this);
    table->setObjectName(QStringLiteral("panel"));
    table->setAttribute(Qt::WA_StyledBackground);
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(16, 8, 16, 12);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(10);
    grid->setColumnStretch(kName, 1);
    const auto head = [&](ThresholdColumn column, const QString& text) {
        grid->addWidget(makeLabel(text, TextKind::Caption, table), 0, column);
    };
    head(kName, tr("Threshold"));
    head(kNumber, tr("Value"));
    if (run_.isEmpty()) head(kAllowed, tr("Allowed"));
    head(kUsual, tr("Usual"));
    for (const ThresholdField& field : thresholdFields())
        addRow(grid, field);
    grid->setRowStretch(grid->rowCount(), 1);
    return table;
}

void ThresholdsDialog::addRow(QGridLayout* grid, const ThresholdField& field) {
    QWidget* table = grid->parentWidget();
    QString name = thresholdName(field.key);
    name[0] = name[0].toUpper();
    Row row{&field, makeLabel(name, TextKind::Body, table),
            makeTag(tr("changed"), QStringLiteral("tag"), table), nullptr, nullptr};
    row.changed->setObjectName(QStringLiteral("changed_") + qs(field.key));
    auto* meaning = makeLabel(thresholdMeaning(field.key), TextKind::Caption, table);
    for (QLabel* label : {row.name, meaning})
        label->setWordWrap(true);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(row.name, 1);
    first->addWidget(row.changed, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addLayout(first);
    words->addWidget(meaning);
    words->addStretch(1); // where a number's trouble makes the row higher
    const int line = grid->rowCount();
    grid->addLayout(words, line, kName);
    if (run_.isEmpty()) {
        addNumber(grid, line, row, name);
    } else {
        auto* value = makeLabel(NumberField::textOf(thresholds_.*field.value), TextKind::Body, table);
        value->setObjectName(QStringLiteral("value_") + qs(field.key));
        grid->addWidget(value, line, kNumber, Qt::AlignTop);
    }
    grid->addWidget(makeLabel(NumberField::textOf(usualValue(field)), TextKind::Second, table), line, kUsual,
                    Qt::AlignTop);
    rows_.push_back(row);
}

void ThresholdsDialog::addNumber(QGridLayout* grid, int line, Row& row, const QString& name) {
    QWidget* table = grid->parentWidget();
    const ThresholdField& field = *row.field;
    const bool whole = field.value == &HealthThresholds::noSignalSteps; // steps are counted
    row.number = new NumberField(name, {field.least, field.most, whole}, false, table);
    row.number->edit()->setObjectName(QStringLiteral("threshold_") + qs(field.key));
    row.number->setFixedWidth(kThresholdWidth);
    row.number->setValue(thresholds_.*field.value);
    row.name->setBuddy(row.number->edit());
    row.back = makeButton(tr("Usual value"), ButtonKind::Link, table);
    row.back->setObjectName(QStringLiteral("usual_") + qs(field.key));
    row.back->setAccessibleName(tr("Usual value of %1").arg(thresholdName(field.key)));
    row.back->setToolTip(tr("Back to %1").arg(NumberField::textOf(usualValue(field))));
    row.back->setAutoDefault(false);
    QSizePolicy policy = row.back->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // the table doesn't move while one types
    row.back->setSizePolicy(policy);
    grid->addWidget(row.number, line, kNumber, Qt::AlignTop);
    grid->addWidget(
        makeLabel(tr("%1 to %2").arg(NumberField::textOf(field.least), NumberField::textOf(field.most)),
                  TextKind::Caption, table),
        line, kAllowed, Qt::AlignTop);
    grid->addWidget(row.back, line, kBack, Qt::AlignTop);
    connect(row.number, &NumberField::valueTyped, this, [this, value = field.value](double typed) {
        thresholds_.*value = typed;
        showAll();
    });
    connect(row.number, &NumberField::validChanged, this, &ThresholdsDialog::showAll);
    connect(row.back, &QPushButton::clicked, this, [this, at = rows_.size()] {
        rows_[at].number->setFocus(); // the button goes
        makeUsual(rows_[at]);
        showAll();
    });
}

QWidget* ThresholdsDialog::makeFoot() {
    auto* foot = new QWidget(this);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(8);
    icon_ = new QLabel(foot);
    icon_->setFixedSize(18, 18);
    words_ = makeLabel({}, TextKind::Second, foot);
    words_->setObjectName(QStringLiteral("thresholdsWords"));
    words_->setWordWrap(true);
    words_->setMinimumHeight(2 * words_->fontMetrics().lineSpacing());
    row->addWidget(icon_, 0, Qt::AlignVCenter);
    row->addWidget(words_, 1);
    if (!run_.isEmpty()) {
        row->addWidget(makeCloseButton(*this));
        return foot;
    }
    take_ = makeButton(tr("Take these thresholds"), ButtonKind::Filled, foot);
    take_->setObjectName(QStringLiteral("takeThresholds"));
    take_->setAutoDefault(false);
    take_->setShortcut(Qt::CTRL | Qt::Key_Return);
    auto* cancel = makeButton(tr("Cancel"), ButtonKind::Plain, foot);
    cancel->setObjectName(QStringLiteral("cancelThresholds"));
    cancel->setAutoDefault(false);
    connect(take_, &QPushButton::clicked, this, &ThresholdsDialog::takeAll);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    row->addWidget(cancel);
    row->addWidget(take_);
    return foot;
}

void ThresholdsDialog::makeUsual(const Row& row) {
    row.number->edit()->setModified(false); // what is being typed goes too
    row.number->setValue(usualValue(*row.field));
    thresholds_.*row.field->value = usualValue(*row.field);
}

// Its key is heard while a number is being typed.
void ThresholdsDialog::takeAll() {
    for (const Row& row : rows_)
        row.number->take();
    if (trouble().isEmpty()) accept();
}

QString ThresholdsDialog::trouble() const {
    for (const Row& row : rows_)
        if (row.number != nullptr && !row.number->valid()) return row.number->trouble();
    return {};
}

void ThresholdsDialog::showRow(const Row& row) const {
    const bool changed = thresholds_.*row.field->value != usualValue(*row.field);
    setKind(row.name, kindName(changed ? TextKind::Head : TextKind::Body));
    row.changed->setVisible(changed);
    if (row.back != nullptr) row.back->setVisible(changed || !row.number->valid());
}

void ThresholdsDialog::showAll() {
    for (const Row& row : rows_)
        showRow(row);
    const int numChanged = changedThresholds(thresholds_);
    const QString wrong = trouble();
    const QString text = !wrong.isEmpty() ? tr("A number can’t be used. %1.").arg(wrong)
                         : numChanged == 0
                             ? tr("All thresholds have their usual values.")
                             : counted(numChanged, tr("One threshold differs from its usual value."),
                                       tr("%1 thresholds differ from their usual values."));
    words_->setText(text);
    words_->setToolTip(plainToolTip(text));
    setKind(words_, wrong.isEmpty() ? QStringLiteral("second") : QStringLiteral("alarm"));
    icon_->setPixmap(iconPixmap(wrong.isEmpty() ? QStringLiteral("info") : QStringLiteral("alarm"), 18,
                                colour(wrong.isEmpty() ? Token::Text2 : Token::Alarm), devicePixelRatioF()));
    if (take_ == nullptr) return;
    allUsual_->setEnabled(numChanged > 0 || !wrong.isEmpty());
    take_->setEnabled(wrong.isEmpty());
    take_->setToolTip(wrong.isEmpty() ? tr("Take these thresholds for the new run (%1)")
                                            .arg(take_->shortcut().toString(QKeySequence::NativeText))
                                      : plainToolTip(text));
}

} // namespace vrft::ui
