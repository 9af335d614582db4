// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Patients, their studies and series as a tree for a view: filtered while one types, sorted by column.
//
// A patient with one study unfolds straight into its series. Holds places in the library, no copies. No
// widgets. Ownership: keeps the library alive. Thread rule: UI thread.
#pragma once

#include "ui/viewer/frame_source.h"
#include "ui/workspace/library.h"

#include <QAbstractItemModel>
#include <QStringList>
#include <functional>
#include <memory>
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
    int num_unlabelled = 0;
};

class StudyTree : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { kPatient, kDate, kImages, kLabel, kSplit, kNumColumns };
    enum Role { kSecondLine = Qt::UserRole, kAddress, kLevel, kWarning };
    enum class Level { Patient, Study, Series };
    struct Place { // in the library; the first series of a patient or study where the node is one
        std::size_t patient = 0;
        std::size_t study = 0;
        std::size_t series = 0;
    };
    using Labels = std::function<LabelSummary(const SeriesEntry&)>;

    explicit StudyTree(QObject* parent = nullptr);
    ~StudyTree() override;

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
    QStringList modalities() const; // there are in the library, the most frequent first

    Place place(const QModelIndex& index) const;
    Level level(const QModelIndex& index) const;
    // The node of a series, or of its patient where that isn't unfolded; invalid if filtered out.
    QModelIndex find(const Place& place, bool series) const;
    std::optional<Place> placeOf(const ImageRef& image) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    struct Node;
    static Node* nodeOf(const QModelIndex& index);
    void rebuild();
    std::unique_ptr<Node> makePatient(std::size_t patient) const;
    bool passes(const PatientEntry& patient) const;
    LabelSummary labelsOf(const Node& node) const;
    void order(std::vector<std::size_t>& patients) const;
    QString text(const Node& node, int column) const;
    QString secondLine(const Node& node) const;

    LibraryPointer library_;
    Labels labels_;
    StudyFilterState filter_;
    std::vector<std::unique_ptr<Node>> roots_;
    int sortColumn_ = kPatient;
    Qt::SortOrder sortOrder_ = Qt::AscendingOrder;
};

} // namespace vrft::ui
