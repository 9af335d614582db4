// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/sample_model.h"

#include "ui/viewer/frame_source.h"
#include "ui/widgets/text.h"

namespace vrft::ui {

void SampleModel::show(DraftPointer draft, std::vector<int> entries) {
    beginResetModel();
    draft_ = std::move(draft);
    entries_ = std::move(entries);
    endResetModel();
}

const DraftEntry* SampleModel::entry(const QModelIndex& index) const {
    if (!index.isValid() || !draft_) return nullptr;
    return &draft_->entries[static_cast<std::size_t>(entries_[static_cast<std::size_t>(index.row())])];
}

QModelIndex SampleModel::find(const ImageRef& image) const {
    for (std::size_t i = 0; i < entries_.size(); ++i)
        if (draft_->entries[static_cast<std::size_t>(entries_[i])].image == image)
            return index(static_cast<int>(i), 0);
    return {};
}

int SampleModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

int SampleModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kNumColumns;
}

QString SampleModel::text(const DraftEntry& entry, int column) const {
    const Annotation* annotation = draft_->annotationOf(entry);
    switch (column) {
    case kPatient:
        return tr("Patient %1").arg(entry.group);
    case kLabel:
        return draft_->labelOf(entry);
    case kSplit:
        return splitWord(entry.split);
    case kBoxes:
        return annotation == nullptr ? QStringLiteral("—") : QString::number(annotation->boxes.size());
    case kSize:
        return QStringLiteral("%1 × %2").arg(entry.size.width).arg(entry.size.height);
    case kReader:
        return annotation == nullptr ? QStringLiteral("—") : qs(annotation->reader);
    case kDate:
        return entry.date.empty() ? QStringLiteral("—") : qs(displayDate(entry.date));
    case kState:
        return entry.out == Out::No ? tr("sample") : outWords(entry.out);
    default:
        return {};
    }
}

QVariant SampleModel::data(const QModelIndex& index, int role) const {
    const DraftEntry* of = entry(index);
    if (of == nullptr) return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*of, index.column());
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        QStringList words;
        for (const int column : {kLabel, kPatient, kSplit, kState})
            words << text(*of, column);
        const QString line = words.join(QStringLiteral(" · "));
        return role == Qt::ToolTipRole ? plainToolTip(tr("%1. Double-click opens the study.").arg(line))
                                       : line;
    }
    case Qt::TextAlignmentRole:
        return QVariant(index.column() == kBoxes ? Qt::AlignRight | Qt::AlignVCenter
                                                 : Qt::AlignLeft | Qt::AlignVCenter);
    case kAddress:
        return QVariant::fromValue(FrameAddress{of->file, of->image.frame});
    case kOut:
        return outWords(of->out);
    default:
        return {};
    }
}

QVariant SampleModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case kPatient:
        return tr("Patient");
    case kLabel:
        return tr("Label");
    case kSplit:
        return tr("Split");
    case kBoxes:
        return tr("Boxes");
    case kSize:
        return tr("Pixels");
    case kReader:
        return tr("Reader");
    case kDate:
        return tr("Study date");
    case kState:
        return tr("In the dataset");
    default:
        return {};
    }
}

void SampleModel::sort(int column, Qt::SortOrder order) {
    if (!draft_ || column < 0) return;
    Q_EMIT layoutAboutToBeChanged();
    const auto at = [this](int index) -> const DraftEntry& {
        return draft_->entries[static_cast<std::size_t>(index)];
    };
    const auto before = [&](int a, int b) {
        const DraftEntry& first = at(a);
        const DraftEntry& second = at(b);
        switch (column) {
        case kPatient:
            return first.group < second.group;
        case kSplit:
            return first.split < second.split;
        case kLabel:
            return first.classIndex < second.classIndex;
        case kDate:
            return first.date < second.date;
        case kSize:
            return first.size.width * first.size.height < second.size.width * second.size.height;
        default:
            return text(first, column) < text(second, column);
        }
    };
    std::stable_sort(entries_.begin(), entries_.end(),
                     [&](int a, int b) { return order == Qt::AscendingOrder ? before(a, b) : before(b, a); });
    Q_EMIT layoutChanged();
}

} // namespace vrft::ui
