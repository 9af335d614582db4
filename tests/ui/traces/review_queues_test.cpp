// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/traces/review_queues_test.h"

#include "core/files.h"
#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "tests/ui/traces/review_session.h"
#include "ui/widgets/elided_label.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QSettings>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::made;
using QueuesSession = vrft::test::ReviewSession;
namespace fs = std::filesystem;

void ReviewQueuesTest::initTestCase() {
    made = std::make_unique<test::MadeOnce>();
}

void ReviewQueuesTest::cleanupTestCase() {
    made.reset();
}

void ReviewQueuesTest::init() {
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
}

void ReviewQueuesTest::queues_count_what_they_name() {
    QueuesSession session;
    QueuesSession::waitFor([&] { return session.count(TraceQueue::Doubtful) >= 0; });
    // Against a walk over what was written.
    std::int64_t wrong = 0;
    std::int64_t all = 0;
    std::int64_t doubtful = 0;
    const Dataset dataset = readDataset(made->workspace.datasets["severity"]);
    forEachCompletion(
        session.folder / "study" / "runs" / test::kGrades, [&](const LocatedCompletion& item, bool) {
            const CompletionRecord& record = item.record;
            if (record.step != 10 || record.kind != CompletionKind::Heldout || record.k != 0) return true;
            ++all;
            const bool right = record.rewards[1].score == 1;
            wrong += right ? 0 : 1;
            const AttributeTruth truth =
                attributeTruth(dataset.task, dataset.find(record.sample)->target, record.think.value_or(""));
            doubtful += right && truth.right < truth.named ? 1 : 0;
            return true;
        });
    QVERIFY(wrong > 0 && wrong < all && doubtful > 0);
    const TraceListing& listing = session.model().listing();
    QCOMPARE(listing.total, all);
    QCOMPARE(session.count(TraceQueue::Unreviewed), all);
    QCOMPARE(session.count(TraceQueue::Wrong), wrong);
    QVERIFY(session.count(TraceQueue::LeastSure) >= 1 && session.count(TraceQueue::LeastSure) < all / 2 + 1);
    QCOMPARE(session.count(TraceQueue::Doubtful), doubtful);

    auto* queues = session.open.find<QListWidget>("queues");
    auto* list = session.open.find<QListView>("traces");
    queues->setFocus();
    QTest::keyClick(queues, Qt::Key_Down);
    QueuesSession::waitFor([&] { return list->model()->rowCount() == static_cast<int>(wrong); });
    QueuesSession::waitFor([&] { return session.model().trace()->right == false; });
    QueuesSession::waitFor(
        [&] { return list->model()->index(0, 0).data().toString().contains(QStringLiteral("wrong")); });
    QTest::keyClick(queues, Qt::Key_End); // what is judged
    QTest::keyClick(queues, Qt::Key_Up);
    QueuesSession::waitFor([&] { return list->model()->rowCount() == static_cast<int>(doubtful); });
    QueuesSession::waitFor([&] {
        const auto& named = session.model().trace()->attributes;
        return session.model().trace()->right == true &&
               std::any_of(named.begin(), named.end(),
                           [](const NamedAttribute& item) { return !item.right; });
    });
    QVERIFY(session.text("attributesTrue").contains(QStringLiteral(" of ")));
}

void ReviewQueuesTest::words_are_found_in_the_queue_chosen_and_it_says_so() {
    QueuesSession session;
    auto* search = session.open.find<QLineEdit>("traceSearch");
    auto* list = session.open.find<QListView>("traces");
    auto* queues = session.open.find<QListWidget>("queues");
    auto* where = session.open.find<ElidedLabel>("searchWhere");
    auto* elsewhere = session.open.find<QPushButton>("searchElsewhere");
    const auto rows = [&] { return list->isVisible() ? list->model()->rowCount() : 0; };
    const auto ids = [&] { return session.model().list().ids(); };
    QVERIFY(!where->isVisible());
    queues->setFocus();
    QTest::keyClick(queues, Qt::Key_Down); // the wrong ones
    QueuesSession::waitFor([&] { return rows() == session.count(TraceQueue::Wrong); });
    const std::vector<std::int64_t> wrong = ids();
    session.key(Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(search, QStringLiteral("\"size is large\""));
    QueuesSession::waitFor([&] { return rows() > 0 && rows() < std::ssize(wrong); });
    const std::vector<std::int64_t> found = ids();
    std::vector<std::int64_t> ofQueue;
    std::copy_if(wrong.begin(), wrong.end(), std::back_inserter(ofQueue),
                 [&](std::int64_t id) { return std::find(found.begin(), found.end(), id) != found.end(); });
    QVERIFY(found == ofQueue); // in the queue's order
    QVERIFY(where->isVisible());
    QCOMPARE(where->wholeText(), QStringLiteral("%1 in “Wrong”").arg(found.size()));
    QCOMPARE(session.count(TraceQueue::Wrong), std::ssize(wrong)); // the queue is as long as before
    QCOMPARE(elsewhere->text(), QStringLiteral("Search all"));

    QTest::mouseClick(elsewhere, Qt::LeftButton);
    QueuesSession::waitFor([&] { return rows() > std::ssize(found); });
    QCOMPARE(where->wholeText(), QStringLiteral("%1 in all runs").arg(ids().size()));
    elsewhere->setFocus();
    QTest::keyClick(elsewhere, Qt::Key_Space); // and back
    QueuesSession::waitFor([&] { return ids() == found; });
    QCOMPARE(where->wholeText(), QStringLiteral("%1 in “Wrong”").arg(found.size()));

    // Another queue is searched for the same words; one that is counted bit by bit, too.
    queues->setFocus();
    QTest::keyClick(queues, Qt::Key_End);
    QTest::keyClick(queues, Qt::Key_Up);
    QueuesSession::waitFor(
        [&] { return where->wholeText() == QStringLiteral("1 in “High reward, doubtful reason”"); });
    QCOMPARE(rows(), 1);
    QCOMPARE(search->text(), QStringLiteral("\"size is large\""));
    search->setText(QStringLiteral("zebra"));
    QueuesSession::waitFor(
        [&] { return where->wholeText() == QStringLiteral("0 in “High reward, doubtful reason”"); });
    QCOMPARE(session.count(TraceQueue::Doubtful), 1);
    QTest::keyClick(queues, Qt::Key_End);
    QueuesSession::waitFor([&] { return where->wholeText() == QStringLiteral("0 in “Judged”"); });
    QVERIFY(!list->isVisible());
    search->clear();
    QueuesSession::waitFor([&] { return !where->isVisible(); });
}

void ReviewQueuesTest::what_was_judged_has_a_queue_the_newest_first() {
    QueuesSession session;
    auto* queues = session.open.find<QListWidget>("queues");
    const auto judgedRow = static_cast<int>(TraceQueue::Judged);
    const auto counted = [&] { return queues->item(judgedRow)->data(Qt::UserRole).toString(); };
    QCOMPARE(counted(), QStringLiteral("0"));
    std::vector<std::int64_t> judged;
    for (const int verdict : {2, 3, 1}) {
        judged.insert(judged.begin(), session.model().trace()->row.id);
        session.judge(verdict, qs(session.model().trace()->row.sample));
        if (verdict != 1) session.next();
    }
    QCOMPARE(counted(), QStringLiteral("3"));
    queues->setFocus();
    QTest::keyClick(queues, Qt::Key_End);
    QueuesSession::waitFor([&] { return session.model().list().ids() == judged; });
    QueuesSession::waitFor([&] { return session.model().row() >= 0 && session.checkedVerdict() == 1; });
    // Judged anew, a trace comes first the next time; blind, the queue stays, for it tells nothing.
    session.next();
    session.judge(5, qs(session.model().trace()->row.sample));
    std::swap(judged[0], judged[1]);
    session.key(Qt::Key_F5);
    QueuesSession::waitFor([&] { return session.model().list().ids() == judged; });
    queues->setFocus();
    session.key(Qt::Key_B);
    QueuesSession::waitFor([&] { return session.model().blind(); });
    QVERIFY(!queues->item(judgedRow)->isHidden());
    QVERIFY(queues->item(static_cast<int>(TraceQueue::Wrong))->isHidden());
    QCOMPARE(session.model().queue(), TraceQueue::Judged);
    QVERIFY(queues->visualItemRect(queues->item(judgedRow)).bottom() < queues->viewport()->height());
}

void ReviewQueuesTest::what_was_judged_is_in_no_first_list() {
    QueuesSession session({}, true); // the newest run, which opens by itself
    const std::string sample = session.model().trace()->row.sample;
    const int all = session.model().list().rowCount();
    session.judge(1, qs(sample));
    session.open.restart();
    QueuesSession::waitFor([&] { return session.status().startsWith(QStringLiteral("All")); });
    session.open.window().goTo({WorkplaceKind::Review, {}});
    QueuesSession::waitFor([&] { return session.model().ready() && session.model().trace() != nullptr; });
    QCOMPARE(session.model().scope().run, std::string(test::kBoxes));
    QCOMPARE(session.model().list().rowCount(), all - 1);
    QVERIFY(session.model().trace()->row.sample != sample);
}

void ReviewQueuesTest::a_value_that_the_attribute_cant_have_is_said_so() {
    QueuesSession session([](const std::filesystem::path& workspace) {
        const fs::path file = RunPaths{workspace / "runs" / test::kGrades}.completions(1);
        std::string text = readTextFile(file);
        const std::string before = "a zebra pattern, number 0";
        QVERIFY(text.find(before) != std::string::npos);
        for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before)) // and think
            text.replace(at, before.size(), "margin is dark, echo zebra");
        writeFileAtomic(file, text);
    });
    const Dataset dataset = readDataset(made->workspace.datasets["severity"]);
    session.model().open({test::kGrades, "main", "rollout", 5, dataset.of(Split::Train).front()->id, 0});
    QueuesSession::waitFor([&] { return session.model().trace()->row.step == 5; });
    QCOMPARE(session.text("attributesTrue"), QStringLiteral("0 of 1 true"));
    QStringList row;
    for (const QLabel* label :
         session.page()->findChild<QWidget*>(QStringLiteral("attributes"))->findChildren<QLabel*>())
        row << label->text();
    QCOMPARE(row, QStringList({QStringLiteral("✕"), QStringLiteral("Margin"), QStringLiteral("dark"),
                               QStringLiteral("not a value of margin")}));
}

void ReviewQueuesTest::test_answers_are_read_and_not_judged() {
    QueuesSession session;
    const Dataset dataset = readDataset(made->workspace.datasets["severity"]);
    const auto num = std::ssize(dataset.of(Split::Test));
    auto* steps = session.open.find<QComboBox>("reviewSteps");
    const int at = steps->findText(QStringLiteral("Test, checkpoint of step 10"));
    QVERIFY(at > 0);
    QVERIFY(steps->itemData(at, Qt::ToolTipRole).toString().contains(QStringLiteral("nothing else")));
    steps->setFocus();
    QTest::keyClick(steps, Qt::Key_Home);
    for (int i = 0; i < at; ++i)
        QTest::keyClick(steps, Qt::Key_Down);
    QueuesSession::waitFor([&] { return session.model().list().rowCount() == num; });
    QueuesSession::waitFor([&] { return session.model().trace()->row.kind == CompletionKind::Test; });
    session.shown();
    QCOMPARE(session.model().trace()->sample->split, Split::Test);
    QCOMPARE(session.text("reviewed"), QStringLiteral("%1 test answers, to be read").arg(num));
    auto* queues = session.open.find<QListWidget>("queues");
    QCOMPARE(queues->item(0)->text(), QStringLiteral("All test answers"));
    QVERIFY(queues->item(static_cast<int>(TraceQueue::Judged))->isHidden());
    QCOMPARE(session.count(TraceQueue::Wrong), num / 2);
    QCOMPARE(session.text("verdictStored"), QStringLiteral("a test answer: read, not judged"));
    QVERIFY(session.text("otherVerdicts").contains(QStringLiteral("seen before")));
    QVERIFY(!session.open.find<QPushButton>("verdict1")->isEnabled());
    QVERIFY(!session.open.find<QPushButton>("useAs")->isEnabled());
    session.key(Qt::Key_1);
    session.model().judge(Verdict::Wrong); // by whichever way
    QVERIFY(session.model().own() == nullptr);
    QVERIFY(!session.undoText().contains(QStringLiteral("Verdict")));
    session.next(); // read on
    // They are in no other list, and one that is chosen afterwards can be judged.
    QTest::keyClick(steps, Qt::Key_End); // everything
    QueuesSession::waitFor([&] { return session.model().trace()->row.kind != CompletionKind::Test; });
    QCOMPARE(session.model().listing().total, session.model().run()->num_traces);
    QCOMPARE(queues->item(0)->text(), QStringLiteral("Unreviewed"));
    QVERIFY(session.open.find<QPushButton>("verdict1")->isEnabled());
}

void ReviewQueuesTest::a_class_renamed_since_is_told() {
    QueuesSession session;
    QVERIFY(!session.about().contains(QStringLiteral("renamed")));
    session.open.window().workspace().order(
        [](Workspace& workspace) {
            Task task = *workspace.tasks().find("severity");
            task.classes[1].name = "barely there";
            workspace.tasks().put(task, "Name of a class");
        },
        WorkspaceThread::Change::Tasks);
    QueuesSession::waitFor([&] { return session.about().contains(QStringLiteral("“barely there” today")); });
}

void ReviewQueuesTest::words_are_found_in_all_runs_and_enter_goes_into_the_list() {
    QueuesSession session;
    auto* search = session.open.find<QLineEdit>("traceSearch");
    auto* list = session.open.find<QListView>("traces");
    session.key(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, QStringLiteral("zebra pat"));
    QueuesSession::waitFor([&] { return !list->isVisible(); }); // none of the evaluation's
    QTest::mouseClick(session.open.find<QPushButton>("searchElsewhere"), Qt::LeftButton);
    search->setFocus();
    QueuesSession::waitFor([&] { return list->model()->rowCount() == 8; });
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(list->hasFocus());
    QueuesSession::waitFor([&] { return session.model().trace()->row.kind == CompletionKind::Rollout; });
    session.key(Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(search, QStringLiteral("lies at"));
    QueuesSession::waitFor(
        [&] { return list->isVisible() && session.model().trace()->row.run == test::kBoxes; });
    session.key(Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(search, QStringLiteral("no such words at all"));
    QueuesSession::waitFor([&] { return !list->isVisible(); });
    search->clear();
    QueuesSession::waitFor([&] { return list->isVisible() && list->model()->rowCount() > 8; });
}
