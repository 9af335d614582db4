// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/studies/ledger_dialog_test.h"

#include "ui/studies/ledger_dialog.h"

#include <QHeaderView>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using namespace vrft;
using namespace vrft::ui;

namespace {

ImportRow rowOf(std::string source, ImportState state) {
    ImportRow row;
    row.source = std::move(source);
    row.state = state;
    row.reason = "sequences nest deeper than 64";
    row.tag = "0008,1110";
    row.offset = 41216;
    return row;
}

// As the import tells it: one file unreadable, one not DICOM.
ImportProgress twoFiles() {
    ImportProgress progress;
    progress.rows = {rowOf("/in/deep.dcm", ImportState::Unreadable),
                     rowOf("/in/a.txt", ImportState::NotDicom)};
    progress.rows[1].tag.clear();
    progress.rows[1].offset.reset();
    progress.ledger.found = 2;
    progress.ledger.counts[static_cast<std::size_t>(ImportState::Unreadable)] = 1;
    progress.ledger.counts[static_cast<std::size_t>(ImportState::NotDicom)] = 1;
    progress.finished = true;
    return progress;
}

struct Ledger {
    Ledger() {
        dialog.begin({});
        dialog.add(twoFiles());
        dialog.show();
    }
    QTreeView& table() { return *dialog.findChild<QTreeView*>(QStringLiteral("troubles")); }
    QString cell(int row, int column, int role = Qt::DisplayRole) {
        return table().model()->index(row, column).data(role).toString();
    }

    LedgerDialog dialog;
};

} // namespace

void LedgerDialogTest::a_file_with_trouble_says_why_and_where() {
    Ledger ledger;
    QCOMPARE(ledger.cell(0, TroubleModel::kFile), QStringLiteral("deep.dcm"));
    QCOMPARE(ledger.cell(0, TroubleModel::kReason), QStringLiteral("sequences nest deeper than 64"));
    QCOMPARE(ledger.cell(0, TroubleModel::kTag), QStringLiteral("0008,1110"));
    QCOMPARE(ledger.cell(0, TroubleModel::kByte), QStringLiteral("41,216"));
    QCOMPARE(ledger.cell(1, TroubleModel::kByte), QStringLiteral("—"));
    QVERIFY(QTest::qWaitForWindowExposed(&ledger.dialog));
    const QHeaderView& header = *ledger.table().header();
    QVERIFY(header.length() <= ledger.table().viewport()->width()); // no column is pushed out
    QVERIFY(header.sectionSize(TroubleModel::kReason) > header.sectionSize(TroubleModel::kFate));
}

void LedgerDialogTest::the_next_import_begins_with_all_of_its_files() {
    Ledger ledger;
    auto* show = ledger.dialog.findChild<QPushButton*>(QStringLiteral("show-not_dicom"));
    QVERIFY(show != nullptr && show->isVisible());
    QTest::mouseClick(show, Qt::LeftButton);
    QCOMPARE(show->text(), QStringLiteral("Show all"));
    QCOMPARE(ledger.table().model()->rowCount(), 1);
    ledger.dialog.begin({});
    ledger.dialog.add(twoFiles());
    QCOMPARE(show->text(), QStringLiteral("Show"));
    QCOMPARE(ledger.table().model()->rowCount(), 2);
    QTest::mouseClick(show, Qt::LeftButton);
    QCOMPARE(ledger.table().model()->rowCount(), 1);
    QTest::mouseClick(show, Qt::LeftButton);
    QCOMPARE(ledger.table().model()->rowCount(), 2);
}

void LedgerDialogTest::names_of_files_are_text_and_nothing_else() {
    LedgerDialog dialog;
    dialog.begin({});
    ImportProgress progress = twoFiles();
    progress.rows[0].source = "/in/<img src=x>\n.dcm";
    dialog.add(progress);
    const auto index =
        dialog.findChild<QTreeView*>(QStringLiteral("troubles"))->model()->index(0, TroubleModel::kFile);
    QVERIFY(!index.data().toString().contains(QLatin1Char('\n')));
    const QString tip = index.data(Qt::ToolTipRole).toString();
    QVERIFY(tip.contains(QStringLiteral("&lt;img")) && !tip.contains(QStringLiteral("<img")));
}
