// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/window/bad_input_test.h"

#include "core/store/connection.h"
#include "tests/scenarios/window/engines.h"
#include "tests/scenarios/window/path.h"
#include "tests/support/temp_folder.h"
#include "tests/ui/runs/made_run.h"
#include "tests/ui/traces/review_fixture.h"
#include "ui/runs/answers_panel.h"
#include "ui/traces/reasoning_panel.h"
#include "ui/traces/reasoning_text.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QListView>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <fstream>
#include <sys/stat.h>

using namespace vrft;
using namespace vrft::ui;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

struct MadeOnce {
    TempFolder folder;
    ReviewWorkspace workspace = makeReviewWorkspace(folder / "study");
};
std::unique_ptr<MadeOnce> madeOnce;

// The engine's place is another one while this lives.
class EnginePlace {
public:
    explicit EnginePlace(const fs::path& program)
        : before_(qgetenv("VRFT_ENGINE_PROGRAM")) {
        qputenv("VRFT_ENGINE_PROGRAM", QByteArray::fromStdString(program.string()));
    }
    ~EnginePlace() { qputenv("VRFT_ENGINE_PROGRAM", before_); }
    EnginePlace(const EnginePlace&) = delete;
    EnginePlace& operator=(const EnginePlace&) = delete;

private:
    QByteArray before_;
};

// A copy of the workspace, damaged, in an open window.
struct Damaged {
    explicit Damaged(const std::function<void(const fs::path& workspace)>& damage) {
        fs::copy(madeOnce->folder / "study", workspace, fs::copy_options::recursive);
        if (damage) damage(workspace);
        person.openProgram(workspace);
    }
    void review(const std::string& run) {
        person.goTo(WorkplaceKind::Review);
        person.until("the traces", [&] { return person.review().ready(); });
        person.choose("reviewRun", qs(run));
        person.until("a trace of it", [&] {
            const auto& trace = person.review().trace();
            return trace != nullptr && trace->row.run == run;
        });
    }
    // Labelling, and judging in the other run, go on.
    void restIsUsable() {
        path.toNextUnlabelled();
        path.label(3);
        QCOMPARE(person.labels().own()->grade, std::optional(3));
        path.watch(kBoxes);
        QVERIFY(person.run()->metrics != nullptr);
        path.review(kBoxes, 1);
    }

    TempFolder folder;
    fs::path workspace = folder / "study";
    EnginesOf engines{workspace};
    Person person;
    Path path{person};
};

// Impatience becomes a failure of the test.
void attempt(const std::function<void()>& act) {
    try {
        act();
    } catch (const std::exception& problem) {
        QFAIL(problem.what());
    }
}

fs::path gradesOf(const fs::path& workspace) {
    return workspace / "runs" / kGrades;
}

void append(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::app) << bytes;
}

} // namespace

void BadInputTest::initTestCase() {
    madeOnce = std::make_unique<MadeOnce>();
}

void BadInputTest::cleanupTestCase() {
    madeOnce.reset();
}

void BadInputTest::init() {
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
}

void BadInputTest::a_run_of_a_newer_format_is_said_in_training_and_review() {
    attempt([] {
        Damaged open([](const fs::path& workspace) {
            Json info = readJsonFile(RunPaths{gradesOf(workspace)}.info());
            info["format"] = 999;
            writeFileAtomic(RunPaths{gradesOf(workspace)}.info(), jsonPretty(info));
        });
        open.path.watch(kGrades);
        QVERIFY(open.person.find<QLabel>("unreadable").isVisible());
        QVERIFY(open.person.text("unreadable").contains(QStringLiteral("A newer version of this program")));
        QVERIFY(!open.person.find<QPushButton>("goOnRun").isVisible());
        open.review(kGrades);
        QVERIFY(open.person.find<QLabel>("reviewTrouble").isVisible());
        QVERIFY2(open.person.text("reviewTrouble").contains(QStringLiteral("newer")),
                 qPrintable(open.person.text("reviewTrouble")));
        open.restIsUsable();
        QVERIFY(!open.person.find<QLabel>("reviewTrouble").isVisible()); // it is the other run's
    });
}

void BadInputTest::torn_lines_are_counted_and_passed_over() {
    attempt([] {
        Damaged open([](const fs::path& workspace) {
            const RunPaths paths{gradesOf(workspace)};
            RunWriter writer(gradesOf(workspace));
            for (int step = 0; step <= 10; ++step) {
                writer.metrics(madeMetrics(step));
                if (step == 5) append(paths.metrics(), "{\"step\":5,\"rewa\n\xff\xfe\n");
            }
            append(paths.metrics(), "{\"step\":11,\"reward/me"); // written at this moment, perhaps
            append(paths.completions(1), "{\"step\":5,\"kind\":\"roll\n[1,2]\n{\"step\":");
        });
        open.path.watch(kGrades);
        open.person.until("the figures", [&] { return open.person.run()->metrics->size() == 11; });
        QCOMPARE(open.person.run()->metrics->steps().back(), 10);
        QVERIFY2(open.person.says(QStringLiteral("2 torn lines passed over")),
                 qPrintable(open.person.run()->notes));
        open.review(kGrades);
        QCOMPARE(open.person.text("reviewTrouble"), QStringLiteral("2 torn lines passed over"));
        const auto whole = readDataset(madeOnce->workspace.datasets.at("severity")).of(Split::Val).size();
        QCOMPARE(open.person.review().listing().total, static_cast<std::int64_t>(whole));
        open.restIsUsable();
        // Said again when it is opened again: it stands in the index.
        open.person.closeProgram();
        open.person.openProgram(open.workspace);
        open.review(kGrades);
        QCOMPARE(open.person.text("reviewTrouble"), QStringLiteral("2 torn lines passed over"));
    });
}

void BadInputTest::a_deleted_policy_is_said_where_it_is_missed() {
    attempt([] {
        Damaged open([](const fs::path& workspace) {
            writeSign(gradesOf(workspace), {.pid = kDeadPid, .step = 10, .phase = Phase::Done});
            fs::remove_all(workspace / "policies" / "base");
        });
        // Word pieces and what the model saw need it; the trace doesn't.
        open.review(kGrades);
        const auto& trace = open.person.review().trace();
        QVERIFY(trace->trouble.isEmpty() && !trace->record.text.empty());
        QVERIFY(!trace->piecesTrouble.isEmpty());
        QVERIFY2(open.person.says(trace->piecesTrouble.left(30)), qPrintable(trace->piecesTrouble));
        // Going on is refused by the engine, and its words are shown.
        open.path.watch(kGrades);
        QVERIFY(open.path.shows(RunState::Stopped));
        open.person.click("goOnRun");
        open.person.until("the engine gives up", [&] { return open.path.shows(RunState::Failed); });
        open.person.until("its words", [&] {
            return open.person.says(QStringLiteral("run's policy isn't there")) &&
                   open.person.says(QStringLiteral("Put it back"));
        });
        QVERIFY(open.person.find<QPushButton>("goOnRun").isEnabled());
        open.restIsUsable();
    });
}

void BadInputTest::a_deleted_dataset_leaves_the_answers() {
    attempt([] {
        Damaged open([](const fs::path& workspace) {
            for (const auto& entry : fs::directory_iterator(workspace / "datasets"))
                if (entry.path().filename().string().starts_with("severity")) fs::remove_all(entry.path());
            RunWriter writer(gradesOf(workspace));
            for (int step = 0; step <= 10; ++step)
                writer.metrics(madeMetrics(step));
        });
        open.path.watch(kGrades);
        open.person.until("the figures", [&] { return open.person.run()->metrics->size() == 11; });
        open.person.until("words about it", [&] {
            return open.person.says(QStringLiteral("The dataset isn’t there any more"));
        });
        QVERIFY(!open.person.run()->answers->all.empty());
        open.review(kGrades);
        QVERIFY(!open.person.review().trace()->datasetTrouble.isEmpty());
        QVERIFY(!open.person.review().trace()->record.text.empty());
        open.person.goTo(WorkplaceKind::Dataset);
        open.person.choose("datasetTask", QString::fromLatin1(kPathTask));
        ui::DatasetModel& model = open.person.datasets().model();
        open.person.until("the versions", [&] {
            return model.picture() && model.upToDate() && !model.picture()->versions.empty() &&
                   model.picture()->draft->source->task.id == kPathTask;
        });
        QVERIFY(!model.picture()->versions.front().trouble.isEmpty());
        open.restIsUsable();
    });
}

void BadInputTest::without_an_engine_everything_else_works() {
    const EnginePlace nowhere("/nowhere/vrftaug-engine");
    attempt([] {
        Damaged open({});
        open.person.goTo(WorkplaceKind::Training);
        open.person.key(Qt::Key_T, Qt::ControlModifier);
        open.person.until("words about the engine", [&] {
            return open.person.text("verdict").contains(QStringLiteral("/nowhere/vrftaug-engine"));
        });
        QVERIFY(!open.person.find<QPushButton>("startRun").isEnabled());
        open.path.watch(kGrades);
        open.person.click("goOnRun");
        open.person.until("words about the engine", [&] {
            return open.person.find<QLabel>("runTrouble").isVisible() &&
                   open.person.text("runTrouble").contains(QStringLiteral("isn't there"));
        });
        open.restIsUsable();
    });
}

void BadInputTest::an_engine_that_dies_at_once_is_quoted() {
    const TempFolder folder;
    const fs::path program = folder / "vrftaug-engine";
    std::ofstream(program) << "#!/bin/sh\necho 'vrftaug-engine: no BLAS worth <b>the name</b>' >&2\nexit 3\n";
    ::chmod(program.c_str(), 0755);
    const EnginePlace dying(program);
    attempt([] {
        Damaged open({});
        open.path.watch(kGrades);
        open.person.click("goOnRun");
        auto& trouble = open.person.find<QLabel>("queueTrouble");
        open.person.until("its words", [&] { return trouble.isVisible(); });
        QVERIFY(trouble.text().contains(QStringLiteral("no BLAS worth <b>the name</b>")));
        QCOMPARE(trouble.textFormat(), Qt::PlainText);
        QVERIFY(open.person.find<QPushButton>("startQueue").isVisible());
        open.restIsUsable();
    });
}

void BadInputTest::a_heartbeat_of_four_hours_ago_is_a_run_that_stopped() {
    attempt([] {
        Damaged open([](const fs::path& workspace) {
            writeSign(gradesOf(workspace), {.pid = kDeadPid, .step = 7});
            fs::last_write_time(RunPaths{gradesOf(workspace)}.heartbeat(),
                                fs::file_time_type::clock::now() - std::chrono::hours(4));
        });
        open.path.watch(kGrades);
        QVERIFY(open.path.shows(RunState::Gone));
        QVERIFY(open.person.find<QLabel>("alarmHead").isVisible());
        QVERIFY(open.person.text("alarmHead").contains(QStringLiteral("stopped answering")));
        QVERIFY(open.person.says(QStringLiteral("4 h 0 min ago")));
        QVERIFY(open.person.find<QPushButton>("goOnRun").isEnabled());
        open.restIsUsable();
    });
}

void BadInputTest::a_clock_set_back_keeps_edits_in_their_order() {
    attempt([] {
        Damaged open([](const fs::path& workspace) {
            writeSign(gradesOf(workspace), {.step = 7});
            const auto tomorrow = fs::file_time_type::clock::now() + std::chrono::hours(24);
            fs::last_write_time(RunPaths{gradesOf(workspace)}.heartbeat(), tomorrow);
            RunWriter writer(gradesOf(workspace));
            for (int step = 0; step <= 7; ++step) {
                Json line = madeMetrics(step);
                line["time"] = 1000.0 + (step < 4 ? 2 * step : 2 * step - 86'400); // set back a day
                writer.metrics(line);
            }
            StoreConnection store(workspace / "workspace.sqlite", StoreConnection::Mode::Open, nullptr);
            store.run("UPDATE edits SET time = time + 86400");
        });
        open.path.toNextUnlabelled();
        const ImageRef image = *open.person.labels().image();
        open.path.label(1);
        open.path.label(2);
        QVERIFY(open.person.undoText().startsWith(QStringLiteral("Undo: Label 2")));
        open.path.undo();
        QVERIFY(open.person.labels().image() == image);
        QCOMPARE(open.person.labels().own()->grade, std::optional(1));
        open.path.watch(kGrades);
        QVERIFY(open.path.shows(RunState::Working)); // its process is there
        open.person.until("figures", [&] { return open.person.run()->metrics->size() == 8; });
        QVERIFY(!open.person.run()->left_s || *open.person.run()->left_s >= 0);
        QCOMPARE(*open.person.run()->secondsAStep, 2.0);
        for (const QLabel* label : open.person.training().findChildren<QLabel*>())
            QVERIFY2(!label->isVisible() || !label->accessibleName().contains(QStringLiteral("−")),
                     qPrintable(label->accessibleName()));
        open.restIsUsable();
    });
}

void BadInputTest::markup_and_control_characters_of_a_model_stay_text() {
    attempt([] {
        Damaged open([](const fs::path& workspace) {
            RunWriter writer(gradesOf(workspace));
            const Dataset dataset = readDataset(madeOnce->workspace.datasets.at("severity"));
            CompletionRecord record = madeAnswer(11, 0, 0, 1, 1.0, kNasty);
            record.sample = dataset.of(Split::Train).front()->id;
            writer.completion(record, {});
            writer.metrics(madeMetrics(11));
        });
        const auto harmless = [](const QString& text) {
            return std::all_of(text.begin(), text.end(), [](QChar c) {
                return c.unicode() >= 0x20 || c == QLatin1Char('\n') || c == QLatin1Char('\t');
            });
        };
        const auto checkAll = [&] {
            int shown = 0;
            for (const QLabel* label : open.person.window().findChildren<QLabel*>()) {
                QVERIFY2(harmless(label->text()) && harmless(label->toolTip()), qPrintable(label->text()));
                if (!label->text().contains(QStringLiteral("<b>bold</b>"))) continue;
                QCOMPARE(label->textFormat(), Qt::PlainText);
                QVERIFY(!label->toolTip().contains(QStringLiteral("<b>bold</b>")));
                ++shown;
            }
            for (const QAbstractItemView* view : open.person.window().findChildren<QAbstractItemView*>()) {
                if (!view->isVisible() || view->model() == nullptr) continue;
                for (int row = 0; row < view->model()->rowCount(); ++row)
                    for (const int role :
                         {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole)}) {
                        const QString text = view->model()->index(row, 0).data(role).toString();
                        QVERIFY2(harmless(text), qPrintable(text));
                        if (role == Qt::ToolTipRole)
                            QVERIFY2(!text.contains(QStringLiteral("<b>bold</b>")), qPrintable(text));
                        else
                            shown += text.contains(QStringLiteral("<b>bold</b>")) ? 1 : 0;
                    }
            }
            QVERIFY(shown > 0);
        };
        open.path.watch(kGrades);
        QListView& answers = *open.person.training().view().answers().view();
        open.person.until("the answer", [&] {
            return open.person.run()->answers && !open.person.run()->answers->all.empty() &&
                   answers.model()->rowCount() > 0;
        });
        checkAll();
        open.review(kGrades);
        open.person.review().open({kGrades, "main", "heldout", 10, madeOnce->workspace.nasty, 0});
        open.person.until("the trace", [&] {
            return open.person.review().trace()->row.sample == madeOnce->workspace.nasty;
        });
        checkAll();
        QVERIFY(open.person.window().findChild<ReasoningText*>()->toPlainText().startsWith(
            QStringLiteral("<b>bold</b> <img src=x>")));
        open.restIsUsable();
    });
}

// The same window under an X server that has no GLX.
void BadInputTest::a_display_without_opengl_is_enough() {
    const QString server = QStandardPaths::findExecutable(QStringLiteral("Xvfb"));
    if (server.isEmpty()) QSKIP("Xvfb isn't installed");
    QProcess display;
    display.setStandardErrorFile(QProcess::nullDevice());
    display.start(server, {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                           QStringLiteral("0"), QStringLiteral("1600x1000x24"), QStringLiteral("-extension"),
                           QStringLiteral("GLX"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
    QVERIFY(display.waitForReadyRead(60'000));
    const QString number = QString::fromLatin1(display.readLine()).trimmed();
    QProcess window;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), QStringLiteral(":") + number);
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    window.setProcessEnvironment(environment);
    window.setProcessChannelMode(QProcess::MergedChannels);
    window.start(QCoreApplication::applicationFilePath(),
                 {QStringLiteral("a_heartbeat_of_four_hours_ago_is_a_run_that_stopped")});
    QVERIFY(window.waitForFinished(240'000));
    const QByteArray said = window.readAll();
    QVERIFY2(window.exitStatus() == QProcess::NormalExit && window.exitCode() == 0, said.constData());
    QVERIFY2(said.contains("1 passed") || said.contains("3 passed"), said.constData());
    display.terminate();
    display.waitForFinished(10'000);
}
