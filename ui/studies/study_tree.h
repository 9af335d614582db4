// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Patients, their studies and series as a tree for a view: filtered while one types, sorted by column.
//
// A patient with one study unfolds straight into its series. Holds the patients' order and nothing below:
// rows are places in the library, made up when they are asked for. No widgets. Ownership: keeps the library
// alive. Thread rule: UI thread.
#pragma once

#include "ui/viewer/frame_source.h"
#include "ui/workspace/library.h"

#include <QAbstractItemModel>
#include <QStringList>
#include <functional>
#include <optional>
#include <vector>

namespace vrft::ui {

struct StudyFilterState {
    QString text;           // words; each must occur
    QStringList modalities; // any of them; empty: all
    bool unlabelledOnly = false;
};

// What a table needs to know about labels, without knowing the annotate room.
struct LabelSummary {
    QString text; // "5", "2, 3", empty: none
    bool disagreement = false;
    int num_missing = 0; // images this reader hasn't labelled
};

class StudyTree : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { kPatient, kDate, kImages, kLabel, kSplit, kNumColumns };
    enum Role { kSecondLine = Qt::UserRole, kAddress, kLevel, kWarning };
    enum class Level { Patient, Study, Series };
    using Place = SeriesPlace; // the first series of a patient or study where the row is one
    using Labels = std::function<LabelSummary(const Place&, Level)>; // of a series or a patient

    using QAbstractItemModel::QAbstractItemModel;

    void setLibrary(LibraryPointer library);
    const LibraryPointer& library() const { return library_; }
    void setLabels(Labels labels);
    void labelsChanged();
    void setFilter(const StudyFilterState& filter);
    const StudyFilterState& filter() const { return filter_; }

    struct Counts {
        int patients = 0;
        int studies = 0;
        int images = 0;
    };
    Counts shown() const; // what the filter lets through
    Counts all() const;
    int countUnlabelledPatients() const;
    // Patients of the library as they stand in the table, and of them the series that the filter means.
    const std::vector<std::size_t>& patients() const { return rows_; }
    bool meant(const SeriesEntry& series) const;
    QStringList modalities() const { return library_ ? library_->modalities : QStringList(); }

    Place place(const QModelIndex& index) const;
    Level level(const QModelIndex& index) const;
    // The row of a patient, study or series; of the patient where studies have no rows of their own; invalid
    // if filtered out.
    QModelIndex find(const Place& place, Level level) const;
    std::optional<Place> placeOf(const ImageRef& image) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    struct Node { // what an index stands for
        Level level = Level::Patient;
        Place place;
    };
    Node nodeOf(const QModelIndex& index) const;
    void rebuild();
    bool passes(std::size_t patient) const;
    LabelSummary labelsOf(const Node& node) const;
    void order(std::vector<std::size_t>& patients) const;
    QString text(const Node& node, int column) const;
    QString secondLine(const Node& node) const;

    LibraryPointer library_;
    Labels labels_;
    StudyFilterState filter_;
    QStringList words_;                          // of the filter, folded
    std::vector<std::size_t> rows_;              // patients of the library, filtered and sorted
    std::vector<std::optional<std::size_t>> at_; // their rows, by patient
    int sortColumn_ = kPatient;
    Qt::SortOrder sortOrder_ = Qt::AscendingOrder;
};

} // namespace vrft::ui
