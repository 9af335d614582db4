// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/runs/rewards_test.h"

#include "tests/support/temp_folder.h"
#include "tests/ui/runs/fake_engine.h"
#include "tests/ui/runs/made_run.h"
#include "ui/runs/preview_table.h"
#include "ui/runs/reward_row.h"
#include "ui/runs/rewards_dialog.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QTimer>
#include <QTreeView>
#include <sys/stat.h>

using namespace vrft;
using namespace vrft::ui;
namespace fs = std::filesystem;

namespace vrft::test {

class RewardsWorld {
public:
    RewardsWorld() {
        makeDataset(folder / "ws" / "data");
        makeBoxDataset(folder / "ws" / "boxes");
        task = readTask(folder / "ws" / "data" / "task.json");
    }
    void open(Recipe recipe = sampleRunInfo().recipe) {
        const std::size_t stages = recipe.stages.size();
        RewardsWish wish{std::move(recipe), std::vector(stages, RewardGround{task, folder / "ws" / "data"}),
                         folder / "ws" / "runs"};
        if (stages > 1)
            wish.grounds.front() = {readTask(folder / "ws" / "boxes" / "task.json"), folder / "ws" / "boxes"};
        dialog = std::make_unique<RewardsDialog>(std::move(wish));
        dialog->show();
        [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(dialog.get());
        dialog->activateWindow();
        QTRY_VERIFY(runs()->count() > 0);
    }
    template <typename T>
    T* find(const char* name) {
        T* found = dialog->findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr) qFatal("no %s", name);
        return found;
    }
    Combo* runs() { return find<Combo>("previewRun"); }
    QAbstractItemModel* table() { return find<QTreeView>("previewAnswers")->model(); }
    QString cell(int row, int column) { return table()->index(row, column).data().toString(); }
    QString words() { return find<QLabel>("rewardsWords")->text(); }
    void type(const char* field, const QString& text, Qt::Key last = Qt::Key_Return) {
        auto* edit = find<QLineEdit>(field);
        QTest::mouseClick(edit, Qt::LeftButton);
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, last);
    }
    void click(const char* button) { QTest::mouseClick(find<QAbstractButton>(button), Qt::LeftButton); }
    // By keys: the row of this text, from wherever it stands.
    void choose(const char* name, const QString& begin) {
        auto* combo = find<Combo>(name);
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_Home);
        for (int i = 0; i < combo->count() && !combo->currentText().startsWith(begin); ++i)
            QTest::keyClick(combo, Qt::Key_Down);
        if (!combo->currentText().startsWith(begin)) qFatal("no %s in %s", qPrintable(begin), name);
        Q_EMIT combo->activated(combo->currentIndex());
    }
    // Out of the menu of "Add", by mouse.
    void add(const QString& name) {
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            if (menu == nullptr) return;
            timer.stop();
            for (QAction* action : menu->actions())
                if (action->text() == name)
                    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
            if (menu->isVisible()) menu->close();
        });
        timer.start(20);
        const std::size_t before = dialog->rewards().size();
        click("addReward");
        QTRY_COMPARE(dialog->rewards().size(), before + 1);
    }
    QStringList offered() {
        QStringList names;
        for (const QAction* action : find<QPushButton>("addReward")->menu()->actions())
            names << action->text();
        return names;
    }
    // The row whose answer is called so.
    int rowOf(const QString& answer) {
        for (int row = 0; row < table()->rowCount(); ++row)
            if (cell(row, PreviewTable::Answer) == answer) return row;
        return -1;
    }
    const RewardSpec& spec(const std::string& name) {
        specs = dialog->rewards();
        const auto found = std::ranges::find(specs, name, &RewardSpec::name);
        if (found == specs.end()) qFatal("no reward %s", name.c_str());
        return *found;
    }

    TempFolder folder;
    Task task;
    std::vector<RewardSpec> specs;
    std::unique_ptr<RewardsDialog> dialog;
};

} // namespace vrft::test

using vrft::test::RewardsWorld;

RewardsTest::RewardsTest() = default;
RewardsTest::~RewardsTest() = default;

void RewardsTest::init() {
    world_ = std::make_unique<RewardsWorld>();
}

void RewardsTest::cleanup() {
    world_.reset();
}

void RewardsTest::theNewestRunsAnswersAreScoredAgain() {
    test::makeRun(world_->folder / "ws" / "runs" / "20260101-000000-old", 2);
    test::makeRun(world_->folder / "ws" / "runs" / "20260102-000000-new", 3);
    world_->open();
    QCOMPARE(world_->runs()->count(), 3);
    QVERIFY(world_->runs()->currentData().toString().contains(QStringLiteral("new")));
    QCOMPARE(world_->runs()->itemText(2), QStringLiteral("Made-up answers"));
    // Step 3's four images with two answers each, those of the steps before after them.
    QTRY_VERIFY(!world_->cell(0, PreviewTable::Reward).isEmpty());
    QCOMPARE(world_->table()->rowCount(), 12);
    // Sample 0 has grade 0; its answers are 0 and 1: right, and one off by the task's table.
    QCOMPARE(world_->cell(0, PreviewTable::Reference), QStringLiteral("0"));
    QCOMPARE(world_->cell(0, PreviewTable::Answer), QStringLiteral("0"));
    QCOMPARE(world_->cell(0, PreviewTable::Reward), QStringLiteral("1.5"));
    QCOMPARE(world_->cell(1, PreviewTable::Answer), QStringLiteral("1"));
    QCOMPARE(world_->cell(1, PreviewTable::Reward), QStringLiteral("0.75"));
    // Two values: ± (1.5 - .75) / 2 over a spread of .5303.
    QCOMPARE(world_->cell(0, PreviewTable::Advantage), QStringLiteral("0.71"));
    QCOMPARE(world_->cell(1, PreviewTable::Advantage), figure(-0.71, 2));
    auto* answers = world_->find<QTreeView>("previewAnswers");
    QTest::mouseClick(answers->viewport(), Qt::LeftButton, {},
                      answers->visualRect(answers->model()->index(1, 0)).center());
    QVERIFY(world_->find<QLabel>("previewParts")->text().contains(QStringLiteral("distance 1 scores 0.25")));
    QVERIFY(world_->find<QLabel>("previewSaid")->text().contains(QStringLiteral("a dark mass")));
    QTest::keyClick(answers, Qt::Key_Up);
    QVERIFY(world_->find<QLabel>("previewParts")->text().contains(QStringLiteral("distance 0 scores 1")));
}

void RewardsTest::aWeightThatIsTypedChangesRewardsAndAdvantages() {
    test::makeRun(world_->folder / "ws" / "runs" / "20260102-000000-new", 3);
    world_->open();
    QTRY_COMPARE(world_->cell(1, PreviewTable::Reward), QStringLiteral("0.75"));
    world_->type("edit_weight_fuzzy_grade", QStringLiteral("2"));
    QTRY_COMPARE(world_->cell(0, PreviewTable::Reward), QStringLiteral("2.5"));
    QCOMPARE(world_->cell(1, PreviewTable::Reward), QStringLiteral("1"));
    QCOMPARE(world_->spec("fuzzy_grade").weight, 2.0);
    QVERIFY(world_->dialog->isVisible()); // Return ended the typing, not the dialog
    QTest::keyClick(world_->dialog.get(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(world_->dialog->result(),
                 int(QDialog::Accepted)); // a shortcut presses the button for a moment
}

void RewardsTest::aSignIsChosenByKeys() {
    PresetContext context;
    context.kind = TaskKind::Grading;
    world_->open(presetRecipe("rft+recite-", context));
    QCOMPARE(world_->find<Combo>("sign_recitation")->currentText(), QStringLiteral("Penalise"));
    world_->choose("sign_recitation", QStringLiteral("Reward"));
    QCOMPARE(world_->spec("recitation").weight, 0.2);
    QCOMPARE(world_->find<QLineEdit>("edit_weight_recitation")->text(), QStringLiteral("0.2"));
    world_->type("edit_weight_recitation", QStringLiteral("-0.4"));
    QCOMPARE(world_->find<Combo>("sign_recitation")->currentText(), QStringLiteral("Penalise"));
    world_->type("recitationWords", QStringLiteral("12"));
    QCOMPARE(world_->spec("recitation").weight, -0.4);
    QCOMPARE(world_->spec("recitation").minWords, 12);
}

void RewardsTest::rewardsAreAddedAndTakenOut() {
    world_->open();
    QVERIFY(!world_->offered().contains(QStringLiteral("Box overlap"))); // a grading has no boxes
    QVERIFY(!world_->offered().contains(QStringLiteral("Format")));      // it is there
    world_->add(QStringLiteral("Imitation"));
    QCOMPARE(world_->spec("imitation").weight, 0.2);
    world_->choose("imitationOf", QStringLiteral("Any class"));
    QCOMPARE(world_->spec("imitation").exemplars, ExemplarsOf::Task);
    world_->add(QStringLiteral("Over-long"));
    world_->type("overlongMax", QStringLiteral("200"));
    world_->type("overlongBuffer", QStringLiteral("50"));
    QCOMPARE(world_->spec("overlong").max, 200);
    QCOMPARE(world_->spec("overlong").buffer, 50);
    world_->add(QStringLiteral("Repetition"));
    world_->type("repetitionWords", QStringLiteral("4"));
    QCOMPARE(world_->spec("repetition").n, 4);
    world_->click("remove_imitation");
    QCOMPARE(world_->dialog->rewards().size(), std::size_t(4));
    QVERIFY(world_->offered().contains(QStringLiteral("Imitation")));
    // A buffer larger than the limit can't be: told, and not to be taken.
    world_->type("overlongBuffer", QStringLiteral("300"));
    QTRY_VERIFY(world_->words().contains(QStringLiteral("buffer 300")));
    QVERIFY(!world_->find<QPushButton>("takeRewards")->isEnabled());
}

void RewardsTest::madeUpAnswersShowWhatTricksEarn() {
    test::makeRun(world_->folder / "ws" / "runs" / "20260102-000000-new", 3);
    world_->open();
    world_->choose("previewRun", QStringLiteral("Made-up"));
    QTRY_VERIFY(world_->rowOf(QStringLiteral("Empty reasoning")) >= 0);
    QTRY_VERIFY(!world_->cell(0, PreviewTable::Reward).isEmpty());
    QCOMPARE(world_->cell(world_->rowOf(QStringLiteral("Reference answer")), PreviewTable::Reward),
             QStringLiteral("1.5"));
    QCOMPARE(world_->cell(world_->rowOf(QStringLiteral("Empty reasoning")), PreviewTable::Reward),
             QStringLiteral("1"));
    QCOMPARE(world_->cell(world_->rowOf(QStringLiteral("Every answer at once")), PreviewTable::Reward),
             QStringLiteral("0.5"));
    QCOMPARE(world_->cell(world_->rowOf(QStringLiteral("Nearly right")), PreviewTable::Reward),
             QStringLiteral("0.75"));
    QTRY_VERIFY(world_->words().startsWith(QStringLiteral("The reference answer earns most")));
    QVERIFY(world_->find<QLabel>("previewWords")->text().contains(QStringLiteral("No policy said these")));
}

void RewardsTest::rewardsThatCancelOutAreTold() {
    world_->open();
    QTRY_VERIFY(world_->words().startsWith(QStringLiteral("The reference answer earns most")));
    world_->type("edit_weight_fuzzy_grade", QStringLiteral("-0.5"));
    QTRY_VERIFY(
        world_->words().contains(QStringLiteral("The weights cancel out: the reference answer earns 0.")));
    QVERIFY(world_->words().contains(QStringLiteral("Being right loses points")));
    QVERIFY(world_->find<QPushButton>("takeRewards")->isEnabled()); // told, not forbidden
    world_->type("edit_weight_fuzzy_grade", QStringLiteral("0"));
    QTRY_VERIFY(world_->words().contains(
        QStringLiteral("Being right doesn’t pay: the reference answer earns 0.5, a wrong one 0.5.")));
    QVERIFY(world_->words().contains(QStringLiteral("“Every answer at once” earns 0.5")));
    world_->type("edit_weight_format", QStringLiteral("0"));
    QTRY_COMPARE(world_->words(), QStringLiteral("Every weight is 0: no answer earns more than another."));
    world_->click("remove_fuzzy_grade");
    world_->click("remove_format");
    QTRY_VERIFY(world_->words().contains(QStringLiteral("No reward is given")) ||
                world_->words().contains(QStringLiteral("no reward is given")));
    QVERIFY(!world_->find<QPushButton>("takeRewards")->isEnabled());
}

void RewardsTest::eachBroughtToOneScaleChangesAdvantages() {
    test::makeRun(world_->folder / "ws" / "runs" / "20260102-000000-new", 3);
    world_->open();
    QTRY_COMPARE(world_->cell(0, PreviewTable::Advantage), QStringLiteral("0.71"));
    world_->type("edit_weight_fuzzy_grade", QStringLiteral("3"));
    QTRY_COMPARE(world_->cell(0, PreviewTable::Reward), QStringLiteral("3.5"));
    QCOMPARE(world_->cell(0, PreviewTable::Advantage),
             QStringLiteral("0.71")); // a group's spread is divided out
    world_->choose("combineRewards", QStringLiteral("Each"));
    QTRY_COMPARE(world_->cell(0, PreviewTable::Advantage), QStringLiteral("2.12")); // three times .7071
    QCOMPARE(world_->dialog->stages().back().combine, Combine::NormaliseEach);
}

void RewardsTest::withoutRunsAnswersAreMadeUp() {
    world_->open();
    QCOMPARE(world_->runs()->count(), 1);
    QTRY_VERIFY(world_->rowOf(QStringLiteral("Wrong answer")) >= 0);
    // Three classes of four samples: one image each.
    int references = 0;
    for (int row = 0; row < world_->table()->rowCount(); ++row)
        references += world_->cell(row, PreviewTable::Answer) == QStringLiteral("Reference answer");
    QCOMPARE(references, 3);
}

void RewardsTest::aNumberThatCannotBeUsedKeepsThemFromBeingTaken() {
    world_->open();
    auto* take = world_->find<QPushButton>("takeRewards");
    QTRY_VERIFY(take->isEnabled());
    world_->type("edit_weight_format", QStringLiteral("1000"));
    QTRY_VERIFY(!take->isEnabled());
    QVERIFY(world_->words().contains(QStringLiteral("A number can’t be used. Weight of Format")));
    world_->type("edit_weight_format", QStringLiteral("1"));
    QTRY_VERIFY(take->isEnabled());
    QCOMPARE(world_->spec("format").weight, 1.0);
}

void RewardsTest::boxesAreMeasuredByEither() {
    world_->task.kind = TaskKind::Localisation;
    world_->task.classes.resize(1);
    world_->task.classes[0].grade.reset();
    std::string lines;
    for (int i = 0; i < 2; ++i) {
        Sample sample;
        sample.id = fmt::format("s{}", i);
        sample.patient = sample.id;
        sample.images.push_back({"images/0.png", 100, 100, {}, {}});
        if (i == 0) sample.target.boxes = {{40, 40, 60, 60}};
        lines += sampleLine(sample);
    }
    writeFileAtomic(world_->folder / "ws" / "data" / "samples.jsonl", lines, false);
    PresetContext context;
    context.kind = TaskKind::Localisation;
    world_->open(presetRecipe("rft", context));
    QTRY_VERIFY(world_->rowOf(QStringLiteral("The whole image")) >= 0);
    const auto whole = [this] {
        return world_->cell(world_->rowOf(QStringLiteral("The whole image")), PreviewTable::Reward);
    };
    QTRY_COMPARE(whole(), QStringLiteral("0.54"));
    world_->choose("boxMeasure", QStringLiteral("Overlap and distance"));
    QTRY_COMPARE(whole(), QStringLiteral("1.02"));
    QCOMPARE(world_->spec("boxes").measure, BoxMeasure::Giou);
}

void RewardsTest::theProgramIsAskedOnlyWhenWanted() {
    test::makeRun(world_->folder / "ws" / "runs" / "20260102-000000-new", 3);
    const fs::path engine = world_->folder / "engine";
    // Notes what it is asked and gives every line half a point.
    writeFileAtomic(engine,
                    fmt::format("#!/bin/bash\ncp \"$3\" '{0}'\n"
                                "sed -u -E 's/.*\"id\":\"([^\"]*)\".*/"
                                "{{\"id\":\"\\1\",\"total\":0.5,\"rewards\":{{\"external\":{{\"score\":0.5,"
                                "\"weighted\":0.5,\"reason\":\"half of \\1\"}}}}}}/'\n",
                                (world_->folder / "asked.json").string()),
                    false);
    ::chmod(engine.c_str(), 0755);
    qputenv("VRFT_ENGINE_PROGRAM", QByteArray::fromStdString(engine.string()));
    world_->open();
    auto* ask = world_->find<QPushButton>("askExternal");
    QVERIFY(!ask->isVisible());
    world_->add(QStringLiteral("External"));
    QVERIFY(ask->isVisible());
    QTRY_VERIFY(world_->words().contains(QStringLiteral("external names no program")));
    world_->type("externalCommand", QStringLiteral("/usr/bin/python3 \"/home/me/my judge.py\" --strict"));
    QCOMPARE(world_->spec("external").command,
             (std::vector<std::string>{"/usr/bin/python3", "/home/me/my judge.py", "--strict"}));
    QTRY_VERIFY(
        world_->words().contains(QStringLiteral("The external reward wasn’t asked and counts 0 here.")));
    QCOMPARE(world_->cell(0, PreviewTable::Reward), QStringLiteral("1.5"));
    world_->choose("externalFailure", QStringLiteral("Those answers"));
    world_->type("externalSilence", QStringLiteral("3"));
    QVERIFY(!fs::exists(world_->folder / "asked.json")); // nothing was started by editing
    world_->click("askExternal");
    QTRY_COMPARE(world_->cell(0, PreviewTable::Reward), QStringLiteral("2"));
    QVERIFY(world_->find<QLabel>("askWords")->text().contains(QStringLiteral("scored 12 answers")));
    QVERIFY(world_->find<QLabel>("previewParts")->text().contains(QStringLiteral("half of 0/0")));
    const Json asked = readJsonFile(world_->folder / "asked.json");
    QCOMPARE(asked.at("rewards").size(), std::size_t(1));
    QCOMPARE(asked.at("rewards")[0].at("on_failure").get<std::string>(), std::string("zero"));
    QCOMPARE(asked.at("rewards")[0].at("timeout_s").get<double>(), 3.0);
    // Another program's words are nobody's.
    world_->type("externalCommand", QStringLiteral("/usr/bin/other"));
    QTRY_COMPARE(world_->cell(0, PreviewTable::Reward), QStringLiteral("1.5"));
    qunsetenv("VRFT_ENGINE_PROGRAM");
}

void RewardsTest::aProgramThatFailsIsToldInWords() {
    const fs::path engine = world_->folder / "engine";
    writeFileAtomic(
        engine,
        "#!/bin/bash\necho '{\"error\":{\"what\":\"the external reward judge.py failed: it said nothing "
        "for 3 s\",\"where\":\"external reward\",\"next\":\"Make it faster\"}}'\nexit 1\n",
        false);
    ::chmod(engine.c_str(), 0755);
    qputenv("VRFT_ENGINE_PROGRAM", QByteArray::fromStdString(engine.string()));
    world_->open();
    world_->add(QStringLiteral("External"));
    world_->type("externalCommand", QStringLiteral("/home/me/judge.py"));
    QTRY_VERIFY(world_->table()->rowCount() > 0);
    world_->click("askExternal");
    QTRY_VERIFY(world_->find<QLabel>("askWords")->text().contains(QStringLiteral("it said nothing for 3 s")));
    QVERIFY(world_->find<QPushButton>("takeRewards")->isEnabled());
    QCOMPARE(world_->find<QPushButton>("askExternal")->text(), QStringLiteral("Ask the program"));
    qunsetenv("VRFT_ENGINE_PROGRAM");
}

void RewardsTest::theTableOfGradesLeadsToKnowledge() {
    world_->open();
    QCOMPARE(world_->find<QLabel>("gradeTable")->text(),
             QStringLiteral("0 off: 1 · 1 off: 0.25 · 2 off: 0.0625"));
    world_->click("changeGrades");
    QCOMPARE(world_->dialog->result(), RewardsDialog::kKnowledgeWanted);
}

void RewardsTest::aRunHasATableOfItsOwn() {
    test::makeRun(world_->folder / "ws" / "runs" / "20260102-000000-new", 3);
    world_->open();
    QTRY_COMPARE(world_->cell(1, PreviewTable::Reward), QStringLiteral("0.75")); // one grade off: .5 and .25
    QVERIFY(!world_->find<QLineEdit>("credit1")->isVisible());
    world_->choose("gradesFrom", QStringLiteral("A table"));
    QVERIFY(world_->find<QLineEdit>("credit1")->isVisible() &&
            !world_->find<QLabel>("gradeTable")->isVisible());
    world_->type("credit1", QStringLiteral("0.6"));
    QTRY_COMPARE(world_->cell(1, PreviewTable::Reward), QStringLiteral("1.1"));
    QVERIFY((world_->spec("fuzzy_grade").distance->table == std::vector<double>{1, 0.6, 0.0625}));
    // Credits that rise with the distance: told, and not taken.
    world_->type("credit2", QStringLiteral("0.8"));
    QTRY_VERIFY(world_->words().contains(QStringLiteral("0.8 is more than 0.6")));
    QVERIFY(!world_->find<QPushButton>("takeRewards")->isEnabled());
    world_->type("credit2", QStringLiteral("7")); // no credit
    QTRY_VERIFY(world_->words().contains(QStringLiteral("between 0 and 1")));
    // Back to the task's: what was typed doesn't count.
    world_->choose("gradesFrom", QStringLiteral("As the task"));
    QTRY_VERIFY(world_->find<QPushButton>("takeRewards")->isEnabled());
    QVERIFY(!world_->spec("fuzzy_grade").distance);
    QTRY_COMPARE(world_->cell(1, PreviewTable::Reward), QStringLiteral("0.75"));
}

void RewardsTest::everyStageHasItsRewards() {
    PresetContext context;
    context.kind = TaskKind::Grading;
    context.hasLocalise = true;
    const Recipe recipe = presetRecipe("vrft-aug", context);
    world_->open(recipe);
    world_->choose("rewardStage", QStringLiteral("Stage localise"));
    QVERIFY(world_->dialog->findChild<QLineEdit*>(QStringLiteral("edit_weight_fuzzy_grade")) == nullptr);
    world_->choose("boxMeasure", QStringLiteral("Overlap and distance"));
    world_->type("edit_weight_boxes", QStringLiteral("2"));
    // Answers made up for the boxes: the reference earns the format's .5 and 2.
    QTRY_VERIFY(world_->rowOf(QStringLiteral("Reference answer")) >= 0);
    QTRY_COMPARE(world_->cell(world_->rowOf(QStringLiteral("Reference answer")), PreviewTable::Reward),
                 QStringLiteral("2.5"));
    world_->type("edit_weight_boxes", QStringLiteral("-1"));
    world_->choose("rewardStage", QStringLiteral("Stage main"));
    QVERIFY(world_->find<QLineEdit>("edit_weight_fuzzy_grade")->isVisible());
    const std::vector<StageRewards> stages = world_->dialog->stages();
    QCOMPARE(stages.size(), std::size_t(2));
    QVERIFY((stages.back() == StageRewards{recipe.stages.back().rewards, recipe.stages.back().combine}));
    QCOMPARE(stages.front().rewards.back().name, std::string("boxes"));
    QCOMPARE(stages.front().rewards.back().weight, -1.0);
    QVERIFY(stages.front().rewards.back().measure == BoxMeasure::Giou);
    // One of no rewards at all can't be taken, whichever stage is shown.
    world_->choose("rewardStage", QStringLiteral("Stage localise"));
    world_->click("remove_boxes");
    QTRY_COMPARE(world_->dialog->rewards().size(), std::size_t(1));
    world_->click("remove_format");
    QTRY_VERIFY(world_->dialog->rewards().empty());
    world_->choose("rewardStage", QStringLiteral("Stage main"));
    QTRY_VERIFY(world_->words().contains(QStringLiteral("Stage localise")));
    QVERIFY(!world_->find<QPushButton>("takeRewards")->isEnabled());
}

void RewardsTest::aDatasetThatIsGoneIsTold() {
    fs::remove(world_->folder / "ws" / "data" / "samples.jsonl");
    world_->open();
    QTRY_VERIFY(world_->find<QLabel>("previewWords")->text().contains(QStringLiteral("has no samples")));
    QCOMPARE(world_->table()->rowCount(), 0);
}

void RewardsTest::nothingIsClippedInASmallWindow() {
    PresetContext context;
    context.kind = TaskKind::Grading;
    world_->open(presetRecipe("vrft-aug", context));
    world_->add(QStringLiteral("External"));
    world_->add(QStringLiteral("Imitation"));
    QVERIFY(world_->dialog->minimumSizeHint().width() <= 1280);
    QVERIFY(world_->dialog->minimumSizeHint().height() <= 760);
    world_->dialog->resize(world_->dialog->minimumSizeHint());
    QApplication::processEvents();
    for (const QPushButton* button : world_->dialog->findChildren<QPushButton*>())
        if (button->isVisible() && button->parentWidget()->rect().contains(button->geometry()))
            QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
    for (const QWidget* field : world_->dialog->findChildren<QLineEdit*>()) {
        QVERIFY2(!field->accessibleName().isEmpty(), qPrintable(field->objectName()));
        QVERIFY2(!field->toolTip().isEmpty(), qPrintable(field->objectName()));
    }
}
