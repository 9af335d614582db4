// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The view of a new run, clicked and typed in, with an engine that says what the test wants.
#include "tests/ui/runs/new_run_test.h"

#include "core/files.h"
#include "core/json.h"
#include "core/run/queue.h"
#include "core/store/journal.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "tests/ui/runs/new_run_world.h"
#include "ui/runs/policy_dialog.h"
#include "ui/runs/recipe_dialog.h"
#include "ui/runs/rewards_dialog.h"
#include "ui/runs/save_recipe_dialog.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/switch.h"
#include "ui/widgets/text.h"
#include "ui/workspace/engine_program.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QTreeView>
#include <fstream>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::inDialog;
namespace fs = std::filesystem;

NewRunTest::NewRunTest() = default;
NewRunTest::~NewRunTest() = default;

namespace {

QString anImage(const fs::path& workspace) {
    for (const auto& entry : fs::recursive_directory_iterator(workspace / "datasets"))
        if (entry.path().extension() == ".png") return qs(entry.path().string());
    return {};
}

} // namespace

void NewRunTest::initTestCase() {
    setEngineThreads(1); // beside other work threads wait for each other: two take ten times as long
    world_ = std::make_unique<vrft::test::NewRunWorld>();
}

void NewRunTest::init() {
    world_->engine.says("{}\n");
    world_->open();
}

void NewRunTest::cleanup() {
    world_->close();
}

void NewRunTest::theNewestDatasetAndItsOwnPolicyAreChosen() {
    const LaunchModel& model = world_->view->model();
    QCOMPARE(model.task()->id, std::string("severity")); // frozen together with the others, and first
    QCOMPARE(model.policy()->name, std::string("severity-start"));
    QVERIFY(world_->says(QStringLiteral("No patient in two splits")));
    QVERIFY(world_->says(QStringLiteral("train · ")));
    QVERIFY(world_->says(QStringLiteral("Complete, ")));
    QVERIFY(world_->says(QStringLiteral("image tokens per picture of 48 × 48")));
    QVERIFY(world_->says(QStringLiteral("Boxes from "))); // vrft-aug localises first where it can
    QCOMPARE(world_->verdict(), QStringLiteral("Ready to start"));
    QVERIFY(world_->find("verdictText")->text().contains(QStringLiteral("Nothing was tried yet")));
    QVERIFY(world_->find<QPushButton>("startRun")->isEnabled());
}

void NewRunTest::numbersAreTypedWithTheirBounds() {
    world_->type("runSteps", QStringLiteral("50"));
    QCOMPARE(world_->view->model().recipe()->stages.back().steps, 50);
    QCOMPARE(world_->view->model().recipe()->totalSteps(), 70); // 20 on boxes first
    QVERIFY(world_->find("runBudget")->text().startsWith(QStringLiteral("4,480 answers in all.")));
    world_->type("runSteps", QStringLiteral("0"));
    QCOMPARE(world_->view->model().recipe()->stages.back().steps, 50);
    QVERIFY(world_->says(QStringLiteral("Between 1 and")));
    QVERIFY(world_->find("verdict")->text().contains(QStringLiteral("Steps, between 1 and")));
    QVERIFY(!world_->find<QPushButton>("startRun")->isEnabled());
    world_->type("runSteps", QStringLiteral("60"));
    QVERIFY(world_->find<QPushButton>("startRun")->isEnabled());
    QVERIFY(!world_->says(QStringLiteral("Between 1 and")));
    world_->type("runRate", QStringLiteral("1e-4"));
    QCOMPARE(world_->view->model().recipe()->optimiser.lr, 1e-4);
    world_->click("runSupervised");
    QVERIFY(world_->view->model().recipe()->stages.back().method == Method::Sft);
    QVERIFY(world_->find("runBudget")->text().contains(QStringLiteral("imitated")));
}

void NewRunTest::aSwitchChangesRewardsAndPreset() {
    const auto presetShown = [this] { return world_->find<Combo>("runPreset")->currentText(); };
    QVERIFY(presetShown().startsWith(QStringLiteral("VRFT-Aug")));
    QTRY_VERIFY(world_->find<QLineEdit>("weight_recitation")->isVisible());
    QVERIFY(world_->find("rewardRange")->text().startsWith(QStringLiteral("Highest possible reward 1.5.")));
    world_->click("partRecitation");
    QVERIFY(world_->view->findChild<QLineEdit*>(QStringLiteral("weight_recitation")) == nullptr);
    QVERIFY(world_->says(QStringLiteral("changed")));
    world_->type("weight_format", QStringLiteral("0.25"));
    QTRY_VERIFY(world_->find("rewardRange")->text().contains(QStringLiteral("earns 0.25")));
    world_->choose("runPreset", QStringLiteral("Plain reinforcement")); // a preset is taken whole
    QCOMPARE(world_->view->model().recipe()->stages.size(), std::size_t{1});
    QCOMPARE(world_->find<QLineEdit>("weight_format")->text(), QStringLiteral("0.5"));
    QVERIFY(!world_->find<Switch>("partKnowledge")->isChecked());
}

void NewRunTest::anotherTaskSaysWhatDoesNotApply() {
    world_->choose("runDataset", QStringLiteral("Benign or malignant"));
    LaunchModel& model = world_->view->model();
    QCOMPARE(model.task()->id, std::string("malignancy"));
    QCOMPARE(model.policy()->name, std::string("malignancy-start"));
    QVERIFY(!world_->find<Switch>("partFuzzy")->isEnabled());
    QVERIFY(world_->says(QStringLiteral("This task has no grades.")));
    world_->choose("runDataset", QStringLiteral("Severity of"));
    QVERIFY(world_->find<Switch>("partFuzzy")->isEnabled());
    QVERIFY(world_->find<Switch>("partFuzzy")->isChecked());
}

void NewRunTest::allSettingsAreEditedAsText() {
    inDialog<RecipeDialog>([](RecipeDialog* dialog) {
        auto* text = dialog->findChild<QPlainTextEdit*>(QStringLiteral("recipeText"));
        auto* take = dialog->findChild<QPushButton*>(QStringLiteral("recipeTake"));
        auto* trouble = dialog->findChild<QLabel*>(QStringLiteral("recipeTrouble"));
        QVERIFY(take->isEnabled());
        text->selectAll();
        QTest::keyClicks(text, QStringLiteral("{\"format\":1,\"preset\":\"rft\",\"objective\":{\"kl\":-1}}"));
        QVERIFY(!take->isEnabled());
        QVERIFY2(trouble->text().contains(QStringLiteral("kl")), qPrintable(trouble->text()));
        text->selectAll();
        QTest::keyClicks(text,
                         QStringLiteral("{\"format\":1,\"preset\":\"rft\",\"objective\":{\"kl\":0.33}}"));
        QVERIFY(take->isEnabled());
        QTest::mouseClick(take, Qt::LeftButton);
    });
    world_->click("allSettings");
    QCOMPARE(world_->view->model().recipe()->objective.kl, 0.33);
    QCOMPARE(world_->find<QLineEdit>("runKl")->text(), QStringLiteral("0.33"));
    QVERIFY(!world_->find<Switch>("partKnowledge")->isChecked());
}

void NewRunTest::rewardsAreEditedAndTaken() {
    world_->choose("runDataset", QStringLiteral("Severity of"));
    world_->choose("runPreset", QStringLiteral("VRFT-Aug"));
    inDialog<RewardsDialog>([](RewardsDialog* dialog) {
        auto* weight = dialog->findChild<QLineEdit*>(QStringLiteral("edit_weight_fuzzy_grade"));
        weight->selectAll();
        QTest::keyClicks(weight, QStringLiteral("1.5"));
        QTest::keyClick(weight, Qt::Key_Return);
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("remove_recitation")),
                          Qt::LeftButton);
        auto* take = dialog->findChild<QPushButton*>(QStringLiteral("takeRewards"));
        QTRY_VERIFY(take->isEnabled());
        QTest::mouseClick(take, Qt::LeftButton);
    });
    world_->click("editRewards");
    QCOMPARE(world_->view->model().recipe()->stages.back().rewards.size(), std::size_t(2));
    QVERIFY(!world_->find<Switch>("partRecitation")->isChecked());
    QCOMPARE(world_->find<QLineEdit>("weight_fuzzy_grade")->text(), QStringLiteral("1.5"));
}

void NewRunTest::aRecipeIsSavedChosenAgainAndTakenOut() {
    world_->type("runKl", QStringLiteral("0.27"));
    world_->type("runSteps", QStringLiteral("77"));
    const Json wanted = recipeToJson(*world_->view->model().recipe());
    inDialog<SaveRecipeDialog>([](SaveRecipeDialog* dialog) {
        auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("recipeName"));
        auto* keep = dialog->findChild<QPushButton*>(QStringLiteral("keepRecipe"));
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("a/b"));
        QVERIFY(!keep->isEnabled());
        QVERIFY(!dialog->findChild<QLabel*>(QStringLiteral("recipeNameTrouble"))->text().isEmpty());
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("Mild KL"));
        QTest::mouseClick(keep, Qt::LeftButton);
    });
    world_->click("saveRecipe");
    const fs::path file = world_->ws() / "recipes" / "Mild KL.json";
    QTRY_VERIFY(fs::exists(file));
    QCOMPARE(canonicalJson(readJsonFile(file)), canonicalJson(wanted));
    auto* preset = world_->find<Combo>("runPreset");
    QTRY_COMPARE(preset->currentText(), QStringLiteral("Mild KL"));

    world_->choose("runPreset", QStringLiteral("Plain"));
    world_->type("runKl", QStringLiteral("0.01"));
    QVERIFY(preset->currentText() != QStringLiteral("Mild KL"));
    world_->choose("runPreset", QStringLiteral("Mild KL"));
    QCOMPARE(canonicalJson(recipeToJson(*world_->view->model().recipe())), canonicalJson(wanted));
    QCOMPARE(world_->find<QLineEdit>("runKl")->text(), QStringLiteral("0.27"));

    // A broken one stands there and says why.
    std::ofstream(world_->ws() / "recipes" / "broken.json") << "{\"format\":1,\"nonsense\":2}";
    world_->view->refresh();
    QTRY_VERIFY(preset->findText(QStringLiteral("broken")) >= 0);
    auto* items = qobject_cast<QStandardItemModel*>(preset->model());
    const QStandardItem* broken = items->item(preset->findText(QStringLiteral("broken")));
    QVERIFY(!broken->isEnabled());
    QVERIFY(broken->toolTip().contains(QStringLiteral("nonsense")));

    for (const QString& name : {QStringLiteral("broken"), QStringLiteral("Mild KL")}) {
        inDialog<SaveRecipeDialog>([name](SaveRecipeDialog* dialog) {
            auto* list = dialog->findChild<QListWidget*>(QStringLiteral("savedRecipes"));
            const auto found = list->findItems(name, Qt::MatchExactly);
            QCOMPARE(found.size(), 1);
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(found[0]).center());
            QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("removeRecipe")),
                              Qt::LeftButton);
            QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("closeRecipes")),
                              Qt::LeftButton);
        });
        world_->click("saveRecipe");
        QTRY_VERIFY(preset->findText(name) < 0);
    }
    QVERIFY(!fs::exists(file));
    QVERIFY(!fs::is_empty(world_->ws() / "trash"));
}

void NewRunTest::todaysKnowledgeGoesWithTheRun() {
    world_->choose("runDataset", QStringLiteral("Severity of"));
    QVERIFY(!world_->find<Combo>("knowledgeVersion")->isVisible()); // one version: nothing to choose
    world_->thread->withWorkspace([](Workspace& workspace) {
        Task task = workspace.tasks().require("severity");
        task.classes.front().definition += " Seen by every reader.";
        workspace.tasks().put(task, "Definition changed");
    });
    world_->view->refresh();
    QTRY_VERIFY(world_->find<Combo>("knowledgeVersion")->isVisible());
    world_->choose("knowledgeVersion", QStringLiteral("Version 2"));
    QSignalSpy started(world_->view.get(), &NewRunView::started);
    world_->click("startRun");
    QTRY_COMPARE(started.size(), 1);
    const Task given = readTask(world_->engine.file("knowledge.json"));
    QVERIFY(given.classes.front().definition.ends_with("Seen by every reader."));
}

void NewRunTest::aClassRenamedAfterFreezingIsTold() {
    world_->choose("runDataset", QStringLiteral("Severity of"));
    QVERIFY(!world_->find("renamedClasses")->isVisible());
    world_->thread->withWorkspace([](Workspace& workspace) {
        Task task = workspace.tasks().require("severity");
        task.classes[2].name = "halfway";
        workspace.tasks().put(task, "Name of a class");
    });
    world_->view->refresh();
    QTRY_VERIFY(world_->find("renamedClasses")->isVisible());
    QVERIFY(world_->find("renamedClasses")->text().contains(QStringLiteral("is “halfway” today")));
    auto* versions = world_->find<Combo>("knowledgeVersion");
    QTRY_VERIFY(versions->isVisible());
    versions->setFocus();
    QTest::keyClick(versions, versions->currentIndex() == 0 ? Qt::Key_Down : Qt::Key_Up);
    // With the knowledge of today the run learns the names of today.
    QTRY_COMPARE(world_->find("renamedClasses")->isVisible(), !world_->view->model().presentKnowledge());
    world_->thread->withWorkspace([](Workspace& workspace) { workspace.journal().undo(); });
}

void NewRunTest::aDryRunShowsAnswersReasonsMemoryAndDisk() {
    world_->engine.says(vrft::test::dryRunLines(utf8(anImage(world_->ws()))));
    world_->click("dryRun");
    QTRY_COMPARE(world_->find<QPushButton>("dryRun")->text(), QStringLiteral("Run again"));
    QVERIFY(world_->says(QStringLiteral("The reference answer earns the highest reward")));
    QVERIFY(world_->says(QStringLiteral("1.5 of 1.5 on 196 images")));
    QVERIFY(world_->says(QStringLiteral("36 image tokens")));
    QVERIFY(world_->says(QStringLiteral("1 of 8 images gave equal rewards")));
    auto* answers = world_->find<QTreeView>("dryRunAnswers");
    QCOMPARE(answers->model()->rowCount(), 2);
    QVERIFY(answers->model()->index(0, 3).data().toString().contains(
        QStringLiteral("Format 0.5: think and answer")));
    // A model's markup and control characters stay text.
    QCOMPARE(world_->find("dryRunThink")->text(), QStringLiteral("<b>margin</b> is \u2401smooth"));
    QCOMPARE(world_->find("dryRunThink")->textFormat(), Qt::PlainText);
    world_->click("nextAnswer");
    QCOMPARE(world_->find("dryRunThink")->text(), QStringLiteral("shape is oval"));
    answers->setFocus();
    QTest::keyClick(answers, Qt::Key_Down);
    QVERIFY(world_->says(QStringLiteral("Sample s000020 · answer 1 of 2")));
    world_->click("showEqual");
    QCOMPARE(answers->model()->rowCount(), 1);
    QVERIFY(world_->says(QStringLiteral("Fits, with 7.1 GB to spare. 5 MB of disk needed, 1 GB free.")));
    QCOMPARE(world_->verdict(), QStringLiteral("Ready to start"));
    QVERIFY(world_->find("verdictText")->text().contains(QStringLiteral("3 min")) ||
            world_->find("verdictText")->text().contains(QStringLiteral("150 s")));
    // The recipe it was given is the one on screen.
    const Json given = readJsonFile(world_->engine.file("recipe.json"));
    QVERIFY(given == recipeToJson(*world_->view->model().recipe()));
    world_->type("runSteps", QStringLiteral("31"));
    QVERIFY(world_->find("dryRunWords")->text().contains(QStringLiteral("changed since")));
    QVERIFY(world_->find("verdictText")->text().contains(QStringLiteral("Changed since")));
}

// As a change of language does it.
void NewRunTest::aDryRunComesAlongIntoAnotherView() {
    world_->engine.says(vrft::test::dryRunLines(utf8(anImage(world_->ws()))));
    world_->type("runSteps", QStringLiteral("30"));
    world_->click("dryRun");
    QTRY_COMPARE(world_->find<QPushButton>("dryRun")->text(), QStringLiteral("Run again"));
    QCOMPARE(world_->verdict(), QStringLiteral("Ready to start"));
    const QString words = world_->find("verdictText")->text();
    const NewRunState state = world_->view->state();
    world_->view = std::make_unique<NewRunView>(*world_->thread);
    world_->view->resize(1500, 1000);
    world_->view->beginWith(state);
    world_->view->show();
    QTRY_VERIFY(world_->view->model().dataset() != nullptr);
    QTRY_COMPARE(world_->find("verdictText")->text(), words);
    QCOMPARE(world_->find<QTreeView>("dryRunAnswers")->model()->rowCount(), 2);
    QVERIFY(world_->says(QStringLiteral("The reference answer earns the highest reward")));
    QCOMPARE(world_->find<QPushButton>("dryRun")->text(), QStringLiteral("Run again"));
    world_->type("runSteps", QStringLiteral("31")); // and speaks of what it was done with alone
    QVERIFY(world_->find("dryRunWords")->text().contains(QStringLiteral("changed since")));
}

void NewRunTest::aDryRunIsStoppedAndAFailedOneSaysWhy() {
    world_->engine.says(R"({"part":"progress","text":"Checking","done":64,"of":196})"
                        "\n",
                        0, true);
    world_->click("dryRun");
    QTRY_COMPARE(world_->find("dryRunDoing")->text(), QStringLiteral("Checking: 64 of 196"));
    QCOMPARE(world_->find<QPushButton>("dryRun")->text(), QStringLiteral("Stop"));
    world_->click("dryRun");
    QTRY_VERIFY(world_->find("dryRunWords")->text().startsWith(QStringLiteral("Stopped.")));

    world_->engine.says(
        R"({"part":"gold","gold":[{"stage":"main","samples":196,"full":180,"highest":1.5,"worst":0.5,"worst_sample":"s1","first":{"sample":"s1","text":"x","reason":"accuracy: no answer"}}]})"
        "\n"
        R"({"error":{"code":"Mismatch","what":"the reference answer can't earn the highest reward","where":"D","next":"Change it"}})"
        "\n",
        1);
    world_->click("dryRun");
    QTRY_VERIFY(world_->find("dryRunWords")->text().contains(QStringLiteral("can't earn")));
    QVERIFY(world_->says(QStringLiteral("sample s1, accuracy: no answer")));
    QVERIFY(!world_->find<QPushButton>("startRun")->isEnabled());
    world_->type("runSteps", QStringLiteral("33")); // another run: it may be tried or started
    QVERIFY(world_->find<QPushButton>("startRun")->isEnabled());
}

void NewRunTest::aDryRunSaysWhatTheDatasetIs() {
    world_->engine.says(vrft::test::dryRunLines(utf8(anImage(world_->ws()))));
    world_->click("dryRun");
    QTRY_COMPARE(world_->verdict(), QStringLiteral("Ready to start"));
    QVERIFY(world_->says(QStringLiteral("benign 120, malignant 76. Always benign would be right at 61 %.")));
    QVERIFY(world_->says(QStringLiteral("Labels go with what the policy sees")));
    QVERIFY(world_->says(QStringLiteral("0.71, by chance 0.52 (p 0.001) on 196 images")));
    QVERIFY(world_->says(QStringLiteral("The longest sample is s000123")));

    // Shuffled labels and a class that isn't there, by keys this time.
    world_->engine.says(
        R"({"part":"balance","balance":[{"stage":"main","classes":[{"class":"benign","train":9,"val":2,"test":2},{"class":"malignant","train":3,"val":0,"test":1}],"commonest":"benign","share":0.75,"missing":[{"class":"malignant","split":"val"}],"few":["malignant"]}]})"
        "\n"
        R"({"part":"labels","labels":[{"stage":"main","samples":12,"neighbours":10,"agreement":0.5,"by_chance":0.52,"p":0.61,"shuffled":true}]})"
        "\n"
        R"({"gold":[{"stage":"main","samples":12,"full":12,"highest":1.5,"worst":1.5,"worst_sample":"s1","first":null}],"labels":[{"stage":"main","samples":12,"neighbours":10,"agreement":0.5,"by_chance":0.52,"p":0.61,"shuffled":true}],"took_s":1})"
        "\n");
    auto* again = world_->find<QPushButton>("dryRun");
    again->setFocus();
    QTest::keyClick(again, Qt::Key_Space);
    QTRY_COMPARE(world_->verdict(), QStringLiteral("Labels look shuffled"));
    QVERIFY(world_->says(QStringLiteral("Labels look shuffled: images that look alike")));
    QVERIFY(world_->find<QPushButton>("startRun")->isEnabled());
}

void NewRunTest::startMakesTheRunAndHandsItToTheQueue() {
    QSignalSpy started(world_->view.get(), &NewRunView::started);
    world_->type("runName", QStringLiteral("First try / one"));
    world_->type("runSteps", QStringLiteral("20"));
    world_->click("startRun");
    QTRY_COMPARE(started.size(), 1);
    const fs::path run = world_->ws() / "runs" / utf8(started.front().front().toString());
    QVERIFY(run.filename().string().ends_with("-First-try---one"));
    const Json given = readJsonFile(run / "recipe-given.json");
    QCOMPARE(given.at("stages").back().at("steps").get<int>(), 20);
    const auto queued = readQueue(world_->ws() / "runs" / "queue.json").runs;
    QVERIFY(std::find(queued.begin(), queued.end(), run.filename().string()) != queued.end());
    QTRY_VERIFY(fs::exists(world_->engine.file("queue.json"))); // an engine works it off
}

void NewRunTest::noEngineAndADyingEngineAreSaid() {
    world_->engine.says("", 1);
    world_->click("startRun");
    QTRY_COMPARE(world_->verdict(), QStringLiteral("The run couldn’t be made"));
    QVERIFY(world_->find("verdictText")->text().contains(QStringLiteral("ended without saying why")));
    QVERIFY(world_->find<QPushButton>("startRun")->isEnabled());

    qputenv("VRFT_ENGINE_PROGRAM", "/nowhere/vrftaug-engine");
    world_->view->refresh();
    QTRY_VERIFY(world_->verdict().contains(QStringLiteral("/nowhere/vrftaug-engine")));
    QVERIFY(!world_->find<QPushButton>("startRun")->isEnabled());
    QVERIFY(!world_->find<QPushButton>("dryRun")->isEnabled());
    world_->type("runSteps", QStringLiteral("44")); // the rest stays usable
    QCOMPARE(world_->view->model().recipe()->stages.back().steps, 44);
}

void NewRunTest::aDiskTooSmallKeepsItFromStarting() {
    world_->engine.says(vrft::test::dryRunLines(utf8(anImage(world_->ws())), 2e9));
    world_->click("dryRun");
    QTRY_VERIFY(
        world_->verdict().startsWith(QStringLiteral("The disk is too small: 2 GB needed, 1 GB free.")));
    QVERIFY(!world_->find<QPushButton>("startRun")->isEnabled());
}

void NewRunTest::aPolicyIsLinkedTakenOutAndMissedInWords() {
    const fs::path elsewhere = world_->folder / "elsewhere";
    fs::create_directories(elsewhere);
    fs::copy(world_->ws() / "policies/base", elsewhere / "tiny", fs::copy_options::recursive);
    inDialog<PolicyDialog>([&](PolicyDialog* dialog) {
        auto* place = dialog->findChild<QLineEdit*>(QStringLiteral("policyPlace"));
        auto* found = dialog->findChild<QLabel*>(QStringLiteral("policyFound"));
        auto* add = dialog->findChild<QPushButton*>(QStringLiteral("policyAdd"));
        QTest::keyClicks(place, qs(elsewhere.string()));
        QTRY_VERIFY(found->text().contains(QStringLiteral("config.json is missing")));
        QVERIFY(!add->isEnabled());
        QTest::keyClicks(place, QStringLiteral("/tiny"));
        QTRY_VERIFY(found->text().startsWith(QStringLiteral("Complete: ")));
        QTRY_VERIFY(add->isEnabled());
        QTest::mouseClick(add, Qt::LeftButton);
    });
    world_->click("addPolicy");
    QTRY_COMPARE(qs(world_->view->model().policy() == nullptr ? "" : world_->view->model().policy()->name),
                 QStringLiteral("tiny"));
    QVERIFY(fs::exists(world_->ws() / "policies/tiny.link.json"));
    QVERIFY(!fs::exists(world_->ws() / "policies/tiny"));

    fs::rename(elsewhere / "tiny", elsewhere / "moved");
    world_->view->refresh();
    QTRY_VERIFY(world_->verdict().contains(QStringLiteral("isn't there")));
    QVERIFY(!world_->find<QPushButton>("startRun")->isEnabled());

    world_->click("removePolicy");
    QTRY_VERIFY(!fs::exists(world_->ws() / "policies/tiny.link.json"));
    QTRY_COMPARE(world_->verdict(), QStringLiteral("Ready to start"));
    QVERIFY(fs::exists(elsewhere / "moved/config.json"));
}

void NewRunTest::aPolicyThatCameWithTheProgramIsCopied() {
    inDialog<PolicyDialog>([&](PolicyDialog* dialog) {
        auto* bundled = dialog->findChild<QPushButton*>(QStringLiteral("bundled-malignancy-start"));
        auto* add = dialog->findChild<QPushButton*>(QStringLiteral("policyAdd"));
        QVERIFY(bundled != nullptr && bundled->isVisible());
        QTest::mouseClick(bundled, Qt::LeftButton);
        QTRY_VERIFY(add->isEnabled());
        auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("policyName"));
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("first-start"));
        QTest::mouseClick(add, Qt::LeftButton);
    });
    world_->click("addPolicy");
    QTRY_COMPARE(qs(world_->view->model().policy() == nullptr ? "" : world_->view->model().policy()->name),
                 QStringLiteral("first-start"));
    QVERIFY(fs::exists(world_->ws() / "policies/first-start/model.safetensors"));
    QVERIFY(!fs::exists(world_->ws() / "policies/first-start.link.json"));
}

void NewRunTest::aDatasetWhoseFolderIsGoneIsSaid() {
    const fs::path folder = world_->view->model().dataset()->folder;
    fs::rename(folder, folder.string() + "-away");
    world_->view->refresh();
    QTRY_VERIFY(world_->verdict().startsWith(QStringLiteral("The dataset can’t be used")));
    QVERIFY(!world_->find<QPushButton>("startRun")->isEnabled());
    fs::rename(folder.string() + "-away", folder);
    world_->view->refresh();
    QTRY_COMPARE(world_->verdict(), QStringLiteral("Ready to start"));
}

void NewRunTest::inANarrowWindowDataAndStrategyAreStacked() {
    const auto left = [this](const char* name) {
        return world_->find<QWidget>(name)->mapTo(world_->view.get(), QPoint(0, 0));
    };
    QVERIFY(left("partKnowledge").x() > left("runName").x() + 200);
    world_->view->resize(1000, 700);
    QTRY_VERIFY(left("partKnowledge").x() < left("runName").x() + 200);
    QVERIFY(left("partKnowledge").y() > left("runSeed").y());
    world_->view->resize(1500, 1000);
    QTRY_VERIFY(left("partKnowledge").x() > left("runName").x() + 200);
}

void NewRunTest::theRealEngineTriesAndMakesTheRun() {
    const fs::path engine = fs::path(VRFT_BIN_DIR) / "vrftaug-engine";
    if (!fs::exists(engine)) QSKIP("the engine isn't built");
    qputenv("VRFT_ENGINE_PROGRAM", QByteArray::fromStdString(engine.string()));
    world_->view->refresh();
    world_->choose("runDataset", QStringLiteral("Severity of"));
    world_->choose("runPreset", QStringLiteral("Fuzzy grades"));
    world_->type("runSteps", QStringLiteral("2"));
    world_->type("runAnswers", QStringLiteral("4"));
    QTRY_VERIFY(world_->find<QPushButton>("dryRun")->isEnabled());
    world_->click("dryRun");
    QTRY_COMPARE_WITH_TIMEOUT(world_->find<QPushButton>("dryRun")->text(), QStringLiteral("Run again"),
                              120'000);
    QVERIFY2(world_->says(QStringLiteral("The reference answer earns the highest reward")),
             qPrintable(world_->find("dryRunWords")->text()));
    QCOMPARE(world_->find<QTreeView>("dryRunAnswers")->model()->rowCount(), 8);
    QVERIFY(world_->says(QStringLiteral("Fits, with ")));
    QSignalSpy started(world_->view.get(), &NewRunView::started);
    world_->click("startRun");
    QTRY_COMPARE_WITH_TIMEOUT(started.size(), 1, 60'000);
    const fs::path run = world_->ws() / "runs" / utf8(started.front().front().toString());
    QVERIFY(isRun(run));
    QCOMPARE(readRun(run).recipe.preset, std::string("rft+fuzzy"));
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(RunPaths{run}.finalEvaluation()), 120'000);
}
