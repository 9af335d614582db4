// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/traces/review_test.h"

#include "core/files.h"
#include "core/hash.h"
#include "core/prompt/prompt.h"
#include "tests/support/temp_folder.h"
#include "tests/ui/support/window_fixture.h"
#include "tests/ui/traces/review_fixture.h"
#include "tests/ui/traces/review_session.h"
#include "ui/shell/status_bar.h"
#include "ui/studies/studies_page.h"
#include "ui/traces/group_table.h"
#include "ui/traces/reasoning_panel.h"
#include "ui/traces/reasoning_text.h"
#include "ui/traces/review_page.h"
#include "ui/traces/step_strip.h"
#include "ui/traces/token_view.h"
#include "ui/traces/trace_viewer.h"
#include "ui/traces/trace_words.h"
#include "ui/widgets/switch.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <fstream>

using namespace vrft;
using namespace vrft::ui;
using vrft::test::OpenWindow;
using vrft::test::TempFolder;
namespace fs = std::filesystem;

namespace {

using test::made;
using Session = test::ReviewSession;

} // namespace

void ReviewTest::initTestCase() {
    made = std::make_unique<test::MadeOnce>();
}

void ReviewTest::cleanupTestCase() {
    made.reset();
}

void ReviewTest::init() {
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reader"), QStringLiteral("M. Sato"));
}

void ReviewTest::the_newest_run_opens_at_its_last_evaluation() {
    Session session;
    const TracePointer& trace = session.model().trace();
    QCOMPARE(trace->row.step, 10);
    QCOMPARE(trace->row.kind, CompletionKind::Heldout);
    QCOMPARE(trace->row.k, 0);
    QVERIFY(session.about().contains(QStringLiteral("step 10")));
    QVERIFY(session.open.find<QComboBox>("reviewSteps")->currentText().contains(QStringLiteral("latest")));
    // The study's own image, without the patient's name.
    QVERIFY(session.model().image().has_value());
    QVERIFY(session.view().frame()->grey());
    for (const QString& line : session.view().cornerText())
        QVERIFY(!line.contains(QStringLiteral("PHANTOM"), Qt::CaseInsensitive));
    QCOMPARE(session.text("modelSawText"), QStringLiteral("48 × 48 pixels, 16 tokens"));
}

void ReviewTest::three_traces_are_judged_by_keys_undone_and_there_after_a_restart() {
    Session session;
    const std::int64_t all = session.model().listing().total;
    std::vector<std::string> samples;
    for (const int verdict : {1, 4, 5}) {
        samples.push_back(session.model().trace()->row.sample);
        session.judge(verdict, qs(samples.back()));
        QCOMPARE(session.checkedVerdict(), verdict);
        if (verdict != 5) session.next();
    }
    QCOMPARE(session.text("reviewed"), QStringLiteral("3 of %1 reviewed").arg(all));
    QCOMPARE(session.open.find<QPushButton>("undo")->text(),
             QStringLiteral("Undo: Verdict on %1").arg(qs(samples[2])));
    session.undo(qs(samples[1]));
    Session::waitFor([&] { return session.checkedVerdict() == 0; });
    session.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    Session::waitFor([&] { return session.checkedVerdict() == 5; });

    session.open.restart();
    session.ready();
    QCOMPARE(session.text("reviewed"), QStringLiteral("3 of %1 reviewed").arg(all));
    QVERIFY(session.model().trace()->row.sample != samples[0]); // the queue begins with what isn't judged
    for (std::size_t i = 0; i < samples.size(); ++i) {
        session.openSample(samples[i]);
        QCOMPARE(session.checkedVerdict(), (std::array{1, 4, 5})[i]);
        QVERIFY(session.text("verdictStored").contains(QStringLiteral("M. Sato")));
    }
    // Undo crosses the restart and shows what it changes.
    session.openSample(samples[0]);
    session.undo(qs(samples[1]));
    Session::waitFor([&] { return session.model().trace()->row.sample == samples[2]; });
    QCOMPARE(session.checkedVerdict(), 0);
}

void ReviewTest::a_comment_is_stored_without_a_save() {
    Session session;
    const std::string sample = session.model().trace()->row.sample;
    auto* comment = session.open.find<QLineEdit>("verdictComment");
    QVERIFY(!comment->isEnabled()); // there is nothing to comment on yet
    session.judge(3, qs(sample));
    session.key(Qt::Key_C);
    QVERIFY(comment->hasFocus());
    QTest::keyClicks(comment, QStringLiteral("no 1 mass, j k"));
    QCOMPARE(session.checkedVerdict(), 3); // digits and letters are text here
    QCOMPARE(session.model().trace()->row.sample, sample);
    QTest::keyClick(comment, Qt::Key_Return);
    QVERIFY(session.open.find<QListView>("traces")->hasFocus()); // keys are verdicts again
    Session::waitFor([&] { return session.undoText().contains(QStringLiteral("Comment")); });
    session.key(Qt::Key_C);
    QVERIFY(comment->hasFocus());
    QTest::keyClick(comment, Qt::Key_Escape);
    QVERIFY(session.open.find<QListView>("traces")->hasFocus());
    session.next();
    QCOMPARE(comment->text(), QString());
    session.open.restart();
    session.ready();
    session.openSample(sample);
    QCOMPARE(session.open.find<QLineEdit>("verdictComment")->text(), QStringLiteral("no 1 mass, j k"));
    session.key(Qt::Key_0);
    Session::waitFor([&] { return session.checkedVerdict() == 0; });
    QCOMPARE(session.open.find<QLineEdit>("verdictComment")->text(), QString());
}

void ReviewTest::a_click_in_the_group_or_the_strip_goes_there() {
    Session session;
    session.openSample(made->workspace.firstHeldout);
    QCOMPARE(session.model().trace()->right, std::optional(true));
    auto* strip = session.open.find<StepStrip>("stepStrip");
    QCOMPARE(strip->numSquares(), 2);
    QVERIFY(strip->square(0).top() > strip->square(1).top()); // wrong lies below right
    QTest::mouseClick(strip, Qt::LeftButton, {}, strip->square(0).center().toPoint());
    Session::waitFor([&] { return session.model().trace()->row.step == 0; });
    QCOMPARE(session.model().trace()->right, std::optional(false));
    QVERIFY(session.text("answerTag").contains(QStringLiteral("reference is")));
    strip->setFocus();
    QTest::keyClick(strip, Qt::Key_Right);
    Session::waitFor([&] { return session.model().trace()->row.step == 10; });

    // The greedy answer and the sampled one.
    auto* group = session.open.find<GroupTable>("groupTable");
    QCOMPARE(group->model()->rowCount(), 2);
    const int other = 1 - group->currentIndex().row();
    QTest::mouseClick(group->viewport(), Qt::LeftButton, {},
                      group->visualRect(group->model()->index(other, GroupModel::kWords)).center());
    Session::waitFor([&] { return session.model().trace()->row.k == 1; });
    // Eight answers of training, by advantage.
    const Dataset dataset = readDataset(made->workspace.datasets["severity"]);
    session.model().open({test::kGrades, "main", "rollout", 5, dataset.of(Split::Train).front()->id, 7});
    Session::waitFor([&] { return session.model().trace()->row.k == 7; });
    QCOMPARE(group->model()->rowCount(), 8);
    QCOMPARE(group->model()->index(0, GroupModel::kAdvantage).data().toString(), QStringLiteral("+1.20"));
    QVERIFY(group->model()->index(0, 0).data(GroupModel::kFraction).toDouble() > 0.9);
    QVERIFY(group->model()->index(7, 0).data(GroupModel::kFraction).toDouble() < -0.5);
    QVERIFY(session.text("advantage").contains(QStringLiteral("−0.70")));
}

void ReviewTest::a_box_named_in_the_text_lights_on_the_image_and_back() {
    Session session({}, true);
    const TracePointer& trace = session.model().trace();
    QCOMPARE(trace->record.boxes.size(), std::size_t{1});
    QCOMPARE(trace->overlaps.size(), std::size_t{1});
    QVERIFY(trace->overlaps[0] > 0.5 && trace->overlaps[0] < 1);
    ReasoningText& text = session.page()->reasoning().text();
    QCOMPARE(text.marks().size(), std::size_t{1});
    const TextMark mark = text.marks()[0];
    QCOMPARE(mark.kind, TextMark::Kind::NamesBox);
    QTextCursor cursor(text.document());
    cursor.setPosition(mark.begin + 2);
    const QPoint at = text.cursorRect(cursor).center();
    QCOMPARE(text.markAt(at), 0);
    const QImage before = session.view().grab().toImage();
    QTest::mouseMove(text.viewport(), at);
    QTRY_COMPARE(text.litMark(), 0);
    QVERIFY(session.view().grab().toImage() != before);
    QTest::mouseMove(text.viewport(), QPoint(text.viewport()->width() - 2, text.viewport()->height() - 2));
    QTRY_COMPARE(text.litMark(), -1);
    QCOMPARE(session.view().grab().toImage(), before);
    // From the image: the box named is the reference's.
    const vrft::Box box = *mark.box;
    QVERIFY(box == trace->sample->target.boxes.front());
    const QPointF inside = session.view().toScreen({box.x2 - 0.5, (box.y1 + box.y2) / 2});
    QTest::mouseMove(&session.view(), inside.toPoint());
    QTRY_COMPARE(text.litMark(), 0);
}

void ReviewTest::blind_nothing_tells_reward_reference_run_or_step() {
    Session session;
    session.openSample(made->workspace.firstHeldout);
    auto* list = session.open.find<QListView>("traces");
    QVERIFY(!session.text("total").isEmpty());
    QTest::mouseClick(session.open.find<Switch>("blind"), Qt::LeftButton);
    Session::waitFor([&] { return session.model().blind(); });
    QTRY_VERIFY(session.open.find<QLabel>("blindTag")->isVisible());
    Session::waitFor(
        [&] { return list->model()->rowCount() > 0 && list->model()->index(0, 0).data().isValid(); });
    const TracePointer trace = session.model().trace();
    // What must not be read anywhere, by eye, pointer or screen reader.
    const QStringList secrets{
        QStringLiteral("grades"),   QStringLiteral("Step 10"), QStringLiteral("step 10"),
        QStringLiteral("eference"), QStringLiteral("Fuzzy"),   QStringLiteral("dvantage"),
        QStringLiteral("Total"),    QStringLiteral("right."),  trace->reference + QLatin1Char(' ')};
    const auto tells = [&](const QString& text) {
        for (const QString& secret : secrets)
            if (text.contains(secret)) return true;
        return false;
    };
    for (const QWidget* widget : session.page()->findChildren<QWidget*>()) {
        const bool names = widget->objectName() == QStringLiteral("blind") ||
                           widget->objectName() == QStringLiteral("blindTag"); // say what is hidden
        if (names) continue;
        QString text;
        if (const auto* label = qobject_cast<const QLabel*>(widget)) text = label->text();
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) text = button->text();
        if (!widget->isVisibleTo(session.page())) {
            // What is hidden holds no value either, only fixed words.
            if (qobject_cast<const QLabel*>(widget) != nullptr)
                QVERIFY2(!text.contains(QStringLiteral("10")), qPrintable(text));
            continue;
        }
        for (const QString& said : {text, widget->toolTip(), widget->accessibleName(),
                                    widget->accessibleDescription(), widget->statusTip()})
            QVERIFY2(!tells(said), qPrintable(widget->objectName() + QStringLiteral(": ") + said));
    }
    for (int row = 0; row < list->model()->rowCount(); ++row)
        for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole),
                               int(TraceList::kSample), int(TraceList::kRight)})
            QVERIFY(!tells(list->model()->index(row, 0).data(role).toString()) &&
                    !list->model()->index(row, 0).data(TraceList::kRight).isValid());
    QVERIFY(!tells(session.view().cornerText().join(QLatin1Char(' '))));
    QCOMPARE(session.open.find<GroupTable>("groupTable")->model()->rowCount(), 0);
    QCOMPARE(session.open.find<StepStrip>("stepStrip")->numSquares(), 0);
    // Judging goes on, and what is undone is named without telling.
    session.judge(2, qs(trace->row.sample));
    QVERIFY(!tells(session.undoText()));
    session.key(Qt::Key_B);
    QTRY_VERIFY(!session.open.find<QLabel>("blindTag")->isVisible());
    QVERIFY(session.about().contains(QStringLiteral("step 10")));
}

void ReviewTest::model_text_is_shown_as_text() {
    Session session;
    session.openSample(made->workspace.nasty);
    ReasoningText& text = session.page()->reasoning().text();
    QVERIFY(text.toPlainText().startsWith(QStringLiteral("<b>bold</b> <img src=x>")));
    QVERIFY(text.toPlainText().contains(QStringLiteral("&amp;")));
    QVERIFY(text.toPlainText().contains(QChar(0x241B))); // the escape, shown
    for (const QChar c : text.toPlainText())
        QVERIFY(c.unicode() >= 0x20);
    QTextCursor cursor(text.document());
    cursor.setPosition(4);
    QCOMPARE(cursor.charFormat().fontWeight(), QFont().weight()); // not bold
    QCOMPARE(text.document()->blockCount(), 1);
    auto* list = session.open.find<QListView>("traces");
    const int row = session.model().row();
    Session::waitFor([&] { return list->model()->index(row, 0).data(TraceList::kWords).isValid(); });
    QVERIFY(
        list->model()->index(row, 0).data(TraceList::kWords).toString().startsWith(QStringLiteral("<b>")));
    QVERIFY(
        list->model()->index(row, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;b&gt;")));
    for (const QLabel* label : session.page()->findChildren<QLabel*>())
        QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty() || !label->pixmap().isNull(),
                 qPrintable(label->text()));
    // The word pieces too, each with its probability.
    auto* pieces = session.open.find<TokenView>("wordPieces");
    pieces->setFocus();
    QTest::keyClick(pieces, Qt::Key_Right);
    QVERIFY(session.text("pieceWords").contains(QStringLiteral("probability 1.00")));
    QTest::keyClick(pieces, Qt::Key_Right);
    QVERIFY(session.text("pieceWords").contains(QStringLiteral("probability .99")));
    QVERIFY(session.text("pieceWords").contains(QStringLiteral("entropy 0.25")));
}

void ReviewTest::the_prompt_is_the_engines() {
    Session session;
    auto* tabs = session.open.find<QTabBar>("reasoningTabs");
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
    const Dataset dataset = readDataset(made->workspace.datasets["severity"]);
    const Chat chat = renderPrompt(dataset.task, {}, knowledgeText(dataset.task));
    QString shown;
    for (const QLabel* label : session.page()->findChildren<QLabel*>(QStringLiteral("prompt")))
        if (label->isVisible()) shown += label->text();
    const auto bare = [](QString text) { return text.remove(QLatin1Char('\n')).remove(QLatin1Char(' ')); };
    QString wanted;
    for (const ChatMessage& message : chat)
        for (const ChatPart& part : message.content)
            wanted += qs(part.text);
    QCOMPARE(bare(shown), bare(wanted));
}

void ReviewTest::a_verdict_on_a_text_that_changed_says_so() {
    Session session;
    const std::string sample = session.model().trace()->row.sample;
    session.judge(1, qs(sample));
    session.open.close();
    {
        // A resume from step 5 that answers step 10 anew.
        RunWriter writer(session.folder / "study" / "runs" / test::kGrades);
        writer.markResumed(5, "resumed");
        CompletionRecord record;
        record.step = 10;
        record.sample = sample;
        record.kind = CompletionKind::Heldout;
        record.text = "<think>another text</think><answer>1</answer>";
        record.think = "another text";
        record.answer = "1";
        record.rewards = {{"format", 1, 0.5, "fine"}, {"fuzzy_grade", 1, 1, "grade 1"}};
        writer.completion(record, {});
        record.sample = made->workspace.nasty; // and one that isn't judged
        writer.completion(record, {});
    }
    session.open.start();
    session.ready();
    QCOMPARE(session.model().listing().total, std::int64_t{2}); // superseded ones are in no queue
    session.openSample(sample);
    QCOMPARE(session.model().trace()->reasoning, QStringLiteral("another text"));
    QTRY_VERIFY(
        session.text("traceNotice").contains(QStringLiteral("another text: the run has answered anew")));
    QCOMPARE(session.checkedVerdict(), 1);
    session.judge(3, qs(sample));
    QTRY_VERIFY(!session.open.find<QLabel>("traceNotice")->isVisible());
    // No word pieces were kept of it.
    QVERIFY(session.text("pieceWords").contains(QStringLiteral("keeps no word pieces")));
}

void ReviewTest::links_open_their_trace_and_a_deleted_run_is_told() {
    Session session;
    const QString sample = qs(made->workspace.firstHeldout);
    session.open.window().goTo({WorkplaceKind::Studies, {}});
    session.open.window().goTo(
        {WorkplaceKind::Review,
         QStringLiteral("%1 0/heldout/%2/0").arg(QString::fromLatin1(test::kGrades), sample)});
    Session::waitFor([&] { return session.model().trace()->row.step == 0; });
    QCOMPARE(qs(session.model().trace()->row.sample), sample);
    session.open.window().goTo(
        {WorkplaceKind::Review, QStringLiteral("20200101-000000-gone 0/heldout/%1/0").arg(sample)});
    auto* notice = session.page()->findChild<QWidget*>(QStringLiteral("notice"));
    QTRY_VERIFY(notice->isVisible());
    QString said;
    for (const QLabel* label : notice->findChildren<QLabel*>())
        said += label->text();
    QVERIFY2(said.contains(QStringLiteral("20200101-000000-gone")) &&
                 said.contains(QStringLiteral("is gone")),
             qPrintable(said));
    QTest::mouseClick(notice->findChild<QPushButton*>(QStringLiteral("noticeDismiss")), Qt::LeftButton);
    QVERIFY(!notice->isVisible());
    // "Use as…" leads to the study.
    QVERIFY(session.model().image().has_value());
    QSignalSpy wanted(session.page(), &Workplace::placeWanted);
    session.key(Qt::Key_L, Qt::ShiftModifier);
    QCOMPARE(wanted.size(), 1);
    QVERIFY(wanted[0][0].value<PlaceLink>().what.startsWith(qs(session.model().image()->sopUid)));
    // In the task that was asked, whichever was chosen there.
    QVERIFY(!session.model().trace()->task.empty());
    QCOMPARE(session.open.window().studies().labels().task()->id, session.model().trace()->task);
}

void ReviewTest::a_dataset_that_is_gone_leaves_the_text() {
    Session session;
    session.open.close();
    for (const auto& entry : fs::directory_iterator(session.folder / "study" / "datasets"))
        if (entry.path().filename().string().starts_with("severity")) fs::remove_all(entry.path());
    session.open.start();
    Session::waitFor([&] { return session.status().startsWith(QStringLiteral("All")); });
    session.open.window().goTo({WorkplaceKind::Review, {}});
    Session::waitFor([&] { return session.model().trace() != nullptr; });
    session.model().open({test::kGrades, "main", "heldout", 10, made->workspace.firstHeldout, 0});
    Session::waitFor([&] { return session.model().trace()->row.run == test::kGrades; });
    QVERIFY(session.page()->reasoning().text().toPlainText().contains(QStringLiteral("shape is")));
    QVERIFY(!session.model().trace()->datasetTrouble.isEmpty());
    Session::waitFor([&] { return session.view().showsTrouble(); });
    QVERIFY(session.text("modelSawText").contains(QStringLiteral("severity")));
    session.judge(4, qs(made->workspace.firstHeldout)); // it can be judged all the same
}

void ReviewTest::a_damaged_index_is_made_anew_while_one_works() {
    Session session([](const fs::path& workspace) {
        std::ofstream(workspace / "index.sqlite") << "this was a database once";
    });
    QVERIFY(session.model().list().rowCount() > 0);
    QVERIFY(session.model().trace()->trouble.isEmpty());
}

void ReviewTest::a_second_reader_has_verdicts_of_their_own() {
    Session session;
    const std::string sample = session.model().trace()->row.sample;
    session.judge(1, qs(sample));
    session.page()->setReader(QStringLiteral("Dr. Müller"));
    session.open.window().workspace().setReader(QStringLiteral("Dr. Müller"));
    session.openSample(sample);
    QCOMPARE(session.checkedVerdict(), 0);
    QVERIFY(!session.open.find<QLabel>("otherVerdicts")->isVisible()); // not before one's own
    session.judge(3, qs(sample));
    QCOMPARE(session.checkedVerdict(), 3);
    QVERIFY(session.text("otherVerdicts").contains(QStringLiteral("M. Sato: Right, right reason")));
    session.page()->setReader(QStringLiteral("M. Sato"));
    session.openSample(sample);
    Session::waitFor([&] { return session.checkedVerdict() == 1; });
}

void ReviewTest::every_control_has_a_name_a_tool_tip_and_a_place_in_the_order() {
    Session session;
    std::set<const QWidget*> reached;
    const QWidget* first = &session.open.window();
    for (const QWidget* widget = first->nextInFocusChain(); widget != first;
         widget = widget->nextInFocusChain())
        reached.insert(widget);
    int count = 0;
    for (const QWidget* widget : session.page()->findChildren<QWidget*>()) {
        const bool control = qobject_cast<const QAbstractButton*>(widget) != nullptr ||
                             qobject_cast<const QComboBox*>(widget) != nullptr ||
                             qobject_cast<const QLineEdit*>(widget) != nullptr ||
                             qobject_cast<const QAbstractItemView*>(widget) != nullptr ||
                             qobject_cast<const QTabBar*>(widget) != nullptr ||
                             qobject_cast<const StepStrip*>(widget) != nullptr ||
                             qobject_cast<const TokenView*>(widget) != nullptr ||
                             qobject_cast<const ReasoningText*>(widget) != nullptr;
        const bool ownPart = widget->inherits("QComboBoxListView") || widget->inherits("QHeaderView") ||
                             qobject_cast<const QLineEdit*>(widget->parentWidget()) != nullptr ||
                             widget->objectName().startsWith(QStringLiteral("qt_")) ||
                             qobject_cast<const QTabBar*>(widget->parentWidget()) != nullptr ||
                             qobject_cast<const QAbstractItemView*>(widget->parentWidget()) != nullptr;
        if (!control || ownPart || !widget->isVisible()) continue;
        ++count;
        const QString name =
            QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName();
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(name));
        if (qobject_cast<const QAbstractItemView*>(widget) == nullptr)
            QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(name));
        if (!widget->isEnabled()) continue;
        QVERIFY2(widget->focusPolicy() & Qt::TabFocus, qPrintable(name));
        QVERIFY2(reached.contains(widget), qPrintable(name));
    }
    QVERIFY(count > 25);
}

void ReviewTest::nothing_is_clipped_in_the_smallest_window() {
    Session session;
    session.open.window().resize(session.open.window().minimumSize());
    QTest::qWait(50);
    for (const QLabel* label : session.page()->findChildren<QLabel*>()) {
        if (!label->isVisible() || label->wordWrap() || label->text().isEmpty()) continue;
        QVERIFY2(label->width() >= label->minimumSizeHint().width(), qPrintable(label->text()));
    }
    // The answers are a tab now.
    auto* tabs = session.open.find<QTabBar>("belowTabs");
    QVERIFY(tabs->isVisible());
    auto* group = session.open.find<GroupTable>("groupTable");
    QVERIFY(!group->isVisible());
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
    QVERIFY(group->isVisible());
    for (const QPushButton* button : session.page()->findChildren<QPushButton*>())
        if (button->isVisible())
            QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
}
