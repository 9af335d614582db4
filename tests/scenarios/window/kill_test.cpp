// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/window/kill_test.h"

#include "core/dataset/check.h"
#include "core/random.h"
#include "core/run/control.h"
#include "core/store/annotations_table.h"
#include "core/store/connection.h"
#include "core/store/datasets_table.h"
#include "core/store/journal.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "imaging/sample_workspace.h"
#include "tests/scenarios/run_essence.h"
#include "tests/scenarios/window/driver.h"
#include "tests/scenarios/window/engines.h"
#include "tests/scenarios/window/path.h"
#include "tests/support/temp_folder.h"

#include <QProcess>
#include <QTest>
#include <csignal>
#include <thread>

using namespace vrft;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

constexpr int kPatients = 120; // fewer, and a grade is missing in the test split
constexpr int kKillsALife = 6; // then it goes to its end in peace

int numberFrom(const char* variable, int fallback) {
    const QByteArray text = qgetenv(variable);
    return text.isEmpty() ? fallback : text.toInt();
}

WorkspaceOptions noBackups() {
    WorkspaceOptions options;
    options.backupEvery_h = -1;
    return options;
}

// Made once; each life has a copy.
void makeSample(const fs::path& folder) {
    const auto workspace = Workspace::create(folder, noBackups());
    SampleOptions options;
    options.patients = kPatients;
    options.knowledge = fs::path(VRFT_SOURCE_DIR) / "resources" / "knowledge";
    options.policies = fs::path(VRFT_SOURCE_DIR) / "resources" / "policies";
    options.program = "test";
    fillSampleWorkspace(*workspace, options);
}

// One workspace and all the windows that were killed on it.
class Life {
public:
    Life(fs::path folder, std::uint64_t seed)
        : folder_(std::move(folder))
        , random_(seed)
        , engines_(workspace()) {}

    fs::path workspace() const { return folder_ / "ws"; }
    fs::path tale() const { return folder_ / "tale"; }
    fs::path run() const;
    int windowKills = 0;
    int engineKills = 0;

    // Windows one after another, at most `kills` kills, until one has gone the path to its end.
    void live(int kills);

private:
    void start();
    bool ended(); // by itself: at the end of the path
    bool killEngine();
    void check();

    fs::path folder_;
    CounterRandom random_;
    EnginesOf engines_;
    std::unique_ptr<QProcess> window_;
};

void Life::start() {
    window_ = std::make_unique<QProcess>();
    window_->setProcessChannelMode(QProcess::ForwardedChannels);
    window_->start(QCoreApplication::applicationFilePath(),
                   {QStringLiteral("--drive"), QString::fromStdString(workspace().string()),
                    QString::fromStdString(tale().string())});
    if (!window_->waitForStarted()) throw Impatient("the window doesn't start");
}

bool Life::ended() {
    return window_->state() == QProcess::NotRunning || window_->waitForFinished(1);
}

fs::path Life::run() const {
    const Confirmed confirmed(tale());
    for (const Json& line : confirmed.done)
        if (line.at("done") == "finished") return workspace() / "runs" / line.at("run").get<std::string>();
    return {};
}

// The engine that trains, or none that does.
bool Life::killEngine() {
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(workspace() / "runs", code)) {
        const auto beat = readHeartbeatOrNone(entry.path());
        if (!beat || beat->phase == Phase::Done || !processRuns(*beat)) continue;
        ::kill(static_cast<pid_t>(beat->pid), SIGKILL);
        return true;
    }
    return false;
}

// What the killed window had confirmed is there, all of it but one edit that may have been in flight.
void Life::check() {
    if (!fs::exists(tale())) return; // it was killed before its window was up
    const Confirmed confirmed(tale());
    int differences = 0;
    {
        const auto store = Workspace::open(workspace(), noBackups());
        std::map<std::string, Json> images;
        for (const Task& task : store->tasks().all())
            for (const StoredAnnotation& item : store->annotations().ofTask(task.id))
                if (item.annotation.reader == kPathReader)
                    images[keyOf(task.id, item.annotation.image)] = stateOf(&item.annotation);
        std::map<std::string, Json> traces;
        for (const auto& entry : fs::directory_iterator(workspace() / "runs"))
            for (const TraceVerdict& item : store->verdicts().ofRun(entry.path().filename().string()))
                traces[keyOf(item.trace)] = std::string(verdictName(item.verdict));
        Tale more(tale());
        const auto compare = [&](const char* kind, const std::map<std::string, Json>& told,
                                 std::map<std::string, Json> stored) {
            for (const auto& item : told)
                stored.emplace(item.first, Json());
            for (const auto& [key, state] : stored) {
                const auto said = told.find(key);
                const Json before = said == told.end() ? Json() : said->second;
                if (before == state) continue;
                ++differences;
                qInfo("%s: told %s, stored %s", key.c_str(), before.dump().c_str(), state.dump().c_str());
                more.found(kind, key, state);
            }
        };
        compare("image", confirmed.images, images);
        compare("trace", confirmed.traces, traces);
        QVERIFY2(differences <= (confirmed.inFlight ? 1 : 0), "what was confirmed isn't stored");
        for (const DatasetRow& row : store->datasets().all())
            QVERIFY(checkDataset(workspace() / row.folder).empty());
        for (const Json& line : confirmed.done)
            if (line.at("done") == "frozen") {
                const auto rows = store->datasets().all();
                QVERIFY(std::any_of(rows.begin(), rows.end(),
                                    [&](const DatasetRow& row) { return row.hash == line.at("hash"); }));
            } else if (line.at("done") == "started") {
                QVERIFY(isRun(workspace() / "runs" / line.at("run").get<std::string>()));
            }
        // And undo goes back from here, and forward again.
        if (store->journal().nextUndo()) {
            const auto edit = store->journal().undo();
            const auto again = store->journal().redo();
            QVERIFY(edit && again && edit->id == again->id);
        }
    }
    StoreConnection library(workspace() / "workspace.sqlite", StoreConnection::Mode::Open, nullptr);
    const auto trouble = library.check(true);
    QVERIFY2(!trouble, trouble.value_or("").c_str());
}

void Life::live(int kills) {
    start();
    while (windowKills + engineKills < std::min(kills, kKillsALife)) {
        // Some lines further in the tale, and a moment more.
        const std::size_t wanted = linesOf(tale()) + 1 + random_.below(9);
        while (!ended() && linesOf(tale()) < wanted)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        std::this_thread::sleep_for(std::chrono::microseconds(random_.below(300'000)));
        if (ended()) break;
        if (random_.below(2) == 0 && killEngine()) {
            ++engineKills;
            continue;
        }
        window_->kill();
        window_->waitForFinished(-1);
        if (window_->exitStatus() != QProcess::CrashExit) break; // it was faster
        ++windowKills;
        check();
        if (QTest::currentTestFailed()) return;
        start();
    }
    window_->waitForFinished(300'000);
    QVERIFY2(window_->exitStatus() == QProcess::NormalExit && window_->exitCode() == 0,
             "the window didn't come to the end of the path");
    check();
    const Confirmed confirmed(tale());
    QVERIFY2(confirmed.images.size() >= kPathLabels && confirmed.traces.size() >= kPathVerdicts,
             qPrintable(QStringLiteral("%1 images, %2 traces")
                            .arg(confirmed.images.size())
                            .arg(confirmed.traces.size())));
}

} // namespace

void KillTest::nothing_confirmed_is_lost_and_the_run_ends_as_the_unbroken_one() {
    if (!fs::exists(fs::path(qEnvironmentVariable("VRFT_ENGINE_PROGRAM").toStdString())))
        QSKIP("vrftaug-engine isn't built");
    const int wanted = numberFrom("VRFT_WINDOW_KILLS", 10);
    const auto seed = static_cast<std::uint64_t>(numberFrom("VRFT_KILL_SEED", 1));
    const TempFolder folder;
    makeSample(folder / "sample");
    std::map<std::string, std::map<std::string, std::string>> unbroken; // by dataset
    int windows = 0;
    int engines = 0;
    int lives = 0;
    while (windows + engines < wanted) {
        QVERIFY2(lives < wanted + 5, "the path ends before a kill falls");
        const fs::path place = folder / ("life" + std::to_string(++lives));
        fs::create_directories(place);
        fs::copy(folder / "sample", place / "ws", fs::copy_options::recursive);
        Life life(place, seed * 1000 + static_cast<std::uint64_t>(lives));
        try {
            life.live(wanted - windows - engines);
        } catch (const std::exception& problem) {
            QFAIL(problem.what());
        }
        if (QTest::currentTestFailed()) return;
        windows += life.windowKills;
        engines += life.engineKills;
        // The same recipe, dataset, policy and seed give the same run, whoever was killed.
        auto& expected = unbroken[readRun(life.run()).datasets.at("main").hash];
        if (expected.empty()) {
            const fs::path twin = trainTwin(life.run());
            QVERIFY2(!twin.empty(), "the unbroken run failed");
            expected = essence(twin);
            QVERIFY(expected.contains("final"));
        }
        const auto ended = essence(life.run());
        QVERIFY2(ended == expected, differences(ended, expected).c_str());
        fs::remove_all(place);
    }
    // scripts/soak counts by this line.
    qInfo("MESSAGE: %d kills (%d windows, %d engines) in %d lives", windows + engines, windows, engines,
          lives);
}
