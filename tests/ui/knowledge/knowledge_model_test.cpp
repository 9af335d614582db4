// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/knowledge/knowledge_model_test.h"

#include "core/prompt/prompt.h"
#include "tests/support/temp_folder.h"
#include "ui/knowledge/knowledge_model.h"
#include "ui/knowledge/prompt_text.h"
#include "ui/knowledge/starter_packs.h"
#include "ui/knowledge/task_changes.h"
#include "ui/widgets/text.h"

#include <QTest>

using namespace vrft;
using namespace vrft::ui;

namespace {

Task sampleTask(const char* id) {
    return readTask(std::filesystem::path(VRFT_SOURCE_DIR) / "resources" / "knowledge" /
                    (std::string(id) + ".json"));
}

struct Edited {
    Edited() {
        model.setTasks(std::make_shared<const std::vector<Task>>(
            std::vector{sampleTask("lesion"), sampleTask("malignancy"), sampleTask("severity")}));
        QObject::connect(&model, &KnowledgeModel::ordered, &model,
                         [this](const Task& task, const QString& action, const FieldOf&) {
                             ordered.push_back(task);
                             actions << action;
                         });
        model.chooseTask("severity");
    }
    TaskEdit definition(const std::string& id, const std::string& text) {
        return {{TaskField::Definition, id}, QStringLiteral("Definition"), [id, text](Task& task) {
                    classOf(task, id)->definition = text;
                }};
    }
    TaskEdit synonyms(const std::string& id, std::vector<std::string> list) {
        return {{TaskField::Synonyms, id}, QStringLiteral("Synonyms"), [id, list](Task& task) {
                    classOf(task, id)->synonyms = list;
                }};
    }

    KnowledgeModel model;
    std::vector<Task> ordered;
    QStringList actions;
};

std::string joined(const Chat& chat) {
    std::string text;
    for (const ChatMessage& message : chat)
        for (const ChatPart& part : message.content)
            text += part.kind == ChatPart::Kind::Text ? part.text : "[" + part.path + "]";
    return text;
}

} // namespace

void KnowledgeModelTest::what_is_typed_is_shown_at_once_and_stored_by_commit() {
    Edited edited;
    edited.model.type(edited.definition("mild", "One sign."));
    QCOMPARE(findClass(*edited.model.shown(), "mild")->definition, std::string("One sign."));
    QVERIFY(findClass(*edited.model.task(), "mild")->definition != "One sign.");
    QVERIFY(edited.ordered.empty());
    edited.model.commit();
    QCOMPARE(edited.ordered.size(), std::size_t{1});
    QCOMPARE(findClass(edited.ordered[0], "mild")->definition, std::string("One sign."));
    QCOMPARE(edited.actions, QStringList{QStringLiteral("Definition")});
    edited.model.commit();
    QCOMPARE(edited.ordered.size(), std::size_t{1});
}

void KnowledgeModelTest::an_edit_that_says_the_same_isnt_stored() {
    Edited edited;
    const std::string same = findClass(*edited.model.task(), "mild")->definition;
    edited.model.edit(edited.definition("mild", same));
    QVERIFY(edited.ordered.empty());
}

void KnowledgeModelTest::a_refused_edit_stores_nothing_says_why_and_holds_up_no_other() {
    Edited edited;
    const Task before = *edited.model.task();
    edited.model.edit(edited.synonyms("mild", {"Severe"}));
    QVERIFY(edited.ordered.empty());
    QCOMPARE(*edited.model.task(), before);
    const QString why = edited.model.problem({TaskField::Synonyms, "mild"});
    QVERIFY2(why.contains(QStringLiteral("names two classes")), qPrintable(why));
    edited.model.edit(edited.definition("mild", "One sign."));
    QCOMPARE(edited.ordered.size(), std::size_t{1});
    QVERIFY(findClass(edited.ordered[0], "mild")->synonyms.empty());
    edited.model.edit(edited.synonyms("mild", {"slight"}));
    QVERIFY(edited.model.problem({TaskField::Synonyms, "mild"}).isEmpty());
    QCOMPARE(edited.ordered.size(), std::size_t{2});
}

void KnowledgeModelTest::pictures_older_than_an_order_are_not_taken() {
    Edited edited;
    const auto old = std::make_shared<const std::vector<Task>>(edited.model.tasks());
    edited.model.edit(edited.definition("mild", "One sign."));
    edited.model.setTasks(old);
    QCOMPARE(findClass(*edited.model.task(), "mild")->definition, std::string("One sign."));
    edited.model.answer({TaskField::Definition, "mild"}, QStringLiteral("The disk is full."));
    edited.model.setTasks(old);
    QVERIFY(findClass(*edited.model.task(), "mild")->definition != "One sign.");
    QCOMPARE(edited.model.problem({TaskField::Definition, "mild"}), QStringLiteral("The disk is full."));
}

void KnowledgeModelTest::the_pieces_of_the_prompt_are_the_bytes_of_the_prompt() {
    for (const char* id : {"lesion", "malignancy", "severity"}) {
        const Task task = sampleTask(id);
        for (const bool knows : {true, false}) {
            const std::string image = "x.png";
            const std::optional<std::string> knowledge =
                knows ? std::optional(knowledgeText(task)) : std::nullopt;
            std::string text;
            std::string injected;
            for (const PromptPiece& piece : promptPieces(task, image, knows)) {
                if (piece.kind == PromptPiece::Kind::Role) continue;
                text += piece.kind == PromptPiece::Kind::Image ? "[" + piece.text + "]" : piece.text;
                if (piece.kind == PromptPiece::Kind::Knowledge) injected += piece.text;
            }
            QCOMPARE(text, joined(renderPrompt(task, std::span(&image, 1), knowledge)));
            QCOMPARE(injected, knows ? "Prior knowledge:\n" + knowledgeText(task) : std::string());
        }
    }
    // A policy that reads boxes in thousandths is asked for them.
    const auto asked = [](BoxUnits units) {
        std::string text;
        for (const PromptPiece& piece : promptPieces(sampleTask("lesion"), "x.png", true, units))
            text += piece.text;
        return text;
    };
    QVERIFY(asked(BoxUnits::Pixels).find("in pixels") != std::string::npos);
    QVERIFY(asked(BoxUnits::Thousandths).find("normalised to 0-1000") != std::string::npos);
}

void KnowledgeModelTest::changes_between_versions_name_the_words() {
    const Task before = sampleTask("severity");
    QVERIFY(taskChanges(before, before).empty());
    Task after = before;
    after.classes[1].definition = "Two points: medium, irregular or spiculated alone.";
    after.classes[4].attributes[2].values.push_back("angular");
    after.classes[2].synonyms = {"medium"};
    const auto changes = taskChanges(before, after);
    QCOMPARE(changes.size(), std::size_t{3});
    QCOMPARE(changes[0].where, QStringLiteral("Mild: definition"));
    const std::vector<TextRun> runs{
        {TextRun::Kind::Removed, QStringLiteral("One point:")},
        {TextRun::Kind::Added, QStringLiteral("Two points:")},
        {TextRun::Kind::Same, QStringLiteral("medium, irregular or spiculated alone.")}};
    QVERIFY(changes[0].runs == runs);
    QCOMPARE(changes[1].where, QStringLiteral("Moderate: also accepted"));
    QCOMPARE(changes[2].where, QStringLiteral("Severe: margin"));
    after.classes.pop_back();
    QCOMPARE(taskChanges(before, after).back().where, QStringLiteral("Gone: Severe"));
    QCOMPARE(taskChanges(after, before).back().where, QStringLiteral("New: Severe"));
}

void KnowledgeModelTest::starter_packs_are_drafts_of_valid_tasks() {
    const std::vector<StarterPack> packs = readPacks();
    QCOMPARE(packs.size(), std::size_t{5});
    for (const StarterPack& pack : packs) {
        QVERIFY(!pack.about.empty() && !pack.source.empty());
        QVERIFY(!knowledgeText(pack.task).empty());
        QCOMPARE(taskFromJson(taskToJson(pack.task), "again"), pack.task);
    }
}

void KnowledgeModelTest::drafts_are_kept_beside_the_workspace() {
    const test::TempFolder folder;
    QVERIFY(readDrafts(folder.path()).empty());
    const Drafts drafts{{"a", {"x", "y"}}, {"b", {}}};
    writeDrafts(folder.path(), drafts);
    QVERIFY((readDrafts(folder.path()) == Drafts{{"a", {"x", "y"}}}));
}
