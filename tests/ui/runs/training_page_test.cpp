// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/runs/training_page_test.h"

#include "core/run/alarms.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/queue.h"
#include "core/run/run_edits.h"
#include "core/store/workspace.h"
#include "tests/support/temp_folder.h"
#include "tests/ui/runs/made_run.h"
#include "ui/runs/alarm_bar.h"
#include "ui/runs/answers_panel.h"
#include "ui/runs/chart_board.h"
#include "ui/runs/chart_card.h"
#include "ui/runs/dismissals.h"
#include "ui/runs/engine_launch.h"
#include "ui/runs/rename_run_dialog.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_view.h"
#include "ui/runs/thresholds_dialog.h"
#include "ui/runs/training_page.h"
#include "ui/widgets/dialogs.h"
#include "ui/workspace/workspace_thread.h"

#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QTimer>
#include <csignal>
#include <functional>
#include <mutex>
#include <sys/stat.h>

using namespace vrft;
using namespace vrft::ui;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

constexpr int kSoon_ms = 20'000;
constexpr int kTraining_ms = 180'000;

struct Page {
    explicit Page(const fs::path& folder)
        : page(workspace) {
        page.setReader(QStringLiteral("Dr. Sato"));
        page.resize(1512, 900);
        page.show();
        [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(&page);
        workspace.open(folder, QStringLiteral("Dr. Sato"), false);
    }
    ~Page() { workspace.close(); }
    template <typename T>
    T* find(const char* name) {
        return page.findChild<T*>(QString::fromLatin1(name));
    }
    bool shows(RunState state) { return page.view().run() && page.view().run()->line.state == state; }
    void click(const char* name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    WorkspaceThread workspace;
    TrainingPage page;
};

// WORKSPACE/runs with a run that this process seems to train, one waiting, one stopped.
struct Workplace3 {
    Workplace3() {
        Workspace::create(folder / "ws"); // closed again at once
        makeDataset(folder / "ws" / "data");
        for (const char* name : {"20260101-000000-old", "20260102-000000-now", "20260103-000000-next"})
            makeRun(runs() / name, 12);
        writeSign(runs() / "20260101-000000-old", {.pid = kDeadPid, .step = 12, .phase = Phase::Done});
        writeSign(now(), {.step = 13});
        writeQueue(queueFile(runs()), {{"20260102-000000-now", "20260103-000000-next"}});
        fs::remove(RunPaths{runs() / "20260103-000000-next"}.completions(1));
    }
    fs::path runs() const { return folder / "ws" / "runs"; }
    fs::path now() const { return runs() / "20260102-000000-now"; }
    TempFolder folder;
};

// Works in the modal dialog that `act` opens.
template <typename Dialog>
bool inDialog(const std::function<void()>& act, const std::function<void(Dialog&)>& work) {
    bool done = false;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
        if (dialog == nullptr || done) return;
        done = true;
        timer.stop();
        work(*dialog);
        if (dialog->isVisible()) dialog->reject();
    });
    timer.start(20);
    act();
    return QTest::qWaitFor([&] { return done && QApplication::activeModalWidget() == nullptr; }, kSoon_ms);
}

QPushButton* buttonOf(QWidget& dialog, const QString& text) {
    for (auto* button : dialog.findChildren<QPushButton*>())
        if (button->text() == text) return button;
    return nullptr;
}

fs::path engine() {
    const QString named = qEnvironmentVariable("VRFT_ENGINE_PROGRAM");
    return named.isEmpty() ? fs::path(VRFT_BIN_DIR) / "vrftaug-engine" : fs::path(named.toStdString());
}

bool runs(const QString& program, const QStringList& arguments) {
    QProcess child;
    child.start(program, arguments);
    return child.waitForFinished(kTraining_ms) && child.exitCode() == 0;
}

// What is logged while it lives, "CATEGORY: text"; from any thread.
class Logged {
public:
    Logged() {
        lines().clear();
        before() = qInstallMessageHandler(
            [](QtMsgType type, const QMessageLogContext& context, const QString& text) {
                {
                    const std::lock_guard lock(mutex());
                    lines() << QStringLiteral("%1%2: %3")
                                   .arg(type == QtWarningMsg ? QStringLiteral("! ") : QString(),
                                        QString::fromLatin1(context.category), text);
                }
                if (before() != nullptr) before()(type, context, text);
            });
    }
    ~Logged() { qInstallMessageHandler(before()); }
    Logged(const Logged&) = delete;
    Logged& operator=(const Logged&) = delete;
    bool has(const QString& words) const {
        const std::lock_guard lock(mutex());
        return std::any_of(lines().begin(), lines().end(),
                           [&](const QString& line) { return line.contains(words); });
    }

private:
    static std::mutex& mutex() {
        static std::mutex all;
        return all;
    }
    static QStringList& lines() {
        static QStringList all;
        return all;
    }
    static QtMessageHandler& before() {
        static QtMessageHandler handler = nullptr;
        return handler;
    }
};

// The program it names is another one while this lives.
class EngineInstead {
public:
    explicit EngineInstead(const fs::path& program)
        : before_(qgetenv("VRFT_ENGINE_PROGRAM")) {
        qputenv("VRFT_ENGINE_PROGRAM", QByteArray::fromStdString(program.string()));
    }
    ~EngineInstead() {
        if (before_.isEmpty())
            qunsetenv("VRFT_ENGINE_PROGRAM");
        else
            qputenv("VRFT_ENGINE_PROGRAM", before_);
    }
    EngineInstead(const EngineInstead&) = delete;
    EngineInstead& operator=(const EngineInstead&) = delete;

private:
    QByteArray before_;
};

} // namespace

void TrainingPageTest::runs_are_listed_by_what_they_do_and_the_chosen_one_is_shown() {
    const Workplace3 made;
    Page open(made.folder / "ws");
    QSignalSpy badge(&open.page, &Workplace::badgeChanged);
    QSignalSpy status(&open.page, &Workplace::runChanged);
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Working), kSoon_ms);
    auto* list = open.find<QListView>("runs");
    QStringList rows;
    for (int row = 0; row < list->model()->rowCount(); ++row)
        rows << list->model()->index(row, 0).data().toString();
    QCOMPARE(rows, (QStringList{QStringLiteral("now"), QStringLiteral("Waiting"), QStringLiteral("next"),
                                QStringLiteral("Ended, best held-out score"), QStringLiteral("old")}));
    QVERIFY(open.find<QLabel>("runPhase")->accessibleName().contains(QStringLiteral("step 13")));
    QVERIFY(open.find<QLabel>("runProgress")->accessibleName().contains(QStringLiteral("step 12 of 40")));
    QTRY_VERIFY_WITH_TIMEOUT(!status.isEmpty() &&
                                 status.last().front().toString().contains(QStringLiteral("step 12 of 40")),
                             kSoon_ms);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_End);
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Stopped), kSoon_ms);
    QVERIFY(open.find<QPushButton>("goOnRun")->isVisible());
    QVERIFY(!open.find<QPushButton>("pauseRun")->isVisible());
    QTest::keyClick(list, Qt::Key_Up);
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Waiting), kSoon_ms);
    QVERIFY(!badge.isEmpty() && badge.last().front().toInt() == 0);
    open.page.openRun(QStringLiteral("20260101-000000-old"));
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Stopped), kSoon_ms);
    QCOMPARE(open.page.view().list().chosen(), QStringLiteral("20260101-000000-old"));
    QSignalSpy place(&open.page, &Workplace::placeWanted);
    auto* answers = open.find<QListView>("answers");
    QTRY_VERIFY_WITH_TIMEOUT(
        answers->model()->rowCount() > 0 && open.find<QPushButton>("openInReview")->isEnabled(), kSoon_ms);
    QTest::mouseClick(answers->viewport(), Qt::LeftButton, {},
                      answers->visualRect(answers->model()->index(0, 0)).center());
    open.click("openInReview");
    QCOMPARE(place.size(), 1);
    const auto link = place.front().front().value<PlaceLink>();
    QCOMPARE(link.place, WorkplaceKind::Review);
    QCOMPARE(link.what, QStringLiteral("20260101-000000-old 12/s000000/0"));
}

void TrainingPageTest::an_alarm_shows_examples_and_is_dismissed_with_the_readers_name() {
    const Workplace3 made;
    RunWriter writer(made.now());
    for (int k = 0; k < 2; ++k) // of one more image
        writer.completion(madeAnswer(12, 7, k, 0, 0.7), {});
    writer.event(madeNoSignal(12));
    Page open(made.folder / "ws");
    QSignalSpy badge(&open.page, &Workplace::badgeChanged);
    auto* alarms = open.find<QWidget>("alarms");
    QTRY_VERIFY_WITH_TIMEOUT(alarms->isVisible(), kSoon_ms);
    QTRY_VERIFY_WITH_TIMEOUT(!badge.isEmpty() && badge.last().front().toInt() == 1, kSoon_ms);
    QVERIFY(open.find<QLabel>("alarmEvidence")->text().contains(QStringLiteral("equal rewards")));
    QVERIFY(inDialog<ThresholdsDialog>(
        [&] { open.click("alarmThresholds"); },
        [](ThresholdsDialog& dialog) { QCOMPARE(dialog.thresholds(), madeRunInfo().recipe.health); }));
    open.click("alarmExamples");
    QTRY_COMPARE_WITH_TIMEOUT(alarms->findChildren<QFrame*>(QStringLiteral("example")).size(), qsizetype{1},
                              kSoon_ms);
    open.click("dismissAlarm");
    QTRY_VERIFY_WITH_TIMEOUT(!alarms->isVisible(), kSoon_ms);
    QTRY_COMPARE_WITH_TIMEOUT(badge.last().front().toInt(), 0, kSoon_ms);
    QCOMPARE(readDismissals(made.now()).front().reader, std::string("Dr. Sato"));
}

void TrainingPageTest::alarms_are_chosen_by_key_and_mouse_and_lead_to_their_examples() {
    const Workplace3 made;
    RunWriter writer(made.now());
    writer.event(madeNoSignal(11, {"11/s000001/0", "11/s000002/1", "11/s000003/0"}));
    writer.event(madeAlarm(alarm_keys::kKl, 12,
                           "The policy has moved far from its start: the distance (KL) is 0.4 nats a token.",
                           {"12/s000003/1"}));
    Page open(made.folder / "ws");
    auto* alarms = open.find<QWidget>("alarms");
    QTRY_VERIFY_WITH_TIMEOUT(alarms->isVisible(), kSoon_ms);
    QTRY_VERIFY_WITH_TIMEOUT(
        open.find<QLabel>("alarmHead")->text().contains(QStringLiteral("far from its start")), kSoon_ms);
    // The chart of what it speaks of is in alarm, over its steps.
    const auto inAlarm = [&](const char* id) {
        return open.page.view().charts().card(QString::fromLatin1(id))->inAlarm();
    };
    QTRY_VERIFY_WITH_TIMEOUT(inAlarm("kl") && inAlarm("no_signal"), kSoon_ms);
    QVERIFY(!inAlarm("heldout"));
    // The other one, by keys: it comes to the front with its examples.
    auto* other = open.find<QPushButton>("otherAlarm");
    QVERIFY(other != nullptr);
    other->setFocus();
    QTest::keyClick(other, Qt::Key_Space);
    QVERIFY(open.find<QLabel>("alarmHead")->text().contains(QStringLiteral("nothing is learned")));
    const auto numExamples = [&] { return alarms->findChildren<QFrame*>(QStringLiteral("example")).size(); };
    QTRY_COMPARE_WITH_TIMEOUT(numExamples(), qsizetype{3}, kSoon_ms);
    QSignalSpy place(&open.page, &Workplace::placeWanted);
    QTest::mouseClick(alarms->findChildren<QPushButton*>(QStringLiteral("openExample")).at(1),
                      Qt::LeftButton);
    QCOMPARE(place.size(), 1);
    const auto link = place.front().front().value<PlaceLink>();
    QCOMPARE(link.place, WorkplaceKind::Review);
    QCOMPARE(link.what, QStringLiteral("20260102-000000-now 11/s000002/1"));
    // The other again, by mouse.
    QTest::mouseClick(open.find<QPushButton>("otherAlarm"), Qt::LeftButton);
    QVERIFY(open.find<QLabel>("alarmHead")->text().contains(QStringLiteral("far from its start")));
    QTRY_COMPARE_WITH_TIMEOUT(numExamples(), qsizetype{1}, kSoon_ms);
    // What is dismissed is the one shown.
    open.click("dismissAlarm");
    QTRY_VERIFY_WITH_TIMEOUT(
        open.find<QLabel>("alarmHead")->text().contains(QStringLiteral("nothing is learned")), kSoon_ms);
    QCOMPARE(readDismissals(made.now()).front().alarm, std::string(alarm_keys::kKl));
}

void TrainingPageTest::pause_and_stop_are_orders_the_engine_finds() {
    const Workplace3 made;
    Page open(made.folder / "ws");
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Working), kSoon_ms);
    open.click("pauseRun");
    QTRY_COMPARE_WITH_TIMEOUT(readControl(made.now()).want, Want::Pause, kSoon_ms);
    QTRY_COMPARE_WITH_TIMEOUT(open.find<QPushButton>("pauseRun")->text(), QStringLiteral("Pausing…"),
                              kSoon_ms);
    writeSign(made.now(), {.beat = 8, .step = 13, .phase = Phase::Paused, .serial = 1});
    QTRY_COMPARE_WITH_TIMEOUT(open.find<QPushButton>("pauseRun")->text(), QStringLiteral("Continue"),
                              kSoon_ms);
    QTest::keyClick(&open.page, Qt::Key_P);
    QTRY_COMPARE_WITH_TIMEOUT(readControl(made.now()).want, Want::Run, kSoon_ms);
    writeSign(made.now(), {.beat = 9, .step = 13, .serial = 2});
    QTRY_VERIFY_WITH_TIMEOUT(open.find<QPushButton>("stopRun")->isEnabled(), kSoon_ms);
    open.click("stopRun");
    QTRY_COMPARE_WITH_TIMEOUT(readControl(made.now()).want, Want::Stop, kSoon_ms);
    QTRY_COMPARE_WITH_TIMEOUT(queuedRuns(made.runs()), std::vector<std::string>{"20260103-000000-next"},
                              kSoon_ms);
}

void TrainingPageTest::a_run_gets_another_name_by_key() {
    const Workplace3 made;
    Page open(made.folder / "ws");
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Working), kSoon_ms); // also while it is trained
    auto* list = open.find<QListView>("runs");
    list->setFocus();
    QVERIFY(inDialog<RenameRunDialog>(
        [&] { QTest::keyClick(list, Qt::Key_F2); },
        [](RenameRunDialog& dialog) {
            auto* name = dialog.findChild<QLineEdit*>();
            auto* rename = dialog.findChild<QPushButton*>(QStringLiteral("renameRun"));
            QCOMPARE(name->text(), QStringLiteral("now"));
            QVERIFY(!rename->isEnabled()); // that is its name already
            QTest::keyClicks(name, QStringLiteral("a/b"));
            QVERIFY(!rename->isEnabled());
            QVERIFY(dialog.findChild<QLabel*>(QStringLiteral("newRunNameWords"))->text().contains(u'/'));
            name->selectAll();
            QTest::keyClicks(name, QStringLiteral("low rate"));
            QTest::keyClick(name, Qt::Key_Return);
        }));
    QTRY_COMPARE_WITH_TIMEOUT(readRun(made.now()).name, std::string("low rate"), kSoon_ms);
    QTRY_COMPARE_WITH_TIMEOUT(list->model()->index(0, 0).data().toString(), QStringLiteral("low rate"),
                              kSoon_ms);
    QTRY_COMPARE_WITH_TIMEOUT(open.find<QLabel>("runName")->accessibleName(), QStringLiteral("low rate"),
                              kSoon_ms);
    QVERIFY(open.shows(RunState::Working)); // its folder stayed
}

void TrainingPageTest::a_run_is_exported_for_tensorboard() {
    const Workplace3 made;
    makeFolders(made.folder / "board");
    CompletionRecord answer = madeAnswer(12, 0, 0, 1, 1.5);
    answer.kind = CompletionKind::Heldout;
    AppendFile(RunPaths{made.now()}.completions(1)).append(jsonLine(completionToJson(answer)) + "\n");
    Page open(made.folder / "ws");
    QSignalSpy said(&open.page, &Workplace::said);
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Working), kSoon_ms); // also while it is trained
    auto* action = open.find<QAction>("tensorboardRunAction");
    QVERIFY(open.page.menuActions().run.contains(action));
    QVERIFY(open.find<QListView>("runs")->actions().contains(action));
    const auto exportTo = [&](const fs::path& folder) {
        QVERIFY(inDialog<QFileDialog>([&] { action->trigger(); },
                                      [&](QFileDialog& dialog) {
                                          auto* name =
                                              dialog.findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
                                          name->setText(QString::fromStdString(folder.string()));
                                          QTest::keyClick(name, Qt::Key_Return);
                                      }));
    };
    exportTo(made.folder / "board");
    QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), kSoon_ms);
    QVERIFY(said.last().front().toString().contains(QStringLiteral("of now are in")));
    const fs::path file =
        made.folder / "board" / "20260102-000000-now" / "events.out.tfevents.1767323045.vrftaug";
    const std::string bytes = readTextFile(file);
    QVERIFY(bytes.find("reward/mean") != std::string::npos);
    QVERIFY(bytes.find("answers/s000000") != std::string::npos);

    writeFileAtomic(made.folder / "board" / "20260103-000000-next", "in the way");
    open.page.openRun(QStringLiteral("20260103-000000-next"));
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Waiting), kSoon_ms);
    exportTo(made.folder / "board");
    auto* trouble = open.find<QLabel>("runTrouble");
    QTRY_VERIFY_WITH_TIMEOUT(trouble->isVisible(), kSoon_ms);
    QVERIFY2(trouble->text().contains(QStringLiteral("20260103-000000-next")), qPrintable(trouble->text()));
}

void TrainingPageTest::runs_of_one_name_are_told_apart_by_what_was_chosen() {
    const Workplace3 made;
    RunInfo other = madeRunInfo();
    other.name = "now";
    other.recipe.seed = 77;
    createRun(made.runs() / "20260104-000000-now", other);
    Page open(made.folder / "ws");
    open.page.openRun(QStringLiteral("20260104-000000-now"));
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::New), kSoon_ms);
    QCOMPARE(open.find<QLabel>("runName")->accessibleName(), QStringLiteral("now · seed 77"));
    auto* list = open.find<QListView>("runs");
    QVERIFY(list->model()
                ->index(0, 0)
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(QStringLiteral("seed 3")));
}

void TrainingPageTest::a_run_goes_into_the_trash_after_a_question_and_comes_back() {
    const Workplace3 made;
    Page open(made.folder / "ws");
    QSignalSpy said(&open.page, &Workplace::said);
    const QString old = QStringLiteral("20260101-000000-old");
    open.page.openRun(old);
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Stopped), kSoon_ms);
    auto* list = open.find<QListView>("runs");
    const auto press = [&] {
        open.page.activateWindow(); // after a dialog; without a desktop nobody does it
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&open.page);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Delete);
    };
    const auto question = [](MessageDialog& dialog) {
        QString words;
        for (const auto* label : dialog.findChildren<QLabel*>())
            words += label->text();
        QVERIFY2(words.contains(QStringLiteral("old")) && words.contains(QStringLiteral("kB")),
                 qPrintable(words));
    };
    QVERIFY(inDialog<MessageDialog>(press, [&](MessageDialog& dialog) {
        question(dialog);
        QTest::keyClick(&dialog, Qt::Key_Escape);
    }));
    QVERIFY(fs::exists(made.runs() / "20260101-000000-old"));
    QVERIFY(inDialog<MessageDialog>(press, [&](MessageDialog& dialog) {
        question(dialog);
        QTest::mouseClick(buttonOf(dialog, QStringLiteral("Move to the Trash")), Qt::LeftButton);
    }));
    QTRY_VERIFY_WITH_TIMEOUT(!fs::exists(made.runs() / "20260101-000000-old"), kSoon_ms);
    QTRY_VERIFY_WITH_TIMEOUT(open.page.view().list().chosen() != old &&
                                 list->model()->rowCount() == 3, // two runs and a heading
                             kSoon_ms);
    QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), kSoon_ms);
    QVERIFY(said.last().front().toString().contains(QStringLiteral("In the Trash: old")));
    const auto trashed = trashedRuns(made.folder / "ws");
    QCOMPARE(trashed.size(), std::size_t{1});
    restoreRun(made.folder / "ws", trashed.front().folder);
    QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 5, kSoon_ms);
}

void TrainingPageTest::a_run_that_is_held_or_waits_stays() {
    const Workplace3 made;
    Page open(made.folder / "ws");
    auto* action = open.find<QAction>("trashRunAction");
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Working), kSoon_ms);
    QVERIFY(!action->isEnabled());
    QVERIFY(action->property("reason").toString().contains(QStringLiteral("engine")));
    open.page.openRun(QStringLiteral("20260103-000000-next"));
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Waiting), kSoon_ms);
    QVERIFY(!action->isEnabled());
    QVERIFY(action->property("reason").toString().contains(QStringLiteral("queue")));
    QSignalSpy said(&open.page, &Workplace::said);
    open.find<QListView>("runs")->setFocus();
    QTest::keyClick(open.find<QListView>("runs"), Qt::Key_Delete); // the key says why not
    QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), kSoon_ms);
    QVERIFY(said.last().front().toString().contains(QStringLiteral("queue")));
    // Nor where the order comes by another way than the action.
    open.page.runs().tell(&RunsWorker::moveToTrash, QStringLiteral("20260103-000000-next"));
    open.page.runs().tell(&RunsWorker::moveToTrash, QStringLiteral("20260102-000000-now"));
    auto* trouble = open.find<QLabel>("runTrouble");
    QTRY_VERIFY_WITH_TIMEOUT(trouble->isVisible() && trouble->text().contains(QStringLiteral("now")),
                             kSoon_ms);
    QVERIFY(trashedRuns(made.folder / "ws").empty());
    QCOMPARE(queuedRuns(made.runs()).size(), std::size_t{2});
}

void TrainingPageTest::an_engine_that_is_slow_to_start_is_no_trouble() {
    const Workplace3 made;
    writeSign(made.now(), {.pid = kDeadPid, .phase = Phase::Done});
    const fs::path program = made.folder / "slow-engine";
    std::ofstream(program) << "#!/bin/sh\nexec sleep 8\n";
    ::chmod(program.c_str(), 0755);
    const EngineInstead slow(program);
    Page open(made.folder / "ws");
    open.page.openRun(QStringLiteral("20260101-000000-old"));
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Stopped), kSoon_ms);
    open.click("goOnRun");
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Waiting), kSoon_ms);
    auto* trouble = open.find<QLabel>("queueTrouble");
    bool shown = false;
    for (int i = 0; i < 60; ++i) { // looks come close together where files change
        open.page.runs().tell(&RunsWorker::look);
        QTest::qWait(100);
        shown = shown || trouble->isVisible();
    }
    QVERIFY(!shown);
    QTRY_VERIFY_WITH_TIMEOUT(trouble->isVisible(), kSoon_ms); // it ended without a word
}

void TrainingPageTest::without_the_engine_a_start_says_so() {
    const Workplace3 made;
    const EngineInstead none(made.folder / "no-engine");
    Page open(made.folder / "ws");
    open.page.openRun(QStringLiteral("20260101-000000-old"));
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Stopped), kSoon_ms);
    open.click("goOnRun");
    auto* trouble = open.find<QLabel>("runTrouble");
    QTRY_VERIFY_WITH_TIMEOUT(trouble->isVisible(), kSoon_ms);
    QVERIFY(trouble->text().contains(QStringLiteral("no-engine")));
    QVERIFY(open.find<QPushButton>("goOnRun")->isEnabled()); // to try again
    QVERIFY(!open.page.view().charts().cards().empty());
}

void TrainingPageTest::an_engine_that_dies_at_once_is_told_from_one_that_works() {
    const Workplace3 made;
    writeSign(made.now(), {.pid = kDeadPid, .phase = Phase::Done});
    const fs::path program = made.folder / "dying-engine";
    std::ofstream(program) << "#!/bin/sh\necho 'vrftaug-engine: no BLAS worth the name' >&2\nexit 3\n";
    ::chmod(program.c_str(), 0755);
    const EngineInstead dying(program);
    const Logged log;
    Page open(made.folder / "ws");
    open.page.openRun(QStringLiteral("20260101-000000-old"));
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Stopped), kSoon_ms);
    open.click("goOnRun");
    auto* trouble = open.find<QLabel>("queueTrouble");
    QTRY_VERIFY_WITH_TIMEOUT(trouble->isVisible(), kSoon_ms);
    QVERIFY(trouble->text().contains(QStringLiteral("no BLAS worth the name")));
    QVERIFY(open.find<QPushButton>("startQueue")->isVisible());
    QVERIFY(open.shows(RunState::Waiting));
    // The log has it, with its reason.
    QVERIFY(log.has(QStringLiteral("training: run 20260101-000000-old is in the queue")));
    QVERIFY(log.has(QStringLiteral("training: engine started, process")));
    QVERIFY(log.has(QStringLiteral("training: run 20260101-000000-old: waiting, step 12 of 40")));
    QVERIFY(
        log.has(QStringLiteral("! training: Runs wait, and no engine works the queue off. It said last:")));
}

void TrainingPageTest::a_killed_engine_stops_answering_and_its_run_resumes() {
    if (!fs::exists(engine())) QSKIP("vrftaug-engine isn't built");
    const EngineInstead built(engine());
    const TempFolder folder;
    const fs::path ws = folder / "ws";
    const QString data = qEnvironmentVariable("VRFT_DATA_PROGRAM");
    QVERIFY(runs(data, {QStringLiteral("sample"), QString::fromStdString(ws.string()),
                        QStringLiteral("--patients"), QStringLiteral("30")}));
    fs::path dataset;
    for (const auto& entry : fs::directory_iterator(ws / "datasets"))
        if (entry.path().filename().string().starts_with("severity")) dataset = entry.path();
    const fs::path run = ws / "runs" / "20260101-000000-real";
    QVERIFY(runs(QString::fromStdString(engine().string()),
                 {QStringLiteral("init"), QString::fromStdString(run.string()), QStringLiteral("--recipe"),
                  QStringLiteral("rft+fuzzy"), QStringLiteral("--dataset"),
                  QString::fromStdString(dataset.string()), QStringLiteral("--policy"),
                  QString::fromStdString((ws / "policies" / "severity-start").string()),
                  QStringLiteral("--steps"), QStringLiteral("400")}));
    {
        Page open(ws);
        QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::New), kSoon_ms);
        open.click("goOnRun");
        QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Working) && open.page.view().run()->line.step >= 2,
                                 kTraining_ms);
        QVERIFY(queueWorked(queueFile(ws / "runs")));
        QTRY_VERIFY_WITH_TIMEOUT(open.find<QPushButton>("pauseRun")->isEnabled(), kSoon_ms);
        open.click("pauseRun");
        QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Paused), kTraining_ms);
        open.click("pauseRun");
        QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Working), kTraining_ms);
    } // the window is closed: the run goes on
    const auto beat = readHeartbeat(run);
    QTRY_VERIFY_WITH_TIMEOUT(readHeartbeat(run)->beat > beat->beat, kTraining_ms);
    Page open(ws);
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Working), kSoon_ms);
    ::kill(static_cast<pid_t>(readHeartbeat(run)->pid), SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Gone), kTraining_ms);
    QVERIFY(open.find<QLabel>("alarmHead")->text().contains(QStringLiteral("stopped answering")));
    const int before = open.page.view().run()->line.step;
    QTRY_VERIFY_WITH_TIMEOUT(!queueWorked(queueFile(ws / "runs")), kTraining_ms);
    open.click("goOnRun");
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Working) && open.page.view().run()->line.step > before,
                             kTraining_ms);
    const auto& steps = open.page.view().run()->metrics->steps();
    for (std::size_t i = 0; i < steps.size(); ++i)
        QCOMPARE(steps[i], static_cast<int>(i)); // complete, nothing twice
    QTRY_VERIFY_WITH_TIMEOUT(open.find<QPushButton>("stopRun")->isEnabled(), kSoon_ms);
    open.click("stopRun");
    QTRY_VERIFY_WITH_TIMEOUT(open.shows(RunState::Stopped), kTraining_ms);
    QVERIFY(newestValid(run).found);
}
