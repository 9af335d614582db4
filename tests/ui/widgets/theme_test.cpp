// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/widgets/theme_test.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/themes.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace vrft::ui;

namespace {

// WCAG 2.1: relative luminance and contrast.
double luminance(const QColor& colour) {
    const auto channel = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) +
           0.0722 * channel(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

std::vector<Theme> themesThereAre() {
    return {Theme::read(QStringLiteral(":/vrft/themes/dark.json")),
            Theme::read(QStringLiteral(":/vrft/themes/light.json"))};
}

} // namespace

void ThemeTest::both_themes_have_every_token() {
    const Themes themes;
    QCOMPARE(themesThereAre().size(), std::size_t{2});
    QVERIFY(themesThereAre()[0].dark());
    QVERIFY(!themesThereAre()[1].dark());
}

void ThemeTest::text_reaches_its_contrast_on_every_ground() {
    constexpr double kLeast = 4.5;
    const auto grounds = {
        Token::Bg,    Token::Rail,      Token::Panel,      Token::Raised,        Token::Input,
        Token::Hover, Token::Selection, Token::GoodGround, Token::CautionGround, Token::AlarmGround};
    for (const Theme& theme : themesThereAre()) {
        const auto check = [&](Token text, Token ground) {
            const double ratio = contrast(theme.colour(text), theme.colour(ground));
            QVERIFY2(ratio >= kLeast, qPrintable(QStringLiteral("%1: %2 on %3 is %4")
                                                     .arg(theme.name(), tokenName(text), tokenName(ground))
                                                     .arg(ratio)));
        };
        for (const Token text : {Token::Text, Token::Text2, Token::Text3, Token::AccentText, Token::Good,
                                 Token::Caution, Token::Alarm})
            for (const Token ground : grounds)
                check(text, ground);
        for (const Token text : {Token::Text, Token::Text2}) // injected knowledge
            check(text, Token::Mark);
        for (const Token ground : {Token::Accent, Token::Badge, Token::BadgeAlarm})
            QVERIFY2(contrast(Qt::white, theme.colour(ground)) >= kLeast, tokenName(ground).data());
        QVERIFY(contrast(theme.colour(Token::Control), theme.colour(Token::Panel)) >= 3.0);
        QVERIFY(contrast(theme.colour(Token::Focus), theme.colour(Token::Panel)) >= kLeast);
    }
    // On images, and on the plate of a frame that can't be shown: the same in every theme.
    QVERIFY(contrast(QColor(mark::kCornerText), QColor(0x1D, 0x20, 0x23)) >= kLeast);
    for (const Token text : {Token::Text, Token::AccentText})
        QVERIFY(contrast(imageAreaTheme().colour(text), imageAreaTheme().colour(Token::Raised)) >= kLeast);
}

void ThemeTest::the_style_sheet_names_only_tokens() {
    QFile file(QStringLiteral(":/vrft/themes/workstation.qss"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString filled = themesThereAre()[0].filledIn(QString::fromUtf8(file.readAll()));
    QVERIFY2(!filled.contains(QLatin1Char('@')),
             qPrintable(filled.mid(filled.indexOf(QLatin1Char('@')), 40)));
}

void ThemeTest::a_change_of_theme_takes_effect_at_once() {
    Themes themes;
    themes.choose(ThemeChoice::Light);
    const QImage light = icon(QStringLiteral("check")).pixmap(16, 16).toImage();
    QCOMPARE(theme().name(), QStringLiteral("light"));
    QCOMPARE(QApplication::palette().color(QPalette::Window), theme().colour(Token::Panel));
    themes.choose(ThemeChoice::Dark);
    QCOMPARE(theme().name(), QStringLiteral("dark"));
    QVERIFY(icon(QStringLiteral("check")).pixmap(16, 16).toImage() != light);
}

void ThemeTest::every_icon_draws_in_the_ink_of_its_place() {
    const QStringList files = QDir(QStringLiteral(":/vrft/icons")).entryList();
    QVERIFY(files.size() > 20);
    for (const QString& file : files) {
        const QImage drawn = iconPixmap(file.chopped(4), 20, Qt::red, 2.0).toImage();
        QCOMPARE(drawn.size(), QSize(40, 40));
        int inked = 0;
        for (int y = 0; y < drawn.height(); ++y)
            for (int x = 0; x < drawn.width(); ++x) {
                const QColor pixel = drawn.pixelColor(x, y);
                if (pixel.alpha() < 128) continue;
                ++inked;
                QVERIFY2(pixel.red() > 200 && pixel.green() < 60, qPrintable(file));
            }
        QVERIFY2(inked > 20, qPrintable(file));
    }
}
