// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/key_cap.h"

#include "ui/widgets/theme.h"

#include <QAction>
#include <QFontMetrics>
#include <QPainter>

namespace vrft::ui {

namespace {

// "Ctrl+Z" is read more easily without the plus on a cap.
QString capText(const QKeySequence& keys) {
    return keys.toString(QKeySequence::NativeText).replace(QLatin1Char('+'), QLatin1Char(' '));
}

} // namespace

KeyCap::KeyCap(const QKeySequence& keys, QWidget* parent)
    : QWidget(parent)
    , text_(capText(keys)) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

KeyCap::KeyCap(QAction* action, QWidget* parent)
    : KeyCap(action->shortcut(), parent) {
    connect(action, &QAction::changed, this, [this, action] { setKeys(action->shortcut()); });
}

void KeyCap::setKeys(const QKeySequence& keys) {
    if (capText(keys) == text_) return;
    text_ = capText(keys);
    updateGeometry();
    update();
}

QFont KeyCap::capFont(const QFont& base) {
    QFont font = base;
    font.setPixelSize(textPixels(11));
    font.setBold(false);
    return font;
}

int KeyCap::widthOf(const QString& text, const QFont& font) {
    return std::max(textPixels(kHeight), QFontMetrics(capFont(font)).horizontalAdvance(text) + 10);
}

QSize KeyCap::sizeHint() const {
    return text_.isEmpty() ? QSize(0, 0) : QSize(widthOf(text_, font()), textPixels(kHeight));
}

void KeyCap::paint(QPainter& painter, const QRect& rect, const QString& text, const QColor& line,
                   const QColor& ink) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setFont(capFont(painter.font()));
    painter.setPen(ink);
    painter.drawText(rect, Qt::AlignCenter, text);
    painter.restore();
}

void KeyCap::paintEvent(QPaintEvent*) {
    if (text_.isEmpty()) return;
    QPainter painter(this);
    paint(painter, rect(), text_, colour(Token::Control), colour(Token::Text2));
}

QString withKey(const QString& name, const QKeySequence& keys) {
    return keys.isEmpty() ? name
                          : QStringLiteral("%1 (%2)").arg(name, keys.toString(QKeySequence::NativeText));
}

void followKey(QWidget* widget, QAction* action, const QString& name) {
    const auto follow = [widget, action, name] { widget->setToolTip(withKey(name, action->shortcut())); };
    follow();
    QObject::connect(action, &QAction::changed, widget, follow);
}

} // namespace vrft::ui
