// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/version_table.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QDateTime>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kVersionRow = 28;
constexpr int kMostRows = 4;     // without scrolling
constexpr int kLongestName = 24; // of a run; the whole is in the tool tip

QString shortened(const QString& name) {
    return name.size() <= kLongestName ? name : name.left(kLongestName - 1) + QStringLiteral("…");
}

} // namespace

void VersionModel::show(DatasetPicturePointer picture) {
    beginResetModel();
    picture_ = std::move(picture);
    endResetModel();
}

const FrozenVersion* VersionModel::version(int row) const {
    if (!picture_ || row < 1 || row > static_cast<int>(picture_->versions.size())) return nullptr;
    return &picture_->versions[picture_->versions.size() - static_cast<std::size_t>(row)];
}

int VersionModel::rowOf(const std::string& hash) const {
    for (int row = 1; row < rowCount(); ++row)
        if (version(row)->row.hash == hash) return row;
    return -1;
}

int VersionModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !picture_ ? 0 : static_cast<int>(picture_->versions.size()) + 1;
}

int VersionModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kNumColumns;
}

QString VersionModel::next(int column) const {
    const DatasetDraft& draft = *picture_->draft;
    switch (column) {
    case kVersion:
        return tr("Next");
    case kFrozen:
        return tr("not yet");
    case kImages:
        return grouped(static_cast<qint64>(draft.samples.size()));
    case kChange:
        return draft.change                 ? changeWords(*draft.change)
               : picture_->versions.empty() ? tr("the first version")
                                            : tr("the version before can’t be read");
    default:
        return QStringLiteral("—");
    }
}

QString VersionModel::text(const FrozenVersion& version, int column) const {
    switch (column) {
    case kVersion:
        return version.row.name == version.row.task
                   ? QString::number(version.number)
                   : QStringLiteral("%1 (%2)").arg(version.number).arg(shortened(qs(version.row.name)));
    case kFrozen:
        return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(version.row.time))
            .toString(QStringLiteral("yyyy-MM-dd"));
    case kImages:
        return version.dataset ? grouped(static_cast<qint64>(version.dataset->samples.size()))
                               : QStringLiteral("—");
    case kChange:
        return !version.trouble.isEmpty() ? version.trouble
               : version.number == 1      ? tr("the first version")
               : version.change.isEmpty() ? QStringLiteral("—")
                                          : version.change;
    case kUsedBy: {
        if (version.runs.empty()) return QStringLiteral("—");
        if (version.runs.size() == 1) return shortened(version.runs.front().name);
        return tr("%1 runs").arg(version.runs.size());
    }
    case kSeal:
        return version.seal();
    default:
        return {};
    }
}

QVariant VersionModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !picture_) return {};
    const FrozenVersion* of = version(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return of == nullptr ? next(column) : text(*of, column);
    case Qt::ToolTipRole: {
        if (of == nullptr) return plainToolTip(next(column));
        if (column == kSeal)
            return plainToolTip(tr("%1, in %2").arg(qs(of->row.hash), qs(of->folder.string())));
        if (column != kUsedBy) return plainToolTip(text(*of, column));
        QStringList names;
        for (const RunUse& run : of->runs)
            names << run.name;
        return plainToolTip(enumerated(names));
    }
    case Qt::TextAlignmentRole:
        return QVariant((column == kImages ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (of != nullptr && column == kChange && !of->trouble.isEmpty()) return colour(Token::Alarm);
        if (of != nullptr && column == kUsedBy && !of->runs.empty()) return colour(Token::AccentText);
        return of == nullptr && column != kImages && column != kChange ? QVariant(colour(Token::Text2))
                                                                       : QVariant();
    case Qt::FontRole: {
        if (column != kSeal || of == nullptr) return {};
        QFont font(QStringLiteral("Noto Sans Mono"));
        font.setStyleHint(QFont::Monospace);
        font.setPixelSize(12);
        return font;
    }
    default:
        return {};
    }
}

QVariant VersionModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == kImages ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case kVersion:
        return tr("Version");
    case kFrozen:
        return tr("Frozen");
    case kImages:
        return tr("Images");
    case kChange:
        return tr("Change");
    case kUsedBy:
        return tr("Used by");
    case kSeal:
        return tr("Seal");
    default:
        return {};
    }
}

VersionTable::VersionTable(QWidget* parent)
    : QWidget(parent) {
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(makeLabel(tr("Versions"), TextKind::Head, this));
    hint_ = makeLabel(tr("Choose two to compare them."), TextKind::Grey, this);
    head->addWidget(hint_);
    head->addStretch(1);
    compare_ = makeButton({}, ButtonKind::Link, this);
    compare_->setObjectName(QStringLiteral("compareTwo"));
    compare_->setVisible(false);
    head->addWidget(compare_);
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("versions"));
    table_->setAccessibleName(tr("Versions of this dataset"));
    table_->setModel(&model_);
    table_->setShowGrid(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(kVersionRow);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setTabKeyNavigation(false);
    table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QHeaderView* columns = table_->horizontalHeader();
    columns->setHighlightSections(false);
    columns->setSectionResizeMode(QHeaderView::ResizeToContents);
    columns->setSectionResizeMode(VersionModel::kChange, QHeaderView::Stretch);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    all->addLayout(head);
    all->addWidget(table_);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &VersionTable::followChoice);
    connect(table_, &QTableView::clicked, this, &VersionTable::clicked);
    connect(compare_, &QPushButton::clicked, this, [this] {
        const std::vector<int> rows = chosenRows();
        if (rows.size() == 2)
            Q_EMIT compareWanted(model_.version(rows[1])->number, model_.version(rows[0])->number);
    });
}

// The view goes after the model: what it tells then is for nobody.
VersionTable::~VersionTable() {
    table_->selectionModel()->disconnect(this);
}

void VersionTable::show(const DatasetPicturePointer& picture) {
    const FrozenVersion* before = chosen();
    const std::string hash = before == nullptr ? std::string() : before->row.hash;
    quiet_ = true;
    model_.show(picture);
    const int rows = std::clamp(model_.rowCount(), 1, kMostRows);
    table_->setFixedHeight(kVersionRow * rows + 28 + 2);
    hint_->setVisible(picture && picture->versions.size() > 1);
    choose(hash);
    quiet_ = false;
}

void VersionTable::choose(const std::string& hash) {
    const bool before = std::exchange(quiet_, true);
    const int row = hash.empty() ? 0 : std::max(0, model_.rowOf(hash));
    table_->selectRow(row);
    quiet_ = before;
    followChoice();
}

const FrozenVersion* VersionTable::chosen() const {
    const std::vector<int> rows = chosenRows();
    return rows.size() == 1 ? model_.version(rows.front()) : nullptr;
}

std::vector<int> VersionTable::chosenRows() const {
    std::set<int> rows;
    for (const QModelIndex& index : table_->selectionModel()->selectedRows())
        rows.insert(index.row());
    return {rows.begin(), rows.end()};
}

void VersionTable::followChoice() {
    const std::vector<int> rows = chosenRows();
    const auto readable = [this](int row) {
        const FrozenVersion* of = model_.version(row);
        return of != nullptr && of->dataset != nullptr;
    };
    const bool two = rows.size() == 2 && readable(rows[0]) && readable(rows[1]);
    compare_->setVisible(two);
    if (two) {
        compare_->setText(tr("Compare version %1 with %2")
                              .arg(model_.version(rows[1])->number)
                              .arg(model_.version(rows[0])->number));
        compare_->setAccessibleName(compare_->text());
        compare_->setToolTip(tr("What changed from one to the other, sample by sample"));
    }
    if (!quiet_) Q_EMIT chosenChanged();
}

void VersionTable::clicked(const QModelIndex& index) {
    const FrozenVersion* of = model_.version(index.row());
    if (of != nullptr && index.column() == VersionModel::kUsedBy && !of->runs.empty())
        Q_EMIT runWanted(qs(of->runs.back().run));
}

} // namespace vrft::ui
