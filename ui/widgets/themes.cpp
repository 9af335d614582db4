// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/themes.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPalette>
#include <QRegularExpression>
#include <QStyleFactory>

// Outside of any namespace, as the macro asks.
static void initResources() {
    Q_INIT_RESOURCE(ui);
}

namespace vrft::ui {

namespace {

struct CurrentTheme {
    CurrentTheme() {
        initResources();
        theme = Theme::read(QStringLiteral(":/vrft/themes/dark.json"));
    }
    Theme theme;
    int textSize_percent = 100;
};

CurrentTheme& currentTheme() {
    static CurrentTheme value;
    return value;
}

QString styleSheet() {
    QFile file(QStringLiteral(":/vrft/themes/workstation.qss"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// Text, and what is as high as a line of it; not thin bars.
QString scaled(const QString& sheet) {
    static const QRegularExpression sizes(QStringLiteral("((?:font-size|min-height|max-height): )(\\d+)px"));
    constexpr int kLeastScaled = 11;
    QString result;
    qsizetype done = 0;
    for (auto all = sizes.globalMatch(sheet); all.hasNext();) {
        const QRegularExpressionMatch match = all.next();
        const int pixels = match.capturedView(2).toInt();
        const int size = pixels < kLeastScaled ? pixels : textPixels(pixels);
        result += QStringView(sheet).mid(done, match.capturedStart() - done);
        result += QStringLiteral("%1%2px").arg(match.captured(1)).arg(size);
        done = match.capturedEnd();
    }
    result += QStringView(sheet).mid(done);
    return result;
}

QPalette paletteOf(const Theme& theme) {
    QPalette palette;
    const auto all = [&](QPalette::ColorRole role, Token token) {
        palette.setColor(role, theme.colour(token));
    };
    all(QPalette::Window, Token::Panel);
    all(QPalette::WindowText, Token::Text);
    all(QPalette::Base, Token::Input);
    all(QPalette::AlternateBase, Token::Panel);
    all(QPalette::Text, Token::Text);
    all(QPalette::Button, Token::Raised);
    all(QPalette::ButtonText, Token::Text);
    all(QPalette::BrightText, Token::Text);
    all(QPalette::ToolTipBase, Token::Raised);
    all(QPalette::ToolTipText, Token::Text);
    all(QPalette::PlaceholderText, Token::Text3);
    all(QPalette::Highlight, Token::Selection);
    all(QPalette::HighlightedText, Token::Text);
    all(QPalette::Link, Token::AccentText);
    all(QPalette::LinkVisited, Token::AccentText);
    all(QPalette::Mid, Token::Line);
    all(QPalette::Dark, Token::Line);
    all(QPalette::Light, Token::Raised);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.colour(Token::Disabled));
    return palette;
}

} // namespace

const Theme& theme() {
    return currentTheme().theme;
}

const Theme& imageAreaTheme() {
    static const Theme dark = (initResources(), Theme::read(QStringLiteral(":/vrft/themes/dark.json")));
    return dark;
}

int textPixels(int pixels) {
    return qRound(pixels * currentTheme().textSize_percent / 100.0);
}

Themes::Themes(QObject* parent)
    : QObject(parent) {
    initResources();
    systemDark_ = QApplication::palette().color(QPalette::Window).lightness() < 128;
    dark_ = Theme::read(QStringLiteral(":/vrft/themes/dark.json"));
    light_ = Theme::read(QStringLiteral(":/vrft/themes/light.json"));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    apply();
}

void Themes::setTextSize_percent(int percent) {
    const int within = std::clamp(percent, kLeastTextSize_percent, kMostTextSize_percent);
    if (within == textSize_percent_) return;
    textSize_percent_ = within;
    apply();
    Q_EMIT changed();
}

void Themes::choose(ThemeChoice choice) {
    if (choice == choice_) return;
    choice_ = choice;
    apply();
    Q_EMIT changed();
}

void Themes::apply() {
    const bool dark = choice_ == ThemeChoice::System ? systemDark_ : choice_ == ThemeChoice::Dark;
    currentTheme().theme = dark ? dark_ : light_;
    currentTheme().textSize_percent = textSize_percent_;
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC"),
                      QStringLiteral("DejaVu Sans"), QStringLiteral("sans-serif")});
    font.setPixelSize(textPixels(13));
    QApplication::setFont(font);
    QApplication::setPalette(paletteOf(theme()));
    qApp->setStyleSheet(scaled(theme().filledIn(styleSheet())));
}

} // namespace vrft::ui
