// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/runs/study_test.h"

#include "core/run/queue.h"
#include "core/store/workspace.h"
#include "tests/support/temp_folder.h"
#include "tests/ui/runs/fake_engine.h"
#include "tests/ui/runs/made_run.h"
#include "ui/runs/engine_launch.h"
#include "ui/runs/figure_table.h"
#include "ui/runs/run_view.h"
#include "ui/runs/study_choice.h"
#include "ui/runs/study_form.h"
#include "ui/runs/study_page.h"
#include "ui/runs/study_view.h"
#include "ui/runs/training_page.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/text.h"
#include "ui/workspace/engine_program.h"
#include "ui/workspace/workspace_thread.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace vrft;
using namespace vrft::ui;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

constexpr int kSoon_ms = 30'000;
constexpr int kTrained_ms = 300'000;
constexpr const char* kStudy = "20260101-000000-parts";

Json interval(double mean, double low, double high) {
    return {{"mean", mean}, {"low", low}, {"high", high}};
}

Json seedOf(int seed, const std::string& run, double value) {
    return {{"seed", seed}, {"run", run},          {"final", value},
            {"start", 0.3}, {"rise", value - 0.3}, {"figures", Json::object()}};
}

// Rows of "severity": SFT above plain RFT with its whole interval, one being trained, one left out; and a
// second dataset. `done`: of the row that is trained.
Json tableOf(const std::string& prefix, int done = 1) {
    const auto row = [](const char* name, const char* dataset) {
        return Json{
            {"row", name},
            {"dataset", dataset},
            {"control", false},
            {"policy", "severity-start"},
            {"plain", false},
            {"measure", "accuracy"},
            {"majority", 0.28},
            {"n", 2},
            {"unfinished", Json::array()},
            {"unfinished_runs", Json::array()},
            {"start", interval(0.3, 0.3, 0.3)},
            {"against_rft", nullptr},
            {"figures", {{"qwk", interval(0.62, 0.5, 0.7)}, {"grade_error", interval(0.44, 0.4, 0.5)}}},
            {"seeds", Json::array()}};
    };
    Json rft = row("rft", "severity");
    rft["plain"] = true;
    rft["final"] = interval(0.5, 0.44, 0.56);
    rft["seeds"] = {seedOf(1, prefix + "severity-rft-s1", 0.48), seedOf(2, prefix + "severity-rft-s2", 0.52)};
    Json sft = row("sft", "severity");
    sft["final"] = interval(0.7, 0.66, 0.74);
    sft["against_rft"] = interval(0.2, 0.12, 0.28);
    sft["seeds"] = {seedOf(1, prefix + "severity-sft-s1", 0.7), seedOf(2, prefix + "severity-sft-s2", 0.7)};
    Json sweep = row("rft+recite weight -0.4", "severity");
    sweep["final"] = Json{{"mean", 0.46}, {"low", nullptr}, {"high", nullptr}};
    sweep["against_rft"] = Json{{"mean", -0.02}, {"low", nullptr}, {"high", nullptr}};
    sweep["seeds"] = {seedOf(1, prefix + "severity-recite-s1", 0.46)};
    if (done == 1) {
        sweep["unfinished"] = {2};
        sweep["unfinished_runs"] = {prefix + "severity-recite-s2"};
    } else {
        sweep["seeds"].push_back(seedOf(2, prefix + "severity-recite-s2", 0.5));
        sweep["final"] = interval(0.48, 0.22, 0.74);
    }
    const Json out = {{"row", "rft+localise"},
                      {"dataset", "severity"},
                      {"control", false},
                      {"policy", "severity-start"},
                      {"refused", "no dataset named localise is given"}};
    Json other = row("rft", "malignancy");
    other["plain"] = true;
    other["final"] = interval(0.8, 0.7, 0.9);
    other["seeds"] = {seedOf(1, prefix + "malignancy-rft-s1", 0.8)};
    other["figures"] = Json::object();
    return {{"format", 1},
            {"split", "test"},
            {"notes", {"The datasets ask different questions: severity (3 grades), malignancy (2 classes)."}},
            {"rows", {sft, rft, sweep, out, other}}};
}

QString cell(const FigureTable& table, int row, int column) {
    return table.text(row, column);
}

} // namespace

namespace vrft::test {

// The sample workspace and an engine that writes down what it is asked; a Training page on it for each test.
class StudyWorld {
public:
    StudyWorld()
        : engine(folder / "engine") {
        QProcess made;
        made.start(QStringLiteral(VRFT_BIN_DIR "/vrftaug-data"),
                   {QStringLiteral("sample"), qs(ws().string())});
        if (!made.waitForFinished(240'000) || made.exitCode() != 0)
            qFatal("%s", made.readAllStandardError().constData());
        fs::create_directories(ws() / "runs");
        makeRun(engine.file("cell"), 3);
        writeFileAtomic(engine.file("cells"), "severity-recite-s2", false);
        writeFileAtomic(engine.file("table.json"), jsonPretty(tableOf("STUDY-")), false);
    }
    fs::path ws() const { return folder / "ws"; }
    fs::path runs() const { return ws() / "runs"; }
    fs::path studies() const { return ws() / "studies"; }

    void open(QSize size = {1512, 900}) {
        thread = std::make_unique<WorkspaceThread>();
        page = std::make_unique<TrainingPage>(*thread);
        page->setReader(QStringLiteral("Dr. Sato"));
        page->resize(size);
        page->show();
        [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(page.get());
        thread->open(ws(), QStringLiteral("Dr. Sato"), false);
        auto* tabs = find<QTabBar>("trainingTabs");
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(3).center());
        QTRY_VERIFY_WITH_TIMEOUT(view().studies() != nullptr, kSoon_ms);
        QTRY_VERIFY_WITH_TIMEOUT(!view().form().offer().launch->datasets.empty(), kSoon_ms);
    }
    void close() {
        page.reset();
        thread->close();
        thread.reset();
    }
    StudyView& view() { return page->study(); }
    template <typename T = QLabel>
    T* find(const char* name) {
        T* found = page->findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr) qFatal("no %s", name);
        return found;
    }
    QString text(const char* name) { return find<QLabel>(name)->text(); }
    void click(const char* name) { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    void tick(const char* name) {
        auto* box = find<QCheckBox>(name);
        QTest::mouseClick(box, Qt::LeftButton, {}, {8, box->height() / 2});
    }
    void type(const char* field, const QString& words) {
        auto* edit = find<QLineEdit>(field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, words);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    // A study made by hand, with the run that isn't finished.
    fs::path makeStudy(const char* name = kStudy) {
        const fs::path place = studies() / name;
        fs::create_directories(place);
        writeFileAtomic(place / "study.json", "{}", false);
        writeTable(place, 1);
        open_ = runs() / (std::string(name) + "-severity-recite-s2");
        makeRun(open_, 7);
        return place;
    }
    void writeTable(const fs::path& place, int done) {
        writeFileAtomic(place / "table.json", jsonPretty(tableOf(place.filename().string() + "-", done)),
                        false);
        writeFileAtomic(place / "table.csv", "dataset,row\r\nseverity,rft\r\n", false);
        writeFileAtomic(place / "figure.svg", "<svg/>", false);
    }
    const fs::path& openRun() const { return open_; }

    TempFolder folder;
    FakeEngine engine;
    std::unique_ptr<WorkspaceThread> thread;
    std::unique_ptr<TrainingPage> page;

private:
    fs::path open_;
};

} // namespace vrft::test

StudyTest::StudyTest() = default;
StudyTest::~StudyTest() = default;

void StudyTest::initTestCase() {
    setEngineThreads(1); // beside other work threads wait for each other: two take ten times as long
    world_ = std::make_unique<StudyWorld>();
}

void StudyTest::init() {
    qputenv("VRFT_ENGINE_PROGRAM", QByteArray::fromStdString(world_->engine.program().string()));
    world_->engine.says("{}\n");
    std::error_code code;
    fs::remove_all(world_->runs(), code);
    fs::remove_all(world_->studies(), code);
    fs::remove(world_->engine.file("asked"), code);
    fs::remove(world_->engine.file("queue.json"), code);
    fs::create_directories(world_->runs());
}

void StudyTest::cleanup() {
    if (world_->page) world_->close();
}

void StudyTest::a_study_is_chosen_by_hand_and_goes_into_the_queue() {
    world_->open();
    QTRY_VERIFY(world_->find<QPushButton>("startStudy")->isEnabled());
    QVERIFY(world_->find<QCheckBox>("row_rft")->isChecked());
    QVERIFY(world_->text("studyVerdictText").contains(QStringLiteral("known after the first")));
    // SFT, plain, fuzzy, all parts, control on severity with five seeds; the control makes 40 % more steps,
    // and so do all parts with boxes first.
    QVERIFY(world_->text("studyVerdict").startsWith(QStringLiteral("25 runs · ")));
    for (const char* row : {"row_vrft-aug", "row_rft+box-budget", "row_sft"})
        world_->tick(row);
    world_->type("studySeeds", QStringLiteral("2"));
    world_->type("studySteps", QStringLiteral("20"));
    QCOMPARE(world_->text("studyVerdict"), QStringLiteral("4 runs · 80 steps"));
    // By keys: the sweep, and its weights.
    auto* sweep = world_->find<QCheckBox>("studySweep");
    sweep->setFocus();
    QTest::keyClick(sweep, Qt::Key_Space);
    QCOMPARE(world_->text("studyVerdict"), QStringLiteral("14 runs · 280 steps"));
    world_->type("sweepWeights", QStringLiteral("-0.4, 0.4"));
    QCOMPARE(world_->text("studyVerdict"), QStringLiteral("8 runs · 160 steps"));
    // A second dataset: fuzzy grades have no use there.
    const OfferedDataset* malignancy = nullptr;
    for (const OfferedDataset& dataset : world_->view().form().offer().launch->datasets)
        if (dataset.dataset.task.id == "malignancy") malignancy = &dataset;
    QVERIFY(malignancy != nullptr);
    world_->tick(("dataset_" + malignancy->name).c_str());
    QCOMPARE(world_->text("studyVerdict"), QStringLiteral("14 runs · 280 steps"));
    bool said = false;
    for (const QLabel* label : world_->view().form().findChildren<QLabel*>())
        said = said || label->text().startsWith(QStringLiteral("left out on malignancy: rft+fuzzy"));
    QVERIFY(said);
    QCOMPARE(world_->find<Combo>(("policy_" + malignancy->name).c_str())->currentText(),
             QStringLiteral("malignancy-start"));
    world_->type("studyName", QStringLiteral("First / try"));
    QTest::keyClick(world_->find<QLineEdit>("studyName"), Qt::Key_Return, Qt::ControlModifier);

    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(world_->engine.file("queue.json")), kSoon_ms); // an engine works
    QVERIFY(world_->engine.asked().find("--prepare") != std::string::npos);
    QCOMPARE(world_->view().studies()->all.size(), std::size_t{1});
    const std::string id = utf8(world_->view().studies()->all.front()->id);
    QVERIFY(id.ends_with("-First---try"));
    const fs::path file = world_->studies() / id / "study.json";
    const StudySpec spec = readStudy(file);
    QCOMPARE(spec.rows.size(), std::size_t{4});
    QCOMPARE(spec.rows[2].name, std::string("rft+recite weight -0.4"));
    QCOMPARE(spec.seeds, (std::vector<std::uint64_t>{1, 2}));
    QCOMPARE(spec.steps, std::optional<int>(20));
    QCOMPARE(spec.datasets.size(), std::size_t{2});
    QCOMPARE(spec.policyOf("severity").filename().string(), std::string("severity-start"));
    QVERIFY(spec.localiseOf("severity") != nullptr);
    QCOMPARE(spec.prefix, id + "-");
    QVERIFY(fs::equivalent(*spec.runs, world_->runs()));
    const WorkQueue queue = readQueue(queueFile(world_->runs()));
    QCOMPARE(queue.runs, std::vector<std::string>{id + "-severity-recite-s2"});
    QCOMPARE(queue.studies, std::vector<std::string>{"../studies/" + id + "/study.json"});
    // Its page is up, and its run stands among the runs.
    QVERIFY(world_->view().page().isVisible());
    QCOMPARE(world_->text("studyTitle"), QStringLiteral("First---try"));
    QTRY_VERIFY_WITH_TIMEOUT(
        world_->text("studyState").startsWith(QStringLiteral("6 of 7 runs done · waiting")), kSoon_ms);
}

void StudyTest::what_cant_be_is_said_before_it_is_started() {
    world_->open();
    auto* start = world_->find<QPushButton>("startStudy");
    QTRY_VERIFY(start->isEnabled());
    world_->tick("studySweep");
    world_->type("sweepWeights", QStringLiteral("0.1, x"));
    QCOMPARE(world_->text("studyVerdict"), QStringLiteral("“x” is no weight from −100 to 100"));
    QVERIFY(!start->isEnabled());
    QCOMPARE(world_->text("sweepTrouble"), world_->text("studyVerdict"));
    world_->type("sweepWeights", QStringLiteral("0.1 0.1"));
    QVERIFY(world_->text("studyVerdict").contains(QStringLiteral("twice")));
    world_->tick("studySweep");
    QVERIFY(start->isEnabled());
    world_->type("studySeeds", QStringLiteral("99"));
    QVERIFY(world_->text("studyVerdict").contains(QStringLiteral("between 1 and 50")));
    world_->type("studySeeds", QStringLiteral("3"));
    for (const char* row : {"row_rft", "row_vrft-aug", "row_rft+box-budget", "row_sft", "row_rft+fuzzy"})
        world_->tick(row);
    QCOMPARE(world_->text("studyVerdict"), QStringLiteral("Choose a strategy."));
    world_->tick("row_rft");
    // The only dataset taken out.
    const std::string chosen = world_->view().form().choice().datasets.begin()->first;
    const std::string name = world_->view().form().offer().launch->dataset(chosen)->name;
    world_->tick(("dataset_" + name).c_str());
    QCOMPARE(world_->text("studyVerdict"), QStringLiteral("Choose a dataset."));
    QVERIFY(!start->isEnabled());
    QVERIFY(start->toolTip().contains(QStringLiteral("Choose a dataset.")));
}

void StudyTest::the_table_fills_with_figures_intervals_and_states() {
    const fs::path place = world_->makeStudy();
    writeSign(world_->openRun(), {.step = 7});
    world_->open();
    // The newest study is up at once.
    QVERIFY(world_->view().page().isVisible());
    StudyForest& forest = world_->view().page().forest();
    QTRY_COMPARE_WITH_TIMEOUT(forest.text(3, StudyForest::kSeeds), QStringLiteral("1 of 2, step 6"),
                              kSoon_ms);
    QCOMPARE(forest.table().rows.size(), std::size_t{5});
    QCOMPARE(forest.text(0, StudyForest::kStrategy), QStringLiteral("Start (no tuning)"));
    QCOMPARE(forest.text(0, StudyForest::kMean), QStringLiteral(".30"));
    QCOMPARE(forest.text(0, StudyForest::kSeeds), QStringLiteral("—"));
    QCOMPARE(forest.text(1, StudyForest::kStrategy), QStringLiteral("SFT, supervised"));
    QCOMPARE(forest.text(1, StudyForest::kMean), QStringLiteral(".70"));
    QCOMPARE(forest.text(1, StudyForest::kInterval), QStringLiteral(".66 to .74"));
    QCOMPARE(forest.text(1, StudyForest::kAgainst), QStringLiteral("+.20, +.12 to +.28"));
    QCOMPARE(forest.text(1, StudyForest::kKappa), QStringLiteral(".62"));
    QCOMPARE(forest.text(2, StudyForest::kSeeds), QStringLiteral("2 of 2"));
    QCOMPARE(forest.text(3, StudyForest::kStrategy), QStringLiteral("RFT, recitation weight −0.4"));
    QCOMPARE(forest.text(3, StudyForest::kInterval), QStringLiteral("—"));
    QVERIFY(
        forest.text(4, StudyForest::kPlot).startsWith(QStringLiteral("left out: no dataset named localise")));
    QVERIFY(world_->text("studyState").startsWith(QStringLiteral("6 of 7 runs done · one is trained now")));
    QVERIFY(world_->text("studyLegend").contains(QStringLiteral("always the commonest answer .28")));
    QCOMPARE(world_->text("studyConclusion"),
             QStringLiteral("Above plain RFT with the whole interval: SFT, supervised (+.20)."));
    QVERIFY(world_->text("studyNotes").contains(QStringLiteral("different questions")));
    // What is painted lies where the figures say: the mean's square in its colour, the interval beside it.
    const QImage picture = forest.grab().toImage();
    const double ratio = picture.devicePixelRatio();
    const QRect plot =
        forest.visualRect(forest.model()->index(1, StudyForest::kPlot)).translated(forest.viewport()->pos());
    const auto at = [&](double value, int y) {
        return picture.pixelColor(static_cast<int>(forest.xOf(value, plot) * ratio),
                                  static_cast<int>((plot.center().y() + y) * ratio));
    };
    QCOMPARE(at(0.7, 3), colour(Token::S3));
    QCOMPARE(at(0.67, 0), colour(Token::S3));
    QVERIFY(at(0.62, 0) != colour(Token::S3));
    // The other dataset has no grades: their columns go.
    auto* datasets = world_->find<Combo>("studyDataset");
    datasets->setFocus();
    QTest::keyClick(datasets, Qt::Key_Down);
    QTRY_COMPARE(forest.table().name, QStringLiteral("malignancy"));
    QVERIFY(forest.isColumnHidden(StudyForest::kKappa));
    QTest::keyClick(datasets, Qt::Key_Up);
    QTRY_COMPARE(forest.table().name, QStringLiteral("severity"));
    // The run ends: its figures come by themselves.
    world_->writeTable(place, 2);
    Json final = {{"format", 1}, {"accuracy", {{"value", 0.5}}}};
    RunWriter(world_->openRun()).finalEvaluation(final);
    writeSign(world_->openRun(), {.pid = kDeadPid, .step = 7, .phase = Phase::Done});
    QTRY_COMPARE_WITH_TIMEOUT(forest.text(3, StudyForest::kSeeds), QStringLiteral("2 of 2"), kSoon_ms);
    QCOMPARE(forest.text(3, StudyForest::kInterval), QStringLiteral(".22 to .74"));
    QTRY_COMPARE(world_->text("studyState"), QStringLiteral("7 of 7 runs done"));
    QVERIFY(world_->find<QPushButton>("stopStudy")->isHidden());
    QVERIFY(world_->find<QPushButton>("resumeStudy")->isHidden());
}

void StudyTest::a_strategys_run_opens_by_keys_and_by_mouse() {
    world_->makeStudy();
    makeRun(world_->runs() / (std::string(kStudy) + "-severity-rft-s2"), 3);
    world_->open();
    StudyForest& forest = world_->view().page().forest();
    QTRY_COMPARE(forest.table().rows.size(), std::size_t{5});
    forest.setFocus();
    forest.setCurrentIndex(forest.model()->index(1, 0));
    QTest::keyClick(&forest, Qt::Key_Down);
    QCOMPARE(world_->text("studySeedsOf"), QStringLiteral("plain RFT"));
    auto* seeds = world_->find<FigureTable>("studySeedTable");
    QCOMPARE(seeds->numRows(), 2);
    QCOMPARE(cell(*seeds, 1, 0), QStringLiteral("seed 2"));
    QCOMPARE(cell(*seeds, 1, 1), QStringLiteral(".52"));
    QCOMPARE(cell(*seeds, 1, 2), QStringLiteral("+.22"));
    // The first seed's folder isn't there any more.
    QTest::keyClick(&forest, Qt::Key_Return);
    QVERIFY(seeds->hasFocus());
    world_->click("openStudyRun");
    QVERIFY(world_->text("studyTrouble").contains(QStringLiteral("isn’t in this workspace any more")));
    seeds->setFocus();
    QTest::keyClick(seeds, Qt::Key_Down);
    QTRY_VERIFY_WITH_TIMEOUT(world_->page->runs().worker().thread() != nullptr, kSoon_ms);
    QTest::keyClick(seeds, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(world_->find<QTabBar>("trainingTabs")->currentIndex(), 1, kSoon_ms);
    QTRY_VERIFY_WITH_TIMEOUT(world_->page->view().run() != nullptr &&
                                 world_->page->view().run()->line.id ==
                                     QString::fromLatin1(kStudy) + QStringLiteral("-severity-rft-s2"),
                             kSoon_ms);
}

void StudyTest::stop_and_resume_take_the_runs_out_of_the_queue_and_put_them_in_again() {
    const fs::path place = world_->makeStudy();
    const std::string run = world_->openRun().filename().string();
    writeSign(world_->openRun(), {.step = 7});
    makeRun(world_->runs() / "20250101-000000-mine", 2);
    writeQueue(queueFile(world_->runs()), {{run, "20250101-000000-mine"}});
    world_->open();
    auto* stop = world_->find<QPushButton>("stopStudy");
    QTRY_VERIFY_WITH_TIMEOUT(stop->isVisible(), kSoon_ms);
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(readControl(world_->openRun()).want == Want::Stop, kSoon_ms);
    // Other runs stay in the queue.
    QCOMPARE(readQueue(queueFile(world_->runs())).runs, std::vector<std::string>{"20250101-000000-mine"});
    writeSign(
        world_->openRun(),
        {.pid = kDeadPid, .step = 7, .phase = Phase::Done, .serial = readControl(world_->openRun()).serial});
    auto* resume = world_->find<QPushButton>("resumeStudy");
    QTRY_VERIFY_WITH_TIMEOUT(resume->isVisible(), kSoon_ms);
    QVERIFY(world_->text("studyState").endsWith(QStringLiteral("stopped")));
    resume->setFocus();
    QTest::keyClick(resume, Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            const auto queued = readQueue(queueFile(world_->runs())).runs;
            return std::find(queued.begin(), queued.end(), run) != queued.end();
        }(),
        kSoon_ms);
    QVERIFY(readControl(world_->openRun()).want == Want::Run);
    QVERIFY(world_->engine.asked().find((place / "study.json").string() + " --prepare") != std::string::npos);
}

void StudyTest::table_and_figure_go_to_the_clipboard() {
    world_->makeStudy();
    world_->open();
    QTRY_VERIFY(world_->find<QPushButton>("copyStudyTable")->isEnabled());
    world_->click("copyStudyTable");
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("dataset,row\r\nseverity,rft\r\n"));
    world_->click("copyStudyFigure");
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("<svg/>"));
}

void StudyTest::troubles_are_words() {
    // The runs can't be made: said in the form, and the study stays to be resumed.
    world_->engine.says(R"({"error":{"code":"Io","what":"the disk is full","where":"/x","next":"Make room"}})"
                        "\n",
                        1);
    world_->open();
    QTRY_VERIFY(world_->find<QPushButton>("startStudy")->isEnabled());
    world_->click("startStudy");
    QTRY_COMPARE_WITH_TIMEOUT(world_->text("studyVerdict"), QStringLiteral("The study couldn’t be started"),
                              kSoon_ms);
    QVERIFY(world_->text("studyVerdictText").contains(QStringLiteral("disk is full")));
    QTRY_COMPARE_WITH_TIMEOUT(world_->find<QListView>("studyList")->model()->rowCount(), 1, kSoon_ms);
    auto* list = world_->find<QListView>("studyList");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(list->model()->index(0, 0)).center());
    QTRY_VERIFY(world_->text("studyTrouble").contains(QStringLiteral("Resume makes them")));
    QVERIFY(world_->find<QPushButton>("resumeStudy")->isVisible());
    world_->close();

    // A table that is none, a run that failed, an engine that isn't there.
    const fs::path place = world_->makeStudy("20270101-000000-broken");
    writeFileAtomic(place / "table.json", "{\"format\":1,", false);
    world_->open();
    QTRY_VERIFY(world_->text("studyTrouble").contains(QStringLiteral("The table can’t be read")));
    world_->writeTable(place, 1);
    RunWriter(world_->openRun())
        .event({1100, 7, EventKind::Failed, "The loss isn't a number.", "Lower the rate."});
    writeSign(world_->openRun(), {.pid = kDeadPid, .step = 7, .phase = Phase::Done});
    QTRY_VERIFY_WITH_TIMEOUT(
        world_->text("studyTrouble").contains(QStringLiteral("Not finished by itself: broken")), kSoon_ms);
    qputenv("VRFT_ENGINE_PROGRAM", "/nowhere/vrftaug-engine");
    world_->click("resumeStudy");
    QTRY_VERIFY_WITH_TIMEOUT(world_->text("studyTrouble").contains(QStringLiteral("/nowhere/vrftaug-engine")),
                             kSoon_ms);
    world_->close();
    world_->open();
    world_->click("newStudy");
    QTRY_VERIFY(world_->text("studyVerdict").contains(QStringLiteral("/nowhere/vrftaug-engine")));
    QVERIFY(!world_->find<QPushButton>("startStudy")->isEnabled());
    world_->close();

    // Nothing is frozen.
    TempFolder empty;
    Workspace::create(empty / "ws");
    world_->thread = std::make_unique<WorkspaceThread>();
    world_->page = std::make_unique<TrainingPage>(*world_->thread);
    world_->page->resize(1280, 800);
    world_->page->show();
    qputenv("VRFT_ENGINE_PROGRAM", QByteArray::fromStdString(world_->engine.program().string()));
    world_->thread->open(empty / "ws", QStringLiteral("x"), false);
    auto* tabs = world_->find<QTabBar>("trainingTabs");
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(3).center());
    QTRY_VERIFY_WITH_TIMEOUT(
        world_->text("studyVerdict").startsWith(QStringLiteral("No dataset is frozen yet")), kSoon_ms);
    QVERIFY(world_->find<QLabel>("noStudyDataset")->isVisible());
    QSignalSpy wanted(world_->page.get(), &Workplace::placeWanted);
    world_->click("studyToDataset");
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.front().front().value<PlaceLink>().place, WorkplaceKind::Dataset);
}

void StudyTest::forecasts_go_by_runs_of_before() {
    world_->open();
    const LaunchOffer& offer = *world_->view().form().offer().launch;
    StudyChoice choice = firstStudyChoice(offer);
    choice.rows = {"rft", "sft"};
    choice.seeds = 2;
    choice.steps = 100;
    const std::int64_t size = offer.policy(choice.datasets.begin()->second)->description.parameters;
    StudyForecast forecast = studyForecast(choice, offer, {{size + 1, false, false, 9, 0}});
    QVERIFY(!forecast.total_s); // another size says nothing
    forecast = studyForecast(choice, offer, {{size, false, false, 2, 0}});
    QCOMPARE(forecast.total_s.value_or(0), 2.0 * 400);
    forecast = studyForecast(choice, offer, {{size, false, false, 2, 0}, {size, true, false, 0.5, 0}});
    QCOMPARE(forecast.total_s.value_or(0), 2.0 * 200 + 0.5 * 200);
    QCOMPARE(forecast.runs, 4);
    // Evaluations every ten steps, before the first and after the last: twelve.
    forecast = studyForecast(choice, offer, {{size, false, false, 2, 1}});
    QCOMPARE(forecast.total_s.value_or(0), 2.0 * 400 + 4 * 12);
    // Runs on disk say how long their steps took.
    makeRun(world_->runs() / "20250101-000000-before", 12);
    const auto speeds = readRunSpeeds(world_->runs());
    QCOMPARE(speeds.size(), std::size_t{1});
    QCOMPARE(speeds.front().step_s, 2.0);
}

void StudyTest::a_study_trained_by_the_engine_shows_its_table_in_a_window_opened_later() {
    const fs::path engine = fs::path(VRFT_BIN_DIR) / "vrftaug-engine";
    if (!fs::exists(engine)) QSKIP("built without training");
    qputenv("VRFT_ENGINE_PROGRAM", QByteArray::fromStdString(engine.string()));
    world_->open();
    QTRY_VERIFY(world_->find<QPushButton>("startStudy")->isEnabled());
    for (const char* row : {"row_vrft-aug", "row_rft+box-budget", "row_rft+fuzzy"})
        world_->tick(row);
    world_->type("studySeeds", QStringLiteral("2"));
    world_->type("studySteps", QStringLiteral("2"));
    world_->click("startStudy");
    QTRY_VERIFY_WITH_TIMEOUT(world_->view().page().isVisible(), kTrained_ms);
    QTRY_VERIFY_WITH_TIMEOUT(queueWorked(queueFile(world_->runs())), kTrained_ms);
    world_->close(); // its runs go on
    world_->open();
    StudyForest& forest = world_->view().page().forest();
    QTRY_COMPARE_WITH_TIMEOUT(world_->text("studyState"), QStringLiteral("4 of 4 runs done"), kTrained_ms);
    QCOMPARE(forest.table().rows.size(), std::size_t{3});
    QCOMPARE(forest.text(1, StudyForest::kSeeds), QStringLiteral("2 of 2"));
    QVERIFY(forest.text(1, StudyForest::kInterval).contains(QStringLiteral(" to ")));
    QVERIFY(forest.text(1, StudyForest::kAgainst).contains(QStringLiteral(" to ")));
    QVERIFY(forest.text(2, StudyForest::kAgainst) == QStringLiteral("—"));
    QTRY_VERIFY_WITH_TIMEOUT(!queueWorked(queueFile(world_->runs())), kTrained_ms);
}
