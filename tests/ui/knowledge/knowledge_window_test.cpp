// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/knowledge/knowledge_window_test.h"

#include "core/files.h"
#include "core/prompt/prompt.h"
#include "core/store/annotations_table.h"
#include "core/store/studies_table.h"
#include "core/text/tokenizer.h"
#include "core/vision_input/image.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/knowledge/knowledge_page.h"
#include "ui/knowledge/reward_panel.h"
#include "ui/knowledge/token_counter.h"
#include "ui/shell/status_bar.h"
#include "ui/workspace/engine_program.h"
#include "ui/workspace/program_job.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSpinBox>
#include <QTextEdit>

using namespace vrft;
using namespace vrft::ui;

namespace {

// A window on a few phantoms, in Knowledge, with the task `severity` in view.
struct Desk {
    explicit Desk(int patients = 2, bool labelled = false)
        : made((make(patients, labelled), true))
        , open(folder / "ws") {
        settle();
        open.window().resize(1600, 1000); // wide enough for both halves
        enter();
    }
    void make(int patients, bool labelled) {
        test::makeWorkspace(folder / "ws", patients);
        if (!labelled) return;
        const auto workspace = Workspace::open(folder / "ws");
        std::vector<Annotation> labels;
        for (const InstanceRow& row : workspace->studies().allInstances()) {
            Annotation label;
            label.task = "severity";
            label.image.sopUid = row.instance.sopUid;
            label.grade = 1;
            label.reader = "M. Sato";
            labels.push_back(label);
        }
        numLabels = static_cast<int>(labels.size());
        workspace->annotations().put(labels, "Labels");
    }
    void settle() {
        QTRY_VERIFY_WITH_TIMEOUT(open.window().status().storedText().startsWith(QStringLiteral("All")),
                                 30'000);
    }
    void enter() {
        QTest::keyClick(&open.window(), Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY(page().isVisible());
        QTRY_VERIFY(page().model().task() != nullptr);
        auto* tasks = open.find<QListWidget>("taskList");
        tasks->setFocus();
        QTest::keyClick(tasks, Qt::Key_End);
        QTRY_COMPARE(page().model().task()->id, std::string("severity"));
    }
    void chooseClass(int row) {
        auto* classes = open.find<QListWidget>("knowledgeClasses");
        QTest::mouseClick(classes->viewport(), Qt::LeftButton, {},
                          classes->visualItemRect(classes->item(row)).center());
        QTRY_COMPARE(classes->currentRow(), row);
    }
    KnowledgePage& page() { return *open.window().findChild<KnowledgePage*>(); }
    QString undoText() { return open.find<QPushButton>("undo")->text(); }
    Task stored(const char* id = "severity") {
        Task task;
        open.window().workspace().withWorkspace(
            [&](Workspace& workspace) { task = workspace.tasks().require(id); });
        return task;
    }
    void undo() {
        open.window().activateWindow(); // after a dialog, without a desktop, nobody does it
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&open.window());
        QTest::keyClick(&open.window(), Qt::Key_Z, Qt::ControlModifier);
    }

    test::TempFolder folder;
    int numLabels = 0;
    bool made;
    test::OpenWindow open;
};

// Does `act` with the dialog that comes up.
template <typename Act>
void withDialog(QObject* context, Act act) {
    auto* timer = new QTimer(context);
    QObject::connect(timer, &QTimer::timeout, context, [timer, act] {
        auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        if (dialog == nullptr) return;
        timer->stop();
        timer->deleteLater();
        act(*dialog);
    });
    timer->start(20);
}

void click(QDialog& dialog, const char* name) {
    QTest::mouseClick(dialog.findChild<QAbstractButton*>(QString::fromLatin1(name)), Qt::LeftButton);
}

bool haveEngine() {
    return std::filesystem::exists(engineProgram());
}

} // namespace

void KnowledgeWindowTest::init() {
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
    QSettings().setValue(QStringLiteral("autosave_ms"), 500);
}

void KnowledgeWindowTest::a_definition_is_typed_stored_undone_and_undone_after_a_restart() {
    Desk desk;
    desk.chooseClass(1);
    const std::string before = desk.stored().classes[1].definition;
    auto* definition = desk.open.find<QPlainTextEdit>("definition");
    definition->setFocus();
    definition->selectAll();
    QTest::keyClicks(definition, QStringLiteral("One sign alone."));
    QTRY_COMPARE(desk.stored().classes[1].definition, std::string("One sign alone.")); // after a pause
    QTRY_COMPARE(desk.undoText(), QStringLiteral("Undo: Definition of mild"));
    QTest::keyClicks(definition, QStringLiteral(" Small."));
    QTest::keyClick(definition, Qt::Key_Return); // at once
    QTRY_COMPARE(desk.stored().classes[1].definition, std::string("One sign alone. Small."));
    QTest::keyClick(definition, Qt::Key_Z, Qt::ControlModifier); // from the field as from anywhere
    QTRY_COMPARE(desk.stored().classes[1].definition, std::string("One sign alone."));
    QTRY_COMPARE(definition->toPlainText(), QStringLiteral("One sign alone."));

    desk.open.restart();
    desk.settle();
    QTRY_COMPARE(desk.undoText(), QStringLiteral("Undo: Definition of mild"));
    desk.undo();
    QTRY_COMPARE(desk.stored().classes[1].definition, before);
    QTRY_VERIFY(desk.page().isVisible()); // where the edit can be seen
    QTRY_COMPARE(desk.page().model().task()->id, std::string("severity"));
    desk.chooseClass(3);
    QTest::keyClick(&desk.open.window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(desk.stored().classes[1].definition, std::string("One sign alone."));
    QTRY_COMPARE(desk.page().model().chosenClass()->id, std::string("mild"));
}

void KnowledgeWindowTest::a_synonym_of_two_classes_is_refused_beside_its_field() {
    Desk desk;
    desk.chooseClass(1);
    const Task before = desk.stored();
    const QString undo = desk.undoText();
    auto* chips = desk.page().findChild<QWidget*>(QStringLiteral("synonyms"));
    QPushButton* add = nullptr;
    for (QPushButton* button : chips->findChildren<QPushButton*>())
        if (button->accessibleName().endsWith(QStringLiteral("add"))) add = button;
    QTest::mouseClick(add, Qt::LeftButton);
    auto* edit = chips->findChild<QLineEdit*>();
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClicks(edit, QStringLiteral("SEVERE"));
    QTest::keyClick(edit, Qt::Key_Return);
    auto* problem = desk.open.find<QLabel>("synonymsProblem");
    QTRY_VERIFY(problem->isVisible());
    QVERIFY2(problem->text().contains(QStringLiteral("names two classes")), qPrintable(problem->text()));
    QCOMPARE(desk.stored(), before);
    QCOMPARE(desk.undoText(), undo);
    // A name that another class has, likewise; what is typed stays to be mended.
    auto* name = desk.open.find<QLineEdit>("className");
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("severe"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(desk.open.find<QLabel>("classNameProblem")->isVisible());
    QCOMPARE(name->text(), QStringLiteral("severe"));
    QCOMPARE(desk.stored(), before);
    // A grade that another has.
    auto* grade = desk.open.find<QSpinBox>("grade");
    grade->selectAll();
    QTest::keyClicks(grade, QStringLiteral("4"));
    QTest::keyClick(grade, Qt::Key_Return);
    QTRY_VERIFY(desk.open.find<QLabel>("gradeProblem")->isVisible());
    QCOMPARE(desk.stored(), before);
}

void KnowledgeWindowTest::a_class_with_labels_asks_before_it_is_renamed() {
    Desk desk(2, true);
    desk.chooseClass(1);
    QTRY_COMPARE(
        desk.open.find<QListWidget>("knowledgeClasses")->item(1)->data(Qt::AccessibleTextRole).toString(),
        QStringLiteral("1, Mild, %1").arg(desk.numLabels));
    auto* name = desk.open.find<QLineEdit>("className");
    const auto rename = [&](const QString& text) {
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, text);
        QTest::keyClick(name, Qt::Key_Return);
    };
    bool asked = false;
    withDialog(&desk.page(), [&](QDialog& dialog) {
        asked = true;
        click(dialog, "cancel");
    });
    rename(QStringLiteral("slight"));
    QTRY_VERIFY(asked);
    QTRY_COMPARE(name->text(), QStringLiteral("mild"));
    QCOMPARE(desk.stored().classes[1].name, std::string("mild"));

    withDialog(&desk.page(), [](QDialog& dialog) { click(dialog, "accept"); }); // they stay with it
    rename(QStringLiteral("faint"));
    QTRY_COMPARE(desk.stored().classes[1].name, std::string("faint"));
    desk.open.window().workspace().withWorkspace([&](Workspace& workspace) {
        QCOMPARE(workspace.annotations().ofTask("severity").front().annotation.grade, std::optional<int>(1));
    });
    desk.undo();
    QTRY_COMPARE(desk.stored().classes[1].name, std::string("mild"));

    withDialog(&desk.page(), [](QDialog& dialog) {
        dialog.findChild<QComboBox*>(QStringLiteral("labelsTarget"))->setCurrentIndex(0); // 0 minimal
        click(dialog, "labelsMove");
        click(dialog, "accept");
    });
    rename(QStringLiteral("slight"));
    QTRY_COMPARE(desk.stored().classes[1].name, std::string("slight"));
    desk.open.window().workspace().withWorkspace([&](Workspace& workspace) {
        for (const StoredAnnotation& item : workspace.annotations().ofTask("severity")) {
            QCOMPARE(item.annotation.label, std::optional<std::string>("minimal"));
            QCOMPARE(item.annotation.grade, std::optional<int>(0));
            QCOMPARE(item.annotation.reader, std::string("M. Sato"));
        }
    });
    desk.undo(); // name and labels are one step
    QTRY_COMPARE(desk.stored().classes[1].name, std::string("mild"));
    const auto labelsBack = [&] {
        bool back = false;
        desk.open.window().workspace().withWorkspace([&](Workspace& workspace) {
            back = workspace.annotations().ofTask("severity").front().annotation.label == "mild";
        });
        return back;
    };
    QTRY_VERIFY(labelsBack());
}

void KnowledgeWindowTest::a_grade_with_labels_is_changed_with_them_in_one_step() {
    Desk desk(2, true);
    desk.chooseClass(1);
    QTRY_COMPARE(
        desk.open.find<QListWidget>("knowledgeClasses")->item(1)->data(Qt::AccessibleTextRole).toString(),
        QStringLiteral("1, Mild, %1").arg(desk.numLabels));
    auto* grade = desk.open.find<QSpinBox>("grade");
    const auto type = [&](const QString& text) {
        grade->setFocus();
        grade->selectAll();
        QTest::keyClicks(grade, text);
        QTest::keyClick(grade, Qt::Key_Return);
    };
    const auto grades = [&] {
        std::set<int> found;
        desk.open.window().workspace().withWorkspace([&](Workspace& workspace) {
            for (const StoredAnnotation& item : workspace.annotations().ofTask("severity"))
                found.insert(item.annotation.grade.value());
        });
        return found;
    };
    QString asked;
    const auto answer = [&](const QString& button) {
        withDialog(&desk.page(), [&, button](QDialog& dialog) {
            for (const QLabel* label : dialog.findChildren<QLabel*>())
                asked += label->text();
            for (auto* item : dialog.findChildren<QPushButton*>())
                if (item->text() == button) QTest::mouseClick(item, Qt::LeftButton);
        });
    };
    // One that another class has is refused without a question.
    type(QStringLiteral("2"));
    QTRY_VERIFY(!desk.page().model().problem({TaskField::Grade, "mild"}).isEmpty());
    answer(QStringLiteral("Keep it as it is"));
    type(QStringLiteral("7"));
    QTRY_COMPARE(grade->value(), 1);
    QVERIFY2(asked.contains(QStringLiteral("%1 labels of grade 1 become grade 7").arg(desk.numLabels)),
             qPrintable(asked));
    QCOMPARE(desk.stored().classes[1].grade, std::optional<int>(1));
    answer(QStringLiteral("Change the grade"));
    type(QStringLiteral("7"));
    QTRY_COMPARE(desk.stored().classes[1].grade, std::optional<int>(7));
    QCOMPARE(grades(), std::set<int>{7});
    desk.undo();
    QTRY_COMPARE(desk.stored().classes[1].grade, std::optional<int>(1));
    QTRY_COMPARE(grades(), std::set<int>{1});
}

void KnowledgeWindowTest::a_credit_is_typed_into_the_table() {
    Desk desk;
    auto* table = desk.page().findChild<GradeTable*>();
    QTRY_VERIFY(table->isVisible());
    QTest::mouseClick(table, Qt::LeftButton, {}, table->cellRect(1, 2).center());
    QTest::keyClicks(table, QStringLiteral("."));
    auto* edit = desk.open.find<QLineEdit>("creditEdit");
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClicks(edit, QStringLiteral("5"));
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(desk.stored().distance.preset, GradeDistance::Preset::Table);
    QVERIFY((desk.stored().distance.table == std::vector<double>{1, .5, .0625, .015625, .00390625}));
    QCOMPARE(desk.open.find<QComboBox>("distancePreset")->currentIndex(), 1);
    const Task before = desk.stored();
    QTest::mouseClick(table, Qt::LeftButton, {}, table->cellRect(0, 3).center());
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClicks(edit, QStringLiteral("0.9")); // would rise with the distance
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY(desk.open.find<QLabel>("distanceProblem")->isVisible());
    QCOMPARE(desk.stored(), before);
}

void KnowledgeWindowTest::the_preview_follows_typing_and_is_the_prompt() {
    Desk desk;
    desk.chooseClass(1);
    auto* definition = desk.open.find<QPlainTextEdit>("definition");
    auto* view = desk.open.find<QTextEdit>("promptView");
    definition->setFocus();
    definition->selectAll();
    QTest::keyClicks(definition, QStringLiteral("One <b>sign</b> & no more."));
    Task typed = desk.stored();
    typed.classes[1].definition = "One <b>sign</b> & no more.";
    const std::string image = "x";
    const Chat chat = renderPrompt(typed, std::span(&image, 1), knowledgeText(typed));
    const QString system = QString::fromStdString(chat[0].content[0].text);
    const QString user = QString::fromStdString(chat[1].content[1].text);
    QTRY_VERIFY(view->toPlainText().endsWith(user));
    QVERIFY(view->toPlainText().startsWith(QStringLiteral("System\n%1\nUser\n").arg(system)));
    for (QPushButton* button : desk.page().findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == QStringLiteral("Without"))
            QTest::mouseClick(button, Qt::LeftButton);
    const Chat without = renderPrompt(typed, std::span(&image, 1), std::nullopt);
    QTRY_VERIFY(view->toPlainText().endsWith(QString::fromStdString(without[1].content[1].text)));
    QVERIFY(!view->toPlainText().contains(QStringLiteral("Prior knowledge")));
}

void KnowledgeWindowTest::tokens_are_counted_as_the_engine_counts_them() {
    const std::filesystem::path policy =
        std::filesystem::path(VRFT_SOURCE_DIR) / "resources" / "policies" / "severity-start";
    const Task task =
        readTask(std::filesystem::path(VRFT_SOURCE_DIR) / "resources" / "knowledge" / "severity.json");
    const Tokenizer tokenizer = Tokenizer::load(policy);
    const TokenCount count = countTokens(policy, tokenizer, task, {48, 48});
    QVERIFY(count.image > 0 && count.knowledge > 0 && count.rest > 0);
    QVERIFY(countTokens(policy, tokenizer, task, {96, 96}).image > count.image);
    if (!haveEngine()) QSKIP("vrftaug-engine isn't there");
    const auto engine = [](QStringList arguments, const std::string& input) {
        ProgramJob job(engineProgram(), std::move(arguments));
        Json document;
        QObject::connect(&job, &ProgramJob::finished, &job,
                         [&document](const Json& found) { document = found; });
        job.start(QByteArray::fromStdString(input));
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!document.is_null(), 60'000); }();
        return document;
    };
    const QString place = QString::fromStdString(policy.string());
    // The text alone, by `tokenize`: what knowledge adds.
    const auto tokenize = [&](const std::string& text) {
        return static_cast<int>(
            engine({QStringLiteral("tokenize"), QStringLiteral("--policy"), place}, text).size());
    };
    const Chat with = renderPrompt(task, {}, knowledgeText(task));
    const Chat without = renderPrompt(task, {}, std::nullopt);
    QCOMPARE(count.knowledge, tokenize(with[1].content[0].text) - tokenize(without[1].content[0].text));
    // The whole prompt with an image, by `generate`.
    const test::TempFolder folder;
    writeFileAtomic(folder / "x.png", encodePng({48, 48, 1, std::vector<std::uint8_t>(48 * 48, 100)}));
    const std::string image = "x.png";
    writeFileAtomic(folder / "p.json",
                    jsonPretty(chatToJson(renderPrompt(task, std::span(&image, 1), knowledgeText(task)))));
    const Json answer =
        engine({QStringLiteral("generate"), QStringLiteral("--policy"), place, QStringLiteral("--prompt"),
                QString::fromStdString((folder / "p.json").string()), QStringLiteral("--greedy"),
                QStringLiteral("--max-tokens"), QStringLiteral("1")},
               {});
    QCOMPARE(count.with(), answer.at("prompt_tokens").get<int>());
    QCOMPARE(count.image, answer.at("image_tokens").get<int>());
}

void KnowledgeWindowTest::a_task_goes_out_and_comes_back_the_same() {
    Desk desk;
    const Task before = desk.stored();
    const QString file = QString::fromStdString((desk.folder / "out.json").string());
    desk.page().exportFile(file);
    QTRY_VERIFY(QFile::exists(file));
    QTRY_COMPARE(readTask(desk.folder / "out.json"), before);
    desk.chooseClass(1);
    auto* definition = desk.open.find<QPlainTextEdit>("definition");
    definition->setFocus();
    definition->selectAll();
    QTest::keyClicks(definition, QStringLiteral("Other."));
    QTest::keyClick(definition, Qt::Key_Return);
    QTRY_COMPARE(desk.stored().classes[1].definition, std::string("Other."));
    desk.page().importFile(file);
    QTRY_COMPARE(desk.stored(), before);
    // A file that is none says why and where, and changes nothing.
    QFile broken(file);
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{\"format\":1,\"id\":\"x\",\"color\":1}");
    broken.close();
    desk.page().importFile(file);
    auto* problem = desk.open.find<QLabel>("knowledgeProblem");
    QTRY_VERIFY(problem->isVisible());
    QVERIFY2(problem->text().contains(QStringLiteral("out.json")), qPrintable(problem->text()));
    QCOMPARE(desk.stored(), before);
}

void KnowledgeWindowTest::a_new_task_is_made_with_the_keyboard() {
    Desk desk;
    withDialog(&desk.page(), [](QDialog& dialog) {
        QTest::keyClicks(dialog.findChild<QLineEdit*>(QStringLiteral("newTaskName")), QStringLiteral("Side"));
        QTest::keyClicks(dialog.findChild<QLineEdit*>(QStringLiteral("newTaskQuestion")),
                         QStringLiteral("Left or right?"));
        QVERIFY(!dialog.findChild<QPushButton*>(QStringLiteral("accept"))->isEnabled());
        auto* classes = dialog.findChild<QPlainTextEdit*>(QStringLiteral("newTaskClasses"));
        QTest::keyClicks(classes, QStringLiteral("left"));
        QTest::keyClick(classes, Qt::Key_Return);
        QTest::keyClicks(classes, QStringLiteral("right"));
        click(dialog, "accept");
    });
    QTest::keyClick(&desk.open.window(), Qt::Key_N, Qt::ControlModifier);
    QTRY_COMPARE(desk.page().model().task()->id, std::string("side"));
    const Task task = desk.stored("side");
    QCOMPARE(task.classes.size(), std::size_t{2});
    QCOMPARE(task.classes[1].name, std::string("right"));
    desk.undo();
    QTRY_VERIFY(desk.page().model().find("side") == nullptr);
}

void KnowledgeWindowTest::an_earlier_version_is_shown_and_restored() {
    Desk desk;
    desk.chooseClass(1);
    const Task before = desk.stored();
    auto* definition = desk.open.find<QPlainTextEdit>("definition");
    definition->setFocus();
    definition->selectAll();
    QTest::keyClicks(definition, QStringLiteral("One sign."));
    QTest::keyClick(definition, Qt::Key_Return);
    QTRY_COMPARE(desk.open.find<QLabel>("versionTag")->text(), QStringLiteral("Version 2"));
    auto* changes = desk.open.find<QTextEdit>("changes");
    desk.page().enter();
    QTRY_VERIFY(desk.open.find<QPushButton>("versions")->isEnabled());
    QTest::mouseClick(desk.open.find<QPushButton>("versions"), Qt::LeftButton);
    auto* menu = desk.open.find<QPushButton>("versions")->findChild<QMenu*>();
    QTRY_VERIFY(menu->isVisible());
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_VERIFY(changes->isVisible());
    QTRY_VERIFY(changes->toPlainText().startsWith(QStringLiteral("Mild: definition")));
    QVERIFY(changes->toPlainText().contains(QStringLiteral("sign.")));
    auto* restore = desk.open.find<QPushButton>("restoreVersion");
    QCOMPARE(restore->text(), QStringLiteral("Restore version 1"));
    QTest::mouseClick(restore, Qt::LeftButton);
    QTRY_COMPARE(desk.stored(), before);
    QTRY_COMPARE(desk.open.find<QLabel>("versionTag")->text(), QStringLiteral("Version 1"));
}

void KnowledgeWindowTest::every_control_has_a_name_a_tool_tip_and_a_place() {
    Desk desk(2, true);
    int count = 0;
    std::set<const QWidget*> reached;
    const QWidget* first = &desk.open.window();
    for (const QWidget* widget = first->nextInFocusChain(); widget != first;
         widget = widget->nextInFocusChain())
        reached.insert(widget);
    for (const QWidget* widget : desk.page().findChildren<QWidget*>()) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus)) continue;
        if (widget->objectName().startsWith(QStringLiteral("qt_"))) continue;
        ++count;
        const QString what = QStringLiteral("%1 %2").arg(
            QString::fromLatin1(widget->metaObject()->className()), widget->objectName());
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(what));
        QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(what));
        QVERIFY2(reached.contains(widget), qPrintable(what));
    }
    QVERIFY(count >= 20);
}

void KnowledgeWindowTest::nothing_is_clipped_in_the_smallest_window() {
    Desk desk(2, true);
    desk.open.window().resize(desk.open.window().minimumSize());
    QTest::qWait(50);
    QCOMPARE(desk.open.window().size(), desk.open.window().minimumSize());
    for (const QLabel* label : desk.page().findChildren<QLabel*>()) {
        if (!label->isVisible() || label->wordWrap() || label->text().isEmpty()) continue;
        QTRY_VERIFY2(label->width() >= label->minimumSizeHint().width(), qPrintable(label->text()));
    }
    for (const QPushButton* button : desk.page().findChildren<QPushButton*>())
        if (button->isVisible() && !button->text().isEmpty())
            QTRY_VERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
}
