// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/whole_window_test.h"

#include "core/store/annotations_table.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/shell/status_bar.h"
#include "ui/studies/ledger_dialog.h"
#include "ui/studies/studies_page.h"
#include "ui/viewer/viewer_panel.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTreeView>
#include <QWheelEvent>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::OpenWindow;
using vrft::test::TempFolder;

namespace {

constexpr int kSlices = 28 + 28 + 20 + 45;
constexpr int kLabels = 10;

struct Day {
    explicit Day(std::filesystem::path data)
        : series(std::move(data))
        , made((test::makeWorkspace(folder / "ws", 0), true))
        , open(folder / "ws") {
        waitFor([this] { return open.window().status().storedText().startsWith(QStringLiteral("All")); });
    }
    static void waitFor(const std::function<bool()>& condition) {
        QTRY_VERIFY_WITH_TIMEOUT(condition(), 60'000);
    }
    MainWindow& window() { return open.window(); }
    ImageView& view() { return window().studies().viewer().view(); }
    StackCursor& cursor() { return window().studies().viewer().cursor(); }
    LabelModel& labels() { return window().studies().labels(); }
    QString undoText() { return open.find<QPushButton>("undo")->text(); }
    int numLabelled() { return labels().countImages() - labels().countUnlabelled(); }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(&window(), Qt::Key(key), modifiers);
    }
    void drag(Qt::MouseButton button, QPoint from, QPoint to) {
        QTest::mousePress(&view(), button, {}, from);
        QTest::mouseMove(&view(), (from + to) / 2);
        QTest::mouseMove(&view(), to);
        QTest::mouseRelease(&view(), button, {}, to);
    }
    void shown() {
        waitFor([this] { return view().frame() != nullptr && !view().showsTrouble(); });
    }
    void import();
    void look();
    void labelTen();

    TempFolder folder;
    std::filesystem::path series;
    bool made;
    OpenWindow open;
};

void Day::import() {
    // Ctrl+I, the folder's name into the dialog, Enter.
    QTimer typing;
    QObject::connect(&typing, &QTimer::timeout, &window(), [&] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (dialog == nullptr) return;
        typing.stop();
        auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
        name->setText(QString::fromStdString(series.string())); // typed, a completion would step in between
        QTest::keyClick(name, Qt::Key_Return);
    });
    typing.start(50);
    key(Qt::Key_I, Qt::ControlModifier);
    waitFor([this] { return !window().studies().importing(); });
    auto* ledger = window().findChild<LedgerDialog*>();
    waitFor([ledger] { return ledger->isVisible(); });
    QCOMPARE(open.find<QLabel>("found")->text(), QString::number(kSlices + 1)); // and where they came from
    QCOMPARE(open.find<QLabel>("sum")->text(), QStringLiteral("adds up"));
    QTest::mouseClick(open.find<QPushButton>("closeLedger"), Qt::LeftButton);
    waitFor([this] { return labels().countImages() == kSlices; });
    window().activateWindow(); // without a desktop nobody does it
    [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&window());
}

void Day::look() {
    // The first patient whose series is long enough, by the filter and the list.
    key(Qt::Key_F, Qt::ControlModifier);
    auto* filter = open.find<QLineEdit>("filter");
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, QStringLiteral("ct"));
    QTest::keyClick(filter, Qt::Key_Return);
    auto* table = open.find<QTreeView>("studies");
    QTRY_VERIFY(table->hasFocus());
    QTest::keyClick(table, Qt::Key_Home);
    shown();
    QVERIFY(cursor().count() >= 20);
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_Down);
    QCOMPARE(cursor().index(), 1);
    const QPointF at(200, 200);
    QWheelEvent wheel(at, view().mapToGlobal(at), {}, {0, -360}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&view(), &wheel);
    QCOMPARE(cursor().index(), 4);
    shown();
    const double width = view().window().width;
    drag(Qt::RightButton, {200, 200}, {280, 180});
    QVERIFY(view().window().width > width);
    key(Qt::Key_L);
    drag(Qt::LeftButton, view().toScreen({100, 100}).toPoint(), view().toScreen({200, 100}).toPoint());
    QCOMPARE(view().measurements().size(), std::size_t{1});
    const auto& spacing = view().frame()->attributes.spacing_mm;
    QVERIFY(spacing.has_value());
    QVERIFY(std::abs(lengthOf(view().measurements()[0], spacing) - 100 * (*spacing)[1]) < 2 * (*spacing)[1]);
    QTest::keyClick(&view(), Qt::Key_Escape);
    QTest::keyClick(&view(), Qt::Key_Escape);
}

void Day::labelTen() {
    auto* tasks = open.find<QComboBox>("tasks");
    tasks->setFocus();
    for (int i = 0; i < tasks->count() && labels().task()->id != "severity"; ++i)
        QTest::keyClick(tasks, Qt::Key_Down);
    QCOMPARE(labels().task()->id, std::string("severity"));
    view().setFocus();
    for (int i = 0; i < kLabels; ++i) {
        shown();
        const ImageRef image = cursor().image();
        key(i % 2 == 0 ? Qt::Key_2 : Qt::Key_3);
        key(Qt::Key_B, Qt::ShiftModifier);
        QTest::keyClick(&view(), Qt::Key_Right);
        key(Qt::Key_Right, Qt::AltModifier);
        waitFor([this] { return undoText().startsWith(QStringLiteral("Undo: Change box 1")); });
        QCOMPARE(labels().own()->boxes.size(), std::size_t{1});
        waitFor([&] { return labels().labelled(image); });
        key(Qt::Key_N);
        waitFor([&] { return cursor().image() != image; });
    }
    QCOMPARE(numLabelled(), kLabels);
}

} // namespace

void WholeWindowTest::init() {
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
}

void WholeWindowTest::four_series_are_imported_read_labelled_undone_and_redone_after_a_restart() {
    const std::filesystem::path series =
        (std::filesystem::path(VRFT_SOURCE_DIR) / "../shared/data/dicom_series").lexically_normal();
    if (!std::filesystem::exists(series)) QSKIP("../shared/data isn't there");
    Day day(series);
    day.import();
    day.look();
    day.labelTen();
    // Four edits an image: the last one's are taken back.
    for (int i = 0; i < 4; ++i)
        day.key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(day.numLabelled(), kLabels - 1);

    day.open.restart();
    Day::waitFor([&] { return day.labels().countImages() == kSlices && day.labels().task() != nullptr; });
    for (int i = 0; i < 4; ++i)
        day.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    Day::waitFor([&] { return day.undoText().startsWith(QStringLiteral("Undo: Change box 1")); });
    QTRY_VERIFY(!day.window().findChild<QAction*>(QStringLiteral("redo"))->isEnabled());
    day.open.close();

    const auto workspace = Workspace::open(day.folder / "ws");
    const auto stored = workspace->annotations().ofTask("severity");
    QCOMPARE(stored.size(), std::size_t{kLabels});
    for (const StoredAnnotation& item : stored) {
        QCOMPARE(item.annotation.reader, std::string("M. Sato"));
        QCOMPARE(item.annotation.boxes.size(), std::size_t{1});
    }
}
