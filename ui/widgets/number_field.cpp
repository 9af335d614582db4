// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/number_field.h"

#include "ui/widgets/buttons.h"

#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>
#include <cmath>
#include <optional>

namespace vrft::ui {

namespace {

std::optional<double> numberIn(QString text) {
    text =
        text.trimmed().replace(QChar(0x2212), QLatin1Char('-')).replace(QLatin1Char(','), QLatin1Char('.'));
    bool is = false;
    const double value = text.toDouble(&is);
    return is && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

} // namespace

QString NumberField::textOf(double value) {
    QString text = QString::number(value, 'g', 8);
    static const QRegularExpression kExponent(QStringLiteral("e([+-])0*"));
    text.replace(kExponent, QStringLiteral("e\\1")).replace(QStringLiteral("e+"), QStringLiteral("e"));
    if (text.startsWith(QLatin1Char('-'))) text[0] = QChar(0x2212);
    return text;
}

NumberField::NumberField(const QString& name, const Bounds& bounds, bool captioned, QWidget* parent)
    : QWidget(parent)
    , bounds_(bounds)
    , edit_(new QLineEdit(this))
    , trouble_(makeLabel(tr("Between %1 and %2").arg(textOf(bounds.low), textOf(bounds.high)),
                         TextKind::Caption, this)) {
    const QString hint = tr("%1, between %2 and %3").arg(name, textOf(bounds.low), textOf(bounds.high));
    edit_->setAccessibleName(name);
    edit_->setToolTip(hint);
    edit_->setMaxLength(24);
    edit_->setMinimumWidth(edit_->fontMetrics().horizontalAdvance(QStringLiteral("000000")) + 20);
    setFocusProxy(edit_);
    setKind(trouble_, QStringLiteral("fieldTrouble"));
    trouble_->setWordWrap(true);
    trouble_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    if (captioned) {
        auto* caption = makeLabel(name, TextKind::Caption, this);
        caption->setWordWrap(true);
        caption->setBuddy(edit_);
        column->addWidget(caption);
    }
    column->addWidget(edit_);
    column->addWidget(trouble_);
    connect(edit_, &QLineEdit::textEdited, this, &NumberField::showTrouble);
    connect(edit_, &QLineEdit::editingFinished, this, &NumberField::take);
}

bool NumberField::valid() const {
    const std::optional<double> typed = numberIn(edit_->text());
    return typed && *typed >= bounds_.low && *typed <= bounds_.high &&
           (!bounds_.whole || *typed == std::round(*typed));
}

void NumberField::setValue(double value) {
    value_ = value;
    if (edit_->hasFocus() && edit_->isModified()) return;
    edit_->setText(textOf(value));
    showTrouble();
}

QString NumberField::trouble() const {
    return valid() ? QString()
                   : tr("%1, between %2 and %3")
                         .arg(edit_->accessibleName(), textOf(bounds_.low), textOf(bounds_.high));
}

void NumberField::showTrouble() {
    const bool shown = !trouble_->isHidden();
    trouble_->setVisible(!valid());
    if (shown == valid()) Q_EMIT validChanged();
}

void NumberField::take() {
    showTrouble();
    if (!valid()) return;
    const double typed = *numberIn(edit_->text());
    edit_->setModified(false);
    if (typed == value_) return;
    value_ = typed;
    Q_EMIT valueTyped(typed);
}

} // namespace vrft::ui
