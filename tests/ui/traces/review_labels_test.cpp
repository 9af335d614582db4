// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/traces/review_labels_test.h"

#include "core/annotation/csv.h"
#include "core/files.h"
#include "core/store/annotations_table.h"
#include "core/store/datasets_table.h"
#include "tests/ui/traces/review_session.h"
#include "ui/shell/rail.h"

#include <QAction>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QRegularExpression>
#include <QSettings>
#include <QTimer>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::made;
using LabelledSession = vrft::test::ReviewSession;
namespace fs = std::filesystem;

namespace {

// The annotation on which a sample of the grades stands, as another reader's.
void readAgain(const fs::path& folder, const std::string& sample, const std::string& reader, int offset) {
    WorkspaceOptions options;
    options.backupEvery_h = -1;
    const auto workspace = Workspace::open(folder, options);
    const std::string hash = readDataset(made->workspace.datasets["severity"]).hash;
    for (auto& [id, reading] : workspace->datasets().readings(hash)) {
        if (id != sample) continue;
        Annotation second = reading;
        second.reader = reader;
        second.label.reset();
        second.grade = (*reading.grade + offset) % 5;
        second.time = 0;
        workspace->annotations().put(std::array{second}, "second reading");
        return;
    }
    QFAIL("the sample has no label");
}

int badge(LabelledSession& session) {
    const QString words = session.open.find<RailButton>("rail-review")->accessibleDescription();
    static const QRegularExpression number(QStringLiteral(": (\\d+)"));
    return words.isEmpty() ? 0 : number.match(words).captured(1).toInt();
}

} // namespace

void ReviewLabelsTest::initTestCase() {
    made = std::make_unique<test::MadeOnce>();
}

void ReviewLabelsTest::cleanupTestCase() {
    made.reset();
}

void ReviewLabelsTest::init() {
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
}

void ReviewLabelsTest::space_held_hides_all_marks() {
    LabelledSession session({}, true);
    ImageView& view = session.view();
    const QImage with = view.grab().toImage();
    for (QWidget* at :
         {static_cast<QWidget*>(&view), static_cast<QWidget*>(session.open.find<QListView>("traces"))}) {
        at->setFocus();
        QTest::keyPress(at, Qt::Key_Space);
        QVERIFY(view.marksHidden());
        QVERIFY(view.grab().toImage() != with);
        QTest::keyRelease(at, Qt::Key_Space);
        QVERIFY(!view.marksHidden());
        QCOMPARE(view.grab().toImage(), with);
    }
    // Let go elsewhere, they come back all the same.
    view.setFocus();
    QTest::keyPress(&view, Qt::Key_Space);
    QVERIFY(view.marksHidden());
    session.open.find<QListView>("traces")->setFocus();
    QVERIFY(!view.marksHidden());
}

void ReviewLabelsTest::tags_of_boxes_that_nearly_coincide_stand_apart() {
    LabelledSession session({}, true); // predicted two pixels narrower than the reference
    const std::vector<QRectF> tags = session.view().tagsOnScreen();
    QCOMPARE(tags.size(), std::size_t{2});
    QVERIFY(!tags[0].isEmpty() && !tags[1].isEmpty());
    QVERIFY(!tags[0].intersects(tags[1]));
    const QRectF view(session.view().rect());
    QVERIFY(view.contains(tags[0]) && view.contains(tags[1]));
}

void ReviewLabelsTest::the_badge_is_what_waits_in_the_queue_shown() {
    LabelledSession session;
    const auto unreviewed = [&] {
        return static_cast<int>(session.model().listing().total - session.model().reviewed());
    };
    const int all = unreviewed();
    QVERIFY(all > 1);
    LabelledSession::waitFor([&] { return badge(session) == all; });
    session.judge(1, qs(session.model().trace()->row.sample));
    QCOMPARE(badge(session), all - 1);
    const QString tip = session.open.find<RailButton>("rail-review")->toolTip();
    QVERIFY2(tip.contains(QStringLiteral("held out, step 10")), qPrintable(tip));

    // An older evaluation: it counts that one and falls with it.
    auto* steps = session.open.find<QComboBox>("reviewSteps");
    const int older = steps->findText(QStringLiteral("Held out, step 0"));
    QVERIFY(older >= 0);
    steps->setCurrentIndex(older);
    Q_EMIT steps->activated(older);
    LabelledSession::waitFor([&] { return session.model().trace()->row.step == 0; });
    LabelledSession::waitFor([&] { return badge(session) == unreviewed() && unreviewed() == all; });
    session.judge(3, qs(session.model().trace()->row.sample));
    QCOMPARE(badge(session), all - 1);
    session.undo(QStringLiteral("Verdict"));
    LabelledSession::waitFor([&] { return badge(session) == all; });
    session.key(Qt::Key_B); // blind: not even here
    QVERIFY(!session.open.find<RailButton>("rail-review")->toolTip().contains(QStringLiteral("step")));
}

void ReviewLabelsTest::readers_who_disagree_with_the_model_have_a_queue() {
    // The model is right by the dataset, and a second reader says otherwise.
    const Dataset dataset = readDataset(made->workspace.datasets["severity"]);
    const auto heldout = dataset.of(Split::Val);
    const std::string disputed = heldout[0]->id;
    LabelledSession session([&](const fs::path& folder) { readAgain(folder, disputed, "Dr. Lind", 1); });
    LabelledSession::waitFor([&] { return session.count(TraceQueue::Disagree) >= 0; });
    QCOMPARE(session.count(TraceQueue::Disagree), session.count(TraceQueue::Wrong) + 1);
    auto* queues = session.open.find<QListWidget>("queues");
    QTest::mouseClick(queues->viewport(), Qt::LeftButton, {},
                      queues->visualItemRect(queues->item(2)).center());
    auto* list = session.open.find<QListView>("traces");
    LabelledSession::waitFor(
        [&] { return list->model()->rowCount() == static_cast<int>(session.count(TraceQueue::Disagree)); });
    session.openSample(disputed);
    QVERIFY(session.model().trace()->right == true);
    QVERIFY(session.model().row() >= 0); // it is in the queue
    QVERIFY2(session.about().contains(QStringLiteral("Dr. Lind: ")), qPrintable(session.about()));
    session.key(Qt::Key_B);
    QVERIFY(!session.about().contains(QStringLiteral("Dr. Lind")));
}

void ReviewLabelsTest::a_reasoning_becomes_the_exemplar_of_ones_own_label() {
    const Dataset dataset = readDataset(made->workspace.datasets["severity"]);
    const std::string mine = dataset.of(Split::Val)[0]->id;
    const std::string notMine = dataset.of(Split::Val)[1]->id;
    LabelledSession session([&](const fs::path& folder) { readAgain(folder, mine, "M. Sato", 0); });
    // Without a label of one's own it is refused in words.
    session.openSample(notMine);
    session.key(Qt::Key_E, Qt::ShiftModifier);
    auto* notice = session.page()->findChild<QWidget*>(QStringLiteral("notice"));
    QTRY_VERIFY(notice->isVisible());
    QTest::mouseClick(notice->findChild<QPushButton*>(QStringLiteral("noticeDismiss")), Qt::LeftButton);

    session.openSample(mine);
    const QString reasoning = session.model().trace()->reasoning;
    session.key(Qt::Key_E, Qt::ShiftModifier);
    LabelledSession::waitFor([&] { return session.undoText().contains(QStringLiteral("Exemplar")); });
    const auto stored = [&] {
        std::optional<std::string> found;
        session.open.window().workspace().withWorkspace([&](Workspace& workspace) {
            for (const auto& [id, reading] : workspace.datasets().readings(dataset.hash))
                if (id == mine && reading.reader == "M. Sato") found = reading.reasoning;
        });
        return found;
    };
    QCOMPARE(qs(stored().value_or("")), reasoning);
    session.key(Qt::Key_Z, Qt::ControlModifier);
    LabelledSession::waitFor([&] { return !stored().has_value(); });
}

void ReviewLabelsTest::verdicts_are_written_as_a_table() {
    LabelledSession session;
    const std::string first = session.model().trace()->row.sample;
    session.judge(3, qs(first));
    session.key(Qt::Key_C);
    QTest::keyClicks(session.open.find<QLineEdit>("verdictComment"), QStringLiteral("says \"oval\", isn't"));
    session.open.find<QListView>("traces")->setFocus();
    LabelledSession::waitFor([&] { return session.undoText().contains(QStringLiteral("Comment")); });
    session.next();
    const std::string second = session.model().trace()->row.sample;
    session.judge(1, qs(second));

    const fs::path file = session.folder / "verdicts.csv";
    auto* action = session.page()->findChild<QAction*>(QStringLiteral("exportVerdicts"));
    QVERIFY(session.page()->menuActions().workspace.contains(action));
    QTimer::singleShot(0, this, [&] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog != nullptr);
        auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
        name->setText(qs(file.string()));
        QTest::keyClick(name, Qt::Key_Return);
    });
    action->trigger();
    LabelledSession::waitFor([&] { return fs::exists(file); });
    const std::vector<CsvRow> rows = parseCsv(readTextFile(file), "verdicts.csv");
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[0].fields.size(), std::size_t{14});
    for (const CsvRow& row : rows)
        if (row.fields[4] == first) {
            QCOMPARE(row.fields[0], std::string(test::kGrades));
            QCOMPARE(row.fields[3], std::string("10"));
            QCOMPARE(row.fields[6], std::string("M. Sato"));
            QCOMPARE(row.fields[7], std::string("wrong"));
            QCOMPARE(row.fields[8], std::string("says \"oval\", isn't"));
            QVERIFY(!row.fields[10].empty() && !row.fields[11].empty());
        }
}
