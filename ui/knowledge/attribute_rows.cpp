// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/attribute_rows.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/chips.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace vrft::ui {

AttributeRows::AttributeRows(QWidget* parent)
    : QWidget(parent)
    , grid_(new QGridLayout(this))
    , note_(makeLabel({}, TextKind::Grey, this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(8);
    grid_->setVerticalSpacing(6);
    grid_->setColumnStretch(0, 3);
    grid_->setColumnStretch(1, 5);
    grid_->setColumnStretch(2, 5);
    note_->setWordWrap(true);
    for (const QString& head : {tr("Attribute"), tr("Values"), tr("How to recognise it")})
        heads_ << makeLabel(head, TextKind::Caption, this);
    layRows();
}

Attribute AttributeRows::attributeOf(const Row& row) {
    Attribute attribute{utf8(row.name->text().simplified()), {}, utf8(row.how->text().simplified())};
    for (const QString& value : row.values->texts())
        attribute.values.push_back(utf8(value));
    return attribute;
}

bool AttributeRows::complete(const Row& row) {
    return !row.name->text().simplified().isEmpty() && !row.values->texts().isEmpty();
}

std::vector<Attribute> AttributeRows::attributes() const {
    std::vector<Attribute> list;
    for (const Row& row : rows_)
        if (!row.fresh || complete(row)) list.push_back(attributeOf(row));
    return list;
}

void AttributeRows::setAttributes(const std::vector<Attribute>& attributes) {
    if (attributes == this->attributes()) {
        for (Row& row : rows_)
            if (complete(row)) row.fresh = false;
        return;
    }
    while (!rows_.empty() &&
           !std::all_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.fresh; }))
        removeRow(std::find_if(rows_.begin(), rows_.end(), [](const Row& row) { return !row.fresh; })->name);
    std::vector<Row> fresh = std::exchange(rows_, {});
    for (const Attribute& attribute : attributes)
        insertRow(attribute, false);
    rows_.insert(rows_.end(), fresh.begin(), fresh.end());
    layRows();
}

void AttributeRows::forgetNew() {
    for (std::size_t i = rows_.size(); i-- > 0;)
        if (rows_[i].fresh) removeRow(rows_[i].name);
}

void AttributeRows::addRow() {
    insertRow({}, true);
    layRows();
    rows_.back().name->setFocus();
}

void AttributeRows::insertRow(const Attribute& attribute, bool fresh) {
    Row row{new QLineEdit(this), new Chips(tr("Values"), tr("Add"), this), new QLineEdit(this),
            makeButton({}, ButtonKind::Link, this), fresh};
    row.name->setText(qs(attribute.name));
    row.name->setAccessibleName(tr("Attribute"));
    row.name->setToolTip(tr("What is looked at: margin, shape, …"));
    row.how->setText(qs(attribute.how));
    row.how->setCursorPosition(0);
    row.how->setAccessibleName(tr("How to recognise %1").arg(qs(attribute.name)));
    row.how->setToolTip(tr("How to recognise it, in one line"));
    row.remove->setIcon(icon(QStringLiteral("cross"), Token::Text2));
    row.remove->setAccessibleName(tr("Remove attribute %1").arg(qs(attribute.name)));
    row.remove->setToolTip(plainToolTip(tr("Remove attribute %1").arg(qs(attribute.name))));
    row.remove->setFixedWidth(28);
    row.values->setName(attribute.name.empty() ? tr("Values") : tr("Values of %1").arg(qs(attribute.name)));
    QStringList values;
    for (const std::string& value : attribute.values)
        values << qs(value);
    row.values->setTexts(values);
    QLineEdit* name = row.name;
    for (QLineEdit* edit : {row.name, row.how}) {
        edit->installEventFilter(this);
        connect(edit, &QLineEdit::textEdited, this, [this, name] { tell(name, false); });
        connect(edit, &QLineEdit::returnPressed, this, &AttributeRows::left);
    }
    connect(row.values, &Chips::changed, this, [this, name] { tell(name, true); });
    connect(row.remove, &QPushButton::clicked, this, [this, name] {
        const QString which = name->text();
        removeRow(name);
        Q_EMIT typed(which);
        Q_EMIT left();
    });
    rows_.push_back(row);
}

void AttributeRows::removeRow(const QLineEdit* name) {
    const auto row = std::ranges::find(rows_, name, &Row::name);
    for (QWidget* widget : std::initializer_list<QWidget*>{row->name, row->values, row->how, row->remove}) {
        widget->removeEventFilter(this);
        widget->disconnect(this);
        widget->hide();
        grid_->removeWidget(widget);
        widget->deleteLater();
    }
    rows_.erase(row);
    layRows();
}

void AttributeRows::layRows() {
    for (int column = 0; column < heads_.size(); ++column) {
        heads_[column]->setVisible(!rows_.empty());
        grid_->addWidget(heads_[column], 0, column);
    }
    int line = 1;
    for (const Row& row : rows_) {
        grid_->addWidget(row.name, line, 0, Qt::AlignTop);
        grid_->addWidget(row.values, line, 1);
        grid_->addWidget(row.how, line, 2, Qt::AlignTop);
        grid_->addWidget(row.remove, line, 3, Qt::AlignTop);
        ++line;
    }
    const bool open =
        std::any_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.fresh && !complete(row); });
    note_->setText(open ? tr("The new attribute is stored once it has a name and a value.")
                        : tr("No attribute yet: what would you point at in the image?"));
    note_->setVisible(open || rows_.empty());
    grid_->addWidget(note_, line, 0, 1, 4);
}

void AttributeRows::tell(const QLineEdit* name, bool whole) {
    layRows();
    Q_EMIT typed(name->text());
    if (whole) Q_EMIT left();
}

bool AttributeRows::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut) Q_EMIT left();
    return QWidget::eventFilter(watched, event);
}

} // namespace vrft::ui
