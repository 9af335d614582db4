// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/runs/run_watch_test.h"

#include "core/error.h"
#include "core/run/alarms.h"
#include "core/run/checkpoint_folder.h"
#include "tests/support/temp_folder.h"
#include "tests/ui/runs/made_run.h"
#include "ui/runs/run_watch.h"
#include "ui/runs/run_words.h"

#include <QTest>

using namespace vrft;
using namespace vrft::ui;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

struct Clock {
    std::shared_ptr<std::chrono::steady_clock::time_point> now =
        std::make_shared<std::chrono::steady_clock::time_point>();
    HeartbeatWatcher::Clock reader() const {
        return [now = now] { return *now; };
    }
    void pass(int seconds) const { *now += std::chrono::seconds(seconds); }
};

struct Made {
    explicit Made(int steps = 5)
        : run(folder / "runs" / "20260102-030405-made") {
        makeDataset(folder / "data");
        makeRun(run, steps);
    }
    RunState state(bool queued = false) const {
        RunWatch watch(run);
        watch.poll(queued);
        return watch.line().state;
    }
    TempFolder folder;
    fs::path run;
};

RunPointer pictureOf(const fs::path& run) {
    RunWatch watch(run);
    watch.poll(false);
    OpenRun open(watch);
    open.poll();
    return open.picture();
}

void age(const fs::path& file, double seconds) {
    fs::last_write_time(file,
                        fs::last_write_time(file) - std::chrono::seconds(static_cast<std::int64_t>(seconds)));
}

} // namespace

void RunWatchTest::a_state_comes_from_the_process_the_beat_and_the_queue() {
    const Made made;
    QCOMPARE(made.state(), RunState::New);
    QCOMPARE(made.state(true), RunState::Waiting);
    writeSign(made.run, {});
    QCOMPARE(made.state(true), RunState::Working);
    writeSign(made.run, {.phase = Phase::Paused});
    QCOMPARE(made.state(true), RunState::Paused);
    writeSign(made.run, {.pid = kDeadPid});
    QCOMPARE(made.state(), RunState::Gone);
    QCOMPARE(made.state(true), RunState::Gone); // it keeps its place in the queue and still has to be asked
    requestWant(made.run, Want::Run);
    QCOMPARE(made.state(true), RunState::Waiting);
    writeSign(made.run, {.pid = kDeadPid, .phase = Phase::Done, .serial = 1});
    QCOMPARE(made.state(true), RunState::Stopped);
    RunWriter(made.run).event({0, 5, EventKind::Failed, "Failed in step 5: no room.", "Make room"});
    QCOMPARE(made.state(), RunState::Failed);
    RunWriter(made.run).finalEvaluation({{"step", 5}});
    QCOMPARE(made.state(), RunState::Finished);
}

void RunWatchTest::a_heartbeat_of_another_boot_is_dead_after_fifteen_seconds_of_ours() {
    const Made made;
    const Clock clock;
    RunWatch watch(made.run, clock.reader());
    writeSign(made.run, {.pid = kDeadPid, .otherBoot = true});
    watch.poll(false);
    QCOMPARE(watch.line().state, RunState::Unsure);
    clock.pass(14);
    watch.poll(false);
    QCOMPARE(watch.line().state, RunState::Unsure);
    writeSign(made.run, {.beat = 8, .pid = kDeadPid, .otherBoot = true});
    watch.poll(false);
    QCOMPARE(watch.line().state, RunState::Working); // seen to beat: another machine's
    clock.pass(15);
    watch.poll(false);
    QCOMPARE(watch.line().state, RunState::Gone);
    QVERIFY(!watch.alarms().empty());
    QVERIFY(watch.alarms().front().head.contains(QStringLiteral("stopped answering")));
}

void RunWatchTest::a_heartbeat_that_is_four_hours_old_and_a_clock_set_back_change_no_state() {
    const Made made;
    writeSign(made.run, {});
    age(RunPaths{made.run}.heartbeat(), 4 * 3600);
    QCOMPARE(made.state(), RunState::Working); // its process is there
    age(RunPaths{made.run}.heartbeat(), -8 * 3600);
    QCOMPARE(made.state(), RunState::Working);
    QCOMPARE(run_words::ago(2000, 1000), QString()); // a sign from the future has no "ago"
    QCOMPARE(run_words::ago(1000, 1018), QStringLiteral("18 s ago"));
}

void RunWatchTest::a_silent_engine_is_told_from_one_that_is_gone() {
    const Made made;
    const Clock clock;
    RunWatch watch(made.run, clock.reader());
    writeSign(made.run, {});
    watch.poll(true);
    clock.pass(16);
    watch.poll(true);
    QCOMPARE(watch.line().state, RunState::Silent);
    QVERIFY(watch.alarms().front().advice.contains(QString::number(::getpid())));
    QCOMPARE(watch.line().openAlarms, 1);
    writeSign(made.run, {.beat = 8});
    watch.poll(true);
    QCOMPARE(watch.line().state, RunState::Working);
    QVERIFY(watch.alarms().empty());
}

void RunWatchTest::a_newer_format_is_said_and_nothing_else_is_asked_of_the_run() {
    const Made made;
    Json json = readJsonFile(RunPaths{made.run}.info());
    json["format"] = 2;
    writeFileAtomic(RunPaths{made.run}.info(), jsonPretty(json));
    const RunPointer run = pictureOf(made.run);
    QCOMPARE(run->line.state, RunState::Unreadable);
    QVERIFY(run->line.trouble.contains(QStringLiteral("newer version")));
    QCOMPARE(run->line.name, QStringLiteral("made")); // from the folder
}

void RunWatchTest::torn_lines_are_counted_and_the_rest_is_shown() {
    const Made made;
    std::ofstream(RunPaths{made.run}.metrics(), std::ios::app) << "{\"step\":6,\"kl\":\n"
                                                               << jsonLine(madeMetrics(7)) << "\n{\"st";
    const RunPointer run = pictureOf(made.run);
    QCOMPARE(run->metrics->steps().back(), 7);
    QVERIFY(run->notes.contains(QStringLiteral("1 torn line")));
}

void RunWatchTest::what_a_resume_took_back_is_left_out() {
    const Made made(12);
    RunWriter writer(made.run);
    writer.completion(madeAnswer(12, 0, 5, 1, 9.5), {});
    RunWatch watch(made.run);
    watch.poll(false);
    OpenRun open(watch);
    open.poll();
    QCOMPARE(open.picture()->metrics->steps().back(), 12);
    writer.markResumed(10, "Resumed from the checkpoint of step 10");
    writer.metrics(madeMetrics(11));
    QVERIFY(open.poll());
    const auto& steps = open.picture()->metrics->steps();
    QCOMPARE(steps.back(), 11);
    QCOMPARE(std::count(steps.begin(), steps.end(), 11), 1);
    for (const RunAnswer& answer : open.picture()->answers->all)
        QVERIFY(answer.step <= 10);
}

void RunWatchTest::alarms_of_one_kind_are_one_and_stay_dismissed() {
    const Made made;
    writeSign(made.run, {});
    RunWriter writer(made.run);
    writer.event(madeNoSignal(12));
    // As programs before wrote it: words alone.
    writer.event({0, 13, EventKind::Alarm,
                  "In step 13 the loss is nan: that update was not applied, the run goes on without it.",
                  "Stop"});
    writer.event(madeNoSignal(30));
    RunWatch watch(made.run);
    watch.poll(true);
    QCOMPARE(watch.alarms().size(), std::size_t{2});
    const RunAlarm newest = watch.alarms().front();
    QCOMPARE(newest.fromStep, 3);
    QCOMPARE(newest.toStep, 30);
    QVERIFY(newest.evidence.contains(QStringLiteral("equal rewards")));
    QVERIFY(!newest.advice.isEmpty());
    QCOMPARE(watch.line().openAlarms, 2);

    addDismissal(made.run, {newest.key.toStdString(), newest.toStep, "Dr. Sato", 5});
    watch.forgetDismissals();
    watch.poll(true);
    QCOMPARE(watch.alarms().size(), std::size_t{1});
    RunWatch again(made.run); // a restart later
    again.poll(true);
    QCOMPARE(again.line().openAlarms, 1);
    QCOMPARE(readDismissals(made.run).front().reader, std::string("Dr. Sato"));
    writer.event(madeNoSignal(60)); // it comes again
    again.poll(true);
    QCOMPARE(again.line().openAlarms, 2);
}

void RunWatchTest::a_full_disk_is_a_caution_and_a_wanted_pause_is_none() {
    const Made made;
    RunWriter writer(made.run);
    writer.event({0, 5, EventKind::Paused, "Paused as asked, in the middle of the step", ""});
    writeControl(made.run, {Want::Pause, 1});
    writeSign(made.run, {.phase = Phase::Paused, .serial = 1});
    RunWatch watch(made.run);
    watch.poll(true);
    QVERIFY(watch.alarms().empty());
    writeControl(made.run, {Want::Run, 2});
    writer.event(
        diskFullEvent(5, Error(ErrorCode::DiskFull, "no space for 3 bytes", "/disk", "Free 3 bytes")));
    watch.poll(true);
    QCOMPARE(watch.alarms().size(), std::size_t{1});
    QVERIFY(!watch.alarms().front().broken);
    QVERIFY(watch.alarms().front().head.contains(QStringLiteral("disk is full")));
    QVERIFY(watch.alarms().front().evidence.contains(QStringLiteral("Free 3 bytes")));
}

void RunWatchTest::seconds_a_step_leave_pauses_and_set_clocks_out() {
    const Made made(6);
    RunWriter writer(made.run);
    Json late = madeMetrics(7);
    late["time"] = 1012.0 + 3600; // an hour's pause
    writer.metrics(late);
    Json back = madeMetrics(8);
    back["time"] = 500.0; // the clock was set back
    writer.metrics(back);
    writeSign(made.run, {.step = 9});
    const RunPointer run = pictureOf(made.run);
    QVERIFY(run->secondsAStep);
    QCOMPARE(*run->secondsAStep, 2.0);
    QCOMPARE(*run->left_s, 2.0 * (kMadeSteps - 8));
    QCOMPARE(*run->memory_bytes, 412e6);
}

void RunWatchTest::answers_are_one_an_image_and_the_wrong_ones_are_wrong() {
    const Made made(3);
    const RunPointer run = pictureOf(made.run);
    const RunAnswers& answers = *run->answers;
    QCOMPARE(answers.all.size(), std::size_t{12}); // four images in three steps
    QCOMPARE(answers.all.front().step, 3);
    QCOMPARE(answers.all.front().sample, QStringLiteral("s000000"));
    QCOMPARE(answers.all.front().reference, QStringLiteral("0"));
    QCOMPARE(answers.all.front().right, std::optional(true));
    QCOMPARE(answers.all.front().picture.pixelColor(0, 0).red(), 40);
    QVERIFY(!answers.wrong.empty());
    for (const RunAnswer& answer : answers.wrong)
        QVERIFY(answer.answer != answer.reference);
    QCOMPARE(answers.best.front().reward, 0.5 + 0.1 * 7);
    QCOMPARE(*run->numAnswers, qint64{24});
}

void RunWatchTest::an_answer_stands_beside_the_reference_of_its_own_stage() {
    const Made made(1);
    makeBoxDataset(made.folder / "boxes");
    SampleBooks books;
    books.add("localise", std::make_shared<SampleBook>(made.folder / "boxes"));
    books.add("main", std::make_shared<SampleBook>(made.folder / "data"));
    CompletionRecord box = madeAnswer(1, 0, 0, 0, 1.4);
    box.stage = "localise";
    box.answer = "[1, 1, 5, 4]";
    box.boxes = {{1, 1, 5, 4}};
    box.rewards = {{"format", 1, 0.5, "in order"}, {"boxes", 0.9, 0.9, "IoU 0.90"}};
    CompletionRecord grade = madeAnswer(2, 0, 0, 1, 0.5);
    grade.stage = "main";
    const RunAnswers answers = shownAnswers({box, grade}, books, 10);
    QCOMPARE(answers.all.size(), std::size_t{2});
    QCOMPARE(answers.all[0].reference, QStringLiteral("0")); // the newest first
    QCOMPARE(answers.all[0].right, std::optional(false));
    QCOMPARE(answers.all[1].reference, QStringLiteral("1 box"));
    QCOMPARE(answers.all[1].right, std::optional(true));
}

void RunWatchTest::answers_of_a_step_are_found_without_an_index() {
    const Made made(30);
    const auto records = recordsOfStep(made.run, 17);
    QCOMPARE(records.size(), std::size_t{8});
    for (const CompletionRecord& record : records)
        QCOMPARE(record.step, 17);
    QVERIFY(recordsOfStep(made.run, 1).size() == 8 && recordsOfStep(made.run, 99).empty());
    RunWriter writer(made.run);
    writer.markResumed(16, "again");
    writer.completion(madeAnswer(17, 2, 0, 2, 1.5), {});
    QCOMPARE(recordsOfStep(made.run, 17).size(),
             std::size_t{1}); // the first seventeen doesn't count any more
    const auto examples = examplesOf(recordsOfStep(made.run, 16), SampleBooks(), false, 3);
    QCOMPARE(examples.size(), std::size_t{3});
    QCOMPARE(examplesOf(recordsOfStep(made.run, 16), SampleBooks(), true, 3).size(),
             std::size_t{3}); // none is equal
    std::vector<CompletionRecord> records16 = recordsOfStep(made.run, 16);
    records16[2].total = records16[3].total;
    const auto equal = examplesOf(records16, SampleBooks(), true, 3);
    QCOMPARE(equal.size(), std::size_t{1});
    QCOMPARE(equal.front().sample, QStringLiteral("s000001"));
}

void RunWatchTest::a_run_without_answers_and_a_deleted_dataset_leave_the_rest_usable() {
    const Made made;
    fs::remove_all(made.folder / "data");
    RunPointer run = pictureOf(made.run);
    QVERIFY(run->answers->trouble.contains(QStringLiteral("dataset isn’t there")));
    QVERIFY(!run->answers->all.empty());
    QVERIFY(run->answers->all.front().picture.isNull());
    QVERIFY(run->metrics->size() > 0);
    fs::remove(RunPaths{made.run}.completions(1));
    run = pictureOf(made.run);
    QVERIFY(run->answers->all.empty());
    QVERIFY(run->metrics->size() > 0);
}

void RunWatchTest::model_text_with_control_characters_is_shown_harmlessly() {
    const Made made(1);
    RunWriter(made.run).completion(madeAnswer(2, 0, 0, 1, 1, "<b>bold</b>\x1b[2J\nnext\u202Eback"), {});
    const RunPointer run = pictureOf(made.run);
    const QString text = run->answers->all.front().text;
    QVERIFY(text.startsWith(QStringLiteral("<b>bold</b>"))); // as it stands: labels are plain text
    for (const QChar c : text)
        QVERIFY(c.category() != QChar::Other_Control && c.category() != QChar::Other_Format);
}
