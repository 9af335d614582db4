// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/workspace_window_test.h"

#include "core/run/run_edits.h"
#include "core/store/annotations_table.h"
#include "core/store/backups.h"
#include "core/store/measurements_table.h"
#include "tests/core/run/sample_run.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/shell/backups_dialog.h"
#include "ui/shell/key_sheet.h"
#include "ui/shell/keys_page.h"
#include "ui/shell/preferences.h"
#include "ui/shell/settings_dialog.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/trash_dialog.h"
#include "ui/studies/studies_page.h"
#include "ui/viewer/viewer_panel.h"
#include "ui/widgets/dialogs.h"

#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTreeView>
#include <QTreeWidget>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::OpenWindow;
using vrft::test::TempFolder;

namespace {

constexpr int kPatients = 4;

struct Room {
    Room()
        : made((test::makeWorkspace(folder / "ws", kPatients), true))
        , open(folder / "ws") {
        ready();
    }
    void ready() {
        waitFor([this] { return cursor().count() > 0 && labels().task() != nullptr && labels().image(); });
        view().setFocus();
    }
    static void waitFor(const std::function<bool()>& condition) {
        QTRY_VERIFY_WITH_TIMEOUT(condition(), 30'000);
    }
    MainWindow& window() { return open.window(); }
    ImageView& view() { return window().studies().viewer().view(); }
    StackCursor& cursor() { return window().studies().viewer().cursor(); }
    LabelModel& labels() { return window().studies().labels(); }
    QTreeView& table() { return *open.find<QTreeView>("studies"); }
    int patients() { return table().model()->rowCount(); }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(&window(), Qt::Key(key), modifiers);
    }
    // Opens a dialog by its action and does something in it; the dialog must be closed at the end.
    template <typename Dialog>
    void inDialog(const QString& action, const std::function<void(Dialog&)>& work) {
        bool done = false;
        QTimer::singleShot(0, &window(), [&] {
            waitFor([this] { return window().findChild<Dialog*>() != nullptr; });
            auto* dialog = window().findChild<Dialog*>();
            [[maybe_unused]] const bool there = QTest::qWaitForWindowExposed(dialog);
            work(*dialog);
            done = true;
            if (dialog->isVisible()) dialog->reject();
        });
        for (QAction* of : window().findChildren<QAction*>())
            if (of->objectName() == action || of->text() == action) {
                of->trigger();
                break;
            }
        QVERIFY2(done, qPrintable(action));
        window().activateWindow(); // without a desktop nobody does it
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&window(), 1000);
        view().setFocus();
    }
    void chooseKey(SettingsDialog& dialog, const QString& name) {
        dialog.findChild<QTabWidget*>()->setCurrentIndex(1);
        auto* list = dialog.findChild<QTreeWidget*>(QStringLiteral("keyList"));
        const auto items = list->findItems(name, Qt::MatchExactly);
        QVERIFY(!items.isEmpty()); // other workplaces may have one of that name, after those of Studies
        list->setCurrentItem(items[0]);
        dialog.findChild<KeyField*>()->setFocus();
    }

    TempFolder folder;
    bool made;
    OpenWindow open;
};

const QString kSettings = QStringLiteral("Settings…");

template <typename Widget>
Widget* part(QWidget& of, const char* name) {
    return of.findChild<Widget*>(QString::fromLatin1(name));
}

QString words(QWidget& of) {
    QString all;
    for (const QLabel* label : of.findChildren<QLabel*>())
        all += label->text() + QLatin1Char('\n');
    return all;
}

} // namespace

void WorkspaceWindowTest::init() {
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
}

void WorkspaceWindowTest::a_key_is_changed_kept_and_shown_everywhere() {
    Room room;
    room.inDialog<SettingsDialog>(kSettings, [&](SettingsDialog& dialog) {
        room.chooseKey(dialog, QStringLiteral("Length"));
        QTest::keyClick(dialog.findChild<KeyField*>(), Qt::Key_G, Qt::ControlModifier);
        QVERIFY(
            part<QLabel>(dialog, "keyNote")->text().contains(QStringLiteral("“Length” is on Ctrl+G now")));
    });
    room.key(Qt::Key_L); // no longer
    QCOMPARE(room.view().tool(), Tool::Pointer);
    room.key(Qt::Key_G, Qt::ControlModifier);
    QCOMPARE(room.view().tool(), Tool::Length);
    room.open.restart();
    room.ready();
    room.key(Qt::Key_G, Qt::ControlModifier);
    QCOMPARE(room.view().tool(), Tool::Length);
    room.inDialog<KeySheet>(QStringLiteral("Keys"), [&](KeySheet& sheet) {
        QVERIFY2(words(sheet).contains(QStringLiteral("Ctrl+G")), qPrintable(words(sheet)));
    });
    bool said = false;
    for (const QToolButton* button : room.window().findChildren<QToolButton*>())
        said = said || button->toolTip() == QStringLiteral("Length (Ctrl+G)");
    QVERIFY(said);
}

void WorkspaceWindowTest::a_key_that_is_taken_is_refused_in_words() {
    Room room;
    room.inDialog<SettingsDialog>(kSettings, [&](SettingsDialog& dialog) {
        auto* note = part<QLabel>(dialog, "keyNote");
        room.chooseKey(dialog, QStringLiteral("Length"));
        QTest::keyClick(dialog.findChild<KeyField*>(), Qt::Key_B);
        QVERIFY2(note->text().startsWith(QStringLiteral("B is the key of “Draw a box”")),
                 qPrintable(note->text()));
        QTest::keyClick(dialog.findChild<KeyField*>(), Qt::Key_3); // a class's, which has no row
        QVERIFY2(note->text().startsWith(QStringLiteral("3 is the key of")), qPrintable(note->text()));
    });
    room.key(Qt::Key_L);
    QCOMPARE(room.view().tool(), Tool::Length);
}

void WorkspaceWindowTest::keys_go_back_to_what_they_were() {
    Room room;
    room.inDialog<SettingsDialog>(kSettings, [&](SettingsDialog& dialog) {
        room.chooseKey(dialog, QStringLiteral("Length"));
        QTest::mouseClick(part<QPushButton>(dialog, "noKey"), Qt::LeftButton);
        room.chooseKey(dialog, QStringLiteral("Draw a box"));
        QTest::keyClick(dialog.findChild<KeyField*>(), Qt::Key_L);
        room.chooseKey(dialog, QStringLiteral("Length"));
        QTest::mouseClick(part<QPushButton>(dialog, "resetKey"), Qt::LeftButton); // L is the box's now
        QVERIFY(part<QLabel>(dialog, "keyNote")->text().startsWith(QStringLiteral("L is the key of")));
        QTest::mouseClick(part<QPushButton>(dialog, "resetKeys"), Qt::LeftButton);
    });
    room.key(Qt::Key_L);
    QCOMPARE(room.view().tool(), Tool::Length);
    room.key(Qt::Key_B);
    QCOMPARE(room.view().tool(), Tool::Box);
    QVERIFY(QSettings().allKeys().filter(QStringLiteral("keys/")).isEmpty());
}

void WorkspaceWindowTest::the_sample_is_made_by_a_child_and_opened() {
    const TempFolder folder;
    qputenv("XDG_DATA_HOME", QByteArray::fromStdString((folder / "data").string()));
    Workspace::create(folder / "empty");
    OpenWindow open(folder / "empty");
    QPushButton* button = nullptr;
    QTRY_VERIFY([&] {
        for (auto* of : open.window().findChildren<QPushButton*>())
            if (of->text() == QStringLiteral("Open the sample")) button = of;
        return button != nullptr && button->isVisible();
    }());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(!button->isEnabled());
    QVERIFY(open.find<QLabel>("emptyNote")->text().contains(QStringLiteral("300 made-up patients")));
    QTRY_COMPARE_WITH_TIMEOUT(open.window().studies().labels().countImages() > 1000, true, 120'000);
    QVERIFY(Workspace::isWorkspace(folder / "data" / "vrftaug" / "sample"));
    QVERIFY(!std::filesystem::exists(folder / "data" / "vrftaug" / "sample.making"));
    open.close();
    qunsetenv("XDG_DATA_HOME");
}

void WorkspaceWindowTest::a_sample_that_is_stopped_leaves_nothing() {
    const TempFolder folder;
    qputenv("XDG_DATA_HOME", QByteArray::fromStdString((folder / "data").string()));
    Workspace::create(folder / "empty");
    OpenWindow open(folder / "empty");
    QTRY_VERIFY(open.window().status().storedText().startsWith(QStringLiteral("All")));
    auto* sample = open.find<QAction>("openSample");
    sample->trigger();
    auto* stop = open.find<QPushButton>("stopSample");
    QTRY_VERIFY(stop->isVisible());
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_VERIFY(sample->isEnabled());
    QVERIFY(!std::filesystem::exists(folder / "data" / "vrftaug" / "sample"));
    QVERIFY(!std::filesystem::exists(folder / "data" / "vrftaug" / "sample.making"));
    QVERIFY(!stop->isVisible());
    open.close();
    qunsetenv("XDG_DATA_HOME");
}

void WorkspaceWindowTest::a_patient_goes_into_the_trash_and_comes_back() {
    Room room;
    const std::string patient = room.cursor().patient().patient.id;
    room.table().setFocus();
    room.key(Qt::Key_Delete, Qt::ControlModifier);
    QTRY_COMPARE(room.patients(), kPatients - 1);
    QTRY_VERIFY(room.cursor().patient().patient.id != patient);
    room.inDialog<TrashDialog>(QStringLiteral("showTrash"), [&](TrashDialog& dialog) {
        auto* list = part<QTreeWidget>(dialog, "trash");
        QTRY_COMPARE(list->topLevelItemCount(), 1);
        QTest::mouseClick(part<QPushButton>(dialog, "putBack"), Qt::LeftButton);
        QTRY_COMPARE(list->topLevelItemCount(), 0);
        QVERIFY(part<QLabel>(dialog, "trashHead")->text().contains(QStringLiteral("empty")));
    });
    QTRY_COMPARE(room.patients(), kPatients);
}

void WorkspaceWindowTest::a_run_in_the_trash_is_put_back() {
    Room room;
    const std::filesystem::path workspace = room.window().workspace().folder();
    test::sampleRun(workspace / "runs" / "20260102-030405-test");
    trashRun(workspace, "20260102-030405-test");
    room.inDialog<TrashDialog>(QStringLiteral("showTrash"), [&](TrashDialog& dialog) {
        auto* list = part<QTreeWidget>(dialog, "trash");
        QTRY_COMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("test"));
        QTest::mouseClick(part<QPushButton>(dialog, "putBack"), Qt::LeftButton);
        QTRY_COMPARE(list->topLevelItemCount(), 0);
    });
    QVERIFY(isRun(workspace / "runs" / "20260102-030405-test"));
}

void WorkspaceWindowTest::columns_of_studies_are_as_wide_as_their_text() {
    Room room;
    QTreeView& table = room.table();
    for (const int percent : {100, kMostTextSize_percent})
        for (const int width : {1280, 1600}) {
            room.open.themes().setTextSize_percent(percent);
            room.window().resize(width, 800);
            QTest::qWait(50);
            QFont font = table.font();
            QFont bold = font; // of a patient's label
            bold.setBold(true);
            for (int row = 0; row < table.model()->rowCount(); ++row)
                for (int column = 0; column < table.model()->columnCount(); ++column) {
                    if (table.isColumnHidden(column)) continue;
                    const QString text = table.model()->index(row, column).data().toString();
                    const bool name = column == StudyTree::kPatient;
                    font.setPixelSize(textPixels(13));
                    const QFontMetrics metrics(name ? font : bold);
                    const int room_px = table.columnWidth(column) - (name ? 61 : 16);
                    QVERIFY2(
                        metrics.horizontalAdvance(text) <= room_px,
                        qPrintable(QStringLiteral(
                                       "%1 at %2 %, %3 wide: “%4” has %5 of %6; table %7, label %8, split %9")
                                       .arg(column)
                                       .arg(percent)
                                       .arg(width)
                                       .arg(text)
                                       .arg(room_px)
                                       .arg(metrics.horizontalAdvance(text))
                                       .arg(table.width())
                                       .arg(table.columnWidth(StudyTree::kLabel))
                                       .arg(table.columnWidth(StudyTree::kSplit))));
                }
            // Nothing is pushed out at the right.
            QVERIFY(table.header()->length() <= table.viewport()->width() + 1);
        }
    room.open.themes().setTextSize_percent(100);
}

void WorkspaceWindowTest::going_into_the_trash_is_undone_by_key() {
    Room room;
    room.table().setCurrentIndex(room.table().model()->index(2, 0));
    const std::string patient = room.cursor().patient().patient.id;
    const QString next = room.table().model()->index(3, 0).data().toString();
    room.key(Qt::Key_Delete, Qt::ControlModifier);
    QTRY_COMPARE(room.patients(), kPatients - 1);
    QTRY_COMPARE(room.table().currentIndex().row(), 2); // the next one is shown, not the first
    QCOMPARE(room.table().currentIndex().siblingAtColumn(0).data().toString(), next);
    QTRY_VERIFY(
        room.open.find<QPushButton>("undo")->text().startsWith(QStringLiteral("Undo: Delete patient")));
    room.key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(room.patients(), kPatients);
    QTRY_COMPARE(room.cursor().patient().patient.id, patient); // what came back is shown
    room.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(room.patients(), kPatients - 1);
}

void WorkspaceWindowTest::an_undo_from_another_workplace_first_shows_what_it_undoes() {
    Room room;
    room.table().setCurrentIndex(room.table().model()->index(2, 0));
    const std::string patient = room.cursor().patient().patient.id;
    for (const Workplace* other : room.window().workplaces()) {
        if (other->kind() == WorkplaceKind::Studies) continue;
        room.window().goTo({WorkplaceKind::Studies, {}});
        room.key(Qt::Key_Delete, Qt::ControlModifier);
        QTRY_COMPARE(room.patients(), kPatients - 1);
        QTRY_VERIFY(room.cursor().patient().patient.id != patient);
        room.window().goTo({other->kind(), {}});
        QCOMPARE(room.window().current().kind(), other->kind());
        room.key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(room.window().current().kind(), WorkplaceKind::Studies);
        QTRY_COMPARE(room.patients(), kPatients);
        QTRY_COMPARE(room.cursor().patient().patient.id, patient);
    }
}

void WorkspaceWindowTest::a_backup_is_verified_and_restored_with_the_present_kept() {
    Room room;
    const ImageRef image = room.labels().image().value();
    QString said;
    connect(&room.window().workspace(), &WorkspaceThread::opened, this,
            [&] { said = QStringLiteral("opened"); });
    room.inDialog<BackupsDialog>(QStringLiteral("showBackups"), [&](BackupsDialog& dialog) {
        auto* list = part<QTreeWidget>(dialog, "backups");
        QTRY_VERIFY(list->topLevelItemCount() > 0); // the one of opening
        const int before = list->topLevelItemCount();
        QTest::mouseClick(part<QPushButton>(dialog, "backUpNow"), Qt::LeftButton);
        QTRY_COMPARE(list->topLevelItemCount(), before + 1);
        QTRY_COMPARE(list->topLevelItem(0)->text(2), QStringLiteral("Verified"));
        QVERIFY(!part<QPushButton>(dialog, "restore")->isEnabled()); // none is chosen
    });
    room.key(Qt::Key_2); // after the backup
    QTRY_VERIFY(!room.open.find<QPushButton>("undo")->text().startsWith(QStringLiteral("Undo: Sample")));
    room.labels().chooseTask("malignancy");
    QTRY_COMPARE(room.labels().task()->id, std::string("malignancy"));
    room.key(Qt::Key_2);
    QTRY_VERIFY(room.labels().labelled(image));
    QTimer answer; // to the question that follows
    connect(&answer, &QTimer::timeout, this, [&] {
        auto* question = room.window().findChild<MessageDialog*>();
        if (question == nullptr || !question->isVisible()) return;
        answer.stop();
        for (auto* button : question->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Restore")) QTest::mouseClick(button, Qt::LeftButton);
    });
    answer.start(50);
    room.inDialog<BackupsDialog>(QStringLiteral("showBackups"), [&](BackupsDialog& dialog) {
        auto* list = part<QTreeWidget>(dialog, "backups");
        QTRY_VERIFY(list->topLevelItemCount() > 1);
        list->setCurrentItem(list->topLevelItem(0));
        QTRY_VERIFY(part<QPushButton>(dialog, "restore")->isEnabled());
        QTest::mouseClick(part<QPushButton>(dialog, "restore"), Qt::LeftButton);
    });
    QTRY_COMPARE(said, QStringLiteral("opened"));
    QTRY_VERIFY(room.labels().task() != nullptr && !room.labels().labelled(image));
    QCOMPARE(room.patients(), kPatients);
    room.open.close();
    // The state before is the newest backup.
    const auto backups = Backups::list(room.folder / "ws");
    Backups::restore(room.folder / "ws", backups[0].file);
    const auto workspace = Workspace::open(room.folder / "ws");
    QVERIFY(workspace->annotations().accepted("malignancy", image).has_value());
}

void WorkspaceWindowTest::typed_text_is_stored_after_the_time_set() {
    Room room;
    room.labels().chooseTask("severity");
    room.key(Qt::Key_1);
    room.inDialog<SettingsDialog>(kSettings, [&](SettingsDialog& dialog) {
        auto* seconds = part<QDoubleSpinBox>(dialog, "autosave");
        seconds->setFocus();
        seconds->selectAll();
        QTest::keyClicks(seconds, QStringLiteral("0.5"));
        QTest::keyClick(seconds, Qt::Key_Tab);
    });
    QCOMPARE(preferences::autosave_ms(), 500);
    auto* reasoning = room.open.find<QPlainTextEdit>("reasoning");
    reasoning->setFocus();
    QTest::keyClicks(reasoning, QStringLiteral("Dark"));
    // Without leaving the field.
    QTRY_VERIFY(
        room.open.find<QPushButton>("undo")->text().startsWith(QStringLiteral("Undo: Change reasoning")));
    QVERIFY(reasoning->hasFocus());
}

void WorkspaceWindowTest::measurements_are_kept_undone_and_a_reader_s_own() {
    Room room;
    const auto undoText = [&] { return room.open.find<QPushButton>("undo")->text(); };
    const auto draw = [&](QPointF from, QPointF to) {
        const QPoint a = room.view().toScreen(from).toPoint();
        const QPoint b = room.view().toScreen(to).toPoint();
        QTest::mousePress(&room.view(), Qt::LeftButton, {}, a);
        QTest::mouseMove(&room.view(), (a + b) / 2);
        QTest::mouseMove(&room.view(), b);
        QTest::mouseRelease(&room.view(), Qt::LeftButton, {}, b);
    };
    const auto num = [&] { return room.view().measurements().size(); };
    Room::waitFor([&] { return room.view().frame() != nullptr; });
    const ImageRef image = room.cursor().image();
    room.key(Qt::Key_L);
    draw({5, 5}, {30, 20});
    room.key(Qt::Key_E);
    draw({32, 30}, {44, 42});
    QCOMPARE(num(), std::size_t{2});
    QTRY_VERIFY(undoText().startsWith(QStringLiteral("Undo: Measure a region")));
    room.key(Qt::Key_V);
    room.key(Qt::Key_J); // another image of the series has its own
    QVERIFY(room.cursor().image() != image);
    QTRY_COMPARE(num(), std::size_t{0});
    room.key(Qt::Key_Z, Qt::ControlModifier); // shows what it takes back
    QTRY_COMPARE(room.cursor().image(), image);
    QTRY_COMPARE(num(), std::size_t{1});
    room.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(num(), std::size_t{2});
    const std::vector<Measurement> drawn = room.view().measurements();

    room.open.restart();
    room.ready();
    room.window().goTo(
        {WorkplaceKind::Studies, QStringLiteral("%1 0").arg(QString::fromStdString(image.sopUid))});
    QTRY_COMPARE(room.cursor().image(), image);
    QTRY_COMPARE(num(), std::size_t{2});
    QVERIFY(room.view().measurements() == drawn);
    // Somebody else sees nothing of them, and the labels know nothing either.
    room.inDialog<SettingsDialog>(kSettings, [&](SettingsDialog& dialog) {
        auto* reader = part<QLineEdit>(dialog, "readerName");
        reader->selectAll();
        QTest::keyClicks(reader, QStringLiteral("A. Other"));
        QTest::keyClick(reader, Qt::Key_Tab);
    });
    QTRY_COMPARE(num(), std::size_t{0});
    QVERIFY(room.labels().own() == nullptr || room.labels().own()->boxes.empty());
    room.open.close();
    const auto workspace = Workspace::open(room.folder / "ws");
    QCOMPARE(workspace->measurements().ofImage(image, "M. Sato").size(), std::size_t{2});
    QVERIFY(workspace->measurements().ofImage(image, "A. Other").empty());
}

void WorkspaceWindowTest::the_last_image_has_no_next() {
    Room room;
    QAction* next = nullptr;
    QAction* previous = nullptr;
    for (QAction* action : room.window().studies().viewer().goActions()) {
        if (action->shortcut() == QKeySequence(Qt::Key_J)) next = action;
        if (action->shortcut() == QKeySequence(Qt::Key_K)) previous = action;
    }
    QVERIFY(next != nullptr && previous != nullptr);
    QVERIFY(room.cursor().count() > 1);
    QTest::keyClick(&room.view(), Qt::Key_Home);
    room.cursor().moveTo(0);
    QVERIFY(next->isEnabled() && !previous->isEnabled());
    while (room.cursor().index() + 1 < room.cursor().count())
        room.key(Qt::Key_J);
    QVERIFY(!next->isEnabled() && previous->isEnabled());
    room.key(Qt::Key_K);
    QVERIFY(next->isEnabled());
}

void WorkspaceWindowTest::workspaces_opened_before_are_offered() {
    Room room;
    Workspace::create(room.folder / "other");
    room.window().openWorkspace(room.folder / "other", false);
    QTRY_COMPARE(preferences::lastWorkspace(), QString::fromStdString((room.folder / "other").string()));
    QMenu* recent = nullptr;
    for (QMenu* menu : room.window().findChildren<QMenu*>())
        if (menu->title() == QStringLiteral("Open recent")) recent = menu;
    QVERIFY(recent != nullptr);
    Q_EMIT recent->aboutToShow();
    QCOMPARE(recent->actions().size(), qsizetype{2});
    QVERIFY(!recent->actions()[0]->isEnabled()); // the open one
    recent->actions()[1]->trigger();
    QTRY_COMPARE(room.patients(), kPatients);
}
