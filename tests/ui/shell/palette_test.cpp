// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/palette_test.h"

#include "tests/ui/support/window_fixture.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/preferences.h"
#include "ui/shell/status_bar.h"
#include "ui/studies/studies_page.h"
#include "ui/viewer/viewer_panel.h"

#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::OpenWindow;
using vrft::test::TempFolder;

namespace {

struct Palette {
    Palette()
        : made((test::makeWorkspace(folder / "ws", 5), true))
        , open(folder / "ws") {
        QTRY_VERIFY_WITH_TIMEOUT(view().frame() != nullptr && labels().task() != nullptr, 60'000);
        view().setFocus();
        QTRY_VERIFY(view().hasFocus());
    }
    StackCursor& cursor() { return open.window().studies().viewer().cursor(); }
    ImageView& view() { return open.window().studies().viewer().view(); }
    LabelModel& labels() { return open.window().studies().labels(); }
    CommandPalette& palette() { return *open.find<CommandPalette>("palette"); }
    QLineEdit& field() { return *open.find<QLineEdit>("paletteField"); }
    QListWidget& list() { return *open.find<QListWidget>("paletteList"); }
    void openByKey() {
        QTest::keyClick(&open.window(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(field().hasFocus());
    }
    void type(const QString& text) { QTest::keyClicks(&field(), text); }
    void press(Qt::Key key) { QTest::keyClick(&field(), key); }

    TempFolder folder;
    bool made;
    OpenWindow open;
};

Command named(const QString& name) {
    Command command;
    command.name = name;
    return command;
}

} // namespace

void PaletteTest::init() {
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
}

void PaletteTest::words_beginnings_and_initials_fit_in_that_order() {
    const std::vector<Command> commands{named(QStringLiteral("Regolith")),           // inside
                                        named(QStringLiteral("Great olive")),        // initials: g-ol
                                        named(QStringLiteral("Show the golf club")), // a word's beginning
                                        named(QStringLiteral("Gold"))};              // the whole begins so
    QCOMPARE(fitting(commands, QStringLiteral("gol")), (std::vector<std::size_t>{3, 2, 1, 0}));
    QCOMPARE(fitting(commands, QStringLiteral("club show")), (std::vector<std::size_t>{2}));
    QCOMPARE(fitting(commands, QStringLiteral("gx")), std::vector<std::size_t>{});
    QCOMPARE(fitting(commands, QString()), (std::vector<std::size_t>{0, 1, 2, 3}));
    QVERIFY(distance(QStringLiteral("gk"), QStringLiteral("Go to Knowledge")).has_value());
    QVERIFY(!distance(QStringLiteral("kg"), QStringLiteral("Go to Knowledge")).has_value());
}

void PaletteTest::accents_and_case_dont_matter() {
    QVERIFY(distance(QStringLiteral("garcia"), QStringLiteral("GARCÍA LÓPEZ Inés")).has_value());
    QVERIFY(distance(QStringLiteral("Übersicht"), QStringLiteral("ubersicht")).has_value());
    QVERIFY(distance(QStringLiteral("玉"), QStringLiteral("CHEN Yulan 陳玉蘭")).has_value());
}

void PaletteTest::typing_enter_does_it_and_the_focus_comes_back() {
    Palette room;
    QVERIFY(!room.view().inverted());
    room.openByKey();
    room.type(QStringLiteral("inv"));
    QCOMPARE(room.palette().shown().value(0), QStringLiteral("Invert"));
    room.press(Qt::Key_Return);
    QVERIFY(!room.palette().isVisible());
    QVERIFY(room.view().inverted());
    QVERIFY(room.view().hasFocus());
}

void PaletteTest::arrow_keys_choose_and_pass_what_cant_be_done() {
    Palette room;
    room.openByKey();
    // "Go to Studies" is in view and "Undo" has nothing to undo: neither can be chosen.
    int chosen = room.list().currentRow();
    QVERIFY(room.list().item(chosen)->flags().testFlag(Qt::ItemIsEnabled));
    for (int i = 0; i < 40; ++i) {
        room.press(Qt::Key_Down);
        QVERIFY(room.list().currentRow() >= chosen);
        chosen = room.list().currentRow();
        QVERIFY(room.list().item(chosen)->flags().testFlag(Qt::ItemIsEnabled));
    }
    QVERIFY(chosen > 20);
    room.press(Qt::Key_Up);
    QVERIFY(room.list().currentRow() < chosen);
}

void PaletteTest::escape_leaves_everything_as_it_was() {
    Palette room;
    const ImageRef image = room.cursor().image();
    room.openByKey();
    room.type(QStringLiteral("b2"));
    room.press(Qt::Key_Escape);
    QVERIFY(!room.palette().isVisible());
    QVERIFY(room.view().hasFocus());
    QCOMPARE(room.cursor().image(), image);
    QVERIFY(!room.labels().labelled(image)); // "2" was text, not a label
    QVERIFY(room.view().tool() != Tool::Box);
}

void PaletteTest::a_patient_is_found_by_number_and_opened() {
    Palette room;
    QVERIFY(room.cursor().patient().patient.id != "PHANTOM-0004");
    room.openByKey();
    room.type(QStringLiteral("phantom-0004"));
    QCOMPARE(room.palette().shown().size(), qsizetype{1});
    room.press(Qt::Key_Enter);
    QTRY_COMPARE(room.cursor().patient().patient.id, std::string("PHANTOM-0004"));
    room.openByKey();
    room.type(QStringLiteral("phantom"));
    QVERIFY(room.palette().shown().size() >= 5); // all of them, by what they have in common
    room.press(Qt::Key_Escape);
}

void PaletteTest::the_field_of_the_top_bar_opens_it_by_mouse() {
    Palette room;
    auto* button = room.open.find<QPushButton>("search");
    QVERIFY(button->toolTip().endsWith(QStringLiteral("(Ctrl+K)")));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(room.field().hasFocus());
    QVERIFY(room.palette().geometry().right() < room.open.window().width());
    room.type(QStringLiteral("nothing like this"));
    QCOMPARE(room.palette().shown().size(), qsizetype{0});
    QVERIFY(room.list().item(0)->text().contains(QStringLiteral("nothing like this")));
    room.press(Qt::Key_Return); // nothing to do
    QVERIFY(room.palette().isVisible());
    QTest::keyClick(&room.field(), Qt::Key_A, Qt::ControlModifier);
    room.type(QStringLiteral("fit"));
    QTest::mouseClick(room.list().viewport(), Qt::LeftButton, {},
                      room.list().visualItemRect(room.list().item(0)).center());
    QVERIFY(!room.palette().isVisible());
}

void PaletteTest::another_workspace_is_opened_by_name() {
    Palette room;
    test::makeWorkspace(room.folder / "chest", 1);
    preferences::rememberWorkspace(QString::fromStdString((room.folder / "chest").string()));
    preferences::rememberWorkspace(QString::fromStdString((room.folder / "ws").string()));
    room.openByKey();
    room.type(QStringLiteral("chest"));
    QCOMPARE(room.palette().shown().value(0), QStringLiteral("Open workspace chest"));
    room.press(Qt::Key_Return);
    QTRY_COMPARE(room.open.window().workspace().folder(), room.folder / "chest");
}

void PaletteTest::what_cant_be_done_says_why() {
    Palette room;
    room.openByKey();
    room.type(QStringLiteral("redo"));
    const QListWidgetItem* item = room.list().item(0);
    QCOMPARE(item->text(), QStringLiteral("Redo"));
    QVERIFY(!item->flags().testFlag(Qt::ItemIsEnabled));
    QVERIFY(item->toolTip().contains(QStringLiteral("Nothing to redo")));
    room.press(Qt::Key_Return);
    QVERIFY(room.palette().isVisible());
}
