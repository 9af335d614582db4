// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The runs to compare: all of the workspace with a mark each, up to six of them chosen, each chosen one with
// the colour of a series that it keeps as long as it is chosen.
//
// Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/runs/run_picture.h"
#include "ui/widgets/theme.h"

#include <QAbstractListModel>
#include <QWidget>
#include <map>

class QLabel;
class QListView;

namespace vrft::ui {

inline constexpr int kMostCompared = 6; // colours of series

class CompareListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { kLine = Qt::UserRole };
    using QAbstractListModel::QAbstractListModel;

    void set(const RunsPointer& runs);                       // those that are gone are no longer chosen
    bool choose(const QString& run, bool chosen);            // false: six are chosen already, or it can't be
    QStringList chosen() const;                              // ids, in the order of the list
    std::optional<Token> colourOf(const QString& run) const; // none: not chosen
    const RunLine* line(const QModelIndex& index) const;
    QModelIndex find(const QString& run) const;
    int numRuns() const { return rowCount(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void chosenChanged();
    void tooMany();

private:
    std::vector<RunLine> lines_;    // that can be read
    std::map<QString, int> places_; // of colours, by run
};

class CompareList : public QWidget {
    Q_OBJECT
public:
    explicit CompareList(QWidget* parent = nullptr);

    void set(const RunsPointer& runs);
    CompareListModel& model() { return model_; }
    const CompareListModel& model() const { return model_; }
    QListView* view() const { return list_; }
    // What stands below the list: whether the figures stand on the same images. Empty: nothing.
    void setNote(const QString& text, bool good);

private:
    void count();

    CompareListModel model_;
    QLabel* count_;
    QListView* list_;
    QLabel* note_;
};

} // namespace vrft::ui
