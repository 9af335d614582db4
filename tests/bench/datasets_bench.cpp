// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Measures the Dataset workplace on a workspace whose images are all labelled: how long a page, a filter and
// a choice take to answer, and how long the window is held up meanwhile.
//
//   datasets-bench WORKSPACE [FOLDER]     FOLDER (of make-instances): brought in and labelled first, by
//   program
#include "core/store/annotations_table.h"
#include "core/store/studies_table.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "imaging/path_import.h"
#include "tests/bench/watchdog.h"
#include "tests/bench/window_main.h"
#include "ui/datasets/datasets_page.h"
#include "ui/shell/main_window.h"
#include "ui/studies/studies_page.h"
#include "ui/viewer/worker_frame_source.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

namespace {

using namespace vrft;
using namespace vrft::ui;
using bench::turn;
using bench::Watchdog;

constexpr const char* kTask = "severity";
constexpr int kUidsAtOnce = 20'000;

void fill(const std::filesystem::path& folder, const std::filesystem::path& images) {
    const auto workspace = Workspace::create(folder);
    workspace->tasks().put(
        readTask(std::filesystem::path(VRFT_SOURCE_DIR) / "resources/knowledge/severity.json"),
        "Sample task");
    PathImport import;
    import.scanner.program = VRFT_BIN_DIR "/vrftaug-data";
    importPaths(*workspace, std::array{images}, std::move(import));
    const Task task = workspace->tasks().require(kTask);
    std::vector<Annotation> labels;
    std::int64_t last = 0;
    for (auto uids = workspace->studies().uidsAfter(last, kUidsAtOnce); !uids.empty();
         uids = workspace->studies().uidsAfter(last, kUidsAtOnce))
        for (const std::string& uid : uids) {
            Annotation label;
            label.task = kTask;
            label.image = {uid, 0};
            label.grade = static_cast<int>(labels.size() % task.classes.size());
            labels.push_back(std::move(label));
        }
    workspace->annotations().put(labels, "Labels");
    workspace->close();
}

// Does something and waits for the page's answer to it.
void measure(const char* what, DatasetsPage& page, Watchdog& watchdog, const std::function<void()>& act) {
    QElapsedTimer clock;
    clock.start();
    watchdog.begin();
    const DatasetPicturePointer before = page.model().picture();
    act();
    turn([&] { return page.model().upToDate() && page.model().picture() != before; });
    const auto answered = clock.elapsed();
    turn([&] { return clock.elapsed() > answered + 300; }); // what is drawn after it counts too
    std::printf("%-34s %lld ms, %s samples\n", what, static_cast<long long>(answered),
                qPrintable(grouped(std::ssize(page.model().picture()->draft->samples))));
    watchdog.tell(what);
}

int run(const QStringList& arguments) {
    const std::filesystem::path folder = utf8(arguments[1]);
    if (arguments.size() > 2) fill(folder, utf8(arguments[2]));
    Themes themes;
    WorkerFrameSource frames(makeDecoder(), std::uint64_t{256} << 20);
    MainWindow window(themes, frames);
    window.resize(1280, 800);
    window.show();
    window.openWorkspace(folder, false);
    bool there = false;
    QObject::connect(&window.studies().labels(), &LabelModel::libraryTaken, &window, [&] { there = true; });
    turn([&] { return there && !window.studies().labels().counting(); });
    auto* page = window.findChild<DatasetsPage*>();
    Watchdog watchdog;
    measure("page opened", *page, watchdog, [&] { window.goTo({WorkplaceKind::Dataset, {}}); });
    auto* from = page->findChild<QLineEdit*>(QStringLiteral("dateFrom"));
    measure("filter by date", *page, watchdog, [&] {
        from->setFocus();
        QTest::keyClicks(from, QStringLiteral("2020-06-01"));
        QTest::keyClick(from, Qt::Key_Return);
    });
    measure("filter by date taken away", *page, watchdog, [&] {
        from->selectAll();
        QTest::keyClick(from, Qt::Key_Delete);
        QTest::keyClick(from, Qt::Key_Return);
    });
    auto* box = page->findChild<QCheckBox*>(QStringLiteral("withBox"));
    measure("with at least one box", *page, watchdog, [&] { box->click(); });
    measure("and without", *page, watchdog, [&] { box->click(); });
    measure("check again", *page, watchdog,
            [&] { page->findChild<QPushButton*>(QStringLiteral("checkAgain"))->click(); });
    measure("a label changed, seen here", *page, watchdog, [&] {
        const ImageRef image = window.studies().labels().image().value_or(ImageRef{});
        window.workspace().order([image](Workspace& workspace) {
            Annotation label;
            label.task = kTask;
            label.image = image;
            label.grade = 3;
            workspace.annotations().put(std::span(&label, 1), "Label");
        });
        page->model().refresh();
    });
    watchdog.begin();
    for (QAbstractItemView* view : page->findChildren<QAbstractItemView*>()) {
        if (view->objectName() != QStringLiteral("samplePictures")) continue;
        for (int i = 1; i <= 50; ++i) {
            view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() * i / 50);
            turn([done = false]() mutable { return std::exchange(done, true); });
        }
    }
    watchdog.tell("scrolling through the pictures");
    std::printf("%-34s %.0f MB\n", "memory at most", bench::peakMegabytes());
    window.close();
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    return bench::windowMain(argc, argv, "datasets-bench WORKSPACE [FOLDER]", run);
}
