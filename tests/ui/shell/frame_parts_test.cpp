// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/frame_parts_test.h"

#include "core/files.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/control.h"
#include "core/run/run_folder.h"
#include "tests/support/temp_folder.h"
#include "ui/shell/about_dialog.h"
#include "ui/shell/disk_page.h"
#include "ui/shell/engine_page.h"
#include "ui/shell/engine_words.h"
#include "ui/shell/key_bindings.h"
#include "ui/shell/linked_libraries.h"
#include "ui/shell/log_dialog.h"
#include "ui/shell/log_file.h"
#include "ui/shell/preferences.h"
#include "ui/shell/settings_dialog.h"
#include "ui/shell/status_bar.h"
#include "ui/widgets/elided_button.h"
#include "ui/workspace/engine_program.h"
#include "ui/workspace/machine.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>
#include <fstream>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::TempFolder;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, std::size_t bytes) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << std::string(bytes, 'x');
}

void makeOld(const fs::path& path) {
    const auto before = fs::file_time_type::clock::now() - std::chrono::hours(3);
    if (fs::is_directory(path))
        for (const auto& entry : fs::recursive_directory_iterator(path))
            fs::last_write_time(entry.path(), before);
    fs::last_write_time(path, before);
}

// A workspace's folder with one run of checkpoints 10, 20 and 30, the best being 10.
fs::path makeRun(const fs::path& workspace) {
    const fs::path run = workspace / "runs" / "20260101-000000-severity";
    for (const int step : {10, 20, 30})
        write(RunPaths{run}.checkpoint(step) / "weights.safetensors", 20'000);
    writeBest(run, {10, .5});
    write(run / "completions-0001.jsonl", 9'000);
    write(run / "tokens-0001.bin", 50'000);
    write(run / "metrics.jsonl", 5'000);
    return run;
}

DiskUse countedUse(const fs::path& workspace) {
    const std::atomic<bool> stop = false;
    return countDiskUse(workspace, stop);
}

std::uint64_t of(const DiskUse& use, DiskKind kind) {
    return use.bytes[static_cast<int>(kind)];
}

struct Bar {
    Bar()
        : undo(QStringLiteral("Undo"))
        , settings(QStringLiteral("Settings"))
        , bar(&undo, &settings) {
        bar.resize(1280, 28);
        bar.show();
    }
    ElidedButton& button(const char* name) { return *bar.findChild<ElidedButton*>(QLatin1String(name)); }
    QAction undo;
    QAction settings;
    StatusBar bar;
};

// A program that answers `doctor` with `answer`.
fs::path fakeEngine(const fs::path& folder, const std::string& answer) {
    const fs::path file = folder / "vrftaug-engine";
    std::ofstream(file) << "#!/bin/sh\ncat <<'END'\n" << answer << "\nEND\n";
    fs::permissions(file, fs::perms::owner_all);
    return file;
}

constexpr const char* kReport =
    R"({"advice":["Only 3.0 GB of memory"],"blas":"OpenBLAS","cores":8,"cpu":"Xeon","cuda":false,"gemm_gflops":61.2,"libtorch":"1.13.1","memory_bytes":3221225472,"program":"0.1.0"})";

} // namespace

void FramePartsTest::init() {
    QSettings().clear();
}

void FramePartsTest::a_run_stands_in_the_status_bar_while_it_goes_on() {
    Bar room;
    QVERIFY(!room.button("run").isVisible());
    room.bar.setRun(QStringLiteral("Run 14 · step 212 of 300 · 38 min left"));
    QVERIFY(room.button("run").isVisible());
    QCOMPARE(room.button("run").accessibleName(), QStringLiteral("Run 14 · step 212 of 300 · 38 min left"));
    QSignalSpy wanted(&room.bar, &StatusBar::runWanted);
    QTest::mouseClick(&room.button("run"), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    room.bar.setRun({});
    QVERIFY(!room.button("run").isVisible());
}

void FramePartsTest::long_words_of_the_status_bar_are_cut_and_said_in_full() {
    Bar room;
    StoredState state;
    state.undo = JournalEdit{};
    state.undo->action = "Change the reasoning about " + std::string(200, 'w') + " & more";
    room.bar.setStored(state);
    room.bar.setReader(QStringLiteral("<b>Dr.</b> ") + QString(100, QLatin1Char('n')));
    room.bar.setDevice(QStringLiteral("128 processor cores, 1,024 GB"), {});
    room.bar.setMemory(1ULL << 40, 1ULL << 40);
    QTest::qWait(1);
    QVERIFY(room.bar.minimumSizeHint().width() <= 1280);
    QVERIFY(room.button("undo").text().endsWith(QChar(0x2026)));
    QVERIFY(room.button("undo").accessibleName().endsWith(QStringLiteral("& more")));
    QVERIFY(room.button("undo").toolTip().contains(QStringLiteral("&amp; more")));
    QVERIFY(room.button("reader").toolTip().contains(QStringLiteral("&lt;b&gt;Dr."))); // a name, not markup
}

void FramePartsTest::disk_use_offers_neither_best_nor_newest_checkpoint() {
    const TempFolder folder;
    const fs::path run = makeRun(folder.path());
    write(folder / "store" / "ab" / "1.dcm", 100'000);
    write(folder / "workspace.sqlite", 30'000);
    DiskUse use = countedUse(folder.path());
    QVERIFY(of(use, DiskKind::Studies) >= 100'000 && of(use, DiskKind::Studies) < 120'000);
    QVERIFY(of(use, DiskKind::Library) >= 30'000);
    QVERIFY(of(use, DiskKind::Completions) >= 59'000);
    QVERIFY(of(use, DiskKind::Checkpoints) >= 60'000);
    QVERIFY(of(use, DiskKind::RunRecords) >= 5'000);
    QCOMPARE(of(use, DiskKind::Datasets), std::uint64_t{0});
    QCOMPARE(use.removableCount(Removable::OldCheckpoints), std::size_t{1});
    QVERIFY(use.removable[0].path.filename() == "step-000020");
    QCOMPARE(use.removableCount(Removable::TokenFiles), std::size_t{1});
    QCOMPARE(removeAll(use.removable), QStringList());
    QCOMPARE(checkpointSteps(run), (std::vector<int>{10, 30}));
    QVERIFY(fs::exists(run / "completions-0001.jsonl") && !fs::exists(run / "tokens-0001.bin"));
    QCOMPARE(countedUse(folder.path()).removable.size(), std::size_t{0});

    // Which is best isn't known: nothing is offered.
    write(RunPaths{run}.checkpoint(40) / "weights.safetensors", 10);
    fs::remove(RunPaths{run}.best());
    QCOMPARE(countedUse(folder.path()).removableCount(Removable::OldCheckpoints), std::size_t{0});
}

void FramePartsTest::nothing_of_a_run_being_trained_is_offered_or_removed() {
    const TempFolder folder;
    const fs::path run = makeRun(folder.path());
    const std::vector<RemovableItem> before = countedUse(folder.path()).removable;
    QVERIFY(before.size() == 2);
    {
        Heartbeat engine(run); // this process is the engine now
        engine.setPhase(Phase::Rollout);
        QTRY_VERIFY(engineWorks(run));
        QCOMPARE(countedUse(folder.path()).removable.size(), std::size_t{0});
        QCOMPARE(removeAll(before).size(), qsizetype{2});
        QCOMPARE(checkpointSteps(run), (std::vector<int>{10, 20, 30}));
        QVERIFY(fs::exists(run / "tokens-0001.bin"));
        engine.setPhase(Phase::Done);
    }
    QVERIFY(!engineWorks(run));
    // Meanwhile another checkpoint became the best: what was offered before isn't removed now.
    writeBest(run, {20, .7});
    QCOMPARE(removeAll({before[0]}).size(), qsizetype{1});
    QCOMPARE(checkpointSteps(run), (std::vector<int>{10, 20, 30}));
}

void FramePartsTest::a_file_with_two_names_counts_once() {
    const TempFolder folder;
    write(folder / "datasets" / "images" / "A.png", 80'000);
    fs::create_directories(folder / "datasets" / "one-0123" / "images");
    fs::create_hard_link(folder / "datasets" / "images" / "A.png",
                         folder / "datasets" / "one-0123" / "images" / "A.png");
    const DiskUse use = countedUse(folder.path());
    QVERIFY(of(use, DiskKind::Datasets) >= 80'000 && of(use, DiskKind::Datasets) < 160'000);
}

void FramePartsTest::half_made_folders_are_offered_only_when_old() {
    const TempFolder folder;
    const fs::path fresh = folder / "runs" / ".tmp-20260101-000000-a-XyZ123";
    const fs::path old = folder / "datasets" / ".tmp-severity-AbCdEf";
    write(fresh / "run.json", 100);
    write(old / "samples.jsonl", 100);
    makeOld(old);
    const DiskUse use = countedUse(folder.path());
    QCOMPARE(use.removable.size(), std::size_t{1});
    QCOMPARE(use.removable[0].path, old);
    write(old / "samples.jsonl", 200); // somebody goes on with it
    QCOMPARE(removeAll(use.removable).size(), qsizetype{1});
    QVERIFY(fs::exists(old));
}

void FramePartsTest::the_log_rotates_and_shows_control_characters_harmlessly() {
    const TempFolder folder;
    LogFile log(folder / "log", 400, 2);
    log.write(QtWarningMsg, QStringLiteral("programs"),
              QStringLiteral("vrftaug-data: \x1b[31mred\x07\nsecond line \u202e reversed"));
    const std::string first = readTextFile(log.file());
    QVERIFY(first.find('\x1b') == std::string::npos && first.find('\x07') == std::string::npos);
    QVERIFY(first.find("␛[31mred␇\n    second line") != std::string::npos);
    QVERIFY(first.find("\u202e") == std::string::npos);
    QVERIFY(first.find(" warning programs: ") != std::string::npos);
    for (int i = 0; i < 30; ++i)
        log.write(QtInfoMsg, QStringLiteral("window"),
                  QStringLiteral("entry %1 with some words in it").arg(i));
    QCOMPARE(std::distance(fs::directory_iterator(folder / "log"), {}), std::ptrdiff_t{3});
    for (const auto& entry : fs::directory_iterator(folder / "log")) {
        QVERIFY(entry.file_size() <= 400);
        QVERIFY((fs::status(entry).permissions() & fs::perms::others_all) == fs::perms::none);
    }
    const QString text = LogFile::read(folder / "log");
    QVERIFY(text.contains(QStringLiteral("entry 29")));
    QVERIFY(text.indexOf(QStringLiteral("entry 28")) < text.indexOf(QStringLiteral("entry 29")));
    qputenv("XDG_STATE_HOME", "/somewhere");
    QCOMPARE(LogFile::defaultFolder(), fs::path("/somewhere/vrftaug/log"));
    qunsetenv("XDG_STATE_HOME");
}

void FramePartsTest::the_log_viewer_filters_and_copies() {
    const TempFolder folder;
    LogFile log(folder / "log");
    log.write(QtInfoMsg, QStringLiteral("window"), QStringLiteral("opened /data/breast"));
    log.write(QtWarningMsg, QStringLiteral("programs"), QStringLiteral("vrftaug-engine: disk\nis full"));
    log.write(QtInfoMsg, QStringLiteral("window"), QStringLiteral("opened /data/chest"));
    log.write(QtWarningMsg, QStringLiteral("imports"), QStringLiteral("import ended: stored 3"));
    LogDialog dialog(folder / "log");
    dialog.show();
    auto* text = dialog.findChild<QPlainTextEdit*>();
    auto* filter = dialog.findChild<QLineEdit*>(QStringLiteral("logFilter"));
    QTRY_COMPARE(text->toPlainText().count(QStringLiteral("opened")), qsizetype{2});
    QTest::keyClicks(filter, QStringLiteral("CHEST opened"));
    QCOMPARE(text->toPlainText().count(QLatin1Char('\n')), qsizetype{0});
    QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("copyLog")), Qt::LeftButton);
    QVERIFY(QApplication::clipboard()->text().endsWith(QStringLiteral("opened /data/chest")));
    filter->clear();
    QTest::keyClick(dialog.findChild<QCheckBox*>(QStringLiteral("troubleOnly")), Qt::Key_Space);
    QVERIFY(text->toPlainText().contains(QStringLiteral("disk\n    is full")));
    // What it is about is chosen beside it.
    auto* about = dialog.findChild<QComboBox*>(QStringLiteral("logOf"));
    about->setFocus();
    QTest::keyClick(about, Qt::Key_Down);
    QTest::keyClick(about, Qt::Key_Down); // imports
    QVERIFY(text->toPlainText().endsWith(QStringLiteral("import ended: stored 3")));
    QCOMPARE(text->toPlainText().count(QLatin1Char('\n')), qsizetype{0});
    QTest::keyClick(about, Qt::Key_Home);
    QVERIFY(text->toPlainText().contains(QStringLiteral("disk\n    is full")));
    QVERIFY(!text->toPlainText().contains(QStringLiteral("opened")));
    log.write(QtCriticalMsg, QStringLiteral("window"), QStringLiteral("came while it was open"));
    QTRY_VERIFY(text->toPlainText().endsWith(QStringLiteral("came while it was open")));
}

void FramePartsTest::the_engines_answer_is_told_in_sentences() {
    const QStringList words = engineWords(Json::parse(kReport));
    QCOMPARE(words.value(0), QStringLiteral("Engine 0.1.0, LibTorch 1.13.1"));
    QCOMPARE(words.value(1), QStringLiteral("Xeon, 8 cores, 3 GB of memory"));
    QVERIFY(words.value(2).startsWith(QStringLiteral("No GPU")));
    QCOMPARE(words.last(), QStringLiteral("Only 3.0 GB of memory"));
    QVERIFY(
        engineWords(Json::parse(R"({"cuda":true})")).value(0).contains(QStringLiteral("GPU can be used")));
    QCOMPARE(engineWords(Json::parse(R"([1,2])")), QStringList());
    QCOMPARE(engineWords(Json::parse(R"({"cuda":"yes","cpu":7,"advice":{"a":1}})")), QStringList());
    QCOMPARE(engineWords(Json()), QStringList());
}

void FramePartsTest::physical_cores_are_told_from_threads() {
    const std::string two = "physical id\t: 0\ncore id\t\t: 0\n\nphysical id\t: 0\ncore id\t\t: 1\n\n"
                            "physical id\t: 0\ncore id\t\t: 0\n\nphysical id\t: 0\ncore id\t\t: 1\n\n";
    const Machine machine = machineFrom(two, "MemTotal:        8388608 kB\nMemFree: 1 kB\n", 4);
    QCOMPARE(machine.cores, 4);
    QCOMPARE(machine.physicalCores, 2);
    QCOMPARE(machineWords(machine), QStringLiteral("4 cores, 8 GB"));
    const Machine silent = machineFrom("processor : 0\n", {}, 3);
    QCOMPARE(silent.physicalCores, 3);
    QCOMPARE(machineWords(silent), QStringLiteral("3 cores"));
    QCOMPARE(machineFrom(two, {}, 1).physicalCores, 1); // of those it may run on
}

void FramePartsTest::an_engine_is_chosen_and_checked() {
    const TempFolder folder;
    const QByteArray before = qgetenv("VRFT_ENGINE_PROGRAM");
    qunsetenv("VRFT_ENGINE_PROGRAM");
    EnginePage page;
    page.show();
    auto* field = page.findChild<QLineEdit*>(QStringLiteral("engineProgram"));
    auto* note = page.findChild<QLabel*>(QStringLiteral("engineNote"));
    auto* check = page.findChild<QPushButton*>(QStringLiteral("checkEngine"));
    const fs::path engine = fakeEngine(folder.path(), kReport);
    QTest::keyClicks(field, QString::fromStdString(engine.string()));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(note->text().startsWith(QStringLiteral("Engine 0.1.0, LibTorch 1.13.1")));
    QCOMPARE(engineProgram(), engine);
    QCOMPARE(note->property("kind").toString(), QStringLiteral("caption"));

    fakeEngine(folder.path(), "hello");
    QTest::mouseClick(check, Qt::LeftButton);
    QTRY_VERIFY(note->text().contains(QStringLiteral("no answer")));
    QCOMPARE(note->property("kind").toString(), QStringLiteral("alarm"));

    field->clear();
    QTest::keyClicks(field, QStringLiteral("/nowhere/vrftaug-engine"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(note->text().contains(QStringLiteral("/nowhere/vrftaug-engine can’t be started")));
    QVERIFY(check->isEnabled());
    field->clear();
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(engineProgramChosen(), QString());

    auto* threads = page.findChild<QSpinBox*>(QStringLiteral("engineThreads"));
    QCOMPARE(threads->value(), thisMachine().physicalCores);
    threads->selectAll();
    QTest::keyClicks(threads, QStringLiteral("7"));
    QTest::keyClick(threads, Qt::Key_Return);
    QCOMPARE(engineThreads(), 7);

    auto* place = page.findChild<QLineEdit*>(QStringLiteral("workspacePlace"));
    place->selectAll();
    QTest::keyClicks(place, QStringLiteral("beside/me"));
    QTest::keyClick(place, Qt::Key_Return);
    QVERIFY(preferences::workspacePlace().startsWith(QLatin1Char('/')));
    place->selectAll();
    QTest::keyClicks(place, QString::fromStdString((folder / "work").string()));
    QTest::keyClick(place, Qt::Key_Return);
    QCOMPARE(preferences::workspacePlace(), QString::fromStdString((folder / "work").string()));
    if (!before.isEmpty()) qputenv("VRFT_ENGINE_PROGRAM", before);
}

void FramePartsTest::text_grows_at_once() {
    Themes themes;
    KeyBindings keys;
    SettingsDialog dialog(themes, keys, {});
    dialog.show();
    auto* size = dialog.findChild<QSpinBox*>(QStringLiteral("textSize"));
    auto* field = dialog.findChild<QLineEdit*>(QStringLiteral("readerName"));
    const int before = field->fontMetrics().height();
    const int high = field->height();
    size->setFocus();
    size->selectAll();
    QTest::keyClicks(size, QStringLiteral("130"));
    QTest::keyClick(size, Qt::Key_Return);
    QCOMPARE(themes.textSize_percent(), 130);
    QCOMPARE(preferences::textSize_percent(), 130);
    QTRY_VERIFY(field->fontMetrics().height() > before);
    QTRY_VERIFY(field->height() > high); // rows grow with it
    QCOMPARE(textPixels(13), 17);
    themes.setTextSize_percent(500);
    QCOMPARE(themes.textSize_percent(), kMostTextSize_percent);
    themes.setTextSize_percent(100);
}

void FramePartsTest::old_checkpoints_are_cleaned_by_mouse() {
    const TempFolder folder;
    const fs::path run = makeRun(folder.path());
    DiskPage page(folder.path());
    page.show();
    auto* clean = page.findChild<QPushButton*>(QStringLiteral("clean"));
    QTRY_VERIFY(clean->isEnabled());
    const QString sum = page.findChild<QLabel*>(QStringLiteral("diskSum"))->text();
    QTimer::singleShot(0, &page, [&] {
        QTRY_VERIFY(page.findChild<CleanDialog*>() != nullptr);
        auto* dialog = page.findChild<CleanDialog*>();
        auto* tokens = dialog->findChild<QCheckBox*>(QStringLiteral("clean1"));
        QVERIFY(tokens->isEnabled() && !tokens->isChecked()); // something would be missed
        QVERIFY(!dialog->findChild<QCheckBox*>(QStringLiteral("clean2"))->isEnabled());
        auto* remove = dialog->findChild<QPushButton*>(QStringLiteral("remove"));
        QVERIFY(remove->text().contains(QStringLiteral("kB")));
        QTest::mouseClick(remove, Qt::LeftButton);
    });
    QTest::mouseClick(clean, Qt::LeftButton);
    QCOMPARE(checkpointSteps(run), (std::vector<int>{10, 30}));
    QVERIFY(fs::exists(run / "tokens-0001.bin"));
    QTRY_VERIFY(page.findChild<QLabel*>(QStringLiteral("diskSum"))->text() != sum);
}

void FramePartsTest::about_says_what_it_is_not_for() {
    AboutDialog dialog;
    dialog.show();
    QVERIFY(dialog.findChild<QLabel*>(QStringLiteral("researchOnly"))
                ->text()
                .contains(QStringLiteral("not for diagnosis")));
    auto* parts = dialog.findChild<QTreeWidget*>(QStringLiteral("parts"));
    QVERIFY(parts->topLevelItemCount() > 15);
    static const QRegularExpression version(QStringLiteral("^\\d+(\\.\\d+)+$"));
    for (int i = 0; i < parts->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* part = parts->topLevelItem(i);
        QVERIFY(!part->text(2).isEmpty());
        // What the engine links is known once it was asked.
        if (part->text(0).contains(QStringLiteral("engine"))) continue;
        QVERIFY2(version.match(part->text(1)).hasMatch(), qPrintable(part->text(0) + part->text(1)));
    }
    QCOMPARE(parts->topLevelItem(0)->text(1), QString::fromLatin1(qVersion()));
    const auto libraries =
        linkedLibraries({{"libtorch", "2.13.0"}, {"blas", "OpenBLAS Haswell (/usr/lib/x.so)"}});
    QCOMPARE(libraries.end()[-2].version, QStringLiteral("2.13.0"));
    QCOMPARE(libraries.back().version, QStringLiteral("OpenBLAS Haswell"));
}
