// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QPainter>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kWidth = 88;
constexpr int kRoomForText = 72;

// Bold, as the chosen one has it: the widest.
QFont wordsFont(QFont font, bool twoLines) {
    font.setPixelSize(textPixels(twoLines ? 11 : 12));
    font.setBold(true);
    return font;
}

} // namespace

RailButton::RailButton(const QString& icon, const QString& name, QAction* action, bool workplace,
                       QWidget* parent)
    : QAbstractButton(parent)
    , icon_(icon)
    , action_(action)
    , workplace_(workplace) {
    setText(name);
    setAccessibleName(name);
    showToolTip();
    connect(action, &QAction::changed, this, &RailButton::showToolTip);
    setCheckable(workplace);
    setFocusPolicy(Qt::TabFocus);
    setFixedSize(sizeHint());
}

QSize RailButton::sizeHint() const {
    return {kWidth + textPixels(kRoomForText) - kRoomForText, (workplace_ ? 50 : 34) + textPixels(18)};
}

// The size of text may change.
void RailButton::changeEvent(QEvent* event) {
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::StyleChange) setFixedSize(sizeHint());
}

void RailButton::enterEvent(QEnterEvent*) {
    update();
}

void RailButton::leaveEvent(QEvent*) {
    update();
}

void RailButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const bool chosen = isChecked();
    if (chosen)
        painter.fillRect(rect(), colour(Token::Panel));
    else if (underMouse())
        painter.fillRect(rect(), colour(Token::Hover));
    if (chosen) painter.fillRect(QRect(0, 0, 3, height()), colour(Token::AccentText));
    if (hasFocus()) {
        painter.setPen(QPen(colour(Token::Focus), 2));
        painter.drawRect(rect().adjusted(2, 2, -2, -2));
    }
    const int side = workplace_ ? 24 : 18;
    const int gap = 5;
    const bool two = !oneLine();
    const QRect words = wordsRect(two);
    const int top = (height() - side - gap - words.height()) / 2;
    painter.drawPixmap(
        (width() - side) / 2, top,
        iconPixmap(icon_, side, colour(chosen ? Token::Text : Token::Text2), devicePixelRatioF()));
    QFont font = wordsFont(painter.font(), two);
    font.setBold(chosen);
    painter.setFont(font);
    painter.setPen(colour(chosen ? Token::Text : Token::Text2));
    painter.drawText(words.translated(0, top + side + gap), Qt::AlignCenter | Qt::TextWordWrap, text());
    if (badge_ > 0) {
        const QString count = badge_ > 999 ? QStringLiteral("999+") : QString::number(badge_);
        font.setPixelSize(textPixels(11));
        font.setBold(true);
        painter.setFont(font);
        const int wide = std::max(16, painter.fontMetrics().horizontalAdvance(count) + 8);
        const QRect ground(std::min((width() + side) / 2 - 4, width() - wide - 2), top - 6, wide, 16);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(badgeAlarm_ ? Token::BadgeAlarm : Token::Badge));
        painter.drawRoundedRect(ground, 8, 8);
        painter.setPen(Qt::white);
        painter.drawText(ground, Qt::AlignCenter, count);
    }
}

// From the lower edge of the gap under the icon.
QRect RailButton::wordsRect(bool twoLines) const {
    return {2, 0, width() - 4, textPixels(twoLines ? 30 : 18)};
}

bool RailButton::oneLine() const {
    return QFontMetrics(wordsFont(font(), false)).horizontalAdvance(text()) <= wordsRect(false).width();
}

bool RailButton::wordsFit() const {
    const QRect room = wordsRect(true);
    return oneLine() || room.contains(QFontMetrics(wordsFont(font(), true))
                                          .boundingRect(room, Qt::AlignCenter | Qt::TextWordWrap, text()));
}

void RailButton::setBadge(int count, bool alarm, const QString& meaning) {
    badge_ = count;
    badgeAlarm_ = alarm;
    meaning_ = count > 0 ? meaning : QString();
    setAccessibleDescription(meaning_);
    showToolTip();
    update();
}

void RailButton::showToolTip() {
    const QString name = withKey(text(), action_->shortcut());
    // Two lines; what a run is called is data.
    setToolTip(meaning_.isEmpty() ? name
                                  : plainToolTip(name) + QStringLiteral("<br>") + plainToolTip(meaning_));
}

Rail::Rail(const QList<QAction*>& workplaces, QAction* keys, QAction* settings, QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("rail"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Workplaces"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(0);
    const auto add = [&](QAction* action, const QString& icon, const QString& name, bool workplace) {
        auto* button = new RailButton(icon, name, action, workplace, this);
        button->setObjectName(QStringLiteral("rail-") + icon);
        connect(button, &QAbstractButton::clicked, action, &QAction::trigger);
        column->addWidget(button);
        return button;
    };
    for (QAction* action : workplaces)
        workplaces_ << add(action, action->data().toString(), action->text(), true);
    column->addStretch(1);
    add(keys, QStringLiteral("keys"), tr("Keys"), false);
    add(settings, QStringLiteral("settings"), tr("Settings"), false);
    // A click on the chosen one must not let it go.
    for (RailButton* button : workplaces_)
        connect(button, &QAbstractButton::clicked, button, [button] { button->setChecked(true); });
}

void Rail::choose(int workplace) {
    for (int i = 0; i < workplaces_.size(); ++i)
        workplaces_[i]->setChecked(i == workplace);
}

void Rail::setBadge(int workplace, int count, bool alarm, const QString& meaning) {
    workplaces_[workplace]->setBadge(count, alarm, meaning);
}

} // namespace vrft::ui
