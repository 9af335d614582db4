// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Images of a draft as a table: all samples, or those something was said about.
//
// Made of indices into the draft, so that fifty thousand cost nothing until they are looked at. Sorted by a
// column at the reader's wish. Ownership: keeps its draft alive. Thread rule: UI thread.
#pragma once

#include "ui/datasets/dataset_draft.h"

#include <QAbstractTableModel>

namespace vrft::ui {

class SampleModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kPatient, kLabel, kSplit, kBoxes, kSize, kReader, kDate, kState, kNumColumns };
    enum Role {
        kAddress = Qt::UserRole, // FrameAddress
        kOut                     // why it isn't a sample, in words; empty: it is
    };
    using QAbstractTableModel::QAbstractTableModel;

    void show(DraftPointer draft, std::vector<int> entries);
    const DraftEntry* entry(const QModelIndex& index) const;
    QModelIndex find(const ImageRef& image) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    QString text(const DraftEntry& entry, int column) const;

    DraftPointer draft_;
    std::vector<int> entries_;
};

} // namespace vrft::ui
