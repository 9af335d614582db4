// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A theme: one colour per token, read from resources/themes. Painters and the style sheet take the same
// names.
//
// Doesn't choose or apply a theme (themes.h). Errors: Error(InvalidFormat) naming the file for a token that
// is missing, unknown or no colour. Ownership: values. Thread rule: values; `theme()` belongs to the UI
// thread.
#pragma once

#include <QColor>
#include <QString>
#include <array>

namespace vrft::ui {

// The order is that of the table in `tokenName`.
enum class Token {
    Bg,
    Rail,
    Panel,
    Raised,
    Input,
    Hover,
    Selection,
    Line,
    Control,
    Text,
    Text2,
    Text3,
    Disabled,
    Accent,
    AccentText,
    Focus,
    Good,
    GoodGround,
    Caution,
    CautionGround,
    Alarm,
    AlarmGround,
    AlarmLine,
    Mark,
    Badge,
    BadgeAlarm,
    TileGrey,
    S1, // series of charts, in this order; never vermilion
    S2,
    S3,
    S4,
    S5,
    S6
};
inline constexpr std::size_t kNumTokens = 33;

QLatin1String tokenName(Token token); // as in the file: "accentText"

class Theme {
public:
    static Theme read(const QString& file);

    QColor colour(Token token) const { return colours_[static_cast<std::size_t>(token)]; }
    const QString& name() const { return name_; }
    bool dark() const { return dark_; }

    // `sheet` with every @token replaced by its colour.
    QString filledIn(QString sheet) const;

private:
    QString name_;
    bool dark_ = true;
    std::array<QColor, kNumTokens> colours_;
};

// Sizes of text as the user set them: what is `pixels` high at 100 %. For painters, delegates and rows; the
// style sheet is scaled as a whole.
int textPixels(int pixels);
inline constexpr int kLeastTextSize_percent = 85;
inline constexpr int kMostTextSize_percent = 130;

// The theme in use; dark until one is applied.
const Theme& theme();
// What stands on images and around them: dark in every theme.
const Theme& imageAreaTheme();
inline QColor colour(Token token) {
    return theme().colour(token);
}

// What is drawn on images looks the same in every theme (docs: colours on an image).
namespace mark {
inline constexpr QRgb kReference = 0xFF3DDC97;
inline constexpr QRgb kPredicted = 0xFFFFB000;
inline constexpr QRgb kSecondReader = 0xFFE08BC0;
inline constexpr QRgb kSuggestion = 0xFF7CC8F5;
inline constexpr QRgb kMeasurement = 0xFFF4F6F8;
inline constexpr QRgb kLetters = 0xFFE9D9A0;
inline constexpr QRgb kCornerText = 0xFFE6E9EC;
inline constexpr QRgb kCaution = 0xFFE5B94E;
} // namespace mark

} // namespace vrft::ui
