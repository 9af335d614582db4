// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/first_window_test.h"

#include "core/files.h"
#include "core/store/annotations_table.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/annotate/class_list.h"
#include "ui/shell/status_bar.h"
#include "ui/studies/studies_page.h"
#include "ui/viewer/viewer_panel.h"
#include "ui/widgets/dialogs.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTreeView>
#include <QWheelEvent>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::OpenWindow;
using vrft::test::TempFolder;

namespace {

constexpr int kPatients = 6;

struct Session {
    Session()
        : made((test::makeWorkspace(folder / "study", kPatients), true))
        , open(folder / "study") {
        ready();
    }
    void ready() {
        waitFor([this] {
            return cursor().count() > 0 && view().frame() != nullptr &&
                   status().startsWith(QStringLiteral("All"));
        });
        waitFor([this] { return model().task() != nullptr && model().image().has_value(); });
        view().setFocus();
    }
    static void waitFor(const std::function<bool()>& condition) {
        QTRY_VERIFY_WITH_TIMEOUT(condition(), 30'000);
    }
    ImageView& view() { return open.window().studies().viewer().view(); }
    StackCursor& cursor() { return open.window().studies().viewer().cursor(); }
    LabelModel& model() { return open.window().studies().labels(); }
    QString status() { return open.window().status().storedText(); }
    QString undoText() { return open.find<QPushButton>("undo")->text(); }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(&open.window(), Qt::Key(key), modifiers);
    }
    void stored(const QString& undo) {
        waitFor([&] { return undoText().contains(undo); });
    }
    void chooseTask(const std::string& id) {
        auto* tasks = open.find<QComboBox>("tasks");
        const int index = tasks->findData(QString::fromStdString(id));
        tasks->setCurrentIndex(index);
        Q_EMIT tasks->activated(index);
        waitFor([&] { return model().task() != nullptr && model().task()->id == id; });
    }
    QPoint at(double x, double y) { return view().toScreen({x, y}).toPoint(); }
    void drag(Qt::MouseButton button, QPoint from, QPoint to) {
        QTest::mousePress(&view(), button, {}, from);
        QTest::mouseMove(&view(), (from + to) / 2);
        QTest::mouseMove(&view(), to);
        QTest::mouseRelease(&view(), button, {}, to);
    }

    TempFolder folder;
    bool made;
    OpenWindow open;
};

} // namespace

void FirstWindowTest::init() {
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
}

void FirstWindowTest::typing_narrows_the_list_and_enter_goes_into_it() {
    Session session;
    auto* table = session.open.find<QTreeView>("studies");
    auto* filter = session.open.find<QLineEdit>("filter");
    QCOMPARE(table->model()->rowCount(), kPatients);
    session.key(Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, QStringLiteral("0003"));
    QCOMPARE(table->model()->rowCount(), 1);
    QTest::keyClick(filter, Qt::Key_Return);
    QVERIFY(table->hasFocus());
    QTRY_COMPARE(session.cursor().patient().patient.id, std::string("PHANTOM-0003"));
    QTest::keyClick(filter, Qt::Key_Escape);
    QCOMPARE(table->model()->rowCount(), kPatients);
    QTest::keyClick(table, Qt::Key_Home);
    QTRY_COMPARE(session.cursor().patient().patient.id, std::string("PHANTOM-0001"));
}

void FirstWindowTest::keys_and_wheel_go_through_the_images() {
    Session session;
    auto* table = session.open.find<QTreeView>("studies");
    // A patient with several images.
    for (int row = 0; session.cursor().count() < 2 && row < kPatients; ++row)
        table->setCurrentIndex(table->model()->index(row, 0));
    QVERIFY(session.cursor().count() >= 2);
    QTest::keyClick(&session.view(), Qt::Key_Down);
    QCOMPARE(session.cursor().index(), 1);
    QTRY_VERIFY(session.view().cornerText().join(QLatin1Char(' ')).contains(QStringLiteral("Image 2 of")));
    session.key(Qt::Key_K);
    QCOMPARE(session.cursor().index(), 0);
    const QPointF at(100, 100);
    QWheelEvent event(at, session.view().mapToGlobal(at), {}, {0, -120}, Qt::NoButton, {}, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&session.view(), &event);
    QCOMPARE(session.cursor().index(), 1);
}

void FirstWindowTest::a_drag_windows_and_a_preset_brings_it_back() {
    Session session;
    auto* presets = session.open.find<QComboBox>("presets");
    const Window before = session.view().window();
    session.drag(Qt::RightButton, {200, 200}, {260, 170});
    QVERIFY(session.view().window().width > before.width);
    QCOMPARE(presets->currentText(), QStringLiteral("By hand"));
    presets->setCurrentIndex(0);
    Q_EMIT presets->activated(0);
    QCOMPARE(session.view().window().width, before.width);
    QCOMPARE(session.view().window().centre, before.centre);
}

void FirstWindowTest::a_length_is_measured() {
    Session session;
    session.key(Qt::Key_L);
    QCOMPARE(session.view().tool(), Tool::Length);
    session.drag(Qt::LeftButton, session.at(10, 10), session.at(40, 10));
    QCOMPARE(session.view().measurements().size(), std::size_t{1});
    const auto& spacing = session.view().frame()->attributes.spacing_mm;
    QVERIFY(spacing.has_value());
    const double length = lengthOf(session.view().measurements()[0], spacing);
    QVERIFY(std::abs(length - 30 * (*spacing)[1]) < (*spacing)[1]);
    QTest::keyClick(&session.view(), Qt::Key_Escape);
    QTest::keyClick(&session.view(), Qt::Key_Escape);
    QCOMPARE(session.view().tool(), Tool::Pointer);
}

void FirstWindowTest::label_box_undo_restart_redo() {
    Session session;
    session.chooseTask("severity");
    const ImageRef image = session.cursor().image();
    session.key(Qt::Key_2); // a grade's key is the grade
    session.stored(QStringLiteral("Label"));
    QCOMPARE(session.model().own()->grade, std::optional<int>(2));
    QCOMPARE(session.open.find<ClassList>("classes")->chosen(), 2);
    session.key(Qt::Key_B);
    session.drag(Qt::LeftButton, session.at(12, 10), session.at(30, 24));
    session.stored(QStringLiteral("Draw box 1"));
    QCOMPARE(session.model().own()->boxes.size(), std::size_t{1});
    QTest::keyClick(&session.view(), Qt::Key_Right); // the drawn box is chosen: it moves
    session.stored(QStringLiteral("Change box 1"));
    const Box moved = session.model().own()->boxes[0];
    auto* reasoning = session.open.find<QPlainTextEdit>("reasoning");
    reasoning->setFocus();
    QTest::keyClicks(reasoning, QStringLiteral("A small oval mass"));
    session.view().setFocus();
    session.stored(QStringLiteral("Change reasoning"));
    session.key(Qt::Key_Z, Qt::ControlModifier);
    session.stored(QStringLiteral("Change box 1"));
    session.key(Qt::Key_Z, Qt::ControlModifier);
    session.stored(QStringLiteral("Draw box 1"));
    QTRY_VERIFY(session.model().own()->boxes[0] != moved);

    session.open.restart();
    session.ready();
    session.chooseTask("severity");
    session.stored(QStringLiteral("Draw box 1")); // the undo stack is still there
    QTRY_VERIFY(session.model().labelled(image));
    session.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    session.stored(QStringLiteral("Change box 1"));
    session.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    session.stored(QStringLiteral("Change reasoning"));
    session.open.close();

    const auto workspace = Workspace::open(session.folder / "study");
    const auto stored = workspace->annotations().accepted("severity", image);
    QVERIFY(stored.has_value());
    QCOMPARE(stored->annotation.reader, std::string("M. Sato"));
    QCOMPARE(stored->annotation.boxes, std::vector<Box>{moved});
    // The box was chosen while it was typed.
    QCOMPARE(stored->annotation.boxNotes.at(0).reasoning, std::optional<std::string>("A small oval mass"));
}

void FirstWindowTest::ten_images_are_labelled_with_keys_only() {
    Session session;
    session.chooseTask("malignancy");
    for (int i = 0; i < 10; ++i) {
        const ImageRef image = session.cursor().image();
        QVERIFY(!session.model().labelled(image));
        session.key(i % 2 == 0 ? Qt::Key_1 : Qt::Key_2);
        QTRY_VERIFY(session.model().labelled(image));
        session.key(Qt::Key_N);
        QTRY_VERIFY(session.cursor().image() != image);
    }
    QCOMPARE(session.model().countImages() - session.model().countUnlabelled(), 10);
    session.key(Qt::Key_Z, Qt::ControlModifier); // shows what it undoes
    QTRY_COMPARE(session.model().countImages() - session.model().countUnlabelled(), 9);
    QTRY_VERIFY(session.model().own() == nullptr);
}

void FirstWindowTest::next_unlabelled_stays_in_the_filtered_list() {
    Session session;
    auto* table = session.open.find<QTreeView>("studies");
    auto* filter = session.open.find<QLineEdit>("filter");
    auto* next = session.open.find<QPushButton>("nextUnlabelled");
    session.chooseTask("severity");
    QTRY_VERIFY(session.model().countUnlabelled() == session.model().countImages());
    QTest::keyClicks(filter, QStringLiteral("0003"));
    QVERIFY(!table->currentIndex().isValid()); // the patient in view isn't in the list
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_COMPARE(session.cursor().patient().patient.id, std::string("PHANTOM-0003"));
    const int images = session.cursor().patient().num_frames;
    QCOMPARE(session.model().countUnlabelledRead(), images);
    const bool dates = table->isColumnHidden(1);
    for (int i = 0; i < images; ++i) {
        QCOMPARE(session.cursor().patient().patient.id, std::string("PHANTOM-0003"));
        session.key(Qt::Key_1);
        QTRY_COMPARE(session.model().countUnlabelledRead(), images - i - 1);
        QCOMPARE(next->isEnabled(), i + 1 < images);
        session.key(Qt::Key_N);
    }
    QCOMPARE(table->isColumnHidden(1), dates); // labels move no columns
    QCOMPARE(session.cursor().patient().patient.id, std::string("PHANTOM-0003"));
    filter->clear();
    QVERIFY(next->isEnabled());
    QCOMPARE(table->currentIndex().row(), 2); // chosen again
}

void FirstWindowTest::choosing_a_box_brings_its_reasoning() {
    Session session;
    session.chooseTask("severity");
    session.key(Qt::Key_2);
    session.key(Qt::Key_B);
    session.drag(Qt::LeftButton, session.at(12, 10), session.at(30, 24));
    session.stored(QStringLiteral("Draw box 1"));
    auto* head = session.open.find<QLabel>("reasoningHead");
    auto* reasoning = session.open.find<QPlainTextEdit>("reasoning");
    QCOMPARE(head->text(), QStringLiteral("Reasoning for box 1")); // what was drawn is chosen
    QTest::mouseClick(reasoning->viewport(), Qt::LeftButton);
    QTest::keyClicks(reasoning, QStringLiteral("Oval"));
    // Away from the box: what was typed is the box's.
    QTest::keyClick(&session.view(), Qt::Key_V);
    session.key(Qt::Key_V);
    QTest::mouseClick(&session.view(), Qt::LeftButton, {}, session.at(2, 2));
    session.stored(QStringLiteral("Change reasoning for box 1"));
    QCOMPARE(head->text(), QStringLiteral("Reasoning"));
    QCOMPARE(reasoning->toPlainText(), QString());
    auto* boxes = session.open.find<QListWidget>("boxes");
    QTest::mouseClick(boxes->viewport(), Qt::LeftButton, {}, boxes->visualItemRect(boxes->item(0)).center());
    QCOMPARE(head->text(), QStringLiteral("Reasoning for box 1"));
    QCOMPARE(reasoning->toPlainText(), QStringLiteral("Oval"));
    QCOMPARE(session.model().own()->boxNotes[0].reasoning, std::optional<std::string>("Oval"));
}

void FirstWindowTest::back_returns_to_the_image_next_came_from() {
    Session session;
    session.chooseTask("malignancy");
    const ImageRef first = session.cursor().image();
    auto* back = session.open.find<QPushButton>("back");
    QVERIFY(!back->isEnabled());
    session.key(Qt::Key_N);
    QTRY_VERIFY(session.cursor().image() != first);
    const ImageRef second = session.cursor().image();
    session.key(Qt::Key_N);
    QTRY_VERIFY(session.cursor().image() != second);
    session.key(Qt::Key_N, Qt::ShiftModifier);
    QTRY_COMPARE(session.cursor().image(), second);
    QTest::mouseClick(back, Qt::LeftButton);
    QTRY_COMPARE(session.cursor().image(), first);
    QVERIFY(!back->isEnabled());
}

void FirstWindowTest::letters_typed_into_a_field_are_no_commands() {
    Session session;
    auto* filter = session.open.find<QLineEdit>("filter");
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("lb1n"));
    QCOMPARE(filter->text(), QStringLiteral("lb1n"));
    QCOMPARE(session.view().tool(), Tool::Pointer);
    QVERIFY(session.model().own() == nullptr);
}

void FirstWindowTest::a_second_window_on_one_workspace_is_refused_in_words() {
    Session session;
    Themes themes;
    WorkerFrameSource frames(makeDecoder(), 1 << 20);
    MainWindow second(themes, frames);
    QString said;
    connect(&second, &MainWindow::refusalShown, &second, [&] {
        auto* dialog = second.findChild<MessageDialog*>();
        for (const QLabel* label : dialog->findChildren<QLabel*>())
            said += label->text() + QLatin1Char('\n');
        QTest::keyClick(dialog, Qt::Key_Escape);
    });
    second.openWorkspace(session.folder / "study", false);
    QTRY_VERIFY(!said.isEmpty());
    QVERIFY2(said.contains(QStringLiteral("“study” is open in another window")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("Nothing was changed")), qPrintable(said));
    QVERIFY2(
        said.contains(QStringLiteral("M. Sato opened it on %1 today at ").arg(QSysInfo::machineHostName())),
        qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("process %1").arg(QCoreApplication::applicationPid())),
             qPrintable(said));
    // Without a workspace nothing can be brought in.
    QCOMPARE(second.studies().findChild<QLabel*>(QStringLiteral("emptyTitle"))->text(),
             QStringLiteral("No workspace is open"));
    QVERIFY(!second.studies().importAction()->isEnabled());
    second.studies().startImport({session.folder / "study"});
    QVERIFY(!second.studies().importing());
}

void FirstWindowTest::an_empty_workspace_says_what_to_do_and_imports() {
    const TempFolder folder;
    Workspace::create(folder / "empty");
    makeFolders(folder / "files");
    const DicomDraft draft = phantomDicom(1, 0, 0, makePhantom(1, 0, 0));
    writeFileAtomic(folder / "files/one.dcm", makeDicom(draft));
    writeFileAtomic(folder / "files/two.dcm", makeDicom(draft));
    writeFileAtomic(folder / "files/notes.txt", "not an image");
    OpenWindow open(folder / "empty");
    QTRY_VERIFY(open.window().status().storedText().startsWith(QStringLiteral("All")));
    QPushButton* import = nullptr;
    for (auto* button : open.window().findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Import a folder…")) import = button;
    QVERIFY(import != nullptr && import->isVisible());
    open.window().studies().startImport({folder / "files"});
    QTRY_VERIFY(!open.window().studies().importing());
    QCOMPARE(open.find<QLabel>("found")->text(), QStringLiteral("3"));
    auto* close = open.find<QPushButton>("closeLedger");
    QTRY_COMPARE(close->text(), QStringLiteral("Close"));
    QTest::mouseClick(close, Qt::LeftButton);
    QTRY_COMPARE(open.window().studies().viewer().cursor().count(), 1);
    QVERIFY(!import->isVisible());
    QVERIFY(open.find<QPushButton>("ledger")->isVisible());
}

void FirstWindowTest::f6_jumps_and_f11_leaves_only_the_image() {
    Session session;
    session.view().setFocus();
    session.key(Qt::Key_F6);
    QVERIFY(!session.view().hasFocus());
    session.key(Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(session.view().hasFocus());
    auto* filter = session.open.find<QLineEdit>("filter");
    session.key(Qt::Key_F11);
    QVERIFY(!filter->isVisible());
    QVERIFY(session.view().isVisible());
    session.key(Qt::Key_F11);
    QVERIFY(filter->isVisible());
    session.key(Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!filter->isVisible());
}

void FirstWindowTest::the_theme_changes_without_a_restart() {
    Session session;
    Themes themes;
    themes.choose(ThemeChoice::Light);
    const QColor light = session.open.window().grab().toImage().pixelColor(10, 400);
    QCOMPARE(light, theme().colour(Token::Rail));
    themes.choose(ThemeChoice::Dark);
    QCOMPARE(session.open.window().grab().toImage().pixelColor(10, 400), theme().colour(Token::Rail));
}
