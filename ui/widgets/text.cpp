// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/text.h"

namespace vrft::ui {

namespace {

// Marks that change the direction of what follows.
bool turnsText(QChar c) {
    const char16_t code = c.unicode();
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E ||
           code == 0x200F || code == 0x061C;
}

} // namespace

QString harmless(QString text) {
    for (QChar& c : text) {
        const char16_t code = c.unicode();
        if (code == '\n' || code == '\t') continue;
        if (code < 0x20)
            c = QChar(0x2400 + code);
        else if (code == 0x7F)
            c = QChar(0x2421);
        else if ((code >= 0x80 && code < 0xA0) || code == 0x2028 || code == 0x2029 || turnsText(c))
            c = QChar(QChar::ReplacementCharacter);
    }
    return text;
}

QString harmlessLine(const QString& text, qsizetype most) {
    // Enough for what is shown, however long a model's text is.
    const QString shown = harmless(text.left(2 * most + 64)).simplified();
    return shown.size() > most ? shown.left(most) + QChar(0x2026) : shown;
}

} // namespace vrft::ui
