// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/viewer/comparison_test.h"

#include "tests/ui/support/small_library.h"
#include "ui/viewer/comparison.h"

#include <QTest>

using namespace vrft;
using namespace vrft::ui;

namespace {

SeriesEntry described(const std::string& uid, const std::string& modality, int images,
                      const std::string& description) {
    SeriesEntry entry = test::series(uid, modality, images);
    entry.series.description = description;
    return entry;
}

StudyEntry studyOf(const std::string& date, std::vector<SeriesEntry> series) {
    StudyEntry study;
    study.study.uid = "study." + date;
    study.study.date = date;
    study.series = std::move(series);
    return study;
}

// A cursor on slices at these places along z, turned head over heels where `sense` is -1.
struct Slices {
    Slices(const std::string& frameOfReference, const std::vector<double>& places, double sense = 1) {
        auto library = std::make_shared<Library>();
        SeriesEntry series = test::series("1", "CT", static_cast<int>(places.size()));
        series.series.frameOfReferenceUid = frameOfReference;
        library->patients.push_back(test::patient("P-1", "Doe^Jane", "20250104", {series}));
        cursor.open(library, {});
        std::vector<StackFrame> frames;
        for (const double place : places)
            frames.push_back(
                {frames.size(), FramePlane{{0, 0, place}, {1, 0, 0, 0, sense, 0}, {1, 1}, 8, 8}, 0});
        cursor.setStacks(std::make_shared<const Stacks>(stackFrames(frames)));
        cursor.moveTo(0);
    }
    StackCursor cursor;
};

} // namespace

void ComparisonTest::the_latest_study_before_is_offered() {
    PatientEntry patient;
    const auto priorOfFirst = [&] {
        Library library;
        library.patients.push_back(patient);
        return priorOf(library, {0, 0, 0});
    };
    patient.studies = {studyOf("20250301", {described("a", "CT", 5, "Head")}),
                       studyOf("20230101", {described("b", "CT", 9, "Head")}),
                       studyOf("20240101", {described("c", "CT", 9, "Chest"), described("d", "CT", 3, "Head"),
                                            described("e", "MR", 30, "Head")}),
                       studyOf("20260101", {described("f", "CT", 9, "Head")})};
    QVERIFY(priorOfFirst() == (SeriesPlace{0, 2, 1})); // the same description counts more than many images
    patient.studies.erase(patient.studies.begin() + 1, patient.studies.begin() + 3);
    QVERIFY(priorOfFirst() == (SeriesPlace{0, 1, 0})); // the next after it
    patient.studies[1].series[0].series.modality = "US";
    QVERIFY(!priorOfFirst().has_value());
}

void ComparisonTest::stacks_in_one_space_scroll_by_place() {
    Slices thin("2.25.1", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    Slices thick("2.25.1", {-10, 0, 10, 20});
    QVERIFY(sameSpace(thin.cursor, thick.cursor));
    thin.cursor.moveTo(4);
    QCOMPARE(linkedIndex(thin.cursor, thick.cursor), 1); // 0 mm
    thin.cursor.moveTo(6);
    QCOMPARE(linkedIndex(thin.cursor, thick.cursor), 2); // 10 mm
    thick.cursor.moveTo(3);
    QCOMPARE(linkedIndex(thick.cursor, thin.cursor), 10); // 10 mm is the nearest there is
    Slices turned("2.25.1", {0, 5, 10}, -1); // its normal points the other way: its first slice is at 10 mm
    thin.cursor.moveTo(9);
    QCOMPARE(linkedIndex(thin.cursor, turned.cursor), 0);
}

void ComparisonTest::others_scroll_by_their_share_of_the_way() {
    Slices one("2.25.1", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    Slices other("2.25.2", {0, 1, 2, 3, 4});
    QVERIFY(!sameSpace(one.cursor, other.cursor));
    one.cursor.moveTo(5);
    QCOMPARE(linkedIndex(one.cursor, other.cursor), 2);
    one.cursor.moveTo(10);
    QCOMPARE(linkedIndex(one.cursor, other.cursor), 4);
    Slices unnamed("", {0, 1, 2});
    QVERIFY(!sameSpace(unnamed.cursor, unnamed.cursor)); // no frame of reference is none in common
    StackCursor empty;
    QCOMPARE(linkedIndex(one.cursor, empty), -1);
    QCOMPARE(linkedIndex(empty, one.cursor), -1);
}
