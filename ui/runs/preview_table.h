// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The answers of a rewards preview as a table: one row an answer, those to one image together.
//
// Thread rule: UI thread. Ownership: the parent's; shares the source, copies the scores.
#pragma once

#include "ui/runs/reward_preview.h"

#include <QAbstractTableModel>

namespace vrft::ui {

QString madeWords(MadeKind kind); // "Reference answer", "Empty reasoning"

class PreviewTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Reference, Answer, Why, Reward, Advantage, NumColumns };
    using QAbstractTableModel::QAbstractTableModel;

    void setSource(PreviewSourcePointer source); // without scores
    void setScores(PreviewScores scores);        // of that source; rows stay

    struct Place {
        std::size_t group = 0;
        std::size_t answer = 0;
    };
    Place placeOf(int row) const { return rows_.at(static_cast<std::size_t>(row)); }
    const PreviewGroup& groupOf(int row) const { return source_->groups[placeOf(row).group]; }
    const PreviewAnswer& answerOf(int row) const { return groupOf(row).answers[placeOf(row).answer]; }
    const PreviewScore* scoreOf(int row) const; // null: not yet scored

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex&) const override { return NumColumns; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    PreviewSourcePointer source_;
    PreviewScores scores_;
    std::vector<Place> rows_;
};

// "Accuracy 1: answer "benign" is benign, as the reference", a line a reward.
QString partsText(const PreviewScore& score);

} // namespace vrft::ui
