// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/runs/compare_test.h"

#include "core/store/workspace.h"
#include "tests/core/run/compared_runs.h"
#include "tests/support/temp_folder.h"
#include "ui/runs/case_card.h"
#include "ui/runs/chart_card.h"
#include "ui/runs/compare_list.h"
#include "ui/runs/compare_view.h"
#include "ui/runs/figure_table.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_view.h"
#include "ui/runs/test_result.h"
#include "ui/runs/training_page.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/segments.h"
#include "ui/workspace/workspace_thread.h"

#include <QImage>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace vrft;
using namespace vrft::ui;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

constexpr int kSoon_ms = 20'000;

int rightGrade(int sample) {
    return sample % 3;
}
int wrongGrade(int sample) {
    return (sample + 1) % 3;
}

// Runs "good" (all right), "poor" (wrong from the twentieth image on), "near" (wrong on three).
struct ComparedPlace {
    ComparedPlace() {
        Workspace::create(folder / "ws"); // closed again at once
        makeHeldOutDataset(data(), 30);
        for (int i = 0; i < 30; ++i) {
            QImage picture(8, 6, QImage::Format_Grayscale8);
            picture.fill(8 * i);
            picture.save(QString::fromStdString((data() / fmt::format("images/{}.png", i)).string()));
        }
        makeComparedRun(run(3, "good"), {}, rightGrade);
        makeComparedRun(run(2, "poor"), {.preset = "rft"},
                        [](int i) { return i < 20 ? rightGrade(i) : wrongGrade(i); });
        makeComparedRun(run(1, "near"), {.finished = false},
                        [](int i) { return i < 27 ? rightGrade(i) : wrongGrade(i); });
    }
    fs::path data() const { return folder / "ws" / "data"; }
    fs::path run(int day, const char* name) const {
        return folder / "ws" / "runs" / fmt::format("2026010{}-000000-{}", day, name);
    }
    TempFolder folder;
};

struct ComparePage {
    explicit ComparePage(const fs::path& folder, QSize size = {1512, 900})
        : page(workspace) {
        page.setReader(QStringLiteral("Dr. Sato"));
        page.resize(size);
        page.show();
        [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(&page);
        workspace.open(folder, QStringLiteral("Dr. Sato"), false);
    }
    ~ComparePage() { workspace.close(); }
    template <typename T>
    T* find(const char* name) {
        return page.findChild<T*>(QString::fromLatin1(name));
    }
    QString text(const char* name) { return find<QLabel>(name)->text(); }
    void openTab(int tab) {
        auto* tabs = find<QTabBar>("trainingTabs");
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
    }
    bool listed(int count) { return find<QListView>("comparedRuns")->model()->rowCount() == count; }
    void mark(const QString& name) {
        auto* list = find<QListView>("comparedRuns");
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const QModelIndex at = list->model()->index(row, 0);
            if (at.data().toString() != name) continue;
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(at).center());
        }
    }
    bool paired() { return find<QLabel>("pairVerdict")->isVisible(); }
    WorkspaceThread workspace;
    TrainingPage page;
};

QString cell(const FigureTable& table, const QString& name, int column) {
    for (int row = 0; row < table.numRows(); ++row)
        if (table.text(row, 0) == name) return table.text(row, column);
    return QStringLiteral("no such row");
}

} // namespace

void CompareTest::two_runs_marked_by_hand_stand_beside_each_other() {
    const ComparedPlace place;
    ComparePage open(place.folder / "ws");
    QTRY_VERIFY_WITH_TIMEOUT(open.listed(3), kSoon_ms);
    open.openTab(2);
    QVERIFY(open.find<QLabel>("nothingCompared")->isVisible());
    open.mark(QStringLiteral("good"));
    QCOMPARE(open.text("comparedCount"), QStringLiteral("1 of 3"));
    QVERIFY(open.find<QLabel>("nothingCompared")->isVisible());
    open.mark(QStringLiteral("poor"));
    QTRY_VERIFY_WITH_TIMEOUT(open.paired(), kSoon_ms);
    QCOMPARE(open.text("comparedCount"), QStringLiteral("2 of 3"));
    QVERIFY(open.find<QLabel>("nothingCompared")->isHidden());
    QVERIFY(open.text("settingsCount").startsWith(QStringLiteral("3 of ")));
    auto* settings = open.find<FigureTable>("comparedSettings");
    QCOMPARE(settings->numRows(), 3);
    QCOMPARE(cell(*settings, QStringLiteral("Preset"), 1), QStringLiteral("RFT, fuzzy grades"));
    QCOMPARE(cell(*settings, QStringLiteral("Preset"), 2), QStringLiteral("plain RFT"));
    QCOMPARE(open.text("pairCount"), QStringLiteral("30 held-out images"));
    QVERIFY(open.find<QWidget>("pairBar")->accessibleName().startsWith(
        QStringLiteral("Both right 20, only good 10, only poor 0, both wrong 0")));
    QCOMPARE(open.find<QListView>("onlyFirst")->model()->rowCount(), 10);
    QVERIFY(open.find<QListView>("onlySecond")->isHidden());
    QVERIFY(open.text("pairDifference").startsWith(QStringLiteral("Difference +.33, interval +.")));
    QVERIFY(open.text("pairDifference").contains(QStringLiteral("p = .002")));
    QVERIFY(open.text("pairVerdict").startsWith(QStringLiteral("good is better on these patients.")));
    QVERIFY(open.text("comparedNote").contains(QStringLiteral("can be compared")));
    auto* end = open.find<FigureTable>("comparedEnd");
    QVERIFY(open.text("endOf").startsWith(QStringLiteral("test patients")));
    QCOMPARE(cell(*end, QStringLiteral("Accuracy"), 1), QStringLiteral(".55, .45 to .65"));
    // Both curves at one step.
    const auto lines = open.page.compare().chart().chart().readOut(20);
    QCOMPARE(lines.size(), std::size_t{2});
    QVERIFY(lines[0].text.startsWith(QStringLiteral("good .60, interval .50 to .70")));
    QVERIFY(lines[0].colour != lines[1].colour);
    // A second click takes it out again.
    open.mark(QStringLiteral("poor"));
    QTRY_VERIFY_WITH_TIMEOUT(open.find<QLabel>("nothingCompared")->isVisible(), kSoon_ms);
}

void CompareTest::wins_and_losses_open_in_review_by_keys_and_mouse() {
    const ComparedPlace place;
    ComparePage open(place.folder / "ws");
    QSignalSpy wanted(&open.page, &Workplace::placeWanted);
    QTRY_VERIFY_WITH_TIMEOUT(open.listed(3), kSoon_ms);
    open.openTab(2);
    open.mark(QStringLiteral("good"));
    open.mark(QStringLiteral("poor"));
    QTRY_VERIFY_WITH_TIMEOUT(open.paired(), kSoon_ms);
    auto* cases = open.find<QListView>("onlyFirst");
    QVERIFY(!cases->model()->index(0, 0).data(Qt::ToolTipRole).toString().isEmpty());
    cases->setFocus();
    cases->setCurrentIndex(cases->model()->index(0, 0));
    QTest::keyClick(cases, Qt::Key_Right);
    QCOMPARE(cases->currentIndex().row(), 1);
    QCOMPARE(open.text("pairCase"), QStringLiteral("s000021: reference 0, good said 0, poor said 1"));
    QTest::keyClick(cases, Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    auto link = wanted.last().front().value<PlaceLink>();
    QCOMPARE(link.place, WorkplaceKind::Review);
    QCOMPARE(link.what, QStringLiteral("20260103-000000-good 20/heldout/s000021/0"));
    QTest::mouseClick(open.find<QPushButton>("openSecond"), Qt::LeftButton);
    link = wanted.last().front().value<PlaceLink>();
    QCOMPARE(link.what, QStringLiteral("20260102-000000-poor 20/heldout/s000021/0"));
}

void CompareTest::the_other_pair_is_compared_by_key() {
    const ComparedPlace place;
    ComparePage open(place.folder / "ws");
    QTRY_VERIFY_WITH_TIMEOUT(open.listed(3), kSoon_ms);
    open.openTab(2);
    auto* list = open.find<QListView>("comparedRuns");
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    for (int row = 0; row < 3; ++row) {
        QTest::keyClick(list, Qt::Key_Space);
        QTest::keyClick(list, Qt::Key_Down);
    }
    QCOMPARE(open.text("comparedCount"), QStringLiteral("3 of 3"));
    QTRY_VERIFY_WITH_TIMEOUT(open.paired(), kSoon_ms);
    QTRY_COMPARE_WITH_TIMEOUT(open.find<Combo>("pairSecond")->count(), 3, kSoon_ms);
    QTRY_VERIFY_WITH_TIMEOUT(open.paired(), kSoon_ms);
    const auto before = open.find<Combo>("pairSecond")->currentText();
    open.find<Combo>("pairSecond")->setFocus();
    QTest::keyClick(open.find<Combo>("pairSecond"), Qt::Key_Down);
    QVERIFY(open.find<Combo>("pairSecond")->currentText() != before);
    QTRY_VERIFY_WITH_TIMEOUT(open.paired(), kSoon_ms);
    QVERIFY(open.text("comparedNote").contains(QStringLiteral("Not finished: near.")));
    QVERIFY(open.text("pairDifference").endsWith(QStringLiteral("not corrected for testing several pairs")));
    const auto near = open.page.compare().compared().indexOf(QStringLiteral("20260101-000000-near"));
    QVERIFY(near >= 0);
    QCOMPARE(
        cell(*open.find<FigureTable>("comparedEnd"), QStringLiteral("Accuracy"), static_cast<int>(near) + 1),
        QStringLiteral("—"));
}

void CompareTest::too_few_cases_are_said_so() {
    const ComparedPlace place;
    ComparePage open(place.folder / "ws");
    QTRY_VERIFY_WITH_TIMEOUT(open.listed(3), kSoon_ms);
    open.openTab(2);
    open.mark(QStringLiteral("good"));
    open.mark(QStringLiteral("near"));
    QTRY_VERIFY_WITH_TIMEOUT(open.paired(), kSoon_ms);
    QVERIFY(open.text("pairVerdict")
                .startsWith(QStringLiteral("Not enough cases to tell: the runs differ at 3 patients of 30")));
}

void CompareTest::runs_of_other_data_say_what_can_still_be_compared() {
    const ComparedPlace place;
    makeHeldOutDataset(place.folder / "ws" / "other", 30, 0, "malignancy", 4);
    makeComparedRun(place.run(4, "other"), {.dataset = "../../other", .hash = "d2"}, rightGrade);
    ComparePage open(place.folder / "ws");
    QTRY_VERIFY_WITH_TIMEOUT(open.listed(4), kSoon_ms);
    open.openTab(2);
    open.mark(QStringLiteral("good"));
    open.mark(QStringLiteral("other"));
    QTRY_VERIFY_WITH_TIMEOUT(open.text("pairMissing").contains(QStringLiteral("different questions")),
                             kSoon_ms);
    QVERIFY(!open.paired());
    QVERIFY(open.text("comparedNote").contains(QStringLiteral("different images")));
    QCOMPARE(open.find<FigureTable>("comparedSettings")->numRows(), 1); // the dataset
    QVERIFY(open.page.compare().chart().isVisible());
}

void CompareTest::a_run_without_answers_and_one_that_is_gone_are_said() {
    const ComparedPlace place;
    makeComparedRun(place.run(4, "mute"), {.answers = false}, rightGrade);
    ComparePage open(place.folder / "ws");
    QTRY_VERIFY_WITH_TIMEOUT(open.listed(4), kSoon_ms);
    open.openTab(2);
    open.mark(QStringLiteral("good"));
    open.mark(QStringLiteral("mute"));
    QTRY_VERIFY_WITH_TIMEOUT(open.text("pairMissing").contains(QStringLiteral("mute keeps no answers")),
                             kSoon_ms);
    QVERIFY(open.find<FigureTable>("comparedEnd")->isVisible());
    QVERIFY(open.text("comparedNote")
                .contains(QStringLiteral("Without answers, so not compared case by case: mute.")));
    fs::remove_all(place.run(4, "mute"));
    QTRY_VERIFY_WITH_TIMEOUT(open.listed(3), kSoon_ms);
    QTRY_COMPARE_WITH_TIMEOUT(open.text("comparedCount"), QStringLiteral("1 of 3"), kSoon_ms);
    QTRY_VERIFY_WITH_TIMEOUT(open.find<QLabel>("nothingCompared")->isVisible(), kSoon_ms);
}

void CompareTest::curves_lie_over_working_time_by_one_click() {
    const ComparedPlace place;
    makeComparedRun(place.run(4, "slow"), {.step_s = 5}, rightGrade);
    ComparePage open(place.folder / "ws");
    QTRY_VERIFY_WITH_TIMEOUT(open.listed(4), kSoon_ms);
    open.openTab(2);
    open.mark(QStringLiteral("good"));
    open.mark(QStringLiteral("slow"));
    QTRY_VERIFY_WITH_TIMEOUT(open.paired(), kSoon_ms);
    Chart& chart = open.page.compare().chart().chart();
    QCOMPARE(chart.stepWords(20), QStringLiteral("step 20"));
    auto* across = open.find<Segments>("comparedAcross");
    QTest::mouseClick(across->button(1), Qt::LeftButton);
    // "good" worked 20 s for ten steps, "slow" 50 s: places are tenths of a second.
    QCOMPARE(chart.stepWords(400), QStringLiteral("40 s"));
    const auto slow = static_cast<std::size_t>(
        open.page.compare().compared().indexOf(QStringLiteral("20260104-000000-slow")));
    const auto at40 = chart.readOut(400);
    QVERIFY(at40[1 - slow].text.startsWith(QStringLiteral("good .60")));
    QVERIFY(at40[slow].text.startsWith(QStringLiteral("slow .30")));
    QVERIFY(at40[slow].text.endsWith(QStringLiteral("(50 s)")));
    QVERIFY(chart.readOut(1000)[slow].text.startsWith(QStringLiteral("slow .60")));
    // Back by keys.
    across->button(1)->setFocus();
    QTest::keyClick(across->button(1), Qt::Key_Left);
    QTest::keyClick(across->button(0), Qt::Key_Space);
    QCOMPARE(chart.stepWords(20), QStringLiteral("step 20"));
    QVERIFY(chart.readOut(20)[slow].text.startsWith(QStringLiteral("slow .60")));
}

void CompareTest::right_answers_are_judged_by_their_reasons() {
    const ComparedPlace place;
    makeComparedRun(place.run(4, "begun"), {.finished = false},
                    [](int i) { return i < 15 ? rightGrade(i) : wrongGrade(i); });
    ComparePage open(place.folder / "ws");
    QTRY_VERIFY_WITH_TIMEOUT(open.listed(4), kSoon_ms);
    open.openTab(2);
    open.mark(QStringLiteral("near"));
    open.mark(QStringLiteral("begun"));
    QTRY_VERIFY_WITH_TIMEOUT(open.paired(), kSoon_ms);
    QVERIFY(open.text("endOf").startsWith(QStringLiteral("held-out patients")));
    const auto begun =
        static_cast<int>(open.page.compare().compared().indexOf(QStringLiteral("20260104-000000-begun")));
    // Every answer says "dark", true of 8 of its 15 right ones, and of 10 of the other's 20.
    const auto& end = *open.find<FigureTable>("comparedEnd");
    const QString name = QStringLiteral("Right for the right reason");
    QVERIFY(cell(end, name, begun + 1).startsWith(QStringLiteral(".53, ")));
    QVERIFY(cell(end, name, 2 - begun).startsWith(QStringLiteral(".50, ")));
}

void CompareTest::the_chosen_run_is_taken_in_by_its_key() {
    const ComparedPlace place;
    ComparePage open(place.folder / "ws");
    QTRY_VERIFY_WITH_TIMEOUT(open.listed(3), kSoon_ms);
    QTRY_VERIFY_WITH_TIMEOUT(open.page.view().run() != nullptr, kSoon_ms);
    open.find<QListView>("runs")->setFocus();
    QTest::keyClick(open.find<QListView>("runs"), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(open.find<QTabBar>("trainingTabs")->currentIndex(), 2);
    QCOMPARE(open.page.compare().compared().size(), 1);
    QVERIFY(open.find<QListView>("comparedRuns")->hasFocus());
}

void CompareTest::a_finished_run_shows_its_test_result() {
    const ComparedPlace place;
    Json final = heldOutFigures(20, 0.55);
    final["split"] = "test";
    final["start"] = heldOutFigures(0, 0.31);
    final["per_class"] = Json::parse(
        R"({"class0":{"n":10,"recall":0.8,"precision":0.7,"specificity":0.9,"recall_interval":[0.6,0.95],
            "specificity_interval":[0.8,0.97]},"class1":{"n":10,"recall":null,"precision":null,"specificity":0.5},
            "class2":{"n":10,"recall":0.5,"precision":0.5}})");
    final["confusion"] = Json::parse("[[8,1,1,0],[4,0,5,1],[2,3,5,0]]");
    final["calibration"] = Json::parse(
        R"({"n":29,"left_out":1,"probability":0.8,"accuracy":0.45,"ece":0.35,"brier":0.31,"bins":[
            {"low":0,"high":0.5,"n":9,"probability":0.4,"accuracy":0.333},
            {"low":0.5,"high":1,"n":20,"probability":0.9,"accuracy":0.5}]})");
    final["intervals"] = {{"qwk", {0.3, 0.7}}};
    RunWriter(place.run(3, "good")).finalEvaluation(final);
    ComparePage open(place.folder / "ws");
    QTRY_VERIFY_WITH_TIMEOUT(open.listed(3), kSoon_ms);
    open.page.openRun(QStringLiteral("20260103-000000-good"));
    QTRY_VERIFY_WITH_TIMEOUT(open.page.view().run() && open.page.view().run()->test, kSoon_ms);
    auto* parts = open.find<Segments>("shownPart");
    QVERIFY(parts->isVisible());
    QTest::mouseClick(parts->button(2), Qt::LeftButton);
    QVERIFY(open.page.view().testResult().isVisible());
    QVERIFY(open.text("testOf").startsWith(
        QStringLiteral("30 test images of 30 patients, the checkpoint of step 20")));
    const auto& figures = *open.find<FigureTable>("testFigures");
    QCOMPARE(cell(figures, QStringLiteral("Accuracy"), 1), QStringLiteral(".55, .45 to .65"));
    QCOMPARE(cell(figures, QStringLiteral("Accuracy"), 2), QStringLiteral(".31"));
    QCOMPARE(cell(figures, QStringLiteral("Weighted kappa"), 1), QStringLiteral(".50, .30 to .70"));
    const auto& classes = *open.find<FigureTable>("testClasses");
    QCOMPARE(cell(classes, QStringLiteral("0 · class0"), 2), QStringLiteral(".80, .60 to .95"));
    QCOMPARE(cell(classes, QStringLiteral("1 · class1"), 2), QStringLiteral("—"));
    const auto& confusion = *open.find<FigureTable>("testConfusion");
    QCOMPARE(confusion.numRows(), 3);
    QCOMPARE(cell(confusion, QStringLiteral("1 · class1"), 4), QStringLiteral("1"));
    QVERIFY(
        open.text("testCalibration").startsWith(QStringLiteral("Calibration error .35, Brier score .31")));
    QCOMPARE(open.find<FigureTable>("testReliability")->numRows(), 2);
    QTest::keyClick(parts->button(2), Qt::Key_Left); // to the charts again
    QTRY_VERIFY(!open.page.view().testResult().isVisible());
}

void CompareTest::a_small_window_stacks_the_cards() {
    const ComparedPlace place;
    ComparePage open(place.folder / "ws", {1192, 700}); // of a window of 1280 pixels
    QTRY_VERIFY_WITH_TIMEOUT(open.listed(3), kSoon_ms);
    open.openTab(2);
    open.mark(QStringLiteral("good"));
    open.mark(QStringLiteral("poor"));
    QTRY_VERIFY_WITH_TIMEOUT(open.paired(), kSoon_ms);
    const QWidget& chart = open.page.compare().chart();
    const QWidget& cases = open.page.compare().cases();
    QTRY_VERIFY(cases.mapTo(&open.page, QPoint()).y() >
                chart.mapTo(&open.page, QPoint()).y() + chart.height() - 1);
    const auto fits = [&] {
        for (const QWidget* card :
             {&chart, &cases, static_cast<const QWidget*>(open.find<FigureTable>("comparedEnd"))})
            if (card->mapTo(&open.page, QPoint()).x() + card->width() > open.page.width()) return false;
        return true;
    };
    QTRY_VERIFY(fits());
    open.page.resize(1512, 900);
    QTRY_VERIFY(chart.mapTo(&open.page, QPoint()).x() >
                cases.mapTo(&open.page, QPoint()).x() + cases.width() - 1);
    QTRY_VERIFY(fits());
}
