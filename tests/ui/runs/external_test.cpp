// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/runs/external_test.h"

#include "core/dataset/dataset.h"
#include "core/store/workspace.h"
#include "tests/core/run/compared_runs.h"
#include "tests/support/temp_folder.h"
#include "tests/ui/runs/fake_engine.h"
#include "tests/ui/runs/made_run.h"
#include "ui/runs/external_dialog.h"
#include "ui/runs/figure_table.h"
#include "ui/runs/run_view.h"
#include "ui/runs/training_page.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"
#include "ui/workspace/workspace_thread.h"

#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QTest>
#include <QTimer>
#include <functional>

using namespace vrft;
using namespace vrft::ui;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

constexpr int kAnswered_ms = 20'000;
constexpr const char* kProgress = R"({"part":"progress","text":"Answering cells","done":1,"of":2})"
                                  "\n";

// A frozen dataset that the workspace knows.
void freeze(Workspace& workspace, const fs::path& folder, const std::string& hash, int numGrades,
            std::int64_t test) {
    makeHeldOutDataset(folder, 4, 0, "severity", numGrades);
    Dataset dataset;
    dataset.name = "cells";
    dataset.hash = hash;
    dataset.counts[static_cast<std::size_t>(Split::Test)] = {test, test, {}};
    writeFileAtomic(folder / kDatasetFile, jsonPretty(datasetToJson(dataset)));
    workspace.datasets().add({dataset.name, hash, "severity", "", folder.string(), "test", 1000}, {});
}

Json figuresOf(const char* hash, double accuracy) {
    Json figures = heldOutFigures(20, accuracy);
    figures["dataset"] = {{"name", "cells"}, {"hash", hash}};
    figures["shared_with_training"] = 0;
    figures["per_class"] = Json::parse(
        R"({"class0":{"n":10,"recall":0.8,"precision":0.7,"specificity":0.9,"recall_interval":[0.6,0.95]}})");
    return figures;
}

// "good" has finished and "near" has stopped, both with a checkpoint. The workspace has the runs' own
// dataset, one of the same question, one of other grades and one without test patients.
struct ExternalPlace {
    ExternalPlace()
        : engine(folder / "engine") {
        const auto workspace = Workspace::create(folder / "ws");
        freeze(*workspace, folder / "ws/data", kOwn, 3, 30);
        freeze(*workspace, folder / "ws/other", kOther, 3, 25);
        freeze(*workspace, folder / "ws/grades", "cccccccc00000000cc", 4, 25);
        freeze(*workspace, folder / "ws/untested", "dddddddd00000000dd", 3, 0);
        const auto right = [](int sample) { return sample % 3; };
        for (const bool finished : {true, false}) {
            makeComparedRun(run(finished), {.hash = kOwn, .finished = finished}, right);
            makeFolders(RunPaths{run(finished)}.checkpoint(20));
            writeSign(run(finished), {.pid = kDeadPid, .step = 20, .phase = Phase::Done});
        }
        Json both = {{"format", 1}, {"evaluations", {figuresOf(kOwn, 0.55), figuresOf(kOther, 0.42)}}};
        both["evaluations"][1]["n"] = 25;
        both["evaluations"][1]["patients"] = 24;
        both["evaluations"][1]["shared_with_training"] = 3;
        writeFileAtomic(engine.file("figures.json"), jsonPretty(both), false);
        engine.says(kProgress);
        qputenv("VRFT_ENGINE_PROGRAM", QByteArray::fromStdString(engine.program().string()));
    }
    ~ExternalPlace() { qunsetenv("VRFT_ENGINE_PROGRAM"); }
    static constexpr const char* kOwn = "aaaaaaaa00000000aa";
    static constexpr const char* kOther = "bbbbbbbb00000000bb";
    fs::path run(bool finished) const {
        return folder / "ws" / "runs" / (finished ? "20260103-000000-good" : "20260101-000000-near");
    }
    TempFolder folder;
    FakeEngine engine;
};

struct ExternalPage {
    ExternalPage(const ExternalPlace& place, bool finished)
        : page(workspace) {
        page.resize(1512, 900);
        page.show();
        [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(&page);
        workspace.open(place.folder / "ws", QStringLiteral("Dr. Sato"), false);
        page.openRun(qs(place.run(finished).filename().string()));
    }
    ~ExternalPage() { workspace.close(); }
    template <typename T>
    T* find(const char* name) {
        return page.findChild<T*>(QString::fromLatin1(name));
    }
    bool chooseTest() {
        auto* parts = find<Segments>("shownPart");
        if (!QTest::qWaitFor([&] { return parts->button(2)->isVisible(); }, kAnswered_ms)) return false;
        QTest::mouseClick(parts->button(2), Qt::LeftButton);
        return find<QPushButton>("externalAsk")->isVisible();
    }
    // Works in the dialog that the button opens.
    bool ask(const std::function<void(ExternalDialog&)>& work) {
        bool done = false;
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
            auto* dialog = qobject_cast<ExternalDialog*>(QApplication::activeModalWidget());
            if (dialog == nullptr || done) return;
            done = true;
            work(*dialog);
            if (dialog->isVisible()) dialog->reject();
        });
        timer.start(20);
        QTest::mouseClick(find<QPushButton>("externalAsk"), Qt::LeftButton);
        return QTest::qWaitFor([&] { return done && QApplication::activeModalWidget() == nullptr; },
                               kAnswered_ms);
    }
    WorkspaceThread workspace;
    TrainingPage page;
};

void takeFirst(ExternalDialog& dialog) {
    QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("externalEvaluate")), Qt::LeftButton);
}

QStringList row(const FigureTable& table, const QString& name) {
    for (int at = 0; at < table.numRows(); ++at)
        if (table.text(at, 0) == name) return {table.text(at, 1), table.text(at, 2), table.text(at, 3)};
    return {};
}

} // namespace

void ExternalTest::a_finished_run_stands_beside_another_dataset() {
    const ExternalPlace place;
    {
        ExternalPage open(place, true);
        QVERIFY(open.chooseTest());
        QVERIFY(open.ask([](ExternalDialog& dialog) {
            auto* list = dialog.findChild<QListWidget*>(QStringLiteral("externalDatasets"));
            QCOMPARE(list->count(), 4);
            QVERIFY(list->item(0)->text().endsWith(QStringLiteral("No test patients in it")));
            QVERIFY(list->item(1)->text().contains(QStringLiteral("Other classes: 0 · class0")));
            QCOMPARE(list->item(2)->text(),
                     QStringLiteral("Severity, version 2 (bbbbbbbb)\n25 test images of 25 patients"));
            QVERIFY(list->item(3)->text().endsWith(QStringLiteral("The run’s own dataset")));
            for (const int other : {0, 1, 3}) {
                QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                                  list->visualItemRect(list->item(other)).center());
                QCOMPARE(list->currentRow(), 2);
            }
            takeFirst(dialog);
        }));
        QTRY_VERIFY_WITH_TIMEOUT(open.find<FigureTable>("externalFigures") != nullptr, kAnswered_ms);
        const std::string asked = place.engine.asked();
        QVERIFY(asked.find("eval --policy " + place.run(true).string() + " --dataset ") != std::string::npos);
        QVERIFY(asked.find("/ws/data " + (place.folder / "ws/other").string() + " --split test ") !=
                std::string::npos);
    }
    ExternalPage again(place, true); // the figures are kept beside the run
    QVERIFY(again.chooseTest());
    QTRY_VERIFY_WITH_TIMEOUT(again.find<FigureTable>("externalFigures") != nullptr, kAnswered_ms);
    const auto& table = *again.find<FigureTable>("externalFigures");
    QVERIFY(table.isVisible());
    QCOMPARE(row(table, QStringLiteral("Patients")),
             (QStringList{QStringLiteral("30"), QStringLiteral("24"), QString()}));
    QCOMPARE(row(table, QStringLiteral("Accuracy")),
             (QStringList{QStringLiteral(".55, .45 to .65"), QStringLiteral(".42, .32 to .52"),
                          QStringLiteral("−.13")}));
    QCOMPARE(row(table, QStringLiteral("Mean grade error")).last(), QStringLiteral("+.13"));
    QCOMPARE(row(table, QStringLiteral("0 · class0: sensitivity")).first(),
             QStringLiteral(".80, .60 to .95"));
    QVERIFY(again.find<QLabel>("externalOf")
                ->text()
                .startsWith(QStringLiteral("Internal: cells (aaaaaaaa). External: cells (bbbbbbbb).")));
    QVERIFY(again.find<QLabel>("externalCaution")->text().contains(QStringLiteral("3 of the external")));
}

void ExternalTest::a_stopped_run_can_be_evaluated_too() {
    const ExternalPlace place;
    ExternalPage open(place, false);
    QVERIFY(open.chooseTest());
    QVERIFY(!open.find<FigureTable>("testFigures")->isVisible());
    QVERIFY(open.find<QLabel>("testOf")->text().contains(QStringLiteral("ended before its test")));
    QVERIFY(open.ask([](ExternalDialog& dialog) { // by key
        QTest::keyClick(dialog.findChild<QListWidget*>(QStringLiteral("externalDatasets")), Qt::Key_Return);
    }));
    QTRY_VERIFY_WITH_TIMEOUT(open.find<FigureTable>("externalFigures") != nullptr, kAnswered_ms);
}

void ExternalTest::refusals_are_words_and_stop_ends_it() {
    const ExternalPlace place;
    place.engine.says(
        R"({"error":{"code":"Mismatch","what":"the datasets ask different questions","where":"/x","next":"Evaluate it by itself"}})"
        "\n",
        1);
    ExternalPage open(place, true);
    QVERIFY(open.chooseTest());
    QVERIFY(open.ask(takeFirst));
    QTRY_VERIFY_WITH_TIMEOUT(open.find<QLabel>("externalTrouble")->isVisible(), kAnswered_ms);
    QCOMPARE(open.find<QLabel>("externalTrouble")->text(),
             QStringLiteral("The datasets ask different questions (/x). Evaluate it by itself."));
    QVERIFY(open.find<QPushButton>("externalAsk")->isEnabled());

    place.engine.says(kProgress, 0, true);
    QVERIFY(open.ask(takeFirst));
    auto* doing = open.find<QLabel>("externalDoing");
    QTRY_COMPARE_WITH_TIMEOUT(doing->text(), QStringLiteral("Answering cells · 1 of 2 datasets done"),
                              kAnswered_ms);
    QVERIFY(doing->isVisible());
    QCOMPARE(open.find<QProgressBar>("externalProgress")->value(), 1);
    QVERIFY(!open.find<QPushButton>("externalAsk")->isEnabled());
    QVERIFY(!open.page.unfinished().isEmpty());
    QVERIFY(!open.find<QLabel>("externalTrouble")->isVisible());
    // Another run doesn't show it; it goes on meanwhile.
    open.page.openRun(qs(place.run(false).filename().string()));
    QTRY_VERIFY_WITH_TIMEOUT(!doing->isVisible(), kAnswered_ms);
    open.page.openRun(qs(place.run(true).filename().string()));
    QTRY_VERIFY_WITH_TIMEOUT(doing->isVisible(), kAnswered_ms);
    QTest::mouseClick(open.find<QPushButton>("externalStop"), Qt::LeftButton);
    QVERIFY(!doing->isVisible());
    QVERIFY(open.find<QPushButton>("externalAsk")->isEnabled());
    QVERIFY(open.page.unfinished().isEmpty());
    QVERIFY(open.find<FigureTable>("externalFigures") == nullptr);
}
