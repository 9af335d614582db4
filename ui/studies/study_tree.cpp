// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studies/study_tree.h"

#include "ui/widgets/text.h"

namespace vrft::ui {

struct StudyTree::Node {
    Level level = Level::Patient;
    Place place;
    Node* parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;

    Node& add(Level childLevel, const Place& childPlace) {
        auto child = std::make_unique<Node>();
        child->level = childLevel;
        child->place = childPlace;
        child->parent = this;
        child->row = static_cast<int>(children.size());
        children.push_back(std::move(child));
        return *children.back();
    }
};

StudyTree::StudyTree(QObject* parent)
    : QAbstractItemModel(parent) {}

StudyTree::~StudyTree() = default;

StudyTree::Node* StudyTree::nodeOf(const QModelIndex& index) {
    return static_cast<Node*>(index.internalPointer());
}

void StudyTree::setLibrary(LibraryPointer library) {
    library_ = std::move(library);
    rebuild();
}

void StudyTree::setLabels(Labels labels) {
    labels_ = std::move(labels);
}

void StudyTree::labelsChanged() {
    if (filter_.unlabelledOnly) return rebuild();
    if (!roots_.empty())
        Q_EMIT dataChanged(index(0, kLabel), index(static_cast<int>(roots_.size()) - 1, kLabel));
}

void StudyTree::setFilter(const StudyFilterState& filter) {
    filter_ = filter;
    rebuild();
}

bool StudyTree::passes(const PatientEntry& patient) const {
    for (const QString& word : filter_.text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts))
        if (!patient.searchText.contains(word)) return false;
    const auto anySeries = [&](auto fits) {
        for (const StudyEntry& study : patient.studies)
            for (const SeriesEntry& series : study.series)
                if (fits(series)) return true;
        return false;
    };
    if (!filter_.modalities.isEmpty() && !anySeries([&](const SeriesEntry& series) {
            return filter_.modalities.contains(qs(series.series.modality));
        }))
        return false;
    return !filter_.unlabelledOnly || !labels_ ||
           anySeries([&](const SeriesEntry& series) { return labels_(series).num_unlabelled > 0; });
}

std::unique_ptr<StudyTree::Node> StudyTree::makePatient(std::size_t patient) const {
    auto root = std::make_unique<Node>();
    root->place = {patient, 0, 0};
    const PatientEntry& entry = library_->patients[patient];
    for (std::size_t study = 0; study < entry.studies.size(); ++study) {
        Node& under = entry.studies.size() == 1 ? *root : root->add(Level::Study, {patient, study, 0});
        for (std::size_t series = 0; series < entry.studies[study].series.size(); ++series)
            under.add(Level::Series, {patient, study, series});
    }
    return root;
}

void StudyTree::rebuild() {
    beginResetModel();
    roots_.clear();
    std::vector<std::size_t> patients;
    if (library_)
        for (std::size_t i = 0; i < library_->patients.size(); ++i)
            if (passes(library_->patients[i])) patients.push_back(i);
    order(patients);
    for (const std::size_t patient : patients) {
        roots_.push_back(makePatient(patient));
        roots_.back()->row = static_cast<int>(roots_.size()) - 1;
    }
    endResetModel();
}

void StudyTree::order(std::vector<std::size_t>& patients) const {
    if (!library_) return;
    const auto& all = library_->patients;
    const auto key = [&](std::size_t i) -> QString {
        const PatientEntry& patient = all[i];
        switch (sortColumn_) {
        case kDate:
            return patient.studies.empty() ? QString() : qs(patient.studies[0].study.date);
        case kImages:
            return QStringLiteral("%1").arg(patient.num_frames, 12, 10, QLatin1Char('0'));
        case kLabel: {
            Node node;
            node.place.patient = i;
            return labelsOf(node).text;
        }
        case kSplit:
            return splitWord(patient.split);
        default:
            return {}; // the library's own order: by name
        }
    };
    if (sortColumn_ != kPatient) {
        std::vector<std::pair<QString, std::size_t>> keyed;
        for (const std::size_t i : patients)
            keyed.emplace_back(key(i), i);
        std::stable_sort(keyed.begin(), keyed.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        std::transform(keyed.begin(), keyed.end(), patients.begin(),
                       [](const auto& pair) { return pair.second; });
    }
    if (sortOrder_ == Qt::DescendingOrder) std::reverse(patients.begin(), patients.end());
}

void StudyTree::sort(int column, Qt::SortOrder order) {
    sortColumn_ = column;
    sortOrder_ = order;
    rebuild();
}

StudyTree::Counts StudyTree::shown() const {
    Counts counts;
    counts.patients = static_cast<int>(roots_.size());
    for (const auto& root : roots_) {
        const PatientEntry& patient = library_->patients[root->place.patient];
        counts.studies += static_cast<int>(patient.studies.size());
        counts.images += patient.num_frames;
    }
    return counts;
}

StudyTree::Counts StudyTree::all() const {
    Counts counts;
    if (!library_) return counts;
    counts.patients = static_cast<int>(library_->patients.size());
    for (const PatientEntry& patient : library_->patients) {
        counts.studies += static_cast<int>(patient.studies.size());
        counts.images += patient.num_frames;
    }
    return counts;
}

int StudyTree::countUnlabelledPatients() const {
    if (!library_ || !labels_) return 0;
    return static_cast<int>(
        std::count_if(library_->patients.begin(), library_->patients.end(), [&](const PatientEntry& patient) {
            for (const StudyEntry& study : patient.studies)
                for (const SeriesEntry& series : study.series)
                    if (labels_(series).num_unlabelled > 0) return true;
            return false;
        }));
}

QStringList StudyTree::modalities() const {
    std::map<QString, int> counts;
    if (library_)
        for (const PatientEntry& patient : library_->patients)
            for (const StudyEntry& study : patient.studies)
                for (const SeriesEntry& series : study.series)
                    if (!series.series.modality.empty()) ++counts[qs(series.series.modality)];
    QStringList list;
    for (const auto& [name, count] : counts)
        list << name;
    std::stable_sort(list.begin(), list.end(),
                     [&](const QString& a, const QString& b) { return counts[a] > counts[b]; });
    return list;
}

StudyTree::Place StudyTree::place(const QModelIndex& index) const {
    return index.isValid() ? nodeOf(index)->place : Place();
}

StudyTree::Level StudyTree::level(const QModelIndex& index) const {
    return index.isValid() ? nodeOf(index)->level : Level::Patient;
}

QModelIndex StudyTree::find(const Place& place, bool series) const {
    for (const auto& root : roots_) {
        if (root->place.patient != place.patient) continue;
        const QModelIndex patient = createIndex(root->row, 0, root.get());
        if (!series) return patient;
        const Node* study = root.get();
        for (const auto& child : root->children)
            if (child->level == Level::Study && child->place.study == place.study) study = child.get();
        for (const auto& child : study->children)
            if (child->level == Level::Series && child->place.series == place.series)
                return createIndex(child->row, 0, child.get());
        return patient;
    }
    return {};
}

std::optional<StudyTree::Place> StudyTree::placeOf(const ImageRef& image) const {
    if (library_)
        for (std::size_t p = 0; p < library_->patients.size(); ++p)
            for (std::size_t s = 0; s < library_->patients[p].studies.size(); ++s) {
                const auto& all = library_->patients[p].studies[s].series;
                for (std::size_t i = 0; i < all.size(); ++i)
                    for (const ImageEntry& entry : all[i].images)
                        if (entry.instance.sopUid == image.sopUid) return Place{p, s, i};
            }
    return std::nullopt;
}

QModelIndex StudyTree::index(int row, int column, const QModelIndex& parent) const {
    if (column < 0 || column >= kNumColumns || row < 0) return {};
    const auto& nodes = parent.isValid() ? nodeOf(parent)->children : roots_;
    return row < static_cast<int>(nodes.size())
               ? createIndex(row, column, nodes[static_cast<std::size_t>(row)].get())
               : QModelIndex();
}

QModelIndex StudyTree::parent(const QModelIndex& child) const {
    Node* parent = child.isValid() ? nodeOf(child)->parent : nullptr;
    return parent == nullptr ? QModelIndex() : createIndex(parent->row, 0, parent);
}

int StudyTree::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0) return 0;
    return static_cast<int>(parent.isValid() ? nodeOf(parent)->children.size() : roots_.size());
}

int StudyTree::columnCount(const QModelIndex&) const {
    return kNumColumns;
}

LabelSummary StudyTree::labelsOf(const Node& node) const {
    LabelSummary sum;
    if (!labels_) return sum;
    QStringList texts;
    const auto add = [&](const SeriesEntry& series) {
        const LabelSummary one = labels_(series);
        for (const QString& text : one.text.split(QStringLiteral(", "), Qt::SkipEmptyParts))
            if (!texts.contains(text)) texts << text;
        sum.disagreement = sum.disagreement || one.disagreement;
        sum.num_unlabelled += one.num_unlabelled;
    };
    const PatientEntry& patient = library_->patients[node.place.patient];
    if (node.level == Level::Series) {
        add(patient.studies[node.place.study].series[node.place.series]);
    } else {
        for (std::size_t i = 0; i < patient.studies.size(); ++i)
            if (node.level == Level::Patient || i == node.place.study)
                for (const SeriesEntry& series : patient.studies[i].series)
                    add(series);
    }
    texts.sort();
    sum.text = texts.join(QStringLiteral(", "));
    return sum;
}

QString StudyTree::text(const Node& node, int column) const {
    const PatientEntry& patient = library_->patients[node.place.patient];
    const StudyEntry* study = patient.studies.empty() ? nullptr : &patient.studies[node.place.study];
    const SeriesEntry* series = node.level == Level::Series ? &study->series[node.place.series] : nullptr;
    const auto images = [](int count) {
        return count == 1 ? tr("1 image") : tr("%1 images").arg(grouped(count));
    };
    switch (column) {
    case kPatient:
        if (series != nullptr) return seriesName(series->series);
        if (node.level == Level::Study)
            return study->study.description.empty() ? tr("Study") : qs(study->study.description);
        return patientName(patient.patient);
    case kDate:
        if (series != nullptr) return images(series->num_frames);
        return study == nullptr || study->study.date.empty() ? QStringLiteral("—")
                                                             : qs(displayDate(study->study.date));
    case kImages: {
        if (series != nullptr) return {};
        int count = patient.num_frames;
        if (node.level == Level::Study) {
            count = 0;
            for (const SeriesEntry& of : study->series)
                count += of.num_frames;
        }
        return grouped(count);
    }
    case kLabel: {
        const QString label = labelsOf(node).text;
        return label.isEmpty() ? QStringLiteral("—") : label;
    }
    case kSplit:
        return node.level == Level::Patient ? splitWord(patient.split) : QString();
    default:
        return {};
    }
}

QString StudyTree::secondLine(const Node& node) const {
    return node.level == Level::Patient ? qs(library_->patients[node.place.patient].patient.id) : QString();
}

QVariant StudyTree::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Node& node = *nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::ToolTipRole:
        if (index.column() == kLabel && labelsOf(node).disagreement) return tr("Readers disagree");
        return index.column() == kPatient && node.level == Level::Patient
                   ? QVariant(text(node, kPatient) + QLatin1Char('\n') + secondLine(node))
                   : QVariant(text(node, index.column()));
    case Qt::AccessibleTextRole:
        return index.column() == kPatient && node.level == Level::Patient
                   ? QVariant(text(node, kPatient) + QStringLiteral(", ") + secondLine(node))
                   : QVariant(text(node, index.column()));
    case Qt::TextAlignmentRole:
        return static_cast<int>((index.column() == kImages ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    case kSecondLine:
        return secondLine(node);
    case kLevel:
        return static_cast<int>(node.level);
    case kWarning:
        return index.column() == kLabel && labelsOf(node).disagreement;
    case kAddress: {
        const PatientEntry& patient = library_->patients[node.place.patient];
        for (const StudyEntry& study : patient.studies)
            for (const SeriesEntry& series : study.series)
                if (series.num_frames > 0) return QVariant::fromValue(FrameAddress{series.images[0].file, 0});
        return {};
    }
    default:
        return {};
    }
}

QVariant StudyTree::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == kImages ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const QString mark = section != sortColumn_             ? QString()
                         : sortOrder_ == Qt::AscendingOrder ? QStringLiteral(" ↑")
                                                            : QStringLiteral(" ↓");
    switch (section) {
    case kPatient:
        return tr("Patient") + mark;
    case kDate:
        return tr("Date") + mark;
    case kImages:
        return tr("Images") + mark;
    case kLabel:
        return tr("Label") + mark;
    case kSplit:
        return tr("Split") + mark;
    default:
        return {};
    }
}

} // namespace vrft::ui
