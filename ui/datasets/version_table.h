// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The frozen versions of a task's dataset under the next one: when, how many images, what changed, which runs
// used it, its seal.
//
// One version is chosen, or two to be compared; none means the next. Ownership: the parent's. Thread rule: UI
// thread.
#pragma once

#include "ui/datasets/dataset_model.h"

#include <QAbstractTableModel>
#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace vrft::ui {

// Row 0 is the next version, then the newest first.
class VersionModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kVersion, kFrozen, kImages, kChange, kUsedBy, kSeal, kNumColumns };
    using QAbstractTableModel::QAbstractTableModel;

    void show(DatasetPicturePointer picture);
    const FrozenVersion* version(int row) const; // nullptr: the next
    int rowOf(const std::string& hash) const;    // -1: not here

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString next(int column) const;
    QString text(const FrozenVersion& version, int column) const;

    DatasetPicturePointer picture_;
};

class VersionTable : public QWidget {
    Q_OBJECT
public:
    explicit VersionTable(QWidget* parent = nullptr);
    ~VersionTable() override;

    void show(const DatasetPicturePointer& picture);
    void choose(const std::string& hash); // empty: the next
    const FrozenVersion* chosen() const;  // nullptr: the next, or two

Q_SIGNALS:
    void chosenChanged();
    void compareWanted(int before, int after); // numbers
    void runWanted(const QString& run);

private:
    void followChoice();
    void clicked(const QModelIndex& index);
    std::vector<int> chosenRows() const;

    VersionModel model_;
    QTableView* table_;
    QPushButton* compare_;
    QLabel* hint_;
    bool quiet_ = false;
};

} // namespace vrft::ui
