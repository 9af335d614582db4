// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The images of a dry run as a table: one row an image, with its first answer, why it was rewarded so, and
// the reward.
//
// Thread rule: UI thread. Ownership: the parent's; copies what it shows.
#pragma once

#include "ui/runs/dry_run_result.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QImage>

namespace vrft::ui {

// "Right grade: 1.00. ..": the reasons of an answer's rewards in one line.
QString reasonsText(const CompletionRecord& answer);

class AnswersModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Picture, Reference, Answer, Why, Reward, NumColumns };
    using QAbstractTableModel::QAbstractTableModel;

    // `onlyEqual`: the groups whose answers all earned the same.
    void setGroups(std::vector<AnswerGroup> groups, bool onlyEqual);
    void setImage(const QString& file, const QImage& image);
    std::size_t groupAt(int row) const { return shown_.at(static_cast<std::size_t>(row)); } // in the result
    int rowOf(std::size_t group) const;                                                     // -1: not shown

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex&) const override { return NumColumns; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<AnswerGroup> groups_;
    std::vector<std::size_t> shown_;
    QHash<QString, QImage> images_;
};

} // namespace vrft::ui
