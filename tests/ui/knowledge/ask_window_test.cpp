// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/annotations_table.h"
#include "tests/ui/knowledge/knowledge_window_test.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/annotate/ask_job.h"
#include "ui/annotate/ask_panel.h"
#include "ui/shell/status_bar.h"
#include "ui/studies/studies_page.h"
#include "ui/workspace/engine_program.h"

#include <QComboBox>
#include <QPushButton>
#include <QSettings>

using namespace vrft;
using namespace vrft::ui;

namespace {

namespace fs = std::filesystem;

// A window on phantoms with the policy that has learnt their severity, the task in view.
struct Asked {
    Asked()
        : made((make(), true))
        , open(folder / "ws") {
        QTRY_VERIFY_WITH_TIMEOUT(open.window().status().storedText().startsWith(QStringLiteral("All")),
                                 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(labels().image().has_value(), 30'000);
        auto* tasks = open.find<QComboBox>("tasks");
        tasks->setFocus();
        QTest::keyClick(tasks, Qt::Key_End);
        QTRY_COMPARE(labels().task()->id, std::string("severity"));
        QTRY_COMPARE(open.find<QComboBox>("askPolicy")->currentText(), QStringLiteral("severity-start"));
        QTRY_VERIFY(panel().askAction()->isEnabled());
    }
    void make() {
        test::makeWorkspace(folder / "ws", 2);
        const fs::path policy = fs::path(VRFT_SOURCE_DIR) / "resources" / "policies" / "severity-start";
        fs::create_directories(folder / "ws" / "policies");
        fs::copy(policy, folder / "ws" / "policies" / "severity-start", fs::copy_options::recursive);
    }
    LabelModel& labels() { return open.window().studies().labels(); }
    AskPanel& panel() { return *open.window().findChild<AskPanel*>(); }
    std::size_t countStored() {
        std::size_t count = 0;
        open.window().workspace().withWorkspace(
            [&](Workspace& workspace) { count = workspace.annotations().ofTask("severity").size(); });
        return count;
    }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(&open.window(), Qt::Key(key), modifiers);
    }

    test::TempFolder folder;
    bool made;
    test::OpenWindow open;
};

} // namespace

void AskWindowTest::init() {
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
}

void AskWindowTest::a_suggestion_is_asked_for_shown_and_accepted() {
    if (!fs::exists(engineProgram())) QSKIP("vrftaug-engine isn't there");
    Asked asked;
    asked.key(Qt::Key_Q);
    QVERIFY(asked.open.find<QPushButton>("askCancel")->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(asked.panel().suggestion() != nullptr, 60'000);
    const Suggestion suggestion = *asked.panel().suggestion();
    QVERIFY2(suggestion.valid, qPrintable(suggestion.problem));
    QVERIFY(suggestion.grade.has_value() && suggestion.label.has_value());
    QTRY_VERIFY(asked.open.find<QLabel>("suggestedAnswer")->isVisible());
    QVERIFY(
        asked.open.find<QLabel>("suggestedAnswer")->text().startsWith(QString::number(*suggestion.grade)));
    QVERIFY(!asked.open.find<QLabel>("suggestedThink")->text().isEmpty());
    // It counts nowhere.
    QCOMPARE(asked.countStored(), std::size_t{0});
    QVERIFY(asked.labels().own() == nullptr);
    QVERIFY(asked.labels().label(*asked.labels().image()).isEmpty());

    asked.key(Qt::Key_Q, Qt::ShiftModifier);
    QTRY_COMPARE(asked.countStored(), std::size_t{1});
    asked.open.window().workspace().withWorkspace([&](Workspace& workspace) {
        const Annotation stored = workspace.annotations().ofTask("severity").front().annotation;
        QCOMPARE(stored.grade, suggestion.grade);
        QCOMPARE(stored.label, suggestion.label);
        QCOMPARE(stored.reader, std::string("M. Sato"));
        QVERIFY(!stored.reasoning.has_value());
    });
    QVERIFY(asked.panel().suggestion() == nullptr);
    QTRY_VERIFY(asked.open.find<QPushButton>("undo")->text().startsWith(
        QStringLiteral("Undo: Accept the suggestion of severity-start")));
    asked.key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(asked.countStored(), std::size_t{0});
}

void AskWindowTest::a_missing_engine_is_said_in_words() {
    const QByteArray before = qgetenv("VRFT_ENGINE_PROGRAM");
    qputenv("VRFT_ENGINE_PROGRAM", "/nowhere/vrftaug-engine");
    Asked asked;
    QTest::mouseClick(asked.open.find<QPushButton>("askButton"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(
        asked.open.find<QLabel>("askStatus")->text().contains(QStringLiteral("/nowhere/vrftaug-engine")),
        30'000);
    QVERIFY(asked.panel().askAction()->isEnabled()); // it can be tried again
    QVERIFY(asked.panel().suggestion() == nullptr);
    if (before.isEmpty())
        qunsetenv("VRFT_ENGINE_PROGRAM");
    else
        qputenv("VRFT_ENGINE_PROGRAM", before);
}

void AskWindowTest::an_answer_nobody_can_use_says_why() {
    Question question;
    question.task = readTask(fs::path(VRFT_SOURCE_DIR) / "resources" / "knowledge" / "severity.json");
    question.policy.name = QStringLiteral("p");
    const auto read = [&](const std::string& text) {
        return readSuggestion(question, text, false, {48, 48}, {48, 48});
    };
    const Suggestion good = read("<think>small</think><answer>2</answer>");
    QVERIFY(good.valid);
    QCOMPARE(good.label, std::optional<std::string>("moderate"));
    const Suggestion outside = read("<think>small</think><answer>7</answer>");
    QVERIFY(!outside.valid && !outside.problem.isEmpty());
    const Suggestion none = read("I <b>don't</b> know");
    QVERIFY(!none.valid && none.problem.contains(QStringLiteral("no answer element")));
    question.task = readTask(fs::path(VRFT_SOURCE_DIR) / "resources" / "knowledge" / "lesion.json");
    const Suggestion box = read("<think>t</think><answer>[10, 10, 60, 30]</answer>");
    QVERIFY(box.valid);
    QVERIFY((box.boxes == std::vector<Box>{{10, 10, 48, 30}})); // what lies outside can't be a label
    const Suggestion far = read("<think>t</think><answer>[100, 100, 120, 130]</answer>");
    QVERIFY(!far.valid && !far.problem.isEmpty());
}
