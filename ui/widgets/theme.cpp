// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/theme.h"

#include "core/error.h"
#include "ui/widgets/text.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace vrft::ui {

namespace {

constexpr std::array<const char*, kNumTokens> kNames{
    "bg",          "rail",      "panel", "raised",     "input",      "hover",         "selection",
    "line",        "control",   "text",  "text2",      "text3",      "disabled",      "accent",
    "accentText",  "focus",     "good",  "goodGround", "caution",    "cautionGround", "alarm",
    "alarmGround", "alarmLine", "mark",  "badge",      "badgeAlarm", "tileGrey",      "s1",
    "s2",          "s3",        "s4",    "s5",         "s6"};

[[noreturn]] void refuse(const QString& file, const QString& what) {
    throw Error(ErrorCode::InvalidFormat, utf8(what), utf8(file), "Install the program again");
}

} // namespace

QLatin1String tokenName(Token token) {
    return QLatin1String(kNames[static_cast<std::size_t>(token)]);
}

Theme Theme::read(const QString& file) {
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) refuse(file, QStringLiteral("the theme can't be read"));
    const QJsonObject document = QJsonDocument::fromJson(source.readAll()).object();
    const QJsonObject colours = document[QLatin1String("colours")].toObject();
    Theme theme;
    theme.name_ = document[QLatin1String("name")].toString();
    theme.dark_ = document[QLatin1String("dark")].toBool();
    for (std::size_t i = 0; i < kNumTokens; ++i) {
        const QString name = QLatin1String(kNames[i]);
        const QColor value(colours[name].toString());
        if (!value.isValid()) refuse(file, QStringLiteral("no colour for ") + name);
        theme.colours_[i] = value;
    }
    if (colours.size() != static_cast<qsizetype>(kNumTokens))
        refuse(file, QStringLiteral("colours without a use"));
    return theme;
}

QString Theme::filledIn(QString sheet) const {
    // Longest names first, so that @text doesn't eat the head of @text2.
    std::vector<std::size_t> order(kNumTokens);
    for (std::size_t i = 0; i < kNumTokens; ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(), [](std::size_t a, std::size_t b) {
        return std::string_view(kNames[a]).size() > std::string_view(kNames[b]).size();
    });
    for (const std::size_t i : order)
        sheet.replace(QLatin1Char('@') + QLatin1String(kNames[i]), colours_[i].name());
    return sheet;
}

} // namespace vrft::ui
