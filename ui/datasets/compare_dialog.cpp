// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/compare_dialog.h"

#include "ui/datasets/change_pictures.h"
#include "ui/viewer/thumbnails.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/text.h"

#include <QAbstractTableModel>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

class ChangeModel final : public QAbstractTableModel {
public:
    enum Column { kPicture, kWhat, kSample, kDetail, kNumColumns };

    ChangeModel(std::vector<VersionChange> changes, QObject* parent)
        : QAbstractTableModel(parent)
        , changes_(std::move(changes)) {}

    const std::vector<VersionChange>& changes() const { return changes_; }
    int rowCount(const QModelIndex& parent) const override {
        return parent.isValid() ? 0 : static_cast<int>(changes_.size());
    }
    int columnCount(const QModelIndex& parent) const override { return parent.isValid() ? 0 : kNumColumns; }
    QVariant data(const QModelIndex& index, int role) const override {
        if (!index.isValid()) return {};
        const VersionChange& change = changes_[static_cast<std::size_t>(index.row())];
        if (index.column() == kPicture)
            return role == Qt::AccessibleTextRole ? QVariant(change.sample) : QVariant();
        if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
        const QString text = index.column() == kWhat     ? change.what
                             : index.column() == kSample ? change.sample
                             : change.detail.isEmpty()   ? QStringLiteral("—")
                                                         : change.detail;
        return role == Qt::ToolTipRole ? plainToolTip(text) : text;
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override {
        if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
        switch (section) {
        case kWhat:
            return CompareDialog::tr("What");
        case kSample:
            return CompareDialog::tr("Sample");
        case kDetail:
            return CompareDialog::tr("From and to");
        default:
            return {};
        }
    }

private:
    std::vector<VersionChange> changes_;
};

} // namespace

CompareDialog::CompareDialog(const QString& title, const QString& head, std::vector<VersionChange> changes,
                             Thumbnails& thumbnails, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(title);
    setMinimumSize(640, 420);
    auto* titleLabel = makeLabel(title, TextKind::Head, this);
    setKind(titleLabel, QStringLiteral("dialogHead"));
    auto* words = makeLabel(head, TextKind::Second, this);
    words->setObjectName(QStringLiteral("compareWords"));
    words->setWordWrap(true);
    auto* table = new QTableView(this);
    table->setObjectName(QStringLiteral("changes"));
    table->setAccessibleName(tr("Differences"));
    auto* model = new ChangeModel(std::move(changes), table);
    auto* pictures = new ChangePictures(table);
    table->setModel(model);
    table->setItemDelegateForColumn(
        ChangeModel::kPicture, new ChangePictureDelegate(model->changes(), *pictures, thumbnails, table));
    connect(pictures, &ChangePictures::arrived, table->viewport(), qOverload<>(&QWidget::update));
    connect(&thumbnails, &Thumbnails::arrived, table->viewport(), qOverload<>(&QWidget::update));
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(ChangePictureDelegate::kRow);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    table->setColumnWidth(ChangeModel::kPicture, ChangePictureDelegate::widthFor(model->changes()));
    table->setColumnWidth(ChangeModel::kWhat, 140);
    table->setColumnWidth(ChangeModel::kSample, 120);
    table->horizontalHeader()->setStretchLastSection(true);
    auto* close = makeCloseButton(*this);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(close);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 16);
    all->setSpacing(12);
    all->addWidget(titleLabel);
    all->addWidget(words);
    all->addWidget(table, 1);
    all->addLayout(row);
}

} // namespace vrft::ui
