// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/language.h"

#include "ui/workspace/log.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>
#include <algorithm>

static void initTranslations() {
    Q_INIT_RESOURCE(translations); // it lies in a static library
}

namespace vrft::ui {

namespace {

// The program's own and Qt's; they go with the application.
struct Translators {
    QTranslator* own = nullptr;
    QTranslator* qt = nullptr;
    Language language = Language::English;
};

Translators& translators() {
    static Translators all;
    return all;
}

void takeTranslation(QTranslator*& translator, const QString& file, const QString& folder) {
    delete translator; // takes itself off the application
    translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(file, folder)) QCoreApplication::installTranslator(translator);
}

} // namespace

const std::vector<LanguageName>& languageNames() {
    static const std::vector<LanguageName> names = {
        {Language::English, QStringLiteral("en"), QStringLiteral("English")},
        {Language::Chinese, QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
    return names;
}

const LanguageName& nameOf(Language language) {
    return *std::find_if(languageNames().begin(), languageNames().end(),
                         [language](const LanguageName& name) { return name.language == language; });
}

Language languageOf(const QString& locale) {
    return locale.startsWith(QStringLiteral("zh")) ? Language::Chinese : Language::English;
}

void speak(Language language) {
    initTranslations();
    Translators& all = translators();
    all.language = language;
    const QString code = nameOf(language).code;
    takeTranslation(all.own, QStringLiteral("vrftaug_") + code, QStringLiteral(":/translations"));
    takeTranslation(all.qt, QStringLiteral("qtbase_") + code,
                    QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    qCInfo(windowLog).noquote() << "language" << code;
}

Language spoken() {
    return translators().language;
}

} // namespace vrft::ui
