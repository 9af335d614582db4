// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/import_window_test.h"

#include "core/files.h"
#include "core/store/annotations_table.h"
#include "core/store/imports_table.h"
#include "imaging/sources/medmnist.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/shell/status_bar.h"
#include "ui/studies/ledger_dialog.h"
#include "ui/studies/studies_page.h"
#include "ui/viewer/viewer_panel.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/notice_bar.h"

#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QTreeView>
#include <QUrl>
#include <fmt/format.h>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::OpenWindow;
using vrft::test::TempFolder;

namespace {

// Enough for an import to be under way when a hand gets there.
constexpr int kFiles = 240;

std::string fileOf(int number) {
    DicomDraft draft = phantomDicom(1, number, 0, makePhantom(1, number % 4, 0));
    return makeDicom(draft);
}

void fillFolder(const std::filesystem::path& folder, int first, int count) {
    makeFolders(folder);
    for (int i = first; i < first + count; ++i)
        writeFileAtomic(folder / fmt::format("{:04}.dcm", i), fileOf(i), false);
}

struct Desk {
    Desk()
        : made((test::makeWorkspace(folder / "ws", 2), fillFolder(folder / "in", 100, kFiles), true))
        , open(folder / "ws") {
        ready();
    }
    void ready() {
        waitFor([this] { return cursor().count() > 0 && labels().task() != nullptr && labels().image(); });
    }
    static void waitFor(const std::function<bool()>& condition) {
        QTRY_VERIFY_WITH_TIMEOUT(condition(), 30'000);
    }
    StudiesPage& page() { return open.window().studies(); }
    StackCursor& cursor() { return page().viewer().cursor(); }
    LabelModel& labels() { return page().labels(); }
    int patients() { return open.find<QTreeView>("studies")->model()->rowCount(); }
    LedgerDialog& ledger() { return *open.window().findChild<LedgerDialog*>(); }
    QString count(const char* name) { return open.find<QLabel>(name)->text(); }
    void click(const char* name) {
        auto* button = page().findChild<QPushButton*>(QLatin1String(name));
        QVERIFY2(button != nullptr && button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void import() { page().startImport({folder / "in"}); }
    // Somewhere in the middle, standing still.
    void importAndPause() {
        import();
        click("pauseImport");
        waitFor([this] { return count("ledgerHead").startsWith(QStringLiteral("Paused")); });
        QTest::qWait(300);
    }
    void ended() {
        waitFor([this] { return !page().importing(); });
    }
    // As files dragged from a file manager.
    void drop(const std::filesystem::path& file) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
        const QPoint at = page().rect().center();
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&page(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&page(), &drop);
    }
    MessageDialog* question() {
        for (auto* dialog : page().findChildren<MessageDialog*>())
            if (dialog->isVisible()) return dialog;
        return nullptr;
    }

    TempFolder folder;
    bool made;
    OpenWindow open;
};

// Small, with a task that isn't MedMNIST's: three splits, nine images.
std::filesystem::path setFile(const char* name) {
    return std::filesystem::path(VRFT_SOURCE_DIR) / "tests/data/imaging/npz" / name;
}

} // namespace

void ImportWindowTest::init() {
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
}

void ImportWindowTest::studies_appear_and_labels_are_stored_while_it_goes_on() {
    Desk desk;
    const int before = desk.patients();
    const ImageRef image = desk.cursor().image();
    int storedMeanwhile = 0;
    connect(&desk.open.window().workspace(), &WorkspaceThread::imageLabels, this,
            [&] { storedMeanwhile += desk.page().importing() ? 1 : 0; });
    desk.import();
    QVERIFY(desk.page().importing());
    desk.page().viewer().view().setFocus();
    QTest::keyClick(&desk.open.window(), Qt::Key_2);
    desk.ended();
    QVERIFY(storedMeanwhile > 0);
    QTRY_COMPARE(desk.patients(), before + kFiles);
    QCOMPARE(desk.count("found"), QString::number(kFiles));
    QCOMPARE(desk.count("sum"), QStringLiteral("adds up"));
    QCOMPARE(desk.cursor().image(), image); // what one looks at stays
    QVERIFY(desk.labels().labelled(image));
}

void ImportWindowTest::a_pause_holds_it_and_going_on_ends_it() {
    Desk desk;
    desk.importAndPause();
    const QString found = desk.count("found");
    QCOMPARE(desk.count("sum"), QStringLiteral("adds up")); // what was met is stored
    QTest::qWait(300);
    QCOMPARE(desk.count("found"), found);
    QVERIFY(desk.page().importing());
    desk.click("pauseImport");
    desk.ended();
    QCOMPARE(desk.count("found"), QString::number(kFiles));
    QTRY_VERIFY(desk.patients() > kFiles);
}

void ImportWindowTest::stop_keeps_what_is_stored_and_again_brings_the_rest() {
    Desk desk;
    const int before = desk.patients();
    desk.importAndPause();
    const int stored = desk.count("found").toInt();
    desk.click("closeLedger");
    desk.ended();
    QTRY_VERIFY(desk.count("ledgerHead").startsWith(QStringLiteral("Stopped")));
    QCOMPARE(desk.count("sum"), QStringLiteral("adds up"));
    QTRY_COMPARE(desk.patients(), before + stored);
    desk.click("again");
    desk.ended();
    QCOMPARE(desk.count("found"), QString::number(kFiles));
    QTRY_COMPARE(desk.patients(), before + kFiles);
}

void ImportWindowTest::unreadable_files_are_tried_again_alone() {
    Desk desk;
    const std::filesystem::path broken = desk.folder / "in" / "broken.dcm";
    writeFileAtomic(broken, fileOf(900).substr(0, 300));
    desk.import();
    desk.ended();
    auto* troubles = desk.open.find<QTreeView>("troubles");
    QCOMPARE(troubles->model()->rowCount(), 1);
    QCOMPARE(troubles->model()->index(0, TroubleModel::kFile).data().toString(),
             QStringLiteral("broken.dcm"));
    writeFileAtomic(broken, fileOf(900)); // mended meanwhile
    desk.click("again");
    desk.ended();
    QCOMPARE(desk.count("found"), QStringLiteral("1"));
    QCOMPARE(troubles->model()->rowCount(), 0);
}

void ImportWindowTest::an_import_left_by_closing_is_offered_and_gone_on_with() {
    Desk desk;
    const int before = desk.patients();
    desk.importAndPause();
    const int stored = desk.count("found").toInt();
    QVERIFY(stored < kFiles);
    desk.open.restart();
    desk.ready();
    QTRY_COMPARE(desk.patients(), before + stored);
    auto* notice = desk.open.window().studies().findChild<NoticeBar*>();
    QTRY_VERIFY(notice->isVisible());
    desk.click("noticeAction");
    QVERIFY(!notice->isVisible());
    desk.ended();
    QTRY_COMPARE(desk.patients(), before + kFiles);
    desk.open.restart();
    desk.ready();
    QVERIFY(!desk.open.window().studies().findChild<NoticeBar*>()->isVisible()); // nothing is open any more
    desk.open.close();
    const auto workspace = Workspace::open(desk.folder / "ws");
    const auto imports = workspace->imports().all();
    QCOMPARE(imports[0].end, ImportEnd::Done);
    QCOMPARE(imports[1].end, ImportEnd::Cancelled);
    QCOMPARE(imports[0].counts[static_cast<std::size_t>(ImportState::Present)], std::int64_t{stored});
}

void ImportWindowTest::an_import_left_alone_is_not_offered_again() {
    Desk desk;
    desk.importAndPause();
    desk.open.restart();
    desk.ready();
    QTRY_VERIFY(desk.open.window().studies().findChild<NoticeBar*>()->isVisible());
    desk.click("noticeDismiss");
    desk.open.restart();
    desk.ready();
    QTRY_VERIFY(desk.open.find<QPushButton>("ledger")->isVisible());
    QVERIFY(!desk.open.window().studies().findChild<NoticeBar*>()->isVisible());
}

void ImportWindowTest::the_ledger_of_yesterday_opens_and_is_saved() {
    Desk desk;
    writeFileAtomic(desk.folder / "in" / "notes.txt", "not an image");
    desk.import();
    desk.ended();
    desk.open.restart();
    desk.ready();
    QTRY_VERIFY(desk.open.find<QPushButton>("ledger")->isVisible());
    desk.click("ledger");
    QTRY_VERIFY(desk.ledger().isVisible());
    QCOMPARE(desk.count("found"), QString::number(kFiles + 1));
    QCOMPARE(desk.open.find<QTreeView>("troubles")->model()->rowCount(), 1);
    const std::filesystem::path csv = desk.folder / "ledger.csv";
    Q_EMIT desk.ledger().saveWanted(QString::fromStdString(csv.string()));
    QTRY_VERIFY(desk.count("ledgerHead").startsWith(QStringLiteral("Saved")));
    const std::string text = readTextFile(csv);
    QCOMPARE(std::count(text.begin(), text.end(), '\n'), std::ptrdiff_t{kFiles + 2});
    QVERIFY(text.find("notes.txt,not_dicom") != std::string::npos);
}

void ImportWindowTest::a_published_set_is_told_before_it_is_brought_in() {
    Desk desk;
    const int before = desk.patients();
    const MedMnist set = readMedMnist(setFile("small.npz"));
    const auto count = [&](Split split) { return set.parts[static_cast<std::size_t>(split)].count; };
    desk.drop(setFile("small.npz"));
    desk.waitFor([&] { return desk.question() != nullptr; });
    QString words;
    for (const auto* label : desk.question()->findChildren<QLabel*>())
        words += label->text() + QLatin1Char('\n');
    // Name, sizes, every class with its number, the splits, and what a set doesn't say.
    QVERIFY2(words.contains(QString::fromStdString(set.task.name)), qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("9 images of %1 × %2 pixels").arg(set.width).arg(set.height)),
             qPrintable(words));
    for (const TaskClass& entry : set.task.classes)
        QVERIFY2(words.contains(QString::fromStdString(entry.name) + QStringLiteral(": ")),
                 qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("train %1, held out %2, test %3")
                                .arg(count(Split::Train))
                                .arg(count(Split::Val))
                                .arg(count(Split::Test))),
             qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("names no patients")), qPrintable(words));
    QVERIFY(!desk.page().importing()); // nothing before the answer

    QTest::keyClick(desk.question(), Qt::Key_Escape);
    desk.waitFor([&] { return desk.question() == nullptr; });
    QTest::qWait(200);
    QVERIFY(!desk.page().importing());
    QCOMPARE(desk.patients(), before);
    for (const Task& task : desk.labels().tasks())
        QVERIFY(task.id != "small");

    desk.drop(setFile("small.npz"));
    desk.waitFor([&] { return desk.question() != nullptr; });
    for (auto* button : desk.question()->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Bring in")) {
            QTest::mouseClick(button, Qt::LeftButton);
            break;
        }
    desk.ended();
    QTRY_COMPARE(desk.patients(), before + 9); // each image counts as a patient
    QCOMPARE(desk.count("found"), QStringLiteral("9"));
    QTRY_VERIFY(std::any_of(desk.labels().tasks().begin(), desk.labels().tasks().end(),
                            [](const Task& task) { return task.id == "small"; }));
    desk.open.close();
    const auto workspace = Workspace::open(desk.folder / "ws");
    QCOMPARE(workspace->annotations().ofTask("small").size(), std::size_t{9});
    QCOMPARE(workspace->annotations().ofTask("small").front().annotation.reader, std::string("source"));
    const auto plans = workspace->plans().all();
    QVERIFY(std::any_of(plans.begin(), plans.end(),
                        [](const SplitPlan& plan) { return plan.name == "small" && plan.official; }));
}

void ImportWindowTest::a_set_that_cannot_be_read_is_refused_without_a_question() {
    Desk desk;
    const int before = desk.patients();
    desk.drop(setFile("other_length.npz"));
    desk.waitFor([&] { return desk.count("ledgerHead").contains(QStringLiteral("other_length.npz")); });
    QVERIFY2(desk.count("ledgerHead").size() > 40, qPrintable(desk.count("ledgerHead"))); // why
    QVERIFY(desk.question() == nullptr);
    QVERIFY(!desk.page().importing());
    QCOMPARE(desk.patients(), before);
}
