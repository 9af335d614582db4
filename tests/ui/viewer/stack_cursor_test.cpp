// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/viewer/stack_cursor_test.h"

#include "tests/ui/support/small_library.h"
#include "ui/viewer/stack_book.h"
#include "ui/viewer/stack_cursor.h"

#include <QSignalSpy>
#include <QTest>

using namespace vrft;
using namespace vrft::ui;

namespace {

// One series of `images` files.
LibraryPointer libraryOf(int images) {
    auto library = std::make_shared<Library>();
    library->patients.push_back(
        test::patient("P-1", "Doe^Jane", "20250104", {test::series("1", "CT", images)}));
    return library;
}

// A stack with these ids at its positions.
Stack stackWith(const std::vector<std::vector<std::size_t>>& positions) {
    Stack stack;
    for (const auto& frames : positions)
        stack.positions.push_back({static_cast<double>(stack.positions.size()), frames});
    return stack;
}

StacksPointer stacksOf(std::vector<Stack> stacks) {
    return std::make_shared<const Stacks>(std::move(stacks));
}

QStringList uidsOf(const StackCursor& cursor) {
    QStringList uids;
    for (int i = 0; i < cursor.count(); ++i)
        uids << QString::fromStdString(cursor.image(i).sopUid);
    return uids;
}

} // namespace

void StackCursorTest::sorting_keeps_the_image_looked_at() {
    StackCursor cursor;
    cursor.open(libraryOf(4), {});
    cursor.moveTo(1);
    QCOMPARE(cursor.geometry(), nullptr);
    QSignalSpy moved(&cursor, &StackCursor::moved);
    cursor.setStacks(stacksOf({stackWith({{3}, {0}, {2}, {1}})}));
    QCOMPARE(cursor.image().sopUid, std::string("1.1"));
    QCOMPARE(cursor.index(), 3);
    QCOMPARE(uidsOf(cursor), (QStringList{QStringLiteral("1.3"), QStringLiteral("1.0"), QStringLiteral("1.2"),
                                          QStringLiteral("1.1")}));
    QCOMPARE(moved.count(), 1);
    QVERIFY(cursor.geometry() != nullptr);
}

void StackCursorTest::several_stacks_are_opened_one_by_one_and_found_by_image() {
    StackCursor cursor;
    cursor.open(libraryOf(5), {});
    cursor.setStacks(stacksOf({stackWith({{4}, {2}, {0}}), stackWith({{1}, {3}})}));
    QCOMPARE(cursor.stackCount(), 2);
    QCOMPARE(cursor.stack(), 0); // the first image's
    QCOMPARE(cursor.index(), 2);
    cursor.openStack(1);
    QCOMPARE(uidsOf(cursor), (QStringList{QStringLiteral("1.1"), QStringLiteral("1.3")}));
    QCOMPARE(cursor.index(), 0);
    QVERIFY(cursor.moveTo(ImageRef{"1.2", 0}));
    QCOMPARE(cursor.stack(), 0);
    QCOMPARE(cursor.index(), 1);
    QVERIFY(!cursor.moveTo(ImageRef{"1.9", 0}));
    cursor.openStack(7);
    QCOMPARE(cursor.stack(), 1);
}

void StackCursorTest::a_stack_in_four_dimensions_has_a_second_axis() {
    StackCursor cursor;
    cursor.open(libraryOf(6), {});
    Stack stack = stackWith({{0, 3}, {1, 4}, {2, 5}});
    stack.framesPerPosition = 2;
    stack.notes.push_back({StackFinding::FourD, "3 positions of 2 frames"});
    cursor.setStacks(stacksOf({stack}));
    QCOMPARE(cursor.count(), 3);
    QCOMPARE(cursor.depth(), 2);
    cursor.moveTo(2);
    cursor.moveSecond(1);
    QCOMPARE(cursor.image().sopUid, std::string("1.5"));
    cursor.step(-1); // stays at its time
    QCOMPARE(cursor.image().sopUid, std::string("1.4"));
    cursor.moveSecond(9);
    QCOMPARE(cursor.second(), 1);
    QVERIFY(cursor.moveTo(ImageRef{"1.0", 0}));
    QCOMPARE(cursor.second(), 0);
}

void StackCursorTest::stacks_that_lack_or_repeat_frames_are_left_out() {
    StackCursor cursor;
    cursor.open(libraryOf(3), {});
    for (const auto& wrong : {stackWith({{0}, {1}}), stackWith({{0}, {1}, {1}}), stackWith({{0}, {1}, {3}}),
                              stackWith({{0}, {1}, {2}, {2}})}) {
        cursor.setStacks(stacksOf({wrong}));
        QCOMPARE(cursor.count(), 3);
        QCOMPARE(cursor.geometry(), nullptr);
    }
}

void StackCursorTest::cautions_are_told_where_they_mean_something() {
    Series ct;
    ct.modality = "CT";
    Series ultrasound;
    ultrasound.modality = "US";
    Stack stack = stackWith({{0}, {1}});
    stack.notes = {{StackFinding::Tilt, {}, {14.04}}, {StackFinding::NoGeometry, {}, {2, 0}}};
    const QString tilted =
        QStringLiteral("The slices are tilted by 14 degrees against the line they are stacked along");
    QCOMPARE(
        cautionsOf(stack, ct),
        (QStringList{tilted, QStringLiteral("2 frames are shown in the order they came: their headers have "
                                            "no position")}));
    QCOMPARE(cautionsOf(stack, ultrasound), QStringList{tilted});
    Stack loop = stackWith({{0, 1, 2}}); // a film of one plane
    loop.notes = {{StackFinding::Duplicates, {}, {1, 1}}};
    QVERIFY(cautionsOf(loop, ultrasound).isEmpty());
}
