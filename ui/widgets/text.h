// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Between the UTF-8 of core and the texts of Qt, and numbers as people read them.
//
// Thread rule: pure functions.
#pragma once

#include <QLocale>
#include <QString>
#include <string>
#include <string_view>

namespace vrft::ui {

inline QString qs(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}
inline std::string utf8(const QString& text) {
    return text.toUtf8().toStdString();
}

// "48,112": groups of three, in every language the same as in the rest of the window.
inline QString grouped(qint64 number) {
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(number);
}
// "1 image", "1,046 images": `many` has %1 where the number stands.
inline QString counted(qint64 number, const QString& one, const QString& many) {
    return number == 1 ? one : many.arg(grouped(number));
}
// Text of files and models as it may be shown: control characters and marks that turn the direction of text
// as visible signs; line breaks and tabs stay. As long as before, unit by unit.
QString harmless(QString text);
// The same on one line, at most `most` letters and then an ellipsis.
QString harmlessLine(const QString& text, qsizetype most = 400);
// Text that comes from files, as a tool tip: never taken for rich text.
inline QString plainToolTip(const QString& text) {
    return text.isEmpty() ? QString() : QStringLiteral("<span>%1</span>").arg(text.toHtmlEscaped());
}
// With a real minus sign and without trailing zeros.
inline QString figure(double value, int decimals) {
    QString text = QLocale(QLocale::English, QLocale::UnitedStates).toString(value, 'f', decimals);
    if (decimals > 0) {
        while (text.endsWith(QLatin1Char('0')))
            text.chop(1);
        if (text.endsWith(QLatin1Char('.'))) text.chop(1);
    }
    if (text == QStringLiteral("-0")) text = QStringLiteral("0");
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

} // namespace vrft::ui
