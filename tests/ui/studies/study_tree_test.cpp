// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/studies/study_tree_test.h"

#include "tests/ui/support/small_library.h"
#include "ui/studies/study_tree.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace vrft;
using namespace vrft::ui;

namespace {

struct Rows {
    Rows() {
        // The first patient is labelled, the others aren't.
        tree.setLabels([](const SeriesPlace& place, StudyTree::Level) {
            LabelSummary summary;
            if (place.patient == 0) summary.text = QStringLiteral("2");
            if (place.patient != 0) summary.num_missing = 1;
            return summary;
        });
        tree.setLibrary(test::smallLibrary());
    }
    QStringList names() const {
        QStringList list;
        for (int row = 0; row < tree.rowCount(); ++row)
            list << tree.index(row, 0).data().toString();
        return list;
    }
    StudyTree tree;
    QAbstractItemModelTester tester{&tree, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

void StudyTreeTest::a_patient_with_one_study_unfolds_into_series() {
    Rows rows;
    QCOMPARE(rows.tree.rowCount(), 3);
    const QModelIndex chen = rows.tree.index(2, 0);
    QCOMPARE(rows.tree.rowCount(chen), 2);
    QCOMPARE(rows.tree.level(rows.tree.index(1, 0, chen)), StudyTree::Level::Series);
    QCOMPARE(rows.tree.place(rows.tree.index(1, 0, chen)).series, std::size_t{1});
    QCOMPARE(rows.tree.shown().images, 7);
}

void StudyTreeTest::every_word_of_the_filter_must_occur() {
    Rows rows;
    rows.tree.setFilter({QStringLiteral("inés GARC"), {}, false});
    QCOMPARE(rows.tree.rowCount(), 1);
    rows.tree.setFilter({QStringLiteral("2025-0"), {}, false});
    QCOMPARE(rows.tree.rowCount(), 3);
    rows.tree.setFilter({QStringLiteral("p-1 inés"), {}, false});
    QCOMPARE(rows.tree.rowCount(), 0);
    QCOMPARE(rows.tree.all().patients, 3);
}

void StudyTreeTest::names_are_shown_as_people_write_them() {
    Rows rows;
    QCOMPARE(rows.names(), (QStringList{QStringLiteral("DOE Jane"), QStringLiteral("GARCÍA Inés"),
                                        QStringLiteral("CHEN Yulan 陳 玉蘭")}));
}

void StudyTreeTest::chips_narrow_by_modality_and_by_missing_labels() {
    Rows rows;
    QCOMPARE(rows.tree.modalities(), (QStringList{QStringLiteral("US"), QStringLiteral("MR")}));
    rows.tree.setFilter({{}, {QStringLiteral("MR")}, false});
    QCOMPARE(rows.names(), QStringList{QStringLiteral("GARCÍA Inés")});
    rows.tree.setFilter({{}, {}, true});
    QCOMPARE(rows.tree.rowCount(), 2);
    QCOMPARE(rows.tree.countUnlabelledPatients(), 2);
}

void StudyTreeTest::columns_sort_patients() {
    Rows rows;
    rows.tree.sort(StudyTree::kDate, Qt::DescendingOrder);
    QCOMPARE(rows.names().first(), QStringLiteral("GARCÍA Inés"));
    rows.tree.sort(StudyTree::kLabel, Qt::DescendingOrder);
    QCOMPARE(rows.names().first(), QStringLiteral("DOE Jane"));
    rows.tree.sort(StudyTree::kPatient, Qt::AscendingOrder);
    QCOMPARE(rows.names().first(), QStringLiteral("DOE Jane"));
}

void StudyTreeTest::an_image_is_found_again() {
    Rows rows;
    const auto place = rows.tree.placeOf({"4.0", 0});
    QVERIFY(place.has_value());
    QCOMPARE(place->patient, std::size_t{2});
    QCOMPARE(place->series, std::size_t{1});
    QVERIFY(!rows.tree.placeOf({"nowhere", 0}).has_value());
    QCOMPARE(rows.tree.level(rows.tree.find(*place, StudyTree::Level::Series)), StudyTree::Level::Series);
}

void StudyTreeTest::a_row_is_found_at_its_own_level() {
    ui::PatientEntry patient = test::patient("P-1", "One^A", "20250101", {test::series("1", "CT", 2)});
    patient.studies.push_back(
        test::patient("P-1", "One^A", "20250201", {test::series("2", "CT", 3), test::series("3", "CT", 1)})
            .studies.front());
    ui::PatientList patients;
    patients.push_back(std::move(patient));
    ui::StudyTree tree;
    tree.setLibrary(ui::makeLibrary(std::move(patients)));
    using Level = ui::StudyTree::Level;
    const ui::StudyTree::Place place{0, 1, 1};
    for (const Level level : {Level::Patient, Level::Study, Level::Series}) {
        const QModelIndex index = tree.find(place, level);
        QVERIFY(index.isValid());
        QCOMPARE(tree.level(index), level);
        QCOMPARE(tree.place(index).patient, std::size_t{0});
        if (level != Level::Patient) QCOMPARE(tree.place(index).study, std::size_t{1});
        QCOMPARE(tree.index(index.row(), index.column(), tree.parent(index)), index);
    }
    QCOMPARE(tree.place(tree.find(place, Level::Series)).series, std::size_t{1});
}
