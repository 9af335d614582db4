// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/elided_button.h"

#include "ui/widgets/text.h"

#include <QEvent>
#include <QStyle>

namespace vrft::ui {

namespace {

constexpr int kPadding = 14; // of the style sheet's status buttons, with their border
constexpr int kGap = 4;      // between icon and words

} // namespace

ElidedButton::ElidedButton(int least, QWidget* parent)
    : QPushButton(parent)
    , least_(least) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedButton::setWholeText(const QString& text, const QString& toolTip) {
    whole_ = text;
    setAccessibleName(text);
    setToolTip(plainToolTip(toolTip.isEmpty() ? text : toolTip));
    updateGeometry();
    elide();
}

int ElidedButton::widthOf(int words) const {
    return words + kPadding + (icon().isNull() ? 0 : iconSize().width() + kGap);
}

QSize ElidedButton::sizeHint() const {
    return {widthOf(fontMetrics().horizontalAdvance(whole_) + 2), QPushButton::sizeHint().height()};
}

QSize ElidedButton::minimumSizeHint() const {
    const int least = widthOf(least_ * fontMetrics().averageCharWidth());
    return {std::min(least, sizeHint().width()), QPushButton::minimumSizeHint().height()};
}

void ElidedButton::resizeEvent(QResizeEvent* event) {
    QPushButton::resizeEvent(event);
    elide();
}

void ElidedButton::changeEvent(QEvent* event) {
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) elide();
}

void ElidedButton::elide() {
    const QString shown = fontMetrics().elidedText(whole_, Qt::ElideRight, std::max(0, width() - widthOf(0)));
    setText(QString(shown).replace(QLatin1Char('&'), QStringLiteral("&&")));
}

} // namespace vrft::ui
