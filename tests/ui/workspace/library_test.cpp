// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/workspace/library_test.h"

#include "core/store/workspace.h"
#include "tests/support/temp_folder.h"
#include "ui/workspace/class_names.h"
#include "ui/workspace/library_reader.h"
#include "ui/workspace/run_names.h"
#include "ui/workspace/thread_share.h"
#include "ui/workspace/workspace_thread.h"

#include <QTest>
#include <atomic>
#include <fmt/format.h>
#include <sched.h>
#include <sys/resource.h>
#include <thread>

using namespace vrft;
using namespace vrft::ui;

namespace {

InstanceRecord record(int patient, int series, int image) {
    InstanceRecord made;
    made.patient.id = fmt::format("P-{:04}", patient);
    made.patient.name = fmt::format("Name^{:04}", patient);
    made.study = {fmt::format("1.{}", patient), "20250101", "", "Study", ""};
    made.series.uid = fmt::format("1.{}.{}", patient, series);
    made.series.modality = series == 0 ? "US" : "MR";
    made.series.number = series;
    made.instance.sopUid = fmt::format("{}.{}", made.series.uid, image);
    made.instance.number = image;
    made.instance.frames = 1;
    made.instance.rows = made.instance.columns = 8;
    made.instance.contentHash = made.instance.sopUid;
    made.instance.storedPath = "store/" + made.instance.sopUid;
    made.instance.source = "/in/" + made.instance.sopUid;
    return made;
}

void put(Workspace& workspace, const std::vector<InstanceRecord>& records) {
    workspace.studies().importInstances(records);
}

LibraryPointer readOn(LibraryReader& reader, Workspace& workspace) {
    while (!reader.step(workspace)) {
    }
    return reader.picture(workspace);
}

struct Store {
    Store()
        : workspace(Workspace::create(folder / "ws")) {}
    test::TempFolder folder;
    std::unique_ptr<Workspace> workspace;
    LibraryReader reader;
};

} // namespace

void LibraryTest::what_comes_later_is_added_and_the_rest_is_shared() {
    Store store;
    put(*store.workspace, {record(2, 0, 1), record(1, 1, 1), record(1, 0, 2), record(1, 0, 1)});
    const auto before = readOn(store.reader, *store.workspace);
    QCOMPARE(before->patients.size(), std::size_t{2});
    QCOMPARE(before->num_frames, 4);
    QCOMPARE(before->patients[0].studies[0].series[0].images[0].instance.number,
             std::optional<std::int64_t>(1));
    QVERIFY(before->patients[0].split.has_value());

    put(*store.workspace, {record(1, 0, 3), record(0, 0, 1)});
    const auto after = readOn(store.reader, *store.workspace);
    QCOMPARE(after->patients.size(), std::size_t{3});
    QCOMPARE(after->patients[0].patient.id, std::string("P-0000"));
    QCOMPARE(after->patients[1].studies[0].series[0].images.size(), std::size_t{3});
    QCOMPARE(&after->patients[2], &before->patients[1]); // unchanged: the same one
    QCOMPARE(before->patients[0].studies[0].series[0].images.size(), std::size_t{2});
    QCOMPARE(after->modalities, (QStringList{QStringLiteral("US"), QStringLiteral("MR")}));
    QVERIFY(after->patients[1].searchText.contains(QStringLiteral("name 0001")) ||
            after->patients[1].searchText.contains(QStringLiteral("name^0001")));

    // Read at once it is the same.
    const auto atOnce = readLibrary(*store.workspace);
    QCOMPARE(atOnce->num_frames, after->num_frames);
    for (std::size_t p = 0; p < 3; ++p)
        QCOMPARE(atOnce->patients[p].searchText, after->patients[p].searchText);
}

void LibraryTest::what_went_into_the_trash_is_gone_after_starting_over() {
    Store store;
    put(*store.workspace, {record(1, 0, 1), record(1, 1, 1), record(2, 0, 1)});
    readOn(store.reader, *store.workspace);
    store.workspace->studies().setTrashed(StudyLevel::Series, "1.1.0", true);
    store.workspace->studies().setTrashed(StudyLevel::Patient, "P-0002", true);
    store.reader.startOver();
    const auto library = readOn(store.reader, *store.workspace);
    QCOMPARE(library->patients.size(), std::size_t{1});
    QCOMPARE(library->patients[0].studies[0].series.size(), std::size_t{1});
    QCOMPARE(library->num_trashed, std::int64_t{2});
}

void LibraryTest::a_series_whose_images_were_all_in_the_trash_comes_back_with_a_new_one() {
    Store store;
    put(*store.workspace, {record(1, 0, 1), record(2, 0, 1)});
    store.workspace->studies().setTrashed(StudyLevel::Patient, "P-0001", true);
    QCOMPARE(readOn(store.reader, *store.workspace)->patients.size(), std::size_t{1});
    put(*store.workspace, {record(1, 0, 2)});
    const auto library = readOn(store.reader, *store.workspace);
    QCOMPARE(library->patients.size(), std::size_t{2});
    QCOMPARE(library->patients[0].num_frames, 1);
}

void LibraryTest::images_are_found_by_their_number() {
    Store store;
    put(*store.workspace, {record(1, 0, 1), record(1, 1, 1), record(2, 0, 1)});
    const auto library = readOn(store.reader, *store.workspace);
    QCOMPARE(library->placeOf("1.1.1.1"), std::optional(SeriesPlace{0, 0, 1}));
    QCOMPARE(library->placeOf("1.2.0.1"), std::optional(SeriesPlace{1, 0, 0}));
    QVERIFY(!library->placeOf("1.3").has_value());
}

void LibraryTest::classes_renamed_since_are_named_and_the_rest_is_counted() {
    Task frozen;
    frozen.id = "t";
    for (const char* name : {"a", "b", "c", "d", "e"}) {
        TaskClass item;
        item.id = item.name = name;
        frozen.classes.push_back(item);
    }
    Task today = frozen;
    QCOMPARE(renamedClasses(frozen, today), QString());
    today.classes[1].name = "better\n";
    QCOMPARE(renamedClasses(frozen, today), QStringLiteral("“b” is “better” today"));
    today.classes.erase(today.classes.begin());
    QCOMPARE(renamedClasses(frozen, today),
             QStringLiteral("“a” isn’t among the classes any more, “b” is “better” today"));
    for (TaskClass& item : today.classes)
        item.name += "2";
    QVERIFY(renamedClasses(frozen, today).endsWith(QStringLiteral(", 2 more")));
    today.id = "another";
    QCOMPARE(renamedClasses(frozen, today), QString());
}

void LibraryTest::stages_have_words() {
    QCOMPARE(stageWords("localise"), QStringLiteral("boxes first"));
    QCOMPARE(stageWords("main"), QStringLiteral("the task itself"));
    QCOMPARE(stageWords("third\x1b"), QStringLiteral("third␛"));
}

void LibraryTest::threads_step_behind_the_window() {
    const auto nice = [] { return ::getpriority(PRIO_PROCESS, 0); };
    const int mine = nice();
    int there = -1;
    int policy = -1;
    std::thread([&] {
        workInBackground();
        there = nice();
        policy = ::sched_getscheduler(0);
    }).join();
    QCOMPARE(there, std::max(mine, 10));
    QCOMPARE(policy, SCHED_BATCH);
    QCOMPARE(nice(), mine); // of the other thread alone
    QCOMPARE(::sched_getscheduler(0), SCHED_OTHER);
}

void LibraryTest::edits_do_not_wait_until_a_library_is_read() {
    test::TempFolder folder;
    {
        const auto workspace = Workspace::create(folder / "ws");
        std::vector<InstanceRecord> records;
        for (int i = 0; i < 9000; ++i)
            records.push_back(record(i / 50, 0, i % 50));
        put(*workspace, records);
    }
    // Ordered when nothing of the library can be there yet; done before it is. Both in the workspace's
    // thread.
    std::atomic<bool> done = false;
    std::atomic<bool> libraryThere = false;
    std::atomic<bool> doneFirst = false;
    WorkspaceThread thread;
    connect(
        &thread, &WorkspaceThread::library, &thread,
        [&] {
            if (!libraryThere) doneFirst = done.load();
            libraryThere = true;
        },
        Qt::DirectConnection);
    thread.open(folder / "ws", QStringLiteral("sato"), false);
    thread.order([&](Workspace&) { done = true; });
    QTRY_VERIFY(libraryThere);
    QVERIFY(doneFirst);
}
