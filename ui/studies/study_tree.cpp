// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studies/study_tree.h"

#include "ui/widgets/text.h"

namespace vrft::ui {

namespace {

// The internal id of an index says what stands above it: 0 above a patient, else the row of the patient and,
// where a patient has several studies, of the study.
struct Above {
    std::size_t patientRow = 0;
    std::optional<std::size_t> study; // above a series
    bool isStudy = false;             // the index itself is a study

    quintptr id() const {
        return (static_cast<quintptr>(patientRow) + 1) |
               (study ? (static_cast<quintptr>(*study) + 1) << 32 : 0) | (isStudy ? kStudyBit : 0);
    }
    static Above of(quintptr id) {
        const quintptr study = (id & ~kStudyBit) >> 32;
        return {(id & 0xFFFFFFFF) - 1, study == 0 ? std::nullopt : std::optional<std::size_t>(study - 1),
                (id & kStudyBit) != 0};
    }
    static constexpr quintptr kStudyBit = quintptr{1} << 63;
};

} // namespace

void StudyTree::setLibrary(LibraryPointer library) {
    library_ = std::move(library);
    rebuild();
}

void StudyTree::setLabels(Labels labels) {
    labels_ = std::move(labels);
}

void StudyTree::labelsChanged() {
    if (filter_.unlabelledOnly) return rebuild();
    if (!rows_.empty())
        Q_EMIT dataChanged(index(0, kLabel), index(static_cast<int>(rows_.size()) - 1, kLabel));
}

void StudyTree::setFilter(const StudyFilterState& filter) {
    filter_ = filter;
    rebuild();
}

bool StudyTree::passes(std::size_t index) const {
    const PatientEntry& patient = library_->patients[index];
    for (const QString& word : words_)
        if (!patient.searchText.contains(word)) return false;
    const auto fits = [&](const StudyEntry& study) {
        return std::any_of(study.series.begin(), study.series.end(),
                           [&](const SeriesEntry& series) { return meant(series); });
    };
    if (!filter_.modalities.isEmpty() && !std::any_of(patient.studies.begin(), patient.studies.end(), fits))
        return false;
    return !filter_.unlabelledOnly || !labels_ || labels_({index, 0, 0}, Level::Patient).num_missing > 0;
}

bool StudyTree::meant(const SeriesEntry& series) const {
    return filter_.modalities.isEmpty() || filter_.modalities.contains(qs(series.series.modality));
}

void StudyTree::rebuild() {
    beginResetModel();
    words_ = filter_.text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    rows_.clear();
    const std::size_t count = library_ ? library_->patients.size() : 0;
    for (std::size_t i = 0; i < count; ++i)
        if (passes(i)) rows_.push_back(i);
    order(rows_);
    at_.assign(count, std::nullopt);
    for (std::size_t row = 0; row < rows_.size(); ++row)
        at_[rows_[row]] = row;
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
        case kLabel:
            return labelsOf({Level::Patient, {i, 0, 0}}).text;
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
    counts.patients = static_cast<int>(rows_.size());
    for (const std::size_t row : rows_) {
        const PatientEntry& patient = library_->patients[row];
        counts.studies += static_cast<int>(patient.studies.size());
        counts.images += patient.num_frames;
    }
    return counts;
}

StudyTree::Counts StudyTree::all() const {
    if (!library_) return {};
    return {static_cast<int>(library_->patients.size()), library_->num_studies, library_->num_frames};
}

int StudyTree::countUnlabelledPatients() const {
    int count = 0;
    if (library_ && labels_)
        for (std::size_t i = 0; i < library_->patients.size(); ++i)
            count += labels_({i, 0, 0}, Level::Patient).num_missing > 0 ? 1 : 0;
    return count;
}

StudyTree::Node StudyTree::nodeOf(const QModelIndex& index) const {
    const auto row = static_cast<std::size_t>(index.row());
    if (index.internalId() == 0) return {Level::Patient, {rows_[row], 0, 0}};
    const Above above = Above::of(index.internalId());
    const std::size_t patient = rows_[above.patientRow];
    if (above.isStudy) return {Level::Study, {patient, row, 0}};
    return {Level::Series, {patient, above.study.value_or(0), row}};
}

StudyTree::Place StudyTree::place(const QModelIndex& index) const {
    return index.isValid() ? nodeOf(index).place : Place();
}

StudyTree::Level StudyTree::level(const QModelIndex& index) const {
    return index.isValid() ? nodeOf(index).level : Level::Patient;
}

QModelIndex StudyTree::find(const Place& place, Level level) const {
    const auto row = place.patient < at_.size() ? at_[place.patient] : std::nullopt;
    if (!row) return {};
    const bool several = library_->patients[place.patient].studies.size() > 1;
    if (level == Level::Patient || (level == Level::Study && !several))
        return createIndex(static_cast<int>(*row), 0, quintptr{0});
    if (level == Level::Study)
        return createIndex(static_cast<int>(place.study), 0, Above{*row, {}, true}.id());
    return createIndex(static_cast<int>(place.series), 0,
                       Above{*row, several ? std::optional(place.study) : std::nullopt, false}.id());
}

std::optional<StudyTree::Place> StudyTree::placeOf(const ImageRef& image) const {
    return library_ ? library_->placeOf(image.sopUid) : std::nullopt;
}

QModelIndex StudyTree::index(int row, int column, const QModelIndex& parent) const {
    if (column < 0 || column >= kNumColumns || row < 0 || row >= rowCount(parent)) return {};
    if (!parent.isValid()) return createIndex(row, column, quintptr{0});
    const Node above = nodeOf(parent);
    if (above.level == Level::Study)
        return createIndex(row, column,
                           Above{Above::of(parent.internalId()).patientRow, above.place.study, false}.id());
    const bool several = library_->patients[above.place.patient].studies.size() > 1;
    return createIndex(row, column, Above{static_cast<std::size_t>(parent.row()), {}, several}.id());
}

QModelIndex StudyTree::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == 0) return {};
    const Above above = Above::of(child.internalId());
    if (above.study)
        return createIndex(static_cast<int>(*above.study), 0, Above{above.patientRow, {}, true}.id());
    return createIndex(static_cast<int>(above.patientRow), 0, quintptr{0});
}

int StudyTree::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0) return 0;
    if (!parent.isValid()) return static_cast<int>(rows_.size());
    const Node node = nodeOf(parent);
    const auto& studies = library_->patients[node.place.patient].studies;
    switch (node.level) {
    case Level::Patient:
        return static_cast<int>(studies.size() == 1 ? studies[0].series.size() : studies.size());
    case Level::Study:
        return static_cast<int>(studies[node.place.study].series.size());
    case Level::Series:
        break;
    }
    return 0;
}

int StudyTree::columnCount(const QModelIndex&) const {
    return kNumColumns;
}

LabelSummary StudyTree::labelsOf(const Node& node) const {
    if (!labels_) return {};
    if (node.level != Level::Study) return labels_(node.place, node.level);
    LabelSummary sum;
    QStringList texts;
    const auto& series = library_->patients[node.place.patient].studies[node.place.study].series;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const LabelSummary one = labels_({node.place.patient, node.place.study, i}, Level::Series);
        for (const QString& text : one.text.split(QStringLiteral(", "), Qt::SkipEmptyParts))
            if (!texts.contains(text)) texts << text;
        sum.disagreement = sum.disagreement || one.disagreement;
        sum.num_missing += one.num_missing;
    }
    texts.sort();
    sum.text = texts.join(QStringLiteral(", "));
    return sum;
}

QString StudyTree::text(const Node& node, int column) const {
    const PatientEntry& patient = library_->patients[node.place.patient];
    const StudyEntry* study = patient.studies.empty() ? nullptr : &patient.studies[node.place.study];
    const SeriesEntry* series = node.level == Level::Series ? &study->series[node.place.series] : nullptr;
    switch (column) {
    case kPatient:
        if (series != nullptr) return seriesName(series->series);
        if (node.level == Level::Study)
            return study->study.description.empty() ? tr("Study") : qs(study->study.description);
        return patientName(patient.patient);
    case kDate:
        if (series != nullptr) return {};
        return study == nullptr || study->study.date.empty() ? QStringLiteral("—")
                                                             : qs(displayDate(study->study.date));
    case kImages: {
        if (series != nullptr) return grouped(series->num_frames);
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
    return node.level == Level::Patient ? patientNumber(library_->patients[node.place.patient].patient)
                                        : QString();
}

QVariant StudyTree::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Node node = nodeOf(index);
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
