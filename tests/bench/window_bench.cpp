// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// How long the window keeps a hand waiting: a folder is imported while labels are typed, then filtered,
// sorted and labelled, without a display.
//
//   window-bench WORKSPACE [FOLDER]     FOLDER: imported first; WORKSPACE: made if there is none
//   window-bench WORKSPACE --themes     only: dark to light and back in each workplace
//
// "Blocked" is the longest time between two turns of the window's event loop, beside the processor time its
// thread used meanwhile: on a machine shared with others the first holds their turns too.
#include "core/error.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "tests/bench/watchdog.h"
#include "tests/bench/window_main.h"
#include "ui/shell/main_window.h"
#include "ui/shell/status_bar.h"
#include "ui/studies/ledger_dialog.h"
#include "ui/studies/studies_page.h"
#include "ui/viewer/viewer_panel.h"
#include "ui/viewer/worker_frame_source.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeView>
#include <cstdio>

namespace {

using namespace vrft;
using namespace vrft::ui;

using bench::peakMegabytes;
using bench::turn;
using bench::Watchdog;

// One label by key, until the store has confirmed it.
double labelOnce(MainWindow& window) {
    // Grades have their own number as key: 1 is the class of index 1. A class chosen already is no edit.
    const int key = window.studies().labels().chosenClass() == 1 ? Qt::Key_2 : Qt::Key_1;
    QElapsedTimer clock;
    clock.start();
    bool stored = false;
    const auto connection =
        QObject::connect(&window.workspace(), &WorkspaceThread::imageLabels, &window, [&] { stored = true; });
    QTest::keyClick(&window, Qt::Key(key));
    turn([&] { return stored || clock.elapsed() > 20'000; });
    QObject::disconnect(connection);
    return static_cast<double>(clock.nsecsElapsed()) * 1e-6;
}

// Away from the ledger: it goes on without being looked at.
void toTheImage(MainWindow& window) {
    window.findChild<LedgerDialog*>()->hide();
    window.activateWindow();
    window.studies().viewer().view().setFocus();
}

void import(MainWindow& window, Watchdog& watchdog, const std::filesystem::path& folder) {
    StudiesPage& page = window.studies();
    QElapsedTimer clock;
    clock.start();
    watchdog.begin();
    page.startImport({folder});
    toTheImage(window);
    turn([&] { return page.viewer().view().frame() != nullptr; });
    std::printf("%-34s %.2f s\n", "first image of the import shown",
                static_cast<double>(clock.elapsed()) / 1000);
    std::vector<double> waits;
    page.viewer().view().setFocus();
    QElapsedTimer pause;
    pause.start();
    while (page.importing()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
        if (pause.elapsed() < 500 || !page.labels().image() || page.labels().task() == nullptr) continue;
        waits.push_back(labelOnce(window));
        pause.start();
    }
    std::printf("%-34s %.1f s, %s files\n", "import", static_cast<double>(clock.elapsed()) / 1000,
                qPrintable(window.findChild<QLabel*>(QStringLiteral("found"))->text()));
    watchdog.tell("while importing");
    std::sort(waits.begin(), waits.end());
    if (!waits.empty())
        std::printf("%-34s median %.0f ms, 95 %% %.0f ms, at most %.0f ms (%zu labels)\n",
                    "a label stored meanwhile", waits[waits.size() / 2], waits[waits.size() * 95 / 100],
                    waits.back(), waits.size());
    std::printf("%-34s %.0f MB\n", "memory at most", peakMegabytes());
}

void stopping(MainWindow& window, const std::filesystem::path& folder) {
    StudiesPage& page = window.studies();
    page.startImport({folder});
    QElapsedTimer clock;
    clock.start();
    turn([&] { return clock.elapsed() > 400; });
    clock.start();
    window.findChild<QPushButton*>(QStringLiteral("closeLedger"))->click();
    turn([&] { return !page.importing(); });
    toTheImage(window);
    std::printf("%-34s %lld ms\n", "stopped after", static_cast<long long>(clock.elapsed()));
}

void use(MainWindow& window, Watchdog& watchdog) {
    auto* filter = window.findChild<QLineEdit*>(QStringLiteral("filter"));
    auto* table = window.findChild<QTreeView*>(QStringLiteral("studies"));
    turn([&] { return !window.studies().labels().counting(); });
    watchdog.begin();
    for (const char* text : {"b", "be", "ben", "benc", "bench", "bench 5", "bench 50", "", "2020-05"}) {
        filter->setText(QString::fromLatin1(text));
        turn([done = false]() mutable { return std::exchange(done, true); });
    }
    filter->clear();
    watchdog.tell("typing into the filter");
    for (int column = 0; column < 5; ++column) {
        table->model()->sort(column, Qt::DescendingOrder);
        turn([done = false]() mutable { return std::exchange(done, true); });
    }
    table->model()->sort(0, Qt::AscendingOrder);
    watchdog.tell("sorting by each column");
    std::vector<double> waits;
    window.studies().viewer().view().setFocus();
    for (int i = 0; i < 100; ++i) {
        waits.push_back(labelOnce(window));
        QTest::keyClick(&window, Qt::Key_N);
        turn([done = false]() mutable { return std::exchange(done, true); });
    }
    watchdog.tell("100 labels, each then Next");
    std::sort(waits.begin(), waits.end());
    std::printf("%-34s median %.0f ms, 95 %% %.0f ms\n", "a label stored", waits[50], waits[95]);
    auto* unlabelled = window.findChild<QPushButton*>(QStringLiteral("unlabelledChip"));
    unlabelled->setChecked(true);
    turn([done = false]() mutable { return std::exchange(done, true); });
    unlabelled->setChecked(false);
    watchdog.tell("the chip Unlabelled");
}

// From the choice to the last pixel, the page in view and those behind it.
void changeThemes(MainWindow& window, Themes& themes) {
    for (const Workplace* page : window.workplaces()) {
        window.goTo({page->kind(), {}});
        QElapsedTimer arriving;
        arriving.start();
        turn([&] { return arriving.elapsed() > 1500; });
        std::vector<double> walls;
        std::vector<double> worked;
        for (int i = 0; i < 10; ++i) {
            const double before = bench::threadSeconds();
            QElapsedTimer clock;
            clock.start();
            themes.choose(i % 2 == 0 ? ThemeChoice::Light : ThemeChoice::Dark);
            QCoreApplication::sendPostedEvents(); // layouts
            window.repaint();
            walls.push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-6);
            worked.push_back((bench::threadSeconds() - before) * 1000);
            turn([done = false]() mutable { return std::exchange(done, true); });
        }
        std::sort(walls.begin(), walls.end());
        std::sort(worked.begin(), worked.end());
        std::printf("%-34s median %.0f ms, at most %.0f ms (processor %.0f ms, %.0f ms)\n",
                    qPrintable(QStringLiteral("theme in %1").arg(page->name())), walls[walls.size() / 2],
                    walls.back(), worked[worked.size() / 2], worked.back());
        std::fflush(stdout);
    }
    std::printf("%-34s %lld\n", "widgets", static_cast<long long>(QApplication::allWidgets().size()));
}

int run(const QStringList& arguments) {
    const std::filesystem::path folder = utf8(arguments[1]);
    if (!Workspace::isWorkspace(folder)) {
        const auto workspace = Workspace::create(folder);
        workspace->tasks().put(
            readTask(std::filesystem::path(VRFT_SOURCE_DIR) / "resources" / "knowledge" / "severity.json"),
            "Sample task");
    }
    Themes themes;
    WorkerFrameSource frames(makeDecoder(), std::uint64_t{256} << 20);
    QElapsedTimer clock;
    clock.start();
    MainWindow window(themes, frames);
    window.show();
    Watchdog watchdog;
    window.openWorkspace(folder, false);
    bool there = false;
    QObject::connect(&window.studies().labels(), &LabelModel::libraryTaken, &window, [&] { there = true; });
    turn([&] { return there; });
    std::printf("%-34s %.2f s, %s images\n", "workspace opened, library shown",
                static_cast<double>(clock.elapsed()) / 1000,
                qPrintable(grouped(window.studies().labels().countImages())));
    watchdog.tell("while opening");
    if (arguments.value(2) == QStringLiteral("--themes")) {
        changeThemes(window, themes);
        window.close();
        return 0;
    }
    if (arguments.size() > 2) {
        import(window, watchdog, utf8(arguments[2]));
        stopping(window, utf8(arguments[2]));
        watchdog.begin();
    }
    use(window, watchdog);
    window.close();
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    return bench::windowMain(argc, argv, "window-bench WORKSPACE [FOLDER | --themes]", run);
}
