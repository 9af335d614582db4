// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/viewer/tag_model_test.h"

#include "ui/viewer/tag_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace vrft;
using namespace vrft::ui;

namespace {

TagNode element(Tag tag, const char* vr, const char* keyword, std::vector<std::string> values) {
    TagNode node;
    node.tag = tag;
    node.vr = vr;
    node.keyword = keyword;
    node.values = std::move(values);
    return node;
}

// A name; a sequence of two items, the first with a sequence in it; pixels.
TagsPointer someTags() {
    TagNode inner = element({0x0040, 0xA168}, "SQ", "ConceptCodeSequence", {});
    inner.items = {{element({0x0008, 0x0104}, "LO", "CodeMeaning", {"Nodule"})}};
    TagNode outer = element({0x0008, 0x1140}, "SQ", "ReferencedImageSequence", {});
    outer.items = {{inner, element({0x0008, 0x1155}, "UI", "ReferencedSOPInstanceUID", {"1.2"})},
                   {element({0x0008, 0x1155}, "UI", "ReferencedSOPInstanceUID", {"1.3"})}};
    TagNode pixels = element({0x7FE0, 0x0010}, "OW", "PixelData", {});
    pixels.bytes = 123'456;
    pixels.truncated = true;
    return std::make_shared<const std::vector<TagNode>>(std::vector<TagNode>{
        element({0x0010, 0x0010}, "PN", "PatientName", {"Doe^Jane\n", "B"}), outer, pixels});
}

QString cell(const TagModel& model, const QModelIndex& parent, int row, int column) {
    return model.index(row, column, parent).data().toString();
}

} // namespace

void TagModelTest::nested_sequences_are_a_sound_tree() {
    TagModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTags(someTags());
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(cell(model, {}, 0, TagModel::ValueColumn),
             QStringLiteral("Doe^Jane \\B")); // no control characters
    QCOMPARE(cell(model, {}, 1, TagModel::ValueColumn), QStringLiteral("2 items"));
    QCOMPARE(cell(model, {}, 2, TagModel::ValueColumn), QStringLiteral("123,456 bytes"));
    QCOMPARE(cell(model, {}, 2, TagModel::TagColumn), QStringLiteral("(7FE0,0010)"));
    const QModelIndex sequence = model.index(1, 0);
    QCOMPARE(model.rowCount(sequence), 2);
    const QModelIndex item = model.index(0, 0, sequence);
    QCOMPARE(item.data().toString(), QStringLiteral("Item 1"));
    const QModelIndex inner = model.index(0, 0, model.index(0, 0, model.index(0, 0, item)));
    QCOMPARE(model.value(inner), QStringLiteral("Nodule"));
    QVERIFY(model.topTag(inner) == (Tag{0x0008, 0x1140}));
    QVERIFY(model.find({0x7FE0, 0x0010}) == model.index(2, 0));
    model.setTags(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TagModelTest::a_filter_keeps_what_leads_to_and_lies_in_what_it_finds() {
    TagModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTags(someTags());
    model.setFilter(QStringLiteral("nodule"));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.countShown(), 5); // sequence, item, sequence, item, element
    model.setFilter(QStringLiteral("referencedimage"));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.rowCount(model.index(0, 0)), 2); // all that is in it
    model.setFilter(QStringLiteral("7fe0"));
    QCOMPARE(cell(model, {}, 0, TagModel::NameColumn), QStringLiteral("PixelData"));
    model.setFilter(QStringLiteral("ITEM 1"));
    QCOMPARE(model.rowCount(), 0); // items aren't searched
    model.setFilter({});
    QCOMPARE(model.rowCount(), 3);
}
