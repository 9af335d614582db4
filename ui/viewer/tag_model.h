// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The elements of a DICOM file as a tree that can be filtered: tag, VR, name, value.
//
// Texts are data of the file: they are plain text, control characters shown as blanks. Not here: reading
// files. Ownership: shares the tags. Thread rule: UI thread.
#pragma once

#include "ui/viewer/frame_source.h"

#include <QAbstractItemModel>
#include <vector>

namespace vrft::ui {

class TagModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { TagColumn, VrColumn, NameColumn, ValueColumn, kNumColumns };

    using QAbstractItemModel::QAbstractItemModel;

    void setTags(TagsPointer tags); // null: none
    // Elements that hold `text` in any column, with the sequences they are in and, of sequences, all that is
    // in them.
    void setFilter(const QString& text);
    int countShown() const { return static_cast<int>(shown_.size()); } // elements and items
    QString value(const QModelIndex& index) const;                     // as in its column
    Tag topTag(const QModelIndex& index) const; // of the element at the top that holds it
    QModelIndex find(Tag topTag) const;         // invalid: it isn't shown

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    // An element, or an item of a sequence (without a node).
    struct Row {
        const TagNode* node = nullptr;
        int item = 0; // counted from 1
        int parent = -1;
        int place = 0;             // among the shown rows of its parent
        std::vector<int> children; // shown ones
    };

    void addRows(const std::vector<TagNode>& nodes, int parent);
    bool matches(const Row& row) const;
    void choose(); // which rows are shown
    static QString text(const Row& row, int column);
    const Row& rowOf(const QModelIndex& index) const {
        return rows_[static_cast<std::size_t>(index.internalId())];
    }
    const std::vector<int>& childrenOf(const QModelIndex& parent) const;

    TagsPointer tags_;
    QString filter_;
    std::vector<Row> rows_; // a parent before its children
    std::vector<int> top_;
    std::vector<int> shown_;
};

} // namespace vrft::ui
