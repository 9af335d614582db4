// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/window/whole_path_test.h"

#include "core/dataset/check.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/control.h"
#include "core/store/annotations_table.h"
#include "core/store/workspace.h"
#include "tests/scenarios/run_essence.h"
#include "tests/scenarios/window/engines.h"
#include "tests/scenarios/window/path.h"
#include "tests/support/temp_folder.h"
#include "ui/runs/answers_panel.h"
#include "ui/runs/chart_board.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSettings>

using namespace vrft;
using namespace vrft::ui;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

constexpr int kWatched = 20;
constexpr int kSteps = 200; // it still goes on when the window is opened again

// Every step from the first to the last, once.
void verifyComplete(const RunPointer& run, int least) {
    const std::vector<int>& steps = run->metrics->steps();
    QVERIFY(!steps.empty() && steps.back() >= least);
    for (std::size_t i = 0; i < steps.size(); ++i)
        QCOMPARE(steps[i], static_cast<int>(i));
}

struct Trained {
    std::string run;
    ImageRef image;
    Annotation annotation;
};

void labelAndBox(Person& person, Path& path, Trained& trained) {
    path.toNextUnlabelled();
    trained.image = *person.labels().image();
    path.label(2);
    QCOMPARE(person.labels().own()->grade, std::optional(2));
    path.drawBox();
    const std::vector<vrft::Box> boxes = person.labels().own()->boxes;
    QCOMPARE(boxes.size(), std::size_t{1});
    path.undo();
    QVERIFY(person.labels().own()->boxes.empty());
    QCOMPARE(person.labels().own()->grade, std::optional(2));
    path.redo();
    QCOMPARE(person.labels().own()->boxes, boxes);
    trained.annotation = *person.labels().own();
}

void freezeAndStart(Person& person, Path& path, const fs::path& workspace, Trained& trained) {
    const std::string hash = path.freezeWithoutFirstImage();
    const FrozenVersion version = person.datasets().model().picture()->versions.back();
    QCOMPARE(version.number, 2);
    QVERIFY(checkDataset(version.folder).empty());
    Path::NewRun wanted;
    wanted.dataset = hash;
    wanted.steps = kSteps;
    trained.run = path.startRun(wanted);
    const RunInfo info = readRun(workspace / "runs" / trained.run);
    QCOMPARE(info.datasets.at("main").hash, hash);
    QCOMPARE(info.recipe.preset, std::string("rft+fuzzy"));
    QCOMPARE(info.recipe.totalSteps(), kSteps);
}

void watchTwentySteps(Person& person, Path& path, const std::string& run) {
    path.watch(run);
    person.until("twenty steps", [&] {
        return person.run()->metrics->size() > 0 && person.run()->metrics->steps().back() >= kWatched;
    });
    verifyComplete(person.run(), kWatched);
    ChartBoard& board = person.training().view().charts();
    QVERIFY(board.isVisible());
    QVERIFY(!board.cards().empty() && board.cards().front()->isVisible());
    QVERIFY(person.run()->metrics->find("heldout/accuracy") != nullptr);
    person.until("answers", [&] {
        const auto& answers = person.run()->answers;
        return answers && !answers->all.empty() && answers->all.front().step >= kWatched / 2;
    });
    QListView& list = *person.training().view().answers().view();
    person.until("answers in their list", [&] { return list.model()->rowCount() > 0; });
    QVERIFY(!person.run()->answers->all.front().text.isEmpty());
    QVERIFY(!person.run()->answers->all.front().picture.isNull());
}

} // namespace

void WholePathTest::init() {
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
}

void WholePathTest::from_the_sample_to_three_judged_traces_with_the_window_closed_meanwhile() {
    if (!fs::exists(fs::path(qEnvironmentVariable("VRFT_ENGINE_PROGRAM").toStdString())))
        QSKIP("vrftaug-engine isn't built");
    const TempFolder folder;
    qputenv("XDG_DATA_HOME", QByteArray::fromStdString((folder / "data").string()));
    const fs::path workspace = folder / "data" / "vrftaug" / "sample";
    const EnginesOf engines(workspace);
    Trained trained;
    const fs::path runs = workspace / "runs";
    try {
        {
            Person person;
            person.openProgram(std::nullopt); // the sample is made
            QVERIFY(person.labels().countImages() > 1000);
            Path path(person);
            labelAndBox(person, path, trained);
            freezeAndStart(person, path, workspace, trained);
            watchTwentySteps(person, path, trained.run);
            QVERIFY(path.shows(RunState::Working));
            person.closeProgram();
        }
        // Nobody looks, and it goes on.
        const auto before = readHeartbeat(runs / trained.run);
        QVERIFY(processRuns(*before));
        QTRY_VERIFY_WITH_TIMEOUT(readHeartbeat(runs / trained.run)->step > before->step, 120'000);

        Person person;
        person.openProgram(workspace);
        Path path(person);
        path.watch(trained.run);
        person.until("figures", [&] { return person.run()->metrics->size() > kWatched; });
        QVERIFY2(path.shows(RunState::Working), "the run ended too soon for this test");
        verifyComplete(person.run(), kWatched + 1);
        person.click("stopRun");
        person.until("stopped", [&] { return path.shows(RunState::Stopped); });
        const int stopped = person.run()->line.step;
        QVERIFY(stopped < kSteps);
        QCOMPARE(newestValid(runs / trained.run).found->step(), stopped);
        QVERIFY(person.find<QPushButton>("goOnRun").text().contains(QString::number(stopped)));
        path.resume();
        person.until("finished", [&] { return path.shows(RunState::Finished); });
        verifyComplete(person.run(), kSteps);
        path.review(trained.run, 3);
        QVERIFY(person.undoText().startsWith(QStringLiteral("Undo: Verdict on")));
        person.closeProgram();
    } catch (const std::exception& problem) {
        QFAIL(problem.what());
    }
    {
        WorkspaceOptions options;
        options.backupEvery_h = -1;
        const auto store = Workspace::open(workspace, options);
        QCOMPARE(store->verdicts().ofRun(trained.run).size(), std::size_t{3});
        const auto all = store->annotations().ofImage(trained.image);
        const auto own = std::find_if(all.begin(), all.end(), [](const StoredAnnotation& item) {
            return item.annotation.reader == "M. Sato" && item.annotation.task == kPathTask;
        });
        QVERIFY(own != all.end());
        QVERIFY(stateOf(&own->annotation) == stateOf(&trained.annotation));
    }
    // As if nothing had been closed, stopped and resumed.
    const fs::path twin = trainTwin(runs / trained.run);
    const auto broken = essence(runs / trained.run);
    QVERIFY2(sameTraining(broken, essence(twin)), differences(broken, essence(twin)).c_str());
    qunsetenv("XDG_DATA_HOME");
}
