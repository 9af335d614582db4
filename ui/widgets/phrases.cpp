// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/phrases.h"

#include <QCoreApplication>

namespace vrft::ui {

namespace {

struct PhraseTexts {
    Q_DECLARE_TR_FUNCTIONS(PhraseTexts)
};

} // namespace

QString enumerated(const QStringList& parts) {
    return parts.join(PhraseTexts::tr(", ", "between the parts of a list"));
}

QString clauses(const QStringList& parts) {
    return parts.join(PhraseTexts::tr("; ", "between clauses"));
}

QString titled(const QString& title, const QString& text) {
    return PhraseTexts::tr("%1: %2", "title and text").arg(title, text);
}

} // namespace vrft::ui
