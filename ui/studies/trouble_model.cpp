// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studies/trouble_model.h"

#include "ui/widgets/text.h"

#include <filesystem>

namespace vrft::ui {

QString importStateWord(ImportState state) {
    switch (state) {
    case ImportState::Stored:
        return TroubleModel::tr("Stored");
    case ImportState::Present:
        return TroubleModel::tr("Already here");
    case ImportState::Conflict:
        return TroubleModel::tr("Same number, other content");
    case ImportState::Unreadable:
        return TroubleModel::tr("Unreadable");
    case ImportState::NotDicom:
        return TroubleModel::tr("Not DICOM");
    }
    return {};
}

void TroubleModel::clear() {
    beginResetModel();
    rows_.clear();
    shown_.clear();
    only_.reset();
    endResetModel();
}

void TroubleModel::append(const std::vector<ImportRow>& rows) {
    std::vector<std::size_t> more;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (fits(rows[i])) more.push_back(rows_.size() + i);
    const auto first = static_cast<int>(shown_.size());
    if (!more.empty()) beginInsertRows({}, first, first + static_cast<int>(more.size()) - 1);
    rows_.insert(rows_.end(), rows.begin(), rows.end());
    shown_.insert(shown_.end(), more.begin(), more.end());
    if (!more.empty()) endInsertRows();
}

void TroubleModel::showOnly(std::optional<ImportState> state) {
    beginResetModel();
    only_ = state;
    shown_.clear();
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (fits(rows_[i])) shown_.push_back(i);
    endResetModel();
}

int TroubleModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

int TroubleModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kNumColumns;
}

QVariant TroubleModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::TextAlignmentRole && index.column() == kByte)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const ImportRow& row = rows_[shown_[static_cast<std::size_t>(index.row())]];
    const bool whole = role == Qt::ToolTipRole;
    // Names and reasons come from foreign files.
    const auto text = [&](const std::string& words) {
        const QString line = harmlessLine(qs(words), 2000);
        return whole ? plainToolTip(line) : line;
    };
    switch (index.column()) {
    case kFile:
        return text(whole ? row.source : std::filesystem::path(row.source).filename().string());
    case kFate:
        return importStateWord(row.state);
    case kReason:
        return text(row.reason);
    case kTag:
        return row.tag.empty() ? QStringLiteral("—") : qs(row.tag);
    case kByte:
        return row.offset ? grouped(*row.offset) : QStringLiteral("—");
    default:
        return {};
    }
}

QVariant TroubleModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (section == kByte && role == Qt::TextAlignmentRole) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (section == kByte && role == Qt::ToolTipRole) return tr("Where in the file, counted from its start");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case kFile:
        return tr("File");
    case kFate:
        return tr("What");
    case kReason:
        return tr("Why");
    case kTag:
        return tr("Tag");
    case kByte:
        return tr("Byte");
    default:
        return {};
    }
}

} // namespace vrft::ui
