// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The files of an import with trouble, as a table that grows: file, fate, reason, tag, byte.
//
// No widgets. Ownership: copies of rows. Thread rule: UI thread.
#pragma once

#include "core/store/imports_table.h"

#include <QAbstractTableModel>
#include <optional>
#include <vector>

namespace vrft::ui {

QString importStateWord(ImportState state); // "Unreadable"

class TroubleModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kFile, kFate, kReason, kTag, kByte, kNumColumns };
    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void append(const std::vector<ImportRow>& rows);
    void showOnly(std::optional<ImportState> state); // nothing: all
    std::optional<ImportState> shownOnly() const { return only_; }
    const std::vector<ImportRow>& rows() const { return rows_; } // all

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool fits(const ImportRow& row) const { return !only_ || row.state == *only_; }

    std::vector<ImportRow> rows_;
    std::vector<std::size_t> shown_; // of them
    std::optional<ImportState> only_;
};

} // namespace vrft::ui
