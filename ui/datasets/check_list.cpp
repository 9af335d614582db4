// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/check_list.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icon_mark.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/text.h"

#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kCheckRow = 28;
const QString kFold = QStringLiteral("-"); // no kind of check
constexpr int kIcon = 16;

} // namespace

void showState(IconMark* mark, CheckState state) {
    switch (state) {
    case CheckState::Passed:
        return mark->show(QStringLiteral("check"), Token::Good, CheckList::tr("passed"));
    case CheckState::Look:
        return mark->show(QStringLiteral("caution"), Token::Caution, CheckList::tr("to look at"));
    case CheckState::Fix:
        return mark->show(QStringLiteral("cross"), Token::Alarm, CheckList::tr("to fix"));
    }
}

QString checkSummary(const DatasetDraft& draft) {
    std::array<int, 3> counts{};
    for (const DraftCheck& check : draft.checks)
        ++counts[static_cast<std::size_t>(check.leftOut && check.state == CheckState::Fix ? CheckState::Look
                                                                                          : check.state)];
    QStringList words{CheckList::tr("%1 passed").arg(counts[0])};
    if (counts[1] > 0) words << CheckList::tr("%1 to look at").arg(counts[1]);
    if (counts[2] > 0) words << CheckList::tr("%1 to fix").arg(counts[2]);
    return enumerated(words);
}

CheckList::CheckList(QWidget* parent)
    : QWidget(parent)
    , column_(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("checks"));
    setAccessibleName(tr("Checks"));
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(0);
}

void CheckList::addRow() {
    auto row = std::make_unique<Row>();
    row->all = new QWidget(this);
    row->state = new IconMark(QStringLiteral("check"), Token::Good, kIcon, row->all);
    row->title = new ElidedLabel(TextKind::Body, row->all);
    row->detail = new ElidedLabel(TextKind::Second, row->all);
    row->look = makeButton(tr("Look"), ButtonKind::Link, row->all);
    row->leaveOut = makeButton(tr("Leave out"), ButtonKind::Link, row->all);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(8, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(row->state);
    line->addWidget(row->title, 7);
    line->addWidget(row->detail, 5);
    line->addWidget(row->look);
    line->addWidget(row->leaveOut);
    auto* column = new QVBoxLayout(row->all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line, 1);
    column->addWidget(makeLine(Qt::Horizontal, row->all));
    row->all->setFixedHeight(kCheckRow);
    Row* const kept = row.get();
    connect(row->look, &QPushButton::clicked, this, [this, kept] {
        if (kept->kind != kFold) return Q_EMIT lookWanted(kept->kind);
        folded_ = !folded_;
        fillAll();
    });
    connect(row->leaveOut, &QPushButton::clicked, this,
            [this, kept] { Q_EMIT leaveOutWanted(kept->kind, !kept->out); });
    column_->addWidget(row->all);
    rows_.push_back(std::move(row));
}

void CheckList::fill(Row& row, const DraftCheck& check) const {
    row.kind = qs(check.kind);
    row.out = check.leftOut;
    showState(row.state, check.leftOut && check.state == CheckState::Fix && check.kind != "classes"
                             ? CheckState::Look
                             : check.state);
    row.title->setWholeText(check.title);
    row.detail->setWholeText(check.detail);
    row.look->setObjectName(QStringLiteral("look-") + row.kind);
    row.leaveOut->setObjectName(QStringLiteral("leaveOut-") + row.kind);
    row.look->setText(tr("Look"));
    row.look->setVisible(!check.concerned.empty());
    row.look->setToolTip(tr("Show the images concerned: %1").arg(check.title));
    row.look->setAccessibleName(row.look->toolTip());
    row.leaveOut->setVisible(!check.excludable.empty() || check.leftOut);
    row.leaveOut->setText(check.leftOut ? tr("Take back in") : tr("Leave out"));
    row.leaveOut->setToolTip(check.leftOut ? tr("These images become samples again: %1").arg(check.title)
                                           : tr("Freeze without these images: %1").arg(check.title));
    row.leaveOut->setAccessibleName(row.leaveOut->toolTip());
}

void CheckList::fillFold(Row& row, const std::vector<const DraftCheck*>& passed) const {
    QStringList titles;
    for (const DraftCheck* check : passed)
        titles << check->title;
    row.kind = kFold;
    showState(row.state, CheckState::Passed);
    row.title->setWholeText(folded_ ? tr("%1 more passed").arg(passed.size()) : tr("All checks are shown"));
    row.detail->setWholeText(folded_ ? clauses(titles) : QString());
    row.look->setObjectName(QStringLiteral("foldChecks"));
    row.look->setText(folded_ ? tr("Show") : tr("Fold"));
    row.look->setToolTip(folded_ ? tr("Show every check") : tr("Fold the checks that passed"));
    row.look->setAccessibleName(row.look->toolTip());
    row.look->setVisible(true);
    row.leaveOut->setVisible(false);
}

void CheckList::show(const DatasetDraft& draft) {
    checks_ = draft.checks;
    fillAll();
}

void CheckList::fillAll() {
    std::vector<const DraftCheck*> shown;
    std::vector<const DraftCheck*> passed;
    for (const DraftCheck& check : checks_) {
        const bool plain = check.state == CheckState::Passed && !check.leftOut && check.detail.isEmpty();
        if (plain) passed.push_back(&check);
        if (!plain || !folded_) shown.push_back(&check);
    }
    const std::size_t count = shown.size() + (passed.empty() ? 0 : 1);
    while (rows_.size() < count)
        addRow();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        rows_[i]->all->setVisible(i < count);
        if (i < shown.size())
            fill(*rows_[i], *shown[i]);
        else if (i < count)
            fillFold(*rows_[i], passed);
    }
}

} // namespace vrft::ui
