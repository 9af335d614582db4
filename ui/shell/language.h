// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The languages of the window: which there are, which is spoken, and what each calls itself.
//
// Translations are in the program (translations/*.ts, compiled when it is built); Qt's own few words come
// from the system where they are installed. Figures and dates are the same in every language. Not here:
// making the window anew in another language (MainWindow::setLanguage). Thread rule: UI thread.
#pragma once

#include <QString>
#include <vector>

namespace vrft::ui {

enum class Language { English, Chinese };

struct LanguageName {
    Language language = Language::English;
    QString code; // "zh_CN": of its translation, and in the settings
    QString name; // in itself: "简体中文"
};
const std::vector<LanguageName>& languageNames();
const LanguageName& nameOf(Language language);

Language languageOf(const QString& locale); // "zh", "zh_TW", ...: Chinese; all else English

// Every text made from now on is in that language; those made before stay as they are.
void speak(Language language);
Language spoken();

} // namespace vrft::ui
