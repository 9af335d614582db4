// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/files.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/run_folder.h"
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

// A run as an engine leaves it, for `task`; it has finished where it has a best step.
void addRun(const fs::path& workspace, const std::string& id, const std::string& task,
            std::optional<int> best) {
    const fs::path folder = workspace / "runs" / id;
    const fs::path dataset = workspace / "datasets" / task;
    fs::create_directories(dataset);
    fs::copy_file(fs::path(VRFT_SOURCE_DIR) / "resources" / "knowledge" / (task + ".json"),
                  dataset / "task.json", fs::copy_options::overwrite_existing);
    RunInfo info;
    info.id = id;
    info.name = id;
    info.recipe = presetRecipe("rft", {TaskKind::Grading, false, false, 20, 1});
    info.knowledge = {"v1", "what is known"};
    info.promptTemplate = "the template";
    info.datasets["main"] = {"d1", relativeToRun(folder, dataset)};
    info.policy = {"p1", relativeToRun(folder, workspace / "policies" / "severity-start"), 340000};
    info.versions = {"0.1.0", "c0ffee", "1.13.0", "openblas"};
    info.machine = {"a cpu", 1, "cpu"};
    info.created = 1767323045;
    createRun(folder, info);
    if (!best) return;
    writeBest(folder, {*best, 0.5});
    writeFileAtomic(RunPaths{folder}.finalEvaluation(), "{}");
}

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

void AskWindowTest::the_policy_tuned_last_for_the_task_is_asked() {
    Asked asked;
    const fs::path workspace = asked.folder / "ws";
    auto* policies = asked.open.find<QComboBox>("askPolicy");
    auto* tasks = asked.open.find<QComboBox>("tasks");
    const auto status = [&] { return asked.open.find<QLabel>("askStatus")->text(); };
    const auto comeBack = [&] { // the list is read again
        asked.open.window().goTo({WorkplaceKind::Knowledge, {}});
        asked.open.window().goTo({WorkplaceKind::Studies, {}});
    };
    const auto choose = [](QComboBox* box, int key) {
        box->setFocus();
        QTest::keyClick(box, Qt::Key(key));
    };
    QVERIFY(status().startsWith(QStringLiteral("The start policy of this task")));
    fs::copy(workspace / "policies" / "severity-start", workspace / "policies" / "base",
             fs::copy_options::recursive);
    addRun(workspace, "20260102-030405-first", "severity", 20);
    addRun(workspace, "20260103-030405-second", "severity", 10);
    addRun(workspace, "20260104-030405-other", "malignancy", 30);
    addRun(workspace, "20260105-030405-unfinished", "severity", {});
    comeBack();
    QTRY_VERIFY(policies->currentText().startsWith(QStringLiteral("second · ")));
    QCOMPARE(policies->count(), 5);
    QVERIFY(status().startsWith(QStringLiteral("Tuned last for this task: run of 2026-01-0")));
    QVERIFY(status().endsWith(QStringLiteral(", best at step 10.")));
    // Another task has its own; one that nobody tuned for is asked of the first.
    choose(tasks, Qt::Key_Up);
    QTRY_COMPARE(asked.labels().task()->id, std::string("malignancy"));
    QVERIFY(policies->currentText().startsWith(QStringLiteral("other · ")));
    choose(tasks, Qt::Key_Up);
    QTRY_COMPARE(asked.labels().task()->id, std::string("lesion"));
    QCOMPARE(policies->currentText(), QStringLiteral("base"));
    QVERIFY(status().contains(QStringLiteral("the first one is asked")));
    choose(tasks, Qt::Key_End);
    QTRY_VERIFY(policies->currentText().startsWith(QStringLiteral("second · ")));
    // What a hand chooses stays, also after a restart, until a newer run has finished.
    choose(policies, Qt::Key_Home);
    QTRY_COMPARE(policies->currentText(), QStringLiteral("base"));
    comeBack();
    QTest::qWait(200);
    QCOMPARE(policies->currentText(), QStringLiteral("base"));
    asked.open.restart();
    policies = asked.open.find<QComboBox>("askPolicy");
    tasks = asked.open.find<QComboBox>("tasks");
    QTRY_VERIFY_WITH_TIMEOUT(asked.labels().image().has_value(), 30'000);
    choose(tasks, Qt::Key_End);
    QTRY_COMPARE(policies->count(), 5);
    QTRY_COMPARE(policies->currentText(), QStringLiteral("base"));
    addRun(workspace, "20260106-030405-third", "severity", 5);
    comeBack();
    QTRY_VERIFY(policies->currentText().startsWith(QStringLiteral("third · ")));
}
