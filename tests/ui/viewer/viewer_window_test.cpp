// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/viewer/viewer_window_test.h"

#include "core/files.h"
#include "imaging/path_import.h"
#include "tests/support/skip.h"
#include "tests/ui/support/decoding_child.h"
#include "tests/ui/support/slices.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/studies/studies_page.h"
#include "ui/viewer/series_strip.h"
#include "ui/viewer/tag_browser.h"
#include "ui/viewer/viewer_panel.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QTreeView>
#include <QWheelEvent>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::OpenWindow;
using vrft::test::SliceSeries;
using vrft::test::TempFolder;

namespace {

// A workspace of `series` and the window on it.
struct Session {
    explicit Session(const std::vector<SliceSeries>& series) {
        {
            const auto workspace = Workspace::create(folder / "study");
            Importer importer(*workspace, {});
            for (const SliceSeries& of : series)
                test::addSlices(importer, of);
            importer.finish();
        }
        start();
    }
    explicit Session(const std::filesystem::path& files) {
        {
            const auto workspace = Workspace::create(folder / "study");
            PathImport import;
            import.scanner.program = std::filesystem::path(VRFT_BIN_DIR) / "vrftaug-data";
            const std::vector<std::filesystem::path> paths = {files};
            importPaths(*workspace, paths, import);
        }
        start();
    }
    void start() {
        open.emplace(folder / "study");
        waitFor([this] { return cursor().count() > 0 && view().frame() != nullptr; });
        view().setFocus();
    }
    static void waitFor(const std::function<bool()>& condition) {
        QTRY_VERIFY_WITH_TIMEOUT(condition(), 30'000);
    }
    void sorted() {
        waitFor([this] { return cursor().geometry() != nullptr; });
    }
    // The strips of both panes have the same parts: the one on the screen.
    template <typename T>
    T* shown(const char* name) {
        for (T* widget : open->window().findChildren<T*>(QString::fromLatin1(name)))
            if (widget->isVisible()) return widget;
        return nullptr;
    }
    ViewerPanel& panel() { return open->window().studies().viewer(); }
    ImageView& view() { return panel().view(); }
    StackCursor& cursor() { return panel().cursor(); }
    QString corners() { return view().cornerText().join(QLatin1Char('|')); }
    QStringList strip() { return shown<ui::SeriesRow>("seriesRow")->names(); }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(&open->window(), Qt::Key(key), modifiers);
    }
    // Of the slice on the screen, once it is there: its pixels hold it.
    double place_mm(std::size_t pane = 0) {
        ViewerPane& of = panel().pane(pane);
        waitFor([&of] { return of.settled() && of.view().frame() != nullptr; });
        return of.view().frame()->valueAt(0, 0) / 10;
    }
    // The second pane with its stack.
    void besideSorted() {
        waitFor([this] { return panel().pane(1).cursor().geometry() != nullptr; });
    }

    TempFolder folder;
    std::optional<OpenWindow> open;
};

void wheel(QWidget& widget, int delta, Qt::KeyboardModifiers modifiers = {}) {
    const QPointF at(100, 100);
    QWheelEvent event(at, widget.mapToGlobal(at), {}, {0, delta}, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&widget, &event);
}

} // namespace

void ViewerWindowTest::init() {
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
}

void ViewerWindowTest::slices_come_in_the_order_of_their_places() {
    SliceSeries series;
    series.places_mm = {6, 0, 12, 3, 9}; // instance numbers say otherwise
    Session session({series});
    session.sorted();
    session.cursor().moveTo(0);
    for (const double place : {0.0, 3.0, 6.0, 9.0, 12.0}) {
        QCOMPARE(session.place_mm(), place);
        session.key(Qt::Key_J);
    }
    QVERIFY(!session.corners().contains(QStringLiteral("slices are at unequal distances")));
}

void ViewerWindowTest::a_localiser_is_a_stack_of_its_own() {
    SliceSeries series;
    series.places_mm = {0, 5, 10, 25};
    SliceSeries localiser = series;
    localiser.orientation = test::kSagittal;
    localiser.places_mm = {1, 2};
    localiser.firstNumber = 50;
    Session session({series, localiser});
    session.sorted();
    QTRY_COMPARE(session.strip(),
                 (QStringList{QStringLiteral("axial, Head · 4"), QStringLiteral("sagittal, Head · 2")}));
    auto* row = session.shown<ui::SeriesRow>("seriesRow");
    QTest::mouseClick(row, Qt::LeftButton, {}, {92 + 20, 20});
    QCOMPARE(session.cursor().stack(), 1);
    QCOMPARE(session.cursor().count(), 2);
    QCOMPARE(session.place_mm(), 1.0);
    QVERIFY(!session.corners().contains(QStringLiteral("missing")));
    QTest::keyClick(row, Qt::Key_Left);
    QCOMPARE(session.cursor().count(), 4);
    QTRY_VERIFY_WITH_TIMEOUT(session.corners().contains(QStringLiteral("2 of 6 positions are missing")),
                             30'000);
}

void ViewerWindowTest::the_four_series_tell_what_is_unusual() {
    const std::filesystem::path shared = test::sharedData();
    if (shared.empty()) QSKIP("../shared/data isn't there");
    const auto session = [&](const char* name) {
        return std::make_unique<Session>(shared / "dicom_series" / name);
    };
    {
        const auto tilted = session("ct_ge_28");
        QTRY_VERIFY_WITH_TIMEOUT(
            tilted->corners().contains(QStringLiteral("The slices are tilted by 18.5 degrees")), 30'000);
        QVERIFY(tilted->corners().contains(QStringLiteral("Slices are at unequal distances")));
        QCOMPARE(tilted->cursor().count(), 28);
    }
    for (const char* plain : {"ct_philips_28", "mr_brain_20"}) {
        const auto usual = session(plain);
        usual->sorted();
        QVERIFY2(cautionsOf(*usual->cursor().geometry(), usual->cursor().series().series).isEmpty(), plain);
    }
    const auto times = session("mr_ge_epi_45");
    QTRY_VERIFY_WITH_TIMEOUT(times->corners().contains(QStringLiteral("a series in four dimensions")),
                             30'000);
    QCOMPARE(times->cursor().count(), 15);
    QCOMPARE(times->cursor().depth(), 3);
    const int index = times->cursor().index();
    const int second = times->cursor().second();
    wheel(times->view(), second == 2 ? 120 : -120, Qt::ShiftModifier);
    QCOMPARE(times->cursor().index(), index);
    QCOMPARE(std::abs(times->cursor().second() - second), 1);
    QTRY_VERIFY_WITH_TIMEOUT(
        times->corners().contains(QStringLiteral("%1 of 3 there").arg(times->cursor().second() + 1)), 30'000);
    times->key(Qt::Key_K, Qt::ShiftModifier);
    times->key(Qt::Key_K, Qt::ShiftModifier);
    QCOMPARE(times->cursor().second(), 0);
}

namespace {

// A study and an earlier one of the same patient, in one frame of reference.
std::vector<SliceSeries> nowAndBefore() {
    SliceSeries now;
    for (int i = 0; i <= 20; ++i)
        now.places_mm.push_back(2 * i);
    SliceSeries before = now;
    before.study = "2.25.2";
    before.series = "2.25.2.1";
    before.date = "20240220";
    before.places_mm = {40, 30, 20, 10, 0};
    return {now, before};
}

void openStudy(Session& session, const std::string& study) {
    const LibraryPointer library = session.cursor().library();
    const auto& studies = library->patients[0].studies;
    for (std::size_t i = 0; i < studies.size(); ++i)
        if (studies[i].study.uid == study) session.cursor().open(library, {0, i, 0});
    session.sorted();
}

} // namespace

void ViewerWindowTest::two_series_scroll_together_by_millimetres() {
    Session session(nowAndBefore());
    openStudy(session, "2.25.1");
    auto* compare = session.shown<QPushButton>("compare");
    QVERIFY(compare != nullptr);
    QTest::mouseClick(compare, Qt::LeftButton);
    QVERIFY(session.panel().pane(1).isVisible());
    QVERIFY(!compare->isVisible());
    session.besideSorted();
    QCOMPARE(session.panel().pane(1).cursor().study().study.date, std::string("20240220"));
    session.cursor().moveTo(0);
    for (int i = 0; i < 11; ++i)
        wheel(session.view(), -120);
    QCOMPARE(session.place_mm(), 22.0);
    QTRY_COMPARE(session.place_mm(1), 20.0); // 20 is nearer than 30
    wheel(session.panel().pane(1).view(), -120);
    QTRY_COMPARE(session.place_mm(1), 30.0);
    QTRY_COMPARE(session.place_mm(), 30.0);
    session.key(Qt::Key_S, Qt::ShiftModifier); // each by itself
    wheel(session.panel().pane(1).view(), -120);
    QTRY_COMPARE(session.place_mm(1), 40.0);
    QCOMPARE(session.place_mm(), 30.0);
    session.key(Qt::Key_S, Qt::ShiftModifier);
    QTRY_COMPARE(session.place_mm(), 40.0);
    session.key(Qt::Key_S);
    QVERIFY(!session.panel().pane(1).isVisible());
    QVERIFY(compare->isVisible());
}

void ViewerWindowTest::the_active_pane_has_its_own_window_and_strip() {
    Session session(nowAndBefore());
    openStudy(session, "2.25.1");
    session.key(Qt::Key_S);
    session.besideSorted();
    session.place_mm(1);
    ImageView& other = session.panel().pane(1).view();
    const Window before = session.view().window();
    QCOMPARE(session.panel().activePane(), std::size_t{0});
    QTest::mousePress(&other, Qt::RightButton, {}, {60, 60});
    QTest::mouseMove(&other, {120, 60});
    QTest::mouseRelease(&other, Qt::RightButton, {}, {120, 60});
    QCOMPARE(session.panel().activePane(), std::size_t{1});
    QVERIFY(other.window().width != before.width);
    QCOMPARE(session.view().window().width, before.width);
    QVERIFY(other.cornerText().contains(QStringLiteral("Comparison only")));
    QCOMPARE(other.accessibleName(), QStringLiteral("Right image"));
    session.key(Qt::Key_I);
    QVERIFY(other.inverted());
    QVERIFY(!session.view().inverted());
    session.panel().chooseTool(Tool::Box); // boxes are labels: of the first image only
    QCOMPARE(other.tool(), Tool::Pointer);
    QCOMPARE(session.view().tool(), Tool::Box);
    // The border says which is active.
    const auto border = [&](std::size_t pane) {
        return session.panel().grab().toImage().pixelColor(session.panel().pane(pane).geometry().topLeft() +
                                                           QPoint(0, 20));
    };
    QTRY_COMPARE(border(1), colour(Token::AccentText));
    QVERIFY(border(0) != border(1));
}

void ViewerWindowTest::the_strip_opens_a_series_side_by_side() {
    std::vector<SliceSeries> list = nowAndBefore();
    list[1].study = list[0].study; // two series of one study
    list[1].date = list[0].date;
    list[1].description = "Second";
    Session session(list);
    auto* row = session.shown<ui::SeriesRow>("seriesRow");
    QTRY_COMPARE(session.strip().size(), 2);
    QVERIFY(session.shown<QPushButton>("compare") == nullptr);
    QContextMenuEvent event(QContextMenuEvent::Mouse, {92 + 20, 20}, row->mapToGlobal(QPoint(92 + 20, 20)));
    QApplication::sendEvent(row, &event);
    auto* menu = row->findChild<QMenu*>();
    QVERIFY(menu != nullptr && menu->actions().size() == 2);
    QCOMPARE(menu->actions()[1]->text(), QStringLiteral("Open side by side"));
    menu->actions()[1]->trigger();
    QVERIFY(session.panel().sideBySide());
    QCOMPARE(session.panel().pane(1).cursor().place().series, std::size_t{1});
    QCOMPARE(session.cursor().place().series, std::size_t{0});
}

void ViewerWindowTest::nothing_of_another_patient_stays_beside() {
    std::vector<SliceSeries> list = nowAndBefore();
    SliceSeries other = list[0];
    other.patient = "SOMEBODY";
    other.study = "2.25.3";
    other.series = "2.25.3.1";
    list.push_back(other);
    Session session(list);
    const auto patientAt = [&](const char* id) {
        const auto& patients = session.cursor().library()->patients;
        for (std::size_t i = 0; i < patients.size(); ++i)
            if (patients[i].patient.id == id) return i;
        return patients.size();
    };
    session.cursor().open(session.cursor().library(), {patientAt("SLICES"), 0, 0});
    session.key(Qt::Key_S);
    QVERIFY(session.panel().pane(1).cursor().isOpen());
    session.cursor().open(session.cursor().library(), {patientAt("SOMEBODY"), 0, 0});
    // SOMEBODY has one series only: it stands there twice.
    QCOMPARE(session.panel().pane(1).cursor().patient().patient.id, std::string("SOMEBODY"));
    session.cursor().close();
    QVERIFY(!session.panel().pane(1).cursor().isOpen());
    QVERIFY(session.panel().pane(1).view().frame() == nullptr);
}

void ViewerWindowTest::the_tags_of_the_image_are_filtered_and_copied() {
    SliceSeries series;
    series.description = "<b>Head</b> & neck";
    series.places_mm = {0, 5};
    Session session({series});
    session.sorted();
    session.cursor().moveTo(0);
    session.key(Qt::Key_T);
    auto* browser = session.open->window().findChild<TagBrowser*>();
    QVERIFY(browser != nullptr && browser->isVisible());
    auto* tree = browser->findChild<QTreeView*>(QStringLiteral("tags"));
    auto* filter = browser->findChild<QLineEdit*>(QStringLiteral("tagFilter"));
    const auto cell = [&](int row, int column) {
        return tree->model()->index(row, column).data().toString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(tree->model()->rowCount() > 20, 30'000);
    QTest::keyClicks(filter, QStringLiteral("seriesdesc"));
    QCOMPARE(tree->model()->rowCount(), 1);
    QCOMPARE(cell(0, 0), QStringLiteral("(0008,103E)"));
    QCOMPARE(cell(0, 1), QStringLiteral("LO"));
    QCOMPARE(cell(0, 2), QStringLiteral("SeriesDescription"));
    QCOMPARE(cell(0, 3), QStringLiteral("<b>Head</b> & neck"));
    // Plain text wherever it is shown.
    QCOMPARE(tree->model()->index(0, 3).data(Qt::ToolTipRole).toString(),
             QStringLiteral("<span>&lt;b&gt;Head&lt;/b&gt; &amp; neck</span>"));
    tree->setFocus();
    tree->setCurrentIndex(tree->model()->index(0, 0));
    QTest::keyClick(tree, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("<b>Head</b> & neck"));
    // It follows the image, and what was chosen stays chosen.
    filter->clear();
    QTest::keyClicks(filter, QStringLiteral("SOPInstanceUID"));
    tree->setCurrentIndex(tree->model()->index(tree->model()->rowCount() - 1, 0));
    const QString uid = tree->currentIndex().siblingAtColumn(TagModel::ValueColumn).data().toString();
    QCOMPARE(uid, QString::fromStdString(session.cursor().image().sopUid));
    session.cursor().moveTo(1);
    QTRY_COMPARE(tree->currentIndex().siblingAtColumn(TagModel::ValueColumn).data().toString(),
                 QString::fromStdString(session.cursor().image().sopUid));
    filter->clear();
    QTest::keyClicks(filter, QStringLiteral("no such thing"));
    QCOMPARE(tree->model()->rowCount(), 0);
    QVERIFY(browser->findChild<QLabel*>(QStringLiteral("tagState"))
                ->text()
                .contains(QStringLiteral("Nothing holds")));
    QTest::keyClick(browser, Qt::Key_Escape);
    QVERIFY(!browser->isVisible());
}

void ViewerWindowTest::measurements_stay_with_their_image() {
    SliceSeries series;
    series.places_mm = {0, 5, 10};
    Session session({series});
    session.sorted();
    session.cursor().moveTo(0);
    session.place_mm();
    const auto drag = [&](QPointF from, QPointF to) {
        QTest::mousePress(&session.view(), Qt::LeftButton, {}, session.view().toScreen(from).toPoint());
        QTest::mouseMove(&session.view(), session.view().toScreen((from + to) / 2).toPoint());
        QTest::mouseMove(&session.view(), session.view().toScreen(to).toPoint());
        QTest::mouseRelease(&session.view(), Qt::LeftButton, {}, session.view().toScreen(to).toPoint());
    };
    session.key(Qt::Key_L);
    drag({2, 2}, {8, 2});
    session.key(Qt::Key_E);
    drag({2, 4}, {8, 10});
    QCOMPARE(session.view().measurements().size(), std::size_t{2});
    const double length =
        lengthOf(session.view().measurements()[0], session.view().frame()->attributes.spacing_mm);
    session.key(Qt::Key_J);
    QCOMPARE(session.place_mm(), 5.0);
    QVERIFY(session.view().measurements().empty());
    session.key(Qt::Key_K);
    QCOMPARE(session.place_mm(), 0.0);
    QCOMPARE(session.view().measurements().size(), std::size_t{2});
    QCOMPARE(lengthOf(session.view().measurements()[0], session.view().frame()->attributes.spacing_mm),
             length);
}

void ViewerWindowTest::a_killed_decoding_child_costs_nothing_but_its_own_frame() {
    SliceSeries series;
    for (int i = 0; i < 40; ++i)
        series.places_mm.push_back(i);
    Session session({series});
    session.sorted();
    const pid_t child = test::decodingChild();
    QVERIFY(child > 0);
    QCOMPARE(::kill(child, SIGSTOP), 0); // it will be in the middle of the last frame
    QTest::qWait(50);
    session.cursor().moveTo(39);
    QTest::qWait(50);
    QVERIFY(!session.panel().pane(0).settled());
    QCOMPARE(::kill(child, SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(session.view().showsTrouble(), 30'000);
    // The grey tile offers the tags and the next image.
    auto* tags = session.view().findChild<QPushButton*>(QStringLiteral("trouble0"));
    auto* next = session.view().findChild<QPushButton*>(QStringLiteral("trouble1"));
    QVERIFY(tags->isVisible() && tags->text() == QStringLiteral("Show tags"));
    QVERIFY(next->isVisible() && next->text() == QStringLiteral("Open next image"));
    QVERIFY(!next->isEnabled()); // it is the last one
    QVERIFY(session.view().rect().contains(tags->geometry().translated(tags->parentWidget()->pos())));
    session.key(Qt::Key_K);
    QTRY_VERIFY_WITH_TIMEOUT(!tags->isVisible(), 30'000);
    QCOMPARE(session.place_mm(), 38.0);
    QVERIFY(test::decodingChild() != child);
}
