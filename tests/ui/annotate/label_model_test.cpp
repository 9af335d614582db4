// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/annotate/label_model_test.h"

#include "tests/ui/support/small_library.h"
#include "ui/annotate/label_model.h"

#include <QSignalSpy>
#include <QTest>

using namespace vrft;
using namespace vrft::ui;

namespace {

Task gradingTask() {
    Task task;
    task.id = "severity";
    task.kind = TaskKind::Grading;
    task.name = "Severity";
    task.question = "How severe?";
    for (int grade = 0; grade < 3; ++grade) {
        TaskClass item;
        item.id = "g" + std::to_string(grade);
        item.name = "grade " + std::to_string(grade);
        item.grade = grade;
        task.classes.push_back(item);
    }
    return task;
}

Task localisationTask() {
    Task task;
    task.id = "lesion";
    task.kind = TaskKind::Localisation;
    task.name = "Lesion";
    task.question = "Where?";
    task.classes.push_back({"lesion", "lesion", {}, std::nullopt, {}, {}});
    return task;
}

const ImageRef kFirst{"1.0", 0};
const ImageRef kSecond{"1.1", 0};

// A model with its edits stored as the workspace's thread would.
struct Desk {
    Desk() {
        QObject::connect(&model, &LabelModel::edited, &model,
                         [this](const Annotation& annotation, const QString& action) {
                             actions << action;
                             StoredAnnotation stored{++lastId, annotation, true};
                             auto labels = std::make_shared<ImageLabels>();
                             labels->image = annotation.image;
                             auto& all = store[annotation.image];
                             std::erase_if(all, [&](const StoredAnnotation& item) {
                                 return item.annotation.reader == annotation.reader;
                             });
                             stored.accepted = all.empty();
                             all.push_back(stored);
                             labels->all = all;
                             labels->answersEdit = true;
                             model.setImageLabels(*labels);
                         });
        QObject::connect(&model, &LabelModel::removed, &model,
                         [this](qint64, const ImageRef& image, const QString& action) {
                             actions << action;
                             store[image].clear();
                             model.setImageLabels({image, {}, true});
                         });
        model.setTasks(
            std::make_shared<const std::vector<Task>>(std::vector<Task>{gradingTask(), localisationTask()}));
        model.setReader(QStringLiteral("sato"));
        model.setLibrary(test::smallLibrary());
        model.setImage(kFirst, QStringLiteral("P-1"));
    }
    LabelModel model;
    QStringList actions;
    std::map<ImageRef, std::vector<StoredAnnotation>> store;
    std::int64_t lastId = 0;
};

} // namespace

void LabelModelTest::a_class_becomes_one_edit_with_label_and_grade() {
    Desk desk;
    desk.model.chooseClass(2);
    QCOMPARE(desk.actions, QStringList{QStringLiteral("Label 2 grade 2, P-1")});
    QCOMPARE(desk.model.chosenClass(), 2);
    QCOMPARE(desk.store[kFirst][0].annotation.grade, std::optional(2));
    QCOMPARE(desk.store[kFirst][0].annotation.reader, std::string("sato"));
    QCOMPARE(desk.model.label(kFirst), QStringLiteral("2"));
}

void LabelModelTest::the_same_class_again_is_no_edit() {
    Desk desk;
    desk.model.chooseClass(1);
    desk.model.chooseClass(1);
    desk.model.chooseClass(7); // there is no such class
    QCOMPARE(desk.actions.size(), 1);
}

void LabelModelTest::a_box_before_a_label_waits_for_it() {
    Desk desk;
    desk.model.addBox({1, 2, 10, 12});
    QVERIFY(desk.model.draft());
    QVERIFY(desk.actions.isEmpty());
    desk.model.chooseClass(0);
    QVERIFY(!desk.model.draft());
    QCOMPARE(desk.store[kFirst][0].annotation.boxes.size(), std::size_t{1});
    QCOMPARE(desk.actions.size(), 1);
}

void LabelModelTest::a_draft_waits_for_its_image() {
    Desk desk;
    desk.model.addBox({1, 2, 10, 12});
    desk.model.setImage(kSecond, QStringLiteral("P-1"));
    QVERIFY(desk.model.own() == nullptr);
    desk.model.setImage(kFirst, QStringLiteral("P-1"));
    QVERIFY(desk.model.draft());
    QCOMPARE(desk.model.own()->boxes.size(), std::size_t{1});
}

void LabelModelTest::boxes_change_one_at_a_time() {
    Desk desk;
    desk.model.chooseClass(0);
    desk.model.addBox({1, 2, 10, 12});
    desk.model.addBox({20, 20, 30, 30});
    desk.model.changeBox(0, {2, 2, 11, 12});
    desk.model.removeBox(1);
    QCOMPARE(desk.model.own()->boxes, (std::vector<Box>{{2, 2, 11, 12}}));
    QCOMPARE(desk.actions.size(), 5);
    QCOMPARE(desk.actions.last(), QStringLiteral("Remove box 2, P-1"));
}

void LabelModelTest::reasoning_and_attributes_belong_to_the_chosen_box_or_the_image() {
    Desk desk;
    desk.model.chooseClass(0);
    desk.model.setReasoning(QStringLiteral("The image."));
    desk.model.addBox({1, 2, 10, 12});
    desk.model.addBox({20, 20, 30, 30});
    desk.model.setSubject(1);
    QCOMPARE(desk.model.reasoning(), std::string());
    desk.model.setReasoning(QStringLiteral("The second box."));
    desk.model.setAttribute("margin", "smooth");
    QCOMPARE(desk.actions.last(), QStringLiteral("Set margin to smooth of box 2, P-1"));
    desk.model.setSubject(0);
    QCOMPARE(desk.model.attribute("margin"), std::string());
    desk.model.setSubject(-1);
    QCOMPARE(desk.model.reasoning(), std::string("The image."));
    QCOMPARE(desk.model.attribute("margin"), std::string());
    const Annotation stored = desk.store[kFirst][0].annotation;
    QCOMPARE(stored.boxNotes.size(), std::size_t{2});
    QCOMPARE(stored.boxNotes[1].reasoning, std::optional<std::string>("The second box."));
    QVERIFY(stored.boxNotes[0].empty());

    desk.model.removeBox(0); // the note follows its box
    desk.model.setSubject(0);
    QCOMPARE(desk.model.reasoning(), std::string("The second box."));
    QCOMPARE(desk.model.attribute("margin"), std::string("smooth"));
    desk.model.setSubject(5); // somebody else's box
    QCOMPARE(desk.model.subject(), -1);
    desk.model.setSubject(0);
    desk.model.setImage(kSecond, QStringLiteral("P-1"));
    QCOMPARE(desk.model.subject(), -1);
}

void LabelModelTest::an_answer_to_an_earlier_edit_takes_nothing_back() {
    LabelModel model;
    model.setTasks(std::make_shared<const std::vector<Task>>(std::vector<Task>{gradingTask()}));
    model.setReader(QStringLiteral("sato"));
    model.setLibrary(test::smallLibrary());
    model.setImage(kFirst, QStringLiteral("P-1"));
    std::vector<Annotation> ordered;
    QObject::connect(&model, &LabelModel::edited, &model,
                     [&](const Annotation& annotation, const QString&) { ordered.push_back(annotation); });
    model.chooseClass(1);
    model.addBox({1, 2, 10, 12});
    QCOMPARE(ordered.size(), std::size_t{2});
    model.setImageLabels({kFirst, {{1, ordered[0], true}}, true});
    QCOMPARE(model.own()->boxes.size(), std::size_t{1}); // the box is on its way
    model.setImageLabels({kFirst, {{1, ordered[1], true}}, true});
    QCOMPARE(model.own()->boxes.size(), std::size_t{1});
    model.setImageLabels({kFirst, {{1, ordered[0], true}}, false}); // undone
    QVERIFY(model.own()->boxes.empty());
}

void LabelModelTest::localisation_says_none_or_boxes() {
    Desk desk;
    desk.model.chooseTask("lesion");
    QVERIFY(desk.model.own() == nullptr);
    desk.model.sayNone();
    QCOMPARE(desk.model.label(kFirst), QStringLiteral("none"));
    desk.model.addBox({1, 2, 10, 12});
    QCOMPARE(desk.model.chosenClass(), 0);
    desk.model.removeBox(0); // the last one: nothing is said any more, which isn't "none"
    QVERIFY(desk.model.own() == nullptr);
    QVERIFY(desk.model.label(kFirst).isEmpty());
}

void LabelModelTest::each_reader_has_their_own_label() {
    Desk desk;
    desk.model.chooseClass(2);
    desk.model.setReader(QStringLiteral("lee"));
    QVERIFY(desk.model.own() == nullptr);
    QVERIFY(desk.model.othersHidden());
    QVERIFY(desk.model.others().empty());
    QVERIFY(!desk.model.ownAccepted());
    desk.model.setOthersShown(true);
    QVERIFY(!desk.model.othersHidden());
    QCOMPARE(desk.model.others().size(), std::size_t{1});
    desk.model.setOthersShown(false);
    desk.model.chooseClass(0);
    QVERIFY(!desk.model.othersHidden());
    QCOMPARE(desk.model.others().size(), std::size_t{1});
    QVERIFY(desk.model.disagreement(kFirst));
    QVERIFY(!desk.model.ownAccepted());
    QCOMPARE(desk.model.label(kFirst), QStringLiteral("2")); // the accepted one
}

void LabelModelTest::next_unlabelled_goes_on_from_here_and_around() {
    Desk desk;
    QCOMPARE(desk.model.countImages(), 7);
    QCOMPARE(desk.model.nextUnlabelled(), std::optional(kSecond));
    desk.model.setImage(ImageRef{"4.0", 0}, QStringLiteral("P-3")); // the last one
    QCOMPARE(desk.model.nextUnlabelled(), std::optional(kFirst));
    desk.model.setImage(kFirst, QStringLiteral("P-1"));
    desk.model.chooseClass(0);
    QCOMPARE(desk.model.countUnlabelled(), 6);
}

void LabelModelTest::next_unlabelled_stays_among_what_is_read_in_its_order() {
    Desk desk;
    Reading read{{2, 0}, {}}; // the table sorted otherwise, the second patient filtered out
    desk.model.setReading([&read] { return read; });
    QCOMPARE(desk.model.countUnlabelledRead(), 4);
    desk.model.setImage(kSecond, {});
    QCOMPARE(desk.model.nextUnlabelled(), std::optional(ImageRef{"3.0", 0}));
    desk.model.setImage(ImageRef{"4.0", 0}, {});
    QCOMPARE(desk.model.nextUnlabelled(), std::optional(kFirst));
    desk.model.setImage(ImageRef{"2.0", 0}, {}); // not among what is read: what follows it in the library
    QCOMPARE(desk.model.nextUnlabelled(), std::optional(ImageRef{"3.0", 0}));
    read.wanted = [](const SeriesEntry& series) { return series.series.uid == "4"; };
    QCOMPARE(desk.model.countUnlabelledRead(), 1);
    QCOMPARE(desk.model.nextUnlabelled(), std::optional(ImageRef{"4.0", 0}));
    desk.model.setImage(ImageRef{"4.0", 0}, {});
    desk.model.chooseClass(0);
    QVERIFY(!desk.model.nextUnlabelled().has_value());
    QCOMPARE(desk.model.countUnlabelledRead(), 0);
    QCOMPARE(desk.model.countUnlabelled(), 6);
}

void LabelModelTest::a_large_library_is_counted_elsewhere_and_edits_meanwhile_are_in() {
    Desk desk;
    PatientList patients;
    for (int i = 0; i < 200; ++i)
        patients.push_back(test::patient("L-" + std::to_string(i), "Large", "20250101",
                                         {test::series("L" + std::to_string(i), "US", 20)}));
    const LibraryPointer large = makeLibrary(std::move(patients));
    LibraryPointer taken;
    QObject::connect(&desk.model, &LabelModel::libraryTaken, &desk.model,
                     [&](LibraryPointer library) { taken = std::move(library); });
    desk.model.setLibrary(large);
    QVERIFY(desk.model.counting());
    QVERIFY(taken == nullptr);
    QCOMPARE(desk.model.countImages(), 7); // of the one that is shown
    const ImageRef image{"L7.3", 0};
    desk.model.setImage(image, QStringLiteral("L-7"));
    desk.model.chooseClass(1);
    QTRY_VERIFY(!desk.model.counting());
    QCOMPARE(taken, large);
    QCOMPARE(desk.model.countImages(), 4000);
    QCOMPARE(desk.model.countUnlabelled(), 3999);
    QCOMPARE(desk.model.overview().ofPatient(7).num_missing, 19);
    QCOMPARE(desk.model.overview().ofPatient(7).texts, QStringList{QStringLiteral("1")});
    QCOMPARE(desk.model.nextUnlabelled(), std::optional(ImageRef{"L7.4", 0}));
}

void LabelModelTest::what_is_done_is_passed_over() {
    Desk desk;
    for (const char* uid : {"1.0", "1.1", "2.0", "2.1", "2.2"}) {
        desk.model.setImage(ImageRef{uid, 0}, {});
        desk.model.chooseClass(0);
    }
    desk.model.setImage(kFirst, {});
    QCOMPARE(desk.model.nextUnlabelled(), std::optional(ImageRef{"3.0", 0}));
    desk.model.setImage(ImageRef{"4.0", 0}, {});
    QCOMPARE(desk.model.nextUnlabelled(), std::optional(ImageRef{"3.0", 0})); // the same patient, before it
    desk.model.setImage(ImageRef{"3.0", 0}, {});
    desk.model.chooseClass(0);
    desk.model.setImage(ImageRef{"4.0", 0}, {});
    QVERIFY(!desk.model.nextUnlabelled().has_value()); // itself is no next one
}
