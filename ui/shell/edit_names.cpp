// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/edit_names.h"

#include "ui/shell/language.h"

#include <QCoreApplication>
#include <QTranslator>
#include <memory>

namespace vrft::ui {

const std::vector<KnownSentence>& knownEditNames() {
    static const std::vector<KnownSentence> known = {
        {"vrft::ui::LabelModel", QT_TRANSLATE_NOOP("vrft::ui::LabelModel", "Label %1")},
        {"vrft::ui::LabelModel", QT_TRANSLATE_NOOP("vrft::ui::LabelModel", "Label none")},
        {"vrft::ui::LabelModel", QT_TRANSLATE_NOOP("vrft::ui::LabelModel", "Remove label, %1")},
        {"vrft::ui::LabelModel", QT_TRANSLATE_NOOP("vrft::ui::LabelModel", "Clear %1")},
        {"vrft::ui::LabelModel", QT_TRANSLATE_NOOP("vrft::ui::LabelModel", "Set %1 to %2")},
        {"vrft::ui::LabelModel", QT_TRANSLATE_NOOP("vrft::ui::LabelModel", "%1 of box %2")},
        {"vrft::ui::LabelModel", QT_TRANSLATE_NOOP("vrft::ui::LabelModel", "Draw box %1")},
        {"vrft::ui::LabelModel", QT_TRANSLATE_NOOP("vrft::ui::LabelModel", "Change box %1")},
        {"vrft::ui::LabelModel", QT_TRANSLATE_NOOP("vrft::ui::LabelModel", "Remove box %1")},
        {"vrft::ui::LabelModel", QT_TRANSLATE_NOOP("vrft::ui::LabelModel", "Change reasoning")},
        {"vrft::ui::LabelModel", QT_TRANSLATE_NOOP("vrft::ui::LabelModel", "Change reasoning for box %1")},
        {"vrft::ui::AskPanel", QT_TRANSLATE_NOOP("vrft::ui::AskPanel", "Accept the suggestion of %1")},
        {"vrft::ui::ViewerPane", QT_TRANSLATE_NOOP("vrft::ui::ViewerPane", "Remove a measurement")},
        {"vrft::ui::ViewerPane", QT_TRANSLATE_NOOP("vrft::ui::ViewerPane", "Change a measurement")},
        {"vrft::ui::ViewerPane", QT_TRANSLATE_NOOP("vrft::ui::ViewerPane", "Measure a length")},
        {"vrft::ui::ViewerPane", QT_TRANSLATE_NOOP("vrft::ui::ViewerPane", "Measure a region")},
        {"vrft::ui::ReviewModel", QT_TRANSLATE_NOOP("vrft::ui::ReviewModel", "Verdict on %1")},
        {"vrft::ui::ReviewModel", QT_TRANSLATE_NOOP("vrft::ui::ReviewModel", "Comment on %1")},
        {"vrft::ui::ReviewModel", QT_TRANSLATE_NOOP("vrft::ui::ReviewModel", "No verdict on %1")},
        {"vrft::ui::ReviewModel", QT_TRANSLATE_NOOP("vrft::ui::ReviewModel", "Exemplar from a trace")},
        {"vrft::ui::ClassEditor", QT_TRANSLATE_NOOP("vrft::ui::ClassEditor", "Rename task")},
        {"vrft::ui::ClassEditor", QT_TRANSLATE_NOOP("vrft::ui::ClassEditor", "Question")},
        {"vrft::ui::ClassEditor", QT_TRANSLATE_NOOP("vrft::ui::ClassEditor", "Name of %1")},
        {"vrft::ui::ClassEditor", QT_TRANSLATE_NOOP("vrft::ui::ClassEditor", "Definition of %1")},
        {"vrft::ui::ClassEditor", QT_TRANSLATE_NOOP("vrft::ui::ClassEditor", "Grade of %1")},
        {"vrft::ui::ClassEditor", QT_TRANSLATE_NOOP("vrft::ui::ClassEditor", "Synonyms of %1")},
        {"vrft::ui::ClassEditor", QT_TRANSLATE_NOOP("vrft::ui::ClassEditor", "Attributes of %1")},
        {"vrft::ui::ClassEditor", QT_TRANSLATE_NOOP("vrft::ui::ClassEditor", "Attribute %1 of %2")},
        {"vrft::ui::RewardPanel", QT_TRANSLATE_NOOP("vrft::ui::RewardPanel", "Credit for near grades")},
        {"vrft::ui::KnowledgePage", QT_TRANSLATE_NOOP("vrft::ui::KnowledgePage", "Restore version %1 of %2")},
        {"vrft::ui::KnowledgePage", QT_TRANSLATE_NOOP("vrft::ui::KnowledgePage", "New task %1")},
        {"vrft::ui::KnowledgePage", QT_TRANSLATE_NOOP("vrft::ui::KnowledgePage", "Starter pack %1")},
        {"vrft::ui::KnowledgePage", QT_TRANSLATE_NOOP("vrft::ui::KnowledgePage", "Import task %1")},
        {"vrft::ui::KnowledgePage", QT_TRANSLATE_NOOP("vrft::ui::KnowledgePage", "Remove task %1")},
        {"vrft::ui::KnowledgePage", QT_TRANSLATE_NOOP("vrft::ui::KnowledgePage", "Add a class")},
        {"vrft::ui::KnowledgePage", QT_TRANSLATE_NOOP("vrft::ui::KnowledgePage", "Add a grade")},
        {"vrft::ui::KnowledgePage", QT_TRANSLATE_NOOP("vrft::ui::KnowledgePage", "Remove %1")},
        {"vrft::ui::KnowledgePage", QT_TRANSLATE_NOOP("vrft::ui::KnowledgePage", "Move %1")},
        {"vrft::ui::MainWindow", QT_TRANSLATE_NOOP("vrft::ui::MainWindow", "Import task")},
        {"EditNames", QT_TRANSLATE_NOOP("EditNames", "Delete patient")},
        {"EditNames", QT_TRANSLATE_NOOP("EditNames", "Delete study")},
        {"EditNames", QT_TRANSLATE_NOOP("EditNames", "Delete series")},
        {"EditNames", QT_TRANSLATE_NOOP("EditNames", "Delete image")},
        {"EditNames", QT_TRANSLATE_NOOP("EditNames", "Restore patient")},
        {"EditNames", QT_TRANSLATE_NOOP("EditNames", "Restore study")},
        {"EditNames", QT_TRANSLATE_NOOP("EditNames", "Restore series")},
        {"EditNames", QT_TRANSLATE_NOOP("EditNames", "Restore image")},
        {"EditNames", QT_TRANSLATE_NOOP("EditNames", "Annotations from %1")}};
    return known;
}

QString editName(const QString& stored) {
    static const KnownSentences known = [] {
        std::vector<std::unique_ptr<QTranslator>> languages;
        for (const LanguageName& language : languageNames()) {
            auto translator = std::make_unique<QTranslator>();
            if (translator->load(QStringLiteral("vrftaug_") + language.code,
                                 QStringLiteral(":/translations")))
                languages.push_back(std::move(translator));
        }
        KnownSentences::Options options;
        options.otherwise = [&](const KnownSentence& sentence) {
            QStringList forms;
            for (const auto& language : languages)
                if (const QString text = language->translate(sentence.context, sentence.source);
                    !text.isEmpty())
                    forms << text;
            return forms;
        };
        options.tail = true; // edits of a label say whose image it was
        options.outer = QStringLiteral("%1 of box %2");
        return KnownSentences(knownEditNames(), options);
    }();
    return known.inWords(stored);
}

} // namespace vrft::ui
