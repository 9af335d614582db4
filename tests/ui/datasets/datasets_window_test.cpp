// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/datasets/datasets_window_test.h"

#include "core/annotation/annotation_writers.h"
#include "core/dataset/check.h"
#include "core/files.h"
#include "core/store/annotations_table.h"
#include "imaging/sample_workspace.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/datasets/compare_dialog.h"
#include "ui/datasets/datasets_page.h"
#include "ui/datasets/sample_view.h"
#include "ui/datasets/split_bar.h"
#include "ui/shell/status_bar.h"
#include "ui/studies/studies_page.h"
#include "ui/viewer/viewer_panel.h"
#include "ui/widgets/combo.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::OpenWindow;
using vrft::test::TempFolder;

namespace {

void waitFor(const std::function<bool()>& condition) {
    QTRY_VERIFY_WITH_TIMEOUT(condition(), 60'000);
}

// The sample with few patients: labelled, each task frozen once.
bool makeSample(const std::filesystem::path& folder, int patients) {
    const auto workspace = Workspace::create(folder);
    SampleOptions options;
    options.patients = patients;
    options.knowledge = std::filesystem::path(VRFT_SOURCE_DIR) / "resources" / "knowledge";
    options.program = "test";
    fillSampleWorkspace(*workspace, options);
    return true;
}

struct Session {
    explicit Session(int patients = 40, const char* task = "malignancy")
        : made(makeSample(folder / "ws", patients))
        , open(folder / "ws") {
        enter();
        choose("datasetTask", QString::fromLatin1(task));
        ready();
    }
    void enter() {
        waitFor([this] { return !page().model().tasks().empty(); });
        open.window().goTo({WorkplaceKind::Dataset, {}});
    }
    // What is frozen already is shown first: to the next version.
    void toDraft() {
        ready();
        if (find<QPushButton>("backToDraft")->isVisible()) click("backToDraft");
    }
    void ready() {
        waitFor([this] { return page().model().picture() != nullptr && page().model().upToDate(); });
    }
    DatasetsPage& page() { return *open.window().findChild<DatasetsPage*>(); }
    const DatasetDraft& draft() { return *page().model().picture()->draft; }
    template <typename T>
    T* find(const char* name) {
        return page().findChild<T*>(QString::fromLatin1(name));
    }
    void choose(const char* combo, const QString& data) {
        auto* box = find<QComboBox>(combo);
        const int index = box->findData(data);
        QVERIFY2(index >= 0, combo);
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }
    void click(const char* name) {
        auto* button = find<QPushButton>(name);
        QVERIFY2(button != nullptr && button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QString text(const char* label) { return find<QLabel>(label)->text(); }
    void freeze() {
        toDraft();
        click("freeze");
        waitFor([this] { return !page().freezing(); });
        waitFor([this] { return find<QPushButton>("trainWithIt")->isVisible(); });
    }
    std::vector<FrozenVersion> versions() { return page().model().picture()->versions; }

    TempFolder folder;
    bool made;
    OpenWindow open;
};

} // namespace

void DatasetsWindowTest::init() {
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
}

void DatasetsWindowTest::an_equal_draft_is_already_frozen() {
    Session session;
    QVERIFY(session.draft().change && session.draft().change->none());
    // It is shown as what it is, with the way on.
    QCOMPARE(session.text("frozenTag"), QStringLiteral("as version 1"));
    QVERIFY(session.find<QPushButton>("trainWithIt")->isVisible());
    session.click("backToDraft");
    QCOMPARE(session.text("frozenTag"), QStringLiteral("as version 1"));
    QCOMPARE(session.find<QPushButton>("freeze")->text(), QStringLiteral("Freeze as version 2"));
    QSignalSpy places(&session.page(), &Workplace::placeWanted);
    session.click("freeze");
    auto* toVersion = session.find<QPushButton>("toVersion");
    waitFor([&] { return toVersion->isVisible(); });
    // Said beside the button that was clicked, which stays, with the way to that version.
    QVERIFY(session.text("freezeReason").contains(QStringLiteral("version 1 already")));
    auto* freeze = session.find<QPushButton>("freeze");
    QVERIFY(freeze->isVisible());
    const auto bottom = [](const QWidget* of) { return of->mapToGlobal(of->rect().bottomLeft()).y(); };
    QVERIFY(bottom(freeze) - bottom(session.find<QLabel>("freezeReason")) < 100);
    QCOMPARE(QApplication::focusWidget(), toVersion);
    QCOMPARE(toVersion->text(), QStringLiteral("Show version 1"));
    QTest::keyClick(toVersion, Qt::Key_Space);
    QVERIFY(session.find<QPushButton>("trainWithIt")->isVisible());
    QVERIFY(!toVersion->isVisible());
    QCOMPARE(QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString(),
             QStringLiteral("trainWithIt")); // Enter goes on
    QCOMPARE(session.versions().size(), std::size_t{1});
    QVERIFY(session.text("seal").contains(session.versions()[0].seal()));
    session.click("trainWithIt");
    QCOMPARE(places.size(), 1);
    const auto link = places[0][0].value<PlaceLink>();
    QVERIFY(link.place == WorkplaceKind::Training);
    QCOMPARE(link.what, QStringLiteral("dataset/") + QString::fromStdString(session.versions()[0].row.hash));
}

void DatasetsWindowTest::an_image_left_out_by_hand_makes_a_new_version() {
    Session session;
    const std::size_t before = session.draft().samples.size();
    auto* pictures = session.find<QListView>("samplePictures");
    const QRect first = pictures->visualRect(pictures->model()->index(0, 0));
    QTest::mouseClick(pictures->viewport(), Qt::LeftButton, {}, first.center());
    QTest::keyClick(pictures, Qt::Key_Delete);
    session.ready();
    QCOMPARE(session.draft().samples.size(), before - 1);
    QCOMPARE(session.text("leftOutWords"), QStringLiteral("1 image left out: by hand"));
    session.freeze();
    QCOMPARE(session.text("freezeReason"), QStringLiteral("Frozen as version 2"));
    QCOMPARE(session.versions().size(), std::size_t{2});
    QCOMPARE(session.versions()[1].change, QStringLiteral("− 1 image"));
    const Dataset dataset = readDataset(session.versions()[1].folder);
    QCOMPARE(dataset.samples.size(), before - 1);
    QVERIFY(checkDataset(dataset.folder).empty());
    // Back to the draft: nothing has changed since.
    session.click("backToDraft");
    QVERIFY(session.draft().change->none());
    QVERIFY(session.find<QPushButton>("freeze")->isEnabled());
}

void DatasetsWindowTest::a_plan_is_made_by_dragging_and_frozen_with() {
    Session session;
    auto* plans = session.find<QComboBox>("plan");
    plans->setCurrentIndex(plans->count() - 1); // New plan…
    Q_EMIT plans->activated(plans->count() - 1);
    session.ready();
    auto* bar = session.page().findChild<SplitBar*>();
    const QPoint from = bar->handlePlace(0);
    const QPoint to(bar->width() / 2, from.y());
    QTest::mousePress(bar, Qt::LeftButton, {}, from);
    QTest::mouseMove(bar, (from + to) / 2);
    QTest::mouseMove(bar, to);
    QTest::mouseRelease(bar, Qt::LeftButton, {}, to);
    QVERIFY(std::abs(bar->ratios()[0] - 50) <= 1);
    QTest::keyClick(bar, Qt::Key_Space);
    QTest::keyClick(bar, Qt::Key_Left);
    const std::array<double, 3> ratios = bar->ratios();
    QCOMPARE(ratios[2], 16.0);
    session.find<QLineEdit>("newPlanName")->selectAll();
    QTest::keyClicks(session.find<QLineEdit>("newPlanName"), QStringLiteral("half"));
    session.freeze();
    const Dataset dataset = readDataset(session.versions().back().folder);
    QCOMPARE(dataset.splitPlan.name, std::string("half"));
    QCOMPARE(dataset.splitPlan.ratios, ratios);
    // The page goes on with the plan that was made.
    QCOMPARE(plans->currentData().toString(), QStringLiteral("half"));
    session.click("backToDraft");
    session.ready();
    QVERIFY(session.draft().change->none());
}

void DatasetsWindowTest::a_class_missing_in_a_split_disables_freezing_in_words() {
    Session session(40, "severity");
    // Only one image is left of the last class.
    const int last = static_cast<int>(session.draft().source->task.classes.size()) - 1;
    std::set<ImageRef> others;
    for (const int sample : session.draft().samples)
        if (const DraftEntry& entry = session.draft().entries[static_cast<std::size_t>(sample)];
            entry.classIndex == last)
            others.insert(entry.image);
    QVERIFY(!others.empty());
    others.erase(others.begin());
    session.page().model().change([&](DraftChoice& choice) { choice.leftOutImages = others; });
    session.ready();
    QVERIFY(!session.find<QPushButton>("freeze")->isEnabled());
    QVERIFY2(session.text("freezeReason").contains(QStringLiteral("missing in")),
             qPrintable(session.text("freezeReason")));
    session.click("leaveOut-classes");
    session.ready();
    QVERIFY2(session.find<QPushButton>("freeze")->isEnabled(), qPrintable(session.draft().blocked));
}

void DatasetsWindowTest::look_shows_the_images_and_a_double_click_opens_the_study() {
    Session session;
    const ImageRef image = session.draft().entries[2].image;
    session.open.window().workspace().order([image](Workspace& workspace) {
        auto other = workspace.annotations().accepted("malignancy", image)->annotation;
        other.label = other.label == "benign" ? "malignant" : "benign";
        other.reader = "second";
        workspace.annotations().put(std::span(&other, 1), "second reading");
    });
    session.click("checkAgain");
    session.ready();
    waitFor([&] { return session.draft().check("readers")->concerned.size() == 1; });
    session.click("look-readers");
    auto* pictures = session.find<QListView>("samplePictures");
    QCOMPARE(pictures->model()->rowCount(), 1);
    QVERIFY(session.text("sampleCount").startsWith(QStringLiteral("1: ")));
    const QPoint place = pictures->visualRect(pictures->model()->index(0, 0)).center();
    QTest::mouseClick(pictures->viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(pictures->viewport(), Qt::LeftButton, {}, place);
    QVERIFY(session.open.window().current().kind() == WorkplaceKind::Studies);
    QVERIFY(session.open.window().studies().viewer().cursor().image() == image);
}

void DatasetsWindowTest::choices_are_remembered_and_a_wrong_date_says_so() {
    Session session;
    const std::size_t all = session.draft().samples.size();
    const std::string date = session.draft().entries[0].date;
    auto* from = session.find<QLineEdit>("dateFrom");
    from->setFocus();
    QTest::keyClicks(from, QStringLiteral("yesterday"));
    QTest::keyClick(from, Qt::Key_Return);
    QVERIFY(session.text("dateTrouble").contains(QStringLiteral("yesterday")));
    QCOMPARE(session.page().model().choice().dateFrom, std::string());
    from->selectAll();
    QTest::keyClicks(from, QString::fromStdString(displayDate(date)));
    QTest::keyClick(from, Qt::Key_Return);
    QVERIFY(!session.find<QLabel>("dateTrouble")->isVisible());
    QTest::mouseClick(session.find<QCheckBox>("withBox"), Qt::LeftButton, {}, QPoint(8, 8));
    session.ready();
    QCOMPARE(session.page().model().choice().dateFrom, date);
    QVERIFY(session.draft().samples.size() <= all);
    const DraftChoice choice = session.page().model().choice();
    QVERIFY(choice.withBox);
    session.open.restart();
    session.enter();
    session.ready();
    QVERIFY(session.page().model().choice() == choice); // the task, too
    QVERIFY(session.find<QCheckBox>("withBox")->isChecked());
}

void DatasetsWindowTest::labels_are_exported_as_the_command_line_does() {
    Session session(40, "lesion");
    const std::string file = (session.folder / "all.jsonl").string();
    QTimer typing;
    connect(&typing, &QTimer::timeout, this, [&] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (dialog == nullptr) return;
        typing.stop();
        auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
        name->setText(QString::fromStdString(file));
        QTest::keyClick(name, Qt::Key_Return);
    });
    typing.start(50);
    QSignalSpy said(&session.page(), &Workplace::said);
    session.page().menuActions().workspace[2]->trigger(); // every task, JSON lines
    waitFor([&] { return said.size() == 1; });
    session.open.close();
    const auto workspace = Workspace::open(session.folder / "ws");
    std::vector<Annotation> annotations;
    for (const Task& task : workspace->tasks().all())
        for (const StoredAnnotation& stored : workspace->annotations().ofTask(task.id))
            annotations.push_back(stored.annotation);
    QVERIFY(!annotations.empty());
    QVERIFY(readTextFile(file) == annotationsToJsonl(annotations));
}

void DatasetsWindowTest::a_deleted_dataset_shows_words_and_the_rest_stays_usable() {
    Session session;
    std::filesystem::remove_all(session.versions()[0].folder);
    session.click("checkAgain");
    waitFor([&] { return !session.versions()[0].trouble.isEmpty(); });
    auto* table = session.find<QTableView>("versions");
    const QString change = table->model()->index(1, 3).data().toString();
    QVERIFY2(change.contains(QStringLiteral("is gone")), qPrintable(change));
    table->selectRow(1);
    QVERIFY(!session.find<QPushButton>("trainWithIt")->isEnabled());
    session.click("backToDraft");
    session.freeze(); // the same samples: it is there again
    QVERIFY(session.versions()[0].dataset != nullptr);
    QVERIFY(session.find<QPushButton>("trainWithIt")->isEnabled());
}

void DatasetsWindowTest::two_versions_are_compared() {
    Session session;
    const ImageRef image = session.draft().entries[1].image;
    session.page().model().change([&](DraftChoice& choice) { choice.leftOutImages = {image}; });
    session.freeze();
    auto* table = session.find<QTableView>("versions");
    table->selectionModel()->select(table->model()->index(1, 0),
                                    QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    table->selectionModel()->select(table->model()->index(2, 0),
                                    QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QString words;
    int rows = 0;
    QTimer looking;
    connect(&looking, &QTimer::timeout, this, [&] {
        auto* dialog = qobject_cast<CompareDialog*>(QApplication::activeModalWidget());
        if (dialog == nullptr) return;
        looking.stop();
        const auto greys = [](const QImage& picture) {
            std::set<QRgb> different;
            for (int y = picture.height() / 4; y < picture.height() * 3 / 4; ++y)
                for (int x = picture.width() / 4; x < picture.width() * 3 / 4; ++x)
                    different.insert(picture.pixel(x, y));
            return different.size();
        };
        words = dialog->findChild<QLabel*>(QStringLiteral("compareWords"))->text();
        auto* changes = dialog->findChild<QTableView*>(QStringLiteral("changes"));
        rows = changes->model()->rowCount();
        // The picture comes by a thread: more than one grey in the first cell's middle.
        const QRect cell = changes->visualRect(changes->model()->index(0, 0));
        QTRY_VERIFY_WITH_TIMEOUT(greys(changes->viewport()->grab(cell).toImage()) > 8, 10'000);
        QTest::keyClick(dialog, Qt::Key_Escape);
    });
    looking.start(20);
    session.click("compareTwo");
    waitFor([&] { return !words.isEmpty(); });
    QCOMPARE(words, QStringLiteral("− 1 image"));
    QCOMPARE(rows, 1);
}

void DatasetsWindowTest::labelling_goes_on_while_a_dataset_is_frozen() {
    Session session(120);
    const ImageRef image = session.draft().entries[0].image;
    WorkspaceThread& workspace = session.open.window().workspace();
    bool storedMeanwhile = false;
    connect(&workspace, &WorkspaceThread::imageLabels, this,
            [&] { storedMeanwhile = storedMeanwhile || session.page().freezing(); });
    session.toDraft();
    session.click("freeze");
    QVERIFY(session.page().freezing());
    Annotation annotation;
    annotation.task = "malignancy";
    annotation.image = image;
    annotation.label = "benign";
    annotation.reader = "M. Sato";
    workspace.put(annotation, QStringLiteral("Label"));
    waitFor([&] { return !session.page().freezing(); });
    QVERIFY(storedMeanwhile);
}

void DatasetsWindowTest::an_empty_page_says_the_next_step() {
    TempFolder folder;
    test::makeWorkspace(folder / "ws", 3);
    OpenWindow open(folder / "ws");
    auto* page = open.window().findChild<DatasetsPage*>();
    waitFor([&] { return !page->model().tasks().empty(); });
    open.window().goTo({WorkplaceKind::Dataset, {}});
    waitFor([&] { return page->model().picture() != nullptr; });
    QLabel* title = nullptr;
    for (QLabel* label : page->findChildren<QLabel*>(QStringLiteral("emptyTitle")))
        if (label->isVisible()) title = label;
    QVERIFY(title != nullptr);
    QCOMPARE(title->text(), QStringLiteral("Nothing to freeze yet"));
    for (QPushButton* button : page->findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == QStringLiteral("Label images")) {
            QTest::mouseClick(button, Qt::LeftButton);
            break;
        }
    QVERIFY(open.window().current().kind() == WorkplaceKind::Studies);
}

void DatasetsWindowTest::every_control_has_a_name_a_tip_and_a_place_in_the_tab_order() {
    Session session;
    std::set<const QWidget*> reached;
    const QWidget* first = &session.open.window();
    for (const QWidget* widget = first->nextInFocusChain(); widget != first;
         widget = widget->nextInFocusChain())
        reached.insert(widget);
    int count = 0;
    for (const QWidget* widget : session.page().findChildren<QWidget*>()) {
        const bool control = widget->inherits("QAbstractButton") || widget->inherits("QComboBox") ||
                             widget->inherits("QLineEdit") || widget->inherits("QAbstractSpinBox") ||
                             widget->inherits("QAbstractItemView");
        if (!control || !widget->isVisible() || widget->inherits("QHeaderView") ||
            widget->objectName().startsWith(QStringLiteral("qt_")) || widget->inherits("QTableCornerButton"))
            continue;
        ++count;
        const QString what = QStringLiteral("%1 %2").arg(
            QString::fromLatin1(widget->metaObject()->className()), widget->objectName());
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(what));
        if (!widget->inherits("QAbstractItemView")) QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(what));
        if (widget->isEnabled())
            QVERIFY2(widget->focusPolicy() & Qt::TabFocus && reached.contains(widget), qPrintable(what));
    }
    QVERIFY(count > 15);
    session.open.window().resize(session.open.window().minimumSize());
    QTest::qWait(50);
    for (const QLabel* label : session.page().findChildren<QLabel*>())
        if (label->isVisible() && !label->wordWrap() && !label->text().isEmpty())
            QVERIFY2(label->width() >= label->minimumSizeHint().width(), qPrintable(label->text()));
}
